"""What a parser gives back, and how it says that it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sayso.core import Block, SourceMap


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a parser had to leave out: a kind of `READ_FAILURES`, and sentences for the user.

    `place` says where in the file ("pages 3-7", "row 14"), or is empty.
    """

    kind: str
    place: str
    what: str
    done: str
    todo: str
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Parsed:
    """The clean text of one file with its blocks, its map, and what the file says of itself.

    `text` is in NFC. `blocks` cover everything but white space, in order. `published` is EDTF.
    """

    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    reader: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    troubles: tuple[Trouble, ...] = ()


class UnreadableError(Exception):
    """A file that a parser cannot read at all; raised inside the worker, never shown as such."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.what)
        self.trouble = trouble


#: Called by a parser after each finished page, so that slow pages can be told from long files.
PageDone = Callable[[int], None]


class Parser(Protocol):
    """A pure function from the bytes of one file to its text."""

    def __call__(self, data: bytes, page_done: PageDone) -> Parsed:
        """Return what the bytes hold.

        Raises
        ------
        UnreadableError
            When nothing can be read.
        """
        ...
