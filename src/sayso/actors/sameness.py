"""Who joins and who parts which faces, as a policy of identity reads it from the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from sayso.actors.guard import Edge, find_components
from sayso.actors.rows import AssessmentRow, CaseRows, EntryList
from sayso.actors.times import read_bounds
from sayso.actors.views import AS_ASSERTED_BY, find_voices, read_instant, select_rows
from sayso.core import DateBounds, Polarity, Problem, Proposition, View, parse_instant

#: Probability from which the house takes two faces for one, and up to which it keeps them apart:
#: "almost certain" of ICD 203 begins at .95, its mirror ends at .05.
HOUSE_SAME, HOUSE_APART = Decimal("0.95"), Decimal("0.05")

#: ICD 203's own words for the two ends of the scale.
_WORDS = {
    "almost certain": Decimal("0.97"),
    "almost certainly": Decimal("0.97"),
    "nearly certain": Decimal("0.97"),
    "almost no chance": Decimal("0.03"),
    "remote": Decimal("0.03"),
}


@dataclass(frozen=True, slots=True)
class Join:
    """One say-so by which two faces are joined or parted: whose, by which record, and when."""

    pair: Edge
    voice: str
    record: str
    bounds: DateBounds | None


@dataclass(slots=True)
class Sameness:
    """What a policy reads: who joins and who parts, and the lists that keep their entries apart."""

    joins: list[Join] = field(default_factory=list)
    parts: list[Join] = field(default_factory=list)
    lists: tuple[EntryList, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def close_by_voice(self) -> dict[str, dict[str, str]]:
        """Return for each voice its own sameness closed: face to the face of its class."""
        edges: dict[str, list[Edge]] = {}
        for join in self.joins:
            edges.setdefault(join.voice, []).append(join.pair)
        return {voice: find_components((), pairs) for voice, pairs in edges.items()}


def read_sameness(case: CaseRows, view: View) -> Sameness:
    """Return who joins and parts which faces, of those whom the view's policy accepts.

    `none` accepts nobody, `house` the analysts, `as_asserted_by:X` X whatever asserters the view is
    limited to, `any` everybody in the view.
    """
    if view.identity == "none":
        return Sameness()
    if view.identity == "house":
        return _read_house(case, view)
    found = Sameness()
    if view.identity == "any":
        rows = select_rows(case, view).rows
        voices = None if not view.asserters else find_voices(case, view.asserters)
    else:
        name = view.identity.removeprefix(AS_ASSERTED_BY).strip()
        rows = select_rows(case, replace(view, asserters=(name,))).rows
        voices = find_voices(case, (name,))
    found.lists = tuple(item for item in case.lists if voices is None or item.voice in voices)
    for seen in rows:
        row = seen.row
        proposition = row.proposition
        if proposition.predicate in ("same_as", "different_from"):
            polarity = row.assertion.polarity
            bounds = read_bounds(row.assertion.valid)
            _file(found, case, proposition, polarity, (row.voice, row.id, bounds))
    return found


def list_apart(case: CaseRows, sameness: Sameness, component: dict[str, str]) -> ApartLists:
    """Return per list and component the groups of faces that the list keeps apart.

    Faces that the list's own account joins stand in one group: its own word goes before what is
    inferred from its layout.
    """
    if not sameness.lists:
        return {}
    voices: dict[str, list[EntryList]] = {}
    for item in sameness.lists:
        voices.setdefault(item.account, []).append(item)
    closed = sameness.close_by_voice()
    groups: dict[tuple[EntryList, str], dict[str, list[str]]] = {}
    for face in sorted(component, key=case.rank):
        account = case.faces[face].account if face in case.faces else None
        for item in voices.get(account or "", ()):
            own = closed.get(item.voice, {}).get(face, face)
            key = (item, component[face])
            groups.setdefault(key, {}).setdefault(own, []).append(face)
    return {
        key: tuple(map(tuple, parts.values())) for key, parts in groups.items() if len(parts) > 1
    }


#: From a list and a component to the groups of faces that are apart from one another in it.
ApartLists = dict[tuple[EntryList, str], tuple[tuple[str, ...], ...]]


def cut_direct(edges: Iterable[Edge], lists: ApartLists) -> tuple[Edge, ...]:
    """Return the edges but for those between two faces that a list keeps apart."""
    group_of: dict[str, dict[EntryList, int]] = {}
    for (item, _), groups in lists.items():
        for number, group in enumerate(groups):
            for face in group:
                group_of.setdefault(face, {})[item] = number
    nothing: dict[EntryList, int] = {}

    def is_apart(edge: Edge) -> bool:
        left, right = (group_of.get(face, nothing) for face in edge)
        return any(number != right.get(item, number) for item, number in left.items())

    return tuple(edge for edge in edges if not is_apart(edge))


def star_pairs(groups: Sequence[Sequence[str]]) -> Iterable[Edge]:
    """Yield pairs whose paths in a tree cover the paths between all faces of different groups.

    The union of paths between all faces is that of the paths from one of them to all others, and
    where there are two groups, every step of it lies between two faces of different groups.
    """
    faces = [face for group in groups for face in group]
    for other in faces[1:]:
        yield make_edge(faces[0], other)


def make_edge(left: str, right: str) -> Edge:
    """Return the pair in its fixed order."""
    return (left, right) if left < right else (right, left)


def _file(
    found: Sameness,
    case: CaseRows,
    proposition: Proposition,
    polarity: Polarity,
    say_so: tuple[str, str, DateBounds | None],
) -> None:
    """Put one row about sameness where it belongs: joining, parting, neither, or malformed."""
    voice, record, bounds = say_so
    joins = (proposition.predicate, polarity) == ("same_as", Polarity.AFFIRMS)
    parts = (proposition.predicate, polarity) in (
        ("different_from", Polarity.AFFIRMS),
        ("same_as", Polarity.DENIES),
    )
    if not joins and not parts:
        return
    trouble = _find_trouble(case, proposition)
    if trouble:
        found.problems.append(
            Problem(
                kind="bad_tie",
                where=f"record {record}",
                what=trouble,
                done="It joins and parts nobody.",
                todo="Correct or reject the row.",
            )
        )
        return
    join = Join(make_edge(*proposition.args), voice, record, bounds)
    (found.joins if joins else found.parts).append(join)


def _find_trouble(case: CaseRows, proposition: Proposition) -> str | None:
    if len(proposition.args) != 2:
        return f"{proposition.predicate} is about two parties; this row has another number."
    left, right = proposition.args
    if left == right:
        return f"One party stands on both sides of {proposition.predicate}."
    kinds = {
        "face" if party in case.faces else "event" if party in case.events else "unknown"
        for party in proposition.args
    }
    if "unknown" in kinds:
        return f"A party of {proposition.predicate} is not in the case."
    if len(kinds) > 1:
        return f"{proposition.predicate} stands between a party and an event."
    return None


def _read_house(case: CaseRows, view: View) -> Sameness:
    """Return the analysts' own judgements: of each analyst and pair the latest that stands."""
    moment = None if view.as_of_recorded is None else read_instant(view.as_of_recorded)
    latest: dict[tuple[str, str], tuple[datetime, AssessmentRow]] = {}
    for row in case.assessments:
        at = parse_instant(row.assessment.recorded_at)
        ended = None if row.ended_at is None else read_instant(row.ended_at)
        if (moment is not None and at > moment) or (
            ended is not None and (moment is None or ended <= moment)
        ):
            continue
        key = (row.assessment.analyst, row.assessment.target)
        if key not in latest or latest[key] < (at, row):
            latest[key] = (at, row)
    found = Sameness()
    for (analyst, target), (_, row) in sorted(latest.items(), key=lambda item: item[0]):
        proposition = case.propositions.get(target)
        if proposition is None or proposition.predicate not in ("same_as", "different_from"):
            continue
        probability = _read_probability(row.assessment.probability)
        if probability is None or HOUSE_APART < probability < HOUSE_SAME:
            continue
        polarity = Polarity.AFFIRMS if probability >= HOUSE_SAME else Polarity.DENIES
        _file(found, case, proposition, polarity, (analyst, row.id, None))
        if polarity is Polarity.DENIES and proposition.predicate == "different_from":
            # To hold that two are almost surely not different is to hold that they are one.
            same = Proposition("same_as", proposition.args)
            _file(found, case, same, Polarity.AFFIRMS, (analyst, row.id, None))
    return found


def _read_probability(text: str | None) -> Decimal | None:
    if text is None:
        return None
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if 0 <= value <= 1 else None


def index_records(rows: Iterable[Join]) -> dict[Edge, list[Join]]:
    """Return the say-so behind each pair, in the order given."""
    index: dict[Edge, list[Join]] = {}
    for row in rows:
        index.setdefault(row.pair, []).append(row)
    return index
