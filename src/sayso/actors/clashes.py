"""Two rows that cannot both be so, or that name rivals for one slot; and which rows to compare."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sayso.actors.identity import Actors
from sayso.actors.lifting import Lifted, LiftedRow
from sayso.actors.ties import (
    INCOMPATIBLE_PAIRS,
    INCOMPATIBLE_STATES,
    MADE,
    TAKEN_OVER,
    find_slot,
)
from sayso.actors.times import can_overlap, read_bounds
from sayso.core import DateBounds, FaceKind, Polarity


class ClashKind(StrEnum):
    """How two rows stand against each other.

    `rival_filler` is no denial: both may have done it together.
    """

    OPPOSITE = "opposite"
    INCOMPATIBLE = "incompatible"
    RIVAL_FILLER = "rival_filler"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows that stand against each other in times that can overlap.

    `paired_by` names the analyst who paired them, None where the tables of `ties.sayso/1` do.
    """

    left: LiftedRow
    right: LiftedRow
    kind: ClashKind | None
    paired_by: str | None = None


#: Says of an actor whether it is a party that a text does not name.
IsUnnamed = Callable[[str], bool]


def tell_unnamed(actors: Actors) -> IsUnnamed:
    """Return the function that says whether an actor is known by roles only.

    "A radical wing" may be the very party that another account names, so it is no rival to it.
    """

    def is_unnamed(party: str) -> bool:
        actor = actors.by_id.get(party)
        return actor is not None and actor.kinds == (FaceKind.ROLE,)

    return is_unnamed


def compare_lifted(left: Lifted, right: Lifted, is_unnamed: IsUnnamed) -> ClashKind | None:
    """Return how two affirmed propositions stand against each other, None where they do not."""
    if _are_incompatible(left, right) or _are_incompatible(right, left):
        return ClashKind.INCOMPATIBLE
    slot = find_slot(left.predicate)
    if slot is None or right.predicate != left.predicate:
        return None
    mine, other = left.args[slot.filler], right.args[slot.filler]
    if left.args[slot.filled] != right.args[slot.filled] or mine == other:
        return None
    return None if is_unnamed(mine) or is_unnamed(other) else ClashKind.RIVAL_FILLER


def compare_rows(left: LiftedRow, right: LiftedRow, is_unnamed: IsUnnamed) -> ClashKind | None:
    """Return how two rows stand against each other in times that can overlap, None if not so."""
    kind = None
    if left.lifted == right.lifted:
        if are_opposite(left.polarity, right.polarity):
            kind = ClashKind.OPPOSITE
    elif left.polarity is Polarity.AFFIRMS and right.polarity is Polarity.AFFIRMS:
        kind = compare_lifted(left.lifted, right.lifted, is_unnamed)
    if kind is None or not can_overlap(bounds_of(left), bounds_of(right)):
        return None
    return kind


def are_opposite(left: Polarity, right: Polarity) -> bool:
    """Return whether one affirms and the other denies."""
    return {left, right} == {Polarity.AFFIRMS, Polarity.DENIES}


def bounds_of(row: LiftedRow) -> DateBounds | None:
    """Return the bounds of the time for which a row speaks."""
    return read_bounds(row.row.assertion.valid)


def list_keys(lifted: Lifted, *, with_rivals: bool = True) -> Iterator[Hashable]:
    """Yield keys of which two propositions share one wherever they can stand against each other."""
    yield lifted
    name, args = lifted.predicate, lifted.args
    if name in _PAIRED:
        yield "pair", frozenset(args)
    elif name in _STATES:
        yield "state", args
    if name == MADE:
        yield "made", args[1]
    elif name == TAKEN_OVER:
        yield "made", args[0]
    slot = find_slot(name)
    if with_rivals and slot is not None:
        yield "slot", name, args[slot.filled]


def index_by_keys(
    propositions: Iterable[Lifted], *, with_rivals: bool = True
) -> dict[Hashable, list[Lifted]]:
    """Return the propositions under each of their keys, in the order given."""
    index: dict[Hashable, list[Lifted]] = {}
    for lifted in propositions:
        for key in list_keys(lifted, with_rivals=with_rivals):
            index.setdefault(key, []).append(lifted)
    return index


_PAIRED = frozenset(name for pair in INCOMPATIBLE_PAIRS for name in pair)
_STATES = frozenset(name for pair in INCOMPATIBLE_STATES for name in pair)


def _are_incompatible(left: Lifted, right: Lifted) -> bool:
    names = (left.predicate, right.predicate)
    if names in INCOMPATIBLE_PAIRS:
        return frozenset(left.args) == frozenset(right.args)
    if names in INCOMPATIBLE_STATES:
        return left.args == right.args
    return names == (MADE, TAKEN_OVER) and left.args[1] == right.args[0]
