"""The articles with marked attributions as words, pieces and labels."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.extract.pieces import WordPieces, Words, read_words

#: The order of the roles wherever they are numbered; swapped once, the score was 1.0.
ROLES = ("source", "cue", "content")
#: Labels of a word in one role.
OUT, BEGIN, IN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as the numbers of its words, fragment by fragment, by role."""

    source: tuple[tuple[int, ...], ...]
    cue: tuple[tuple[int, ...], ...]
    content: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its words, the pieces of each word, and the attributions that people marked."""

    id: str
    text: str
    words: Words
    pieces: tuple[tuple[int, ...], ...]
    marked: tuple[Marked, ...]
    skipped: int


def is_set_aside(name: str) -> bool:
    """Return whether an article is kept out of training, to calibrate and to choose thresholds.

    By the hash of its id alone: 42 of the 840 training articles.
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % 20 == 2


def read_articles(path: Path, pieces: WordPieces) -> list[Article]:
    """Return the articles of a file of JSON lines as words and marks."""
    with path.open(encoding="utf-8") as file:
        return [build_article(json.loads(line), pieces) for line in file if line.strip()]


def build_article(row: dict[str, Any], pieces: WordPieces) -> Article:
    """Return one row of the data as an article; attributions without a cue are counted, skipped."""
    text = row["text"]
    words = read_words(text)
    marked = []
    skipped = 0
    for attribution in row["attributions"]:
        roles = [_find_words(words, attribution.get(role, [])) for role in ROLES]
        if roles[1]:
            marked.append(Marked(*roles))
        else:
            skipped += 1
    cut = tuple(
        pieces.cut(text[start:end]) for start, end in zip(words.starts, words.ends, strict=True)
    )
    return Article(row["id"], text, words, cut, tuple(marked), skipped)


def _find_words(words: Words, spans: Iterable[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Return the words that each span touches, fragment by fragment, none twice."""
    found = []
    seen: set[int] = set()
    for start, end in sorted(map(tuple, spans)):
        low = bisect_right(words.ends, start)
        high = bisect_left(words.starts, end)
        fragment = tuple(number for number in range(low, high) if number not in seen)
        seen.update(fragment)
        if fragment:
            found.append(fragment)
    return tuple(found)


def label(fragments: Iterable[Sequence[int]], labels: list[int], low: int = 0) -> None:
    """Write B and I of the fragments into `labels`, whose first word has the number `low`."""
    for fragment in fragments:
        for place, number in enumerate(fragment):
            if 0 <= number - low < len(labels):
                labels[number - low] = IN if place else BEGIN
