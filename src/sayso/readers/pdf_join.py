"""The text of paragraphs whose lines are joined, and where each word of it stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.core import Block, PageBox, Segment
from sayso.readers.pdf_columns import Line
from sayso.readers.pdf_layout import Paragraph
from sayso.readers.pdf_text import LINE_HYPHEN, Piece, unturn

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011'’][^\W\d_]+)*")
_HYPHENS = ("-", "\u2010", LINE_HYPHEN)
# After a hyphen that stands for the rest of a word ("short- and long-term") comes a space.
_SUSPENDING = frozenset(("and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o"))
# Signs after which a line may be broken though no space follows.
_DASHES = ("\u2014", "/")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How words are written in a document, in small letters, and what its hyphens mostly do."""

    counts: Counter[str]
    drops_hyphens: bool = False


@dataclass(slots=True)
class _Token:
    glue: str
    text: str
    box: PageBox


def join_paragraphs(
    paragraphs: Sequence[Paragraph],
) -> tuple[str, tuple[Block, ...], tuple[Segment, ...]]:
    """Return the text, blocks apart by an empty line, with its blocks and segments.

    There is one segment for each piece, whose box is that of the ink. Where a line ends in a
    hyphen, the word is joined as it stands elsewhere in the document, with the hyphen or without;
    if it stands nowhere else, the hyphen stays, unless more hyphens at line ends of this document
    went than stayed.
    """
    spelling = _learn_spelling(paragraphs)
    parts: list[str] = []
    blocks: list[Block] = []
    segments: list[Segment] = []
    place = 0
    for paragraph in paragraphs:
        tokens = _join_lines(paragraph.lines, spelling)
        if blocks:
            tokens[0].glue = "\n\n"
        start = place + len(tokens[0].glue)
        for token in tokens:
            parts += token.glue, token.text
            place += len(token.glue)
            segments.append(Segment(place, place + len(token.text), token.box, exact=False))
            place += len(token.text)
        blocks.append(Block(start, place, paragraph.kind))
    return "".join(parts), tuple(blocks), tuple(segments)


def _join_lines(lines: Sequence[Line], spelling: _Spelling) -> list[_Token]:
    tokens: list[_Token] = []
    before: Line | None = None
    for line in lines:
        for number, piece in enumerate(line.pieces):
            glue = " " if tokens else ""
            if before is not None and number == 0:
                tokens[-1].text, glue = _join_words(before, tokens[-1].text, piece.text, spelling)
            tokens.append(_Token(glue, piece.text, _box(piece, line)))
        before = line
    tokens[-1].text = _write_hyphen(tokens[-1].text)
    return tokens


def _join_words(line: Line, first: str, second: str, spelling: _Spelling) -> tuple[str, str]:
    """Return the last word of a line as it is to stand, and what comes between it and the next."""
    if first.endswith(_HYPHENS) and first[-2:-1].isalnum() and second[0].isalnum():
        if line.spaced or second.casefold() in _SUSPENDING:
            return _write_hyphen(first), " "
        stem = first[:-1]
        if second[0].islower() and _drops_hyphen(stem, second, spelling):
            first = stem
        glue = ""
    elif first.endswith(_DASHES) and len(first) > 1 and not line.spaced and second[0].isalnum():
        glue = ""
    else:
        return _write_hyphen(first), " "
    first = _write_hyphen(first)
    # A mark that would melt into the letter before it (never found, but offsets hang on it).
    joined = first + second
    return first, glue if unicodedata.normalize("NFC", joined) == joined else " "


def _write_hyphen(text: str) -> str:
    return text[:-1] + "-" if text.endswith(LINE_HYPHEN) else text


def _drops_hyphen(stem: str, second: str, spelling: _Spelling) -> bool:
    head, tail = _last_word(stem), _first_word(second)
    plain, hyphened = spelling.counts[head + tail], spelling.counts[f"{head}-{tail}"]
    if plain == hyphened:
        return spelling.drops_hyphens
    return plain > hyphened


def _learn_spelling(paragraphs: Sequence[Paragraph]) -> _Spelling:
    counts: Counter[str] = Counter()
    broken: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        held = ""
        for line in paragraph.lines:
            words = [piece.text for piece in line.pieces]
            if held:
                broken.append((held[:-1], words[0]))
                words = words[1:]
            held = words.pop() if words and words[-1].endswith(_HYPHENS) else ""
            for word in words:
                counts.update(match.casefold() for match in _WORD.findall(word))
    spelling = _Spelling(counts)
    known = [
        _drops_hyphen(stem, second, spelling)
        for stem, second in broken
        if stem and second and _is_known(stem, second, counts)
    ]
    return _Spelling(counts, drops_hyphens=sum(known) >= 2 and sum(known) * 2 > len(known))


def _is_known(stem: str, second: str, counts: Counter[str]) -> bool:
    head, tail = _last_word(stem), _first_word(second)
    return counts[head + tail] != counts[f"{head}-{tail}"]


def _last_word(text: str) -> str:
    found = _WORD.findall(text)
    return found[-1].casefold() if found else ""


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found.group().casefold() if found else ""


def _box(piece: Piece, line: Line) -> PageBox:
    left, bottom, right, top = unturn(piece, line.quarter)
    return PageBox(line.page, left, bottom, right, top)
