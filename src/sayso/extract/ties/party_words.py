"""Words for parties: pronouns, those who stand for a body, descriptions that any party can bear."""

from __future__ import annotations

from sayso.extract.words import list_words

#: Those who stand for the body they are of: "officers of the Orlo Guard were trained".
MEMBERS = frozenset(
    list_words(
        "terrorists jihadists fighters soldiers officers militants members troops forces "
        "gunmen men operatives agents "
        "hackers militiamen insurgents rebels commandos units supporters cadres spies "
        "warplanes ships planes artillery militias militia"
    )
)


RULERS = frozenset(list_words("government regime authorities state administration"))


SINGULAR = frozenset(list_words("it its itself"))


PLURAL = frozenset(list_words("they them their themselves both"))


REFLEXIVE = frozenset(list_words("itself himself herself themselves"))


#: What can be said to say something, and do little else.
VOICES = frozenset(
    list_words(
        "report inquiry tribunal jury panel statement manifesto indictment sheet communique "
        "communiqué register study dossier letter judgment verdict audit investigation paper "
        "article book filing complaint lawsuit note memo cable archive documents reports"
    )
)


PERSONAL = frozenset(list_words("he him his himself she her hers herself"))


FIRST = frozenset(list_words("we us our i me my myself ourselves"))


#: Plural nouns for persons that are parties: no list of trades has them.
PEOPLE = frozenset(
    list_words(
        "people men women someone somebody leaders brothers students officials agents police "
        "villagers residents oligarchs businessmen warlords smugglers intruders attackers "
        "raiders assailants actors donors investors creditors affiliates proxies allies rivals "
        "partners backers handlers sponsors perpetrators kidnappers assassins thieves dissidents "
        "exiles emigres settlers tribes families relatives critics opponents opposition "
        "coup-makers "
        "plotters mutineers affiliate aircraft warplanes jets drones separatists insider"
    )
)


#: Descriptions that any name of their kind can bear: "the trust" is only what is called a trust.
GENERIC = frozenset(
    list_words(
        "group network militia movement gang cartel faction outfit organisation organization "
        "company "
        "firm business corporation conglomerate agency service state country nation "
        "government regime "
        "newspaper broadcaster outlet rebels insurgents militants terrorists jihadists "
        "hackers crew "
        "collective syndicate force guerrillas extremists insurgency brigade unit firms"
    )
)


REPEATING = frozenset(
    list_words("same armed militant terror terrorist rebel extremist jihadist new whole entire")
)
