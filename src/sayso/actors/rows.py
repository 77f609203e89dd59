"""The rows that views are taken of: assertions with their propositions, times and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sayso.core import (
    AUTHOR,
    PREDICATES,
    Assertion,
    Assessment,
    CaseContents,
    Event,
    Face,
    Name,
    Problem,
    Proposition,
    find_predicate,
)

#: The reason of an end mark by which an asserter's own later word ends a row. Every other reason
#: is the recorder's correction: the row was never said so, and nobody withdrew anything.
WITHDRAWN = "withdrawn by its asserter"

#: Reports within reports that are followed; a longer path is damage, not journalism.
MOST_HANDS = 64


@dataclass(frozen=True, slots=True)
class EndMark:
    """The end of the record `target` from the instant `at` (RFC 3339) on, with its reason."""

    target: str
    at: str
    reason: str

    @property
    def is_withdrawal(self) -> bool:
        """Return whether the asserter's own later word ended the record."""
        return self.reason.startswith(WITHDRAWN)


@dataclass(frozen=True, slots=True)
class EntryList:
    """An account that keeps its entries apart: any two of its faces are two parties to it.

    Nobody wrote that down pair by pair, so what rests on it is marked "inferred". `account` is the
    account of the faces, `voice` whose say-so it is (a face, or the document itself).
    """

    account: str
    voice: str


@dataclass(frozen=True, slots=True)
class AssertionRow:
    """An assertion as a row of the case: with its id, its proposition and when it was recorded.

    `ended_at` is the instant of its end mark, if any; `is_withdrawn` says that its own asserter
    ended it. `entry` is its number in the store. `place` orders rows by where they stand in the
    case, never by the names in them, so that two sides whose names are swapped swap everywhere.
    """

    id: str
    assertion: Assertion
    proposition: Proposition
    recorded_at: str | None = None
    ended_at: str | None = None
    is_withdrawn: bool = False
    entry: int | None = None
    place: tuple[int, int, int, str, int, int, str] = (0, 0, 0, "", 0, 0, "")

    @property
    def voice(self) -> str:
        """Return whose word it is: the asserter's face, or the document for its own author."""
        asserter = self.assertion.asserter
        return self.assertion.document if asserter == AUTHOR else asserter


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An analyst's assessment as a row of the case."""

    id: str
    assessment: Assessment
    ended_at: str | None = None


@dataclass(frozen=True, slots=True)
class CaseRows:
    """What views read: rows in the order of their places, and what their ids stand for.

    `documents` gives the names of each document's own voice (title, byline, address), in the order
    of the case. `order` gives each face and event its rank by first appearance, `by_id` the rows.
    """

    rows: tuple[AssertionRow, ...]
    faces: Mapping[str, Face] = field(default_factory=lambda: MappingProxyType({}))
    events: Mapping[str, Event] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, Name] = field(default_factory=lambda: MappingProxyType({}))
    propositions: Mapping[str, Proposition] = field(default_factory=lambda: MappingProxyType({}))
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    assessments: tuple[AssessmentRow, ...] = ()
    lists: tuple[EntryList, ...] = ()
    order: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    by_id: Mapping[str, AssertionRow] = field(default_factory=lambda: MappingProxyType({}))

    def rank(self, party: str) -> tuple[int, str]:
        """Return the key that sorts parties by first appearance; the id decides between strangers.

        A party that appears in no row comes last.
        """
        return self.order.get(party, len(self.order)), party


def gather_rows(
    contents: CaseContents,
    *,
    ends: Iterable[EndMark] = (),
    lists: Iterable[EntryList] = (),
    entries: Mapping[str, int] | None = None,
) -> tuple[CaseRows, tuple[Problem, ...]]:
    """Return the rows of a case for views, and what of them could not be used.

    `contents` may hold its records in any order but that of its documents; reviews are read as
    they stand in it, so settle them before. `entries` are the store's numbers by id.
    """
    propositions = {item.id: item for item in contents.propositions}
    recorded = {item.id: item.at for item in contents.recorded}
    ended = _first_ends(ends)
    numbers = entries or {}
    made: dict[str, AssertionRow] = {}
    problems: list[Problem] = []
    for assertion in contents.assertions:
        name = assertion.id
        proposition = propositions.get(assertion.proposition)
        if proposition is None:
            trouble = f"Its proposition {assertion.proposition} is not in the case."
            problems.append(_leave_out(name, assertion, trouble))
            continue
        end = ended.get(name)
        made[name] = AssertionRow(
            id=name,
            assertion=assertion,
            proposition=proposition,
            recorded_at=recorded.get(name),
            ended_at=end.at if end else None,
            is_withdrawn=end is not None and end.is_withdrawal,
            entry=numbers.get(name),
        )
    assessments = ((item.id, item) for item in contents.assessments)
    case, malformed = arrange_rows(
        made.values(),
        faces={item.id: item for item in contents.faces},
        events={item.id: item for item in contents.events},
        names={item.id: item for item in contents.names},
        propositions=propositions,
        documents={
            item.id: tuple(
                text for text in (item.title, item.byline, item.uri, item.member) if text
            )
            for item in contents.documents
        },
        assessments=tuple(
            AssessmentRow(name, item, ended[name].at if name in ended else None)
            for name, item in assessments
        ),
        lists=tuple(lists),
    )
    return case, (*problems, *malformed)


