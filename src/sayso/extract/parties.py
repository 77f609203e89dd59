"""Parties of one document: which names are one, by steps that the text itself takes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sayso.core import FaceKind
from sayso.extract.given_names import is_given_name, pronoun_of_given_name
from sayso.extract.mentions import find_given, find_ties, list_full_names
from sayso.extract.names import (
    PARTICLES,
    SourceKind,
    SourceName,
    gender_of,
    guess_kind,
    is_plural,
    normal_form,
)
from sayso.extract.party_kinds import PROVINCES

#: What ends a sentence; the empty string is the start of the text.
_ENDS = ("", ".", "?", "!", "\n", "”", ":")
#: Times that a surname must have meant one bearer before another is named, to go on meaning them.
_HABIT = 3
_PERSONS = frozenset({FaceKind.PERSON, FaceKind.UNKNOWN})
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]cross|[Tt]hroughout|[Oo]utside)\s([A-Z]\w+)(?=[^\w\s]|\s[^A-Z\s])"
)
_FROM = re.compile(r"\s(?:of|from|at|with)\s")


class Link(StrEnum):
    """By which step of the sieve a source was tied to its asserter."""

    NAME = "same name"
    SHORT = "long and short form"
    SURNAME = "surname or first name"
    HANDLE = "handle"
    APPOSED = "apposition"
    ROLE = "role"
    JOINT = "several parties as one"
    NOUN = "definite noun"
    PRONOUN = "pronoun"
    RELATIVE = "relative pronoun"
    FIRST = "first person"
    CONTINUED = "quotation goes on"
    NOBODY = "no source"
    OPEN = "left open"


@dataclass(slots=True, eq=False)
class Party:
    """A face in the making: its names (the fullest is the label), kind, gender and places.

    `body` says that the text names it as no person is named, `place` that it also says "in" it.
    """

    forms: list[str]
    kind: FaceKind
    gender: str = ""
    plural: bool = False
    body: bool = False
    place: bool = False
    spans: set[tuple[int, int]] = field(default_factory=set)

    @property
    def label(self) -> str:
        """Return the fullest of the names."""
        return max(self.forms, key=lambda form: (len(form.split()), len(form), form))


class Register:
    """The parties met so far, found again by any of their names."""

    def __init__(self, text: str, names: Iterable[SourceName]) -> None:
        named = [name for name in names if name.kind is SourceKind.NAME]
        self.text = text
        self.small = frozenset(re.findall(r"\b[a-z]{2,}\b", text))
        self.ties = find_ties(text)
        # A name of several words lends its last one only where it is a person's: "Cross" alone is
        # not the Red Cross.
        labels = [
            name.label
            for name in named
            if name.person or " " not in _without_particles(name.normal)
        ]
        labels += [_FROM.split(name.label)[0] for name in named if _FROM.search(name.label)]
        self.bearers = list_full_names(text, labels)
        self.given = find_given(text, {name.label for name in named if " " not in name.label})
        self.short: dict[str, list[str]] = {}
        for alias, full in self.ties.items():
            self.short.setdefault(normal_form(full), []).append(alias)
        for surname, full_names in self.bearers.items():
            if len(full_names) == 1:
                (full,) = full_names
                self.short.setdefault(normal_form(full), []).append(surname)
        self.places = frozenset(_PLACE.findall(text)) - self.bearers.keys()
        self.parties: dict[str, Party] = {}
        self._habits: dict[frozenset[str], tuple[str, int, bool]] = {}

    def find(self, name: SourceName, start: int) -> tuple[Party | None, Link]:
        """Return the party of a name or role at a code point, and the step that found it.

        It is made where it is new. None for a surname that two people bear.
        """
        if name.kind is SourceKind.JOINT:
            if any(" " in part or self._is_known(part) for part in name.parts):
                # None of them alone says it, so they stand together as a role of their own.
                return self._role(name, plural=True), Link.JOINT
            name = SourceName(SourceKind.NAME, name.label, body=True)
        kind = guess_kind(name)
        if kind is FaceKind.ROLE or self._is_common(name, start):
            return self._role(name, plural=is_plural(name)), Link.ROLE
        label, step = self._full_label(name, kind, start)
        if label is None:
            return None, step
        normal = normal_form(label)
        party = self.parties.get(normal)
        if party is None:
            party = Party([label], kind)
            self.parties[normal] = party
        for form in (label, name.label, *name.aliases):
            if not form.endswith(" " + label) and not form.startswith(label + " "):
                _add_form(party, form)
        if party.kind is FaceKind.UNKNOWN:
            party.kind = kind
        party.gender = party.gender or gender_of(name)
        given = self.given.get(name.normal) == label and not is_given_name(name.label)
        party.body = party.body or name.body or given or step is Link.SHORT
        party.body = party.body or normal in PROVINCES
        party.place = party.place or label in self.places
        return party, step

    def _is_common(self, name: SourceName, start: int) -> bool:
        """Return whether the only capital of a source is its sentence's: "Growers said"."""
        word = name.label.lower()
        if " " in name.label or name.title or name.label.isupper() or not name.label[:1].isalpha():
            return False
        if self.text[:start].rstrip(" \"“‘'")[-1:] not in _ENDS:
            return False
        return word in self.small and name.normal not in self.bearers

    def _is_known(self, part: str) -> bool:
        normal = normal_form(part)
        return normal in self.bearers or normal in self.ties or normal in self.given

    def _role(self, name: SourceName, *, plural: bool) -> Party:
        key = "role " + name.normal
        party = self.parties.get(key)
        if party is None:
            party = Party([name.label], FaceKind.ROLE, gender_of(name), plural)
            self.parties[key] = party
        return party

    def _full_label(self, name: SourceName, kind: FaceKind, start: int) -> tuple[str | None, Link]:
        """Return the fullest name that the document gives for a name, and by which step."""
        if name.normal in self.ties:
            handle = name.normal.startswith("@")
            return self.ties[name.normal], Link.HANDLE if handle else Link.SHORT
        plain = Link.APPOSED if name.apposed else Link.NAME
        label, normal = name.label, name.normal
        if kind not in _PERSONS:
            return label, plain
        head = _FROM.split(label)[0]
        if head != label and (
            normal_form(head) in self.bearers or head in self.bearers.get(_last(head), frozenset())
        ):
            # "Heiser of the Teachers": a person and where she belongs; "Bank of Norland" is one.
            label, normal = head, normal_form(head)
        surname = _without_particles(normal)
        if " " not in surname:
            normal = surname if surname in self.bearers else normal
            bearers = self.bearers.get(normal, frozenset())
            if name.title and len(bearers) > 1:
                bearers = self._of_gender(bearers, gender_of(name))
            if len(bearers) > 1:
                bearers = self._of_habit(bearers, start)
            if len(bearers) > 1:
                return None, Link.OPEN
            if len(bearers) == 1:
                (full,) = bearers
                return full, Link.SURNAME
            if normal in self.given:
                return self.given[normal], Link.SURNAME
            return label, plain
        # "Rival Ana Ruiz", "Eskel Ruiz" where Lily Eskel Ruiz was named: one person.
        for full in self.bearers.get(_last(normal), frozenset()):
            long = normal_form(full)
            if normal.endswith(" " + long) or long.endswith(" " + normal):
                return full, plain
            if _is_short_of(normal, long):
                return full, plain
        return label, plain

    def _of_gender(self, bearers: frozenset[str], gender: str) -> frozenset[str]:
        """Return the bearers that a "Mr." or "Ms." fits, by the document, else by given name."""
        told = {full: self.parties[normal_form(full)].gender for full in bearers
                if normal_form(full) in self.parties}  # fmt: skip
        for full in bearers:
            if not told.get(full):
                told[full] = pronoun_of_given_name(full.split()[0])
        fitting = frozenset(full for full in bearers if told[full] == gender)
        return fitting if gender and len(fitting) == 1 else bearers

    def _of_habit(self, bearers: frozenset[str], start: int) -> frozenset[str]:
        """Return the one bearer whom the text means by the bare surname, else all of them.

        Before the others are named there is but one; and whoever was so called three times by then
        keeps the surname ("Dorn" stays Alma Dorn when late in the text a Peter Dorn comes in).
        """
        if bearers not in self._habits:
            firsts = sorted((self.text.find(full), full) for full in bearers)
            (_, first), (rival, _) = firsts[0], firsts[1]
            before = self.text[:rival]
            called = before.count(first.split()[-1]) - before.count(first)
            self._habits[bearers] = first, rival, called >= _HABIT
        first, rival, kept = self._habits[bearers]
        return frozenset((first,)) if kept or rival >= start else bearers

    def list_forms(self, party: Party) -> Iterable[str]:
        """Yield every form under which a party is named in the document."""
        yield from party.forms
        for form in party.forms:
            yield from self.short.get(normal_form(form), ())


def _without_particles(normal: str) -> str:
    """Return a name without the particles that a surname may open with: "de Ruiz", "Ruiz"."""
    words = normal.split()
    while len(words) > 1 and words[0] in PARTICLES:
        words = words[1:]
    return " ".join(words)


def _last(normal: str) -> str:
    return normal_form(normal).rpartition(" ")[2]


def _is_short_of(normal: str, full: str) -> bool:
    """Return whether a name only leaves out initials or middle names of another."""
    short, long = normal.split(), full.split()
    return short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long)


def _add_form(party: Party, form: str) -> None:
    if form not in party.forms:
        party.forms.append(form)
