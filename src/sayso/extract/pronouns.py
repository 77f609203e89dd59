"""Whom a pronoun outside quotation marks stands for: the scene of its sentence and those before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso.core import FaceKind
from sayso.extract.given_names import is_given_name, pronoun_of_given_name
from sayso.extract.names import SourceKind, is_animate, is_person_role
from sayso.extract.parties import Party
from sayso.extract.scene import Mention, Rank, Scene

#: Paragraphs before its own that a pronoun, or a definite noun, may look back to.
REACH = 2
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
#: From a mention to its party, or None where it cannot be told or is nobody.
Finder = Callable[[Mention], Party | None]

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))


def find_antecedent(scene: Scene, start: int, pronoun: str, find: Finder) -> Party | None:
    """Return the party that a pronoun at a code point stands for, or None where two may be meant.

    The nearest sentence decides in which somebody fits by number, kind and gender: its source, else
    its first subject, else the only one who fits. "It" and "they" look at sources and subjects
    alone.
    """
    personal = pronoun in _HE or pronoun in _SHE
    for mentions in scene.sentences_before(start, REACH):
        fitting = list(_fitting(mentions, pronoun, find))
        if not personal:
            fitting = [item for item in fitting if item[0].rank <= Rank.SUBJECT]
        if not fitting:
            if personal and any(_may_be_person(mention, find) for mention in mentions):
                return None
            continue
        return _choose(fitting, "m" if pronoun in _HE else "f" if pronoun in _SHE else "")
    return None


def _fitting(
    mentions: Iterable[Mention], pronoun: str, find: Finder
) -> Iterable[tuple[Mention, Party]]:
    for mention in mentions:
        party = find(mention)
        if party is None or not fits(party, pronoun):
            continue
        if mention.rank <= Rank.SUBJECT or pronoun in _IT or _is_surely_person(party):
            yield mention, party


def _is_surely_person(party: Party) -> bool:
    """Return whether more than two capitals tell of a person: "Border News" has them, too."""
    if party.kind is not FaceKind.UNKNOWN:
        return True
    return bool(party.gender) or any(
        is_given_name(form.split()[0]) or " " not in form for form in party.forms
    )


def _choose(fitting: Sequence[tuple[Mention, Party]], gender: str) -> Party | None:
    for rank in (Rank.SOURCE, Rank.SUBJECT, None):
        parties: list[Party] = []
        for mention, party in fitting:
            if (rank is None or mention.rank is rank) and party not in parties:
                parties.append(party)
        if len(parties) == 1:
            return parties[0]
        if parties and gender:
            for read in (_gender_of, _given_of):
                told = [party for party in parties if read(party) == gender]
                if len(told) == 1:
                    return told[0]
            if rank is None:
                return None
        if parties and rank is not None:
            # Of two who speak in one sentence, the later one; of two subjects, the first.
            return parties[-1] if rank is Rank.SOURCE and not gender else None
    return None


def _gender_of(party: Party) -> str:
    return party.gender


def _given_of(party: Party) -> str:
    """Return what the given name says; it only breaks a tie where the text says nothing."""
    return party.gender or pronoun_of_given_name(party.label.split()[0])


def _may_be_person(mention: Mention, find: Finder) -> bool:
    """Return whether a subject is one unknown word: nobody behind it is surely meant."""
    party = find(mention) if mention.rank <= Rank.SUBJECT else None
    return (
        party is not None
        and party.kind is FaceKind.UNKNOWN
        and not party.body
        and not (party.gender or is_person(party))
    )


def fits(party: Party, pronoun: str) -> bool:
    """Return whether a pronoun can stand for a party, by number, kind and gender."""
    if pronoun in _HE:
        return is_person(party) and party.gender != "f"
    if pronoun in _SHE:
        return is_person(party) and party.gender != "m"
    if pronoun in _IT:
        return is_body(party)
    if party.kind is FaceKind.ROLE:
        return party.plural and (" and " in party.label or is_animate(party.label))
    return party.plural or party.kind in (FaceKind.GROUP, FaceKind.ORGANISATION)


def is_person(party: Party) -> bool:
    """Return whether "he" or "she" can stand for a party; one unknown word may be a country."""
    if party.kind is FaceKind.ROLE:
        return not party.plural and is_person_role(party.label)
    if party.kind is FaceKind.PERSON:
        return True
    if party.kind is not FaceKind.UNKNOWN or party.body:
        return False
    return bool(party.gender) or any(" " in form or is_given_name(form) for form in party.forms)


def is_body(party: Party) -> bool:
    """Return whether "it" can stand for a party; two unknown words may be first and last name."""
    if party.kind is FaceKind.ROLE:
        return not party.plural and not is_person_role(party.label)
    return party.kind in _BODIES or (
        party.kind is FaceKind.UNKNOWN
        and not party.gender
        and not party.place
        and (party.body or all(" " not in form for form in party.forms))
    )


def is_settled(mention: Mention) -> bool:
    """Return whether a mention is a name or role, and no pronoun that must be looked up."""
    return mention.name.kind in (SourceKind.NAME, SourceKind.ROLE, SourceKind.JOINT)
