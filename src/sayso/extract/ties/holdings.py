"""Which attributions hold which places of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sayso.core import (
    Attribution,
    Review,
)


class Holdings:
    """Which attributions hold which places of a text; asked in text order."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._by_id = {row.id: row for row in attributions}
        self._opening = sorted(
            (
                (span.start, span.end, number)
                for number, row in enumerate(attributions)
                if row.review is not Review.SUGGESTED
                for span in row.content
            ),
            key=lambda item: (item[0], -item[1]),
        )
        self._rows = attributions
        self._starts = [item[0] for item in self._opening]
        # The longest reach of any content up to each: a look back can stop early.
        self._reach: list[int] = []
        far = 0
        for _, end, _ in self._opening:
            far = max(far, end)
            self._reach.append(far)

    def chain(self, start: int) -> list[Attribution]:
        """Return the attributions whose contents hold a place, the innermost first."""
        held: dict[int, int] = {}
        at = bisect_right(self._starts, start) - 1
        for _ in range(64):
            if at < 0 or self._reach[at] <= start:
                break
            begin, end, number = self._opening[at]
            if begin <= start < end:
                held.setdefault(number, end - begin)
            at -= 1
        inner = sorted(
            held, key=lambda number: sum(s.end - s.start for s in self._rows[number].content)
        )
        chain: list[Attribution] = []
        for number in inner[:1]:
            row: Attribution | None = self._rows[number]
            while row is not None and row not in chain:
                chain.append(row)
                row = self._by_id.get(row.parent or "")
        known = {id(row) for row in chain}
        rest = [self._rows[number] for number in inner if id(self._rows[number]) not in known]
        return chain + [row for row in rest if _covers(row, chain)]


def _covers(outer: Attribution, chain: Sequence[Attribution]) -> bool:
    """Return whether an attribution's content holds the cue of all those in a chain."""
    for row in chain:
        place = row.cue or row.content
        if not place:
            return False
        if not any(s.start <= place[0].start and place[0].end <= s.end for s in outer.content):
            return False
    return True
