"""HTML cut into tags and text, each with its place in the source.

Of the parsers at hand lxml and the C ones give no place for a text at all, and the standard
library's `html.parser` gives one, but takes quadratic time for unclosed comments and cuts the same
page differently from one patch release of Python to the next. This tokeniser follows the states of
the HTML standard as far as text, tags and raw text go; the tests compare it with html5lib. It goes
through the source once: whatever is left open ends with the file, as in the standard.

References
----------
WHATWG HTML Living Standard, section 13.2.5 (tokenization).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from sayso.readers.html_foreign import Foreign
from sayso.readers.html_references import resolve_attribute


class TokenKind(Enum):
    """What a token is; `RAW` is the text of a script or style, never shown."""

    TEXT = auto()
    START = auto()
    END = auto()
    RAW = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the code points `start` to `end` of the source.

    `name` is the tag's name in lower case, for `RAW` that of the element around. `attributes` are
    in source order, names in lower case, values with their character references resolved. `closed`
    says that the tag of an SVG or MathML element is its end tag, too. An end tag that the source
    lacks, of an SVG or MathML element that HTML follows, is empty.

    The text of a `textarea` or `title` has its name. So has text that is `LITERAL`: of `xmp`,
    `plaintext` and, as "cdata", of sections of SVG and MathML.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    closed: bool = False

    def get(self, name: str) -> str | None:
        """Return the value of the first attribute with this name, or None."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None


#: Names of text in which no character reference is resolved.
LITERAL = ("xmp", "plaintext", "cdata")

_RAW = ("script", "style", "iframe", "noembed", "noframes")
_TEXTS = ("textarea", "title", "xmp")
# White space of the standard: Python's own holds no-break spaces and separators as well.
_NAME = re.compile(r"[a-zA-Z][^ \t\n\r\f/>]*")
_SPACE = re.compile(r"[ \t\n\r\f/]*")
_KEY = re.compile(r"[^ \t\n\r\f/>][^ \t\n\r\f/>=]*")
_EQUALS = re.compile(r"[ \t\n\r\f]*=[ \t\n\r\f]*")
_BARE = re.compile(r"[^ \t\n\r\f>]*")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_TURN = re.compile(r"<!--|-->|</?script(?=[ \t\n\r\f/>])", re.IGNORECASE | re.ASCII)
_RAW_END = {
    name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE | re.ASCII)
    for name in (*_RAW, *_TEXTS)
}
_CDATA = "<![CDATA["
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {0: "\ufffd"}


