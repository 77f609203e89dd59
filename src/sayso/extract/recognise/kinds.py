"""Words that tell the kind of a name: its own last word, a title, what stands beside it."""

from __future__ import annotations

from sayso.extract.names import ALL_TITLES
from sayso.extract.recognise.mention import MentionKind
from sayso.extract.words import list_words

#: Last words of names, in lower case; the first kind that holds a word counts.
_HEADS: tuple[tuple[MentionKind, frozenset[str]], ...] = tuple(
    (kind, frozenset(list_words(words)))
    for kind, words in (
        (
            MentionKind.OUTLET,
            "times post news herald tribune gazette radio tv television press journal observer "
            "telegraph chronicle examiner courier broadcasting broadcaster magazine newspaper "
            "daily weekly mail monitor wire dispatch sentinel globe mirror standard argus echo "
            "bulletin review",
        ),
        (
            MentionKind.SERVICE,
            "intelligence service services directorate mukhabarat securitate",
        ),
        (
            MentionKind.UNIT,
            "brigade battalion division regiment squadron platoon corps fleet squad unit "
            "company# commandos commando rangers marines paratroopers",
        ),
        (
            MentionKind.GROUP,
            "front legion militia militias network movement gang cartel faction resistance "
            "column circle men brigades rebels fighters hackers collective clan syndicate band "
            "jihad insurgents guerrillas crew army guard guards ring mafia wolves wolf falcons "
            "hawks sons lions tigers eagles brotherhood taliban isis hezbollah hamas cell "
            "kitten bear panda spider team liberation warriors vanguard shield sword dawn houthis "
            "militants loyalists partisans separatists volunteers raiders hand",
        ),
        (
            MentionKind.ORGANISATION,
            "ministry department agency bureau commission committee council party university "
            "institute foundation association inc inc. corp corp. ltd ltd. llc plc bank court "
            "office administration union federation league organisation organization nato "
            "congress senate parliament police campaign house center centre authority board "
            "society tribunal airlines airways motors systems holdings holding company fund trust "
            "bloc alliance coalition partners capital logistics energy mining foods shipping "
            "lines freight pharma pharmaceuticals labs laboratories technologies software "
            "industries international consulting ventures solutions security insurance college "
            "community assembly chamber synod church exchange works steel oil gas power "
            "telecom networks "
            "group electronics ferries pipelines pipeline trade trading logistics ports "
            "railways bakery "
            "media publishing brothers sons. associates cooperative co-operative club forces force "
            "navy agency. treasury customs coastguard mills foundry",
        ),
        (
            MentionKind.STATE,
            "republic emirate emirates kingdom caliphate principality sultanate states "
            "confederation empire government",
        ),
        (
            MentionKind.PLACE,
            "city valley river lake mountain mountains bay island islands street square airport "
            "bridge harbour harbor port province district region county coast hills pass market "
            "station road avenue park plaza tower strait sea ocean gulf peninsula desert forest "
            "village town heights hotel hospital prison barracks stadium mosque cathedral palace "
            "dam delta canal quay",
        ),
        (
            MentionKind.EVENT,
            "war battle summit accords massacre uprising revolution election elections games "
            "conference treaty intifada offensive siege coup crisis bombing bombings attacks",
        ),
    )
)
#: First words of names.
_STARTS = {
    "radio": MentionKind.OUTLET,
    "ministry": MentionKind.ORGANISATION,
    "department": MentionKind.ORGANISATION,
    "bank": MentionKind.ORGANISATION,
    "university": MentionKind.ORGANISATION,
    "institute": MentionKind.ORGANISATION,
    "council": MentionKind.ORGANISATION,
    "court": MentionKind.ORGANISATION,
    "committee": MentionKind.ORGANISATION,
    "union": MentionKind.ORGANISATION,
    "league": MentionKind.ORGANISATION,
    "house": MentionKind.ORGANISATION,
    "office": MentionKind.ORGANISATION,
    "republic": MentionKind.STATE,
    "kingdom": MentionKind.STATE,
    "emirate": MentionKind.STATE,
    "lake": MentionKind.PLACE,
    "mount": MentionKind.PLACE,
    "port": MentionKind.PLACE,
    "fort": MentionKind.PLACE,
    "camp": MentionKind.PLACE,
    "operation": MentionKind.EVENT,
    "battle": MentionKind.EVENT,
    "unit": MentionKind.UNIT,
    "brigade": MentionKind.UNIT,
    "army": MentionKind.GROUP,
    "movement": MentionKind.GROUP,
    "front": MentionKind.GROUP,
    "brotherhood": MentionKind.GROUP,
    "sons": MentionKind.GROUP,
    "soldiers": MentionKind.GROUP,
    "team": MentionKind.GROUP,
    "guardians": MentionKind.GROUP,
}
#: Common nouns that end a name although they are written small: "Haqqani network".
TAILS = frozenset(
    list_words(
        "network group brigade brigades militia movement front cartel gang clan syndicate faction "
        "force regiment battalion crew collective column"
    )
)
#: Common nouns for parties: what stands in apposition to a name, or alone for an unnamed one.
NOUNS: dict[str, MentionKind] = {
    word: kind
    for kind, words in (
        (
            MentionKind.GROUP,
            "leadership group groups network militia militias movement gang cartel faction "
            "factions "
            "insurgency rebels insurgents militants guerrillas terrorists cell cells outfit "
            "organisation# band hackers syndicate clan mercenaries fighters separatists "
            "jihadists extremists gunmen alliance# collective crew ring",
        ),
        (
            MentionKind.ORGANISATION,
            "company firm bank party union cabinet junta ministry department foundation "
            "charity fund trust "
            "agency business council court commission committee organisation organization "
            "corporation conglomerate subsidiary startup start-up contractor supplier broker "
            "shareholder manufacturer maker insurer lender retailer brokerage consortium "
            "institute university college school church parliament police army navy military "
            "regulator coalition alliance association federation league board consultancy "
            "airline carrier operator publisher shipyard refinery shell vendor holding firms "
            "companies utility bloc wing branch arm office administration unions forces",
        ),
        (
            MentionKind.SERVICE,
            "service services spies intelligence spy",
        ),
        (MentionKind.UNIT, "brigade battalion division regiment squadron platoon unit"),
        (
            MentionKind.OUTLET,
            "newspaper broadcaster magazine website outlet daily weekly newspapers station paper",
        ),
        (
            MentionKind.STATE,
            "state states government governments country countries nation nations regime republic "
            "kingdom power powers neighbour neighbor",
        ),
        (
            MentionKind.PLACE,
            "city town village province district region capital port valley island river airport",
        ),
    )
    for word in words.replace("#", "").split()
}
#: First words that tell more than the last: "Operation Desert Shield".
_STRONG = frozenset(list_words("operation battle radio lake mount unit"))
STATE_NOUNS = frozenset(
    list_words(
        "ministry army government president parliament envoy ambassador border premier ministers "
        "embassy navy capital foreign defence defense interior police military intelligence prime "
        "minister constitution currency supreme secret troops soldiers"
    )
)
#: Words before a name that a place stands behind.
PLACE_LEADS = frozenset(list_words("in near across outside inside around throughout at into"))
_COMPANY = frozenset(list_words("holdings holding group partners capital"))

