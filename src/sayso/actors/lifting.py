"""Propositions lifted into a view: every face and event replaced by its actor or group there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.actors.identity import Actors
from sayso.actors.rows import AssertionRow, CaseRows
from sayso.actors.times import Holds
from sayso.actors.views import SeenRow
from sayso.core import Polarity, Proposition, Stance, content_id, find_predicate

#: Propositions about propositions that are followed; deeper ones stay as they are.
_DEEPEST = 16


@dataclass(frozen=True, slots=True, order=True)
class Lifted:
    """A proposition between actors of a view; equal ones of several accounts are one."""

    predicate: str
    args: tuple[str, ...]
    qualifiers: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return the id: that of the proposition itself where nothing was replaced."""
        return content_id("proposition", self.predicate, self.args, self.qualifiers)


@dataclass(frozen=True, slots=True)
class LiftedRow:
    """A row of a view with its lifted proposition and the actor who asserts it."""

    lifted: Lifted
    row: AssertionRow
    asserter: str
    holds: Holds | None = None
    is_withdrawn: bool = False

    @property
    def polarity(self) -> Polarity:
        """Return what the asserter does with the proposition."""
        return self.row.assertion.polarity

    @property
    def act_stance(self) -> Stance | None:
        """Return what the asserter thinks of the act, where the row says so."""
        return self.row.assertion.act_stance

    @property
    def says_something(self) -> bool:
        """Return whether the row is more than the bare report that somebody else spoke."""
        return self.polarity is not Polarity.MENTIONS or self.act_stance is not None


def lift(proposition: Proposition, actors: Actors, case: CaseRows) -> Lifted:
    """Return a proposition with every party replaced by its actor or group of events in the view.

    Propositions and assertions among the arguments are lifted, too; literals stay. Under the
    policy `none` nothing changes.
    """
    return _lift(proposition, actors, case, 0)


def lift_rows(
    rows: Iterable[SeenRow], actors: Actors, case: CaseRows, *, is_withdrawn: bool = False
) -> tuple[LiftedRow, ...]:
    """Return the rows of a view lifted, in their order."""
    known: dict[Proposition, Lifted] = {}
    made = []
    for seen in rows:
        proposition = seen.row.proposition
        lifted = known.get(proposition)
        if lifted is None:
            lifted = known[proposition] = lift(proposition, actors, case)
        asserter = actors.lift_party(seen.row.voice)
        made.append(LiftedRow(lifted, seen.row, asserter, seen.holds, is_withdrawn))
    return tuple(made)


def group_rows(rows: Iterable[LiftedRow]) -> dict[Lifted, list[LiftedRow]]:
    """Return the rows of each lifted proposition, in the order of its first row."""
    groups: dict[Lifted, list[LiftedRow]] = {}
    for row in rows:
        groups.setdefault(row.lifted, []).append(row)
    return groups


def name_parties(lifted: Lifted) -> Sequence[str]:
    """Return what stands in a lifted proposition: its arguments and the values of qualifiers."""
    return (*lifted.args, *(value for _, value in lifted.qualifiers))


def order_args(lifted: Lifted, actors: Actors, case: CaseRows) -> tuple[str, ...]:
    """Return the arguments as they are shown: those of a symmetric predicate by first appearance.

    Equality needs them in an order that every account shares; a page needs one that does not
    depend on what the parties are called.
    """
    if not find_predicate(lifted.predicate).symmetric:
        return lifted.args

    def rank(party: str) -> tuple[int, str]:
        actor = actors.by_id.get(party)
        return case.rank(party if actor is None else actor.faces[0])

    return tuple(sorted(lifted.args, key=rank))


def _lift(proposition: Proposition, actors: Actors, case: CaseRows, depth: int) -> Lifted:
    def replaced(value: str) -> str:
        group = actors.group_of.get(value)
        if group is not None or depth >= _DEEPEST:
            return group or value
        inner = case.propositions.get(value)
        if inner is None:
            row = case.by_id.get(value)
            inner = None if row is None else row.proposition
        return value if inner is None else _lift(inner, actors, case, depth + 1).id

    args = tuple(replaced(value) for value in proposition.args)
    if find_predicate(proposition.predicate).symmetric:
        args = tuple(sorted(args))
    qualifiers = tuple(sorted((name, replaced(value)) for name, value in proposition.qualifiers))
    return Lifted(proposition.predicate, args, qualifiers)
