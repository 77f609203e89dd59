"""Which file a case's name means, and opening it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.core.errors import StoreError
from sayso.core.rows import Store

SUFFIX = ".sayso"


def is_url(name: str) -> bool:
    """Return whether a case is named by a URL (of a database), not by a file."""
    return "://" in name


def case_path(name: str) -> Path | None:
    """Return the file of a case (None for a URL); a bare name that is no file gets `.sayso`."""
    if is_url(name):
        return None
    path = Path(name)
    if name and path.suffix != SUFFIX and not path.exists():
        return path.with_name(path.name + SUFFIX)
    return path


def is_part_of_case(name: str, path: Path) -> bool:
    """Return whether a file is the case itself, or one that SQLite keeps beside it while open.

    The file is not opened for this: closing it again would drop the locks that SQLite holds.
    """
    case = case_path(name)
    if case is None:
        return False
    beside = [case, *(case.with_name(case.name + end) for end in ("-wal", "-shm", "-journal"))]
    return any(one.exists() and path.exists() and path.samefile(one) for one in beside)


def require_readable(name: str) -> None:
    """Raise when a case's file is there and may not be read: that is no sign of damage.

    Raises
    ------
    StoreError
        Saying what the system refused.
    """
    path = case_path(name)
    if path is None or not path.exists():
        return
    try:
        with path.open("rb"):
            return
    except OSError as error:
        raise StoreError(
            f"{path} cannot be read: {error.strerror}. Check the permissions on it.",
            path=str(path),
        ) from error


def as_argument(name: str) -> str:
    """Return a name as a shell takes it, for the commands that messages propose."""
    return shlex.quote(f"./{name}" if name.startswith("-") else name)


def case_target(name: str) -> str:
    """Return what a store is to open for a case's name: its URL or its file."""
    path = case_path(name)
    return name if path is None else str(path)


def case_title(name: str) -> str:
    """Return what a report calls a case: the name of its file without folder and suffix."""
    path = case_path(name)
    return name if path is None else path.stem


@contextmanager
def opened(name: str, *, read_only: bool = True) -> Iterator[Store]:
    """Give the open store of a case and close it afterwards.

    Raises
    ------
    StoreError
        When there is no such case, or it cannot be opened.
    """
    from sayso.store import open_case

    with open_case(case_target(name), read_only=read_only) as store:
        yield store
