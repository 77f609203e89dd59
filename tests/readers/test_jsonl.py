from __future__ import annotations

import json

import pytest

from sayso.readers.jsonl import Row, parse_row
from sayso.readers.parsed import UnreadableError


def read(**values: object) -> Row:
    return parse_row(json.dumps(values).encode(), 1)


def test_a_row_says_what_its_document_is() -> None:
    row = read(
        id="a1",
        text="Barge goes missing\n\nNobody saw it.",
        publisher="The Gazette",
        date="2021-08",
        byline="Jo Doe",
        language="en",
        uri="https://a.example/1",
    )
    assert row.id == "a1"
    assert row.uri == "https://a.example/1"
    assert row.parsed is not None
    assert row.parsed.text == "Barge goes missing\n\nNobody saw it."
    assert row.parsed.title == "Barge goes missing"
    assert row.parsed.outlet == "The Gazette"
    assert row.parsed.published == "2021-08"
    assert len(row.parsed.blocks) == 2


TEXTS = (
    'Plain "quotes" and \\ and / \t tab',
    "caf\u00e9 \U0001f600 \u202e x \u2028 y",
    "cr\r\nlf\rcr \x00\x07 nul",
    "lone \ud800 surrogate",
    "e\u0301 composed",
)


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("text", TEXTS)
def test_every_word_is_mapped_to_the_bytes_of_its_row(text, ascii_only, check_map) -> None:
    line = json.dumps({"id": "a", "x": [text], "text": text, "y": 1}, ensure_ascii=ascii_only)
    data = line.encode("utf-8", "replace")
    row = parse_row(data, 1)
    assert row.parsed is not None
    check_map(row.parsed.text, row.parsed.blocks, row.parsed.source_map, data)


@pytest.mark.parametrize("text", TEXTS[:4])
def test_offsets_in_the_text_as_given_hold(text: str) -> None:
    row = read(id="a", text=text)
    assert row.parsed is not None
    assert len(row.parsed.text) == len(text)


def test_of_two_texts_the_last_counts_as_everywhere_in_json(check_map) -> None:
    data = b'{"id": "a", "text": "first", "text": "second"}'
    row = parse_row(data, 1)
    assert row.parsed is not None
    assert row.parsed.text == "second"
    check_map(row.parsed.text, row.parsed.blocks, row.parsed.source_map, data)


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"null", b'"text"', b'{"id": "a"}', b'{"text": "a"}', b"\xff{}",
     b'{"id": "a", "text": 3}', b'{"id": ["a"], "text": "b"}', b'{"id": true, "text": "b"}',
     b'{"id": "a", "text": "b"} x', b'{"id": "a" "text": "b"}', b'{"id": "a", "text": "b",}',
     b'{"id": "a", "text": "b\x01"}', b'{"id":"a","x":' + b"[" * 100_000, b"{1: 2}",
     b'{"id": "a", "x": ' + b"9" * 9_999 + b', "text": "b"}', b'{"id": "", "text": "b"}'],
)  # fmt: skip
def test_a_row_that_is_none_says_where_it_is_wrong(line: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_row(line, 14)
    assert caught.value.trouble.kind == "bad_row"
    assert caught.value.trouble.place.startswith("row 14")


def test_the_column_is_given_where_the_json_breaks() -> None:
    with pytest.raises(UnreadableError) as caught:
        parse_row(b'{"id": "a", x}', 2)
    assert caught.value.trouble.place == "row 2, column 13"


def test_an_empty_text_is_no_text() -> None:
    row = read(id="a", text=" \n")
    assert row.parsed is None
    assert row.trouble is not None
    assert row.trouble.kind == "no_text"
