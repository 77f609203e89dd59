"""Pairs in dispute: joined by some and parted by others, or joined by nobody in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from sayso.actors.guard import Edge, is_connected
from sayso.actors.paths import PathFinder, find_unheld
from sayso.actors.rows import CaseRows
from sayso.actors.sameness import ApartLists, Join, Sameness, make_edge


@dataclass(frozen=True, slots=True)
class ActorSettings:
    """Limits that keep a hostile case from holding up a view; each cut is a listed problem.

    `most_listed` pairs are listed of inferred ones and of conflicts each; `most_steps` edges are
    looked at, and steps kept, for the paths of each. A component of more than `most_edges` is not
    searched by the guard where somebody parts two of its faces: its faces stand side by side.
    """

    most_listed: int = 100_000
    most_steps: int = 20_000_000
    most_edges: int = 500_000


@dataclass(frozen=True, slots=True)
class InferredPair:
    """Two faces of one actor that nobody joins himself, with the path that joins them.

    `path` holds the faces from one to the other, `records` for each step the records behind it;
    both are empty where the search for paths was cut short.
    """

    left: str
    right: str
    path: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two faces that some join and others keep apart: they stand apart.

    `path` leads from one to the other by joined faces, `joined_by` are the records of its steps.
    `parted_by` are the records that part the two, `inferred_from` the lists (accounts) that enter
    them separately.
    """

    left: str
    right: str
    path: tuple[str, ...]
    joined_by: tuple[tuple[str, ...], ...]
    parted_by: tuple[str, ...]
    inferred_from: tuple[str, ...] = ()


def list_conflicts(
    case: CaseRows,
    evidence: Mapping[Edge, Sequence[Join]],
    parted: Mapping[Edge, Sequence[Join]],
    lists: ApartLists,
    component: Mapping[str, str],
    limits: ActorSettings,
) -> tuple[tuple[Conflict, ...], int]:
    """Return the pairs that some join, directly or by a path, and others part; and their number."""
    inferred: dict[Edge, list[str]] = {}
    count = 0
    for (item, _), groups in lists.items():
        faces = sum(map(len, groups))
        count += (faces**2 - sum(len(group) ** 2 for group in groups)) // 2
        room = max(0, limits.most_listed - len(inferred))
        for pair in islice(_pairs_between(groups), room):
            inferred.setdefault(pair, []).append(item.account)
    explicit = {pair for pair in parted if is_connected(component, *pair)}
    whole = count == sum(map(len, inferred.values()))
    count = len(explicit | set(inferred)) if whole else count + len(explicit)
    finder = PathFinder(evidence, case.rank, limits.most_steps)
    wanted: dict[str, list[str]] = {}
    for pair in {**dict.fromkeys(explicit), **inferred}:
        first, second = sorted(pair, key=case.rank)
        wanted.setdefault(first, []).append(second)
    found: list[Conflict] = []
    for left in sorted(wanted, key=case.rank):
        paths = finder.find(left, wanted[left])
        for right in sorted(wanted[left], key=case.rank):
            edge = make_edge(left, right)
            path = paths.get(right, ())
            found.append(
                Conflict(
                    left,
                    right,
                    path,
                    _records(path, evidence),
                    tuple(join.record for join in parted.get(edge, ())),
                    tuple(sorted(set(inferred.get(edge, ())))),
                )
            )
    return tuple(found[: limits.most_listed]), count


def _pairs_between(groups: Sequence[Sequence[str]]) -> Iterable[Edge]:
    for number, group in enumerate(groups):
        for other in groups[number + 1 :]:
            for left in group:
                for right in other:
                    yield make_edge(left, right)


def _records(
    path: Sequence[str], evidence: Mapping[Edge, Sequence[Join]]
) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(join.record for join in evidence[make_edge(left, right)])
        for left, right in pairwise(path)
    )


def list_inferred(
    case: CaseRows,
    sameness: Sameness,
    kept: Sequence[Edge],
    evidence: Mapping[Edge, Sequence[Join]],
    members: Sequence[Sequence[str]],
    limits: ActorSettings,
) -> tuple[tuple[InferredPair, ...], int | None]:
    """Return the pairs within an actor that no single asserter joins, and their number."""
    closed = sameness.close_by_voice()
    finder = PathFinder(kept, case.rank, limits.most_steps)
    found: list[InferredPair] = []
    total: int | None = 0
    for faces in members:
        if len(faces) < 3:  # two faces are joined by somebody, or they would not be one actor
            continue
        own = set(faces)
        unheld = find_unheld(faces, [ties for ties in closed.values() if not own.isdisjoint(ties)])
        if unheld is None:
            total = None
            continue
        for left, count, following in unheld:
            total = None if total is None else total + count
            others = list(islice(following, max(0, limits.most_listed - len(found))))
            paths = finder.find(left, others)
            for right in others:
                path = paths.get(right, ())
                found.append(InferredPair(left, right, path, _records(path, evidence)))
    return tuple(found), total
