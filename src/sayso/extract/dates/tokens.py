"""A block as words, numbers and marks, and which of five languages its words are of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sayso.core import Block, Document
from sayso.extract.dates.lexicon import LANGUAGES, Phrase, Role, phrases_of, telling_words
from sayso.extract.words import list_words

#: Every alternative is one class of characters, so the time is linear in the text.
_TOKEN = re.compile(r"(?:https?://|www\.)\S+|[^\W\d_]+|\d+|[^\w\s]|_")
#: Longest word and number that can be part of a date.
_LONGEST_WORD = 20
_LONGEST_NUMBER = 4
#: Months that are given names or surnames, or verbs, and need a preposition that no name takes.
NAMES = frozenset(("april", "may", "june", "march"))
#: Words that stand before the name of a person.
TITLES = frozenset(
    list_words(
        "mr mrs ms miss dr sir lady lord president minister secretary general captain colonel "
        "senator judge justice prof professor sister brother aunt uncle saint"
    )
)
#: Function words of a block that tell its language against that of the document.
_TELLING = 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """One block: parallel tuples, one item a token.

    `lower` holds words in lower case, numbers and marks as they are; `values` the number where it
    has up to four digits of one script, else -1.
    """

    text: str
    language: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lower: tuple[str, ...]
    values: tuple[int, ...]
    phrases: dict[str, tuple[Phrase, ...]]
    #: Months' names that stand behind a title or a capitalised word here: "Theresa May".
    surnames: frozenset[str]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.starts)

    def word(self, index: int) -> str:
        """Return a token in lower case, or nothing outside the block."""
        return self.lower[index] if 0 <= index < len(self.starts) else ""

    def value(self, index: int) -> int:
        """Return the number at a token, or -1."""
        return self.values[index] if 0 <= index < len(self.starts) else -1

    def is_glued(self, index: int) -> bool:
        """Return whether no space stands before a token."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def is_capital(self, index: int) -> bool:
        """Return whether a token begins with a capital letter."""
        return 0 <= index < len(self.starts) and self.text[self.starts[index]].isupper()

    def is_name_like(self, index: int) -> bool:
        """Return whether a token is a capitalised word of more than one letter."""
        return self.is_capital(index) and len(self.lower[index]) > 1

    def find(self, index: int, *roles: Role) -> tuple[int, int] | None:
        """Return the value of the longest phrase here with one of the roles, and where it ends."""
        for phrase in self.phrases.get(self.word(index), ()):
            size = len(phrase.words)
            if phrase.role in roles and (
                size == 1 or self.lower[index : index + size] == phrase.words
            ):
                return phrase.value, index + size
        return None

    def has(self, index: int, *roles: Role) -> bool:
        """Return whether a phrase here has one of the roles."""
        return self.find(index, *roles) is not None


def read_tokens(document: Document, block: Block, language: str) -> Tokens:
    """Return a block as tokens; `language` is the document's, used where the block tells none."""
    matches = list(_TOKEN.finditer(document.text, block.start, block.end))
    texts = [match.group() for match in matches]
    lower = tuple(text.lower() if len(text) <= _LONGEST_WORD else "" for text in texts)
    own = guess_language(lower) or language
    phrases = phrases_of(own)
    return Tokens(
        document.text,
        own,
        tuple(match.start() for match in matches),
        tuple(match.end() for match in matches),
        lower,
        tuple(_number(text) if text[0].isdigit() else -1 for text in texts),
        phrases,
        _find_surnames(texts, lower, phrases),
    )


def _find_surnames(
    texts: list[str], lower: tuple[str, ...], phrases: dict[str, tuple[Phrase, ...]]
) -> frozenset[str]:
    return frozenset(
        lower[at]
        for at in range(1, len(lower))
        if lower[at] in NAMES
        and texts[at][0].isupper()
        and (
            lower[at - 1] in TITLES
            or (
                texts[at - 1][0].isupper()
                and len(texts[at - 1]) > 1
                and lower[at - 1] not in phrases
            )
        )
    )


def _number(text: str) -> int:
    if len(text) > _LONGEST_NUMBER or not text.isdecimal():
        return -1
    # Digits of two scripts in one number are nobody's way to write one.
    zeros = {ord(digit) - int(digit) for digit in text}
    return int(text) if len(zeros) == 1 else -1


def guess_language(words: tuple[str, ...]) -> str | None:
    """Return the one of the five languages whose function words stand out, or None."""
    known = telling_words()
    counts = Counter(known[word] for word in words if word in known).most_common(2)
    if not counts or counts[0][1] < _TELLING:
        return None
    clear = len(counts) == 1 or counts[0][1] >= 2 * counts[1][1]
    return counts[0][0] if clear else None


def document_language(document: Document) -> str:
    """Return the language to read dates in where a block tells none: as declared, else English.

    A declared language that is none of the five gives "und": digits alone are read.
    """
    if document.language:
        primary = document.language.lower().replace("_", "-").split("-")[0]
        return primary if primary in LANGUAGES else "und"
    return guess_language(tuple(document.text[:20_000].lower().split())) or "en"
