"""Texts with the parties, ties and events that people marked in them, as offsets.

The files beside this one are described in `README.md`. Own texts name what they mark by its words
(`words#2` is the second whole-word occurrence); the loader finds the offsets and refuses words that
are not there. Rows of articles that stay outside the project hold offsets only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sayso.core import (
    AUTHOR,
    DataError,
    FaceKind,
    Polarity,
    Stance,
    Step,
    find_predicate,
    is_edtf,
)

FOLDER = Path(__file__).parent
#: Half-open code points.
Range = tuple[int, int]
#: Stands for a party of whom the text says nothing, as in "condemned the attack".
SOMEONE = "(someone)"
#: What a mention can name: a kind of face, or one of two things that are no party.
KINDS = frozenset({*FaceKind, "place", "event"})
#: Neither a person nor an unnamed role; a place is no party at all.
ORGANISED = KINDS - {FaceKind.PERSON, FaceKind.ROLE, "place", "event"}
EVENT_TYPES = frozenset(
    {
        *("abduction", "air_strike", "ambush", "arson", "attack", "battle", "bombing", "coup"),
        *("cyber_attack", "fraud", "killing", "leak", "massacre", "poisoning", "raid"),
        *("sabotage", "shelling", "shooting", "theft"),
    }
)


class GoldError(ValueError):
    """A label that does not fit its text or the table of predicates."""


@dataclass(frozen=True, slots=True)
class Party:
    """Mentions of one party, place or named event: `names` name it, `anaphors` point to it.

    A party without a name (a role, "a rival firm") has anaphors only. `is_optional` says that
    finding its mentions is neither right nor wrong (adjectives such as "Sudran").
    """

    kind: str
    names: tuple[Range, ...]
    anaphors: tuple[Range, ...] = ()
    is_optional: bool = False

    @property
    def spans(self) -> tuple[Range, ...]:
        """Return all spans, in text order."""
        return tuple(sorted(self.names + self.anaphors))


@dataclass(frozen=True, slots=True)
class EventLabel:
    """An event: where the text tells of it, and what it says of time, place and participants.

    `participants` and `place` are indices of parties.
    """

    type: str
    spans: tuple[Range, ...]
    anaphors: tuple[Range, ...] = ()
    place: int | None = None
    time: str | None = None
    participants: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """One end of a tie: `what` is "party", "event", "text" (literal or name) or "someone".

    `index` is that of the party or event, `span` the words that stand in the clause.
    """

    what: str
    index: int = -1
    span: Range | None = None


@dataclass(frozen=True, slots=True)
class TieLabel:
    """A tie as the text has it: the inner row of a report, or a row of the author's own.

    `asserter` and `via` (who reports the asserter, where that is not the author) are indices of
    parties; None is the author. `predicates` holds the first choice and, rarely, others that are
    right as well. `is_optional` says that a row that finds it is neither right nor wrong.
    """

    predicates: tuple[str, ...]
    subject: Argument
    object: Argument | None
    asserter: int | None = None
    via: int | None = None
    polarity: Polarity = Polarity.AFFIRMS
    stance: Stance | None = None
    act_stance: Stance | None = None
    valid: str | None = None
    words: Range | None = None
    support: str | None = None
    step: Step | None = None
    is_optional: bool = False

    @property
    def outer_polarity(self) -> Polarity | None:
        """Return the polarity of the reporter's own row, or None where nobody is reported."""
        if self.asserter is None:
            return None
        outer = {Stance.ENDORSES: Polarity.AFFIRMS, Stance.REJECTS: Polarity.DENIES}
        return outer.get(self.stance or Stance.NEUTRAL, Polarity.MENTIONS)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its labels. `sentences` are the ranges of its sentences."""

    id: str
    published: str | None
    text: str
    sentences: tuple[Range, ...]
    parties: tuple[Party, ...]
    events: tuple[EventLabel, ...]
    ties: tuple[TieLabel, ...]


def choose_half(text_id: str) -> str:
    """Return the half to which a text belongs: "look" or "unseen", by the hash of its id."""
    return ("look", "unseen")[sha256(f"sayso.ties/1:{text_id}".encode()).digest()[0] % 2]


def load_texts(name: str) -> tuple[GoldText, ...]:
    """Return the texts of a file of this folder (`look`, `unseen`, `second_pass`).

    Raises
    ------
    GoldError
        When a label does not fit its text or the table of predicates.
    """
    return read_texts((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_texts(toml: str) -> tuple[GoldText, ...]:
    """Return the texts of a file's words."""
    return tuple(_read_text(row) for row in tomllib.loads(toml)["text"])


def load_articles(name: str, texts: Callable[[str], str]) -> tuple[GoldText, ...]:
    """Return the labelled stretches of articles (`articles_look`, `articles_unseen`).

    `texts` gives the text of an article by its id; offsets count in it.
    """
    rows = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["article"]
    return tuple(_read_article(row, texts(row["id"])) for row in rows)


