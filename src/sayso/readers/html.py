"""HTML pages: the text that a browser shows, block by block, each with its place in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sayso.core import Block, BlockKind
from sayso.readers import metadata
from sayso.readers.blocks import find_title, mark_headline
from sayso.readers.charset import decode
from sayso.readers.clean_text import TextBuilder
from sayso.readers.html_elements import BLOCKS, CLOSES, HEAD_PARTS, VOID, State, enter
from sayso.readers.html_metadata import MetadataCollector
from sayso.readers.html_references import REFERENCE, resolve
from sayso.readers.html_tokens import LITERAL, Token, TokenKind, tokenise
from sayso.readers.parsed import PageDone, Parsed, UnreadableError
from sayso.readers.plain import no_text

READER = "html/1"

# Browsers stop nesting at this depth, too; deeper elements are read, but change nothing.
_DEEPEST = 512

# A byline is short; a page whose body has the class "author" is not one.
_LONGEST_BYLINE = 200

# Share of the shown text that must stand in <main> or <article> before what stands outside counts
# as boilerplate: pages mark teasers as articles and leave the story in plain <div>s.
_MAIN_SHARE = 0.25

_CHARSET = re.compile(rb"<meta[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([-\w:.]{1,40})", re.I)
_XML_ENCODING = re.compile(
    rb"\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([-\w:.]{1,40})"
)

# White space that a browser shows as one space, unless it is one space already.
_COLLAPSED = re.compile("[ \t\n\r\f]{2,}|[\t\n\r\f\0&]")
_SPACES = " \t\n\r\f"
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*")
_LINE_STOP = re.compile(r"[\r\n\0&]")
_PAGE = 262_144  # code points of source after which a page is reported as done


def parse_html(data: bytes, page_done: PageDone) -> Parsed:
    """Return the text of an HTML page and what the page says of itself.

    Left out are scripts, styles, and what the page itself hides. Menus, asides, footers and forms
    are kept as boilerplate, and so is what stands outside `<main>` or `<article>`.

    Raises
    ------
    UnreadableError
        `no_text` when the page shows no words.
    """
    source = decode(data, _declared_charset(data))
    page = _Page(TextBuilder(source))
    pages = 0
    for token in tokenise(source.text):
        page.take(token)
        if token.end >= (pages + 1) * _PAGE:
            pages = token.end // _PAGE
            page_done(pages)
    page.flush()
    if not page.found:
        raise UnreadableError(no_text())
    text, blocks, source_map = page.builder.finish(_settle(page.found))
    blocks = mark_headline(text, blocks)
    said = page.metadata.finish()
    return Parsed(
        text,
        blocks,
        source_map,
        READER,
        title=said.title or page.heading or said.page_title or find_title(text, blocks),
        outlet=said.outlet,
        byline=said.byline,
        published=said.published,
        language=said.language,
        troubles=said.troubles,
    )


def preload() -> None:
    """Import all that a page may need, for a process that may open no file later."""
    metadata.preload()


def _declared_charset(data: bytes) -> str | None:
    head = data[:4096]
    found = _XML_ENCODING.match(head) or _CHARSET.search(head)
    return found.group(1).decode("ascii", "replace") if found else None


@dataclass(frozen=True, slots=True)
class _Found:
    block: Block
    state: State


@dataclass(slots=True)
class _Open:
    name: str
    state: State


class _Page:
    """The page as far as it has been read."""

    def __init__(self, builder: TextBuilder) -> None:
        self.builder = builder
        self.metadata = MetadataCollector()
        self.found: list[_Found] = []
        self.heading: str | None = None
        self._open: list[_Open] = []
        self._state = State()
        self._count: dict[str, int] = {}
        self._text = Token(TokenKind.TEXT, 0, 0)
        self._start: int | None = None  # of the text of the present block
        self._block_state = State()
        self._byline = False
        self._space: tuple[int, int] | None = None  # white space met and not put yet
        self._breaks = 0

    def take(self, token: Token) -> None:
        """Add one token to the page."""
        if token.kind is TokenKind.TEXT:
            self._take_text(token)
        elif token.kind is TokenKind.START:
            self._take_start(token)
        elif token.kind is TokenKind.END:
            self._take_end(token)
        else:
            self.metadata.take_raw(self.builder.source.text[token.start : token.end])

    def flush(self) -> None:
        """End the present block."""
        self._space = None
        self._breaks = 0
        if self._start is None:
            return
        start, self._start = self._start, None
        kind = self._block_state.kind
        length = self.builder.length - start
        if self._byline and length <= _LONGEST_BYLINE and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.BYLINE
        words = self.builder.since(start)
        if self._byline:
            self.metadata.take_byline(words)
        before = len(self.builder.blocks)
        self.builder.close_block(start, kind)
        for block in self.builder.blocks[before:]:
            self.found.append(_Found(block, self._block_state))
        if self.heading is None and self._in("h1") and not self._block_state.boilerplate:
            self.heading = " ".join(words.split()) or None

    def _in(self, name: str) -> bool:
        return self._count.get(name, 0) > 0

    def _take_start(self, token: Token) -> None:
        name = token.name
        self.metadata.take_tag(token, shown=not (self._state.hidden or self._state.boilerplate))
        if name == "br":
            if not self._state.hidden:
                self._breaks += 1
                self._space = None
                if self._breaks > 1:
                    self.flush()
                elif self._start is not None:
                    self.builder.put("\n", token.start, token.end)
            return
        if name in VOID:
            if name == "hr":
                self.flush()
            return
        if self._in("head") and name not in HEAD_PARTS and name != "head":
            self._close("head")
        if name in BLOCKS and not self._in("svg"):  # whose titles part no paragraph
            self.flush()
            self._close_paragraph()
        if name in CLOSES:
            self._close_implied(*CLOSES[name])
        again = name == "head" and self._in(name)
        if token.closed or again or len(self._open) >= _DEEPEST:
            return
        self._state = enter(self._state, token)
        self._open.append(_Open(name, self._state))
        self._count[name] = self._count.get(name, 0) + 1

    def _take_end(self, token: Token) -> None:
        name = token.name
        if name in BLOCKS:
            if not self._in("svg"):
                self.flush()
        elif name == "br":
            self._take_start(replace(token, kind=TokenKind.START))
            return
        if not self._in(name):
            return
        if name not in BLOCKS:
            # An inline element's end tag closes nothing beyond the block it stands in.
            for element in reversed(self._open):
                if element.name == name:
                    break
                if element.name in BLOCKS:
                    return
        self._close(name)

    def _close(self, name: str) -> None:
        while self._open:
            closed = self._open.pop()
            self._count[closed.name] -= 1
            if closed.name == name:
                break
        self._state = self._open[-1].state if self._open else State()

    def _close_paragraph(self) -> None:
        if not self._in("p"):
            return
        for element in reversed(self._open):
            if element.name == "p":
                self._close("p")
                return
            if element.name in BLOCKS:
                return

    def _close_implied(self, closed: frozenset[str], safe: frozenset[str]) -> None:
        while True:
            for element in reversed(self._open):
                if element.name in safe:
                    return
                if element.name in closed:
                    self._close(element.name)
                    break
            else:
                return

    def _take_text(self, token: Token) -> None:
        source = self.builder.source.text
        self._text = token
        if token.name == "title":
            self.metadata.take_page_title(source[token.start : token.end])
            return
        if self._in("head") and source[token.start : token.end].strip():
            self._close("head")
        if self._state.hidden:
            return
        if self._state.pre:
            self._take_preformatted(token.start, token.end)
        else:
            self._take_flowing(token.start, token.end)

    def _take_flowing(self, start: int, end: int) -> None:
        source = self.builder.source.text
        at = start
        while at < end:
            if source[at] in _SPACES:
                stop = at + 1
                while stop < end and source[stop] in _SPACES:
                    stop += 1
                self._space = (self._space[0] if self._space else at, stop)
                at = stop
                continue
            if source[at] in "&\0":
                at = self._take_mark(at, end)
                continue
            found = _COLLAPSED.search(source, at, end)
            stop = found.start() if found else end
            if stop == end:  # a single space at the end may be the block's last
                while source[stop - 1] in _SPACES:
                    stop -= 1
            self._begin()
            self.builder.copy(at, stop)
            at = stop

    def _take_preformatted(self, start: int, end: int) -> None:
        source = self.builder.source.text
        at = start
        while at < end:
            blank = _BLANK_LINE.match(source, at, end)
            if blank is not None:
                self.flush()
                at = blank.end()
                continue
            if source[at] in "&\0":
                at = self._take_mark(at, end)
                continue
            if self._start is None and source[at] in "\r\n":
                at += 1
                continue
            found = _LINE_STOP.search(source, at + 1, end)
            stop = found.start() if found else end
            if source[at] == "\r" and stop == at + 1 and source[stop : stop + 1] == "\n":
                stop += 1
            self._begin()
            self.builder.copy(at, stop)
            at = stop

    def _take_mark(self, at: int, end: int) -> int:
        """Add what an ampersand or NUL gives, and return the end of it."""
        source = self.builder.source.text
        if source[at] == "\0" and not self._text.name:
            return at + 1  # browsers drop it, except where the text has a name
        found = None if self._text.name in LITERAL else REFERENCE.match(source, at, end)
        stop = found.end() if found else at + 1
        words = resolve(found.group()) if found else source[at]
        if words and words == source[at:stop]:
            self._begin()
            self.builder.copy(at, stop)
        elif words.strip(_SPACES) or (words and self._state.pre):
            self._begin()
            self.builder.put(words, at, stop)
        elif words:
            self._space = (self._space[0] if self._space else at, stop)
        return stop

    def _begin(self) -> None:
        builder = self.builder
        if self._start is None:
            if builder.length:
                builder.invent("\n\n")
            self._start = builder.length
            self._block_state = self._state
            self._byline = False
        elif self._space is not None and builder.last not in "\n ":
            first, last = self._space
            if builder.source.text[first:last] == " ":
                builder.copy(first, last)
            else:
                builder.put(" ", first, last)
        self._space = None
        self._breaks = 0
        self._byline = self._byline or self._state.byline


def _settle(found: list[_Found]) -> tuple[Block, ...]:
    """Return the blocks, those that are no part of the page's own text as boilerplate."""
    size = dict.fromkeys(("all", "main", "article", "no_form"), 0)
    for item in found:
        if item.state.boilerplate:
            continue
        length = item.block.end - item.block.start
        size["all"] += length
        size["main"] += length * item.state.in_main
        size["article"] += length * item.state.in_article
        size["no_form"] += length * (not item.state.in_form)
    by_main = size["main"] > _MAIN_SHARE * size["all"]
    by_article = not by_main and size["article"] > _MAIN_SHARE * size["all"]
    # Some page makers put the whole page into one form.
    by_form = size["no_form"] > _MAIN_SHARE * size["all"]

    def is_aside(state: State) -> bool:
        outside = (by_main and not state.in_main) or (by_article and not state.in_article)
        return state.boilerplate or outside or (by_form and state.in_form)

    return tuple(
        replace(item.block, kind=BlockKind.BOILERPLATE) if is_aside(item.state) else item.block
        for item in found
    )
