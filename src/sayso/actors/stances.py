"""How each proposition stands in a view: who affirms, denies, questions it, and what that makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from sayso.actors.clashes import (
    ClashKind,
    IsUnnamed,
    bounds_of,
    compare_lifted,
    index_by_keys,
    list_keys,
    tell_unnamed,
)
from sayso.actors.identity import Actors
from sayso.actors.lifting import Lifted, LiftedRow, group_rows, lift_rows
from sayso.actors.rows import CaseRows
from sayso.actors.times import can_overlap
from sayso.actors.views import Hand, select_rows, trace_hands
from sayso.core import Polarity, View

#: Of one slot, party or pair this many other propositions are named beside each: a case in which
#: ten thousand parties are said to have done one thing would else give a hundred million.
MOST_AGAINST = 100


class StanceWord(StrEnum):
    """What the rows of a view make of a proposition."""

    UNOPPOSED = "unopposed"
    CONTESTED = "contested"
    DENIED = "denied"
    SELF_CONTRADICTED = "self-contradicted"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Response:
    """One row about a proposition, with the hands through which it came, nearest first."""

    row: LiftedRow
    hands: tuple[Hand, ...]


@dataclass(frozen=True, slots=True)
class OriginBounds:
    """Between how many independent origins the affirmations of a proposition have."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True)
class TieStance:
    """A proposition in a view and how it stands; `stance` is None where it was merely raised.

    `raised_by` are rows that only mention it, acts that they welcome or condemn included. `rivals`
    and `incompatible` are other propositions that somebody affirms in the view, of each matter the
    first `MOST_AGAINST`.
    """

    lifted: Lifted
    stance: StanceWord | None
    affirmed_by: tuple[Response, ...]
    denied_by: tuple[Response, ...]
    questioned_by: tuple[Response, ...]
    raised_by: tuple[Response, ...]
    withdrawn_by: tuple[Response, ...]
    origins: OriginBounds
    rivals: tuple[Lifted, ...] = ()
    incompatible: tuple[Lifted, ...] = ()


#: Counts the independent origins of rows that affirm one proposition.
CountOrigins = Callable[[Sequence[LiftedRow]], OriginBounds]


def take_stances(
    case: CaseRows,
    view: View,
    actors: Actors,
    *,
    count_origins: CountOrigins | None = None,
) -> tuple[TieStance, ...]:
    """Return every lifted proposition of a view with who says what of it, in the order of the case.

    `actors` are those of the same view. Asserters are counted as actors. `count_origins` counts
    with relays and copied text; without it the bounds are those of `bound_origins`. A proposition
    that only withdrawn rows speak of is listed, too.
    """
    selection = select_rows(case, view)
    standing = lift_rows(selection.rows, actors, case)
    withdrawn = lift_rows(selection.withdrawn, actors, case, is_withdrawn=True)
    groups = group_rows((*standing, *withdrawn))
    affirmed = [
        lifted
        for lifted, rows in groups.items()
        if any(row.polarity is Polarity.AFFIRMS and not row.is_withdrawn for row in rows)
    ]
    against = _find_against(affirmed, tell_unnamed(actors))
    count = count_origins or bound_origins
    return tuple(
        _take(case, lifted, rows, count, against.get(lifted, ((), ())))
        for lifted, rows in groups.items()
    )


def bound_origins(rows: Sequence[LiftedRow]) -> OriginBounds:
    """Return bounds from the asserters alone: one at least, one for each of them at most.

    A row that exists because its asserter endorses another's adds nothing: it rests on that one.
    """
    asserters = {row.asserter for row in rows if not row.row.assertion.by_endorsement}
    if not asserters:
        asserters = {row.asserter for row in rows}
    return OriginBounds(min(1, len(asserters)), len(asserters))


