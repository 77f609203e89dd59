"""Words in names that tell what a party is: bodies, units, services, outlets, states."""

from __future__ import annotations

from sayso.core import FaceKind
from sayso.extract.words import list_words

#: Words in capitals that begin or end the names of what is no person.
KINDS: tuple[tuple[FaceKind, frozenset[str]], ...] = (
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
                "hospital school college clinic museum church mosque airport railways insurance "
                "laboratories labs partners industries networks studios records "
            )
        ),
    ),
)
#: States, spaces written as "_".
STATES = frozenset(
    name.replace("_", " ").lower()
    for name in list_words(
        "Afghanistan Albania Algeria Argentina Armenia Australia Austria Azerbaijan Bahrain "
        "Bangladesh Belarus Belgium Bolivia Bosnia Brazil Britain Bulgaria Burma Cambodia "
        "Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Denmark Ecuador "
        "Egypt England Eritrea Estonia Ethiopia Finland France Georgia Germany Ghana Greece "
        "Guatemala Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel "
        "Italy Japan Jordan Kazakhstan Kenya Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon "
        "Liberia Libya Lithuania Malaysia Mali Mexico Moldova Mongolia Morocco Mozambique "
        "Myanmar Nepal Netherlands New_Zealand Nicaragua Niger Nigeria North_Korea Norway "
        "Oman Pakistan Palestine Panama Peru Philippines Poland Portugal Qatar Romania Russia "
        "Rwanda Saudi_Arabia Scotland Senegal Serbia Singapore Slovakia Slovenia Somalia "
        "South_Africa South_Korea South_Sudan Spain Sri_Lanka Sudan Sweden Switzerland Syria "
        "Taiwan Tajikistan Tanzania Thailand Tunisia Turkey Turkmenistan U.K. U.S. UAE UK US "
        "USA Uganda Ukraine United_Kingdom United_States United_Arab_Emirates Uruguay "
        "Uzbekistan Venezuela Vietnam Yemen Zambia Zimbabwe "
    )
)
#: Places of two words that stand behind a comma as names do.
PROVINCES = frozenset(
    name.replace("_", " ")
    for name in list_words(
        "new_york new_jersey new_mexico new_hampshire north_carolina south_carolina north_dakota "
        "south_dakota west_virginia rhode_island british_columbia nova_scotia new_brunswick "
        "new_south_wales south_australia western_australia northern_ireland puerto_rico "
        "new_delhi hong_kong "
    )
)
