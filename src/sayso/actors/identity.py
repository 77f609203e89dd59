"""Actors as a view sees them: faces joined by say-so that it accepts, never across a denial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sayso.actors.disputes import (
    ActorSettings,
    Conflict,
    InferredPair,
    list_conflicts,
    list_inferred,
)
from sayso.actors.guard import Edge, drop_bridges, find_components, is_connected
from sayso.actors.rows import CaseRows, list_parties
from sayso.actors.sameness import (
    ApartLists,
    Join,
    cut_direct,
    index_records,
    list_apart,
    read_sameness,
    star_pairs,
)
from sayso.actors.times import share_no_instant
from sayso.actors.views import Selection, select_rows
from sayso.core import FaceKind, Polarity, Problem, View, content_id


@dataclass(frozen=True, slots=True)
class Actor:
    """A party in a view: faces that count as one there, in the order in which they appear.

    `id` is the face's own where it stands alone; else it is made from the faces and is no record:
    links go to faces. `names` are the faces' labels and what rows of the view name them.
    `is_at_one_time` is false where the sameness rests on rows that share no instant.
    """

    id: str
    faces: tuple[str, ...]
    label: str
    kinds: tuple[FaceKind, ...]
    names: tuple[str, ...]
    is_event: bool = False
    is_at_one_time: bool = True


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors and groups of events of a view, and what their identity rests on.

    `inferred_count` and `conflict_count` count all of what `inferred` and `conflicts` list; None
    where it was too much to count.
    """

    view: View
    actors: tuple[Actor, ...]
    inferred: tuple[InferredPair, ...] = ()
    inferred_count: int | None = 0
    conflicts: tuple[Conflict, ...] = ()
    conflict_count: int | None = 0
    group_of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    by_id: Mapping[str, Actor] = field(default_factory=lambda: MappingProxyType({}))

    def lift_party(self, party: str) -> str:
        """Return the id of the actor or group of events of a face or event; others as they are."""
        return self.group_of.get(party, party)

    def find_actor(self, party: str) -> Actor | None:
        """Return the actor of a face, None where the face is in no row of the view."""
        return self.by_id.get(self.lift_party(party))

    @property
    def state_hash(self) -> str:
        """Return the hash of who is whom, on what, and what is in conflict."""
        return content_id(
            "actors",
            self.view.id,
            [[actor.id, sorted(actor.faces), sorted(actor.names)] for actor in self.actors],
            [[pair.left, pair.right, pair.path, pair.records] for pair in self.inferred],
            [[pair.left, pair.right, pair.joined_by, pair.parted_by] for pair in self.conflicts],
        )


def resolve_actors(
    case: CaseRows, view: View, settings: ActorSettings | None = None
) -> tuple[Actors, tuple[Problem, ...]]:
    """Return who is whom in a view, and what of it needs a warning.

    Faces that appear in the view's rows are joined by the sameness that its policy accepts. Pairs
    that an accepted asserter keeps apart are never joined, however many others would join them: all
    edges on a path between the two are dropped, and the conflict is listed. What nobody asserts in
    one piece is listed as inferred, with its path. The same rows in any order give the same answer.
    """
    limits = settings or ActorSettings()
    selection = select_rows(case, view)
    settled = selection.view
    sameness = read_sameness(case, settled)
    problems = list(sameness.problems)
    present = _list_present(case, selection)
    evidence = index_records(sameness.joins)
    parted = index_records(sameness.parts)
    component = find_components(present, evidence)
    lists = list_apart(case, sameness, component)
    joined = cut_direct((edge for edge in evidence if edge not in parted), lists)
    kept = _guard(joined, parted, lists, component, limits, problems)
    groups = find_components(present, kept)
    conflicts, conflict_count = list_conflicts(case, evidence, parted, lists, component, limits)
    members = _collect(case, groups)
    inferred, inferred_count = list_inferred(case, sameness, kept, evidence, members, limits)
    actors = _make_actors(case, selection, members, kept, evidence)
    made = Actors(
        view=settled,
        actors=actors,
        inferred=inferred,
        inferred_count=inferred_count,
        conflicts=conflicts,
        conflict_count=conflict_count,
        group_of=MappingProxyType({face: actor.id for actor in actors for face in actor.faces}),
        by_id=MappingProxyType({actor.id: actor for actor in actors}),
    )
    problems.extend(_warn(made))
    return made, tuple(problems)


def _list_present(case: CaseRows, selection: Selection) -> list[str]:
    """Return the faces and events that stand in the rows of a view."""
    present: dict[str, None] = {}
    for seen in selection.rows:
        for party in (seen.row.voice, *list_parties(seen.row.proposition)):
            if party in case.faces or party in case.events:
                present[party] = None
    return list(present)


