"""The second reader for PDF, for files at which the first one died: coarser, in pure Python."""

from __future__ import annotations

import codecs
import io
import logging
from collections.abc import Sequence
from typing import Any

from sayso.core import Block, PageBox, Segment, SourceMap
from sayso.readers.parsed import PageDone, Parsed
from sayso.readers.pdf_about import (
    check_page_count,
    describe_pages,
    make_parsed,
    refuse_encrypted,
    refuse_malformed,
)
from sayso.readers.pdf_columns import Line
from sayso.readers.pdf_guard import check_streams
from sayso.readers.pdf_join import join_paragraphs
from sayso.readers.pdf_layout import build_paragraphs
from sayso.readers.pdf_running import PageLines, find_running_lines
from sayso.readers.pdf_text import Piece, clean_word

#: Name and version of this reader, kept with each document.
READER = "pdf-again/1"
# Lines come without places, so they are laid out as on a typewriter, in points.
_SIZE, _STEP, _ADVANCE = 10.0, 12.0, 5.0
# A line of so much of the longest one's length counts as full: letters differ in width.
_FULL = 0.8
# Encodings of strings and fonts that pypdf may ask for.
_CODECS = (
    "ascii", "latin-1", "cp1252", "mac-roman", "utf-8", "utf-16", "utf-16-be", "utf-16-le",
    "charmap", "gbk", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949",
)  # fmt: skip


def preload() -> None:
    """Import everything that `parse_pdf_again` uses: later no file can be opened."""
    import pypdf

    # It logs each oddity of a broken file; what matters is told as trouble.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    for name in _CODECS:
        codecs.lookup(name)
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    buffer = io.BytesIO()
    writer.write(buffer)
    pypdf.PdfReader(buffer).pages[0].extract_text()


def parse_pdf_again(data: bytes, page_done: PageDone) -> Parsed:
    """Return the text of a PDF as `parse_pdf` does, mapped to whole pages.

    Raises
    ------
    UnreadableError
        `encrypted`, `malformed`, `refused_size`, or `no_text` where no page has a text layer.
    """
    check_streams(data)
    reader = _open(data)
    count = _count_pages(reader)
    check_page_count(count)
    pages: list[list[Line]] = []
    boxes: dict[int, PageBox] = {}
    without_text: list[int] = []
    broken: list[int] = []
    for number in range(1, count + 1):
        read = _read_page(reader, number)
        if read is None:
            broken.append(number)
        elif not read[0].strip():
            without_text.append(number)
        else:
            pages.append(_lay_out(read[0], number))
            boxes[number] = read[1]
        page_done(number)
    troubles = describe_pages(count, without_text=without_text, broken=broken)
    text, blocks, segments = join_paragraphs(build_paragraphs(_part(pages)))
    source_map = SourceMap(_widen(blocks, segments, boxes))
    return make_parsed((text, blocks, source_map), READER, _read_meta(reader), troubles)


# pypdf raises whatever its code meets in a broken file (KeyError, RecursionError, its own errors),
# so each of its calls is guarded against all of them. Only too little memory is no matter of the
# file: the worker tells of that.


def _open(data: bytes) -> Any:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except MemoryError:
        raise
    except pypdf.errors.DependencyError:
        locked = True
    except Exception as error:
        refuse_malformed(f"pypdf cannot open it: {type(error).__name__}")
    if locked:
        refuse_encrypted()
    return reader


def _count_pages(reader: Any) -> int:
    try:
        return len(reader.pages)
    except MemoryError:
        raise
    except Exception as error:
        refuse_malformed(f"pypdf cannot count its pages: {type(error).__name__}")


def _read_page(reader: Any, number: int) -> tuple[str, PageBox] | None:
    """Return the text of a page and its box, or None where the page is broken."""
    try:
        page = reader.pages[number - 1]
        text = str(page.extract_text())
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
    except MemoryError:
        raise
    except Exception:
        return None
    return text, PageBox(number, left, bottom, right, top)


def _read_meta(reader: Any) -> tuple[str | None, str | None, str | None]:
    try:
        about = reader.metadata
        title, author = (about.title, about.author) if about is not None else (None, None)
        language = reader.root_object.get("/Lang")
    except MemoryError:
        raise
    except Exception:
        return None, None, None
    return _as_text(title), _as_text(author), _as_text(language)


def _as_text(value: object) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _part(pages: Sequence[Sequence[Line]]) -> list[PageLines]:
    running = find_running_lines(pages)
    return [
        PageLines(
            tuple(line for line in page if id(line) not in running),
            tuple(line for line in page if id(line) in running),
        )
        for page in pages
    ]


def _lay_out(text: str, page: int) -> list[Line]:
    """Return the lines of a text as if typed, an empty line leaving its gap."""
    rows = text.splitlines()
    longest = max(len(row.rstrip()) for row in rows)
    lines: list[Line] = []
    for number, row in enumerate(rows):
        pieces: list[Piece] = []
        place = len(row) - len(row.lstrip())
        base = -number * _STEP
        for raw in row.split():
            word = clean_word(raw)
            if not word:
                continue
            left, right = place * _ADVANCE, (place + len(word)) * _ADVANCE
            pieces.append(Piece(word, left, base, right, base + _SIZE))
            place += len(raw) + 1
        if not pieces:
            continue
        end = pieces[-1].right
        if len(row.rstrip()) >= _FULL * longest:
            end = longest * _ADVANCE
        lines.append(Line(page, 0, tuple(pieces), base, _SIZE, pieces[0].left, end))
    return lines


def _widen(
    blocks: Sequence[Block], segments: Sequence[Segment], boxes: dict[int, PageBox]
) -> tuple[Segment, ...]:
    """Return one segment for each stretch of a block that stands on one page."""
    widened: list[Segment] = []
    starts = {block.start for block in blocks}
    for segment in segments:
        origin = segment.origin
        assert isinstance(origin, PageBox)
        box = boxes[origin.page]
        if widened and widened[-1].origin == box and segment.start not in starts:
            widened[-1] = Segment(widened[-1].start, segment.end, box, exact=False)
        else:
            widened.append(Segment(segment.start, segment.end, box, exact=False))
    return tuple(widened)
