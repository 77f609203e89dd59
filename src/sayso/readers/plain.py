"""Plain text: blocks from blank lines, single lines and hard-wrapped runs."""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.core import Block, BlockKind
from sayso.readers.blocks import ends_sentence, find_title, mark_headline
from sayso.readers.charset import Decoded, decode
from sayso.readers.clean_text import TextBuilder
from sayso.readers.parsed import PageDone, Parsed, Trouble, UnreadableError

READER = "text/1"

# Longest line that somebody may have wrapped by hand or by program; mail wraps at 72 to 78,
# typewritten text at up to 100.
_WRAP_LIMIT = 100

# Two lines alone are a wrapped sentence only when the first is about as long as a wrapped line:
# two short lines are an address or a caption.
_SURE_WRAP = 60

# Share of the lines of a run that must be full, that is, not leave room for the next line's first
# word. 0.8: a wrapped run of five lines may hold one that ends a paragraph.
_FULL_SHARE = 0.8

_LINE = re.compile(r"[^\n]+")
_LIST_MARK = re.compile(r"(?:[-*+\u2022\u2013\u2014]|\(?\d{1,3}[.)]|[A-Z][\w .]{0,30}:)\s")
_PAGE = 1_000_000  # code points after which a page is reported as done


def parse_text(data: bytes, page_done: PageDone) -> Parsed:
    """Return the text of a plain text file in any encoding.

    Raises
    ------
    UnreadableError
        `no_text` when the file holds nothing but white space.
    """
    return parse_decoded(decode(data), page_done)


def parse_decoded(source: Decoded, page_done: PageDone, *, keep_length: bool = False) -> Parsed:
    """Return the text of `source` with its blocks, the first marked as headline if it reads so.

    Raises
    ------
    UnreadableError
        `no_text` when there is nothing but white space.
    """
    builder = TextBuilder(source, keep_length=keep_length)
    for page, start in enumerate(range(0, len(source.text), _PAGE), start=1):
        end = min(start + _PAGE, len(source.text))
        # A line end of two characters must not be cut in two.
        if source.text[end - 1 : end + 1] == "\r\n":
            end -= 1
        first = start - 1 if start and source.text[start - 1 : start + 1] == "\r\n" else start
        builder.copy(first, end)
        page_done(page)
    text, _, source_map = builder.finish(())
    blocks = mark_headline(text, split_blocks(text))
    if not blocks:
        raise UnreadableError(no_text())
    return Parsed(text, blocks, source_map, READER, title=find_title(text, blocks))


def no_text() -> Trouble:
    """Return the trouble of a file without any words."""
    return Trouble(
        "no_text",
        "",
        "The file holds no text, only white space.",
        "It was left out.",
        "Check that it is the file you meant.",
    )


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of plain text.

    Blank lines part blocks. Between two of them each line is a block, unless the lines look wrapped
    by hand: at most 100 code points long, and nearly each so full that the next one's first word
    had no room. Wrapped lines make one block with their line breaks inside; a line that ends a
    sentence and leaves room for the next word ends its block.
    """
    blocks: list[Block] = []
    run: list[tuple[int, int]] = []
    at = 0
    for match in _LINE.finditer(text):
        line = match.group()
        words = line.strip()
        # A line break right before this line belongs to the one before: two make a blank line.
        if run and text.count("\n", at, match.start()) > 1:
            blocks += _split_run(text, run)
            run = []
        if words:
            start = match.start() + len(line) - len(line.lstrip())
            run.append((start, start + len(words)))
        elif run:
            blocks += _split_run(text, run)
            run = []
        at = match.end()
    return tuple(blocks + _split_run(text, run))


def _split_run(text: str, run: list[tuple[int, int]]) -> list[Block]:
    if not run:
        return []
    if not _is_wrapped(text, run):
        return [Block(start, end) for start, end in run]
    width = max(end - start for start, end in run)
    blocks: list[Block] = []
    first = run[0][0]
    for line, following in pairwise(run):
        if not _is_full(text, line, following, width) and ends_sentence(text[slice(*line)]):
            blocks.append(Block(first, line[1]))
            first = following[0]
    blocks.append(Block(first, run[-1][1], BlockKind.PARAGRAPH))
    return blocks


def _is_wrapped(text: str, run: list[tuple[int, int]]) -> bool:
    lengths = [end - start for start, end in run]
    if len(run) < 2 or max(lengths) > _WRAP_LIMIT:
        return False
    lines = [text[start:end] for start, end in run]
    if any(_LIST_MARK.match(line) for line in lines):
        return False
    if sum(ends_sentence(line) for line in lines[:-1]) * 2 > len(lines) - 1:
        return False
    if len(run) == 2:
        return lengths[0] >= _SURE_WRAP and lengths[0] >= lengths[1]
    width = max(lengths)
    full = sum(_is_full(text, line, following, width) for line, following in pairwise(run))
    return full >= _FULL_SHARE * (len(run) - 1)


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width
