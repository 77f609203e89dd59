"""Where one asserter's own rows do not go together: opposite, or incompatible at one time."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sayso.actors.clashes import (
    ClashKind,
    are_opposite,
    compare_lifted,
    list_keys,
)
from sayso.actors.lifting import Lifted
from sayso.actors.rows import AssertionRow, CaseRows
from sayso.actors.times import Holds, can_overlap, must_overlap, read_bounds
from sayso.actors.views import select_rows
from sayso.core import DateBounds, Polarity, View

#: Pairs of rows compared for one asserter's two propositions; of the rest nothing is said.
MOST_COMPARED = 250_000


@dataclass(frozen=True, slots=True)
class SelfTension:
    """Two things that one asserter says and that do not go together.

    `left` and `right` are rows saying each, in the order of the case, those he makes his own by
    endorsing another's included. `holds` says whether they must meet in time for certain or only
    possibly can. It speaks of texts and is no score of anybody.
    """

    voice: str
    kind: ClashKind
    left: tuple[AssertionRow, ...]
    right: tuple[AssertionRow, ...]
    holds: Holds


@dataclass(frozen=True, slots=True)
class _Saying:
    lifted: Lifted
    polarity: Polarity


def find_self_tensions(case: CaseRows, view: View | None = None) -> tuple[SelfTension, ...]:
    """Return each pair of things that one asserter says and that cannot both be so at one time.

    Faces count as they are given (identity `none`). Two rows are opposite where one affirms and one
    denies a proposition; incompatible by `ties.sayso/1`. `certain` where their times must overlap
    whatever the true dates are, `possible` where they can.
    """
    sayings: dict[str, dict[_Saying, list[AssertionRow]]] = {}
    for seen in select_rows(case, view or View()).rows:
        row, polarity = seen.row, seen.row.assertion.polarity
        if polarity in (Polarity.AFFIRMS, Polarity.DENIES):
            item = row.proposition
            saying = _Saying(Lifted(item.predicate, item.args, item.qualifiers), polarity)
            sayings.setdefault(row.voice, {}).setdefault(saying, []).append(row)
    found: list[SelfTension] = []
    for voice, said in sayings.items():
        found += _compare_own(voice, said)
    return tuple(sorted(found, key=lambda item: (item.left[0].place, item.right[0].place)))


def _compare_own(voice: str, said: dict[_Saying, list[AssertionRow]]) -> list[SelfTension]:
    index: dict[Hashable, list[_Saying]] = {}
    found = []
    for saying, rows in said.items():
        met: set[_Saying] = set()
        for key in list_keys(saying.lifted, with_rivals=False):
            for other in index.get(key, ()):
                kind = None if other in met else _compare(other, saying)
                met.add(other)
                if kind is None:
                    continue
                holds = _find_overlap(said[other], rows)
                if holds is not None:
                    found.append(SelfTension(voice, kind, tuple(said[other]), tuple(rows), holds))
            index.setdefault(key, []).append(saying)
    return found


def _compare(left: _Saying, right: _Saying) -> ClashKind | None:
    if left.lifted == right.lifted:
        return ClashKind.OPPOSITE if are_opposite(left.polarity, right.polarity) else None
    if left.polarity is not Polarity.AFFIRMS or right.polarity is not Polarity.AFFIRMS:
        return None
    kind = compare_lifted(left.lifted, right.lifted, lambda _: False)
    return kind if kind is ClashKind.INCOMPATIBLE else None


def _find_overlap(left: Sequence[AssertionRow], right: Sequence[AssertionRow]) -> Holds | None:
    """Return whether any two of the rows must overlap in time, or can, or None."""
    found = None
    mine, theirs = (_list_bounds(rows) for rows in (left, right))
    for count, (one, other) in enumerate((one, other) for one in mine for other in theirs):
        if must_overlap(one, other):
            return Holds.CERTAIN
        if can_overlap(one, other):
            found = Holds.POSSIBLE
        if count > MOST_COMPARED:
            break
    return found


def _list_bounds(rows: Sequence[AssertionRow]) -> list[DateBounds | None]:
    return list(dict.fromkeys(read_bounds(row.assertion.valid) for row in rows))
