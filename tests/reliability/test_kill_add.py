"""Promise 1: the process dies, what it reported as added stays, and the same command completes."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.cli.main import run
from sayso.core.rows import Query
from sayso.store import open_case

SEED = 20261122
DOCUMENTS = 24

# The naive variant: it reports a document before the transaction that stores it.
CONTROL = """
import sys
import sayso.pipeline as pipeline
from sayso.cli.main import run

real = pipeline.add_arrivals

class Late:
    def __init__(self, store):
        self.store, self.rows = store, []
    def append(self, rows):
        if self.rows:
            self.store.append(self.rows)
        self.rows = rows
        return self.store.head()
    def select(self, query):
        return self.store.select(query)
    def head(self):
        return self.store.head()

pipeline.add_arrivals = lambda store, *rest, **named: real(Late(store), *rest, **named)
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = f"Officer {number} said that the gate was shut. The union denied report {number}."
        if number % 4:
            (folder / f"{number:02}.txt").write_text(f"{text}\n\n" * 30, encoding="utf-8")
        else:
            (folder / f"{number:02}.html").write_text(f"<p>{text}</p>" * 30, encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def add_and_kill(command: list[str], draw: random.Random, span: float) -> set[str]:
    """Run a command, kill it at a random moment after its first report, return what it reported."""
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        assert process.stderr is not None
        seen = process.stderr.readline()
        time.sleep(draw.random() * span)
        process.send_signal(signal.SIGKILL)
        seen += process.stderr.read()
    # The last line may be torn: what was not written whole was not reported.
    return {
        match[1]
        for line in seen.decode().splitlines(keepends=True)
        if line.endswith("\n") and (match := re.match(r"added ([0-9a-f]{64}) ", line))
    }


def stored(case: str) -> set[str]:
    with open_case(case, read_only=True) as store:
        return {str(dict(row.fields)["sha256"]) for row in store.select(Query("original"))}


def read_export(case: str, tmp_path: Path) -> dict:
    assert run(["export", "-q", case, "--to", "json", "-o", str(tmp_path / "out.json")]) == 0
    exported = json.loads((tmp_path / "out.json").read_bytes())
    assert not re.search(r'"crashed"|"timed_out"', json.dumps(exported["records"]["problem"]))
    for record in exported["records"]["document"]:
        record.pop("retrieved_at")
    for rows in exported["records"].values():
        for row in rows:
            row.pop("recorded_at", None)
    return exported["records"]


def test_kill_9_during_add_loses_no_reported_document(documents, size, tmp_path, capfd) -> None:
    draw = random.Random(SEED)
    whole = str(tmp_path / "whole.sayso")
    assert run(["new", "-q", whole]) == 0
    start = time.perf_counter()
    assert run(["add", "-q", whole, *documents]) == 0
    span = time.perf_counter() - start
    expected = read_export(whole, tmp_path)
    cut_short = 0
    for attempt in range(size("kill_add")):
        case = str(tmp_path / f"{attempt}.sayso")
        assert run(["new", "-q", case]) == 0
        command = [sys.executable, "-m", "sayso", "add", "-v", case, *documents]
        reported = add_and_kill(command, draw, span)
        kept = stored(case)
        assert reported, "nothing was reported before the kill"
        assert reported <= kept, f"lost {reported - kept}"
        cut_short += len(kept) < DOCUMENTS
        assert run(["verify", "-q", case]) == 0
        assert run(["add", "-q", case, *documents]) == 0
        assert run(["verify", "-q", case]) == 0
        assert read_export(case, tmp_path) == expected
        Path(case).unlink()
    # A kill that comes after the end tests nothing.
    assert cut_short >= size("kill_add") // 4


def test_reporting_before_the_commit_would_lose_documents(documents, tmp_path, capfd) -> None:
    """The control: the same kills find the loss in a variant that reports too early."""
    draw = random.Random(SEED)
    script = tmp_path / "control.py"
    script.write_text(CONTROL, encoding="utf-8")
    lost = 0
    for attempt in range(8):
        case = str(tmp_path / f"{attempt}.sayso")
        assert run(["new", "-q", case]) == 0
        reported = add_and_kill(
            [sys.executable, str(script), "add", "-v", case, *documents], draw, 0.3
        )
        lost += bool(reported - stored(case))
        if lost:
            break
    assert lost


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_no_worker_outlives_its_command(documents, tmp_path, capfd) -> None:
    case = str(tmp_path / "k.sayso")
    assert run(["new", "-q", case]) == 0
    command = [sys.executable, "-m", "sayso", "add", "-v", case, *documents]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        workers = descendants(process.pid)
        process.send_signal(signal.SIGKILL)
    assert workers, "no worker was running"
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(is_alive(worker) for worker in workers):
        time.sleep(0.05)
    assert not [worker for worker in workers if is_alive(worker)]


def descendants(parent: int) -> list[tuple[int, str]]:
    """Return pid and start time of every process below `parent`."""
    processes = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        processes[int(entry.parent.name)] = (int(fields[1]), fields[19])
    found, waiting = [], [parent]
    while waiting:
        above = waiting.pop()
        below = [pid for pid, (ppid, _) in processes.items() if ppid == above]
        found += [(pid, processes[pid][1]) for pid in below]
        waiting += below
    return found


def is_alive(worker: tuple[int, str]) -> bool:
    pid, started = worker
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] != "Z" and fields[19] == started


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(documents, tmp_path, capfd) -> None:
    case = str(tmp_path / "k.sayso")
    assert run(["new", "-q", case]) == 0
    command = [sys.executable, "-m", "sayso", "add", "-v", case, *documents]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert "run the same command again to go on" in said
    assert "Traceback" not in said
    kept = len(stored(case))
    assert 0 < kept < DOCUMENTS
    assert run(["verify", "-q", case]) == 0
    assert run(["add", "-q", case, *documents]) == 0
    assert len(stored(case)) == DOCUMENTS
