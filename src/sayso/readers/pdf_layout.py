"""Paragraphs rebuilt from the lines of all pages, by how lines are set and not by what they say.

A typesetter breaks a line where the next word does not fit any more. So where the first word of
the next line would have fitted into the rest of a line, the break was made on purpose, and a
paragraph ends there. Gaps, indents and sizes of type decide the rest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sayso.core import BlockKind
from sayso.readers.pdf_columns import Line
from sayso.readers.pdf_running import PageLines
from sayso.readers.pdf_text import LINE_HYPHEN

# Sizes of type within 8 % are one size: the boxes of a family's bold and roman differ a little.
_SAME_SIZE = 1.08
# Headings are set at least 15 % larger than the text.
_HEADING_SIZE = 1.15
_HEADING_LINES = 4
# A gap of 1.3 times the usual distance of two base lines parts paragraphs; word processors put at
# least 6 pt between paragraphs of 12 pt (1.4). From 1.08 on, a gap counts with other evidence.
_CLEAR_GAP = 1.3
_MILD_GAP = 1.08
# An unfinished sentence goes on over a gap of up to twice the usual distance: a raised figure or a
# foreign font has pushed the lines apart.
_PUSHED_APART = 2.0
# Width of a space, where none is to be seen, and least indent of a first line, in heights of the
# font.
_SPACE = 0.3
_INDENT = 0.5
# Ends of lines within 1 pt stand at one margin; ink ends that much before the glyph does.
_INK = 1.0
# Ink of one letter starts up to a quarter of the font's height further right than another's.
_BEARING = 0.25

# Columns of fewer lines do not show their margins.
_SHORT_COLUMN = 8

_BULLETS = frozenset("•▪▫◦‣●○■□∙⁃\u2043")
_MARKER = re.compile(r"[•▪▫◦‣●○■□∙⁃*–-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
_CLOSERS = "\"'”’»›)]」』"
_SENTENCE_END = tuple(".!?…:。！？؟۔।")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read as one block, in order."""

    kind: BlockKind
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Measures:
    """What is usual in a document: size of its text, distance of its lines, margins."""

    body: float
    leading: dict[int, float]
    starts: dict[tuple[int, int], float] = field(default_factory=dict)
    ends: dict[tuple[int, int], float] = field(default_factory=dict)
    first_indent: float = 0.0

    @property
    def indented(self) -> bool:
        """Return whether first lines are indented, and paragraphs not set apart by gaps."""
        return self.first_indent > 0

    def distance(self, size: float) -> float:
        """Return the usual distance of two base lines in type of this size."""
        return self.leading.get(round(size), 0.0) or self.leading[0] * size

    def room(self, line: Line) -> float:
        """Return how much of the line's column is left free after it."""
        return self.ends[line.page, line.column] - _end(line)

    def indent(self, line: Line) -> float:
        """Return how far the line starts after the column does."""
        return _start(line) - self.starts[line.page, line.column]

    def width(self, line: Line) -> float:
        """Return the width of the line's column."""
        place = line.page, line.column
        return self.ends[place] - self.starts[place]


def build_paragraphs(pages: Sequence[PageLines]) -> list[Paragraph]:
    """Return the paragraphs of all pages in reading order.

    Running heads, feet and page numbers are blocks of their own (`BOILERPLATE`); they and footnotes
    stand after the paragraph that runs on over the page's end, so that they do not cut it.
    """
    flow: list[Line] = []
    held: dict[int, list[Paragraph]] = defaultdict(list)
    measures = _measure([list(page.lines) for page in pages])
    for page in pages:
        notes = _find_notes(page.lines, measures)
        flow.extend(line for line in page.lines if id(line) not in notes)
        for group in _group([line for line in page.lines if id(line) in notes], measures):
            held[group[0].page].append(_make_paragraph(group, measures))
        for line in page.running:
            held[line.page].append(Paragraph(BlockKind.BOILERPLATE, (line,)))
    found: list[Paragraph] = []
    for group in _group(flow, measures):
        for number in sorted(number for number in held if number < group[0].page):
            found.extend(held.pop(number))
        found.append(_make_paragraph(group, measures))
    for number in sorted(held):
        found.extend(held[number])
    return found


def ends_sentence(text: str) -> bool:
    """Return whether the text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_SENTENCE_END)


def _start(line: Line) -> float:
    return -line.right if line.rtl else line.left


def _end(line: Line) -> float:
    return -line.left if line.rtl else line.right


# --- what is usual ----------------------------------------------------------------------------


def _find_notes(page: Sequence[Line], measures: _Measures) -> set[int]:
    """Return the `id`s of the footnotes: small type at the foot of a column of larger type."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in page:
        columns[line.column].append(line)
    found: set[int] = set()
    for lines in columns.values():
        last = len(lines)
        while last > 0 and lines[last - 1].size * _SAME_SIZE < measures.body:
            last -= 1
        if last:
            found.update(id(line) for line in lines[last:])
    return found


