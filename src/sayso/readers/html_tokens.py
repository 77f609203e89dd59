"""HTML cut into tags and text, each with its place in the source.

Of the parsers at hand lxml and the C ones give no place for a text at all, and the standard
library's `html.parser` gives one, but takes quadratic time for unclosed comments and cuts the same
page differently from one patch release of Python to the next. This tokeniser follows the states of
the HTML standard as far as text, tags and raw text go. It goes through the source once: whatever is
left open ends with the file, as in the standard.

References
----------
WHATWG HTML Living Standard, section 13.2.5 (tokenization).
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import Enum, auto


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
    in source order, names in lower case, values with their character references resolved.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """Return the value of the first attribute with this name, or None."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None


_RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes")
_RESOLVED = ("textarea", "title")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_SPACE = re.compile(r"[\s/]*")
_KEY = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_COMMENT_END = re.compile(r"--!?>")

#: A character reference; longer ones than the standard knows are left as they stand.
REFERENCE = re.compile(
    r"&(?:#[0-9]{1,7}(?![0-9]);?|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F]);?"
    r"|[a-zA-Z][a-zA-Z0-9]{1,31};?)"
)


def resolve(reference: str) -> str:
    """Return what a character reference stands for, or itself where it stands for nothing."""
    return html.unescape(reference)


def resolve_all(text: str) -> str:
    """Return `text` with its character references resolved."""
    return REFERENCE.sub(lambda match: resolve(match.group()), text) if "&" in text else text


def tokenise(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of the code points `start` to `end` of `source`, comments left out."""
    stop = len(source) if end is None else end
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
        mark = source[opening + 1]
        if mark in "!?":
            at = _skip_declaration(source, opening, stop)
        elif mark == "/" and not source[opening + 2].isalpha():
            at = _after(source, ">", opening, stop)
        else:
            token = _read_tag(source, opening, stop)
            if token is None:
                return
            yield token
            at = token.end
            if token.kind is TokenKind.START and token.name in (*_RAW, *_RESOLVED):
                at = yield from _read_raw(source, token.name, at, stop)
            elif token.kind is TokenKind.START and token.name == "plaintext":
                yield Token(TokenKind.TEXT, at, stop)
                return


def _opens(source: str, at: int, stop: int) -> bool:
    if at + 1 >= stop:
        return False
    mark = source[at + 1]
    if mark == "/":
        return at + 2 < stop
    return mark in "!?" or (mark.isascii() and mark.isalpha())


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


def _read_tag(source: str, at: int, stop: int) -> Token | None:
    closing = source[at + 1] == "/"
    named = _NAME.match(source, at + 1 + closing, stop)
    if named is None:
        # A letter that is not ASCII after "</": a comment to the standard.
        return Token(TokenKind.END, at, _after(source, ">", at, stop))
    attributes: list[tuple[str, str]] = []
    index = named.end()
    while True:
        spaced = _SPACE.match(source, index, stop)
        index = spaced.end() if spaced else index
        if index >= stop:
            return None  # the file ends within the tag: the standard drops it
        if source[index] == ">":
            break
        key = _KEY.match(source, index, stop)
        assert key is not None
        index = key.end()
        value = ""
        equals = _EQUALS.match(source, index, stop) if source[index : index + 1] != ">" else None
        if equals is not None:
            index = equals.end()
            quote = source[index : index + 1]
            if quote in ('"', "'") and index < stop:
                close = source.find(quote, index + 1, stop)
                if close == -1:
                    return None
                value, index = source[index + 1 : close], close + 1
            else:
                bare = _BARE.match(source, index, stop)
                assert bare is not None
                value, index = bare.group(), bare.end()
        attributes.append((key.group().lower(), resolve_all(value)))
    kind = TokenKind.END if closing else TokenKind.START
    return Token(kind, at, index + 1, named.group().lower(), () if closing else tuple(attributes))


def _read_raw(source: str, name: str, at: int, stop: int) -> Generator[Token, None, int]:
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at, stop)
    end = stop if closing is None else closing.start()
    if end > at:
        kind = TokenKind.TEXT if name in _RESOLVED else TokenKind.RAW
        yield Token(kind, at, end, name)
    return end
