"""An actor's two faces: what it says of itself, what is said of it, and where these clash."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sayso.actors.clashes import (
    Clash,
    IsUnnamed,
    compare_rows,
    list_keys,
    tell_unnamed,
)
from sayso.actors.identity import Actor, Actors, resolve_actors
from sayso.actors.lifting import LiftedRow, lift_rows, name_parties
from sayso.actors.rows import CaseRows
from sayso.actors.views import select_rows
from sayso.core import DataError, Polarity, View

#: Ties of appearance: how a party shows itself, or is said to.
APPEARANCE = (
    "named",
    "formerly",
    "face_of",
    "front_for",
    "brand_taken_over_by",
    "poses_as",
    "same_as",
    "different_from",
)


#: Pairs of rows listed as clashes on one page.
MOST_CLASHES = 10_000


@dataclass(frozen=True, slots=True)
class TwoFaces:
    """One actor of a view, by whom each row is said.

    `appearances` are the rows of both sides about its names and how it appears. `clashes` pair one
    row of what it says of itself (left) with one of others (right); `has_more_clashes` says that
    there are more than the `MOST_CLASHES` listed.
    """

    actor: Actor
    says_of_itself: tuple[LiftedRow, ...]
    said_of_it: tuple[LiftedRow, ...]
    says_of_others: tuple[LiftedRow, ...]
    appearances: tuple[LiftedRow, ...]
    clashes: tuple[Clash, ...]
    has_more_clashes: bool = False


def show_two_faces(face: str, case: CaseRows, view: View, actors: Actors | None = None) -> TwoFaces:
    """Return what the actor of a face says of itself and others, and what others say of it.

    Rows that merely report somebody else's words are left to those words' own rows. `actors` are
    those of the same view, if they are at hand. A clash is also found with a row that names a rival
    for a slot which the actor says it fills ("we did it", "they did it"), though the actor is not
    named in it.

    Raises
    ------
    DataError
        When the face is in no row of the view.
    """
    known = actors if actors is not None else resolve_actors(case, view)[0]
    actor = known.find_actor(face)
    if actor is None:
        raise DataError(
            f'"{face}" appears in no row of this view. Widen the view, or look at the id.',
            value=face,
        )
    rows = lift_rows(select_rows(case, view).rows, known, case)
    spoken = [row for row in rows if row.says_something]
    itself: list[LiftedRow] = []
    of_it: list[LiftedRow] = []
    of_others: list[LiftedRow] = []
    for row in spoken:
        is_own = row.asserter == actor.id
        if actor.id in name_parties(row.lifted):
            (itself if is_own else of_it).append(row)
        elif is_own:
            of_others.append(row)
    outside = [row for row in spoken if row.asserter != actor.id]
    clashes = _pair(itself, outside, tell_unnamed(known))
    return TwoFaces(
        actor=actor,
        says_of_itself=tuple(itself),
        said_of_it=tuple(of_it),
        says_of_others=tuple(of_others),
        appearances=tuple(row for row in (*itself, *of_it) if row.lifted.predicate in APPEARANCE),
        clashes=clashes[:MOST_CLASHES],
        has_more_clashes=len(clashes) > MOST_CLASHES,
    )


def _pair(
    own: Sequence[LiftedRow], others: Sequence[LiftedRow], is_unnamed: IsUnnamed
) -> tuple[Clash, ...]:
    index: dict[Hashable, list[LiftedRow]] = {}
    for row in others:
        if row.polarity in (Polarity.AFFIRMS, Polarity.DENIES):
            for key in list_keys(row.lifted):
                index.setdefault(key, []).append(row)
    found: list[Clash] = []
    for left in own:
        seen: set[str] = set()
        here: list[Clash] = []
        for key in list_keys(left.lifted):
            for right in index.get(key, ()):
                kind = None if right.row.id in seen else compare_rows(left, right, is_unnamed)
                seen.add(right.row.id)
                if kind is not None:
                    here.append(Clash(left, right, kind))
        found += sorted(here, key=lambda clash: clash.right.row.place)
        if len(found) > MOST_CLASHES:
            break
    return tuple(found)
