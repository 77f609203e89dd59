"""Rows selected by a view: by whom, as of when it held and was recorded, through which hands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from sayso.actors.rows import MOST_HANDS, AssertionRow, CaseRows
from sayso.actors.times import Holds, find_holds, is_upside_down, read_bounds
from sayso.core import (
    AUTHOR,
    Chain,
    DataError,
    Polarity,
    Problem,
    Review,
    Stance,
    Step,
    View,
    fold_for_search,
    is_edtf,
    parse_edtf,
    parse_instant,
)

#: Policies of identity that need no name, and the one that does.
POLICIES = ("none", "house", "any")
AS_ASSERTED_BY = "as_asserted_by:"

_FLOORS = (Review.SUGGESTED, Review.MACHINE, Review.ACCEPTED)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
#: What date.toordinal gives for day 0 of `DateBounds`, 1970-01-01.
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row as a view sees it; `holds` says how far it meets the day asked about, if one was."""

    row: AssertionRow
    holds: Holds | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a view, in the order of the case, and those that their asserters withdrew."""

    view: View
    rows: tuple[SeenRow, ...]
    withdrawn: tuple[SeenRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """A party through whose hands a row came: its own row, its stance, and the step it took."""

    voice: str
    row: AssertionRow
    stance: Stance | None
    step: Step | None


def settle_view(view: View) -> View:
    """Return the view in its one form, so that one view has one hash.

    Asserters are sorted and named once; of recording, a bare day or another date in EDTF is the end
    in UTC of its last day.

    Raises
    ------
    DataError
        When a date, an instant, the identity policy or the review floor cannot be read.
    """
    if view.identity not in POLICIES and not view.identity.removeprefix(AS_ASSERTED_BY).strip():
        raise _bad_policy(view.identity)
    if view.identity not in POLICIES and not view.identity.startswith(AS_ASSERTED_BY):
        raise _bad_policy(view.identity)
    if view.review not in _FLOORS:
        raise DataError(
            f'"{view.review}" is no floor of review. Write suggested, machine or accepted; rows '
            "that were corrected or rejected are in no view.",
            value=view.review,
        )
    if view.as_of_valid is not None and is_upside_down(parse_edtf(view.as_of_valid)):
        raise DataError(
            f'"{view.as_of_valid}" ends before it begins. Write the earlier date first.',
            value=view.as_of_valid,
        )
    return replace(
        view,
        asserters=tuple(sorted(set(view.asserters))),
        as_of_recorded=_settle_instant(view.as_of_recorded),
    )


def select_rows(case: CaseRows, view: View) -> Selection:
    """Return the rows that a view accepts, and those whose asserters had withdrawn them by then.

    A view without `as_of_recorded` sees the case as it stands now: what has an end mark has ended.
    Raises what `settle_view` and `find_voices` raise.
    """
    settled = settle_view(view)
    wanted = find_voices(case, settled.asserters) if settled.asserters else None
    sieve = _Sieve(settled)
    rows: list[SeenRow] = []
    withdrawn: list[SeenRow] = []
    for row in case.rows:
        if wanted is not None and row.voice not in wanted:
            continue
        seen = sieve.see(row)
        if seen is None:
            continue
        if not sieve.has_ended(row):
            rows.append(seen)
        elif row.is_withdrawn:
            withdrawn.append(seen)
    return Selection(settled, tuple(rows), tuple(withdrawn))


def find_voices(case: CaseRows, names: Iterable[str]) -> frozenset[str]:
    """Return the voices that names or ids stand for: faces, and documents for their own authors.

    A name stands for every face that bears it, whether as its label or by anybody's affirmed
    `named` row, and for the documents of that title, byline or address. `(author)` stands for all
    documents' own voices.

    Raises
    ------
    DataError
        When nobody in the case bears one of the names.
    """
    found: set[str] = set()
    table: dict[str, set[str]] | None = None
    for name in names:
        if name in case.faces or name in case.documents:
            found.add(name)
        elif name == AUTHOR:
            found.update(row.voice for row in case.rows if row.assertion.asserter == AUTHOR)
        else:
            table = table if table is not None else _list_bearers(case)
            bearers = table.get(fold_for_search(name))
            if bearers is None:
                raise DataError(
                    f'Nobody in the case bears the name "{name}". Write a name as a document has '
                    "it, or the id of a face.",
                    value=name,
                )
            found |= bearers
    return frozenset(found)


def trace_hands(row: AssertionRow, case: CaseRows) -> tuple[Hand, ...]:
    """Return the hands through which a row came, the nearest to its asserter first.

    A report whose outer row is not at hand ends the path, and so does a ring of reports.
    """
    hands: list[Hand] = []
    seen = {row.id}
    inner = row
    while inner.assertion.reported_in is not None and len(hands) < MOST_HANDS:
        outer = case.by_id.get(inner.assertion.reported_in)
        if outer is None or outer.id in seen:
            break
        hands.append(Hand(outer.voice, outer, inner.assertion.stance, inner.assertion.step))
        seen.add(outer.id)
        inner = outer
    return tuple(hands)


def list_bad_times(case: CaseRows, view: View) -> tuple[Problem, ...]:
    """Return a problem for each row whose times of recording keep it out of a view.

    That is, a row that ended before it was recorded, and, where the view asks for a state of the
    case, a row of which nobody knows when it was recorded.
    """
    settled = settle_view(view)
    problems = []
    for row in case.rows:
        if row.recorded_at is None and settled.as_of_recorded is not None:
            what = "Nothing tells when it was recorded."
        elif row.recorded_at is not None and row.ended_at is not None:
            if read_instant(row.ended_at) >= read_instant(row.recorded_at):
                continue
            what = f"It ended ({row.ended_at}) before it was recorded ({row.recorded_at})."
        else:
            continue
        problems.append(
            Problem(
                kind="bad_date",
                where=f"assertion {row.id}",
                what=what,
                done="It is left out of views of the case as of a day.",
                todo="Look at how the row was imported, and record it again.",
                document=row.assertion.document,
            )
        )
    return tuple(problems)


@lru_cache(maxsize=65536)
def read_instant(text: str) -> datetime:
    """Return the instant of a timestamp; a bare day is its end in UTC. Raises `DataError`."""
    return parse_instant(f"{text}T23:59:59.999999Z" if _DAY.match(text) else text)


class _Sieve:
    """The conditions of one view, read once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.day = None if view.as_of_valid is None else parse_edtf(view.as_of_valid)
        recorded = view.as_of_recorded
        self.moment = None if recorded is None else read_instant(recorded)
        self.reviews = frozenset(_FLOORS[_FLOORS.index(view.review) :])

    def see(self, row: AssertionRow) -> SeenRow | None:
        """Return the row as seen, None where something other than its end keeps it out."""
        assertion = row.assertion
        if assertion.review not in self.reviews:
            return None
        if self.view.chain is not Chain.REPORTED and assertion.reported_in is not None:
            return None
        if self.view.chain is Chain.OWN_VOICE and assertion.by_endorsement:
            return None
        if self.moment is not None:
            if row.recorded_at is None or read_instant(row.recorded_at) > self.moment:
                return None
            if row.ended_at is not None and read_instant(row.ended_at) < read_instant(
                row.recorded_at
            ):
                return None
        if self.day is None:
            return SeenRow(row)
        holds = find_holds(read_bounds(assertion.valid), self.day)
        return None if holds is None else SeenRow(row, holds)

    def has_ended(self, row: AssertionRow) -> bool:
        if row.ended_at is None:
            return False
        return self.moment is None or read_instant(row.ended_at) <= self.moment


