"""What a verification found, and how it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.core import DataError, Head

#: The parts of a verification, in the order in which they are told.
PARTS = ("file", "documents", "ledger", "schema", "references", "withheld", "search", "head")

# The first breaks of a part say what happened; thousands more would bury them.
_TOLD = 20
_WIDTH = 12

_HEAD = re.compile(r"\s*(\d{1,18})\s+([0-9a-fA-F]{64})(?:\s.*)?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that is not as it must be: in which part, what, and where when it can be said."""

    part: str
    what: str
    entry: int | None = None
    field: str | None = None

    def describe(self) -> str:
        """Return the break as a sentence for a person."""
        where = "" if self.entry is None else f" at entry {self.entry:,}"
        return f"BROKEN{where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things were looked at, and how many of them are whole."""

    documents: int = 0
    documents_whole: int = 0
    entries: int = 0
    entries_whole: int = 0
    references: int = 0
    dangling: int = 0
    spans: int = 0
    spans_found: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class GivenHead:
    """A head held elsewhere: the number of entries, and the chain or the root after them."""

    entries: int
    digest: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The state of a case.

    `head` is computed from the rows, None where the entries do not allow it. `schema` is the
    schema number, None where it cannot be read; `rows_read` says whether the rows could be.
    """

    breaks: tuple[Break, ...]
    counts: Counts
    head: Head | None
    schema: int | None = None
    given: GivenHead | None = None
    rows_read: bool = True

    @property
    def ok(self) -> bool:
        """Return whether nothing is broken."""
        return not self.breaks


def head_line(head: Head) -> str:
    """Return a head as the one line that is kept elsewhere: entries and chain.

    >>> head_line(Head(2, "ab" * 32, "cd" * 32, 1))[:10]
    '2 abababab'
    """
    return f"{head.entries} {head.chain}"


def parse_head(line: str) -> GivenHead:
    """Return the head that a line holds: a number, then 64 hexadecimal digits (chain or root).

    Raises
    ------
    DataError
        When the line is something else.
    """
    match = _HEAD.match(line)
    if match is None:
        raise DataError(
            f'"{line[:100]}" is not a head. A head is the number of entries and 64 hexadecimal '
            "digits, as `sayso verify` prints them after `now`.",
            value=line[:100],
        )
    return GivenHead(int(match.group(1)), match.group(2).lower())


def lines(verification: Verification) -> tuple[str, ...]:
    """Return a verification as lines of text, one part after the other."""
    broken: dict[str, list[Break]] = {}
    for item in verification.breaks:
        broken.setdefault(item.part, []).append(item)
    told: list[str] = []
    for part in PARTS:
        if part in broken:
            told.extend(_line(part, item.describe()) for item in broken[part][:_TOLD])
            more = len(broken[part]) - _TOLD
            if more > 0:
                told.append(_line(part, f"and {more:,} more breaks"))
        elif verification.rows_read and (whole := _whole(part, verification)):
            told.append(_line(part, whole))
    if verification.given is None:
        told.append(
            _line(
                "head",
                "none given. Without a head held elsewhere, a rewritten case still looks "
                "consistent",
            )
        )
    if verification.head is not None and not broken.get("ledger"):
        told.append(_line("now", head_line(verification.head)))
    return tuple(told)


def _line(part: str, text: str) -> str:
    return f"{part:<{_WIDTH}}{text}"


def _whole(part: str, verification: Verification) -> str | None:
    counts = verification.counts
    if part == "documents":
        return f"{counts.documents_whole:,} of {counts.documents:,} match their hashes"
    if part == "ledger":
        return (
            f"{counts.entries_whole:,} of {counts.entries:,} entries chained, numbered without gaps"
        )
    if part == "schema":
        return f"{verification.schema}, as shipped; no foreign tables, triggers, views or pragmas"
    if part == "references":
        return (
            f"{counts.dangling:,} dangling; {counts.spans_found:,} of {counts.spans:,} spans found "
            "at their offsets"
        )
    if part == "withheld":
        return f"{counts.withheld:,} values"
    if part == "search":
        return "index agrees with the record"
    if part == "head" and verification.given is not None:
        since = counts.entries - verification.given.entries
        plural = "entry" if since == 1 else "entries"
        return (
            f"given head lies on this chain at entry {verification.given.entries:,}; "
            f"{since:,} {plural} since"
        )
    return None
