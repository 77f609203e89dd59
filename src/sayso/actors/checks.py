"""Rows that cannot be meant as they stand: a party tied to itself, dates the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.actors.rows import MOST_HANDS, AssertionRow, CaseRows
from sayso.actors.times import is_upside_down, read_bounds
from sayso.core import (
    DataError,
    FaceKind,
    Polarity,
    Predicate,
    Problem,
    find_predicate,
    parse_edtf,
)

_ACTS = ("carried_out", "ordered", "enabled", "responsible_for")


def check_rows(case: CaseRows) -> tuple[Problem, ...]:
    """Return what is odd about the rows of a case, none of which is left out of views.

    A party tied to itself (its own front), a person or role where an organised party belongs, a
    party or event that is not in the case, a report within itself, a date that cannot be read or
    ends before it begins, an act asserted for a time, or said to be done, before its event began.
    """
    return tuple(problem for row in case.rows for problem in _check_row(row, case)) + tuple(
        problem for problem in _check_events(case)
    )


def _check_row(row: AssertionRow, case: CaseRows) -> Iterator[Problem]:
    assertion, proposition = row.assertion, row.proposition
    predicate = find_predicate(proposition.predicate)
    if len(proposition.args) == 2 and proposition.args[0] == proposition.args[1]:
        yield _tie(row, f"One party stands on both sides of {predicate.name}.")
    yield from _check_kinds(row, predicate, case)
    for words, text in (("valid", assertion.valid), ("said", assertion.said)):
        trouble = _read_trouble(text)
        if trouble:
            yield _date(row, f'Its time "{words}" {trouble}.', "It is read as undated.")
    if _has_no_first_hand(row, case):
        yield _tie(row, "It is reported within itself, or through more hands than are followed.")
    event = case.events.get(proposition.args[-1])
    if event is None or proposition.predicate not in _ACTS:
        return
    began = read_bounds(event.time)
    if began is None or began.outer_first is None:
        return
    valid, said = read_bounds(assertion.valid), read_bounds(assertion.said)
    if valid is not None and valid.outer_last is not None and valid.outer_last < began.outer_first:
        what = f"It is for a time ({assertion.valid}) before its event began ({event.time})."
        yield _date(row, what, "It is kept as it stands.")
    # An order comes before what is ordered, and a threat before the act; a report does not.
    if proposition.predicate != "carried_out" or assertion.polarity is Polarity.MENTIONS:
        return
    if said is not None and said.outer_last is not None and said.outer_last < began.outer_first:
        what = f"It was said ({assertion.said}) before its event began ({event.time})."
        yield _date(row, what, "It is kept as it stands.")


def _check_kinds(row: AssertionRow, predicate: Predicate, case: CaseRows) -> Iterator[Problem]:
    for letter, party in zip(predicate.arguments, row.proposition.args, strict=True):
        face = case.faces.get(party)
        if letter == "E" and party not in case.events:
            yield _tie(row, f"{predicate.name} is about an event, and that is not in the case.")
        elif letter in "AO" and face is None:
            if not (predicate.also_on_events and party in case.events):
                yield _tie(row, f"A party of {predicate.name} is not in the case.")
        elif letter == "O" and face is not None and face.kind is FaceKind.PERSON:
            what = f'"{face.label}" is a person where {predicate.name} takes an organised party.'
            yield _tie(row, what)


def _has_no_first_hand(row: AssertionRow, case: CaseRows) -> bool:
    outer = row.assertion.reported_in
    for _ in range(MOST_HANDS):
        holder = None if outer is None else case.by_id.get(outer)
        if holder is None:
            return False
        outer = holder.assertion.reported_in
    return True


def _check_events(case: CaseRows) -> Iterator[Problem]:
    for name in sorted(case.events, key=case.rank):
        event = case.events[name]
        trouble = _read_trouble(event.time)
        if trouble:
            yield Problem(
                kind="bad_date",
                where=f'event "{event.label}" ({name})',
                what=f"Its time {trouble}.",
                done="It is read as undated.",
                todo="Record the event with the time that the source gives.",
                lost=False,
            )


def _read_trouble(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        bounds = parse_edtf(text)
    except DataError:
        return f"({text[:60]}) is not a date in EDTF"
    return f"({text}) ends before it begins" if is_upside_down(bounds) else None


def _tie(row: AssertionRow, what: str) -> Problem:
    return Problem(
        kind="bad_tie",
        where=f"assertion {row.id}",
        what=what,
        done="It is kept as it stands and joins nobody.",
        todo="Look at the words, and correct or reject the row.",
        lost=False,
        document=row.assertion.document,
    )


def _date(row: AssertionRow, what: str, done: str) -> Problem:
    return Problem(
        kind="bad_date",
        where=f"assertion {row.id}",
        what=what,
        done=done,
        todo="Look at the words, and correct the date.",
        lost=False,
        document=row.assertion.document,
    )
