"""Two accounts side by side: where they agree, where they clash, what only one of them says."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.actors.clashes import (
    ClashKind,
    IsUnnamed,
    are_opposite,
    compare_lifted,
    list_keys,
    tell_unnamed,
)
from sayso.actors.guard import find_components
from sayso.actors.identity import Actors
from sayso.actors.lifting import Lifted, LiftedRow, lift_rows
from sayso.actors.rows import CaseRows
from sayso.actors.ties import TIES_VERSION, count_rungs_above, list_ladders, order_parties
from sayso.actors.times import can_overlap, read_bounds
from sayso.actors.views import Selection
from sayso.core import Polarity, Problem, Stance, View, find_predicate

#: Pairs of differently worded rows compared for one pair of accounts.
MOST_COMPARED = 2_000_000


@dataclass(frozen=True, slots=True)
class DiffItem:
    """One matter on which two accounts agree, clash, or of which only one speaks.

    `kinds` says how the rows of a clash stand against each other. `weaker` is what both agree on
    where one of them says more (a lower rung of `ties.sayso/1`), else empty.
    """

    left: tuple[LiftedRow, ...]
    right: tuple[LiftedRow, ...]
    kinds: tuple[ClashKind, ...] = ()
    weaker: tuple[Lifted, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountDiff:
    """Two accounts compared in one identity; every row stands in exactly one item.

    Rows that merely report another's words say nothing of their own and are not compared.
    """

    left: View
    right: View
    agreed: tuple[DiffItem, ...]
    clash: tuple[DiffItem, ...]
    only_left: tuple[DiffItem, ...]
    only_right: tuple[DiffItem, ...]
    ties: str = TIES_VERSION


@dataclass(eq=False, slots=True)
class _Unit:
    """Rows of one account that say one thing for one time."""

    name: str
    is_left: bool
    lifted: Lifted
    polarity: Polarity
    act_stance: Stance | None
    valid: str | None
    rows: list[LiftedRow] = field(default_factory=list)
    same: list[_Unit] = field(default_factory=list)

    @property
    def affirms(self) -> bool:
        return self.polarity is Polarity.AFFIRMS

    def meets(self, other: _Unit) -> bool:
        return can_overlap(read_bounds(self.valid), read_bounds(other.valid))


def diff_accounts(
    left: Selection, right: Selection, actors: Actors, case: CaseRows
) -> tuple[AccountDiff, tuple[Problem, ...]]:
    """Return how two accounts differ over the propositions of both, lifted by one identity.

    The accounts are selections of two views: of two asserters, or of one as of two days of
    recording. Rows are in the first class that fits:

    `clash`: affirmed by one and denied by the other; or incompatible, or rival fillers, by the
    tables of `ties.sayso/1`, unless one of the two is held by both accounts (then the tension is
    within one of them, and not between them). `agreed`: the same polarity on the same proposition,
    or, where nothing is closer, one rung of a ladder and another. `only_left`, `only_right`: the
    rest. All need times that can overlap. With the accounts swapped, the classes swap.
    """
    own = _make_units(lift_rows(left.rows, actors, case), is_left=True)
    other = _make_units(lift_rows(right.rows, actors, case), is_left=False)
    problems: list[Problem] = []
    _link_same(own, other, problems)
    clashes = _find_clashes(own, other, actors, problems)
    clash, clashing = _gather_clashes(clashes)
    agreed = _gather(unit for unit in (*own, *other) if unit.same and unit.name not in clashing)
    rest = [
        [unit for unit in units if not unit.same and unit.name not in clashing]
        for units in (own, other)
    ]
    closest, on_weaker = _match_ladders(rest[0], rest[1], problems)
    return (
        AccountDiff(
            left=left.view,
            right=right.view,
            agreed=_sort([*agreed, *closest]),
            clash=_sort(clash),
            only_left=_sort(_gather(unit for unit in rest[0] if unit.name not in on_weaker)),
            only_right=_sort(_gather(unit for unit in rest[1] if unit.name not in on_weaker)),
        ),
        tuple(problems),
    )


_Pair = tuple[_Unit, _Unit, ClashKind]


def _make_units(rows: Iterable[LiftedRow], *, is_left: bool) -> list[_Unit]:
    units: dict[Hashable, _Unit] = {}
    for row in rows:
        if not row.says_something:
            continue
        valid = row.row.assertion.valid
        key = (row.lifted, row.polarity, row.act_stance, valid)
        unit = units.get(key)
        if unit is None:
            name = f"{'left' if is_left else 'right'} {len(units)}"
            unit = _Unit(name, is_left, row.lifted, row.polarity, row.act_stance, valid)
            units[key] = unit
        unit.rows.append(row)
    return list(units.values())


def _link_same(own: Sequence[_Unit], other: Sequence[_Unit], problems: list[Problem]) -> None:
    """Note for each unit those of the other account that say the same, at times that can meet."""
    index: dict[Hashable, list[_Unit]] = {}
    for unit in other:
        index.setdefault((unit.lifted, unit.polarity, unit.act_stance), []).append(unit)
    compared = 0
    for unit in own:
        matches = index.get((unit.lifted, unit.polarity, unit.act_stance), ())
        compared += len(matches)
        if compared > MOST_COMPARED:
            problems.append(_cut("agreements"))
            return
        for match in matches:
            if unit.meets(match):
                unit.same.append(match)
                match.same.append(unit)


def _find_clashes(
    own: Sequence[_Unit], other: Sequence[_Unit], actors: Actors, problems: list[Problem]
) -> list[_Pair]:
    is_unnamed = tell_unnamed(actors)
    index: dict[Hashable, list[_Unit]] = {}
    for unit in other:
        for key in list_keys(unit.lifted):
            index.setdefault(key, []).append(unit)
    pairs: list[_Pair] = []
    compared = 0
    for unit in own:
        met: set[str] = set()
        for key in list_keys(unit.lifted):
            for match in index.get(key, ()):
                compared += 1
                if match.name in met or not unit.meets(match):
                    continue
                met.add(match.name)
                kind = _compare(unit, match, is_unnamed)
                if (
                    kind is None
                    and unit.affirms
                    and match.affirms
                    and not (unit.same or match.same)
                ):
                    kind = compare_lifted(unit.lifted, match.lifted, is_unnamed)
                if kind is not None:
                    pairs.append((unit, match, kind))
        if compared > MOST_COMPARED:
            problems.append(_cut("clashes"))
            break
    return pairs


def _compare(unit: _Unit, match: _Unit, is_unnamed: IsUnnamed) -> ClashKind | None:
    if unit.lifted == match.lifted:
        # Both accounts say yes and no to it: each contradicts itself, and they do not differ.
        if unit.same and match.same:
            return None
        return ClashKind.OPPOSITE if are_opposite(unit.polarity, match.polarity) else None
    if unit.same or match.same or not (unit.affirms and match.affirms):
        return None
    return compare_lifted(unit.lifted, match.lifted, is_unnamed)


def _gather_clashes(pairs: Sequence[_Pair]) -> tuple[list[DiffItem], set[str]]:
    """Return one item for each group of units that stand against one another, and their names."""
    units = {unit.name: unit for pair in pairs for unit in pair[:2]}
    edges = [(unit.name, match.name) for unit, match, _ in pairs]
    # What agrees with a side of a clash stands on that side of it, and in no second class.
    waiting = list(units.values())
    while waiting:
        unit = waiting.pop()
        for friend in unit.same:
            edges.append((unit.name, friend.name))
            if friend.name not in units:
                units[friend.name] = friend
                waiting.append(friend)
    roots = find_components((), edges)
    groups: dict[str, list[_Unit]] = {}
    for name, unit in units.items():
        groups.setdefault(roots[name], []).append(unit)
    kinds: dict[str, set[ClashKind]] = {}
    for unit, _, kind in pairs:
        kinds.setdefault(roots[unit.name], set()).add(kind)
    items = [
        _item(group, kinds=tuple(kind for kind in ClashKind if kind in kinds[root]))
        for root, group in groups.items()
    ]
    return items, set(units)


def _gather(units: Iterable[_Unit]) -> list[DiffItem]:
    """Return one item for each thing that units say, whatever the times they say it for."""
    groups: dict[Hashable, list[_Unit]] = {}
    for unit in units:
        groups.setdefault((unit.lifted, unit.polarity, unit.act_stance), []).append(unit)
    return [_item(group) for group in groups.values()]


def _match_ladders(
    own: Sequence[_Unit], other: Sequence[_Unit], problems: list[Problem]
) -> tuple[list[DiffItem], set[str]]:
    """Return what agrees on the weaker of two statements, and the names of its units.

    Of several candidates only those closest on the ladder are taken, and only where each is the
    other's closest; equally close ones all are.
    """
    index: dict[frozenset[str], list[_Unit]] = {}
    for unit in other:
        if unit.affirms and list_ladders(unit.lifted.predicate):
            index.setdefault(frozenset(unit.lifted.args), []).append(unit)
    distances: dict[tuple[str, str], tuple[int, _Unit, _Unit]] = {}
    compared = 0
    for unit in own:
        if not unit.affirms or not list_ladders(unit.lifted.predicate):
            continue
        for match in index.get(frozenset(unit.lifted.args), ()):
            compared += 1
            steps = _count_steps(unit.lifted, match.lifted)
            if steps is not None and unit.meets(match):
                distances[unit.name, match.name] = (steps, unit, match)
        if compared > MOST_COMPARED:
            problems.append(_cut("agreements on the weaker of two statements"))
            break
    nearest: dict[str, int] = {}
    for steps, unit, match in distances.values():
        for name in (unit.name, match.name):
            nearest[name] = min(steps, nearest.get(name, steps))
    pairs = [
        (unit, match)
        for steps, unit, match in distances.values()
        if steps == nearest[unit.name] == nearest[match.name]
    ]
    units = {unit.name: unit for pair in pairs for unit in pair}
    roots = find_components((), [(unit.name, match.name) for unit, match in pairs])
    groups: dict[str, list[_Unit]] = {}
    for name, unit in units.items():
        groups.setdefault(roots[name], []).append(unit)
    weaker: dict[str, dict[Lifted, None]] = {}
    for unit, match in pairs:
        is_above = count_rungs_above(unit.lifted.predicate, match.lifted.predicate) is not None
        lower = match.lifted if is_above else unit.lifted
        weaker.setdefault(roots[unit.name], {})[lower] = None
    items = [_item(group, weaker=tuple(sorted(weaker[root]))) for root, group in groups.items()]
    return items, set(units)


def _count_steps(one: Lifted, two: Lifted) -> int | None:
    """Return how many rungs lie between two statements about the same parties, None if unlike."""
    if one.qualifiers != two.qualifiers or not have_same_parties(one, two):
        return None
    up = count_rungs_above(one.predicate, two.predicate)
    down = count_rungs_above(two.predicate, one.predicate)
    return up if up is not None else down


def have_same_parties(one: Lifted, two: Lifted) -> bool:
    """Return whether two statements of one ladder are about the same parties in the same parts."""
    mine = order_parties(one.predicate, one.args)
    theirs = order_parties(two.predicate, two.args)
    if find_predicate(one.predicate).symmetric or find_predicate(two.predicate).symmetric:
        return sorted(mine) == sorted(theirs)
    return mine == theirs


def _item(
    units: Sequence[_Unit], kinds: tuple[ClashKind, ...] = (), weaker: tuple[Lifted, ...] = ()
) -> DiffItem:
    sides: Mapping[bool, list[LiftedRow]] = {True: [], False: []}
    for unit in units:
        sides[unit.is_left] += unit.rows
    left, right = (tuple(sorted(sides[side], key=_place)) for side in (True, False))
    return DiffItem(left, right, kinds, weaker)


def _sort(items: Iterable[DiffItem]) -> tuple[DiffItem, ...]:
    return tuple(sorted(items, key=lambda item: min(map(_place, (*item.left, *item.right)))))


def _place(row: LiftedRow) -> tuple[int, int, int, str, int, int, str]:
    return row.row.place


def _cut(what: str) -> Problem:
    return Problem(
        kind="not_all_listed",
        where="the comparison of two accounts",
        what=f"More than {MOST_COMPARED} pairs of rows would have to be compared for {what}.",
        done="The rest of the rows was not compared; they stand with what only one account says.",
        todo="Narrow the views.",
    )
