"""Who the sources of a document are: faces grouped by sure steps, and the asserter of each row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.core import (
    AUTHOR,
    Attribution,
    AttributionKind,
    Document,
    Face,
    FaceKind,
    Problem,
    Span,
    SpanRole,
)
from sayso.extract.clauses import phrase_before
from sayso.extract.mentions import find_mentions, find_ties, list_full_names
from sayso.extract.names import (
    SourceKind,
    SourceName,
    gender_of,
    guess_kind,
    is_person_role,
    is_plural,
    normal_form,
    read_source,
)
from sayso.extract.text import Line, read_line

#: Places named one by one in the notice about unresolved asserters.
_LISTED = 12
#: Code points before a first person that are searched for an open quotation mark.
_LOOK_BACK = 4000
#: Sources before a pronoun that are weighed; a block seldom has ten.
_MOST_SEEN = 60
_PERSONS = frozenset({FaceKind.PERSON, FaceKind.UNKNOWN})
_BODIES = frozenset(
    {
        FaceKind.ORGANISATION,
        FaceKind.STATE,
        FaceKind.OUTLET,
        FaceKind.SERVICE,
        FaceKind.GROUP,
        FaceKind.UNIT,
    }
)


@dataclass(slots=True)
class _Group:
    """A face in the making: its names (the fullest is the label), kind and gender."""

    forms: list[str]
    kind: FaceKind
    gender: str = ""
    plural: bool = False
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def label(self) -> str:
        return max(self.forms, key=lambda form: (len(form.split()), len(form), form))


def resolve_asserters(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], tuple[Face, ...], tuple[Problem, ...]]:
    """Return the attributions with their asserters, the faces of all sources, and what stays open.

    Only sure steps are taken: one normal form; "Long Name (LN)"; a surname with one bearer; a
    handle beside its name; a relative pronoun and the name before it; a personal pronoun where one
    source alone fits in this block and the one before. First persons are the author outside
    quotation marks, and inside them whoever is quoted. A role ("officials") is a face of its own.
    Without a source (a passive) there is no asserter and no problem. What else stays open is named,
    place by place, in one problem.
    """
    sieve = _Sieve(document, attributions)
    resolved = sieve.run()
    faces, by_group = sieve.make_faces()
    results = []
    for attribution, who in zip(attributions, resolved, strict=True):
        asserter = who if isinstance(who, str) or who is None else by_group[id(who)]
        results.append(replace(attribution, asserter=asserter))
    return tuple(results), faces, sieve.problems()


class _Sieve:
    """The steps over one document; groups grow while sources are read in text order."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self.document = document
        self.attributions = attributions
        self.names = [_name_of(attribution) for attribution in attributions]
        self.ties = find_ties(document.text)
        # A name of several words lends its last one only where it is a person's: "Cross" alone is
        # not the Red Cross.
        self.bearers = list_full_names(
            document.text,
            (
                name.label
                for name in self.names
                if name.kind is SourceKind.NAME and (name.person or " " not in name.label)
            ),
        )
        self.short: dict[str, list[str]] = {}
        for alias, full in self.ties.items():
            self.short.setdefault(normal_form(full), []).append(alias)
        for surname, full_names in self.bearers.items():
            if len(full_names) == 1:
                (full,) = full_names
                self.short.setdefault(normal_form(full), []).append(surname)
        self.groups: dict[str, _Group] = {}
        self.open: dict[tuple[int, int], Span] = {}
        self.position = {row.id: number for number, row in enumerate(attributions)}
        self.starts = [block.start for block in document.blocks]
        self.lines: dict[int, Line] = {}
        self.seen: list[tuple[int, _Group]] = []

    def run(self) -> list[_Group | str | None]:
        """Return for each attribution its group, `AUTHOR`, or None."""
        order = sorted(
            range(len(self.attributions)),
            key=lambda i: _where(self.attributions[i]),
        )
        # Names first: a pronoun may look back to any of them.
        found: dict[int, _Group | str | None] = {}
        for index in order:
            name = self.names[index]
            if name.kind in (SourceKind.NAME, SourceKind.ROLE):
                group = self._group_of(name)
                found[index] = group
                if group is not None:
                    source = self.attributions[index].source
                    group.spans += tuple((span.start, span.end) for span in source)
        for index in order:
            attribution = self.attributions[index]
            name = self.names[index]
            if index not in found:
                found[index] = self._resolve(attribution, name, found)
                source = attribution.source
                who = found[index]
                if isinstance(who, _Group) and source and name.kind is not SourceKind.RELATIVE:
                    self.seen.append((source[0].start, who))
            elif isinstance(found[index], _Group):
                self.seen.append((attribution.source[0].start, _as_group(found[index])))
            if found[index] is None and attribution.source and name.kind is not SourceKind.NOBODY:
                self._leave_open(attribution.source[0])
            elif not attribution.source and not attribution.cue and attribution.content:
                self._leave_open(attribution.content[0])
        return [found[index] for index in range(len(self.attributions))]

    def _leave_open(self, span: Span) -> None:
        self.open.setdefault((span.start, span.end), span)

    def _group_of(self, name: SourceName) -> _Group | None:
        kind = guess_kind(name)
        if kind is FaceKind.ROLE:
            key = "role " + name.normal
            group = self.groups.get(key)
            if group is None:
                group = _Group([name.label], kind, plural=is_plural(name))
                self.groups[key] = group
            return group
        label = self.ties.get(name.normal, name.label)
        normal = normal_form(label)
        if " " not in normal and normal == name.normal and kind in _PERSONS:
            bearers = self.bearers.get(normal, frozenset())
            if len(bearers) > 1:
                return None
            if len(bearers) == 1:
                (label,) = bearers
                normal = normal_form(label)
        elif kind in _PERSONS:
            # "Rival Ana Ruiz" is the Ana Ruiz of the rest of the text.
            for full in self.bearers.get(normal.rpartition(" ")[2], frozenset()):
                if normal.endswith(" " + normal_form(full)):
                    label, normal = full, normal_form(full)
        group = self.groups.get(normal)
        if group is None:
            group = _Group([label], kind)
            self.groups[normal] = group
        for form in (label, name.label, *name.aliases):
            if form.endswith(" " + label):
                continue
            if form not in group.forms:
                group.forms.append(form)
        if group.kind is FaceKind.UNKNOWN:
            group.kind = kind
        group.gender = group.gender or gender_of(name)
        return group

    def _resolve(
        self,
        attribution: Attribution,
        name: SourceName,
        found: dict[int, _Group | str | None],
    ) -> _Group | str | None:
        if not attribution.source or name.kind is SourceKind.NOBODY:
            return None
        if name.kind is SourceKind.FIRST_PERSON:
            if not self._in_quotation(attribution):
                return AUTHOR
            parent = self.position.get(attribution.parent or "", -1)
            return found.get(parent) if parent >= 0 else None
        if name.kind is SourceKind.RELATIVE:
            return self._antecedent(attribution.source[0].start)
        return self._look_back(attribution, name.label.lower())

    def _in_quotation(self, attribution: Attribution) -> bool:
        """Return whether the source stands in somebody's quoted words: a parent's, or a post."""
        start = attribution.source[0].start
        outer = self.position.get(attribution.parent or "")
        if outer is not None:
            parent = self.attributions[outer]
            return parent.kind is not AttributionKind.INDIRECT and any(
                span.start <= start < span.end for span in parent.content
            )
        block = self._block_of(start)
        begin = self.document.blocks[block].start if block >= 0 else 0
        begin = max(begin, start - _LOOK_BACK)
        before = self.document.text[begin:start]
        opened = before.count("“") - before.count("”")
        return opened > 0 or (before.count('"') + before.count("''")) % 2 == 1

    def _antecedent(self, start: int) -> _Group | None:
        """Return the group whose name ends right before a relative pronoun."""
        number = self._block_of(start)
        if number < 0:
            return None
        if number not in self.lines:
            self.lines[number] = read_line(self.document, self.document.blocks[number], number)
        line = self.lines[number]
        token = bisect_right(line.starts, start) - 1
        if token > 0 and line.tags[token - 1] in ",;-(":
            token -= 1
        phrase = (
            phrase_before(line, token, line.units[line.unit_at(token)][0]) if token > 0 else None
        )
        if phrase is None:
            return None
        words = self.document.text[line.starts[phrase[0]] : line.ends[phrase[1] - 1]]
        name = read_source(words)
        if name.kind not in (SourceKind.NAME, SourceKind.ROLE):
            return None
        group = self._group_of(name)
        if group is not None:
            group.spans += ((line.starts[phrase[0]], line.ends[phrase[1] - 1]),)
        return group

    def _look_back(self, attribution: Attribution, pronoun: str) -> _Group | None:
        # A lone "himself" is the rest of a phrase that was not found: nobody is guessed for it.
        if pronoun in ("himself", "herself", "itself", "themselves"):
            return None
        # Whom a quoted "it" means, its speaker knows: the names around the quotation do not tell.
        if self._in_quotation(attribution):
            return None
        start = attribution.source[0].start
        block = self._block_of(start)
        low = self.document.blocks[max(0, block - 1)].start if block >= 0 else 0
        fitting: list[_Group] = []
        for place, group in self.seen[: -_MOST_SEEN - 1 : -1]:
            if place < low:
                break
            if place >= start or not _fits(group, pronoun):
                continue
            if not any(group is other for other in fitting):
                fitting.append(group)
        return fitting[0] if len(fitting) == 1 else None

    def _block_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def make_faces(self) -> tuple[tuple[Face, ...], dict[int, str]]:
        """Return the faces in the order of their first mention, and the id of each group's face."""
        groups = list(self.groups.values())
        forms: dict[str, int] = {}
        for number, group in enumerate(groups):
            if group.kind is FaceKind.ROLE:
                continue
            for form in self._all_forms(group):
                forms[form] = number if forms.get(form, number) == number else -1
        mentions = find_mentions(self.document.text, forms)
        faces: list[Face] = []
        ids: dict[int, str] = {}
        for number, group in enumerate(groups):
            places = set(mentions.get(number, ()))
            if not places:
                places = set(group.spans)
            spans = tuple(
                self.document.span(start, end, SpanRole.MENTION) for start, end in sorted(places)
            )
            face = Face(self.document.id, group.kind, group.label, spans)
            ids[id(group)] = face.id
            faces.append(face)
        faces.sort(key=lambda face: (face.mentions[0].start if face.mentions else 0, face.label))
        return tuple(faces), ids

    def _all_forms(self, group: _Group) -> Iterable[str]:
        yield from group.forms
        for form in group.forms:
            yield from self.short.get(normal_form(form), ())

    def problems(self) -> tuple[Problem, ...]:
        """Return one notice that lists every source that nobody could be named for."""
        if not self.open:
            return ()
        places = [
            f'"{span.exact[:40]}" at {span.start}' for span in list(self.open.values())[:_LISTED]
        ]
        more = len(self.open) - len(places)
        listed = ", ".join(places) + (f" and {more} more" if more else "")
        count = len(self.open)
        return (
            Problem(
                kind="unresolved_asserter",
                where=self.document.uri,
                what=f"{count} source{'s' if count > 1 else ''} could not be tied to one name: "
                f"{listed} (code points of the text).",
                done="Each such attribution was kept without an asserter.",
                todo="The words stand as they are; read the passage.",
                lost=False,
                document=self.document.id,
            ),
        )


