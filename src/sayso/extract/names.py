"""What the words of a source say of who it is: a name, a role, a pronoun, and of what kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from sayso.core import FaceKind
from sayso.extract.party_kinds import KINDS, PROVINCES, STATES
from sayso.extract.trades import (
    ALL_TITLES as ALL_TITLES,
)
from sayso.extract.trades import (
    KIN,
    NOT_PERSONAL,
    PARTIES,
    PERSONAL_ENDINGS,
    TRADES,
)
from sayso.extract.words import DAYS, DETERMINERS, list_words, names_no_one


class SourceKind(StrEnum):
    """How a source names somebody."""

    NAME = "name"
    ROLE = "role"
    JOINT = "several names"
    FIRST_PERSON = "first person"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source, understood.

    `label` is the name or role without title, determiner and aside; `aliases` are other names that
    the source gives for it, "(LN)" or "(@handle)"; `title` the titles left off, lower case.
    `person` says that the words tell of one person: a title, an age, a trade. `apposed` says that
    the name stood in apposition to a role or the other way round, `body` that it has an article or
    an acronym, as no person's has. `parts` are the names of a source of several, "Ruiz and Dorn".
    """

    kind: SourceKind
    label: str
    aliases: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    person: bool = False
    apposed: bool = False
    body: bool = False
    parts: tuple[str, ...] = ()

    @property
    def normal(self) -> str:
        """Return the form under which sources of one document are grouped."""
        return normal_form(self.label)