def settle_stance(rows: Sequence[LiftedRow]) -> StanceWord | None:
    """Return the word for the rows about one proposition, None where it was merely raised.

    With A who only affirm, D who only deny, B who do both in times that can overlap: contested is
    (A or B) and D, or A and B; self-contradicted only B; denied only D; unopposed only A; withdrawn
    where all who spoke ended their own rows. Who affirms for one time and denies for another stands
    with A and with D, but does not contradict himself and gives no word alone.
    """
    by_asserter: dict[str, dict[Polarity, list[LiftedRow]]] = {}
    withdrawn = set()
    for row in rows:
        if row.polarity not in (Polarity.AFFIRMS, Polarity.DENIES):
            continue
        if row.is_withdrawn:
            withdrawn.add(row.asserter)
        else:
            by_asserter.setdefault(row.asserter, {}).setdefault(row.polarity, []).append(row)
    affirm: set[str] = set()
    deny: set[str] = set()
    both: set[str] = set()
    for asserter, said in by_asserter.items():
        yes, no = said.get(Polarity.AFFIRMS, []), said.get(Polarity.DENIES, [])
        if yes and no and _overlap(yes, no):
            both.add(asserter)
            continue
        if yes:
            affirm.add(asserter)
        if no:
            deny.add(asserter)
    if not by_asserter:
        return StanceWord.WITHDRAWN if withdrawn else None
    if _differ(affirm | both, deny) or _differ(affirm, both):
        return StanceWord.CONTESTED
    if both:
        return StanceWord.SELF_CONTRADICTED
    if affirm and deny:
        return None
    return StanceWord.UNOPPOSED if affirm else StanceWord.DENIED


def _differ(one: set[str], other: set[str]) -> bool:
    """Return whether somebody of the one set faces somebody else of the other."""
    return bool(one and other) and len(one | other) > 1


def _overlap(yes: Sequence[LiftedRow], no: Sequence[LiftedRow]) -> bool:
    affirmed = {bounds_of(row) for row in yes}
    denied = {bounds_of(row) for row in no}
    return any(can_overlap(one, other) for one in affirmed for other in denied)


def _find_against(
    affirmed: Sequence[Lifted], is_unnamed: IsUnnamed
) -> dict[Lifted, tuple[tuple[Lifted, ...], tuple[Lifted, ...]]]:
    """Return for each affirmed proposition its rivals and what it is incompatible with."""
    index = index_by_keys(affirmed)
    found = {}
    for lifted in affirmed:
        others = dict.fromkeys(
            other
            for key in list_keys(lifted)
            for other in islice((item for item in index[key] if item != lifted), MOST_AGAINST)
        )
        rivals, clashing = [], []
        for other in others:
            kind = compare_lifted(lifted, other, is_unnamed)
            if kind is ClashKind.RIVAL_FILLER:
                rivals.append(other)
            elif kind is ClashKind.INCOMPATIBLE:
                clashing.append(other)
        found[lifted] = tuple(rivals), tuple(clashing)
    return found


def _take(
    case: CaseRows,
    lifted: Lifted,
    rows: Sequence[LiftedRow],
    count: CountOrigins,
    against: tuple[tuple[Lifted, ...], tuple[Lifted, ...]],
) -> TieStance:
    by_polarity: Mapping[Polarity, list[LiftedRow]] = {polarity: [] for polarity in Polarity}
    withdrawn: list[LiftedRow] = []
    for row in rows:
        (withdrawn if row.is_withdrawn else by_polarity[row.polarity]).append(row)

    def respond(items: Sequence[LiftedRow]) -> tuple[Response, ...]:
        return tuple(Response(row, trace_hands(row.row, case)) for row in items)

    return TieStance(
        lifted=lifted,
        stance=settle_stance(rows),
        affirmed_by=respond(by_polarity[Polarity.AFFIRMS]),
        denied_by=respond(by_polarity[Polarity.DENIES]),
        questioned_by=respond(by_polarity[Polarity.QUESTIONS]),
        raised_by=respond(by_polarity[Polarity.MENTIONS]),
        withdrawn_by=respond(withdrawn),
        origins=count(by_polarity[Polarity.AFFIRMS]),
        rivals=against[0],
        incompatible=against[1],
    )
