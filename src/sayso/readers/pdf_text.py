"""The words of one PDF page with their places, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

#: Marks a hyphen at the end of a line; PDFium writes it for "-" and for a soft hyphen alike.
LINE_HYPHEN = "\x02"

# What fonts draw as one glyph and readers search for as letters (Unicode 15, FB00-FB06).
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0xF0B7: "\u2022",  # the bullet of Symbol, as word processors store it
    0xAD: "",  # a soft hyphen inside a line is not to be seen
    0x200B: "",
    0xFEFF: "",
}
_SPACES = frozenset((0x09, 0x20, 0x1680, *range(0x2000, 0x200B), 0x205F, 0x3000))
_BREAKS = frozenset((0x0A, 0x0D))
_HYPHENS = frozenset((0x02, 0xFFFE))


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or the part of one that stands in one line, and the box of its ink in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """Pieces that stand side by side on one base line, in reading order.

    `base` is the height of the base line, `size` the height of the font (ascent and descent), both
    in points. `rtl` says that the words run from right to left. `spaced` says that a space was
    drawn after the last piece.
    """

    pieces: tuple[Piece, ...]
    base: float
    size: float
    rtl: bool = False
    spaced: bool = False

    @property
    def left(self) -> float:
        """Return the left end of the leftmost piece."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        """Return the right end of the rightmost piece."""
        return max(piece.right for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PageText:
    """The fragments of a page in the order in which they are drawn.

    Coordinates are those of the page turned by `quarter` quarter turns clockwise, so that most
    words run to the right; `unturn` leads back. `aside` are fragments that run another way.
    `unreadable` of `characters` have no code for their letter.
    """

    fragments: tuple[Fragment, ...]
    aside: tuple[Fragment, ...]
    quarter: int
    characters: int
    unreadable: int


@dataclass(slots=True)
class _Word:
    text: list[str]
    box: tuple[float, float, float, float]
    base: tuple[float, float]
    size: float
    quarter: int
    first: int
    spaced: bool = False


def clean_word(raw: str) -> str:
    r"""Return a word as people would type it: ligatures spelled out, NFC, no control characters.

    A hyphen that ends the line stays as `LINE_HYPHEN`; what stands for no letter is U+FFFD.

    >>> clean_word("o\ufb03ce"), clean_word("a\x07b"), clean_word("exam\ufffe")
    ('office', 'a\ufffdb', 'exam\x02')
    """
    if raw.isascii() and raw.isprintable():
        return raw
    end = LINE_HYPHEN if raw and ord(raw[-1]) in _HYPHENS else ""
    text = (raw[:-1] if end else raw).translate(_LIGATURES)
    cleaned = "".join(_clean_character(character) for character in text)
    return unicodedata.normalize("NFC", cleaned) + end


def _clean_character(character: str) -> str:
    code = ord(character)
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return character


def read_page_text(textpage: Any) -> PageText:
    """Return the words of a text page of PDFium (`pypdfium2.PdfTextPage`)."""
    groups = _read_groups(textpage)
    words = [word for group in groups for word in group]
    quarters = Counter[int]()
    for word in words:
        quarters[word.quarter] += len(word.text)
    quarter = max(quarters, key=lambda turn: quarters[turn]) if quarters else 0
    letters = "".join("".join(word.text) for word in words)
    straight: list[Fragment] = []
    aside: list[Fragment] = []
    for group in groups:
        for run in _split_by_turn(group):
            fragment = _make_fragment(run, quarter)
            if fragment is not None:
                (straight if run[0].quarter == quarter else aside).append(fragment)
    return PageText(
        tuple(straight),
        tuple(aside),
        quarter,
        len(letters),
        sum(_stands_for_nothing(character) for character in letters),
    )


def unturn(piece: Piece, quarter: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a piece on the page as it is stored."""
    corners = (
        _turn(piece.left, piece.bottom, -quarter),
        _turn(piece.right, piece.top, -quarter),
    )
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _turn(x: float, y: float, quarter: int) -> tuple[float, float]:
    """Return the point after `quarter` quarter turns clockwise about the origin."""
    for _ in range(quarter % 4):
        x, y = y, -x
    return x, y


def _stands_for_nothing(character: str) -> bool:
    code = ord(character)
    return code == 0xFFFD or code == 0 or (0xE000 <= code < 0xF8FF and code != 0xF0B7)


