"""When two rows over one text are the same attribution by the scorer's rule, without the scorer."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ROLES = ("source", "cue", "content")
_TOKEN = re.compile(r"\w+|[^\w\s]")
#: Overlap from which two contents are one, as the scorer has it.
_SAME_CONTENT = 0.5

Ranges = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Held:
    """The numbers of the tokens that the spans of an attribution touch."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


class Tokens:
    """The tokens of a text: runs of word characters, and single marks."""

    def __init__(self, text: str) -> None:
        places = [match.span() for match in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def hold(self, spans: Mapping[str, Ranges]) -> Held:
        """Return the tokens of an attribution's spans, given by role."""
        return Held(*(self._touched(spans[role]) for role in ROLES))

    def _touched(self, ranges: Iterable[Sequence[int]]) -> frozenset[int]:
        return frozenset(
            number
            for start, end in ranges
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )


def are_same(first: Held, second: Held) -> bool:
    """Return whether two attributions are the same one by the scorer's rule.

    The cues share a token, the contents have a Dice overlap of at least one half, the sources
    share a token or both are absent.
    """
    if not first.cue & second.cue or bool(first.source) != bool(second.source):
        return False
    if first.source and not first.source & second.source:
        return False
    shared = len(first.content & second.content)
    return bool(shared) and 2 * shared >= _SAME_CONTENT * (len(first.content) + len(second.content))