def _list_bearers(case: CaseRows) -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for party, face in case.faces.items():
        table.setdefault(fold_for_search(face.label), set()).add(party)
    for document, texts in case.documents.items():
        for text in texts:
            table.setdefault(fold_for_search(text), set()).add(document)
    for row in case.rows:
        proposition = row.proposition
        if proposition.predicate != "named" or row.assertion.polarity is not Polarity.AFFIRMS:
            continue
        if row.ended_at is None or row.is_withdrawn:
            party, name = proposition.args
            text = case.names[name].string if name in case.names else name
            table.setdefault(fold_for_search(text), set()).add(party)
    return table


def _settle_instant(text: str | None) -> str | None:
    if text is None:
        return None
    has_clock = "T" in text.upper()
    moment = read_instant(text) if has_clock or not is_edtf(text) else _read_end(text)
    return moment.isoformat().replace("+00:00", "Z")


def _read_end(text: str) -> datetime:
    """Return the end in UTC of the last day that a date allows."""
    last = parse_edtf(text).outer_last
    if last is None or not 1 <= last + _EPOCH <= date.max.toordinal():
        raise DataError(
            f'"{text[:60]}" has no end to go by. Write a day, a month, a year, or an instant such '
            "as 2026-03-01T12:00:00Z.",
            value=text,
        )
    return read_instant(date.fromordinal(last + _EPOCH).isoformat())


def _bad_policy(identity: str) -> DataError:
    return DataError(
        f'"{identity}" is no policy of identity. Write none, house, any, or as_asserted_by:NAME.',
        value=identity,
    )
