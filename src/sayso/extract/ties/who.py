"""Arguments of ties: names, unnamed parties and pronouns as faces of the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sayso.core import Document, Face, FaceKind, Span, SpanRole
from sayso.extract.names import is_personal, normal_form
from sayso.extract.recognise import Mention, MentionKind, face_kind
from sayso.extract.recognise.kinds import NOUNS
from sayso.extract.recognise.known import list_known
from sayso.extract.ties.party_words import (
    FIRST,
    GENERIC,
    MEMBERS,
    PEOPLE,
    PERSONAL,
    PLURAL,
    REFLEXIVE,
    REPEATING,
    RULERS,
    SINGULAR,
    VOICES,
)
from sayso.extract.ties.phrases import Phrase, Sentence
from sayso.extract.ties.raw import find_main_subject

_LOOSE = frozenset(
    {FaceKind.GROUP, FaceKind.ORGANISATION, FaceKind.UNKNOWN, FaceKind.UNIT, FaceKind.BRAND}
)
_FITTING: dict[FaceKind, frozenset[FaceKind]] = {
    FaceKind.GROUP: _LOOSE,
    FaceKind.ORGANISATION: _LOOSE | {FaceKind.SERVICE, FaceKind.OUTLET},
    FaceKind.SERVICE: frozenset({FaceKind.SERVICE, FaceKind.ORGANISATION}),
    FaceKind.UNIT: frozenset({FaceKind.UNIT, FaceKind.GROUP}),
    FaceKind.STATE: frozenset({FaceKind.STATE}),
    FaceKind.OUTLET: frozenset({FaceKind.OUTLET}),
}
_BODIES = frozenset(FaceKind) - {FaceKind.PERSON, FaceKind.ROLE}
#: Sentences before its own in which a pronoun's or a description's party is looked for.
_REACH = 3
_LONGEST = 14


@dataclass(slots=True, eq=False)
class Party:
    """A party in the making: the face it will be, and where it is named."""

    kind: FaceKind
    label: str
    spans: dict[tuple[int, int], None] = field(default_factory=dict)
    face: Face | None = None
    plural: bool = False
    used: bool = False
    person_like: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """One end of a tie: its party, and the words that stand for it in the clause.

    `how` is `name`, `adjective`, `pronoun`, `description` (a noun for a party named elsewhere) or
    `role` (nobody is named).
    """

    party: Party
    start: int
    end: int
    how: str


class Cast:
    """The parties of a document: faces of its sources, and whoever else is named in it."""

    def __init__(
        self, document: Document, mentions: Sequence[Mention], faces: Sequence[Face]
    ) -> None:
        self.document = document
        self.parties: list[Party] = []
        self._by_name: dict[str, Party] = {}
        self._by_place: dict[tuple[int, int], Party] = {}
        self._by_face: dict[str, Party] = {}
        for face in faces:
            party = Party(face.kind, face.label, face=face)
            self._by_face[face.id] = party
            self.parties.append(party)
            prefix = "role " if face.kind is FaceKind.ROLE else ""
            for name in (face.label, *(span.exact for span in face.mentions)):
                self._by_name.setdefault(prefix + normal_form(name), party)
            for span in face.mentions:
                self._by_place.setdefault((span.start, span.end), party)
                party.spans[span.start, span.end] = None
        self._known = list_known()
        self._seen: list[tuple[int, int, Party, bool]] = []
        for mention in mentions:
            self._tie(mention)

    def _tie(self, mention: Mention) -> None:
        kind = self._kind_of(mention)
        if kind is None:
            return
        party = self.name(mention)
        if (
            party.face is not None
            and party.kind is FaceKind.UNKNOWN
            and kind is not FaceKind.UNKNOWN
            and not mention.guessed
        ):
            party.kind = kind
        if mention.kind is MentionKind.PERSON and mention.guessed:
            party.person_like = True
        span = (mention.start, mention.end)
        if not mention.adjective:
            party.spans[span] = None

    def _kind_of(self, mention: Mention) -> FaceKind | None:
        # Two capitals may be a person or a gang: a guess must not keep a tie from its ends.
        if mention.guessed and mention.kind in (MentionKind.PERSON, MentionKind.GROUP):
            return FaceKind.UNKNOWN
        return face_kind(mention.kind)

    def name(self, mention: Mention) -> Party:
        """Return the party that a mention names."""
        exact = self.document.text[mention.start : mention.end]
        for key in (normal_form(exact), normal_form(mention.label)):
            party = self._by_name.get(key)
            if party is not None:
                self._by_name.setdefault(normal_form(mention.label), party)
                return party
        found = self._by_place.get((mention.start, mention.end))
        if found is None:
            found = Party(self._kind_of(mention) or FaceKind.UNKNOWN, mention.label)
            found.person_like = mention.kind is MentionKind.PERSON and mention.guessed
            self.parties.append(found)
        self._by_name[normal_form(mention.label)] = found
        if not mention.adjective:
            self._by_name.setdefault(normal_form(exact), found)
        return found

    def unnamed(
        self, label: str, span: tuple[int, int] | None, kind: FaceKind = FaceKind.ROLE
    ) -> Party:
        """Return the party of a description that names nobody, one for each description."""
        key = f"role {normal_form(label)}"
        party = self._by_name.get(key)
        if party is None:
            party = Party(kind, label)
            self.parties.append(party)
            self._by_name[key] = party
        if span is not None:
            party.spans[span] = None
        if party.kind is FaceKind.ROLE and kind is not FaceKind.ROLE and party.face is None:
            party.kind = kind
        return party

    def find_face(self, identifier: str | None) -> Party | None:
        """Return the party of a face of the sources by its id, or None."""
        return self._by_face.get(identifier or "")

    def note(self, sentence: Sentence, number: int) -> None:
        """Take up whom a sentence names, so that later pronouns can point to them."""
        for place, phrase in enumerate(sentence.phrases):
            mention = phrase.named
            if mention is None or mention.adjective or self._kind_of(mention) is None:
                continue
            begin = sentence.begin(place)
            held = sentence.tag(begin - 1) in "PBVGI'" and begin > sentence.low
            self._seen.append((number, mention.start, self.name(mention), not held))

    def argue(
        self, sentence: Sentence, number: int, order: int, letter: str, speaker: Party | None = None
    ) -> Argument | None:
        """Return who a phrase stands for, fit for an argument of this letter, or None.

        `order` counts the sentences of the document; `speaker` is whoever is quoted here.
        """
        if number < 0:
            return None
        phrase = sentence.phrases[number]
        line = sentence.line
        first = sentence.tag(phrase.first)
        word = sentence.word(phrase.first)
        start, end = line.starts[phrase.first], line.ends[phrase.last - 1]
        if word in REFLEXIVE and phrase.last - phrase.first == 1:
            verb = phrase.first - 1
            subject = -1
            if sentence.tag(verb) == "G":
                subject = find_main_subject(sentence, verb)
            elif sentence.tag(verb) in "BV":
                subject = sentence.before(sentence.group(verb))
            if subject < 0 or subject == number:
                return None
            return self.argue(sentence, subject, order, letter, speaker)
        if word == "whose" and phrase.last - phrase.first == 1:
            return self.argue(sentence, sentence.antecedent(phrase.first), order, letter, speaker)
        if phrase.last - phrase.first == 1 and (
            first in "SO" or word in SINGULAR | PLURAL | PERSONAL | FIRST
        ):
            party = self._pronoun(sentence, phrase, word, order, speaker)
            return self._fit(party, start, end, "pronoun", letter)
        mention = phrase.named
        if mention is not None and not mention.adjective:
            kind = self._kind_of(mention)
            if mention.kind is MentionKind.PLACE and letter in "AV":
                kind = self._capital(mention, sentence, phrase)
            if kind is None:
                return None
            return self._fit(self.name(mention), mention.start, mention.end, "name", letter)
        return self._describe(sentence, number, order, letter)

    def _capital(self, mention: Mention, sentence: Sentence, phrase: Phrase) -> FaceKind | None:
        """Return a state's kind for its capital as a subject: "Kabul backs the group"."""
        # A name that ends in "Quay" may be a firm's: where it acts, it is no place.
        known = self._known.get(mention.label)
        if sentence.tag(phrase.first - 1) in "PBVG":
            return None
        return FaceKind.STATE if known is not None else FaceKind.UNKNOWN

    def place(self, mention: Mention, letter: str) -> Argument | None:
        """Return the party of a mention by itself ("Iran" of "Iran-backed"), or None."""
        if self._kind_of(mention) is None and (
            mention.kind is not MentionKind.PLACE
            or letter == "O"
            or mention.label not in self._known
        ):
            return None
        how = "adjective" if mention.adjective else "name"
        return self._fit(self.name(mention), mention.start, mention.end, how, letter)

    def _fit(
        self, party: Party | None, start: int, end: int, how: str, letter: str
    ) -> Argument | None:
        if party is None:
            return None
        if letter == "O" and party.kind in (FaceKind.PERSON, FaceKind.ROLE):
            return None
        return Argument(party, start, end, how)

    def _describe(
        self, sentence: Sentence, number: int, order: int, letter: str
    ) -> Argument | None:
        phrase = sentence.phrases[number]
        line = sentence.line
        noun = sentence.word(phrase.head)
        start, end = line.starts[phrase.first], line.ends[phrase.last - 1]
        named = self._named_in(sentence, number)
        if noun in RULERS and phrase.names and phrase.names[-1][2] != phrase.head:
            named = None  # "the Pakistani deep state" is not the state
        if noun in MEMBERS | RULERS and named is not None:
            mention, _ = named
            kind = self._kind_of(mention)
            if kind is not None and (noun in MEMBERS or kind is FaceKind.STATE):
                party = self.name(mention)
                found = self._fit(party, start, max(end, mention.end), "members", letter)
                if found is not None and kind is not FaceKind.PERSON:
                    return found
        kind_of_noun = NOUNS.get(noun)
        if kind_of_noun is MentionKind.PLACE or sentence.tag(phrase.head) == "#":
            return None
        plural = noun.endswith("s") and not noun.endswith("ss")
        singular = noun[:-1] if plural else noun
        personal = is_personal(noun) or is_personal(singular) or noun in PEOPLE
        if kind_of_noun is None and not personal and not (letter == "V" and noun in VOICES):
            return None
        if sentence.word(phrase.first) in ("a", "an") and sentence.tag(phrase.first - 1) == ",":
            # "Gilt Key, a name taken over by X": the name that it describes.
            outer = sentence.ending.get(phrase.first - 1, -1)
            if outer >= 0 and sentence.phrases[outer].named is not None:
                return self.argue(sentence, outer, order, letter)
        definite = sentence.word(phrase.first) in ("the", "this", "that", "these", "those")
        bare = phrase.owner < 0 and all(
            sentence.word(at) in REPEATING for at in range(phrase.first + 1, phrase.head)
        )
        hangs = sentence.descend(number)
        if sentence.word(hangs) in ("namely", "called", "named", "dubbed") or (
            sentence.word(hangs) == "known" and sentence.word(hangs + 1) == "as"
        ):
            # "a pseudo terror group namely X": whoever is named there.
            apposed = sentence.starting_at(hangs + 1 + (sentence.word(hangs) == "known"))
            if apposed >= 0 and sentence.phrases[apposed].named is not None:
                return self.argue(sentence, apposed, order, letter)
        if (
            definite
            and bare
            and kind_of_noun is not None
            and hangs == phrase.last
            and not phrase.names
        ):
            latest = self._latest(kind_of_noun, noun, order, start, plural=plural)
            if latest is not None:
                return self._fit(latest, start, end, "description", letter)
        if sentence.word(phrase.first) in ("no", "any", "every", "each") or noun in ("nobody",):
            return None
        if sentence.line.lower[phrase.head - 1] == "own" or (
            noun in ("people", "men", "women", "someone", "somebody")
            and phrase.last - phrase.first == 1
            and hangs == phrase.last
        ):
            return None
        kind = FaceKind.ROLE
        if letter == "O":
            if kind_of_noun is None or any(
                sentence.tag(at) == "#" for at in range(phrase.first, phrase.last)
            ):
                return None
            kind = face_kind(kind_of_noun) or FaceKind.UNKNOWN
        begin = sentence.begin(number)
        last = min(hangs, begin + _LONGEST)
        while (
            begin < last
            and sentence.tag(begin) in "D"
            and sentence.word(begin)
            not in (
                "his",
                "her",
                "its",
                "their",
                "our",
                "my",
                "your",
            )
        ):
            begin += 1
        start, end = line.starts[begin], line.ends[last - 1]
        label = " ".join(self.document.text[start:end].split())
        full = line.starts[sentence.begin(number)]
        party = self.unnamed(label, (full, end), kind)
        party.plural = plural
        if plural and sentence.tag(begin - 1) not in "PBVG":
            self._seen.append((order, full, party, True))
        return Argument(party, full, end, "role")

    def _named_in(self, sentence: Sentence, number: int) -> tuple[Mention, int] | None:
        """Return the name that a phrase is of: "Iranian X", "Iran's X", "X of Iran"; or None."""
        phrase = sentence.phrases[number]
        if phrase.names:
            return phrase.names[-1][0], 0
        if phrase.owner >= 0 and sentence.phrases[phrase.owner].named is not None:
            mention = sentence.phrases[phrase.owner].named
            return (mention, 0) if mention is not None else None
        if sentence.word(phrase.last) == "of":
            following = sentence.starting_at(phrase.last + 1)
            if following >= 0:
                mention = sentence.phrases[following].named
                if mention is not None:
                    return mention, 1
        return None

    def _latest(
        self, kind: MentionKind, noun: str, order: int, start: int, *, plural: bool
    ) -> Party | None:
        """Return the party that "the group" points back to: the latest of that kind, or None."""
        wanted = face_kind(kind)
        if wanted is None or (plural and wanted is not FaceKind.GROUP):
            return None
        fitting = _FITTING.get(wanted, frozenset({wanted}))
        choice: Party | None = None
        best = (0, 0)
        for sentence, place, party, subject in reversed(self._seen):
            if place >= start:
                continue
            if order - sentence > 2 * _REACH:
                break
            if normal_form(party.label).endswith(" " + noun):
                return party  # "the network" after "the Karim network"
            # One known to be of the kind before a name of unknown kind, a subject before others.
            rank = (1 + (party.kind is wanted), 1 + subject)
            if party.kind is FaceKind.UNKNOWN and " " not in party.label:
                continue  # a single name of unknown kind is a place or a person as often
            if party.kind in fitting and rank > best:
                choice, best = party, rank
        return choice if noun in GENERIC else None

    def _pronoun(
        self,
        sentence: Sentence,
        phrase: Phrase,
        word: str,
        order: int,
        speaker: Party | None,
    ) -> Party | None:
        start = sentence.line.starts[phrase.first]
        if word in FIRST:
            body = speaker is not None and speaker.kind in _BODIES - {FaceKind.UNKNOWN}
            return speaker if body else None
        if (
            speaker is not None
            and self._agrees(speaker, word)
            and not (speaker.person_like and word in SINGULAR)
            and not (word in PLURAL and not speaker.plural and speaker.kind is FaceKind.UNKNOWN)
        ):
            # "Sudra says it never armed them": whoever speaks, unless a name stands between.
            between = [
                item
                for item in self._seen_in(order)
                if item[1] < start
                and item[2] is not speaker
                and self._agrees(item[2], word)
                and item[3]
            ]
            nearest = min((item[1] for item in between), default=None)
            first = nearest is None or nearest > self._place_in(speaker, order, start)
            if first and self._subject_before(sentence, phrase) is not speaker:
                return speaker
        taken = self._subject_before(sentence, phrase)
        for back in range(_REACH + 1):
            here = [item for item in self._seen_in(order - back) if item[1] < start]
            fitting = [item for item in here if self._agrees(item[2], word)]
            if word in SINGULAR | PLURAL:
                fitting = [item for item in fitting if not item[2].person_like] or fitting
            if back == 0:
                fitting = [item for item in fitting if item[2] is not taken]
            subjects = [item for item in fitting if item[3]]
            if subjects:
                return subjects[0][2]
            if fitting:
                return fitting[0][2]
        return None

    def _place_in(self, party: Party, order: int, start: int) -> int:
        places = [item[1] for item in self._seen_in(order) if item[2] is party]
        return min(places, default=start)

    def _seen_in(self, order: int) -> Sequence[tuple[int, int, Party, bool]]:
        """Return whom one sentence names; the list grows in the order of the sentences."""
        first = bisect_left(self._seen, order, key=lambda item: item[0])
        last = bisect_right(self._seen, order, key=lambda item: item[0])
        return self._seen[first:last]

    def _subject_before(self, sentence: Sentence, phrase: Phrase) -> Party | None:
        """Return the subject of the verb whose object a pronoun is: it is somebody else."""
        verb = phrase.first - 1
        if sentence.tag(verb) == "P":
            return None
        if sentence.tag(verb) not in "BVG" or sentence.tag(phrase.last) in "BVAMR":
            return None  # "says it is": a subject of its own
        number = sentence.before(sentence.group(verb))
        if number < 0:
            return None
        mention = sentence.phrases[number].named
        return self.name(mention) if mention is not None else None

    def _agrees(self, party: Party, word: str) -> bool:
        if word in PERSONAL:
            return (
                party.kind is FaceKind.PERSON
                or (party.kind is FaceKind.UNKNOWN and party.person_like)
                or (
                    party.kind is FaceKind.ROLE
                    and is_personal(party.label.split(" of ")[0].split()[-1])
                )
            )
        if word in SINGULAR:
            return party.kind in _BODIES and not party.plural
        if word in PLURAL:
            return party.kind in _BODIES - {FaceKind.STATE, FaceKind.OUTLET} or (
                party.kind is FaceKind.ROLE and party.plural
            )
        return False

    def find_pair(self, order: int, start: int) -> tuple[Party, Party] | None:
        """Return the two parties named last before a place, for "they are rivals"; or None."""
        for back in range(_REACH):
            named: list[Party] = []
            for _, place, party, _ in self._seen_in(order - back):
                fits = party.kind in _BODIES or party.kind is FaceKind.PERSON
                if place < start and fits and party not in named:
                    named.append(party)
            if len(named) == 2:
                return named[0], named[1]
            if named:
                return None
        return None

    def make_faces(self) -> tuple[tuple[Face, ...], dict[str, str]]:
        """Return the faces of the sources and of all arguments, and which id became which.

        A source's face of unknown kind takes the kind that the document's names give it.
        """
        changed: dict[str, str] = {}
        made: list[Face] = []
        for party in self.parties:
            if party.face is not None:
                face = party.face
                if face.kind is not party.kind:
                    face = replace(face, kind=party.kind)
                    changed[party.face.id] = face.id
                party.face = face
                made.append(face)
            elif party.used:
                spans: tuple[Span, ...] = tuple(
                    self.document.span(start, end, SpanRole.MENTION)
                    for start, end in sorted(party.spans)
                )
                party.face = Face(self.document.id, party.kind, party.label, spans)
                made.append(party.face)
        unique: dict[str, Face] = {}
        for face in made:
            unique.setdefault(face.id, face)
        ordered = sorted(
            unique.values(),
            key=lambda face: (face.mentions[0].start if face.mentions else 0, face.label),
        )
        return tuple(ordered), changed
