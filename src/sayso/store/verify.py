"""Whether a case is whole: documents, ledger, schema, references, search index, head.

Nothing in the file is taken on trust: every hash is computed anew from the rows, every id from the
record, every span from the text, and the schema is compared with the one that this release ships.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sayso.core import Head
from sayso.store.connection import Code, Connection, SqlError, StoreSettings
from sayso.store.ddl import APPLICATION_ID
from sayso.store.opening import (
    connect_case,
    describe_objects,
    find_path,
    foreign_objects,
    require_file,
)
from sayso.store.sqlite_rows import SqliteStore, read_key
from sayso.store.verification import Break, Counts, GivenHead, Verification, parse_head
from sayso.store.verify_rows import RowCheck
from sayso.store.verify_search import check_search

#: Called with the number of entries looked at and the number of all.
Progress = Callable[[int, int], None]

_SETTINGS = StoreSettings()
_MOST_FAULTS = 20

# Faults by which the pages of a table are no tree: a few pages that point to one child several
# hundred times each hold more rows than anybody can read.
_ENDLESS = ("2nd reference to page", "out of order")

# What is raised over a value that no case of ours holds, wherever no break of its own names it.
_DAMAGE = (
    SqlError,
    ValueError,  # UnicodeDecodeError too
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)


def verify_case(
    store: SqliteStore,
    *,
    given_head: GivenHead | Head | str | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Return the state of an open case.

    `given_head` is a head that was kept elsewhere, as a value or as the line of `head_line`; only
    with one can it be told that the case was not rewritten as a whole.

    Raises
    ------
    DataError
        When `given_head` is a line that holds no head.
    """
    given = _read_given(given_head)
    return _verify(store.connection, store.settings, given, progress)


def verify_file(
    place: Path | str,
    *,
    given_head: GivenHead | Head | str | None = None,
    progress: Progress | None = None,
    settings: StoreSettings = _SETTINGS,
) -> Verification:
    """Return the state of the case in a file, also of one that `open_case` refuses.

    Raises
    ------
    StoreError
        When there is no such file, or this SQLite cannot read it safely. Damage never raises.
    DataError
        When `given_head` is a line that holds no head.
    """
    given = _read_given(given_head)
    path = find_path(place)
    require_file(path)
    try:
        connection = connect_case(path, True, settings)
    except _DAMAGE as error:
        return _unread((_unreadable(error),), None, given)
    try:
        return _verify(connection, settings, given, progress)
    finally:
        connection.close()


def _verify(
    connection: Connection,
    settings: StoreSettings,
    given: GivenHead | None,
    progress: Progress | None,
) -> Verification:
    breaks: list[Break] = []
    try:
        connection.fetch("BEGIN")
        try:
            return _verify_snapshot(connection, settings, given, progress, breaks)
        finally:
            connection.fetch("ROLLBACK")
    except _DAMAGE as error:
        return _unread((_unreadable(error), *breaks), None, given)


def _verify_snapshot(
    connection: Connection,
    settings: StoreSettings,
    given: GivenHead | None,
    progress: Progress | None,
    breaks: list[Break],
) -> Verification:
    number, readable = _check_schema(connection, settings, breaks)
    faults, is_readable = _check_file(connection)
    breaks.extend(faults)
    if number is None or not (readable and is_readable):
        return _unread(tuple(breaks), number, given)
    schema = settings.release.find(number)
    check = RowCheck(connection, schema, read_key(connection), given)
    try:
        check.run(progress)
    except _DAMAGE as error:
        return _unread((_unreadable(error), *breaks, *check.breaks), number, given)
    breaks.extend(check.breaks)
    breaks.extend(check_search(connection, check.words))
    breaks.extend(_check_given(given, check))
    return Verification(tuple(breaks), check.counts, check.head, number, given)


def _unread(breaks: tuple[Break, ...], number: int | None, given: GivenHead | None) -> Verification:
    return Verification(breaks, Counts(), None, number, given, rows_read=False)


def _read_given(given: GivenHead | Head | str | None) -> GivenHead | None:
    if isinstance(given, Head):
        return GivenHead(given.entries, given.chain)
    return parse_head(given) if isinstance(given, str) else given


def _unreadable(error: Exception) -> Break:
    if not isinstance(error, SqlError):
        return Break("file", "a value in it could not be read. Go back to a copy.")
    if error.code == Code.NOT_A_DATABASE:
        return Break("file", f"this is no case, or its first bytes are damaged ({error.message}).")
    return Break(
        "file",
        f"the file cannot be read any further ({error.message}). Go back to a copy.",
    )


def _check_schema(
    connection: Connection, settings: StoreSettings, breaks: list[Break]
) -> tuple[int | None, bool]:
    """Return the schema number, and whether the shipped tables are there to be read."""
    if connection.fetch("PRAGMA application_id") != [(APPLICATION_ID,)]:
        breaks.append(
            Break("schema", "the pragma application_id is not that of a case.", field="pragma")
        )
    if connection.fetch("PRAGMA encoding") != [("UTF-8",)]:
        breaks.append(Break("schema", "the pragma encoding is not UTF-8.", field="pragma"))
    number = connection.fetch("PRAGMA user_version")[0][0]
    release = settings.release
    if not isinstance(number, int) or not (
        release.first.number <= number <= release.current.number
    ):
        breaks.append(
            Break(
                "schema",
                f"the pragma user_version gives schema {number!r}; this version of Sayso reads "
                f"{release.first.number} to {release.current.number}.",
                field="pragma",
            )
        )
        return None, False
    foreign, missing = foreign_objects(connection, settings, number)
    breaks.extend(Break("schema", f"{phrase}.") for phrase in describe_objects(foreign, missing))
    return number, not any(kind in ("table", "view") for kind, *_ in missing)


def _check_file(connection: Connection) -> tuple[list[Break], bool]:
    """Return what SQLite finds in the pages, and whether the rows can be read to an end."""
    try:
        found = connection.fetch(f"PRAGMA integrity_check({_MOST_FAULTS})")
    except SqlError as error:
        # The same pages would stop the rows; where they do not, what is whole is still counted.
        return [_unreadable(error)], True
    if found == [("ok",)]:
        return [], True
    # One result holds many faults, one to a line, and those of the pages come first: where they
    # fill the list, the fault that matters may be the one after the last.
    faults = [line for fault in found for line in str(fault[0]).splitlines()]
    paged = sum(line.startswith(("Tree ", "Freelist", "Page ")) for line in faults)
    endless = any(words in line for line in faults for words in _ENDLESS)
    breaks = [
        Break("file", f"SQLite's integrity check found: {str(fault[0])[:300]}.") for fault in found
    ]
    return breaks, not endless and paged < _MOST_FAULTS


def _check_given(given: GivenHead | None, check: RowCheck) -> list[Break]:
    if given is None or check.met_given:
        return []
    if given.entries > check.counts.entries:
        return [
            Break(
                "head",
                f"the given head was taken after {given.entries:,} entries, and the case has "
                f"{check.counts.entries:,}. Entries were removed, or the head is another case's.",
                entry=given.entries,
            )
        ]
    return [
        Break(
            "head",
            "the given head does not lie on this chain. The case was rewritten, or the head is "
            "another case's.",
            entry=given.entries,
        )
    ]
