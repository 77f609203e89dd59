"""Two names swapped throughout a text, offsets carried along, and rows compared across the swap."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reading.matching import ROLES, Held, Tokens, are_same

_TITLES = frozenset(
    {"Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Prof"}
    | {"President", "Senator", "Secretary"}
)
#: A word after a title is a surname; once may be a slip of the pattern ("Mr. Right").
_TITLED = re.compile(rf"\b(?:{'|'.join(sorted(_TITLES))})\.? ([A-Z][a-z]{{2,}})\b")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_PAIR = re.compile(r"\b([A-Z][a-z]{2,}) (?=([A-Z][a-z]{2,})\b)")
_LEAST_TITLED = 2
#: A word that stands before another surname more often than this is a given name ("Sen. Ines").
_MOST_BEFORE = 0.1
#: A word that stands in small letters more often than this is a word, too ("White", "Rice").
_MOST_SMALL = 0.1
#: Met less often, a name stands in too few rows to tell anything.
_LEAST_MET = 2
#: "The Calders": the plural's ending stays where it is.
_ENDING = r"(?=s?\b)"
#: "Brandts' men": an apostrophe without an s, before a word of the same phrase.
_BARE_POSSESSIVE = re.compile(r"['’](?= [a-z])")

Ranges = tuple[tuple[int, int], ...]


def find_surnames(texts: Sequence[str]) -> frozenset[str]:
    """Return the words that stand after a title at least twice in all texts together.

    Titles themselves are left out, given names (words that often stand before a surname), and
    names that are common words, too: swapped, "White House" would become another house.
    """
    titled: Counter[str] = Counter()
    met: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        titled.update(_TITLED.findall(text))
        met.update(_CAPITALISED.findall(text))
        pairs.update(_PAIR.findall(text))
    small: Counter[str] = Counter()
    for text in texts:
        small.update(_SMALL.findall(text))
    known = {name for name, count in titled.items() if count >= _LEAST_TITLED} - _TITLES
    before: Counter[str] = Counter()
    for (first, last), count in pairs.items():
        if last in known:
            before[first] += count
    return frozenset(
        name
        for name in known
        if before[name] <= _MOST_BEFORE * met[name]
        and small[name.lower()] <= _MOST_SMALL * met[name]
    )


def find_pair(text: str, surnames: frozenset[str]) -> tuple[str, str] | None:
    """Return the two surnames most often met in a text, or None where two are not met twice.

    Of names met equally often, the ones met first.
    """
    met = Counter(name for name in _CAPITALISED.findall(text) if name in surnames)
    common = [name for name, count in met.most_common(2) if count >= _LEAST_MET]
    return (common[0], common[1]) if len(common) == 2 else None


@dataclass(frozen=True, slots=True)
class Swapped:
    """A text with two names swapped, and what was put for what.

    `changes` are places before and after, in the order of the text: start, end, start, end.
    """

    text: str
    changes: tuple[tuple[int, int, int, int], ...]

    def move(self, ranges: Sequence[Sequence[int]]) -> Ranges | None:
        """Return ranges of the text as they stand after the swap, None where one cuts a name."""
        moved: list[tuple[int, int]] = []
        for start, end in ranges:
            begin, finish = self._move(start), self._move(end)
            if begin is None or finish is None:
                return None
            moved.append((begin, finish))
        return tuple(moved)

    def _move(self, place: int) -> int | None:
        index = bisect_right(self.changes, place, key=lambda change: change[0]) - 1
        if index < 0:
            return place
        start, end, begin, finish = self.changes[index]
        if place == start:
            return begin
        return None if place < end else place - end + finish


def swap_names(text: str, pair: tuple[str, str]) -> Swapped:
    """Return a text with two names swapped wherever they stand as words, in capitals as well.

    A name that ends in s and its bare apostrophe become the other name with 's.

    >>> swap_names("Calder told Brandts: CALDER's men, Brandts' ship.", ("Calder", "Brandts")).text
    "Brandts told Calder: BRANDTS's men, Calder's ship."
    """
    first, second = pair
    other = {first: second, second: first, first.upper(): second.upper()}
    other[second.upper()] = first.upper()
    names = "|".join(sorted(map(re.escape, other), key=len, reverse=True))
    parts: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    last = length = 0

    def put(start: int, end: int, words: str) -> None:
        nonlocal last, length
        parts.extend([text[last:start], words])
        length += start - last
        changes.append((start, end, length, length + len(words)))
        length += len(words)
        last = end

    for match in re.finditer(rf"\b(?:{names}){_ENDING}", text):
        put(match.start(), match.end(), other[match.group()])
        bare = _BARE_POSSESSIVE.match(text, match.end())
        if bare and match.group().lower().endswith("s") and not parts[-1].lower().endswith("s"):
            put(bare.start(), bare.end(), bare.group() + "s")
    return Swapped("".join([*parts, text[last:]]), tuple(changes))


#: What is said of a row beside its spans.
_QUALITIES = ("kind", "polarity", "stance", "step")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many rows the readings of a text and of the swapped text have, and what is found again.

    `spans`: with the same spans; `qualities`, `asserters`: of these, with the same kind, polarity,
    stance and step, and with the same asserter. `alike`: as the same attribution by the scorer's
    rule; `kept`: so, or as a suggestion.
    """

    rows: int
    spans: int
    qualities: int
    asserters: int
    alike: int
    kept: int