def _measure(pages: Sequence[Sequence[Line]]) -> _Measures:
    sizes: Counter[float] = Counter()
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages:
        for line in page:
            sizes[round(line.size * 4) / 4] += sum(len(piece.text) for piece in line.pieces)
            columns[line.page, line.column].append(line)
    body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 1.0
    measures = _Measures(body, {0: 1.3})
    pools = _pool_columns(columns, body)
    for places in pools:
        lines = [line for place in places for line in columns[place]]
        text = [line for line in lines if _same_size(line.size, body)] or lines
        start, end = _find_start(text), _find_end(text)
        for place in places:
            measures.starts[place], measures.ends[place] = start, end
    measures.leading = _measure_leading(columns, measures)
    measures.first_indent = _find_indent(columns, measures)
    return measures


def _pool_columns(
    columns: dict[tuple[int, int], list[Line]], body: float
) -> list[list[tuple[int, int]]]:
    """Return the places that hold one column each, over all pages.

    The few lines of a last page do not show where the margins are; they belong to a longer column
    that starts at most four heights of the font before them and is at least as wide.
    """
    pools: list[list[tuple[int, int]]] = []
    extents: list[tuple[float, float]] = []
    for place in sorted(columns, key=lambda place: (-len(columns[place]), place)):
        lines = columns[place]
        start, end = min(map(_start, lines)), max(map(_end, lines))
        short = len(lines) < _SHORT_COLUMN
        near = [
            (abs(first - start), last, number)
            for number, (first, last) in enumerate(extents)
            if (abs(first - start) <= body or (short and first <= start <= first + 4 * body))
            and (abs(last - end) <= 3 * body or (short and end <= last + body))
        ]
        if near:
            pools[min(near)[2]].append(place)
        else:
            pools.append([place])
            extents.append((start, end))
    return pools