#: Words that join the parts of a name.
JOINS = frozenset(
    list_words("of for in de del la al bin ibn von van der den & und ul da dos wal wa ag")
)


def kind_by_words(words: list[str]) -> MentionKind | None:
    """Return the kind that the first or last word of a name tells, or None.

    >>> kind_by_words(["Velm", "Gazette"]), kind_by_words(["Ana", "Ruiz"])
    (<MentionKind.OUTLET: 'outlet'>, None)
    """
    last = words[-1].casefold()
    if len(words) > 1 or last in ("parliament", "congress", "senate", "police"):
        first = words[0].casefold()
        if first in _STRONG and last not in _COMPANY:
            return _STARTS[first]
        secret = len(words) > 1 and words[-2].casefold() in ("intelligence", "security", "secret")
        if secret and last in ("bureau", "agency", "office"):
            return MentionKind.SERVICE
        for kind, members in _HEADS:
            if last in members:
                return kind
        if first in _STARTS and last not in _COMPANY:
            return _STARTS[first]
        for index, word in enumerate(words[1:], start=1):
            # "Ministry of Defence", "Workers' Union of Orlo": the head stands before "of".
            if word.casefold() in ("of", "for", "in") and index > 0:
                return kind_by_words(words[:index]) if index > 1 else _STARTS.get(first)
    return None


def is_title(word: str) -> bool:
    """Return whether a word stands before a person's name: "Gen.", "Governor"."""
    return word.casefold().strip(".") in ALL_TITLES
