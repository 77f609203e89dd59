"""Whom "the company", "the ministry" or "the judge" means: a party of that kind named before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.core import FaceKind
from sayso.extract.names import SourceKind, is_personal, read_source
from sayso.extract.parties import Party
from sayso.extract.pronouns import REACH, Finder, is_body, is_settled
from sayso.extract.scene import Mention, Rank, Scene
from sayso.extract.words import list_words

#: Nouns for parties of a kind; a party whose own name ends in the noun goes first.
_COMPANY = frozenset(list_words("company firm corporation carmaker startup retailer business"))
_BODY = frozenset(
    list_words(
        "group organization organisation agency institution body outfit collective movement "
        "association network foundation charity union party site website service"
    )
)
_OUTLET = frozenset(list_words("newspaper paper magazine outlet broadcaster network"))
_STATE = frozenset(list_words("country nation state"))
_BODIES = frozenset(
    {
        FaceKind.ORGANISATION,
        FaceKind.GROUP,
        FaceKind.UNIT,
        FaceKind.SERVICE,
        FaceKind.UNKNOWN,
    }
)
_SHORT_TITLES = {
    "senator": "Sen", "governor": "Gov", "representative": "Rep", "general": "Gen",
    "colonel": "Col", "professor": "Prof", "doctor": "Dr", "lieutenant": "Lt", "major": "Maj",
    "captain": "Capt", "sergeant": "Sgt", "admiral": "Adm", "reverend": "Rev",
}  # fmt: skip
_DEFINITE = re.compile(r"(?:the|this|that)\s+(?P<rest>[^,()]+)", re.IGNORECASE)
_LINKING = frozenset(list_words("of for from in at with on by to and who which that"))
_MOST_WORDS = 6
#: Different nouns of a document that are looked up; each costs one walk through the text.
_MOST_NOUNS = 200
#: Code points around a noun in which its bearer's name is looked for.
_WINDOW = 150
_NAME = r"[A-Z][\w’'-]*\.?(?:\s(?:(?:al|bin|de|van|von)\s)?[A-Z][\w’'-]*\.?){0,3}"


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A name in the text to which a noun belongs, and the words around that describe it."""

    mention: Mention
    words: frozenset[str]


class Descriptions:
    """Finds the party that a definite noun means, in one document."""

    def __init__(self, scene: Scene, find: Finder) -> None:
        self.scene = scene
        self.find = find
        self._bearers: dict[str, tuple[_Bearer, ...]] = {}

    def find_described(self, start: int, words: str) -> Party | None:
        """Return the party that a definite noun at a code point means, or None where it is a role.

        Sure steps: the one name that holds the noun ("the ministry" is the Ministry of Ports), the
        one person to whom the text gives the title, and for nouns of a kind the nearest body that
        was spoken of.
        """
        match = _DEFINITE.fullmatch(" ".join(words.split()))
        if match is None:
            return None
        rest = match["rest"].split()
        if len(rest) > _MOST_WORDS or any(word in _LINKING for word in rest):
            return None
        noun = rest[-1].lower()
        if is_personal(noun):
            return self._find_bearer(start, noun, rest[:-1])
        if len(rest) > 2 or noun.endswith("s"):
            return None
        named = self._find_bearer(start, " ".join(rest).lower(), ())
        if named is not None or (len(rest) > 1 and not rest[0].islower()):
            return named
        return self._find_by_kind(start, noun)

    def find_titled(self, start: int, words: str) -> Party | None:
        """Return the one person to whom the text gives the title in a definite phrase, or None."""
        match = _DEFINITE.fullmatch(" ".join(words.split()))
        rest = match["rest"].split() if match else []
        if not 0 < len(rest) <= _MOST_WORDS or not is_personal(rest[-1].lower()):
            return None
        fitting = self._list_fitting(start, rest[-1].lower(), rest[:-1])
        return fitting[0] if len(fitting) == 1 else None

    def _find_bearer(self, start: int, noun: str, modifiers: Sequence[str]) -> Party | None:
        """Return the one party before a code point that bears a noun, modifiers and all."""
        fitting = self._list_fitting(start, noun, modifiers)
        return fitting[0] if len(fitting) == 1 else self._find_nearest(start, fitting)

    def _list_fitting(self, start: int, noun: str, modifiers: Sequence[str]) -> list[Party]:
        fitting: list[Party] = []
        wanted = {word.lower() for word in modifiers} - {"former", "then"}
        for bearer in self._list_bearers(noun):
            if bearer.mention.start >= start:
                break
            if wanted <= bearer.words:
                party = self.find(bearer.mention)
                if party is not None and party not in fitting:
                    fitting.append(party)
        return fitting

    def _find_nearest(self, start: int, fitting: Sequence[Party]) -> Party | None:
        """Return the one of several whom the nearest sentence names that names any of them."""
        if not fitting:
            return None
        for mentions in self.scene.sentences_before(start, REACH):
            met = _unique(
                party
                for party in (self.find(mention) for mention in mentions)
                if party is not None and party in fitting
            )
            if met:
                return met[0] if len(met) == 1 else None
        return None

    def _list_bearers(self, noun: str) -> tuple[_Bearer, ...]:
        if noun not in self._bearers:
            if len(self._bearers) >= _MOST_NOUNS:
                return ()
            text = self.scene.document.text
            found = _find_titled(text, noun) if is_personal(noun) else _find_named(text, noun)
            first: dict[str, _Bearer] = {}
            for bearer in sorted(found, key=lambda item: item.mention.start):
                first.setdefault(bearer.mention.name.normal, bearer)
            self._bearers[noun] = tuple(first.values())
        return self._bearers[noun]

    def _find_by_kind(self, start: int, noun: str) -> Party | None:
        for mentions in self.scene.sentences_before(start, REACH):
            fitting: list[tuple[Rank, Party]] = []
            for mention in mentions:
                if mention.rank is Rank.OWNER or not is_settled(mention):
                    continue
                party = self.find(mention)
                if party is not None and is_of_kind(party, noun):
                    fitting.append((mention.rank, party))
            spoken = _unique(party for rank, party in fitting if rank <= Rank.SUBJECT)
            if len(spoken) == 1:
                return spoken[0]
            every = _unique(party for _, party in fitting)
            if every:
                return every[0] if len(every) == 1 else None
        return None


