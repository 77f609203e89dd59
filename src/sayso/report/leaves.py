"""A text cut at every boundary of its spans, so that overlap and nesting become flat pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sayso.core import Attribution, SpanRole


@dataclass(frozen=True, slots=True)
class Mark:
    """Code points `start` to `end` (half-open) play a `role` in the record `owner`.

    `number` is the owner's number in the report, counted from 1. `level` says on which line, from
    0 next to the words, the mark is drawn: the owner's depth of nesting.
    """

    start: int
    end: int
    role: SpanRole
    owner: str
    number: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of text on which the same marks lie from its first code point to its last.

    `marks` are in order of level, then number, then role.
    """

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def owners(self) -> tuple[int, ...]:
        """Return the numbers of the owners of its marks, each once, in rising order."""
        return tuple(sorted({mark.number for mark in self.marks}))


def mark_attribution(attribution: Attribution, *, number: int, level: int) -> tuple[Mark, ...]:
    """Return the marks of an attribution's source, cue and content."""
    return tuple(
        Mark(span.start, span.end, span.role, attribution.id, number, level)
        for span in attribution.spans
    )


def split_leaves(
    text: str,
    marks: Iterable[Mark],
    *,
    start: int = 0,
    end: int | None = None,
    cuts: Iterable[int] = (),
) -> tuple[Leaf, ...]:
    """Return `text[start:end]` as leaves in text order; joined, they are that text.

    A leaf ends wherever a mark begins or ends, and at each of `cuts` (the bounds of blocks). Marks
    that run out of the range are clipped, marks outside it are left out; an empty range has no
    leaf. Time grows with the text and with the sum of marks over leaves.

    >>> content = Mark(4, 11, SpanRole.CONTENT, "a", 1)
    >>> cue = Mark(0, 3, SpanRole.CUE, "a", 1)
    >>> [(leaf.text, [m.role.value for m in leaf.marks])
    ...  for leaf in split_leaves("He: it rained", [content, cue])]
    [('He:', ['cue']), (' ', []), ('it rain', ['content']), ('ed', [])]
    """
    stop = len(text) if end is None else min(end, len(text))
    begins: dict[int, list[Mark]] = {}
    bounds = {start, stop}
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, stop)
        if first < last:
            begins.setdefault(first, []).append(mark)
            bounds.update((first, last))
    bounds.update(cut for cut in cuts if start < cut < stop)
    edges = sorted(bounds)
    active: list[Mark] = []
    leaves = []
    for left, right in pairwise(edges):
        active = [mark for mark in active if mark.end > left] + begins.get(left, [])
        ordered = tuple(sorted(active, key=_mark_order))
        leaves.append(Leaf(left, right, text[left:right], ordered))
    return tuple(leaves)


def _mark_order(mark: Mark) -> tuple[int, int, str, int, int, str]:
    return mark.level, mark.number, mark.role.value, mark.start, mark.end, mark.owner
