"""Clean text put together piece by piece, each remembering where in the source it came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.core import Block, BlockKind, ByteRange, Segment, SourceMap
from sayso.readers.charset import Decoded

# What may not stand in a text as it is: line ends of other systems, C0 controls, DEL, and lone
# surrogates (bytes that the encoding does not know).
_SPECIAL = re.compile("\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+|[\ud800-\udfff]+")

# Controls that separate words are replaced by a space, so that words do not grow together.
_SEPARATING = "\x0b\x0c\x1c\x1d\x1e\x1f"

_WORD = re.compile(r"\s+|\S+")


@dataclass(slots=True)
class _Piece:  # not frozen: making a million frozen ones took a second
    start: int
    end: int
    source_start: int
    source_end: int
    exact: bool


class TextBuilder:
    """The text of one document as it grows, its pieces and its blocks.

    All places in the source are indices of code points of `source.text`; they become byte ranges
    when the text is finished. With `keep_length`, each replaced code point gives exactly one, so
    that offsets in the source's text hold in the clean one (but for normalisation).
    """

    def __init__(self, source: Decoded, *, keep_length: bool = False) -> None:
        self.source = source
        self.keep_length = keep_length
        self.length = 0
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._pieces: list[_Piece] = []

    @property
    def last(self) -> str:
        """Return the last code point put so far, or an empty string."""
        return self._words[-1][-1] if self._words else ""

    def copy(self, start: int, end: int) -> None:
        """Add the source's code points `start` to `end`, unprintable ones replaced."""
        text = self.source.text
        at = start
        for match in _SPECIAL.finditer(text, start, end):
            self._add(text[at : match.start()], at, match.start(), exact=True)
            self._add(self._replace(match.group()), match.start(), match.end(), exact=False)
            at = match.end()
        self._add(text[at:end], at, end, exact=True)

    def put(self, words: str, start: int, end: int) -> None:
        """Add `words`, which stand for the source's code points `start` to `end`."""
        self._add(_SPECIAL.sub(self._replace_match, words), start, end, exact=False)

    def invent(self, words: str) -> None:
        """Add `words` that have no original, such as the break between two blocks."""
        if words:
            self._words.append(words)
            self.length += len(words)

    def close_block(self, start: int, kind: BlockKind) -> None:
        """Make a block of the text from `start` on; white space at its ends stays outside."""
        words = self.since(start)
        stripped = words.strip()
        if not stripped:
            return
        first = start + len(words) - len(words.lstrip())
        self.blocks.append(Block(first, first + len(stripped), kind))

    def since(self, start: int) -> str:
        """Return the text from `start` to its present end."""
        found: list[str] = []
        at = self.length
        for words in reversed(self._words):
            if at <= start:
                break
            found.append(words)
            at -= len(words)
        return "".join(reversed(found))[max(0, start - at) :]

    def finish(
        self, blocks: tuple[Block, ...] | None = None
    ) -> tuple[str, tuple[Block, ...], SourceMap]:
        """Return the text in NFC, its blocks and its map."""
        text = "".join(self._words)
        chosen = tuple(self.blocks) if blocks is None else blocks
        pieces = self._pieces
        if not unicodedata.is_normalized("NFC", text):
            edits = _find_edits(text)
            text, pieces = _apply_edits(text, pieces, edits)
            chosen = tuple(
                replace(block, start=_shift(edits, block.start), end=_shift(edits, block.end))
                for block in chosen
            )
        offset = self.source.follow_offsets()
        segments = tuple(
            segment for piece in pieces for segment in self._make_segments(piece, text, offset)
        )
        return text, chosen, SourceMap(segments, self.source.encoding)

    def _add(self, words: str, start: int, end: int, *, exact: bool) -> None:
        if not words:
            return
        self._words.append(words)
        first = self.length
        self.length += len(words)
        previous = self._pieces[-1] if self._pieces else None
        if (
            exact
            and previous is not None
            and previous.exact
            and previous.end == first
            and previous.source_end == start
        ):
            previous.end, previous.source_end = self.length, end
        else:
            self._pieces.append(_Piece(first, self.length, start, end, exact))

    def _replace(self, found: str) -> str:
        if found[0] == "\r":
            return " \n" if self.keep_length and len(found) == 2 else "\n"
        return "".join(" " if point in _SEPARATING else "\ufffd" for point in found)

    def _replace_match(self, match: re.Match[str]) -> str:
        return self._replace(match.group())

    def _make_segments(
        self, piece: _Piece, text: str, offset: Callable[[int], int]
    ) -> list[Segment]:
        if piece.exact and not self.source.exact:
            # The bytes cannot be cut by encoding again: one segment a word instead.
            shift = piece.source_start - piece.start
            return [
                Segment(
                    match.start(),
                    match.end(),
                    ByteRange(offset(match.start() + shift), offset(match.end() + shift)),
                    False,
                )
                for match in _WORD.finditer(text, piece.start, piece.end)
            ]
        origin = ByteRange(offset(piece.source_start), offset(piece.source_end))
        return [Segment(piece.start, piece.end, origin, piece.exact)]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    words: str
    shift: int  # what to add to an offset behind this edit