_FIRST = frozenset(list_words("i we me us my our ours mine myself ourselves"))
_PRONOUNS = frozenset(
    list_words(
        "he she they it him her them his its their hers theirs himself herself themselves itself "
    )
)
_RELATIVES = frozenset(list_words("who which that whom whose"))
_NOBODY = frozenset(
    list_words("you your one this these there what everyone anyone somebody nobody")
)
_ROLE_LINK = re.compile(r"\s(?:of|for|from|in|at|with|on|by|to|among|close)\s")
_ASIDE = re.compile(r",|\s\(|\s(?:who|which|that|whose|whom)\s|\s[-–—]+\s|\s[-–—]+$")
_PAREN = re.compile(r"\(([^()]{1,40})\)")
_HANDLE = re.compile(r"@\w{1,40}")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=[sS])['’])$")
_TOKEN = re.compile(r"\S+")


def normal_form(name: str) -> str:
    """Return a name for comparing: no determiner, no possessive mark, one case, single spaces.

    >>> normal_form("The  Ministry’s"), normal_form("@Desk")
    ('ministry', '@desk')
    """
    words = _POSSESSIVE.sub("", " ".join(name.split())).casefold().split()
    while len(words) > 1 and words[0] in DETERMINERS:
        words = words[1:]
    return " ".join(words)


_REFLEXIVE = re.compile(r"(?<=\w)\s(?:himself|herself|itself|themselves)\Z")


@lru_cache(maxsize=4096)  # a name comes back in every other sentence of its document
def read_source(words: str) -> SourceName:
    """Return what a source's words say of who it is.

    >>> read_source("Gen. Ana Ruiz (ret.), a spokeswoman for the army,").label
    'Ana Ruiz'
    >>> read_source("the ministry's spokesman").kind
    <SourceKind.ROLE: 'role'>
    """
    found = _read_words(" ".join(words.split()))
    if found.kind is not SourceKind.NAME:
        return found
    # "Adela Vorin, a spokeswoman for the port": the first such noun is the name's own.
    noun = _GENDERED.search(words.lower())
    return replace(found, title=(*found.title, noun.group())) if noun else found


_GENDERED = re.compile(r"\b(?:spokes|chair|congress|business|police)(?:wo)?man\b")


def _read_words(flat: str) -> SourceName:
    core = _ASIDE.split(flat, maxsplit=1)[0].strip(' ,;:-–—"“”') if flat else ""
    aliases = tuple(
        found.strip()
        for found in _PAREN.findall(flat[: len(core) + 45])
        if _is_alias(found.strip())
    ) + tuple(h for h in _HANDLE.findall(flat) if f"({h})" not in flat and h != core)
    lower = core.lower()
    if not lower:
        return SourceName(SourceKind.NOBODY, flat)
    for members, kind in (
        (_FIRST, SourceKind.FIRST_PERSON),
        (_PRONOUNS, SourceKind.PRONOUN),
        (_RELATIVES, SourceKind.RELATIVE),
        (_NOBODY, SourceKind.NOBODY),
    ):
        if lower in members:
            return SourceName(kind, core)
    if lower.split()[-1] in ("whom", "which") and len(lower.split()) <= 4:
        return SourceName(SourceKind.RELATIVE, core)
    core = _POSSESSIVE.sub("", _REFLEXIVE.sub("", core)).strip()
    named = _apposed_name(core, flat, aliases)
    if named is not None:
        return replace(named, apposed=True)
    parts = split_joint(flat)
    if parts:
        return SourceName(SourceKind.JOINT, _bare(flat), parts=parts)
    if not core.strip("\"“”'‘’ "):
        return SourceName(SourceKind.NOBODY, flat)
    aside = flat[len(core) :].lower()
    found = _read_name(core, aliases, aside)
    if found.kind is SourceKind.NAME and _is_mixed(core):
        # "Farmers and northern Liberals": the last word alone is not who speaks.
        return SourceName(SourceKind.ROLE, _bare(core))
    return replace(found, apposed=aside.startswith(", "))


#: Words that stand before a name and tell nothing else: "former Governor Dorn".
_ADDED = frozenset(list_words("former ex then fellow rival"))
_PARENTHESIS = re.compile(r"\([^()]*\)")
_SEPARATOR = re.compile(r",\s+(?:and|or)\s+|,\s+|\s+(?:[Aa]nd|or)\s+")


def split_joint(flat: str) -> tuple[str, ...]:
    """Return the names of a source that is a list of names, or none where it is anything else.

    >>> split_joint("Alma Dorn, Jon Marr and the NRF"), split_joint("Ana Ruiz, a lawyer and poet")
    (('Alma Dorn', 'Jon Marr', 'NRF'), ())
    """
    plain = _PARENTHESIS.sub("", flat).strip(" ,")
    if not any(f" {word} " in plain for word in ("and", "And", "or")):
        return ()
    parts = []
    for piece in _SEPARATOR.split(plain):
        words = piece.split()
        while words and (words[0].lower() in _ADDED or is_personal(words[0].lower())):
            words = words[1:]
        if len(words) > 1 and words[0].lower() in DETERMINERS and _is_capital(words[1]):
            words = words[1:]
        if not words or not _is_capital(words[-1]):
            return ()
        if any(not _is_capital(word) and word.lower() not in PARTICLES for word in words):
            return ()
        if all(word.lower().strip(".") in ALL_TITLES | TRADES | PARTIES for word in words):
            return ()
        if not any(word.lower().strip(".") not in ALL_TITLES for word in words):
            return ()
        parts.append(" ".join(words))
    return tuple(parts) if len(parts) > 1 and all(parts) else ()


def _is_mixed(core: str) -> bool:
    """Return whether "and" joins a name to common nouns on either side, before any preposition."""
    head = _ROLE_LINK.split(core, maxsplit=1)[0]
    left, found, right = head.partition(" and ")
    if not found:
        return False
    words = [word for word in head.split() if word != "and" and word.lower() not in PARTICLES]
    if all(_is_capital(word) for word in words):
        return False
    # "Journalist and author Ana Ruiz" is one person.
    return not (is_personal(left.split()[-1]) and is_personal(right.split()[0]))


def _bare(flat: str) -> str:
    words = _PARENTHESIS.sub("", flat).strip(" ,").split()
    return " ".join(words[1:] if words[0].lower() in DETERMINERS and len(words) > 1 else words)


def _is_alias(inside: str) -> bool:
    return bool(_HANDLE.fullmatch(inside)) or (
        2 <= len(inside) <= 8 and inside.isupper() and inside.isalnum()
    )


def _apposed_name(core: str, flat: str, aliases: tuple[str, ...]) -> SourceName | None:
    """Return who a role's apposition names, "the governor, Ana Ruiz,", or None."""
    rest = flat[flat.find(core) + len(core) :] if core else ""
    if not rest.startswith((",", "'s,", "’s,")):
        return None
    role = _read_name(core, (), "")
    head = _ROLE_LINK.split(role.label, maxsplit=1)[0].split()
    shouted = all(word.lower().strip(".") in TRADES | ALL_TITLES for word in head)
    if role.kind is not SourceKind.ROLE and not shouted:
        return None
    personal = is_personal(head[-1]) if head else False
    if not head or (is_plural(role) and not personal) or head[-1].lower() in PARTIES:
        return None
    for part in rest.split(",")[1:]:
        words = part.split()
        if not words or not _is_full_name(
            words, single=personal and not _is_capital(core.split()[-1])
        ):
            continue
        found = _read_name(" ".join(words), aliases, "")
        if found.kind is SourceKind.NAME:
            return replace(found, person=found.person or personal)
    return None


def _is_full_name(words: list[str], *, single: bool) -> bool:
    """Return whether words are a name in capitals, and no place: "Raleigh, North Carolina,"."""
    plain = normal_form(" ".join(words))
    if plain in STATES or plain in PROVINCES or names_no_one(plain.split()):
        return False
    if not all(
        word[0].isupper() or word.lower() in PARTICLES or word[0] in "\"“‘'" for word in words
    ):
        return False
    return _is_capital(words[-1]) and words[-1][0].isalpha() and (len(words) > 1 or single)


def is_personal(noun: str) -> bool:
    """Return whether a common noun in the singular is somebody's trade, office or kin.

    >>> is_personal("governor"), is_personal("historian"), is_personal("ministry")
    (True, True, False)
    """
    word = noun.lower().strip(".")
    if word in NOT_PERSONAL:
        return False
    return word in TRADES or word in ALL_TITLES or word in KIN or word.endswith(PERSONAL_ENDINGS)


def _read_name(core: str, aliases: tuple[str, ...], aside: str) -> SourceName:
    words = core.split()
    body = words[0].lower() == "the" or any(alias.isupper() for alias in aliases)
    while len(words) > 1 and words[-1].lower() in DAYS:
        words = words[:-1]
    if len(words) > 1 and words[0].lower() in _QUANTIFIERS:
        # "many Liberals" are not the Liberals.
        return SourceName(SourceKind.ROLE, " ".join(words), aliases)
    if _is_common(words):
        return SourceName(SourceKind.ROLE, " ".join(words[1:]), aliases)
    if words[0].lower() in DETERMINERS and len(words) > 1:
        words = words[1:]
    # "X, a spokesman for Y" was cut at the comma; "a spokesman for Y", "Y's spokesman" are roles.
    links = [
        i
        for i, word in enumerate(words)
        if word.lower()
        in ("of", "for", "from", "in", "at", "with", "on", "by", "to", "among", "close")
    ]
    head = words[: links[0]] if links and links[0] > 0 else words
    ministers = words[links[0] :] if links and head[-1].lower() in ALL_TITLES else []
    if len(ministers) > 2 and ministers[1] in _PORTFOLIOS and _is_capital(ministers[2]):
        # "Secretary of State Ana Ruiz"
        named = _read_name(" ".join(ministers[2:]), aliases, aside)
        return replace(named, title=(head[-1].lower(), *named.title), person=True)
    if len(words) > len(head) + 2 and is_personal(words[-1]) and words[-1].islower():
        # "Friends for Change donor": what stands last is what he is.
        return SourceName(SourceKind.ROLE, " ".join(words), aliases)
    counted = len(head) == 1 and len(words) > 2 and not any(map(_is_capital, words[1:]))
    # "Hundreds of people": the capital is the sentence's.
    if not _is_capital(head[-1]) or counted or (len(head) == 1 and head[0].lower() in PARTIES):
        return SourceName(SourceKind.ROLE, " ".join(words), aliases)
    # "Spanish journalist Ana Ruiz": the name is the run of capitals behind the last common noun.
    start = len(head)
    while start > 0 and (
        _is_capital(head[start - 1])
        or head[start - 1].lower() in PARTICLES
        or (head[start - 1] == "and" and start > 1 and _is_capital(head[start - 2]))
    ):
        start -= 1
    while start < len(head) and head[start].lower() in PARTICLES and not _is_capital(head[start]):
        start += 1
    run = head[start:]
    if len(run) == 1 and start and run[0].lower() in dict(KINDS)[FaceKind.GROUP]:
        part = head[start - 1].lower()
        if run[0].endswith("s") and part not in DETERMINERS and not _POSSESSIVE.search(part):
            # "moderate Republicans": some of them, and a party of their own.
            return SourceName(SourceKind.ROLE, " ".join(words), aliases)
    owned = any(_POSSESSIVE.search(word) for word in head[:start])
    before = [word.lower().strip(".,") for word in head[:start]]
    titles = tuple(word for word in before if word in ALL_TITLES)
    trade = any(word in TRADES for word in before)
    # "General Staff", "General Motors": the title is part of the body's name.
    whole = [i for i, word in enumerate(run[:-1]) if word == "General" and run[i + 1] in _GENERAL]
    if whole:
        return SourceName(SourceKind.NAME, " ".join(run[whole[0] :]), aliases, body=True)
    last_title = max(
        (i for i, word in enumerate(run[:-1]) if word.lower().strip(".") in ALL_TITLES), default=-1
    )
    if last_title >= 0:
        titles += tuple(
            word.lower().strip(".")
            for word in run[: last_title + 1]
            if word.lower().strip(".") in ALL_TITLES
        )
        run = run[last_title + 1 :]
    if any(_POSSESSIVE.search(word) for word in run[:-1]):
        # "Fox's Chris Wallace", "Britain's Foreign Office": the owner is no part of the name.
        cut = max(i for i, word in enumerate(run[:-1]) if _POSSESSIVE.search(word))
        run = run[cut + 1 :]
        owned = True
    rest = words[len(head) :]
    # "Ministry of Defence" keeps its rest; "Senator Ruiz of Nevada", "Smith from Leeds" do not.
    if (
        rest
        and not titles
        and not trade
        and rest[0].lower() in ("of", "for")
        and _is_capital(rest[-1])
        and not owned
    ):
        run = run + rest
    told = any(word.strip(",.") in TRADES for word in aside.split()[:6]) or bool(
        re.match(r",? ?\d\d,|,? who ", aside)
    )
    person = bool(titles) or trade or (told and len(run) >= 2)
    return SourceName(
        SourceKind.NAME, " ".join(run), aliases, titles, person, body=body and not person
    )


_PORTFOLIOS = frozenset(
    list_words("State Defense Defence Justice Education Energy Labor Labour Finance Health Trade")
)


def _is_common(words: list[str]) -> bool:
    """Return whether words with an article are no name: "a super PAC", "the 43-year-old"."""
    article = words[0].lower()
    if len(words) > 1 and article in ("a", "an", "the") and words[-1][0].isdigit():
        return words[-1].endswith("-old")
    return (
        article in ("a", "an")
        and len(words) > 2
        and words[-1].isupper()
        and words[-2].islower()
        and words[-2] not in TRADES | ALL_TITLES | KIN
    )


_QUANTIFIERS = frozenset(
    list_words(
        "many some most several few all both other various two three four five six seven those "
        "these much none half one"
    )
)
_GENERAL = frozenset(list_words("Staff Assembly Council Motors Electric Dynamics Mills Command"))
PARTICLES = frozenset(list_words("al bin ibn von van de del der den la le el da dos du ul abu &"))


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1] in '@"“‘' or word[:1].isdigit()


