"""Killed programs, full disks and many writers: what was acknowledged stays."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sayso.core import Query, StoreError
from sayso.store import StoreSettings, create_case, open_case, verify_case

WRITER = Path(__file__).parent / "writer.py"
SIZE = 5

#: Rows of a call in the control: enough that the commit is far behind the acknowledgement.
CONTROL_SIZE = 400


def start(path, driver, *, size=SIZE, calls=0, mode="after", writer="w", limit=None):
    arguments = [path, driver, writer, size, calls, mode]
    return subprocess.Popen(
        [sys.executable, str(WRITER), *(str(argument) for argument in arguments)],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=None
        if limit is None
        else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )


def run_and_kill(path, driver, delay_s, **options):
    """Return the ids that a writer acknowledged until it was killed, after the first one."""
    with start(path, driver, **options) as process:
        first = process.stdout.readline().strip()
        killer = threading.Timer(delay_s, process.kill)
        killer.start()
        rest = process.stdout.read().split("\n")
        killer.join()
    # The last line may be torn: it was not acknowledged in full.
    return [first, *(line for line in rest[:-1] if line)]


def names(store):
    return {row.id for row in store.select(Query("name"))}


@pytest.mark.parametrize("driver", ["apsw", "stdlib"])
def test_a_killed_writer_loses_nothing_it_acknowledged(tmp_path, sizes, driver):
    """Killed at random after the first; the ledger is whole and the next call completes."""
    settings = StoreSettings(driver=driver)
    path = tmp_path / "a.sayso"
    create_case(path, settings=settings).close()
    draw = random.Random(driver)
    acknowledged: set[str] = set()
    rounds = sizes["kills"] // 2
    for number in range(rounds):
        acknowledged |= set(
            run_and_kill(path, driver, draw.uniform(0, 0.04), writer=f"{driver} {number}")
        )
        with open_case(path, read_only=True, settings=settings) as store:
            found = names(store)
            assert acknowledged <= found
            assert len(found) % SIZE == 0
    with open_case(path, settings=settings) as store:
        verification = verify_case(store)
        assert verification.ok, verification.breaks
        assert verification.counts.entries == len(names(store)) >= rounds * SIZE
    with start(path, driver, calls=1, writer="last") as process:
        assert process.stdout.read().count("\n") == 1


def test_an_acknowledgement_before_the_commit_is_lost(tmp_path):
    """The control: the test above sees a writer that speaks too soon."""
    path = tmp_path / "a.sayso"
    create_case(path).close()
    lost = 0
    for number in range(5):
        acknowledged = run_and_kill(
            path, "apsw", 0, size=CONTROL_SIZE, mode="before", writer=str(number)
        )
        with open_case(path) as store:
            lost += not set(acknowledged) <= names(store)
    assert lost > 0


@pytest.mark.parametrize("driver", ["apsw", "stdlib"])
@pytest.mark.parametrize("room", [0, 40_000, 400_000])
def test_a_full_disk_is_a_plain_error_and_loses_nothing(tmp_path, driver, room):
    """Shown by a limit on the size of files; SQLite meets it as it meets a full disk."""
    settings = StoreSettings(driver=driver)
    path = tmp_path / "a.sayso"
    create_case(path, settings=settings).close()
    limit = path.stat().st_size + room
    with start(path, driver, size=50, limit=limit) as process:
        *acknowledged, last = process.stdout.read().splitlines()
    assert last.startswith("refused: ")
    assert "nothing of this call was stored" in last
    with open_case(path, settings=settings) as store:
        assert set(acknowledged) <= names(store)
        assert len(names(store)) == 50 * len(acknowledged)
        assert verify_case(store).ok


@pytest.mark.parametrize("driver", ["apsw", "stdlib"])
def test_several_writers_lose_nothing_and_see_no_lock(tmp_path, driver):
    settings = StoreSettings(driver=driver)
    path = tmp_path / "a.sayso"
    create_case(path, settings=settings).close()
    writers = [start(path, driver, calls=12, writer=f"w{number}") for number in range(3)]
    said = []
    for process in writers:
        with process:
            said.extend(process.stdout.read().splitlines())
    assert not [line for line in said if line.startswith("refused")]
    with open_case(path, settings=settings) as store:
        assert len(names(store)) == 3 * 12 * SIZE
        assert verify_case(store).ok
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.sayso"]


def test_a_writer_gives_up_after_its_wait(tmp_path, rows):
    path = tmp_path / "a.sayso"
    with create_case(path) as first:
        first.connection.fetch("BEGIN IMMEDIATE")
        with (
            open_case(path, settings=StoreSettings(busy_s=0.05)) as second,
            pytest.raises(StoreError, match="another program"),
        ):
            second.append(rows)
        first.connection.fetch("ROLLBACK")
        assert first.append(rows).entries == len(rows)
