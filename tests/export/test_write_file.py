from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from sayso.core import ExportError
from sayso.export import write_atomically


def test_the_file_is_whole_and_for_its_owner_only(tmp_path):
    path = tmp_path / "report.html"
    write_atomically(path, b"words")
    assert path.read_bytes() == b"words"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_is_replaced(tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_disk_that_is_full_leaves_no_part_of_the_file(tmp_path):
    """A limit on the size of files stands for the full disk: the write itself fails."""
    path = tmp_path / "report.html"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from sayso.core import ExportError\n"
        "from sayso.export import write_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        "    write_atomically(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except ExportError as error:\n"
        "    print(error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "PYTHONPATH": ":".join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot be written" in done.stdout
    assert "Nothing was changed" in done.stdout
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named_in_the_message(tmp_path):
    path = tmp_path / "nowhere" / "report.html"
    with pytest.raises(ExportError, match="cannot be written") as caught:
        write_atomically(path, b"x")
    assert caught.value.path == str(path)


def test_a_folder_or_a_device_is_not_replaced(tmp_path):
    with pytest.raises(ExportError, match="not a plain file"):
        write_atomically(tmp_path, b"x")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="not a plain file"):
        write_atomically(pipe, b"x")
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_case_is_never_written_over(tmp_path):
    case = tmp_path / "mill.sayso"
    with closing(sqlite3.connect(case)) as connection:
        connection.execute("CREATE TABLE entry (id TEXT)")
        connection.commit()
    before = case.read_bytes()
    link = tmp_path / "report.html"
    link.symlink_to(case)
    for path in (case, link):
        with pytest.raises(ExportError, match="is a case of Sayso and is never written over"):
            write_atomically(path, b"words")
    assert case.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [case, link]


def test_a_file_shorter_than_the_mark_of_a_case_is_replaced(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(b"SQLite format 3")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