def _read_groups(textpage: Any) -> list[list[_Word]]:
    """Return the words between two line breaks of PDFium, for each pair of breaks."""
    import pypdfium2.raw as raw

    # One set of cells for all characters: a page has thousands, and each call fills them anew.
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    loose = raw.FS_RECTF()
    groups: list[list[_Word]] = []
    group: list[_Word] = []
    word: _Word | None = None
    get_unicode, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = get_unicode(textpage, index)
        if code in _BREAKS or code in _SPACES:
            if word is not None and code not in _BREAKS:
                word.spaced = not raw.FPDFText_IsGenerated(textpage, index)
            word = None
            if code in _BREAKS and group:
                groups.append(group)
                group = []
            continue
        get_box(textpage, index, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if box[0] == box[2] or box[1] == box[3]:  # no ink known: Type 3 fonts, odd spaces
            raw.FPDFText_GetLooseCharBox(textpage, index, loose)
            box = (loose.left, loose.bottom, loose.right, loose.top)
        if word is None or _is_far(word, box):
            jumped = word is not None
            raw.FPDFText_GetLooseCharBox(textpage, index, loose)
            raw.FPDFText_GetCharOrigin(textpage, index, x, y)
            angle = raw.FPDFText_GetCharAngle(textpage, index)
            # PDFium counts angles clockwise from the right.
            quarter = round(-angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0
            across, up = loose.right - loose.left, loose.top - loose.bottom
            word = _Word([], box, (x.value, y.value), across if quarter % 2 else up, quarter, index)
            if jumped or (group and not _on_one_line(group[-1], word)):
                groups.append(group)
                group = []
            group.append(word)
        word.text.append(chr(code) if code < 0x110000 else "\ufffd")
        old = word.box
        word.box = (
            min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3])
        )  # fmt: skip
    if group:
        groups.append(group)
    return [[word for word in group if word.text] for group in groups]


def _is_far(word: _Word, box: tuple[float, float, float, float]) -> bool:
    """Return whether a character's box stands too far off to belong to the word."""
    reach = 2 * max(word.size, 1.0)
    return (
        box[0] > word.box[2] + reach
        or box[2] < word.box[0] - reach
        or box[1] > word.box[3] + reach
        or box[3] < word.box[1] - reach
    )


def _on_one_line(before: _Word, after: _Word) -> bool:
    """Return whether two words share a line, as raised figures and small capitals do."""
    if before.quarter != after.quarter:
        return False
    old, new = (_turn(*word.base, word.quarter)[1] for word in (before, after))
    return abs(old - new) <= 0.6 * max(before.size, after.size)


def _split_by_turn(group: list[_Word]) -> list[list[_Word]]:
    runs: list[list[_Word]] = []
    for word in group:
        if runs and runs[-1][-1].quarter == word.quarter:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _make_fragment(words: list[_Word], quarter: int) -> Fragment | None:
    pieces: list[Piece] = []
    weights: Counter[tuple[float, float]] = Counter()
    rtl = 0
    for index, word in enumerate(words):
        raw = "".join(word.text)
        text = clean_word(_join_surrogates(raw))
        if text.endswith(LINE_HYPHEN) and index < len(words) - 1:
            text = text[:-1] + "-"
        if not text:
            continue
        first = _turn(word.box[0], word.box[1], quarter)
        second = _turn(word.box[2], word.box[3], quarter)
        pieces.append(
            Piece(
                text,
                round(min(first[0], second[0]), 2),
                round(min(first[1], second[1]), 2),
                round(max(first[0], second[0]), 2),
                round(max(first[1], second[1]), 2),
            )
        )
        base = _turn(*word.base, quarter)[1]
        weights[(round(base, 1), round(word.size, 1))] += len(text)
        rtl += (
            -len(text)
            if text.isascii()
            else sum(
                1 if unicodedata.bidirectional(character) in ("R", "AL") else -1
                for character in text
                if character.isalpha()
            )
        )
    if not pieces:
        return None
    base, size = max(weights, key=lambda place: weights[place])
    return Fragment(tuple(pieces), base, max(size, 0.1), rtl > 0, words[-1].spaced)


def _join_surrogates(text: str) -> str:
    """Return the text with pairs of surrogates as one code point, where PDFium gives the pair."""
    if not any(0xD800 <= ord(character) < 0xE000 for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
