"""Which file a case's name means, and opening it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    if not path.suffix and not path.exists():
        return path.with_name(path.name + SUFFIX)
    return path


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
