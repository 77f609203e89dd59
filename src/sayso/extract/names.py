"""What the words of a source say of who it is: a name, a role, a pronoun, and of what kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.core import FaceKind
from sayso.extract.words import DETERMINERS, TITLES, list_words, names_no_one


class SourceKind(StrEnum):
    """How a source names somebody."""

    NAME = "name"
    ROLE = "role"
    FIRST_PERSON = "first person"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class SourceName:
    """A source, understood.

    `label` is the name or role without title, determiner and aside; `aliases` are other names that
    the source gives for it, "(LN)" or "(@handle)"; `title` the titles left off, lower case.
    `person` says that the words tell of one person: a title, an age, a trade.
    """

    kind: SourceKind
    label: str
    aliases: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    person: bool = False

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
    list_words("you your one this these those there what everyone anyone somebody nobody")
)
_MORE_TITLES = frozenset(
    list_words(
        "alderman alderwoman councilman councilwoman commissioner advocate strategist marshal "
        "officer constable detective sergeant private corporal lieutenant brigadier admiral "
        "chief leader lawyer barrister journalist reporter correspondent analyst researcher "
        "economist banker premier emir emperor shah mufti bishop archbishop cardinal father "
        "sister brother rabbi pastor "
    )
)
ALL_TITLES = TITLES | _MORE_TITLES
_TRADES = _MORE_TITLES | frozenset(
    list_words(
        "president senator governor general colonel captain minister secretary judge justice "
        "director chairman chairwoman spokesman spokeswoman spokesperson ambassador deputy mayor "
        "commander professor doctor attorney prosecutor teacher student engineer farmer nurse "
        "doctor author founder partner executive manager activist politician candidate lawmaker "
        "fellow scholar expert historian veteran soldier witness resident neighbour neighbor "
        "owner head aide adviser advisor editor columnist writer publisher scientist chemist "
    )
)
#: Common nouns that stand alone for parties, also with the capital of a sentence's first word.
_PARTIES = frozenset(
    list_words(
        "officials critics prosecutors analysts researchers experts lawyers lawmakers witnesses "
        "residents supporters opponents sources police authorities investigators scientists "
        "economists rebels militants activists observers diplomats aides voters doctors soldiers "
        "reporters journalists leaders members people others many some several most few both "
        "hackers insurgents fighters protesters workers employees managers investors shareholders "
        "creditors traders customers neighbours neighbors relatives families friends colleagues "
        "insiders advisers advisors allies rivals commentators historians scholars academics "
        "veterans teachers students parents police detectives judges jurors defendants plaintiffs "
        "regulators legislators senators ministers generals commanders monitors inspectors "
        "rumours rumors reports polls surveys studies"
    )
)
#: Words in capitals that begin or end the names of what is no person.
_KINDS: tuple[tuple[FaceKind, frozenset[str]], ...] = (
    (
        FaceKind.OUTLET,
        frozenset(
            list_words(
                "times post news herald tribune guardian reuters cnn bbc journal gazette press "
                "observer telegraph chronicle examiner courier broadcasting television radio "
                "magazine jazeera spiegel monde buzzfeed politico npr abc nbc cbs afp tass "
                "xinhua dawn newspaper daily weekly ap "
            )
        ),
    ),
    (
        FaceKind.SERVICE,
        frozenset(
            list_words(
                "isi cia fbi nsa mossad mi5 mi6 gchq fsb gru kgb svr raw nds mit dgse bnd "
                "intelligence "
            )
        ),
    ),
    (
        FaceKind.UNIT,
        frozenset(list_words("brigade battalion division regiment squadron platoon corps fleet")),
    ),
    (
        FaceKind.GROUP,
        frozenset(
            list_words(
                "network front army taliban isis iskp isil militia militias movement gang cartel "
                "hamas hezbollah houthis insurgents rebels islamists guerrillas democrats "
                "republicans qaeda qaida "
            )
        ),
    ),
    (
        FaceKind.ORGANISATION,
        frozenset(
            list_words(
                "ministry department agency bureau commission committee council party university "
                "institute foundation association company inc inc. corp corp. ltd ltd. llc bank "
                "court office administration union federation league organisation organization "
                "nato congress senate parliament police campaign group house pentagon center "
                "centre authority board society tribunal airlines motors systems holdings "
            )
        ),
    ),
)
_STATES = frozenset(
    name.lower()
    for name in [
        "Afghanistan",
        "Albania",
        "Algeria",
        "Argentina",
        "Armenia",
        "Australia",
        "Austria",
        "Azerbaijan",
        "Bahrain",
        "Bangladesh",
        "Belarus",
        "Belgium",
        "Bolivia",
        "Bosnia",
        "Brazil",
        "Britain",
        "Bulgaria",
        "Burma",
        "Cambodia",
        "Cameroon",
        "Canada",
        "Chad",
        "Chile",
        "China",
        "Colombia",
        "Congo",
        "Croatia",
        "Cuba",
        "Cyprus",
        "Denmark",
        "Ecuador",
        "Egypt",
        "England",
        "Eritrea",
        "Estonia",
        "Ethiopia",
        "Finland",
        "France",
        "Georgia",
        "Germany",
        "Ghana",
        "Greece",
        "Guatemala",
        "Haiti",
        "Honduras",
        "Hungary",
        "Iceland",
        "India",
        "Indonesia",
        "Iran",
        "Iraq",
        "Ireland",
        "Israel",
        "Italy",
        "Japan",
        "Jordan",
        "Kazakhstan",
        "Kenya",
        "Kosovo",
        "Kuwait",
        "Kyrgyzstan",
        "Laos",
        "Latvia",
        "Lebanon",
        "Liberia",
        "Libya",
        "Lithuania",
        "Malaysia",
        "Mali",
        "Mexico",
        "Moldova",
        "Mongolia",
        "Morocco",
        "Mozambique",
        "Myanmar",
        "Nepal",
        "Netherlands",
        "New Zealand",
        "Nicaragua",
        "Niger",
        "Nigeria",
        "North Korea",
        "Norway",
        "Oman",
        "Pakistan",
        "Palestine",
        "Panama",
        "Peru",
        "Philippines",
        "Poland",
        "Portugal",
        "Qatar",
        "Romania",
        "Russia",
        "Rwanda",
        "Saudi Arabia",
        "Scotland",
        "Senegal",
        "Serbia",
        "Singapore",
        "Slovakia",
        "Slovenia",
        "Somalia",
        "South Africa",
        "South Korea",
        "South Sudan",
        "Spain",
        "Sri Lanka",
        "Sudan",
        "Sweden",
        "Switzerland",
        "Syria",
        "Taiwan",
        "Tajikistan",
        "Tanzania",
        "Thailand",
        "Tunisia",
        "Turkey",
        "Turkmenistan",
        "U.K.",
        "U.S.",
        "UAE",
        "UK",
        "US",
        "USA",
        "Uganda",
        "Ukraine",
        "United Kingdom",
        "United States",
        "United Arab Emirates",
        "Uruguay",
        "Uzbekistan",
        "Venezuela",
        "Vietnam",
        "Yemen",
        "Zambia",
        "Zimbabwe",
    ]
)
#: Places of two words that stand behind a comma as names do.
_PROVINCES = frozenset(
    name.replace("_", " ")
    for name in list_words(
        "new_york new_jersey new_mexico new_hampshire north_carolina south_carolina north_dakota "
        "south_dakota west_virginia rhode_island british_columbia nova_scotia new_brunswick "
        "new_south_wales south_australia western_australia northern_ireland puerto_rico "
        "new_delhi hong_kong "
    )
)
_KIN = frozenset(
    list_words(
        "man woman boy girl father mother son daughter brother sister husband wife widow widower "
        "uncle aunt cousin nephew niece friend colleague neighbour neighbor official critic guard "
        "pilot nurse cook clerk guide coach chief expert aide guest spy monk nun priest king queen "
        "prince princess envoy diplomat delegate agent advocate resident client patient suspect "
        "defendant victim survivor witness refugee migrant head boss ally rival deputy heir "
        "secretary member speaker somebody someone person relative analyst student parent child"
    )
)
_PERSONAL_ENDINGS = (
    "man", "woman", "person", "ist", "ian", "eer", "ologist", "ographer", "er", "or", "ee",
)  # fmt: skip
#: Nouns with such an ending that are no persons; a body or a thing is no "she".
_NOT_PERSONAL = frozenset(
    list_words(
        "committee newspaper paper letter number order power border river water matter center "
        "centre tower weather winter summer carrier server router browser filter "
        "chapter quarter charter order error mirror sector factor motor monitor vector tractor "
        "corridor harbor terror horror computer counter register ledger banner poster offer "
        "answer tanker freighter cruiser bomber list fist human coffee fee tree "
        "degree decree guarantee broadcaster publisher regulator insurer carmaker maker retailer "
        "lender employer producer supplier operator manufacturer exporter importer refiner "
        "developer explorer provider contractor brewer builder grocer airliner observer "
        "consumer watchdog career ulster folder disaster cluster "
        "parlor flavor door floor vigor"
    )
)
_ROLE_LINK = re.compile(r"\s(?:of|for|from|in|at|with|on|by|to|among|close)\s")
_ASIDE = re.compile(r",|\s\(|\s(?:who|which|that|whose|whom)\s|\s[-–—]+\s|\s[-–—]+$")
_PAREN = re.compile(r"\(([^()]{1,40})\)")
_HANDLE = re.compile(r"@\w{1,40}")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
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
        return named
    if not core.strip("\"“”'‘’ "):
        return SourceName(SourceKind.NOBODY, flat)
    aside = flat[len(core) :].lower()
    return _read_name(core, aliases, aside)


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
    shouted = all(word.lower().strip(".") in _TRADES | ALL_TITLES for word in head)
    if role.kind is not SourceKind.ROLE and not shouted:
        return None
    personal = is_personal(head[-1]) if head else False
    if not head or (is_plural(role) and not personal) or head[-1].lower() in _PARTIES:
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
    if plain in _STATES or plain in _PROVINCES or names_no_one(plain.split()):
        return False
    if not all(
        word[0].isupper() or word.lower() in _PARTICLES or word[0] in "\"“‘'" for word in words
    ):
        return False
    return _is_capital(words[-1]) and words[-1][0].isalpha() and (len(words) > 1 or single)


def is_personal(noun: str) -> bool:
    """Return whether a common noun in the singular is somebody's trade, office or kin.

    >>> is_personal("governor"), is_personal("historian"), is_personal("ministry")
    (True, True, False)
    """
    word = noun.lower().strip(".")
    if word in _NOT_PERSONAL:
        return False
    return word in _TRADES or word in ALL_TITLES or word in _KIN or word.endswith(_PERSONAL_ENDINGS)


def _read_name(core: str, aliases: tuple[str, ...], aside: str) -> SourceName:
    words = core.split()
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
    if not _is_capital(head[-1]) or (len(head) == 1 and head[0].lower() in _PARTIES):
        return SourceName(SourceKind.ROLE, " ".join(words), aliases)
    # "Spanish journalist Ana Ruiz": the name is the run of capitals behind the last common noun.
    start = len(head)
    while start > 0 and (_is_capital(head[start - 1]) or head[start - 1].lower() in _PARTICLES):
        start -= 1
    while start < len(head) and head[start].lower() in _PARTICLES and not _is_capital(head[start]):
        start += 1
    run = head[start:]
    owned = any(_POSSESSIVE.search(word) for word in head[:start])
    before = [word.lower().strip(".,") for word in head[:start]]
    titles = tuple(word for word in before if word in ALL_TITLES)
    trade = any(word in _TRADES for word in before)
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
    told = any(word.strip(",.") in _TRADES for word in aside.split()[:6]) or bool(
        re.match(r",? ?\d\d,|,? who ", aside)
    )
    person = bool(titles) or trade or (told and len(run) >= 2)
    return SourceName(SourceKind.NAME, " ".join(run), aliases, titles, person)


_PARTICLES = frozenset(list_words("al bin ibn von van de del der den la le el da dos du ul abu &"))


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1] in '@"“‘' or word[:1].isdigit()


def guess_kind(name: SourceName) -> FaceKind:
    """Return the kind of party, from titles and from words of its name; unknown when unsure."""
    if name.kind is SourceKind.ROLE:
        return FaceKind.ROLE
    plain = normal_form(name.label)
    if plain in _STATES:
        return FaceKind.STATE
    words = plain.split()
    for kind, members in _KINDS:
        if words[-1] in members or (
            len(words) > 1 and words[0] in members and kind is not FaceKind.GROUP
        ):
            return kind
    return FaceKind.PERSON if name.person else FaceKind.UNKNOWN


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
