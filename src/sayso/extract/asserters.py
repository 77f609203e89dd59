"""Who the sources of a document are: faces grouped by sure steps, and the asserter of each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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
from sayso.extract.descriptions import Descriptions
from sayso.extract.genders import find_genders
from sayso.extract.mentions import find_mentions
from sayso.extract.names import (
    SourceKind,
    SourceName,
    find_group_of,
    is_animate,
    is_person_role,
    normal_form,
    read_source,
)
from sayso.extract.parties import Link, Party, Register
from sayso.extract.phrases import phrase_before
from sayso.extract.pronouns import find_antecedent, is_person
from sayso.extract.scene import Mention, Rank, Scene
from sayso.extract.text import Line

#: Places named one by one in the notice about unresolved asserters.
_LISTED = 12
#: Code points before a first person that are searched for an open quotation mark.
_LOOK_BACK = 4000

#: Who a source is: a party, `AUTHOR`, or nobody that can be named; and by which step.
_Found = tuple[Party | str | None, Link]


def resolve_asserters(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], tuple[Face, ...], tuple[Problem, ...]]:
    """Return the attributions with their asserters, the faces of all sources, and what stays open.

    Sure steps first: one normal form; "Long Name (LN)"; a surname with one bearer; a handle beside
    its name; a name in apposition; a quotation that goes on in the next paragraph; a definite noun
    ("the ministry") and the party of that kind; a relative pronoun and the phrase before it; a
    personal pronoun and who fits it in the nearest sentence of this paragraph and two before. First
    persons are the author outside quotation marks, and inside them whoever is quoted. A role
    ("officials") is a face of its own, and so are several names together. Without a source (a
    passive) there is no asserter and no problem. What else stays open is named, place by place, in
    one problem: nobody is guessed for want of a better.
    """
    rows, faces, problems, _ = trace_asserters(document, attributions)
    return rows, faces, problems


def trace_asserters(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], tuple[Face, ...], tuple[Problem, ...], tuple[Link, ...]]:
    """Return what `resolve_asserters` does, and for each attribution the step that settled it."""
    sieve = _Sieve(document, attributions)
    found = sieve.run()
    used = {id(who) for who, _ in found if isinstance(who, Party)}
    faces, by_party = _make_faces(document, sieve.register, used)
    rows = []
    for attribution, (who, _) in zip(attributions, found, strict=True):
        asserter = by_party[id(who)] if isinstance(who, Party) else who
        rows.append(replace(attribution, asserter=asserter))
    problems = _list_open(document, sieve.open)
    return tuple(rows), faces, problems, tuple(link for _, link in found)


class _Sieve:
    """The steps over one document; parties grow while sources are read in text order."""

    def __init__(self, document: Document, attributions: Sequence[Attribution]) -> None:
        self.document = document
        self.attributions = attributions
        self.names = [_name_of(attribution) for attribution in attributions]
        self.register = Register(document.text, self.names)
        self.genders = find_genders(
            document.text,
            (
                normal_form(name.label).rpartition(" ")[2]
                for name in self.names
                if name.kind is SourceKind.NAME
            ),
        )
        self.scene = Scene(document, (_reach(row.source) for row in attributions if row.source))
        self.descriptions = Descriptions(self.scene, self._party_of)
        self.open: dict[tuple[int, int], Span] = {}
        self.position = {row.id: number for number, row in enumerate(attributions)}
        #: Where a source begins, and who it turned out to be.
        self.settled: dict[int, Party] = {}
        #: The number of a block, where the last content in it ends, and whose it is.
        self.last_words: dict[int, tuple[int, Party | str]] = {}

    def run(self) -> list[_Found]:
        """Return for each attribution its party, `AUTHOR` or None, and the step."""
        order = sorted(range(len(self.attributions)), key=lambda i: _where(self.attributions[i]))
        found: dict[int, _Found] = {}
        # Names first: a pronoun may look back to any of them, and a title may be given later.
        for index in order:
            name = self.names[index]
            if name.kind in (SourceKind.NAME, SourceKind.JOINT):
                self._settle(index, found, self._find_name(index))
        for index in order:
            if index not in found:
                self._settle(index, found, self._find_rest(index, found))
            attribution = self.attributions[index]
            who, link = found[index]
            if who is None and attribution.source and link is not Link.NOBODY:
                self._leave_open(attribution.source[0])
            elif who is None and not attribution.cue and attribution.content:
                self._leave_open(attribution.content[0])
        return [found[index] for index in range(len(self.attributions))]

    def _settle(self, index: int, found: dict[int, _Found], result: _Found) -> None:
        found[index] = result
        who, link = result
        source, content = self.attributions[index].source, self.attributions[index].content
        if who is not None and content:
            block = self.scene.block_at(content[-1].start)
            if content[-1].end >= self.last_words.get(block, (0, ""))[0]:
                self.last_words[block] = content[-1].end, who
        if isinstance(who, Party) and source:
            if link in (Link.ROLE, Link.JOINT):
                who.spans.update((span.start, span.end) for span in source)
            self.settled[source[0].start] = who

    def _leave_open(self, span: Span) -> None:
        self.open.setdefault((span.start, span.end), span)

    def _find_name(self, index: int) -> _Found:
        start = self.attributions[index].source[0].start
        party, link = self.register.find(self.names[index], start)
        if party is not None:
            self._learn_gender(party)
        return party, link

    def _learn_gender(self, party: Party) -> None:
        if not party.gender and party.kind in (FaceKind.PERSON, FaceKind.UNKNOWN):
            party.gender = self.genders.get(normal_form(party.label).rpartition(" ")[2], "")

    def _find_rest(self, index: int, found: dict[int, _Found]) -> _Found:
        attribution, name = self.attributions[index], self.names[index]
        if not attribution.source:
            return self._continue(attribution)
        start = attribution.source[0].start
        if name.kind is SourceKind.NOBODY:
            return None, Link.NOBODY
        if name.kind is SourceKind.ROLE:
            words = " ".join(span.exact for span in attribution.source)
            group = find_group_of(words) if _claims_act(attribution) else None
            if group is not None:
                return self.register.find(group, start)[0], Link.NOUN
            if not self._in_quotation(attribution):
                named = self.descriptions.find_described(start, words)
                if named is not None:
                    named.body = named.body or not is_person(named)
                    return named, Link.NOUN
            return self.register.find(name, start)
        if name.kind is SourceKind.FIRST_PERSON:
            return self._find_speaker(attribution, found)
        if name.kind is SourceKind.RELATIVE:
            party = self._find_before_relative(attribution)
            return party, Link.RELATIVE if party is not None else Link.OPEN
        pronoun = name.label.lower()
        # A lone "himself" is the rest of a phrase that was not found: nobody is guessed for it. And
        # whom a quoted "it" means, its speaker knows: the names around the quotation do not tell.
        if pronoun in _REFLEXIVES or self._in_quotation(attribution):
            return None, Link.OPEN
        antecedent = find_antecedent(self.scene, start, pronoun, self._party_of)
        return antecedent, Link.PRONOUN if antecedent is not None else Link.OPEN

    def _party_of(self, mention: Mention) -> Party | None:
        """Return the party of a mention; what no source has settled may be made for it."""
        if mention.start in self.settled:
            return self.settled[mention.start]
        if mention.name.kind not in (SourceKind.NAME, SourceKind.ROLE, SourceKind.JOINT):
            return None
        if mention.name.kind is SourceKind.ROLE:
            words = self.document.text[mention.start : mention.end]
            titled = self.descriptions.find_titled(mention.start, words)
            if titled is not None:
                return titled
        party, link = self.register.find(mention.name, mention.start)
        if party is not None:
            if link in (Link.ROLE, Link.JOINT):
                party.spans.add((mention.start, mention.end))
            self._learn_gender(party)
        return party

    def _find_speaker(self, attribution: Attribution, found: dict[int, _Found]) -> _Found:
        if not self._in_quotation(attribution):
            return AUTHOR, Link.FIRST
        outer = self.position.get(attribution.parent or "", -1)
        who = found[outer][0] if outer in found else None
        return who, Link.FIRST if who is not None else Link.OPEN

    def _continue(self, attribution: Attribution) -> _Found:
        """Return who goes on where a paragraph opens with a mark after one was left open."""
        nobody = None, Link.NOBODY
        if attribution.cue or not attribution.content:
            return nobody
        start = attribution.content[0].start
        block = self.scene.block_at(start)
        if block < 1 or self.document.text[start] not in _MARKS:
            return nobody
        here, before = self.document.blocks[block], self.document.blocks[block - 1]
        if self.document.text[here.start : start].strip() or not _is_left_open(
            self.document.text[before.start : before.end]
        ):
            return nobody
        end, who = self.last_words.get(block - 1, (before.start, ""))
        if who and not self.document.text[end : before.end].strip(" \n.,”\"'"):
            return who, Link.CONTINUED
        return nobody

    def _in_quotation(self, attribution: Attribution) -> bool:
        """Return whether the source stands in somebody's quoted words: a parent's, or a post."""
        start = attribution.source[0].start
        outer = self.position.get(attribution.parent or "")
        if outer is not None:
            parent = self.attributions[outer]
            if parent.kind is not AttributionKind.MIXED:
                return parent.kind is AttributionKind.DIRECT and any(
                    span.start <= start < span.end for span in parent.content
                )
        block = self.scene.block_at(start)
        begin = self.document.blocks[block].start if block >= 0 else 0
        return _is_left_open(self.document.text[max(begin, start - _LOOK_BACK) : start])

    def _find_before_relative(self, attribution: Attribution) -> Party | None:
        """Return the party whose name or role ends right before a relative pronoun."""
        start = attribution.source[0].start
        here = self.scene.token_at(start)
        if here is None:
            return None
        line, token = here
        if token > 0 and line.tags[token - 1] in ",;-(":
            token -= 1
        if token < 1:
            return None
        low = line.units[line.unit_at(token)][0]
        phrase = phrase_before(line, token, low)
        if phrase is None:
            return None
        if line.lower[phrase[0]] in ("a", "an") and line.tags[phrase[0] - 1 : phrase[0]] == ",":
            # "Harlan Dorn, a builder, who": the name before the apposition.
            comma = first = phrase[0] - 1
            while first > low and line.tags[first - 1] == "X":
                first -= 1
            phrase = (first, comma) if first < comma else phrase
        first, last = line.starts[phrase[0]], line.ends[phrase[1] - 1]
        words = self.document.text[first:last]
        name = read_source(words)
        if _claims_act(attribution):
            name = find_group_of(words) or name
        elif name.kind is SourceKind.ROLE and line.lower[here[1]] in ("who", "whom"):
            first = _name_that_ends(line, phrase, name) or first
            name = read_source(self.document.text[first:last])
        return self._party_of(Mention(first, last, name, Rank.SUBJECT))


def _name_that_ends(line: Line, phrase: tuple[int, int], name: SourceName) -> int | None:
    """Return where the name begins that a phrase for no person ends in: "no news for Dorn, who"."""
    if is_person_role(name.label) or is_animate(name.label):
        return None
    first = phrase[1]
    while first > phrase[0] and line.tags[first - 1] == "X":
        first -= 1
    return line.starts[first] if phrase[0] < first < phrase[1] else None


_CLAIMED = re.compile(r"\b(?:claim|own|admit|take|took)\w*\b", re.IGNORECASE)
_ACT = re.compile(r"\b(?:responsibility|credit|authorship)\b", re.IGNORECASE)


def _claims_act(attribution: Attribution) -> bool:
    """Return whether an act is claimed: that is done for a group, whoever speaks the words."""
    cue = " ".join(span.exact for span in attribution.cue)
    content = " ".join(span.exact for span in attribution.content)
    return bool(_CLAIMED.search(cue) and _ACT.search(f"{cue} {content[:60]}"))


_REFLEXIVES = ("himself", "herself", "itself", "themselves")
_MARKS = "\"“«'‘"


def _is_left_open(words: str) -> bool:
    """Return whether a double quotation mark in some words is opened and not closed."""
    opened = words.count("“") - words.count("”")
    return opened > 0 or (words.count('"') + words.count("''")) % 2 == 1


def _make_faces(
    document: Document, register: Register, used: set[int]
) -> tuple[tuple[Face, ...], dict[int, str]]:
    """Return the faces in the order of their first mention, and the id of each party's face."""
    parties = [party for party in register.parties.values() if id(party) in used]
    forms: dict[str, int] = {}
    for number, party in enumerate(parties):
        if party.kind is FaceKind.ROLE:
            continue
        for form in register.list_forms(party):
            forms[form] = number if forms.get(form, number) == number else -1
    mentions = find_mentions(document.text, forms)
    faces: list[Face] = []
    ids: dict[int, str] = {}
    for number, party in enumerate(parties):
        places = set(mentions.get(number, ())) or party.spans
        spans = tuple(document.span(start, end, SpanRole.MENTION) for start, end in sorted(places))
        face = Face(document.id, party.kind, party.label, spans)
        ids[id(party)] = face.id
        faces.append(face)
    faces.sort(key=lambda face: (face.mentions[0].start if face.mentions else 0, face.label))
    return tuple(faces), ids


def _list_open(document: Document, left: dict[tuple[int, int], Span]) -> tuple[Problem, ...]:
    """Return one notice that lists every source that nobody could be named for."""
    if not left:
        return ()
    places = [f'"{span.exact[:40]}" at {span.start}' for span in list(left.values())[:_LISTED]]
    more = len(left) - len(places)
    listed = ", ".join(places) + (f" and {more} more" if more else "")
    count = len(left)
    return (
        Problem(
            kind="unresolved_asserter",
            where=document.uri,
            what=f"{count} source{'s' if count > 1 else ''} could not be tied to one name: "
            f"{listed} (code points of the text).",
            done="Each such attribution was kept without an asserter.",
            todo="The words stand as they are; read the passage.",
            lost=False,
            document=document.id,
        ),
    )


def _name_of(attribution: Attribution) -> SourceName:
    return read_source(" ".join(span.exact for span in attribution.source))


def _where(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.source or attribution.cue or attribution.content
    return spans[0].start, spans[-1].end


def _reach(source: tuple[Span, ...]) -> tuple[int, int]:
    return source[0].start, source[-1].end
