"""The lines of a page in the order in which they are read, column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.readers.pdf_text import Fragment, Piece

# A gutter is at least this wide in points. Gaps of justified words are wider at times, but not in
# the same place line after line.
_GUTTER = 8.0
# Columns have at least so many lines each, and at least so many words in most lines: a table's
# cells have fewer, and are read row by row.
_MIN_LINES = 4
_MIN_WORDS = 3
# Columns inside columns: a page of three is cut twice.
_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its pieces in reading order, and the column in which it stands.

    `page` counts from 1; `column` numbers the stretches of a page that are read one after the
    other. Lengths are in points. `spaced` says that a space was drawn after the last piece.
    """

    page: int
    column: int
    pieces: tuple[Piece, ...]
    base: float
    size: float
    left: float
    right: float
    quarter: int = 0
    rtl: bool = False
    spaced: bool = False

    @property
    def text(self) -> str:
        """Return the pieces with one space between."""
        return " ".join(piece.text for piece in self.pieces)


def order_lines(fragments: Sequence[Fragment], page: int, quarter: int = 0) -> list[Line]:
    """Return the lines of a page, top to bottom, and column by column where there are columns."""
    lines: list[Line] = []
    for number, column in enumerate(_cut(list(fragments), 0)):
        lines.extend(make_line(row, page, number, quarter) for row in group_rows(column))
    return lines