def _unique(parties: Iterable[Party]) -> list[Party]:
    found: list[Party] = []
    for party in parties:
        if party not in found:
            found.append(party)
    return found


def is_of_kind(party: Party, noun: str) -> bool:
    """Return whether a named party can be called "the company", "the group" and the like."""
    if party.kind is FaceKind.ROLE or not (is_body(party) or party.kind in _BODIES):
        return False
    if party.kind is FaceKind.UNKNOWN and (party.place or not is_body(party)):
        return False
    if party.kind is FaceKind.STATE:
        return noun in _STATE
    if noun in _COMPANY:
        return party.kind in (FaceKind.ORGANISATION, FaceKind.UNKNOWN, FaceKind.OUTLET)
    if noun in _OUTLET and party.kind is FaceKind.OUTLET:
        return True
    return noun in _BODY and party.kind in _BODIES


def _find_named(text: str, noun: str) -> Iterable[_Bearer]:
    """Yield the names that end in a noun, or open with it and "of": "Ministry of Ports"."""
    held = r"\s".join(re.escape(word.capitalize()) for word in noun.split())
    ends = rf"\b(?:[A-Z][\w’'-]*\s(?:&\s|of\s|for\s)?){{1,4}}{held}\b"
    opens = rf"\b{held}\s(?:of|for)\s(?:the\s)?[A-Z]\w+"
    # Each on its own: "The Ministry" would use up "The Ministry of Ports".
    alone = {"The", "This", "That"}
    ended = [
        match
        for match in re.finditer(ends, text)
        if match.group().split()[0] not in alone or len(match.group().split()) > 2
    ]
    whole = {match.end() for match in ended}
    opened = [
        match
        for match in re.finditer(opens, text)
        if match.start() + len(noun) not in whole  # "Defence Ministry of Norland" is one
    ]
    for match in (*ended, *opened):
        name = read_source(match.group())
        if name.kind is SourceKind.NAME and name.normal != noun:
            yield _Bearer(Mention(match.start(), match.end(), name, Rank.OTHER), frozenset())


def _find_titled(text: str, noun: str) -> Iterable[_Bearer]:
    """Yield the persons to whom a text gives a noun: as a title, or in apposition."""
    short = _SHORT_TITLES.get(noun)
    word = rf"[{noun[0].upper()}{noun[0]}]{re.escape(noun[1:])}"
    title = rf"(?:{word}|{short}\.)" if short else word
    ahead = rf"(?P<words>(?:[\w’'-]+\s){{0,3}}\b{title})\s(?P<name>{_NAME})"
    role = rf"(?P<words>[^,.;()\n]{{0,40}}\b{word}\b[^,.;()\n]{{0,50}})"
    behind = rf"(?P<name>{_NAME}),\s(?:an?|the|its|his|her|their|who\s\w+)\s{role}[,.]"
    before = rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s{role},\s(?P<name>{_NAME}),"
    patterns = [re.compile(pattern) for pattern in (ahead, behind, before)]
    # Only around the noun: to try the patterns everywhere took four times as long.
    for place in re.finditer(rf"\b{title}", text):
        low, high = max(0, place.start() - _WINDOW), place.end() + _WINDOW
        for pattern in patterns:
            for match in pattern.finditer(text, low, high):
                name = read_source(match["name"])
                if name.kind is SourceKind.NAME:
                    words = frozenset(part.lower().strip(".") for part in match["words"].split())
                    yield _Bearer(Mention(*match.span("name"), name, Rank.OTHER), words)
