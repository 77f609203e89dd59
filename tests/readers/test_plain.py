from __future__ import annotations

import pytest

from sayso.core import BlockKind, ByteRange
from sayso.readers.parsed import Parsed, UnreadableError
from sayso.readers.plain import parse_text


def read(data: bytes) -> Parsed:
    return parse_text(data, lambda page: None)


def blocks(data: str) -> list[str]:
    parsed = read(data.encode())
    return [parsed.text[block.start : block.end] for block in parsed.blocks]


def test_blank_lines_part_blocks() -> None:
    assert blocks("One.\n\nTwo.\n \t\nThree.\r\n\r\nFour.") == ["One.", "Two.", "Three.", "Four."]


def test_lines_without_blank_lines_are_blocks_of_their_own() -> None:
    assert blocks("Tides rise.\nBoats leave the harbour at dawn.\nNobody knew.") == [
        "Tides rise.",
        "Boats leave the harbour at dawn.",
        "Nobody knew.",
    ]


WRAPPED = (
    "The harbour master said on Tuesday that nobody had seen the barge\n"
    "leave its berth, and that the log of that night was kept by a clerk\n"
    "who has since moved abroad. The company denies that any such barge\n"
    "was ever chartered."
)


def test_hard_wrapped_lines_are_one_block_with_their_line_breaks() -> None:
    assert blocks("A barge goes missing\n\n" + WRAPPED) == ["A barge goes missing", WRAPPED]


def test_a_short_last_line_ends_a_wrapped_paragraph() -> None:
    second = WRAPPED.replace("The harbour master", "The harbour pilots")
    assert blocks(WRAPPED + "\n" + second) == [WRAPPED, second]


def test_a_list_is_not_taken_for_wrapped_lines() -> None:
    lines = [f"- an item that goes on for about as long as the others do, no {n}" for n in range(4)]
    assert blocks("\n".join(lines)) == lines


def test_the_first_short_line_is_the_headline_and_the_title() -> None:
    parsed = read(b"Barge goes missing\n\nNobody saw it leave.")
    assert [block.kind for block in parsed.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH]
    assert parsed.title == "Barge goes missing"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfHead\r\n\r\nText caf\xc3\xa9.\r\nMore.\r\n",
        "e\u0301te\u0323\u0301 \u1100\u1161\u11a8 \u212b\n\nA\u030a b".encode(),
        "\u0958 \u0b47\u0b3e \u09c7\u09be x".encode(),
        b"a\x00\x01b\x0bc\x7f\rd\r\r\ne",
        "😀\u202eabc\u202c 👨‍👩‍👧\u200b".encode(),
        b"caf\xe9 na\xefve, he said.\n\n\x93Yes\x94",
        b"broken \xff\xfe utf-8 \xc3( \xe2\x82",
        "Plain\r\nwide e\u0301".encode("utf-16"),
        b'"' * 5_000,
        ("x " * 50_000).encode(),
        "\u0301abc".encode(),
    ],
)
def test_every_word_is_mapped_to_its_bytes(data: bytes, check_map) -> None:
    parsed = read(data)
    check_map(parsed.text, parsed.blocks, parsed.source_map, data)


def test_a_letter_composed_by_normalisation_points_to_letter_and_accent() -> None:
    data = "cafe\u0301 noir".encode()
    parsed = read(data)
    assert parsed.text == "café noir"
    assert parsed.source_map.locate(parsed.text, 3, 4) == (ByteRange(3, 6),)
    assert parsed.source_map.locate(parsed.text, 5, 9) == (ByteRange(7, 11),)


def test_a_line_end_of_two_characters_becomes_one() -> None:
    parsed = read(b"a\r\nb")
    assert parsed.text == "a\nb"
    assert parsed.source_map.locate(parsed.text, 0, 3) == (ByteRange(0, 4),)


def test_nul_is_replaced_and_keeps_its_place() -> None:
    parsed = read(b"a\x00b")
    assert parsed.text == "a\ufffdb"
    assert parsed.source_map.locate(parsed.text, 2, 3) == (ByteRange(2, 3),)


def test_a_million_characters_on_one_line_are_one_block(check_map) -> None:
    data = ("word " * 200_000).encode()
    parsed = read(data)
    assert len(parsed.blocks) == 1
    assert check_map(parsed.text, parsed.blocks, parsed.source_map, data) == 1


def test_a_line_end_on_the_border_of_two_pages_is_kept_whole(check_map) -> None:
    data = b"x" * 999_999 + b"\r\n" + b"y" * 10
    parsed = read(data)
    assert parsed.text == "x" * 999_999 + "\n" + "y" * 10
    check_map(parsed.text, parsed.blocks, parsed.source_map, data)


def test_white_space_alone_is_no_text() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b" \r\n\t\xc2\xa0")
    assert caught.value.trouble.kind == "no_text"