def guess_kind(name: SourceName) -> FaceKind:
    """Return the kind of party, from titles and from words of its name; unknown when unsure."""
    if name.kind is SourceKind.ROLE:
        return FaceKind.ROLE
    plain = normal_form(name.label)
    if plain in STATES:
        return FaceKind.STATE
    words = plain.split()
    for kind, members in KINDS:
        if words[-1] in members or (
            len(words) > 1 and words[0] in members and kind is not FaceKind.GROUP
        ):
            return kind
    return FaceKind.PERSON if name.person else FaceKind.UNKNOWN


_MEMBERS = frozenset(
    list_words(
        "fighters terrorists militants gunmen insurgents rebels jihadists extremists forces "
        "guerrillas operatives members hackers"
    )
)


def find_group_of(words: str) -> SourceName | None:
    """Return the group whose members some words mean as one, "the NRF fighters", or None.

    Some of them, "two NRF fighters", are not the group.
    """
    parts = words.split()
    if len(parts) < 3 or parts[0].lower() != "the" or parts[-1].lower() not in _MEMBERS:
        return None
    name = read_source(" ".join(parts[:-1]))
    return name if name.kind is SourceKind.NAME and _is_capital(parts[-2]) else None


def is_animate(label: str) -> bool:
    """Return whether a plural role is of people: "residents", "members of the board"."""
    head = _ROLE_LINK.split(label, maxsplit=1)[0].split()
    if not head:
        return False
    noun = head[-1].lower()
    return (
        noun in PARTIES - _INANIMATE
        or noun in _PEOPLE
        or _is_capital(head[-1])
        or (noun.endswith("s") and is_personal(noun[:-1]))
    )


