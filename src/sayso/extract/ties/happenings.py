"""Events of a document: acts that somebody can be said to have done, grouped by what they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.core import Document, Event
from sayso.extract.recognise import MentionKind
from sayso.extract.ties.acts import EVENT_NOUNS
from sayso.extract.ties.phrases import Sentence
from sayso.extract.words import BE, list_words

#: Words that stand for any act: they name no type of their own.
_GENERIC = frozenset(
    list_words("attack attacks act acts incident atrocity strike strikes assault killing")
)
_DEFINITE = frozenset(list_words("the this that these those its his her their such"))
_PLACING = frozenset(list_words("in at on near outside inside of against"))


@dataclass(slots=True, eq=False)
class Happening:
    """An event in the making: its type, place, time, and the words that tell of it."""

    type: str
    label: str
    start: int
    end: int
    place: str | None = None
    time: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    used: bool = False
    told: bool = False

    def make(self, document: Document) -> Event:
        """Return the event as the record has it."""
        return Event(document.id, self.label, self.time, self.place, self.type)


class Happenings:
    """The events of a document, grouped by type, place, time and definite reference."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._by_span: dict[tuple[int, int], Happening] = {}
        self._latest: list[tuple[int, Happening]] = []

    def find(self, sentence: Sentence, number: int, order: int) -> Happening | None:
        """Return the event that a noun phrase tells of or points to, or None."""
        if number < 0:
            return None
        phrase = sentence.phrases[number]
        word = sentence.word(phrase.head)
        line = sentence.line
        if phrase.last - phrase.first == 1 and word in ("it", "this", "that"):
            start = line.starts[phrase.first]
            return self._recent(start, order)
        kind = EVENT_NOUNS.get(word)
        if kind is None or phrase.head != phrase.last - 1:
            return None
        if any(first <= phrase.head < last for _, first, last in phrase.names) and (
            phrase.named is None or phrase.named.kind is not MentionKind.EVENT
        ):
            return None
        begin = sentence.begin(number)
        start = line.starts[begin]
        told = self._by_span.get((start, line.ends[phrase.last - 1]))
        if told is not None:
            return told
        definite = sentence.word(begin) in _DEFINITE or phrase.owner >= 0
        if word in ("act", "acts", "incident") and sentence.word(begin) not in _DEFINITE:
            return None  # "a balancing act": only "this act" points to something done
        first = sentence.tag(begin)
        if word.endswith("s") and not definite and first not in "D#" and not phrase.names:
            # "to mask massacres": nothing in particular, but for "a series of blasts".
            upper = sentence.ending.get(begin - 1, -1)
            head = sentence.word(sentence.phrases[upper].head) if upper >= 0 else ""
            if head not in ("series", "wave", "string", "spate"):
                return None
        place, end = self._place(sentence, number)
        if sentence.word(begin - 1) in BE and sentence.word(begin - 2) in ("this", "it", "that"):
            definite = True  # "This is an attack by X"
        elif sentence.word(begin) in ("a", "an", "any", "no", "every", "another"):
            before = sentence.word(begin - 1)
            if before in ("like", "as", "against") or sentence.line.texts[sentence.high - 1] == "?":
                return None  # "why stage an attack now?" tells of no attack of its own
        generic = word in _GENERIC
        if definite:
            found = self._match(start, order, None if generic else kind, place)
            if found is not None:
                found.spans.append((start, line.ends[phrase.last - 1]))
                self._by_span[found.spans[-1]] = found
                if place is not None and found.place is None:
                    found.place = place
                self._latest.append((order, found))
                return found
        skip = begin
        while skip < phrase.head and sentence.tag(skip) == "D":
            skip += 1
        label = " ".join(self.document.text[line.starts[skip] : end].split())
        made = Happening(
            kind, label, start, end, place, None, [(start, line.ends[phrase.last - 1])]
        )
        self._by_span[made.spans[0]] = made
        self._latest.append((order, made))
        return made

    def tell(self, sentence: Sentence, verb: int, end: int, kind: str, order: int) -> Happening:
        """Return the event that a verb tells of: "bombed a tower", new each time."""
        line = sentence.line
        start, stop = line.starts[verb], line.ends[end - 1]
        known = self._by_span.get((start, stop))
        if known is not None:
            return known
        label = " ".join(self.document.text[start:stop].split())
        place = None
        for at in range(verb, min(sentence.high, end + 8)):
            number = sentence.starting.get(at, -1)
            if number >= 0 and sentence.word(at - 1) in ("in", "at", "near", "on"):
                mention = sentence.phrases[number].named
                if mention is not None and mention.kind in (MentionKind.PLACE, MentionKind.STATE):
                    place = mention.label
        made = Happening(kind, label, start, stop, place, None, [(start, stop)], told=True)
        self._by_span[made.spans[0]] = made
        self._latest.append((order, made))
        return made

    def latest(self, start: int, order: int) -> Happening | None:
        """Return the event that "denied any involvement" points to: the last one told of."""
        return self._recent(start, order)

    def _place(self, sentence: Sentence, number: int) -> tuple[str | None, int]:
        """Return the place that a phrase gives its event, and where the whole phrase ends."""
        phrase = sentence.phrases[number]
        last = sentence.descend(number)
        end = sentence.line.ends[last - 1]
        place: str | None = None
        for mention, _, stop in phrase.names:
            if stop <= phrase.head and mention.kind is MentionKind.PLACE:
                place = mention.label
        for other in sentence.phrases[number + 1 :]:
            if other.last > last:
                break
            named = other.named
            if named is not None and named.kind in (MentionKind.PLACE, MentionKind.STATE):
                place = place or named.label
        return place, end

    def _match(
        self, start: int, order: int, kind: str | None, place: str | None
    ) -> Happening | None:
        # "the attack" is one that a noun told of, before what a verb did ("police shot him").
        found = self._match_one(start, order, kind, place, told=False)
        return found or self._match_one(start, order, kind, place, told=True)

    def _match_one(
        self, start: int, order: int, kind: str | None, place: str | None, *, told: bool
    ) -> Happening | None:
        for when, item in reversed(self._latest):
            if order - when > 40:
                break
            if item.told is not told:
                continue
            if item.start >= start:
                continue
            if place is not None and item.place is not None and place != item.place:
                continue
            if kind is None and item.type in ("battle", "fraud", "theft", "leak", "coup"):
                continue
            if (
                kind is None
                or item.type == kind
                or _is_generic(item)
                or ({kind, item.type} <= {"bombing", "attack", "shelling", "air_strike"})
            ):
                return item
        return None

    def _recent(self, start: int, order: int) -> Happening | None:
        for when, item in reversed(self._latest):
            if item.start < start and order - when <= 2:
                return item
        return None


def _is_generic(item: Happening) -> bool:
    return item.type == "attack"
