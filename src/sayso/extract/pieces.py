"""Words as the tagger sees them: cut into pieces of a vocabulary, with what lower case loses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: The words of `score.py`: runs of word characters, and single marks.
WORD = re.compile(r"\w+|[^\w\s]")

#: A word longer than this is one unknown piece: nobody's name, and no work to look at.
_LONGEST = 100

#: Shapes of a word; what a vocabulary of lower case cannot tell apart.
_SHAPES = 6
_LOWER, _TITLE, _UPPER, _MIXED, _DIGITS, _MARK = range(_SHAPES)
#: Where a word stands towards quotation marks: outside, inside, or a mark itself.
_OUTSIDE, _INSIDE, _QUOTE = range(3)
#: The number of features of a word; the one above them all stands for no word.
FEATURES = _SHAPES * 3 * 2
NO_FEATURE = FEATURES

_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")
_STRAIGHT = '"'


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where they start and end (code points) and their features.

    A feature is a number from 0 to `FEATURES` - 1: shape, place towards quotation marks, and
    whether the word is the first of its line.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    features: tuple[int, ...]

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.starts)


def read_words(text: str) -> Words:
    """Return the words of a text with their features, in time linear in its length."""
    starts: list[int] = []
    ends: list[int] = []
    features: list[int] = []
    last = 0
    inside = False
    for match in WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        first = not starts or "\n" in text[last:start]
        if first:
            # A mark left open ends with its line; the next line of a quotation opens it again.
            inside = False
        place = _INSIDE if inside else _OUTSIDE
        if word in _OPENING:
            place, inside = _QUOTE, True
        elif word in _CLOSING:
            place, inside = _QUOTE, False
        elif word == _STRAIGHT:
            place, inside = _QUOTE, not inside
        starts.append(start)
        ends.append(end)
        features.append((_find_shape(word) * 3 + place) * 2 + first)
        last = end
    return Words(tuple(starts), tuple(ends), tuple(features))


def _find_shape(word: str) -> int:
    if not (word[0].isalnum() or word[0] == "_"):
        return _MARK
    if word.isdigit() or any(letter.isdigit() for letter in word[:_LONGEST]):
        return _DIGITS
    if word.islower():
        return _LOWER
    if len(word) > 1 and word.isupper():
        return _UPPER
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return _TITLE
    return _MIXED


class WordPieces:
    """Cuts single words into the pieces of a vocabulary, the longest first (WordPiece).

    After Schuster and Nakajima (2012), as BERT's uncased vocabularies use it: lower case, accents
    dropped, marks and ideographs apart. A word with no pieces is the one unknown piece.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = (self._ids["[UNK]"],)
        self._longest = max(map(len, self._ids))
        self._seen: dict[str, tuple[int, ...]] = {}
        self.pad = self._ids["[PAD]"]
        self.begin = self._ids["[CLS]"]
        self.end = self._ids["[SEP]"]

    def cut(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of a word, at least one."""
        if len(word) > _LONGEST:
            return self._unknown
        found = self._seen.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._seen) < 50_000:
                self._seen[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for part in _split(word):
            start = 0
            found: list[int] = []
            while start < len(part):
                end = min(len(part), start + self._longest)
                while end > start:
                    number = self._ids.get(("##" if start else "") + part[start:end])
                    if number is not None:
                        break
                    end -= 1
                else:
                    found = [*self._unknown]
                    break
                found.append(number)
                start = end
            pieces += found
        return tuple(pieces) or self._unknown


def _split(word: str) -> list[str]:
    """Return the parts of a word that are cut for themselves."""
    parts: list[str] = []
    fresh = True
    for letter in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(letter)
        if (
            category == "Mn"
            or (category[0] == "C" and letter not in "\t\n\r")
            or letter == "\ufffd"
        ):
            continue
        alone = _is_ideograph(letter) or category[0] == "P" or _is_ascii_mark(letter)
        if alone or fresh:
            parts.append(letter)
        else:
            parts[-1] += letter
        fresh = alone
    return parts


def _is_ascii_mark(letter: str) -> bool:
    return letter.isascii() and not letter.isalnum()


def _is_ideograph(letter: str) -> bool:
    code = ord(letter)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
