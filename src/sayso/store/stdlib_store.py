"""The SQLite that comes with Python: the second driver, for where apsw is not installed.

Python has no way to switch SQLite's defensive mode on before 3.12, and its SQLite is as old as the
system's, so WAL mode is mostly not available.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sayso.store.connection import Code, SqlError, SqlValue, begin_session

# As in apsw_store.py.
_STEPS = 20_000


class StdlibConnection:
    """A case opened through the standard library; see `Connection`."""

    def __init__(self, path: str, *, read_only: bool, busy_s: float) -> None:
        self._deadline: float | None = None
        self.is_defensive = False
        with _telling():
            self._connection = _connect(path, "ro" if read_only else "rw", busy_s)
        try:
            with _telling():
                self._harden()
        except BaseException:
            self._connection.close()
            raise

    @property
    def version(self) -> tuple[int, ...]:
        """Return the version of the SQLite library."""
        return sqlite3.sqlite_version_info

    def fetch(
        self, sql: str, values: Sequence[SqlValue] = (), *, limit_s: float | None = None
    ) -> list[tuple[SqlValue, ...]]:
        """Return all rows; stop with `Code.INTERRUPTED` after `limit_s` seconds."""
        self._deadline = None if limit_s is None else time.monotonic() + limit_s
        try:
            with _telling():
                return self._connection.execute(sql, tuple(values)).fetchall()
        finally:
            self._deadline = None

    def each(self, sql: str, values: Sequence[SqlValue] = ()) -> Iterator[tuple[SqlValue, ...]]:
        """Yield the rows one by one, without a limit of time."""
        with _telling():
            cursor = self._connection.execute(sql, tuple(values))
        try:
            with _telling():
                yield from cursor
        finally:
            cursor.close()

    def execute_many(self, sql: str, values: Iterable[Sequence[SqlValue]]) -> None:
        """Run a statement once for each item of `values`."""
        with _telling():
            self._connection.executemany(sql, values)

    def set_busy_wait(self, seconds: float) -> None:
        """Wait so long for a lock that another connection holds."""
        self.fetch(f"PRAGMA busy_timeout={int(seconds * 1000)}")

    def copy_to(self, path: str) -> None:
        """Write the whole database into the empty file `path`, also while others use it."""
        with _telling():
            target = _connect(path, "rw", 0)
            try:
                self._connection.backup(target)
            finally:
                target.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _harden(self) -> None:
        # setconfig and SQLITE_DBCONFIG_DEFENSIVE (1010) came with Python 3.12.
        configure = getattr(self._connection, "setconfig", None)
        if configure is not None:
            configure(1010, True)
            self.is_defensive = True
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._connection.set_progress_handler(self._is_late, _STEPS)
        full = ("fullfsync=ON", "checkpoint_fullfsync=ON") if sys.platform == "darwin" else ()
        begin_session(self, driver_pragmas=full)

    def _is_late(self) -> int:
        return int(self._deadline is not None and time.monotonic() > self._deadline)


def _connect(path: str, mode: str, busy_s: float) -> sqlite3.Connection:
    if path == ":memory:":
        return sqlite3.connect(path, isolation_level=None)
    # Only an address can say "do not create the file".
    address = f"file:{quote(str(Path(path).absolute()))}?mode={mode}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=busy_s)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            code = Code.CORRUPT if "decode" in str(error) else Code.ERROR
        raise SqlError(code & 0xFF, str(error)) from error
    except UnicodeDecodeError as error:
        # Also where SQLite's own message quotes a damaged name ("malformed database schema (...").
        raise SqlError(Code.CORRUPT, "a text is not UTF-8") from error