def arrange_rows(
    rows: Iterable[AssertionRow],
    *,
    faces: Mapping[str, Face],
    events: Mapping[str, Event],
    names: Mapping[str, Name],
    propositions: Mapping[str, Proposition],
    documents: Mapping[str, tuple[str, ...]],
    assessments: tuple[AssessmentRow, ...] = (),
    lists: tuple[EntryList, ...] = (),
) -> tuple[CaseRows, tuple[Problem, ...]]:
    """Return the rows in the order of the case, whatever order they come in, and malformed ones.

    For rows that are at hand already, from a query; `documents` are in the order of the case. A row
    whose proposition is none is in no view: a predicate that nobody knows, arguments too many or
    too few.
    """
    given = {}
    problems = []
    for row in rows:
        trouble = _find_trouble(row.proposition)
        if trouble is None:
            given[row.id] = row
        else:
            problems.append(_leave_out(row.id, row.assertion, trouble))
    ranks = {name: number for number, name in enumerate(documents)}
    strangers = sorted({row.assertion.document for row in given.values()} - set(ranks))
    ranks.update((name, len(ranks) + number) for number, name in enumerate(strangers))
    placed = sorted(
        (_place(row, ranks, _count_hands(row, given)) for row in given.values()),
        key=lambda row: row.place,
    )
    order = _order_parties(placed, faces, events)
    case = CaseRows(
        rows=tuple(placed),
        faces=MappingProxyType(dict(faces)),
        events=MappingProxyType(dict(events)),
        names=MappingProxyType(dict(names)),
        propositions=MappingProxyType(dict(propositions)),
        documents=MappingProxyType(dict(documents)),
        assessments=tuple(sorted(assessments, key=lambda row: row.id)),
        lists=tuple(sorted(lists, key=lambda item: (item.account, item.voice))),
        order=MappingProxyType(order),
        by_id=MappingProxyType({row.id: row for row in placed}),
    )
    return case, tuple(sorted(problems, key=lambda problem: problem.where))


def list_parties(proposition: Proposition) -> Iterator[str]:
    """Yield what may be a party in a proposition: its arguments, then the values of qualifiers."""
    yield from proposition.args
    for _, value in proposition.qualifiers:
        yield value


def _order_parties(
    placed: Iterable[AssertionRow], faces: Mapping[str, Face], events: Mapping[str, Event]
) -> dict[str, int]:
    """Return the rank of each party by its first appearance in the rows.

    The arguments of a symmetric predicate stand in the order of their ids, which are made from
    names. So two parties that first appear there together are told apart by where each next stands
    in a directed row, then by where the document first names them.
    """
    first: dict[str, tuple[int, int]] = {}
    directed: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(placed):
        first.setdefault(row.voice, (number, -1))
        directed.setdefault(row.voice, (number, -1))
        is_symmetric = find_predicate(row.proposition.predicate).symmetric
        for slot, party in enumerate(list_parties(row.proposition)):
            first.setdefault(party, (number, 0 if is_symmetric else slot))
            if not is_symmetric:
                directed.setdefault(party, (number, slot))
    never = (len(first) + len(faces) + len(events), 0)

    def key(party: str) -> tuple[tuple[int, int], tuple[int, int], int, str]:
        face = faces.get(party)
        named = face.mentions[0].start if face is not None and face.mentions else never[0]
        return first.get(party, never), directed.get(party, never), named, party

    parties = sorted({*first, *faces, *events}, key=key)
    return {party: rank for rank, party in enumerate(parties)}


_DIGITS = re.compile(r"[0-9]+")


def _place(row: AssertionRow, ranks: Mapping[str, int], hands: int) -> AssertionRow:
    spans = row.assertion.spans
    pointer = _DIGITS.sub(lambda match: match[0].zfill(12), row.assertion.row or "")
    place = (
        ranks[row.assertion.document],
        spans[0].start if spans else -1,
        spans[-1].end if spans else -1,
        pointer,
        hands,
        row.entry or 0,
        row.id,
    )
    return replace(row, place=place)


def _count_hands(row: AssertionRow, given: Mapping[str, AssertionRow]) -> int:
    """Return through how many hands a row came, at most `MOST_HANDS`."""
    count = 0
    outer = row.assertion.reported_in
    while outer is not None and count < MOST_HANDS:
        count += 1
        holder = given.get(outer)
        outer = None if holder is None else holder.assertion.reported_in
    return count


def _first_ends(ends: Iterable[EndMark]) -> dict[str, EndMark]:
    first: dict[str, EndMark] = {}
    for mark in sorted(ends, key=lambda mark: (mark.at, not mark.is_withdrawal, mark.reason)):
        first.setdefault(mark.target, mark)
    return first


_ARGUMENTS = {item.name: len(item.arguments) for item in PREDICATES}


def _find_trouble(proposition: Proposition) -> str | None:
    wanted = _ARGUMENTS.get(proposition.predicate)
    if wanted is None:
        return f'"{proposition.predicate}" is not a predicate.'
    count = len(proposition.args)
    return (
        None
        if count == wanted
        else f"{proposition.predicate} takes {wanted}, not {count} arguments."
    )


def _leave_out(name: str, assertion: Assertion, what: str) -> Problem:
    return Problem(
        kind="bad_tie",
        where=f"assertion {name}",
        what=what,
        done="The row is in no view.",
        todo="Run `sayso verify` on the case, or import the row again.",
        document=assertion.document,
    )
