"""Names in a text: ties of short to long forms, bearers of a surname, and every mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sayso.extract.names import ALL_TITLES, normal_form
from sayso.extract.words import DETERMINERS, list_words

_WORD = re.compile(r"[@#]?\w[\w.&-]*\w|\w")
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
        words = [
            m.group() for m in _WORD.finditer(text, max(0, match.start() - 160), match.start())
        ]
        words = words[-_REACH:]
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
        key, value = normal_form(short), " ".join(long.split())
        if normal_form(ties.get(key, value)) != normal_form(value):
            torn.add(key)
        ties[key] = value
    return {key: value for key, value in ties.items() if key not in torn}


def _trailing_capitals(words: list[str]) -> str:
    start = len(words)
    while start > 0 and words[start - 1][:1].isupper() and words[start - 1].lower() not in _OPENERS:
        start -= 1
    return " ".join(words[start:])


def _by_initials(words: list[str], short: str) -> str:
    for start in range(len(words) - 1, -1, -1):
        part = words[start:]
        if not part[0][:1].isupper() or len(part) < 2:
            continue
        full = "".join(word[0] for word in part).upper()
        lean = "".join(word[0] for word in part if word.lower() not in _SKIPPED).upper()
        if short in (full, lean):
            return " ".join(part)
    return ""


def list_full_names(text: str, sources: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for the last name of each source, in normal form, the full names that end in it.

    Full names are runs of two to four capitalised words; a run that only repeats the end of a
    longer one ("Jane Q. Doe", "Jane Doe") counts once.
    """
    wanted = {normal_form(name).rpartition(" ")[2] for name in sources}
    bearers: dict[str, dict[str, str]] = {}
    if not wanted:
        return {}
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
        if (
            word[0].isupper()
            and word.lower() not in small
            and word.lower() not in _OPENERS
            and plain not in ALL_TITLES
        ):
            run = [*run[-3:], word]
            surname = normal_form(word)
            if len(run) >= 2 and surname in wanted:
                full = " ".join(run)
                if not all(part.replace("-", "").replace(".", "").isalpha() for part in run):
                    continue
                if any("-" in part and part != part.title() for part in run):
                    continue  # "Two-faced Arcadia" is no full name
                bearers.setdefault(surname, {}).setdefault(_first_and_last(run), full)
        else:
            run = []
        last_end = match.end()
    return {surname: _drop_longer(names.values()) for surname, names in bearers.items()}


def _drop_longer(names: Iterable[str]) -> frozenset[str]:
    """Return the names without those that only put a word before another: "Rival Ana Ruiz"."""
    given = set(names)
    return frozenset(
        name
        for name in given
        if not any(
            " ".join(name.split()[skip:]) in given for skip in range(1, len(name.split()) - 1)
        )
    )


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