def _name_of(attribution: Attribution) -> SourceName:
    return read_source(" ".join(span.exact for span in attribution.source))


def _where(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0].start, spans[-1].end


def _as_group(value: _Group | str | None) -> _Group:
    if not isinstance(value, _Group):
        raise TypeError("a named source without its group")
    return value


def _fits(group: _Group, pronoun: str) -> bool:
    """Return whether a pronoun can stand for a face, by number, kind and (from titles) gender."""
    if pronoun in ("he", "him", "his", "himself"):
        return _is_person(group) and group.gender != "f"
    if pronoun in ("she", "her", "hers", "herself"):
        return _is_person(group) and group.gender != "m"
    if pronoun in ("it", "its", "itself"):
        # Two words of unknown kind may be a person's first and last name.
        return group.kind in _BODIES or (
            group.kind is FaceKind.UNKNOWN
            and not group.gender
            and all(" " not in form for form in group.forms)
        )
    return group.plural or group.kind in (FaceKind.GROUP, FaceKind.ORGANISATION)


def _is_person(group: _Group) -> bool:
    """Return whether "he" or "she" can stand for a face: a single unknown word may be a country."""
    if group.kind is FaceKind.ROLE:
        return not group.plural and is_person_role(group.label)
    return group.kind is FaceKind.PERSON or (
        group.kind is FaceKind.UNKNOWN and any(" " in form for form in group.forms)
    )
