"""What a search matches: the words of a row, and a user's query as phrases of them.

Every backend indexes and asks through these functions, so that all give the same hits. The text
that SQLite's FTS5 gets is already cut into words: its own `unicode61` tables differ between
versions, and its `trigram` index cannot find a word of two characters, as most Chinese and Japanese
words are. In scripts written without spaces every character starts a word made of itself and the
next one, so that any stretch of them is found, as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.core import StoreError, fold_for_search

#: Stands between the fields of a row, so that no phrase runs from one into the next. It is no
#: letter or digit: no word of a text contains it.
BETWEEN_FIELDS = "\u00b7"

#: Longer words are cut here, in texts and queries alike (FTS5 cuts at 32,768 bytes by itself).
LONGEST_WORD = 200

#: A query longer than this, or with more terms, is refused: FTS5 joins at most 256.
LONGEST_QUERY = 2_000
MOST_TERMS = 64

# Han, kana, Thai, Lao, Tibetan, Myanmar and Khmer, with their supplements (Unicode 15 blocks).
_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3005\u3007"
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_RUN = re.compile(f"([{_UNSPACED}]+)|[^ {_UNSPACED}]+")
_TERM = re.compile('"([^"]*)("\\*?|$)|([^\\s"]+)')
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"""""')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow each other; with `open_end` the last need only begin so."""

    words: tuple[str, ...]
    open_end: bool = False


def split_words(text: str) -> list[str]:
    """Return the words of `text` in order, folded, as an index holds them."""
    return list(_words(fold_for_search(text)))


def join_fields(texts: Sequence[str]) -> str:
    """Return the words of several fields as one text with single spaces between words."""
    return f" {BETWEEN_FIELDS} ".join(" ".join(split_words(text)) for text in texts)


def parse_query(query: str) -> tuple[Term, ...]:
    """Return the terms of a user's query, all of which must occur.

    Straight, curly and angle quotation marks hold a phrase; one that is left open runs to the end.
    `*` after a term or phrase opens its end. A term that falls into several words ("al-qaeda") is
    a phrase. Empty where the query holds no letter and no digit.

    Raises
    ------
    StoreError
        When the query is longer than 2,000 characters or has more than 64 terms.
    """
    if len(query) > LONGEST_QUERY:
        raise StoreError(
            f"The search has {len(query):,} characters; at most {LONGEST_QUERY:,} can be searched "
            "at once. Search for fewer words.",
            value=query[:100],
        )
    terms: dict[Term, None] = {}
    for match in _TERM.finditer(query.translate(_QUOTES)):
        phrase, closing, plain = match.groups()
        written = phrase if plain is None else plain
        starred = (closing or "").endswith("*") or (plain or "").endswith("*")
        term = _make_term(written, open_end=starred)
        if term is not None:
            terms[term] = None
    if len(terms) > MOST_TERMS:
        raise StoreError(
            f"The search has {len(terms)} terms; at most {MOST_TERMS} can be searched at once. "
            "Search for fewer words.",
            value=query[:100],
        )
    return tuple(terms)


def has_term(words: Sequence[str], term: Term) -> bool:
    """Return whether `words` hold the term somewhere."""
    first, length = term.words[0], len(term.words)
    if length == 1 and term.open_end:
        return any(word.startswith(first) for word in words)
    for start in range(len(words) - length + 1):
        if length > 1 and words[start] != first:
            continue
        stretch = words[start : start + length]
        ended = stretch[-1].startswith(term.words[-1]) if term.open_end else True
        compared = length - 1 if term.open_end else length
        if ended and all(stretch[at] == term.words[at] for at in range(compared)):
            return True
    return False


def _make_term(written: str, *, open_end: bool) -> Term | None:
    folded = fold_for_search(written)
    words = list(_words(folded))
    if not words:
        return None
    last = words[-1]
    if re.fullmatch(f"[{_UNSPACED}]", last):
        # A lone last character was added as the end of a run: the query's run may go on in the
        # text, so the pair before it is the end; a run of one is the beginning of some pair.
        before = _pair_before(words)
        return Term(tuple(words[:-1])) if before else Term(tuple(words), open_end=True)
    return Term(tuple(words), open_end=open_end)


def _pair_before(words: Sequence[str]) -> bool:
    return len(words) > 1 and bool(re.fullmatch(f"[{_UNSPACED}]{{2}}", words[-2]))


def _words(folded: str) -> Iterator[str]:
    if folded.isascii():
        for match in _ASCII_WORD.finditer(folded):
            yield match.group()[:LONGEST_WORD]
        return
    for match in _RUN.finditer(folded.translate(_SPACING)):
        run, unspaced = match.group(), match.group(1) is not None
        if not unspaced:
            yield run[:LONGEST_WORD]
            continue
        for start in range(len(run)):
            yield run[start : start + 2]


class _Spacing(dict[int, str]):
    """Every code point as it stands in a word: itself, or a space where it parts words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = unicodedata.category(character)[0] in "LNM"
        self[code] = character if kept else " "
        return self[code]


_SPACING = _Spacing()
