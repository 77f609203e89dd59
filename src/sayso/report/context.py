"""The words of an attribution in the sentences in which they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.core import Attribution, Block, BlockKind, Document
from sayso.report.leaves import Mark, split_leaves
from sayso.report.model import Quote

#: Code points shown at most before the first and after the last marked word of a block. Sentences
#: of news text are shorter than this nineteen times in twenty; a text without full stops is cut.
REACH = 240

# A sentence ends at . ! ? … or their full-width and Arabic-script kin, closing marks included.
_END = re.compile(r"[.!?…。！？؟۔][\"'”’»)\]]*(?=\s)")
# These are followed by a stop that ends no sentence.
_SHORT = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Sgt|Prof|St|No|vs|etc)\.$")


def list_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of a document in text order, and a paragraph for any words between them.

    So every word of the text lies in exactly one of them, also where a reader gave no blocks.
    """
    found: list[Block] = []
    position = 0
    for block in sorted(document.blocks, key=lambda block: (block.start, block.end)):
        _add_gap(document.text, found, position, block.start)
        if block.end > max(position, block.start):
            found.append(Block(max(position, block.start), block.end, block.kind))
            position = block.end
    _add_gap(document.text, found, position, len(document.text))
    return tuple(found)


def _add_gap(text: str, found: list[Block], start: int, end: int) -> None:
    words = text[start:end].strip()
    if words:
        first = text.index(words, start)
        found.append(Block(first, first + len(words), BlockKind.PARAGRAPH))


def quote_context(
    text: str, blocks: Sequence[Block], attribution: Attribution, marks: Sequence[Mark]
) -> tuple[Quote, ...]:
    """Return the sentences that hold the attribution's spans, one piece for each block touched.

    `blocks` are those of `list_blocks`. Each piece runs from the start of the sentence of the
    first marked word of the block to the end of that of the last, at most `REACH` code points
    further than these words. A source that stands paragraphs before its content gives two pieces.
    """
    reach: dict[int, tuple[int, int]] = {}
    for span in attribution.spans:
        index = max(0, bisect_right(blocks, span.start, key=_block_start) - 1)
        while index < len(blocks) and blocks[index].start < span.end:
            block = blocks[index]
            first, last = max(span.start, block.start), min(span.end, block.end)
            if first < last:
                known = reach.get(index, (first, last))
                reach[index] = min(known[0], first), max(known[1], last)
            index += 1
    pieces = []
    for index in sorted(reach):
        block = blocks[index]
        first, last = reach[index]
        start, end = _sentence_start(text, block, first), _sentence_end(text, block, last)
        leaves = split_leaves(text, marks, start=start, end=end)
        pieces.append(
            Quote(
                start,
                end,
                block.kind,
                leaves,
                cut_before=start > block.start,
                cut_after=end < block.end,
            )
        )
    return tuple(pieces)


def _block_start(block: Block) -> int:
    return block.start


def _sentence_start(text: str, block: Block, position: int) -> int:
    floor = max(block.start, position - REACH)
    window = text[floor:position]
    ends = [match.end() for match in _END.finditer(window + " ") if not _is_short(window, match)]
    ends = [end for end in ends if end < len(window)]
    if ends:
        start = floor + ends[-1]
    elif floor > block.start:
        start = _after_space(text, floor, position)
    else:
        start = floor
    while start < position and text[start].isspace():
        start += 1
    return start


def _sentence_end(text: str, block: Block, position: int) -> int:
    # The last marked word may carry the stop itself ("... no part.”"), so one sign is looked back.
    behind = max(block.start, position - 2)
    limit = min(block.end, position + REACH)
    window = text[behind:limit]
    for match in _END.finditer(window + " "):
        if behind + match.end() >= position and not _is_short(window, match):
            return behind + match.end()
    if limit == block.end:
        return limit
    end = text.rfind(" ", position, limit)
    return end if end > position else limit


def _is_short(window: str, match: re.Match[str]) -> bool:
    return _SHORT.search(window[max(0, match.start() - 6) : match.start() + 1]) is not None


def _after_space(text: str, floor: int, position: int) -> int:
    space = text.find(" ", floor, position)
    return floor if space < 0 else space + 1