_WORD = r"(?<!\w){}(?!\w)"
_PLACE = re.compile(r"(.+)#([1-9][0-9]*)\Z", re.S)


def find_words(text: str, words: str) -> list[Range]:
    """Return every whole-word occurrence of `words`, in text order."""
    return [found.span() for found in re.finditer(_WORD.format(re.escape(words)), text)]


@dataclass(slots=True)
class _Names:
    """Where the words of a text's labels stand, and to whom they belong."""

    where: str
    text: str
    covering: list[Range] = field(default_factory=list)

    def fail(self, message: str) -> GoldError:
        return GoldError(f"{self.where}: {message}")

    def find(self, quoted: str) -> list[Range]:
        """Return the ranges that a label's words stand for; words inside a longer name do not."""
        numbered = _PLACE.match(quoted)
        words, number = (numbered[1], int(numbered[2])) if numbered else (quoted, 0)
        found = [
            place
            for place in find_words(self.text, words)
            if not any(_is_inside(place, longer) for longer in self.covering)
        ]
        if len(found) < max(1, number):
            raise self.fail(f'"{quoted}" does not stand in the text.')
        return [found[number - 1]] if number else found

    def find_one(self, quoted: str) -> Range:
        found = self.find(quoted)
        if len(found) > 1:
            raise self.fail(f'"{quoted}" stands {len(found)} times; say which, as "words#1".')
        return found[0]


def _is_inside(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _read_text(row: dict[str, Any]) -> GoldText:
    text = row["text"]
    names = _Names(row["id"], text)
    for mention in row.get("mentions", ()):
        if mention["kind"] not in (FaceKind.ROLE, "event"):
            for words in mention.get("names", ()):
                bare = _PLACE.sub(r"\1", words)
                names.covering.extend(find_words(text, bare))
    parties = tuple(
        Party(
            _checked_kind(mention["kind"], names),
            _sorted(names.find(words) for words in mention.get("names", ())),
            _sorted(names.find(words) for words in mention.get("anaphors", ())),
            mention.get("optional", False),
        )
        for mention in row.get("mentions", ())
    )
    find_party = partial(_find_owner, names, [party.spans for party in parties])
    events = tuple(_read_event(event, names, find_party) for event in row.get("events", ()))
    find_event = partial(_find_owner, names, [event.spans + event.anaphors for event in events])
    ties = tuple(
        _read_tie(tie, names, parties, find_party, find_event) for tie in row.get("ties", ())
    )
    published = row.get("published")
    _check_edtf(published, names)
    return GoldText(row["id"], published, text, split_sentences(text), parties, events, ties)


def _sorted(groups: Iterable[list[Range]]) -> tuple[Range, ...]:
    return tuple(sorted({place for group in groups for place in group}))


def _checked_kind(kind: str, names: _Names) -> str:
    if kind not in KINDS:
        raise names.fail(f'"{kind}" is no kind of mention.')
    return kind


def _check_edtf(date: str | None, names: _Names) -> None:
    if date is not None and not is_edtf(date):
        raise names.fail(f'"{date}" is not EDTF.')


#: From words to the index of the party or event that they mark, and the first such place.
_Finder = Callable[[str], tuple[int, Range] | None]


def _find_owner(
    names: _Names, owned: list[tuple[Range, ...]], quoted: str
) -> tuple[int, Range] | None:
    """Return the index of the one owner of these words and where they first stand, or None."""
    try:
        places = names.find(quoted)
    except GoldError:
        return None
    found = [(index, place) for place in places for index, own in enumerate(owned) if place in own]
    if len({index for index, _ in found}) > 1:
        raise names.fail(f'"{quoted}" marks several parties or events; say which.')
    return found[0] if found else None


def _read_event(event: dict[str, Any], names: _Names, find_party: _Finder) -> EventLabel:
    if event["type"] not in EVENT_TYPES:
        raise names.fail(f'"{event["type"]}" is no type of event.')
    _check_edtf(event.get("time"), names)
    place = event.get("place")
    return EventLabel(
        event["type"],
        _sorted(names.find(words) for words in event["spans"]),
        _sorted(names.find(words) for words in event.get("anaphors", ())),
        None if place is None else _index(names, find_party, place),
        event.get("time"),
        tuple(_index(names, find_party, words) for words in event.get("participants", ())),
    )


def _index(names: _Names, find_party: _Finder, quoted: str) -> int:
    found = find_party(quoted)
    if found is None:
        raise names.fail(f'"{quoted}" marks no party.')
    return found[0]


def _read_tie(
    tie: dict[str, Any],
    names: _Names,
    parties: tuple[Party, ...],
    find_party: _Finder,
    find_event: _Finder,
) -> TieLabel:
    predicates = (tie["predicate"], *tie.get("or", ()))

    def argue(quoted: str) -> Argument:
        if quoted == SOMEONE:
            return Argument("someone")
        for what, find in (("party", find_party), ("event", find_event)):
            found = find(quoted)
            if found is not None:
                return Argument(what, *found)
        return Argument("text", -1, names.find_one(quoted))

    asserter = tie.get("asserter", AUTHOR)
    label = TieLabel(
        predicates,
        argue(tie["subject"]),
        argue(tie["object"]) if "object" in tie else None,
        None if asserter == AUTHOR else _index(names, find_party, asserter),
        _index(names, find_party, tie["via"]) if "via" in tie else None,
        Polarity(tie.get("polarity", "affirms")),
        Stance(tie["stance"]) if "stance" in tie else None,
        Stance(tie["act_stance"]) if "act_stance" in tie else None,
        tie.get("valid"),
        names.find_one(tie["certainty_words"]) if "certainty_words" in tie else None,
        tie.get("support"),
        Step(tie["step"]) if "step" in tie else None,
        tie.get("optional", False),
    )
    _check_edtf(label.valid, names)
    check_tie(label, parties, names.where)
    return label


def check_tie(label: TieLabel, parties: tuple[Party, ...], where: str) -> None:
    """Refuse a tie whose arguments its predicate cannot have.

    Raises
    ------
    GoldError
        With the predicate and the argument that do not go together.
    """
    for name in label.predicates:
        try:
            predicate = find_predicate(name)
        except DataError as error:
            raise GoldError(f"{where}: {error}") from error
        given = [arg for arg in (label.subject, label.object) if arg is not None]
        wanted = predicate.arguments
        if predicate.also_on_events and given[0].what == "event":
            wanted = "EE"
        if len(given) != len(wanted):
            raise GoldError(f"{where}: {name} has {len(wanted)} arguments, not {len(given)}.")
        for letter, argument in zip(wanted, given, strict=True):
            kind = parties[argument.index].kind if argument.what == "party" else argument.what
            if not _fits(letter, kind):
                raise GoldError(f"{where}: {name} cannot have an argument of kind {kind}.")


def _fits(letter: str, kind: str) -> bool:
    if letter == "A":
        return kind in KINDS - {"place", "event"} or kind == "someone"
    if letter == "O":
        return kind in ORGANISED
    if letter == "N":
        return kind in KINDS or kind == "text"
    return kind == "event" if letter == "E" else kind in KINDS or kind in ("text", "event")


_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Capt|Sgt|St|Inc|Ltd|Co|Corp|Sen|Gov|Rep|Sept)|\b[A-Z])\.\Z"
)


