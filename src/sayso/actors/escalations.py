"""Where an account goes further than what it cites: more, more by name, surer, longer, or said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.actors.rows import MOST_HANDS, AssertionRow, CaseRows
from sayso.actors.ties import count_rungs_above, order_parties
from sayso.actors.times import contains_more, read_bounds
from sayso.actors.views import select_rows
from sayso.core import FaceKind, Polarity, Stance, View, find_predicate


class EscalationKind(StrEnum):
    """In what a row goes further than the one it cites."""

    STRONGER_TIE = "stronger_tie"
    NAMED_PARTY = "named_party"
    HEDGE_DROPPED = "hedge_dropped"
    WIDER_TIME = "wider_time"
    NOW_AFFIRMED = "now_affirmed"


@dataclass(frozen=True, slots=True)
class Escalation:
    """A row that goes further than a row which its asserter reports and endorses.

    It speaks of two texts and is no score of anybody.
    """

    own: AssertionRow
    cited: AssertionRow
    kinds: tuple[EscalationKind, ...]


def find_escalations(case: CaseRows, view: View | None = None) -> tuple[Escalation, ...]:
    """Return each row in an asserter's own voice beside what he cites for less.

    Faces count as they are given (identity `none`), and both rows stand in one document. The own
    row stands above the cited one on a ladder of `ties.sayso/1`, names a face where the cited row
    has one of kind `role` or `unknown`, drops its certainty words, speaks for a time that contains
    the cited one's and more, or affirms what the cited row questions or mentions. At most one party
    may differ, and only from an unnamed one. Nothing is listed where another cited row says all
    that the own row says. `view` limits by review and recording, and `asserters` whose rows are
    looked at; what they cite is read from everybody.
    """
    wanted = view or View()
    everybody = select_rows(case, replace(wanted, asserters=())).rows
    own_ids = {seen.row.id for seen in select_rows(case, wanted).rows}
    cited = _list_cited(case, [seen.row for seen in everybody])
    found = []
    for seen in everybody:
        own = seen.row
        if own.id not in own_ids or own.assertion.by_endorsement:
            continue
        polarity = own.assertion.polarity
        if polarity not in (Polarity.AFFIRMS, Polarity.DENIES):
            continue
        key = (own.voice, own.assertion.document)
        near = cited.get(key, {})
        candidates = {row.id: row for matter in _list_matters(own) for row in near.get(matter, ())}
        found += _compare_all(own, sorted(candidates.values(), key=lambda row: row.place), case)
    return tuple(found)


#: From a voice and a document to the rows it cites there, by what they are about.
_Cited = dict[tuple[str, str], dict[frozenset[str], list[AssertionRow]]]


def _list_matters(row: AssertionRow) -> list[frozenset[str]]:
    """Return the keys under which what a row goes further than is found: all parties, or one."""
    args = row.proposition.args
    return list(dict.fromkeys((frozenset(args), *(frozenset((party,)) for party in args))))


def _list_cited(case: CaseRows, rows: Sequence[AssertionRow]) -> _Cited:
    """Return the rows that each asserter reports and endorses, at any depth of endorsed reports."""
    cited: _Cited = {}
    for row in rows:
        inner, hands = row, 0
        while (
            inner.assertion.reported_in is not None
            and inner.assertion.stance is Stance.ENDORSES
            and hands < MOST_HANDS
        ):
            outer = case.by_id.get(inner.assertion.reported_in)
            if outer is None or outer.id == row.id:
                break
            if outer.assertion.document == row.assertion.document:
                near = cited.setdefault((outer.voice, row.assertion.document), {})
                # Under single parties only where another one is unnamed: an account that cites
                # thousands of ties of one party would else be compared with all of them.
                is_open = any(_is_unnamed(party, case) for party in row.proposition.args)
                for matter in _list_matters(row)[: None if is_open else 1]:
                    near.setdefault(matter, []).append(row)
            inner, hands = outer, hands + 1
    return cited


def _compare_all(
    own: AssertionRow, candidates: Sequence[AssertionRow], case: CaseRows
) -> list[Escalation]:
    compared = [(row, _compare(own, row, case)) for row in candidates if row.voice != own.voice]
    steps = [(row, kinds) for row, kinds in compared if kinds is not None]
    if any(not kinds for _, kinds in steps):
        return []
    # A cited row that says the same thing of the same parties is what the own row rests on; beside
    # it, weaker ones show nothing.
    whole = [(row, kinds) for row, kinds in steps if not _CONTENT.intersection(kinds)]
    return [Escalation(own, row, kinds) for row, kinds in whole or steps]


_CONTENT = frozenset(
    {EscalationKind.STRONGER_TIE, EscalationKind.NAMED_PARTY, EscalationKind.NOW_AFFIRMED}
)


def _compare(
    own: AssertionRow, cited: AssertionRow, case: CaseRows
) -> tuple[EscalationKind, ...] | None:
    """Return in what the own row goes further, empty if in nothing; None if they are unlike."""
    rungs = count_rungs_above(own.proposition.predicate, cited.proposition.predicate)
    if rungs is None or own.proposition.qualifiers != cited.proposition.qualifiers:
        return None
    raised = cited.assertion.polarity in (Polarity.QUESTIONS, Polarity.MENTIONS)
    affirms = own.assertion.polarity is Polarity.AFFIRMS
    if own.assertion.polarity is not cited.assertion.polarity and not (affirms and raised):
        return None
    # To deny the stronger of two statements is to say less.
    if rungs and not affirms:
        return None
    named = _count_named(own, cited, case)
    if named is None:
        return None
    kinds = []
    if rungs:
        kinds.append(EscalationKind.STRONGER_TIE)
    if named:
        kinds.append(EscalationKind.NAMED_PARTY)
    if cited.assertion.certainty_words and not own.assertion.certainty_words:
        kinds.append(EscalationKind.HEDGE_DROPPED)
    if contains_more(read_bounds(own.assertion.valid), read_bounds(cited.assertion.valid)):
        kinds.append(EscalationKind.WIDER_TIME)
    if raised:
        kinds.append(EscalationKind.NOW_AFFIRMED)
    return tuple(kinds)


def _count_named(own: AssertionRow, cited: AssertionRow, case: CaseRows) -> int | None:
    """Return how many parties the own row names where the cited one does not, None if unlike."""
    mine = order_parties(own.proposition.predicate, own.proposition.args)
    theirs = order_parties(cited.proposition.predicate, cited.proposition.args)
    symmetric = [find_predicate(row.proposition.predicate).symmetric for row in (own, cited)]
    if not any(symmetric):
        return _differ(mine, theirs, case)
    if not all(symmetric):
        # A party has no part of its own in one of the two, so no name can stand in for a role:
        # "the same as X" is not what "some service directs X" leaves open.
        return 0 if sorted(mine) == sorted(theirs) else None
    counts = (_differ(mine, theirs, case), _differ(mine, theirs[::-1], case))
    return min((count for count in counts if count is not None), default=None)


def _differ(mine: Sequence[str], theirs: Sequence[str], case: CaseRows) -> int | None:
    if len(mine) != len(theirs):
        return None
    count = 0
    for one, other in zip(mine, theirs, strict=True):
        if one == other:
            continue
        if not _is_named(one, case) or not _is_unnamed(other, case):
            return None
        count += 1
    # With two parties that differ, nothing tells that the two rows speak of one tie; one party
    # alone, if it differs, leaves nothing in common either.
    return count if count == 0 or (count == 1 and len(mine) > 1) else None


_UNNAMED = (FaceKind.ROLE, FaceKind.UNKNOWN)


def _is_named(party: str, case: CaseRows) -> bool:
    return party in case.faces and case.faces[party].kind not in _UNNAMED


def _is_unnamed(party: str, case: CaseRows) -> bool:
    return party in case.faces and case.faces[party].kind in _UNNAMED
