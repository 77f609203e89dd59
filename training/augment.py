"""Other names and other quotation marks in an article, so that neither becomes a habit."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Any

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|President|Senator|Gen|Secretary|Prof)\.? ([A-Z][a-z]{2,})\b"
)
_PAIR = re.compile(r"\b([A-Z][a-z]{2,}) ([A-Z][a-z]{2,})\b")

#: Pairs of marks: opening, closing, and the apostrophe that goes with them.
_STYLES = (("“", "”", "’"), ('"', '"', "'"), ("«", "»", "’"), ("„", "“", "’"))


def find_names(texts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return given names and surnames: words that stand before, and are, a surname with a title."""
    texts = list(texts)
    surnames: Counter[str] = Counter()
    for text in texts:
        surnames.update(_TITLED.findall(text))
    known = {name for name, count in surnames.items() if count >= 2}
    given: Counter[str] = Counter()
    for text in texts:
        for first, last in _PAIR.findall(text):
            if last in known and first not in known:
                given[first] += 1
    titles = {"Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "President", "Senator", "Gen"}
    titles |= {"Secretary", "Prof", "The", "And", "But", "While", "When", "For", "With"}
    firsts = {name for name, count in given.items() if count >= 3 and name not in titles}
    return tuple(sorted(firsts)), tuple(sorted(known - firsts))


def rename(
    row: dict[str, Any], firsts: tuple[str, ...], lasts: tuple[str, ...], chance: random.Random
) -> dict[str, Any]:
    """Return an article with each name replaced throughout by another, offsets carried along."""
    text = row["text"]
    pools = dict.fromkeys(firsts, firsts) | dict.fromkeys(lasts, lasts)
    chosen: dict[str, str] = {}
    parts, moves = [], []
    last = shift = 0
    for match in re.finditer(r"\b[A-Z][a-z]{2,}\b", text):
        name = match.group()
        pool = pools.get(name)
        if pool is None:
            continue
        other = chosen.setdefault(name, chance.choice(pool))
        parts += [text[last : match.start()], other]
        last = match.end()
        shift += len(other) - len(name)
        moves.append((match.end(), shift))
    if not moves:
        return row
    parts.append(text[last:])
    ends = [end for end, _ in moves]

    def move(place: int) -> int:
        index = bisect_right(ends, place) - 1
        return place + (moves[index][1] if index >= 0 else 0)

    moved = [
        {
            role: [[move(start), move(end)] for start, end in attribution.get(role, [])]
            for role in ("source", "cue", "content")
        }
        for attribution in row["attributions"]
    ]
    return {**row, "text": "".join(parts), "attributions": moved}


def restyle(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return an article with quotation marks of another style, one code point for one."""
    text = row["text"]
    opening, closing, apostrophe = chance.choice(_STYLES)
    out = []
    inside = False
    for letter in text:
        if letter == "\n":
            inside = False
        if letter == "“":
            inside, letter = True, opening
        elif letter == "”":
            inside, letter = False, closing
        elif letter == '"':
            inside = not inside
            letter = opening if inside else closing
        elif letter in "’'":
            letter = apostrophe
        out.append(letter)
    return {**row, "text": "".join(out)}
