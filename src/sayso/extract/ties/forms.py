"""The table of triggers, and the forms that are generated from it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from sayso.core import find_predicate
from sayso.extract.words import verb_forms

#: What the table of words lacks: other irregular verbs, and those that double their last letter.
_ODD = {
    "be": "be:b is:s are:b was:d were:d been:n being:g am:b",
    "feed": "feed:b feeds:s fed:d feeding:g",
    "hide": "hide:b hides:s hid:d hidden:n hiding:g",
    "lend": "lend:b lends:s lent:d lending:g",
    "swear": "swear:b swears:s swore:d sworn:n swearing:g",
    "prop": "prop:b props:s propped:d propping:g",
    "ship": "ship:b ships:s shipped:d shipping:g",
    "equip": "equip:b equips:s equipped:d equipping:g",
    "abet": "abet:b abets:s abetted:d abetting:g",
    "tip": "tip:b tips:s tipped:d tipping:g",
    "slip": "slip:b slips:s slipped:d slipping:g",
    "channel": "channel:b channels:s channelled:d channeled:d channelling:g channeling:g",
    "funnel": "funnel:b funnels:s funnelled:d funneled:d funnelling:g funneling:g",
    "spin": "spin:b spins:s spun:d spinning:g",
    "plot": "plot:b plots:s plotted:d plotting:g",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """One trigger: `words` are its slots, each the words that may stand there.

    A slot ("*",) is up to three words that describe, ("~",) the object. `form` is `verb`, `noun`,
    `act`, `with`, `pairs`, `hyphen`, `word`, `before`, `states` (a verb of state) or `undoes`. `of`
    holds the prepositions that a noun's or an act's other party stands behind. `swap` says that the
    one who does it is the second argument. `kind` is the qualifier of "supports".
    """

    predicate: str
    form: str
    words: tuple[tuple[str, ...], ...]
    of: tuple[str, ...] = ()
    swap: bool = False
    kind: str | None = None

    @property
    def letters(self) -> str:
        """Return the kinds of the arguments: see `sayso.core.Predicate`."""
        return find_predicate(self.predicate).arguments


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by the word that they are looked up by; for verbs with the class of the form."""

    version: str
    verbs: dict[str, list[tuple[Pattern, str]]] = field(default_factory=dict)
    nouns: dict[str, list[tuple[Pattern, bool]]] = field(default_factory=dict)
    acts: dict[str, list[Pattern]] = field(default_factory=dict)
    withs: dict[str, list[Pattern]] = field(default_factory=dict)
    pairs: dict[str, list[Pattern]] = field(default_factory=dict)
    hyphens: dict[str, Pattern] = field(default_factory=dict)
    words: dict[str, list[Pattern]] = field(default_factory=dict)
    befores: dict[str, Pattern] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    links: dict[str, set[str]] = field(default_factory=dict)


def list_forms(base: str) -> dict[str, str]:
    """Return the forms of a verb with their classes, as `sayso.extract.words.verb_forms`."""
    odd = _ODD.get(base)
    if odd is None:
        return verb_forms(base)
    return dict(item.split(":") for item in odd.split())


def pluralise(noun: str) -> str:
    """Return the plural of a noun by the common rules."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the built-in table of triggers, made once.

    It is a part of the program as its modules are, kept as a file that a person can read; nothing
    of the user's is opened here.
    """
    return read_lexicon(files(__package__).joinpath("triggers.toml").read_text("utf-8"))


def read_lexicon(toml: str) -> Lexicon:
    """Return a table of triggers from its words.

    Raises
    ------
    DataError
        When a predicate is not in the closed core.
    """
    table = tomllib.loads(toml)
    lexicon = Lexicon(table["version"])
    for row in table["tie"]:
        _add_tie(lexicon, row)
    for row in table["state"]:
        _add_state(lexicon, row)
    return lexicon


def _slots(string: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.split("|")) for word in string.split())


def _add_tie(lexicon: Lexicon, row: dict[str, Any]) -> None:
    of = tuple(row.get("of", ("of",)))

    def make(form: str, string: str) -> Pattern:
        return Pattern(
            find_predicate(row["predicate"]).name,
            form,
            _slots(string),
            of,
            row.get("swap", False),
            row.get("kind"),
        )

    for string in row.get("verbs", ()):
        _add_verb(lexicon, make("verb", string))
    for string in row.get("together", ()):
        _add_verb(lexicon, make("together", string))
    for string in row.get("hyphen", ()):
        lexicon.hyphens.setdefault(string, make("hyphen", string))
    for string in row.get("nouns", ()):
        pattern = make("noun", string)
        *first, last = string.split()
        lexicon.nouns.setdefault((*first, last)[0], []).append((pattern, False))
        many = make("noun", " ".join((*first, pluralise(last))))
        lexicon.nouns.setdefault(many.words[0][0], []).append((many, True))
    for string in row.get("acts", ()):
        lexicon.acts.setdefault(string.split()[0], []).append(make("act", string))
    for string in row.get("with", ()):
        lexicon.withs.setdefault(string.split()[0], []).append(make("with", string))
    for string in row.get("pairs", ()):
        lexicon.pairs.setdefault(string.split()[0], []).append(make("pairs", string))


def _add_verb(lexicon: Lexicon, pattern: Pattern) -> None:
    base = pattern.words[0][0]
    for form, kind in list_forms(base).items():
        found = lexicon.verbs.setdefault(form, [])
        found.append((pattern, kind))
        # Longest first: "take over the name of" before "take over".
        found.sort(key=lambda item: -len(item[0].words))
        if base != "be":
            lexicon.classes.setdefault(form, kind)
        if base != "be" and len(pattern.words) > 1 and pattern.words[1][0] not in "*~":
            # What stands right behind the verb tells it from the noun: "belongs to".
            lexicon.links.setdefault(form, set()).update(pattern.words[1])


def _add_state(lexicon: Lexicon, row: dict[str, Any]) -> None:
    predicate = find_predicate(row["predicate"]).name
    for string in row["words"]:
        pattern = Pattern(predicate, "word", _slots(string))
        lexicon.words.setdefault(string.split()[0], []).append(pattern)
    for string in row["before"]:
        lexicon.befores[string] = Pattern(predicate, "before", _slots(string))
    for string in row["verbs"]:
        _add_verb(lexicon, Pattern(predicate, "states", _slots(string)))
    for string in row.get("undoes", ()):
        _add_verb(lexicon, Pattern(predicate, "undoes", _slots(string)))