def compare(
    before: Mapping[str, Any], after: Mapping[str, Any], swapped: Swapped, pair: tuple[str, str]
) -> Agreement:
    """Return how far the reading of a swapped text is the reading of the text, swapped.

    The rows that count are the findings of both readings, suggestions are not. Asserters are
    compared by their labels, the names swapped.
    """
    tokens = Tokens(swapped.text)
    ours, our_suggestions = _hold(before, tokens, swapped)
    theirs, their_suggestions = _hold(after, tokens, None)
    alike = _count_alike(ours, theirs) + _count_alike(theirs, ours)
    kept = _count_alike(ours, theirs + their_suggestions)
    kept += _count_alike(theirs, ours + our_suggestions)
    right: dict[tuple[Ranges | None, ...], Mapping[str, Any]] = {
        _key(row): row for row in after["attributions"]
    }
    labels = {face["id"]: swap_names(face["label"], pair).text for face in before["faces"]}
    names = {face["id"]: face["label"] for face in after["faces"]}
    spans = qualities = asserters = 0
    for row in before["attributions"]:
        moved = tuple(swapped.move(row[role]) for role in ROLES)
        other = right.get(moved)
        if other is None:
            continue
        spans += 1
        qualities += all(row[name] == other[name] for name in _QUALITIES)
        own, theirs_named = row["asserter"], other["asserter"]
        asserters += labels.get(own, own) == names.get(theirs_named, theirs_named)
    count = len(before["attributions"]) + len(right)
    return Agreement(count, 2 * spans, 2 * qualities, 2 * asserters, alike, kept)


def _hold(
    answer: Mapping[str, Any], tokens: Tokens, swapped: Swapped | None
) -> tuple[list[Held | None], list[Held | None]]:
    """Return findings and suggestions as tokens of the swapped text, None for one that cuts a name.

    `swapped` is given for the reading of the text before the swap.
    """
    found: list[list[Held | None]] = []
    for rows in (answer["attributions"], answer["suggestions"]["attributions"]):
        held: list[Held | None] = []
        for row in rows:
            moved = {role: swapped.move(row[role]) if swapped else row[role] for role in ROLES}
            whole = {role: ranges for role, ranges in moved.items() if ranges is not None}
            held.append(tokens.hold(whole) if len(whole) == len(ROLES) else None)
        found.append(held)
    return found[0], found[1]


def _count_alike(rows: Sequence[Held | None], others: Sequence[Held | None]) -> int:
    there = [other for other in others if other]
    return sum(any(are_same(row, other) for other in there) for row in rows if row)


def _key(row: Mapping[str, Any]) -> tuple[Ranges, ...]:
    return tuple(tuple((start, end) for start, end in row[role]) for role in ROLES)