def _measure_leading(
    columns: dict[tuple[int, int], list[Line]], measures: _Measures
) -> dict[int, float]:
    """Return the usual distance of base lines for each rounded size; for 0, per point of size."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for lines in columns.values():
        for before, after in pairwise(lines):
            step = before.base - after.base
            if not _same_size(before.size, after.size) or not 0.7 < step / after.size < 3:
                continue
            if _would_fit(before, after, measures):
                continue
            # In a page of short paragraphs most distances are gaps between them: where a full line
            # stops in mid-sentence, the next one surely belongs to it.
            surely = not ends_sentence(before.pieces[-1].text) and _starts_low(after)
            steps[round(after.size)][round(step * 2) / 2] += 10 if surely else 1
    # Of two distances equally frequent the smaller is that of lines, the larger of paragraphs.
    leading = {
        size: max(counts, key=lambda step: (counts[step], -step))
        for size, counts in steps.items()
        if sum(counts.values()) >= 3
    }
    usual = leading.get(round(measures.body))
    leading[0] = usual / measures.body if usual else 1.3
    return leading


def _find_start(lines: list[Line]) -> float:
    """Return where most lines start, or the leftmost place if many start there."""
    counts = Counter(round(_start(line)) for line in lines)
    first = min(counts)
    near = counts[first] + counts[first + 1]
    usual = max(counts, key=lambda place: (counts[place], -place))
    return float(first if near >= 0.15 * len(lines) else usual)


def _find_end(lines: list[Line]) -> float:
    """Return the margin where lines end: where most do if set flush, else the furthest end."""
    counts = Counter(round(_end(line)) for line in lines)
    usual = max(counts, key=lambda place: (counts[place] + counts[place + 1], place))
    # A line too long for its column (an address that cannot be broken) is not the margin.
    if len(lines) >= 6 and counts[usual] + counts[usual + 1] >= 0.3 * len(lines):
        return max(_end(line) for line in lines if round(_end(line)) in (usual, usual + 1))
    return max(_end(line) for line in lines)


def _find_indent(columns: dict[tuple[int, int], list[Line]], measures: _Measures) -> float:
    """Return how far first lines are indented, 0 where gaps set paragraphs apart instead."""
    indents: Counter[float] = Counter()
    gaps = 0
    for lines in columns.values():
        for before, after in pairwise(lines):
            if not _same_size(before.size, after.size):
                continue
            if _is_gap(before, after, measures, _CLEAR_GAP):
                gaps += 1
            elif measures.indent(after) > _INDENT * after.size >= measures.indent(before):
                indents[float(round(measures.indent(after)))] += 1
    if sum(indents.values()) <= gaps:
        return 0.0
    return max(indents, key=lambda indent: (indents[indent], -indent))


def _same_size(one: float, other: float) -> bool:
    return max(one, other) <= _SAME_SIZE * min(one, other)


def _is_gap(before: Line, after: Line, measures: _Measures, times: float) -> bool:
    usual = measures.distance(max(before.size, after.size))
    return before.base - after.base > times * usual + 0.5


# --- paragraphs -------------------------------------------------------------------------------


def _group(lines: list[Line], measures: _Measures) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, measures):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(group: list[Line], line: Line, measures: _Measures) -> bool:
    """Return whether a line belongs to the paragraph that the group of lines has begun."""
    before = group[-1]
    if not _same_size(before.size, line.size):
        return False
    same_column = (before.page, before.column) == (line.page, line.column)
    if before.size > _HEADING_SIZE * measures.body:
        return same_column and 0 < before.base - line.base < 1.6 * line.size
    if line.pieces[0].text[0] in _BULLETS:
        return False
    words = before.pieces[-1].text
    if words.endswith(LINE_HYPHEN):
        return True
    room = measures.room(before)
    finished = ends_sentence(words)
    unfinished = not finished and _starts_low(line)
    if _would_fit(before, line, measures):
        # Lines broken by hand, or evened out, in the middle of a sentence: no word is cut off by
        # much, no gap follows.
        return (
            unfinished
            and room < 0.4 * measures.width(before)
            and not (same_column and _is_gap(before, line, measures, _MILD_GAP))
            and not _starts_paragraph(line, measures)
        )
    if not same_column:
        return _continues_elsewhere(line, measures, finished=finished, unfinished=unfinished)
    if before.base <= line.base:
        return False
    if _is_gap(before, line, measures, _CLEAR_GAP):
        return unfinished and not _is_gap(before, line, measures, _PUSHED_APART)
    if _is_gap(before, line, measures, _MILD_GAP):
        return not finished
    return unfinished or not _is_set_off(group, line, measures)


def _would_fit(before: Line, after: Line, measures: _Measures) -> bool:
    """Return whether the first word of a line would have fitted into the line before."""
    first = after.pieces[0]
    ordered = sorted(before.pieces, key=lambda piece: piece.left)
    gaps = sorted(right.left - left.right for left, right in pairwise(ordered))
    space = max(gaps[len(gaps) // 2], 0.0) if gaps else _SPACE * before.size
    return measures.room(before) >= first.right - first.left + space + _INK


def _continues_elsewhere(
    line: Line, measures: _Measures, *, finished: bool, unfinished: bool
) -> bool:
    """Return whether a full line goes on in the next column or on the next page."""
    is_indented = measures.indent(line) > _INDENT * line.size
    if unfinished:
        return True
    if not finished:
        return not (is_indented and measures.indented)
    return not is_indented


def _is_set_off(group: list[Line], line: Line, measures: _Measures) -> bool:
    """Return whether a line starts a paragraph by its indent, against the lines before it."""
    before = group[-1]
    step = _start(line) - _start(before)
    least = _INDENT * line.size
    if step > least:
        return not _hangs(group, line)
    if abs(step) <= _BEARING * line.size and _starts_paragraph(line, measures):
        return True  # a paragraph of one line that fills it, and the next one
    if step < -least:
        # After an indented first line the others start further left; after an indented block
        # of several lines, that is a new paragraph.
        return len(group) > 1 and measures.indent(before) > least and not _is_marked(group[0])
    return False


def _starts_paragraph(line: Line, measures: _Measures) -> bool:
    """Return whether the line is indented as the first lines of this document are."""
    indent = measures.indent(line)
    return measures.indented and abs(indent - measures.first_indent) <= _BEARING * line.size


def _hangs(group: list[Line], line: Line) -> bool:
    """Return whether the line stands under the words of a list item, beside its mark."""
    first = group[0]
    return (
        _is_marked(first)
        and len(first.pieces) > 1
        and abs(_start(line) - first.pieces[1].left) <= 0.3 * line.size
    )


def _is_marked(line: Line) -> bool:
    return _MARKER.fullmatch(line.pieces[0].text) is not None


def _starts_low(line: Line) -> bool:
    return next((letter.islower() for letter in line.text if letter.isalpha()), False)


def _make_paragraph(lines: list[Line], measures: _Measures) -> Paragraph:
    first = lines[0]
    if first.size > _HEADING_SIZE * measures.body and len(lines) <= _HEADING_LINES:
        return Paragraph(BlockKind.HEADLINE, tuple(lines))
    if first.pieces[0].text[0] in _BULLETS:
        return Paragraph(BlockKind.LIST_ITEM, tuple(lines))
    return Paragraph(BlockKind.PARAGRAPH, tuple(lines))