def _find_edits(text: str) -> list[_Edit]:
    edits: list[_Edit] = []
    shift = 0
    for line in re.finditer("[^\n]+", text):
        if unicodedata.is_normalized("NFC", line.group()):
            continue
        for start, end in _clusters(text, line.start(), line.end()):
            found = text[start:end]
            words = unicodedata.normalize("NFC", found)
            if words != found:
                shift += len(words) - (end - start)
                edits.append(_Edit(start, end, words, shift))
    return edits


def _clusters(text: str, start: int, end: int) -> list[tuple[int, int]]:
    # A cluster is a code point with all that may compose with it: marks, and the vowels and finals
    # of Hangul and the vowels of Kirat Rai (which are letters). Nothing composes across clusters.
    found: list[tuple[int, int]] = []
    first = start
    for index in range(start + 1, end):
        point = text[index]
        if unicodedata.category(point)[0] == "M" or "\u1161" <= point <= "\u11ff":
            continue
        if "\U00016d63" <= point <= "\U00016d6a":
            continue
        found.append((first, index))
        first = index
    found.append((first, end))
    return found


def _shift(edits: list[_Edit], at: int) -> int:
    before = bisect_right(edits, at, key=_edit_end)
    return at + (edits[before - 1].shift if before else 0)


def _edit_end(edit: _Edit) -> int:
    return edit.end


def _apply_edits(text: str, pieces: list[_Piece], edits: list[_Edit]) -> tuple[str, list[_Piece]]:
    words: list[str] = []
    at = 0
    for edit in edits:
        words += [text[at : edit.start], edit.words]
        at = edit.end
    words.append(text[at:])

    changed: list[_Piece] = []
    index = 0  # of the first edit that may still touch a piece
    for piece in pieces:
        while index < len(edits) and edits[index].end <= piece.start:
            index += 1
        shift = edits[index - 1].shift if index else 0
        at = piece.start
        near = index
        while near < len(edits) and edits[near].start < piece.end:
            edit = edits[near]
            if at < edit.start:
                changed.append(_cut(piece, at, edit.start, shift))
            low, high = max(edit.start, piece.start), min(edit.end, piece.end)
            source = _cut(piece, low, high, 0)
            first = edit.start + shift
            if (
                changed
                and changed[-1].start == first
                and not changed[-1].exact
                and low > edit.start
            ):
                # The letter stood in one piece and its accent in the next.
                changed[-1].source_end = source.source_end
            else:
                changed.append(
                    _Piece(
                        first,
                        first + len(edit.words),
                        source.source_start,
                        source.source_end,
                        False,
                    )
                )
            shift = edit.shift
            at = high
            near += 1
        if at < piece.end:
            changed.append(_cut(piece, at, piece.end, shift))
    return "".join(words), changed


def _cut(piece: _Piece, start: int, end: int, shift: int) -> _Piece:
    if not piece.exact:
        return _Piece(start + shift, end + shift, piece.source_start, piece.source_end, False)
    first = piece.source_start + start - piece.start
    return _Piece(start + shift, end + shift, first, first + end - start, True)
