"""Who is on the scene of each sentence: its subjects, the names in it, and where a source stands.

What a pronoun may look back to. Words inside quotation marks are left out: whom a quoted name
means, the speaker knows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from sayso.core import Document
from sayso.extract.clauses import find_group
from sayso.extract.layout import post_start
from sayso.extract.names import SourceKind, SourceName, read_source
from sayso.extract.phrases import phrase_after, phrase_before
from sayso.extract.text import Line, read_line
from sayso.extract.trades import ALL_TITLES, KIN, TRADES
from sayso.extract.words import DAYS, PERIODS

#: Finite verbs of one sentence whose subjects are looked for; a sentence seldom has six.
_MOST_VERBS = 12
#: Sentences that are looked at; without a limit a text in one block takes quadratic time.
_MOST_SENTENCES = 8
#: Nouns that stand for one person wherever they stand; "bowler" and "better" only look so.
_OFFICES = ALL_TITLES | TRADES | KIN


class Rank(IntEnum):
    """How much a mention is spoken of; the first is likeliest meant by a pronoun."""

    SOURCE = 0
    SUBJECT = 1
    OTHER = 2
    OWNER = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of a sentence that may be a party: code points, what its words say, and its rank."""

    start: int
    end: int
    name: SourceName
    rank: Rank


class Scene:
    """The sentences of a document, read block by block as they are asked for."""

    def __init__(self, document: Document, sources: Iterable[tuple[int, int]]) -> None:
        self.document = document
        self._sources = sorted(set(sources))
        self._starts = [block.start for block in document.blocks]
        self._lines: dict[int, Line] = {}
        self._mentions: dict[tuple[int, int], tuple[Mention, ...]] = {}

    def block_at(self, offset: int) -> int:
        """Return the number of the block that holds a code point, or -1."""
        return bisect_right(self._starts, offset) - 1

    def line(self, block: int) -> Line:
        """Return a block as tagged words."""
        if block not in self._lines:
            self._lines[block] = read_line(self.document, self.document.blocks[block], block)
        return self._lines[block]

    def token_at(self, offset: int) -> tuple[Line, int] | None:
        """Return the line and token at a code point, or None where no block holds it."""
        block = self.block_at(offset)
        if block < 0:
            return None
        line = self.line(block)
        token = bisect_right(line.starts, offset) - 1
        return (line, token) if token >= 0 else None

    def sentences_before(self, offset: int, blocks: int) -> Iterable[tuple[Mention, ...]]:
        """Yield the mentions before a code point, sentence by sentence, the nearest first.

        They reach over this block and `blocks` before it; in the first sentence only what stands
        before the offset counts.
        """
        here = self.token_at(offset)
        if here is None:
            return
        line, token = here
        unit = line.unit_at(token)
        left = _MOST_SENTENCES
        for number in range(line.number, max(-1, line.number - blocks - 1), -1):
            other = self.line(number)
            last = unit if number == line.number else len(other.units) - 1
            for index in range(last, max(-1, last - left), -1):
                found = self.mentions(number, index)
                if number == line.number and index == unit:
                    found = tuple(item for item in found if item.start < offset)
                yield found
            left -= last + 1
            if left <= 0:
                return

    def mentions(self, block: int, unit: int) -> tuple[Mention, ...]:
        """Return the subjects and names of a sentence, in text order."""
        key = (block, unit)
        if key not in self._mentions:
            self._mentions[key] = self._read(self.line(block), unit)
        return self._mentions[key]

    def _read(self, line: Line, unit: int) -> tuple[Mention, ...]:
        if not line.units or post_start(self.document, line.block) is not None:
            return ()  # whom a post means, its writer knows
        low, high = line.units[unit]
        found: dict[tuple[int, int], Mention] = {}
        taken = [False] * (high - low)
        verbs = 0
        for index in range(low, high):
            if line.tags[index] not in "BVAM" or line.quoted[index] >= 0:
                continue
            if index > low and line.tags[index - 1] in "AMI":
                continue  # inside its group
            verbs += 1
            if verbs > _MOST_VERBS:
                break
            phrase = phrase_before(line, find_group(line, index, low), low)
            if phrase is not None and not taken[phrase[0] - low]:
                self._add(found, taken, line, phrase, low, Rank.SUBJECT)
        index = low
        while index < high:
            start = index
            while index < high and _is_named(line, index, start):
                index += 1
            if index == start:
                index += 1
                continue
            if not taken[start - low] and line.quoted[start] < 0:
                within = any(place[0] <= start and line.starts[start] < held.end
                            for place, held in found.items())  # fmt: skip
                rank = Rank.OWNER if within else _rank_of(line, index)
                self._add(found, taken, line, (start, index), low, rank)
        for index in range(low, high):
            if not taken[index - low] and line.quoted[index] < 0 and _is_role(line, index):
                phrase = _widen(line, index, low, high)
                self._add(found, taken, line, phrase, low, Rank.OTHER)
        # A source stands for itself, a pronoun too: who it is was settled when it was met.
        first = bisect_left(self._sources, (line.starts[low], 0))
        for start, end in self._sources[first:]:
            if start >= line.ends[high - 1]:
                break
            token = bisect_right(line.starts, start) - 1
            for inner in range(token, bisect_left(line.starts, end)):
                found.pop((inner, 0), None)
                found.pop((inner, 1), None)
            name = read_source(self.document.text[start:end])
            found[token, 0] = Mention(start, end, name, Rank.SOURCE)
        return tuple(found[place] for place in sorted(found))

    def _add(
        self,
        found: dict[tuple[int, int], Mention],
        taken: list[bool],
        line: Line,
        phrase: tuple[int, int],
        low: int,
        rank: Rank,
    ) -> None:
        first, last = phrase
        start, end = line.starts[first], line.ends[last - 1]
        if all(word in DAYS or word in PERIODS for word in line.lower[first:last]):
            return
        name = read_source(self.document.text[start:end])
        for index in range(first, min(last, low + len(taken))):
            # Names inside a role may be meant, too: "the challenge for Dorn is that she ...".
            taken[index - low] = name.kind is not SourceKind.ROLE or line.tags[index] != "X"
        if name.kind in (SourceKind.NAME, SourceKind.ROLE):
            place = (first, 0) if (first, 0) not in found else (first, 1)
            found[place] = Mention(start, end, name, rank)


def _is_role(line: Line, index: int) -> bool:
    """Return whether a token names one person: "a former chief of the port"."""
    return (
        line.tags[index] in "NX"
        and line.lower[index] in _OFFICES
        and line.tags[index + 1 : index + 2] not in ("N", "X", "'")
    )


def _widen(line: Line, index: int, low: int, high: int) -> tuple[int, int]:
    """Return the phrase around a noun: the words that describe it, and its "of ..."."""
    first = index
    while first > low and line.tags[first - 1] in "NX#D'" and line.tags[first] != "D":
        first -= 1
    return first, max(index + 1, phrase_after(line, index, high))


def _is_named(line: Line, index: int, start: int) -> bool:
    """Return whether a token goes on with a run of capitals; a stop behind an initial does."""
    if line.tags[index] == "X":
        return True
    return index > start and line.texts[index] == "." and len(line.texts[index - 1]) == 1


def _rank_of(line: Line, end: int) -> Rank:
    """Return the rank of a run of capitals: "Dorn's", "a Dorn supporter" only own or describe."""
    following = line.tags[end : end + 1]
    if following == "'" or following == "N":
        return Rank.OWNER
    return Rank.OTHER