def _cut(fragments: list[Fragment], depth: int) -> list[list[Fragment]]:
    """Return the fragments of each column, in reading order."""
    gutter = _find_gutter(fragments) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [fragments] if fragments else []
    usual = sorted(fragment.size for fragment in fragments)[len(fragments) // 2]
    found: list[list[Fragment]] = []
    sides: tuple[list[Fragment], list[Fragment]] = ([], [])
    across: list[Fragment] = []

    def finish() -> None:
        # A line across the page ends the columns above it, as a headline between two stories.
        for side in sides:
            found.extend(_cut(list(side), depth + 1))
            side.clear()

    for fragment in sorted(fragments, key=lambda one: -one.base):
        halves = _split_at(fragment, gutter)
        runs_across = len(halves) == 1 and fragment.left < gutter < fragment.right
        if runs_across or (across and _ends_heading(across[-1], fragment, usual)):
            finish()
            across.append(fragment)
            continue
        if across:
            found.append(across)
            across = []
        for half in halves:
            sides[0 if half.right <= gutter else 1].append(half)
    finish()
    if across:
        found.append(across)
    return found


def _ends_heading(before: Fragment, fragment: Fragment, usual: float) -> bool:
    """Return whether a fragment is the last, short line of a heading across the columns."""
    return (
        before.size > 1.15 * usual
        and abs(before.size - fragment.size) < 0.05 * before.size
        and 0 < before.base - fragment.base < 1.6 * before.size
    )


def _find_gutter(fragments: list[Fragment]) -> float | None:
    """Return the middle of the widest gutter, or None where the page has one column."""
    if len(fragments) < 2 * _MIN_LINES:
        return None
    first = min(fragment.left for fragment in fragments)
    last = max(fragment.right for fragment in fragments)
    if not 0 < last - first < 20_000:
        return None
    width = int(last - first) + 1
    covered = [0] * width
    for fragment in fragments:
        # Neighbouring words count as one stretch unless their gap could be a gutter.
        stretches: list[list[float]] = []
        for piece in sorted(fragment.pieces, key=lambda one: one.left):
            if stretches and piece.left - stretches[-1][1] < _GUTTER:
                stretches[-1][1] = max(stretches[-1][1], piece.right)
            else:
                stretches.append([piece.left, piece.right])
        for left, right in stretches:
            for place in range(int(left - first), min(int(right - first) + 1, width)):
                covered[place] += 1
    # Few lines may cross a gutter (headlines); with many allowed, a short last column is no more
    # than such lines, so the strict limit is tried first.
    for limit in (0, len(fragments) // 20, len(fragments) // 8):
        runs = [
            (end - start, first + (start + end) / 2)
            for start, end in _find_empty(covered, limit)
            if _parts(fragments, first + (start + end) / 2)
        ]
        if runs:
            return max(runs)[1]
    return None


def _find_empty(covered: list[int], limit: int) -> list[tuple[int, int]]:
    """Return the stretches, wide enough for a gutter, that at most `limit` lines cover."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for place, lines in enumerate(covered):
        if lines <= limit:
            start = place if start is None else start
            continue
        if start is not None and start > 0 and place - start >= _GUTTER:
            found.append((start, place))
        start = None
    return found


def _parts(fragments: list[Fragment], gutter: float) -> bool:
    """Return whether enough running text stands on both sides of the gutter."""
    sides: tuple[list[int], list[int]] = ([], [])
    across = 0
    for fragment in fragments:
        halves = _split_at(fragment, gutter)
        if len(halves) == 1 and fragment.left < gutter < fragment.right:
            across += 1
            continue
        for half in halves:
            sides[0 if half.right <= gutter else 1].append(len(half.pieces))
    smaller, larger = sorted(len(side) for side in sides)
    if not smaller:
        return False
    if across > smaller or (smaller < _MIN_LINES and (across or larger < 2 * _MIN_LINES)):
        return False  # the last column of a story may have a line only, but then none runs across
    return all(sorted(side)[len(side) // 2] >= _MIN_WORDS for side in sides)


def _split_at(fragment: Fragment, gutter: float) -> list[Fragment]:
    """Return the fragment, in two where the gutter runs through a wide gap between its words."""
    left = tuple(piece for piece in fragment.pieces if piece.right <= gutter)
    right = tuple(piece for piece in fragment.pieces if piece.left >= gutter)
    if not left or not right or len(left) + len(right) < len(fragment.pieces):
        return [fragment]
    gap = min(piece.left for piece in right) - max(piece.right for piece in left)
    if gap < _GUTTER:
        return [fragment]
    return [replace(fragment, pieces=left), replace(fragment, pieces=right)]


def group_rows(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Return the fragments on one base line together, from the top down."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: (-one.base, one.left)):
        if rows and abs(rows[-1][0].base - fragment.base) <= 0.35 * min(
            rows[-1][0].size, fragment.size
        ):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return _join_raised(rows)


def _join_raised(rows: list[list[Fragment]]) -> list[list[Fragment]]:
    """Return the rows with raised or lowered small marks put into the line that they belong to."""
    joined: list[list[Fragment]] = []
    for row in rows:
        if joined and _is_mark_of(joined[-1], row):
            joined[-1] = [*joined[-1], *row]
        elif joined and _is_mark_of(row, joined[-1]):
            joined[-1] = [*row, *joined[-1]]
        else:
            joined.append(row)
    return joined


def _is_mark_of(line: list[Fragment], mark: list[Fragment]) -> bool:
    size = max(fragment.size for fragment in line)
    return (
        max(fragment.size for fragment in mark) < 0.8 * size
        and abs(line[0].base - mark[0].base) < 0.6 * size
        and all(len(fragment.pieces) == 1 for fragment in mark)
        and not any(
            mine.left < other.right - 0.5 and other.left < mine.right - 0.5
            for mine in mark
            for other in line
        )
    )


def make_line(row: Sequence[Fragment], page: int, column: int, quarter: int = 0) -> Line:
    """Return the line that fragments on one base line make."""
    rtl = sum(len(fragment.pieces) * (1 if fragment.rtl else -1) for fragment in row) > 0
    ordered = sorted(row, key=lambda one: -one.right if rtl else one.left)
    weights: Counter[tuple[float, float]] = Counter()
    for fragment in ordered:
        weights[(fragment.base, fragment.size)] += sum(len(piece.text) for piece in fragment.pieces)
    base, size = max(weights, key=lambda place: weights[place])
    return Line(
        page=page,
        column=column,
        pieces=tuple(piece for fragment in ordered for piece in fragment.pieces),
        base=base,
        size=size,
        left=min(fragment.left for fragment in ordered),
        right=max(fragment.right for fragment in ordered),
        quarter=quarter,
        rtl=rtl,
        spaced=ordered[-1].spaced,
    )
