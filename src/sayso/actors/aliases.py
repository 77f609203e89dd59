"""Pairs of names: who gives both to one party, and who gives them to different ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sayso.actors.rows import CaseRows
from sayso.actors.views import select_rows
from sayso.core import Polarity, Problem, View, fold_for_search

#: Names of one party by one voice of which the pairs are made; of n names there are n(n-1)/2.
MOST_NAMES = 2_000


class AliasStatus(StrEnum):
    """How a pair of names stands among the accounts of a view.

    `corroborated` says that several give it and nobody parts it, not that they do so independently:
    accounts copy names from each other.
    """

    SINGLE = "single"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class AliasPair:
    """Two names that somebody gives to one party.

    `same_by` are the voices that do, `apart_by` those that know both names and give them to
    different parties only. The latter is inferred from their entries: nobody wrote it down.
    """

    left: str
    right: str
    same_by: tuple[str, ...]
    apart_by: tuple[str, ...]

    @property
    def status(self) -> AliasStatus:
        """Return how the pair stands."""
        if self.apart_by:
            return AliasStatus.CONTESTED
        return AliasStatus.CORROBORATED if len(self.same_by) > 1 else AliasStatus.SINGLE


def pair_aliases(
    case: CaseRows, view: View, key: Callable[[str], str] = fold_for_search
) -> tuple[tuple[AliasPair, ...], tuple[Problem, ...]]:
    """Return every pair of names that somebody in a view gives to one face, and what was left out.

    Names are read from affirmed `named` rows and compared by `key`; a name whose key is empty is
    nobody's. Nothing is joined across faces: no pair is here that nobody gives. Pairs come in the
    order of their names.
    """
    given: dict[str, dict[str, dict[str, None]]] = {}
    for seen in select_rows(case, view).rows:
        proposition = seen.row.proposition
        if proposition.predicate != "named" or seen.row.assertion.polarity is not Polarity.AFFIRMS:
            continue
        face, name = proposition.args
        text = key(case.names[name].string if name in case.names else name)
        if text:
            given.setdefault(seen.row.voice, {}).setdefault(face, {})[text] = None
    problems: list[Problem] = []
    same: dict[tuple[str, str], dict[str, None]] = {}
    for voice, faces in given.items():
        for face, names in faces.items():
            if len(names) > MOST_NAMES:
                problems.append(_too_many(case, face, len(names)))
                continue
            for left, right in combinations(sorted(names), 2):
                same.setdefault((left, right), {})[voice] = None
    known = {
        voice: {name for names in faces.values() for name in names}
        for voice, faces in given.items()
    }
    pairs = tuple(
        AliasPair(left, right, tuple(voices), _find_apart(left, right, voices, known))
        for (left, right), voices in sorted(same.items())
    )
    return pairs, tuple(problems)


def _find_apart(
    left: str, right: str, voices: Mapping[str, None], known: Mapping[str, set[str]]
) -> tuple[str, ...]:
    return tuple(
        voice
        for voice, names in known.items()
        if voice not in voices and left in names and right in names
    )


def _too_many(case: CaseRows, face: str, count: int) -> Problem:
    label = case.faces[face].label if face in case.faces else face
    return Problem(
        kind="not_all_listed",
        where=f'face "{label}" ({face})',
        what=f"One voice gives it {count} names, more than {MOST_NAMES}.",
        done="Its names are kept; pairs of them are not listed.",
        todo="Look at how the row was imported: this is a list, not a party.",
    )