def tokenise(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of the code points `start` to `end` of `source`, comments left out."""
    stop = len(source) if end is None else end
    foreign = Foreign()
    at = start
    while at < stop:
        opening = source.find("<", at, stop)
        # Text goes up to the next "<" that opens something; "a < b" is text.
        while opening != -1 and not _opens(source, opening, stop):
            opening = source.find("<", opening + 1, stop)
        if opening == -1:
            yield Token(TokenKind.TEXT, at, stop)
            return
        if opening > at:
            yield Token(TokenKind.TEXT, at, opening)
        if foreign.inside and source.startswith(_CDATA, opening, stop):
            at = yield from _read_cdata(source, opening, stop)
        elif source[opening + 1] in "!?":
            at = _skip_declaration(source, opening, stop)
        elif source[opening + 1] == "/" and not _is_letter(source[opening + 2]):
            at = _after(source, ">", opening, stop)  # a comment to the standard
        else:
            token = _read_tag(source, opening, stop)
            if token is None:
                return  # the file ends within the tag: the standard drops it
            at = token.end
            if token.kind is TokenKind.END:
                foreign.end(token.name)
                yield token
                continue
            for name in foreign.break_out(token.name):
                yield Token(TokenKind.END, opening, opening, name)
            own = not foreign.inside
            closed = foreign.start(token.name, slash=token.closed)
            yield token if token.closed == closed else replace(token, closed=closed)
            if own and not closed:
                at = yield from _read_content(source, token.name, at, stop)


def _is_letter(mark: str) -> bool:
    return mark.isascii() and mark.isalpha()


def _opens(source: str, at: int, stop: int) -> bool:
    if at + 1 >= stop:
        return False
    mark = source[at + 1]
    if mark == "/":
        return at + 2 < stop
    return mark in "!?" or _is_letter(mark)


def _after(source: str, mark: str, at: int, stop: int) -> int:
    found = source.find(mark, at, stop)
    return stop if found == -1 else found + len(mark)


def _skip_declaration(source: str, at: int, stop: int) -> int:
    if not source.startswith("<!--", at):
        return _after(source, ">", at, stop)
    for closed in ("<!-->", "<!--->"):
        if source.startswith(closed, at):
            return at + len(closed)
    found = _COMMENT_END.search(source, at + 4, stop)
    return stop if found is None else found.end()


def _read_cdata(source: str, at: int, stop: int) -> Generator[Token, None, int]:
    first = at + len(_CDATA)
    last = source.find("]]>", first, stop)
    end = stop if last == -1 else last
    if end > first:
        yield Token(TokenKind.TEXT, first, end, "cdata")
    return stop if last == -1 else last + len("]]>")


def _read_tag(source: str, at: int, stop: int) -> Token | None:
    """Return the tag, `closed` where a slash ends it; None if the file ends in it."""
    closing = source[at + 1] == "/"
    named = _NAME.match(source, at + 1 + closing, stop)
    assert named is not None
    attributes: list[tuple[str, str]] = []
    index = named.end()
    while True:
        spaced = _SPACE.match(source, index, stop)
        slash = spaced is not None and spaced.group().endswith("/")
        index = spaced.end() if spaced else index
        if index >= stop:
            return None
        if source[index] == ">":
            break
        key = _KEY.match(source, index, stop)
        assert key is not None
        value = _read_value(source, key.end(), stop)
        if value is None:
            return None
        words, index = value
        attributes.append((key.group().translate(_LOWER), words))
    name = named.group().translate(_LOWER)
    if closing:
        return Token(TokenKind.END, at, index + 1, name)
    return Token(TokenKind.START, at, index + 1, name, tuple(attributes), slash)


def _read_value(source: str, at: int, stop: int) -> tuple[str, int] | None:
    """Return the value behind an attribute's name and where it ends; None if the file ends in it.

    An attribute without one has the empty value.
    """
    equals = _EQUALS.match(source, at, stop)
    if equals is None:
        return "", at
    first = equals.end()
    quote = source[first] if first < stop else ""
    if quote and quote in "\"'":
        last = source.find(quote, first + 1, stop)
        if last == -1:
            return None
        value, at = source[first + 1 : last], last + 1
    else:
        bare = _BARE.match(source, first, stop)
        assert bare is not None
        value, at = bare.group(), bare.end()
    return resolve_attribute(value.replace("\x00", "\ufffd")), at


def _read_content(source: str, name: str, at: int, stop: int) -> Generator[Token, None, int]:
    """Yield the text of an element that holds no tags; return where it ends, `at` for others."""
    if name == "plaintext":
        end = stop
    elif name == "script":
        end = _find_script_end(source, at, stop)
    elif name in _RAW_END:
        closing = _RAW_END[name].search(source, at, stop)
        end = stop if closing is None else closing.start()
    else:
        return at
    if end > at:
        yield Token(TokenKind.RAW if name in _RAW else TokenKind.TEXT, at, end, name)
    return end


def _find_script_end(source: str, at: int, stop: int) -> int:
    # An end tag within "<!-- <script>" closes that script only: old pages wrote whole scripts in
    # comments, and some scripts write scripts.
    hidden = nested = False
    while True:
        turn = _SCRIPT_TURN.search(source, at, stop)
        if turn is None:
            return stop
        mark = turn.group().lower()
        at = turn.end()
        if mark == "<!--":
            hidden = True
            at -= 2  # the dashes may be those of "-->" as well
        elif mark == "-->":
            hidden = nested = False
        elif mark == "</script":
            if not nested:
                return turn.start()
            nested = False
        elif hidden:
            nested = True