def _guard(
    joined: Sequence[Edge],
    parted: Mapping[Edge, Sequence[Join]],
    lists: ApartLists,
    component: Mapping[str, str],
    limits: ActorSettings,
    problems: list[Problem],
) -> list[Edge]:
    """Return the edges that stay when no parted pair may be connected."""
    pairs = list(parted)
    for groups in lists.values():
        pairs += star_pairs(groups)
    sizes: dict[str, int] = {}
    for left, _ in joined:
        sizes[component[left]] = sizes.get(component[left], 0) + 1
    parted_in = {component[left] for left, right in pairs if is_connected(component, left, right)}
    too_large = {root for root in parted_in if sizes.get(root, 0) > limits.most_edges}
    for root in sorted(too_large):
        problems.append(
            Problem(
                kind="not_all_listed",
                where=f"the actor of face {root}",
                what=f"{sizes[root]} say-sos of sameness join one party, some of it is denied, and "
                f"more than {limits.most_edges} are not searched.",
                done="None of its faces is joined in this view.",
                todo="Narrow the view, or raise the limit.",
            )
        )
    kept = [edge for edge in joined if component[edge[0]] not in too_large]
    searched = [pair for pair in pairs if component.get(pair[0]) not in too_large]
    dropped = drop_bridges(kept, searched)
    return [edge for edge in kept if edge not in dropped]


def _collect(case: CaseRows, groups: Mapping[str, str]) -> list[list[str]]:
    """Return the groups of parties, each in the order of appearance, in that of their first."""
    members: dict[str, list[str]] = {}
    for party in sorted(groups, key=case.rank):
        members.setdefault(groups[party], []).append(party)
    return list(members.values())


def _make_actors(
    case: CaseRows,
    selection: Selection,
    members: Sequence[Sequence[str]],
    kept: Sequence[Edge],
    evidence: Mapping[Edge, Sequence[Join]],
) -> tuple[Actor, ...]:
    names = _list_names(case, selection)
    times: dict[str, list[list[Join]]] = {}
    if selection.view.as_of_valid is None:
        home = {face: faces[0] for faces in members for face in faces}
        for edge in kept:
            times.setdefault(home[edge[0]], []).append(list(evidence[edge]))
    actors = []
    for faces in members:
        edges = [[join.bounds for join in joins] for joins in times.get(faces[0], ())]
        labels = [_label(case, party) for party in faces]
        known = dict.fromkeys(
            (*labels, *(text for party in faces for text in names.get(party, ())))
        )
        kinds = dict.fromkeys(case.faces[party].kind for party in faces if party in case.faces)
        actors.append(
            Actor(
                id=faces[0] if len(faces) == 1 else content_id("actor", sorted(faces)),
                faces=tuple(faces),
                label=labels[0],
                kinds=tuple(kinds),
                names=tuple(known),
                is_event=faces[0] in case.events,
                is_at_one_time=not share_no_instant(edges),
            )
        )
    return tuple(actors)


def _label(case: CaseRows, party: str) -> str:
    face = case.faces.get(party)
    return face.label if face is not None else case.events[party].label


def _list_names(case: CaseRows, selection: Selection) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for seen in selection.rows:
        proposition = seen.row.proposition
        if proposition.predicate == "named" and seen.row.assertion.polarity is Polarity.AFFIRMS:
            party, name = proposition.args
            text = case.names[name].string if name in case.names else name
            names.setdefault(party, []).append(text)
    return names


def _warn(actors: Actors) -> Iterable[Problem]:
    """Yield what a reader of this identity has to know before reading on."""
    count = actors.inferred_count
    if count != 0:
        number = "More pairs than can be counted" if count is None else f"{count} pairs of faces"
        yield Problem(
            kind="inferred_identity",
            where=f"identity {actors.view.identity}",
            what=f"{number} count as one actor here and are joined by no asserter in one piece.",
            done="They are joined, and listed with the paths that join them.",
            todo="Read the paths, or choose the policy none or as_asserted_by:NAME.",
            lost=False,
        )
    inferred = [pair.path for pair in actors.inferred]
    conflicts = [pair.path for pair in actors.conflicts]
    for pairs, total, words in (
        (inferred, count, "inferred pairs"),
        (conflicts, actors.conflict_count, "pairs in conflict"),
    ):
        if total is None or total > len(pairs):
            yield Problem(
                kind="not_all_listed",
                where=f"identity {actors.view.identity}",
                what=f"There are more {words} than are listed ({len(pairs)}).",
                done="The first ones are listed; the joining itself is complete.",
                todo="Narrow the view to fewer asserters.",
            )
        elif not all(pairs):
            yield Problem(
                kind="not_all_listed",
                where=f"identity {actors.view.identity}",
                what=f"The search for the paths behind {words} was cut short.",
                done="The pairs are listed, some of them without a path.",
                todo="Narrow the view to fewer asserters.",
            )
    for actor in actors.actors:
        if not actor.is_at_one_time:
            yield Problem(
                kind="inferred_identity",
                where=f"actor {actor.id}",
                what=f'The faces of "{actor.label}" count as one by rows that share no instant.',
                done="They are joined, and marked as not joined at one time.",
                todo="Ask for a day with --as-of.",
                lost=False,
            )
