"""Shortest paths of say-so between faces, and which pairs of an actor nobody joins himself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sayso.actors.guard import Edge

#: Above this many faces of one actor, its inferred pairs are neither counted nor listed: that takes
#: a set of faces for every face.
MOST_COUNTED = 20_000

#: A step of a path that is kept costs as much as this many edges that are looked at.
_STEP_COST = 4

#: A class of sameness from this size on is kept as bits of one number, smaller ones as sets.
_LARGE = 64


class PathFinder:
    """Shortest paths by edges, with a budget of edges looked at for all of them together.

    Among paths of one length the one through faces that appear earlier is taken, so that the path
    depends on where faces stand in the case and never on their names.
    """

    def __init__(
        self, edges: Iterable[Edge], rank: Callable[[str], tuple[int, str]], budget: int
    ) -> None:
        self.budget = budget
        self._rank = rank
        self._next: dict[str, list[str]] = {}
        for left, right in edges:
            self._next.setdefault(left, []).append(right)
            self._next.setdefault(right, []).append(left)
        self._sorted: set[str] = set()

    def find(self, source: str, targets: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the paths from a face to others; one that the budget did not reach is left out."""
        wanted = set(targets) - {source}
        before: dict[str, str | None] = {source: None}
        waiting = deque((source,))
        missing = len(wanted)
        while waiting and missing and self.budget > 0:
            face = waiting.popleft()
            following = self._neighbours(face)
            self.budget -= len(following)
            for other in following:
                if other not in before:
                    before[other] = face
                    waiting.append(other)
                    missing -= other in wanted
        paths = {}
        for target in sorted(wanted & before.keys(), key=self._rank):
            if self.budget <= 0:
                break
            paths[target] = _walk_back(before, target)
            # Paths take room as well as time: a hundred pairs at the ends of a chain of a hundred
            # thousand faces would fill the memory with ten million steps.
            self.budget -= _STEP_COST * len(paths[target])
        return paths

    def _neighbours(self, face: str) -> Sequence[str]:
        following = self._next.get(face, [])
        if face not in self._sorted:
            following.sort(key=self._rank)
            self._sorted.add(face)
        return following


def _walk_back(before: Mapping[str, str | None], target: str) -> tuple[str, ...]:
    path = [target]
    step = before[target]
    while step is not None:
        path.append(step)
        step = before[step]
    return tuple(reversed(path))


def find_unheld(
    faces: Sequence[str], classes: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, int, Iterator[str]]] | None:
    """Return an iterator over faces with those after them that no class holds together with them.

    Each comes with their number, and they can be left unread. `classes` map, per asserter, a face
    to the face that stands for its class. Empty where one class holds all faces; None where there
    are more than `MOST_COUNTED` and no class does.
    """
    members = _members(faces, classes)
    if any(len(group) == len(faces) for group in members.values()):
        return iter(())
    return None if len(faces) > MOST_COUNTED else _iterate_unheld(faces, classes, members)


def _iterate_unheld(
    faces: Sequence[str],
    classes: Sequence[Mapping[str, str]],
    members: Mapping[tuple[int, str], Sequence[str]],
) -> Iterator[tuple[str, int, Iterator[str]]]:
    # Sets of faces as the bits of one number: with sets, two large classes that share most of
    # their faces cost the square of their size.
    place = {face: number for number, face in enumerate(faces)}
    masks = {
        key: sum(1 << place[face] for face in group)
        for key, group in members.items()
        if len(group) >= _LARGE
    }
    whole = (1 << len(faces)) - 1
    for number, face in enumerate(faces):
        held = 0
        for voice, closed in enumerate(classes):
            if face not in closed:
                continue
            key = (voice, closed[face])
            if key in masks:
                held |= masks[key]
            else:
                for other in members[key]:
                    held |= 1 << place[other]
        after = (whole & ~held) >> (number + 1)
        if after:
            bits = _list_bits(after, number + 1)
            yield face, after.bit_count(), (faces[bit] for bit in bits)


def _list_bits(mask: int, first: int) -> Iterator[int]:
    digits = bin(mask)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield first + at
        at = digits.find("1", at + 1)


def _members(
    faces: Sequence[str], classes: Sequence[Mapping[str, str]]
) -> dict[tuple[int, str], list[str]]:
    members: dict[tuple[int, str], list[str]] = {}
    for voice, closed in enumerate(classes):
        for face in faces:
            if face in closed:
                members.setdefault((voice, closed[face]), []).append(face)
    return members
