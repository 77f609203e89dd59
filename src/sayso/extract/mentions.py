"""Names in a text: ties of short to long forms, bearers of a surname, and every mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sayso.core import FaceKind
from sayso.extract.given_names import is_given_name
from sayso.extract.names import PARTICLES, normal_form
from sayso.extract.party_kinds import KINDS
from sayso.extract.trades import ALL_TITLES, PARTIES
from sayso.extract.words import DETERMINERS, PREPOSITIONS, list_words

_WORD = re.compile(r"[@#]?\w(?:[\w.&-]|['’](?=[A-Z]))*\w|\w")
_SHORT = re.compile(r"\(\s*(?:the\s+)?(@?\w{2,40})\s*\)")
#: Words before "(LN)" that are looked at for its initials.
_REACH = 12
_SKIPPED = frozenset(list_words("of the and for in to de la on"))
#: Capitalised words that begin a sentence and no name.
_OPENERS = (
    DETERMINERS
    | ALL_TITLES
    | frozenset(
        list_words(
            "and but or if when while as in on at for from by with to after before since although "
            "though because however then now he she they we you i it who what why how where there "
            "here according yes no not so also yet still meanwhile instead mr. mrs. ms. dr. sen. "
            "rep. gov. gen. col. lt. monday tuesday wednesday thursday friday saturday sunday "
            "january february march april may june july august september october november "
            "december "
        )
    )
)
#: Plurals that stand before a person's name and are none of it: "Democrats Dorn and Marr".
_SEVERAL = PARTIES | dict(KINDS)[FaceKind.GROUP]


def find_ties(text: str) -> dict[str, str]:
    """Return the normal forms of short names with the long name that the text ties each to.

    "Long Name (LN)" counts where the initials agree, "Name (@handle)" always. A short name that is
    tied to two long ones is tied to none.

    >>> find_ties("The Northern Relief Front (NRF) met Ana Ruiz (@aruiz).")
    {'nrf': 'Northern Relief Front', '@aruiz': 'Ana Ruiz'}
    """
    ties: dict[str, str] = {}
    torn: set[str] = set()
    for match in _SHORT.finditer(text):
        short = match.group(1)
        words = list(_WORD.finditer(text, max(0, match.start() - 160), match.start()))[-_REACH:]
        if text[: match.start()].rstrip()[-1:] in ",.;:":
            continue
        if short.startswith("@"):
            long = _trailing_capitals(words)
        elif short.isupper() and short.isalnum():
            long = _by_initials(words, short)
        else:
            continue
        if not long:
            continue
        key, value = normal_form(short), long
        if normal_form(ties.get(key, value)) != normal_form(value):
            torn.add(key)
        ties[key] = value
    return {key: value for key, value in ties.items() if key not in torn}


def _trailing_capitals(words: list[re.Match[str]]) -> str:
    start = len(words)
    while start > 0:
        word = words[start - 1].group()
        if not word[:1].isupper() or word.lower() in _OPENERS:
            break
        start -= 1
    return _stretch(words[start:])


def _by_initials(words: list[re.Match[str]], short: str) -> str:
    for start in range(len(words) - 1, -1, -1):
        part = [match.group() for match in words[start:]]
        if not part[0][:1].isupper() or len(part) < 2:
            continue
        full = "".join(word[0] for word in part).upper()
        lean = "".join(word[0] for word in part if word.lower() not in _SKIPPED).upper()
        if short in (full, lean):
            return _stretch(words[start:])
    return ""


def _stretch(words: list[re.Match[str]]) -> str:
    """Return the text from the first to the last of some words: "Grell & Partners" whole."""
    if not words:
        return ""
    return " ".join(words[0].string[words[0].start() : words[-1].end()].split())


def list_full_names(text: str, sources: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for the last name of each source, in normal form, the full names that end in it.

    Names that open with a known given name are listed, too, whoever bears them. Full names are runs
    of two to four capitalised words; a run that only repeats the end of a longer one
    ("Jane Q. Doe", "Jane Doe") counts once.
    """
    wanted = {normal_form(name).rpartition(" ")[2] for name in sources}
    bearers: dict[str, dict[str, str]] = {}
    # "Respected Ruiz": a word that the text also writes small is no first name.
    small = {m.group() for m in _WORD.finditer(text) if m.group().islower()}
    run: list[str] = []
    last_end = -1
    for match in _WORD.finditer(text):
        word = match.group()
        gap = text[last_end : match.start()] if last_end >= 0 else ""
        plain = word.lower().rstrip(".")
        joined = gap.replace(".", "").isspace() and "\n\n" not in gap if gap else False
        if "." in gap and not (run and len(run[-1].rstrip(".")) == 1):
            joined = False
        if not joined:
            run = []
        initial = len(word) == 1 and word.isupper() and text[match.end() : match.end() + 1] == "."
        if word[0].isupper() and (
            (initial and bool(run))
            or (
                word.lower() not in small
                and word.lower() not in _OPENERS
                and plain not in PREPOSITIONS
                and plain not in _SEVERAL
                and plain not in ALL_TITLES
            )
        ):
            run = [*run[-3:], word]
            surname = normal_form(word)
            if len(run) >= 2 and (surname in wanted or is_given_name(run[0])):
                full = _written(run)
                plain_parts = (re.sub("[-.'’]", "", part) for part in run)
                if run[0] in PARTICLES or not all(part.isalpha() for part in plain_parts):
                    continue
                if any("-" in part and part != part.title() for part in run):
                    continue  # "Two-faced Arcadia" is no full name
                bearers.setdefault(surname, {}).setdefault(_first_and_last(run), full)
        elif word in PARTICLES and run:
            run = [*run[-2:], word]
        else:
            run = []
        last_end = match.end()
    return {surname: _drop_double(names.values()) for surname, names in bearers.items()}


