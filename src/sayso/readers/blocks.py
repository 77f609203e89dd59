"""What every reader asks of its blocks: which one is the headline, and what it says."""

from __future__ import annotations

from dataclasses import replace

from sayso.core import Block, BlockKind

#: Longest headline in code points; the longest of 84 news articles looked at had 126.
HEADLINE_LIMIT = 200

# Marks that end a sentence, or a clause that goes on: a line that ends so is no headline.
_SENTENCE_END = ".!?\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964:;,"
_QUOTES = "\"'\u201d\u2019\u00bb\u203a\u300d"
_ASIDE = (BlockKind.BOILERPLATE, BlockKind.CAPTION, BlockKind.BYLINE)


def mark_headline(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with the first as headline, if none is one yet and it reads like one.

    The first block that is no boilerplate, caption or byline reads like a headline when it is a
    paragraph of one line, of at most `HEADLINE_LIMIT` code points, does not end as a sentence or a
    quotation does, and another block of the text proper follows. Every reader asks here, so that
    one article has the same headline in each format.
    """
    if any(block.kind is BlockKind.HEADLINE for block in blocks):
        return blocks
    proper = [index for index, block in enumerate(blocks) if block.kind not in _ASIDE]
    if len(proper) < 2:
        return blocks
    first = blocks[proper[0]]
    words = text[first.start : first.end].strip()
    if (
        first.kind is not BlockKind.PARAGRAPH
        or not words
        or len(words) > HEADLINE_LIMIT
        or "\n" in words
        or words[-1] in _QUOTES
        or ends_sentence(words)
    ):
        return blocks
    marked = replace(first, kind=BlockKind.HEADLINE)
    return (*blocks[: proper[0]], marked, *blocks[proper[0] + 1 :])


def ends_sentence(words: str) -> bool:
    """Return whether `words` end as a sentence or clause does, closing quotes and brackets aside.

    >>> ends_sentence("He left."), ends_sentence("(He left.)"), ends_sentence("He left the")
    (True, True, False)
    """
    return words.rstrip().rstrip(_QUOTES + ")]").endswith(tuple(_SENTENCE_END))


def find_title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Return the words of the first headline, white space folded, or None without one."""
    for block in blocks:
        if block.kind is BlockKind.HEADLINE:
            return " ".join(text[block.start : block.end].split()) or None
    return None
