"""Common nouns for people: titles, trades, kin, and the plurals that stand for a party."""

from __future__ import annotations

from sayso.extract.words import TITLES, list_words

MORE_TITLES = frozenset(
    list_words(
        "alderman alderwoman councilman councilwoman commissioner advocate strategist marshal "
        "officer constable detective sergeant private corporal lieutenant brigadier admiral "
        "chief leader lawyer barrister journalist reporter correspondent analyst researcher "
        "economist banker premier emir emperor shah mufti bishop archbishop cardinal father "
        "sister brother rabbi pastor councillor councilor "
    )
)
ALL_TITLES = TITLES | MORE_TITLES
TRADES = MORE_TITLES | frozenset(
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
PARTIES = frozenset(
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
KIN = frozenset(
    list_words(
        "man woman boy girl father mother son daughter brother sister husband wife widow widower "
        "uncle aunt cousin nephew niece friend colleague neighbour neighbor official critic guard "
        "pilot nurse cook clerk guide coach chief expert aide guest spy monk nun priest king queen "
        "prince princess envoy diplomat delegate agent advocate resident client patient suspect "
        "defendant victim survivor witness refugee migrant head boss ally rival deputy heir "
        "secretary member speaker somebody someone person relative analyst student parent child"
    )
)
PERSONAL_ENDINGS = (
    "man", "woman", "person", "ist", "ian", "eer", "ologist", "ographer", "er", "or", "ee",
)  # fmt: skip
#: Nouns with such an ending that are no persons; a body or a thing is no "she".
NOT_PERSONAL = frozenset(
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
