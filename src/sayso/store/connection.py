"""What the SQLite stores need of a driver, and how a driver's errors are told to the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from sayso.core import StoreError
from sayso.store.migrations import RELEASE, Release

SqlValue = str | int | float | bytes | None

#: Two connections that write and checkpoint can lose committed rows in WAL mode below this version
#: of SQLite (the WAL-reset bug, 3.7.0 to 3.51.2); below it the rollback journal is used.
WAL_FLOOR = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """How a case is opened.

    `driver` is `apsw` or `stdlib`. A read that takes longer than `read_limit_s` seconds is stopped;
    a write waits up to `busy_s` seconds for other writers.
    """

    driver: str = "apsw"
    read_limit_s: float = 1.0
    busy_s: float = 10.0
    release: Release = field(default=RELEASE)


class Code(IntEnum):
    """Result codes of SQLite that are told apart (sqlite.org/rescode.html)."""

    ERROR = 1
    BUSY = 5
    LOCKED = 6
    READ_ONLY = 8
    INTERRUPTED = 9
    IO_ERROR = 10
    CORRUPT = 11
    FULL = 13
    CANNOT_OPEN = 14
    TOO_BIG = 18
    CONSTRAINT = 19
    NOT_A_DATABASE = 26


class SqlError(Exception):
    """A statement that failed: SQLite's primary result code and message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Connection(Protocol):
    """An open SQLite file, hardened against its content; every method may raise `SqlError`."""

    @property
    def version(self) -> tuple[int, ...]:
        """Return the version of the SQLite library."""
        ...

    @property
    def is_defensive(self) -> bool:
        """Return whether SQLite's defensive mode is in force."""
        ...

    def fetch(
        self, sql: str, values: Sequence[SqlValue] = (), *, limit_s: float | None = None
    ) -> list[tuple[SqlValue, ...]]:
        """Return all rows; stop with `Code.INTERRUPTED` after `limit_s` seconds."""
        ...

    def each(self, sql: str, values: Sequence[SqlValue] = ()) -> Iterator[tuple[SqlValue, ...]]:
        """Yield the rows one by one, without a limit of time."""
        ...

    def execute_many(self, sql: str, values: Iterable[Sequence[SqlValue]]) -> None:
        """Run a statement once for each item of `values`."""
        ...

    def set_busy_wait(self, seconds: float) -> None:
        """Wait so long for a lock that another connection holds."""
        ...

    def copy_to(self, path: str) -> None:
        """Write the whole database into the empty file `path`, also while others use it."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


def begin_session(connection: Connection, *, driver_pragmas: Sequence[str] = ()) -> None:
    """Set what every connection to a case has in force.

    A case file is hostile input: nothing in its schema is trusted, cells are checked when read.
    """
    for pragma in (
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # else INSERT OR REPLACE would delete past the triggers
        "synchronous=FULL",
        "mmap_size=0",
        "temp_store=MEMORY",
        *driver_pragmas,
    ):
        connection.fetch(f"PRAGMA {pragma}")


def explain(error: SqlError, path: Path | str) -> StoreError:
    """Return the error for the user that a failed statement amounts to."""
    found = _SENTENCES.get(error.code, "SQLite could not do what was asked")
    return StoreError(f"{path}: {found} (SQLite: {error.message}).", path=str(path))


_SENTENCES: dict[int, str] = {
    Code.BUSY: "another program has been writing to the case for too long; try again when it is "
    "done",
    Code.LOCKED: "another program has been writing to the case for too long; try again when it is "
    "done",
    Code.READ_ONLY: "the case is write-protected; nothing was stored. Check the rights on the file "
    "and on its folder",
    Code.INTERRUPTED: "the read took longer than the limit and was stopped; ask for less, or raise "
    "the limit",
    Code.IO_ERROR: "the disk refused to read or write; nothing of this call was stored. Check that "
    "there is space left and that the disk is sound",
    Code.CORRUPT: "the file is damaged; run `sayso verify` to see what is still whole, and go back "
    "to a copy",
    Code.FULL: "there is no space left; nothing of this call was stored. Make space and try again",
    Code.CANNOT_OPEN: "the file cannot be opened. Check the rights on it and on its folder",
    Code.TOO_BIG: "a value is larger than SQLite can hold (1 GB); nothing of this call was stored",
    Code.CONSTRAINT: "the file refused a row; nothing of this call was stored",
    Code.NOT_A_DATABASE: "this is not a case of Sayso. A case is a file made by `sayso new`",
}
