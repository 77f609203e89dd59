"""Markdown: the text without its markup, block by block, each with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sayso.core import BlockKind
from sayso.readers import metadata
from sayso.readers.blocks import find_title, mark_headline
from sayso.readers.charset import decode, line_starts
from sayso.readers.clean_text import TextBuilder
from sayso.readers.html_references import resolve_all
from sayso.readers.html_tokens import LITERAL, TokenKind, tokenise
from sayso.readers.metadata import Metadata, clean_language, clean_words, read_date
from sayso.readers.parsed import PageDone, Parsed, UnreadableError
from sayso.readers.plain import no_text

READER = "markdown/1"

_FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_ENTRY = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*:[ \t]*(.*)\Z")
_LONGEST_FRONT = 20_000
_KEYS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "date", "datepublished"),
    "outlet": ("outlet", "publisher", "publication"),
    "language": ("language", "lang"),
}

# The rest of a link after its words: a destination with balanced brackets and a title, or a label.
_LINK_REST = re.compile(r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|\]\[[^\]]*\]", re.DOTALL)
_LINE_END = re.compile("\r\n|\r|\n")
_PAGE = 200  # blocks after which a page is reported as done

_KINDS = {
    "heading_open": BlockKind.HEADLINE,
    "blockquote_open": BlockKind.BLOCK_QUOTE,
    "list_item_open": BlockKind.LIST_ITEM,
    "th_open": BlockKind.TABLE_CELL,
    "td_open": BlockKind.TABLE_CELL,
}


def parse_markdown(data: bytes, page_done: PageDone) -> Parsed:
    """Return the text of a Markdown file (CommonMark with tables) and what its front matter says.

    Front matter is `key: value` lines between two lines `---` at the start of the file. Words of
    links stay, addresses go; the words for a picture become a caption.

    Raises
    ------
    UnreadableError
        `no_text` when the file holds no words.
    """
    source = decode(data)
    front, begin = _read_front_matter(source.text)
    reader = _Reader(TextBuilder(source), begin)
    for number, token in enumerate(_parser().parse(source.text[begin:])):
        reader.take(token)
        if number % _PAGE == _PAGE - 1:
            page_done(number // _PAGE + 1)
    text, blocks, source_map = reader.builder.finish()
    if not blocks:
        raise UnreadableError(no_text())
    blocks = mark_headline(text, blocks)
    return Parsed(
        text,
        blocks,
        source_map,
        READER,
        title=front.title or find_title(text, blocks),
        outlet=front.outlet,
        byline=front.byline,
        published=front.published,
        language=front.language,
        troubles=front.troubles,
    )


@lru_cache(maxsize=1)
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    # Joined, an escaped character could not be told from a plain one, nor found in the source.
    parser.core.ruler.disable("text_join")
    return parser


def preload() -> None:
    """Import all that a file may need, for a process that may open no file later."""
    metadata.preload()
    parse_markdown(b"# a\n\n* b `c` [d](e) &amp; <i>f</i>\n\n> g\n\n|h|i|\n|-|-|\n|j|k|\n", _ignore)


def _ignore(page: int) -> None:
    """Take note of no page."""
    del page


def _read_front_matter(text: str) -> tuple[Metadata, int]:
    opening = _FENCE.match(text)
    if opening is None:
        return Metadata(), 0
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*$(?:\r\n|\r|\n)?", re.MULTILINE).search(
        text.replace("\r", "\n"), opening.end(), opening.end() + _LONGEST_FRONT
    )
    if closing is None:
        return Metadata(), 0
    entries: dict[str, str] = {}
    for line in _LINE_END.split(text[opening.end() : closing.start()]):
        found = _ENTRY.match(line)
        if found is not None:
            value = found.group(2).strip().strip("[]").replace('"', "").strip("' ")
            entries.setdefault(found.group(1).lower(), value)
    if not entries:
        return Metadata(), 0

    def find(name: str) -> str | None:
        values = (clean_words(entries.get(key)) for key in _KEYS[name])
        return next((value for value in values if value), None)

    day = find("published")
    published, trouble = read_date(day) if day else (None, None)
    return Metadata(
        title=find("title"),
        outlet=find("outlet"),
        byline=find("byline"),
        published=published,
        language=clean_language(find("language")),
        troubles=(trouble,) if trouble else (),
    ), closing.end()


class _Reader:
    """The text as far as it has been read; `cursor` is where the source has been read to."""

    def __init__(self, builder: TextBuilder, begin: int) -> None:
        self.builder = builder
        self._starts = [begin + start for start in line_starts(builder.source.text[begin:])]
        self._cursor = begin
        self._limit = begin
        self._lines = (begin, begin)
        self._kinds: list[BlockKind] = []
        self._block: int | None = None
        self._captions: list[tuple[str, tuple[int, int]]] = []

    def take(self, token: Any) -> None:
        """Add one token of the block level."""
        if token.type in _KINDS:
            self._kinds.append(_KINDS[token.type])
        elif token.type.replace("_close", "_open") in _KINDS:
            self._kinds.pop()
        if token.map is not None:
            self._enter_lines(token.map)
        if token.type == "inline":
            self._take_inline(token.children or ())
            self._flush()
            for words, place in self._captions:
                self._begin()
                self.builder.put(words, *place)
                self._flush(BlockKind.CAPTION)
            self._captions = []
        elif token.type in ("code_block", "fence"):
            self._take_code(token.content)
        elif token.type == "html_block":
            self._take_html()

    def _enter_lines(self, lines: Sequence[int]) -> None:
        # Cells and paragraphs of one line follow one another; the cursor never goes back.
        first, last = self._starts[lines[0]], self._starts[min(lines[1], len(self._starts) - 1)]
        self._lines = (first, last)
        self._cursor = max(self._cursor, first)
        self._limit = last

    def _take_inline(self, children: Sequence[Any]) -> None:
        for child in children:
            if child.type == "text":
                self._copy(child.content)
            elif child.type == "text_special":
                self._copy(child.content, written=child.markup)
            elif child.type == "code_inline":
                self._copy(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                self._break_line()
            elif child.type == "link_close":
                self._skip_link_rest()
            elif child.type == "image":
                self._take_image(child)
            elif child.type == "html_inline":
                self._skip(child.content)

    def _take_image(self, image: Any) -> None:
        words = " ".join(image.content.split())
        if words:
            start = self._find(image.content)
            place = self._lines if start is None else (start, start + len(image.content))
            self._captions.append((words, place))
            self._cursor = max(self._cursor, place[1] if start is not None else self._cursor)
        self._skip_link_rest()

    def _take_code(self, content: str) -> None:
        for line in content.split("\n"):
            if not line.strip():
                self._flush()
                continue
            if self._block is not None:
                self._break_line()
            self._copy(line)
        self._flush()

    def _take_html(self) -> None:
        source = self.builder.source.text
        for token in tokenise(source, *self._lines):
            if token.kind is not TokenKind.TEXT:
                continue
            for words in re.finditer(
                r"[^\r\n&]+|&[#\w]{1,40};?|&|[\r\n]+", source[token.start : token.end]
            ):
                start, end = words.start() + token.start, words.end() + token.start
                if not words.group().strip():
                    if self._block is not None:
                        self.builder.copy(start, end)
                    continue
                self._begin()
                literal = token.name in LITERAL
                found = words.group() if literal else resolve_all(words.group())
                if found == words.group():
                    self.builder.copy(start, end)
                else:
                    self.builder.put(found, start, end)
        self._cursor = self._limit
        self._flush()

    def _copy(self, words: str, written: str | None = None) -> None:
        """Add words where they stand verbatim; `written` is how the source has them, if else."""
        if not words:
            return
        self._begin()
        shape = written or words
        start = self._find(shape)
        if start is None:
            # Entities and NUL are resolved before we see them: the lines stand for the words.
            self.builder.put(words, *self._lines)
            return
        self._cursor = start + len(shape)
        if shape == words:
            self.builder.copy(start, self._cursor)
        else:
            self.builder.put(words, start, self._cursor)

    def _find(self, words: str) -> int | None:
        start = self.builder.source.text.find(words, self._cursor, self._limit)
        return None if start == -1 else start

    def _skip(self, words: str) -> None:
        start = self._find(words)
        if start is not None:
            self._cursor = start + len(words)

    def _skip_link_rest(self) -> None:
        # Words of an address or a title must not be taken for the words that follow the link.
        source = self.builder.source.text
        opening = source.find("]", self._cursor, self._limit)
        found = _LINK_REST.match(source, opening, self._limit) if opening != -1 else None
        if found is not None:
            self._cursor = found.end()

    def _break_line(self) -> None:
        found = _LINE_END.search(self.builder.source.text, self._cursor, self._limit)
        if found is None:
            self.builder.invent("\n")
            return
        self._cursor = found.end()
        self.builder.copy(found.start(), found.end())

    def _begin(self) -> None:
        if self._block is None:
            if self.builder.length:
                self.builder.invent("\n\n")
            self._block = self.builder.length

    def _flush(self, kind: BlockKind | None = None) -> None:
        if self._block is None:
            return
        start, self._block = self._block, None
        self.builder.close_block(start, kind or self._kind())

    def _kind(self) -> BlockKind:
        # A list inside a quotation is still quoted; a heading inside one, too.
        if BlockKind.BLOCK_QUOTE in self._kinds:
            return BlockKind.BLOCK_QUOTE
        return self._kinds[-1] if self._kinds else BlockKind.PARAGRAPH
