"""The reader for DOCX: paragraphs in document order, each mapped to its part."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sayso.core import Block, BlockKind, PartRange, Segment, SourceMap
from sayso.readers.blocks import find_title, mark_headline
from sayso.readers.docx_package import (
    Package,
    find_child,
    get_attribute,
    local_name,
    open_package,
    refuse_malformed,
)
from sayso.readers.docx_paragraphs import PartParagraph, list_paragraphs
from sayso.readers.docx_styles import Styles, find_main_part, read_styles
from sayso.readers.metadata import clean_language
from sayso.readers.parsed import PageDone, Parsed, Trouble, UnreadableError
from sayso.readers.properties import clean_author, clean_title

#: Name and version of this reader, kept with each document.
READER = "docx/1"
# A DOCX has no pages: so many paragraphs count as one finished page.
_PAGE = 1_000
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
_TOKEN = re.compile(r"\s+|\S+")
# Notes that only draw the line above the others.
_RULES = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


@dataclass(slots=True)
class _Text:
    """The text as it grows, with its blocks and segments."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0

    def add(self, part: str, paragraph: PartParagraph, kind: BlockKind) -> None:
        """Add a paragraph: one block, or several where empty lines part it."""
        for start, end in _cut(paragraph.text):
            if self.blocks:
                self.parts.append("\n\n")
                self.length += 2
            begin = self.length
            for first, last, text, exact in _normalise(paragraph.text, start, end):
                origin = PartRange(part, paragraph.number, first, last)
                place = self.length
                self.segments.append(Segment(place, place + len(text), origin, exact))
                self.parts.append(text)
                self.length += len(text)
            self.blocks.append(Block(begin, self.length, kind))


def preload() -> None:
    """Import everything that `parse_docx` uses: later no file can be opened."""
    import zipfile  # noqa: F401

    from lxml import etree

    etree.fromstring(b"<a/>", etree.XMLParser())
    # Names in an archive may be in this code page, whose codec is loaded at first use.
    codecs.lookup("cp437")


def parse_docx(data: bytes, page_done: PageDone) -> Parsed:
    """Return the text of a DOCX: one block a paragraph, mapped to `paragraph_texts`.

    Tables and boxes stand where they are anchored, notes after the text, and running heads and
    feet, each once, last as `BOILERPLATE`. `published` stays empty: the dates in the file are
    those of the file.

    Raises
    ------
    UnreadableError
        `malformed`, `encrypted`, `refused_size`, or `no_text` where there are no words.
    """
    package = open_package(data)
    with package.archive:
        main = find_main_part(package)
        styles = read_styles(package, main)
        found = _Text()
        finished = 0
        for number, (part, paragraph, kind) in enumerate(_walk(package, main, styles), 1):
            found.add(part, paragraph, kind)
            if number % _PAGE == 0:
                finished += 1
                page_done(finished)
        title, author, language = _read_properties(package)
    text = "".join(found.parts)
    if not text:
        refuse_no_text()
    blocks = mark_headline(text, tuple(found.blocks))
    page_done(finished + 1)
    return Parsed(
        text=text,
        blocks=blocks,
        source_map=SourceMap(tuple(found.segments)),
        reader=READER,
        title=clean_title(title) or find_title(text, blocks),
        byline=clean_author(author),
        language=clean_language(language),
        troubles=tuple(package.troubles),
    )


def refuse_no_text() -> None:
    """Raise the `UnreadableError` for a file without words."""
    raise UnreadableError(
        Trouble(
            "no_text",
            "",
            "The file holds no words (it may hold pictures of pages).",
            "Nothing was read.",
            "Run OCR on the pictures and read its result.",
        )
    )


def _walk(
    package: Package, main: str, styles: Styles
) -> Iterator[tuple[str, PartParagraph, BlockKind]]:
    root = package.parse(main)
    if root is None:
        refuse_malformed(f"the main part {main} is missing")
    for paragraph in list_paragraphs(root, styles.hidden):
        yield main, paragraph, _find_kind(paragraph.element, styles)
    relations = package.relations(main)
    for wanted in ("footnotes", "endnotes"):
        for part in _targets(relations, wanted):
            for paragraph in _list_part(package, part, styles):
                if not _is_rule(paragraph.element):
                    yield part, paragraph, BlockKind.PARAGRAPH
    seen: set[str] = set()
    for wanted in ("header", "footer"):
        for part in _targets(relations, wanted):
            for paragraph in _list_part(package, part, styles):
                words = " ".join(paragraph.text.split())
                if words not in seen:
                    seen.add(words)
                    yield part, paragraph, BlockKind.BOILERPLATE


def _targets(relations: tuple[tuple[str, str], ...], wanted: str) -> list[str]:
    return sorted({target for kind, target in relations if kind == wanted})


def _list_part(package: Package, part: str, styles: Styles) -> list[PartParagraph]:
    """Return the paragraphs of a lesser part; one that is broken is left out and told of."""
    try:
        root = package.parse(part)
    except UnreadableError as error:
        if error.trouble.kind != "malformed":
            raise
        package.troubles.append(
            Trouble(
                "partly_read",
                part,
                error.trouble.what,
                "The other parts of the file were read.",
                error.trouble.todo,
            )
        )
        return []
    return [] if root is None else list_paragraphs(root, styles.hidden)


def _is_rule(element: Any) -> bool:
    return any(
        get_attribute(parent, "type") in _RULES
        for parent in element.iterancestors()
        if local_name(parent) in ("footnote", "endnote")
    )


def _find_kind(element: Any, styles: Styles) -> BlockKind:
    properties = find_child(element, "pPr")
    if properties is not None:
        style = find_child(properties, "pStyle")
        kind = styles.find_kind(None if style is None else get_attribute(style, "val"))
        if kind is not None:
            return kind
        if find_child(properties, "numPr") is not None:
            return BlockKind.LIST_ITEM
    if any(local_name(parent) == "tc" for parent in element.iterancestors()):
        return BlockKind.TABLE_CELL
    return BlockKind.PARAGRAPH


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a paragraph between empty lines, without white space at the ends."""
    start = 0
    for gap in [*_GAP.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        words = text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            yield first, start + len(words.rstrip())
        start = end if gap is None else gap.end()


def _normalise(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the stretches of `text[start:end]` in NFC, and whether that left them as they were.

    No normal form reaches over white space, so that words can be taken one by one.
    """
    if unicodedata.is_normalized("NFC", text[start:end]):
        yield start, end, text[start:end], True
        return
    begin = start
    for token in _TOKEN.finditer(text, start, end):
        word = unicodedata.normalize("NFC", token.group())
        if word == token.group():
            continue
        if begin < token.start():
            yield begin, token.start(), text[begin : token.start()], True
        yield token.start(), token.end(), word, False
        begin = token.end()
    if begin < end:
        yield begin, end, text[begin:end], True


def _read_properties(package: Package) -> tuple[str | None, str | None, str | None]:
    """Return title, author and language as the file's properties have them."""
    names = [target for kind, target in package.relations("") if kind == "core-properties"]
    try:
        root = package.parse(names[0] if names else "docProps/core.xml")
    except UnreadableError:
        return None, None, None  # no words of the document are lost with them
    if root is None:
        return None, None, None
    title, author, language = (
        next((element.text for element in root.iter(f"{_DUBLIN}{name}")), None)
        for name in ("title", "creator", "language")
    )
    return title, author, language