def _written(run: list[str]) -> str:
    """Return a run of names as one, initials with their stop."""
    return " ".join(word + "." if len(word) == 1 else word for word in run)


def _drop_double(names: Iterable[str]) -> frozenset[str]:
    """Return the names that are somebody's own: of two that end alike, one.

    Names with a known given name in front are taken, if there are any. Else "Rival Ana Ruiz" only
    puts a word before "Ana Ruiz"; "Eskel Ruiz" is the end of "Lily Eskel Ruiz", whose first word is
    a given name.
    """
    all_names = set(names)
    known = {name for name in all_names if is_given_name(name.split()[0])}
    if known:
        return frozenset(known)  # "Team Ruiz" beside "Ana Ruiz"
    dropped: set[str] = set()
    for name in all_names:
        words = name.split()
        for skip in range(1, len(words) - 1):
            shorter = " ".join(words[skip:])
            if shorter in all_names:
                whole = is_given_name(words[0]) and not is_given_name(words[skip])
                dropped.add(shorter if whole else name)
    return frozenset(all_names - dropped)


_RUN = re.compile(r"(?<![\w@’'-])[A-Z][\w-]*(?: [A-Z][\w-]*\.?)*")
_PLACED = re.compile(r"\b(?:in|from|at|near|across|outside|throughout|around)\s\Z", re.IGNORECASE)
#: Words of a name called by its first one that are kept.
_MOST_NAMES = 3


def find_given(text: str, singles: Iterable[str]) -> dict[str, str]:
    """Return for single names, in normal form, the one longer name of the text that opens so.

    "Solvane" is the Solvane Lines that the text named before, "Nadia" is Nadia Frey, named wherever
    she is. A word that also stands behind "in" or "from" is a place; one that opens two names is
    neither's.

    >>> find_given("Solvane Lines stopped. Solvane said so.", ["Solvane"])
    {'solvane': 'Solvane Lines'}
    """
    wanted = {single for single in singles if single[:1].isalpha() and len(single) > 2}
    longer: dict[str, set[str]] = {}
    first: dict[str, bool] = {}
    places: set[str] = set()
    for match in _RUN.finditer(text):
        words = match.group().rstrip(".").split()
        head = words[0]
        if head not in wanted:
            continue
        if len(words) > 1 and any(word.lower().strip(".") in ALL_TITLES for word in words[1:3]):
            continue  # "NRF President Ana Ruiz" is no longer name of the NRF
        if len(words) > 1:
            longer.setdefault(head, set()).add(" ".join(words[:_MOST_NAMES]))
        elif _PLACED.search(text, max(0, match.start() - 12), match.start()):
            places.add(head)
        first.setdefault(head, len(words) > 1)
    return {
        normal_form(head): next(iter(names))
        for head, names in longer.items()
        if len(names) == 1 and head not in places and (first[head] or is_given_name(head))
    }


def _first_and_last(run: list[str]) -> str:
    return f"{run[0]} {run[-1]}".casefold()


def find_mentions(text: str, forms: Mapping[str, int]) -> dict[int, list[tuple[int, int]]]:
    """Return where names occur, by the number that `forms` gives each; the longest name wins.

    A number below 0 marks a name of two parties: it is passed over. Case is ignored only where the
    form has no capital of its own.
    """
    numbers: dict[tuple[str, ...], int] = {}
    lengths: dict[str, set[int]] = {}
    for form, number in forms.items():
        parts = tuple(match.group().casefold() for match in _WORD.finditer(form))
        if parts and len(form) > 1:
            numbers[parts] = number if numbers.get(parts, number) == number else -1
            lengths.setdefault(parts[0], set()).add(len(parts))
    # Lengths at hand, longest first: to compare every form that shares a first name is slow.
    ordered = {first: sorted(found, reverse=True) for first, found in lengths.items()}
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    folded = [word.casefold() for word, _, _ in words]
    mentions: dict[int, list[tuple[int, int]]] = {}
    index = 0
    while index < len(words):
        step = 1
        first = words[index][0]
        if first[0].isupper() or first[0] in "@#" or first[0].isdigit():
            for length in ordered.get(folded[index], ()):
                parts = tuple(folded[index : index + length])
                if len(parts) < length or parts not in numbers:
                    continue
                number = numbers[parts]
                if number >= 0:
                    place = (words[index][1], words[index + length - 1][2])
                    mentions.setdefault(number, []).append(place)
                step = length
                break
        index += step
    return mentions
