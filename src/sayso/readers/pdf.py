"""The reader for PDF: words and boxes by PDFium, paragraphs by how the lines are set."""

from __future__ import annotations

import codecs
import ctypes
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.core import BlockKind, SourceMap
from sayso.readers.parsed import PageDone, Parsed
from sayso.readers.pdf_about import (
    check_page_count,
    describe_pages,
    make_parsed,
    refuse_encrypted,
    refuse_malformed,
)
from sayso.readers.pdf_columns import make_line
from sayso.readers.pdf_guard import check_streams
from sayso.readers.pdf_join import join_paragraphs
from sayso.readers.pdf_layout import Paragraph, build_paragraphs
from sayso.readers.pdf_running import order_pages
from sayso.readers.pdf_text import PageText, Piece, read_page_text

#: Name and version of this reader, kept with each document.
READER = "pdf/1"
# Words that get a box each; in longer files, of some 600 pages and more, each further line gets
# one, or the map would outgrow the 64 MB that a worker may answer.
_MAX_BOXES = 250_000
# A page most of whose signs have no code for their letter is no text that can be read.
_MAX_UNREADABLE = 0.5


@dataclass(slots=True)
class _Gathered:
    """What the pages gave, page by page; numbers count from 1."""

    pages: list[tuple[int, PageText]] = field(default_factory=list)
    aside: list[Paragraph] = field(default_factory=list)
    without_text: list[int] = field(default_factory=list)
    without_letters: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    boxes: int = 0


def preload() -> None:
    """Import and start everything that `parse_pdf` uses: later no file can be opened."""
    import pypdfium2
    import pypdfium2.raw

    pypdfium2.PdfDocument.new().close()
    codecs.lookup("utf-16-le")  # in which PDFium gives titles


def parse_pdf(data: bytes, page_done: PageDone, *, last_page: int | None = None) -> Parsed:
    """Return the text of a PDF: one block a paragraph, one segment a word with its box.

    Boxes are in points in the user space of the page as it is stored, before any rotation.
    `published` stays empty: the date in the file is that of the file. With `last_page` (from 1) no
    later page is opened, and nothing is said of those: the caller knows why it left them out.

    Raises
    ------
    UnreadableError
        `encrypted`, `malformed`, `refused_size`, or `no_text` where no page has a text layer.
    """
    check_streams(data)
    document = _open(data)
    try:
        count = len(document)
        check_page_count(count)
        if last_page is not None:
            count = min(count, last_page)
        gathered = _Gathered()
        for number in range(1, count + 1):
            _read_page(document, number, gathered)
            page_done(number)
        said = (_read_meta(document, "Title"), _read_meta(document, "Author"), _read_lang(document))
    finally:
        document.close()
    troubles = describe_pages(
        count,
        without_text=gathered.without_text,
        without_letters=gathered.without_letters,
        broken=gathered.broken,
    )
    paragraphs = build_paragraphs(order_pages(gathered.pages)) + gathered.aside
    text, blocks, segments = join_paragraphs(paragraphs)
    return make_parsed((text, blocks, SourceMap(segments)), READER, said, troubles)


def _open(data: bytes) -> Any:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            refuse_encrypted()
        refuse_malformed("PDFium cannot open it")


def _read_page(document: Any, number: int, gathered: _Gathered) -> None:
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        gathered.broken.append(number)
        return
    try:
        textpage = page.get_textpage()
        try:
            found = read_page_text(textpage)
        finally:
            textpage.close()
    except pypdfium2.PdfiumError:
        gathered.broken.append(number)
        return
    finally:
        page.close()
    if not found.fragments:
        gathered.without_text.append(number)
    elif found.unreadable > _MAX_UNREADABLE * found.characters:
        gathered.without_letters.append(number)
    else:
        _keep(found, number, gathered)


def _keep(found: PageText, number: int, gathered: _Gathered) -> None:
    gathered.boxes += sum(len(fragment.pieces) for fragment in found.fragments)
    if gathered.boxes > _MAX_BOXES:
        merged = (replace(fragment, pieces=_merge(fragment.pieces)) for fragment in found.fragments)
        found = replace(found, fragments=tuple(merged))
    gathered.pages.append((number, found))
    for fragment in found.aside:
        # Words that run another way than the page's: a stamp, a note in the margin.
        line = make_line([fragment], number, -1, found.quarter)
        gathered.aside.append(Paragraph(BlockKind.BOILERPLATE, (line,)))


def _merge(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the first word, which the layout measures, and the others as one piece."""
    if len(pieces) < 3:
        return pieces
    rest = pieces[1:]
    merged = Piece(
        " ".join(piece.text for piece in rest),
        min(piece.left for piece in rest),
        min(piece.bottom for piece in rest),
        max(piece.right for piece in rest),
        max(piece.top for piece in rest),
    )
    return pieces[0], merged


def _read_meta(document: Any, key: str) -> str | None:
    value = document.get_metadata_value(key)
    return str(value) if value else None


def _read_lang(document: Any) -> str | None:
    import pypdfium2.raw as raw

    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    if not 2 < size <= 128:
        return None
    buffer = (ctypes.c_ushort * ((size + 1) // 2))()
    raw.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")