_PEOPLE = frozenset(list_words("voters people women men children persons families donors fans"))
_INANIMATE = frozenset(
    list_words(
        "rumours rumors reports polls surveys studies some many several most few both others"
    )
)


def is_person_role(label: str) -> bool:
    """Return whether a role is one person's, by its head noun: "spokesman for the army"."""
    head = _ROLE_LINK.split(label, maxsplit=1)[0].split()
    return bool(head) and is_personal(head[-1])


def is_plural(name: SourceName) -> bool:
    """Return whether a role is of several: "officials", "critics of the plan"."""
    head = name.label.split(" of ")[0].split(" for ")[0].split(" in ")[0].split(" from ")[0].split()
    last = head[-1].lower() if head else ""
    return last in ("people", "police", "men", "women", "some", "many", "others") or (
        last.endswith("s") and not last.endswith("ss")
    )


def gender_of(name: SourceName) -> str:
    """Return "m", "f" or "" from the titles alone; first names are not guessed at."""
    if {
        "mr",
        "sir",
        "lord",
        "spokesman",
        "king",
        "prince",
        "chairman",
        "congressman",
        "businessman",
        "policeman",
    } & set(name.title):
        return "m"
    if {
        "mrs",
        "ms",
        "miss",
        "dame",
        "lady",
        "spokeswoman",
        "queen",
        "princess",
        "chairwoman",
        "congresswoman",
        "businesswoman",
        "policewoman",
    } & set(name.title):
        return "f"
    return ""


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the parts of a name that white space separates."""
    return tuple(_TOKEN.findall(text))
