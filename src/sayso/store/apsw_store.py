"""The SQLite that comes with apsw: the default driver."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import apsw

from sayso.store.connection import Code, SqlError, SqlValue, begin_session

# Virtual-machine steps between two looks at the clock: about half a millisecond.
_STEPS = 20_000


class ApswConnection:
    """A case opened through apsw; see `Connection`."""

    def __init__(self, path: str, *, read_only: bool, busy_s: float) -> None:
        flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
        self._deadline: float | None = None
        with _telling():
            self._connection = apsw.Connection(path, flags=flags)
        try:
            with _telling():
                self._harden(busy_s)
        except BaseException:
            self._connection.close()
            raise

    @property
    def version(self) -> tuple[int, ...]:
        """Return the version of the SQLite library."""
        return tuple(int(part) for part in apsw.sqlite_lib_version().split("."))

    @property
    def is_defensive(self) -> bool:
        """Return whether SQLite's defensive mode is in force."""
        return bool(self._connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1))

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
            cursor.close(True)

    def execute_many(self, sql: str, values: Iterable[Sequence[SqlValue]]) -> None:
        """Run a statement once for each item of `values`."""
        with _telling():
            self._connection.executemany(sql, values)

    def set_busy_wait(self, seconds: float) -> None:
        """Wait so long for a lock that another connection holds."""
        self._connection.set_busy_timeout(int(seconds * 1000))

    def copy_to(self, path: str) -> None:
        """Write the whole database into the empty file `path`, also while others use it."""
        with _telling():
            target = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READWRITE)
            try:
                with target.backup("main", self._connection, "main") as backup:
                    backup.step(-1)
            finally:
                target.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _harden(self, busy_s: float) -> None:
        connection = self._connection
        self.set_busy_wait(busy_s)
        for option, value in (
            (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
            (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
            (apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
            (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
            (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
        ):
            connection.config(option, value)
        connection.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_progress_handler(self._is_late, _STEPS)
        full = ("fullfsync=ON", "checkpoint_fullfsync=ON") if sys.platform == "darwin" else ()
        begin_session(self, driver_pragmas=full)

    def _is_late(self) -> bool:
        return self._deadline is not None and time.monotonic() > self._deadline


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        raise SqlError(getattr(error, "result", Code.ERROR) & 0xFF, str(error)) from error
    except UnicodeDecodeError as error:
        raise SqlError(Code.CORRUPT, "a text is not UTF-8") from error
