"""Nouns and verbs of acts that somebody can be said to have done, with their types."""

from __future__ import annotations

from sayso.extract.ties.forms import list_forms, pluralise

#: Type: nouns of the event, verbs that tell of it with who did it as their subject.
_TYPES = (
    ("abduction", "abduction kidnapping kidnap", "abduct kidnap"),
    ("air_strike", "air-strike airstrike air_strike air_raid drone_strike", ""),
    ("ambush", "ambush", "ambush"),
    ("arson", "arson fire blaze", "torch"),
    (
        "attack",
        "attack assault strike incursion onslaught atrocity act incident",
        "attack assault strike",
    ),
    ("battle", "battle clash", ""),
    ("bombing", "bombing blast explosion bomb detonation suicide_attack", "bomb"),
    ("coup", "coup putsch", ""),
    (
        "cyber_attack",
        "hack hacking breach intrusion cyberattack cyber-attack hijacking",
        "hack breach break_into",
    ),
    ("fraud", "fraud embezzlement swindle scam forgery", "embezzle defraud swindle"),
    (
        "killing",
        "killing murder assassination slaying beheading execution lynching",
        "kill murder assassinate behead",
    ),
    ("leak", "leak", ""),
    ("massacre", "massacre slaughter genocide", "massacre"),
    ("poisoning", "poisoning", "poison"),
    ("raid", "raid storming", "raid storm"),
    ("sabotage", "sabotage", "sabotage"),
    ("shelling", "shelling bombardment", "shell bombard"),
    ("shooting", "shooting", "gun_down shoot_down shoot_dead shoot"),
    ("theft", "theft robbery heist burglary looting smuggling", "rob burgle loot steal"),
)
EVENT_NOUNS: dict[str, str] = {}
for _type, _nouns, _ in _TYPES:
    for _noun in _nouns.split():
        if "_" not in _noun:
            EVENT_NOUNS.setdefault(_noun, _type)
            EVENT_NOUNS.setdefault(pluralise(_noun), _type)
#: Form of a verb: the type of the event that it tells, its class, and the words that may or must
#: stand behind it ("" where it tells an event alone).
EVENT_VERBS: dict[str, tuple[str, str, tuple[str, ...]]] = {}
for _type, _, _verbs in _TYPES:
    for _verb in _verbs.split():
        _base, _, _particle = _verb.partition("_")
        for _form, _kind in list_forms(_base).items():
            _, _, _more = EVENT_VERBS.get(_form, (_type, _kind, ()))
            EVENT_VERBS[_form] = (_type, _kind, (*_more, _particle))
