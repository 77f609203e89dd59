"""Texts with attributions inside attributions, and how many of these a reading finds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from reading.matching import ROLES, Tokens, are_same

#: Which attribution of a text holds which.
_HOLDERS = {"inner": "outer", "also": "outer", "inmost": "inner"}
_OCCURRENCE = re.compile(r"#(\d+)$")

Ranges = tuple[tuple[int, int], ...]
#: A row and its parent.
Link = tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Marked:
    """The spans of an attribution; an absent role is empty."""

    source: Ranges
    cue: Ranges
    content: Ranges


@dataclass(frozen=True, slots=True)
class Pair:
    """An attribution and the one whose content it stands in."""

    outer: Marked
    inner: Marked


@dataclass(frozen=True, slots=True)
class Text:
    """A text with all its nested pairs; a trap has none."""

    id: str
    text: str
    pairs: tuple[Pair, ...]


def load_gold(path: Path) -> tuple[Text, ...]:
    """Return the texts of a file of nested attributions, numbered as they stand in it.

    Raises
    ------
    ValueError
        When a text names words that do not stand in it once, or attributions that do not fit.
    """
    found = []
    for number, item in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["text"], 1):
        text = item["text"]
        try:
            found.append(Text(f"text-{number:03d}", text, _read_pairs(text, item)))
        except ValueError as error:
            raise ValueError(f"{path.name}, text {number}: {error}") from error
    return tuple(found)


def _read_pairs(text: str, item: Mapping[str, Any]) -> tuple[Pair, ...]:
    unknown = item.keys() - {"text", "outer", *_HOLDERS}
    if unknown:
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))}")
    marked = {key: _read_marked(text, spans) for key, spans in item.items() if key != "text"}
    pairs = []
    for key, holder in _HOLDERS.items():
        if key not in marked:
            continue
        if holder not in marked:
            raise ValueError(f"{key} stands without {holder}")
        pair = Pair(marked[holder], marked[key])
        places = pair.inner.cue or pair.inner.content
        if not any(a <= start and end <= b for start, end in places for a, b in pair.outer.content):
            raise ValueError(f"{key} does not stand in the content of {holder}")
        pairs.append(pair)
    if "outer" in marked and not pairs:
        raise ValueError("outer holds nothing")
    return tuple(pairs)


def _read_marked(text: str, spans: Mapping[str, str | list[str]]) -> Marked:
    if unknown := spans.keys() - set(ROLES):
        raise ValueError(f"unknown roles {', '.join(sorted(unknown))}")
    ranges = []
    for role in ROLES:
        given = spans.get(role, [])
        parts = [given] if isinstance(given, str) else given
        ranges.append(tuple(sorted(find_words(text, words) for words in parts)))
    return Marked(*ranges)


def find_words(text: str, words: str) -> tuple[int, int]:
    """Return where words stand in a text as whole words; "said#2" is where they stand again.

    Raises
    ------
    ValueError
        When they do not stand there, or more than once and no number says which.
    """
    wanted = _OCCURRENCE.search(words)
    bare = words[: wanted.start()] if wanted else words
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(bare)}(?!\w)", text)]
    if wanted is None and len(places) != 1:
        raise ValueError(f'"{bare}" stands there {len(places)} times')
    number = int(wanted[1]) if wanted else 1
    if not 1 <= number <= len(places):
        raise ValueError(f'"{bare}" stands there {len(places)} times, not {number}')
    return places[number - 1]


def is_right(text: str, row: Mapping[str, Any], marked: Marked) -> bool:
    """Return whether a row is a marked attribution by the scorer's rule."""
    tokens = Tokens(text)
    spans = {role: getattr(marked, role) for role in ROLES}
    return are_same(tokens.hold(row), tokens.hold(spans))


@dataclass(frozen=True, slots=True)
class Tally:
    """Nested pairs that people marked and a reading gave, and those on which both agree.

    `outer`, `inner` and `both`: marked pairs of which the reading has that attribution at all.
    """

    marked: int = 0
    given: int = 0
    right: int = 0
    outer: int = 0
    inner: int = 0
    both: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def list_links(rows: Sequence[Mapping[str, Any]]) -> list[Link]:
    """Return the rows that name another one as their parent, each with it."""
    by_id = {row["id"]: row for row in rows}
    return [(row, by_id[row["parent"]]) for row in rows if row["parent"] in by_id]


def fits(text: Text, link: Link, pair: Pair) -> bool:
    """Return whether a row and its parent are the two attributions of a marked pair."""
    row, parent = link
    return is_right(text.text, row, pair.inner) and is_right(text.text, parent, pair.outer)


def count_pairs(text: Text, rows: Sequence[Mapping[str, Any]]) -> Tally:
    """Return how far the parents of the rows of a reading are those that people marked.

    A pair that a reading gives is right when row and parent are right for one marked pair; each
    marked pair is taken once.
    """
    links = list_links(rows)
    left = list(links)
    right = outer = inner = both = 0
    for pair in text.pairs:
        has_outer = any(is_right(text.text, row, pair.outer) for row in rows)
        has_inner = any(is_right(text.text, row, pair.inner) for row in rows)
        outer, inner, both = outer + has_outer, inner + has_inner, both + (has_outer and has_inner)
        for link in left:
            if is_right(text.text, link[0], pair.inner) and is_right(
                text.text, link[1], pair.outer
            ):
                left.remove(link)
                right += 1
                break
    return Tally(len(text.pairs), len(links), right, outer, inner, both)
