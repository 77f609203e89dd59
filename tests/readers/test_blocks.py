from __future__ import annotations

import pytest

from sayso.core import Block, BlockKind
from sayso.readers.blocks import find_title, mark_headline

BODY = "Nobody saw it leave."


def kinds(first: str, *, kind: BlockKind = BlockKind.PARAGRAPH) -> list[BlockKind]:
    text = f"{first}\n\n{BODY}"
    found = (Block(0, len(first), kind), Block(len(first) + 2, len(text)))
    return [block.kind for block in mark_headline(text, found)]


def test_a_short_first_paragraph_without_a_full_stop_is_the_headline() -> None:
    assert kinds("Barge goes missing")[0] is BlockKind.HEADLINE


@pytest.mark.parametrize(
    "first",
    ["It left.", "Who knew?", "“It left”", "It left.)", "x" * 300, "Two\nlines", "Dear all,"],
)
def test_what_ends_as_a_sentence_or_is_long_is_no_headline(first: str) -> None:
    assert kinds(first)[0] is BlockKind.PARAGRAPH


def test_a_block_alone_is_no_headline() -> None:
    assert mark_headline("Barge", (Block(0, 5),)) == (Block(0, 5),)


def test_boilerplate_and_bylines_do_not_count_as_first() -> None:
    text = f"Menu\n\nBy Jo\n\nBarge goes missing\n\n{BODY}"
    found = (
        Block(0, 4, BlockKind.BOILERPLATE),
        Block(6, 11, BlockKind.BYLINE),
        Block(13, 31),
        Block(33, len(text)),
    )
    marked = mark_headline(text, found)
    assert marked[2].kind is BlockKind.HEADLINE
    assert find_title(text, marked) == "Barge goes missing"


def test_a_headline_that_is_marked_already_stays_the_only_one() -> None:
    text = f"Barge goes\n\n{BODY}"
    found = (Block(0, 10), Block(12, len(text), BlockKind.HEADLINE))
    assert mark_headline(text, found) == found