def split_sentences(text: str) -> tuple[Range, ...]:
    """Return the ranges of the sentences of one of our own texts, without the space between."""
    found, start = [], 0
    for gap in _SENTENCE_END.finditer(text):
        end = gap.start() + len(gap.group().rstrip())
        if not _ABBREVIATION.search(text[start : gap.start()]):
            found.append((start, end))
            start = gap.end()
    return (*found, (start, len(text))) if text[start:] else tuple(found)


def _read_article(row: dict[str, Any], text: str) -> GoldText:
    def ranges(pairs: list[list[int]]) -> tuple[Range, ...]:
        return tuple((start, end) for start, end in pairs)

    def argue(given: dict[str, Any]) -> Argument:
        what = next(key for key in ("party", "event", "text", "someone") if key in given)
        index = given[what] if what in ("party", "event") else -1
        place = given["text"] if what == "text" else given.get("span")
        return Argument(what, index, tuple(place) if place else None)

    parties = tuple(
        Party(
            each["kind"],
            ranges(each.get("names", [])),
            ranges(each.get("anaphors", [])),
            each.get("optional", False),
        )
        for each in row.get("mentions", ())
    )
    events = tuple(
        EventLabel(
            each["type"],
            ranges(each["spans"]),
            ranges(each.get("anaphors", [])),
            each.get("place"),
            each.get("time"),
            tuple(each.get("participants", ())),
        )
        for each in row.get("events", ())
    )
    ties = []
    for each in row.get("ties", ()):
        label = TieLabel(
            (each["predicate"], *each.get("or", ())),
            argue(each["subject"]),
            argue(each["object"]) if "object" in each else None,
            each.get("asserter"),
            each.get("via"),
            Polarity(each.get("polarity", "affirms")),
            Stance(each["stance"]) if "stance" in each else None,
            Stance(each["act_stance"]) if "act_stance" in each else None,
            each.get("valid"),
            tuple(each["certainty_words"]) if "certainty_words" in each else None,
            each.get("support"),
            Step(each["step"]) if "step" in each else None,
            each.get("optional", False),
        )
        check_tie(label, parties, row["id"])
        ties.append(label)
    sentences = ranges(row["sentences"])
    return GoldText(row["id"], row.get("published"), text, sentences, parties, events, tuple(ties))
