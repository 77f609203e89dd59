"""The offsets of a corpus: those of the document's text lead to those of the text as given."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.readers import UnreadableError, read_given_row
from sayso.readers.given import GivenRow

# What the document's text has for code points that it does not keep; line ends of two keep two.
REPLACED = (
    ("\r\n", " \n"),
    ("\r", "\n"),
    ("[\x0b\x0c\x1c-\x1f]", " "),
    ("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", "\ufffd"),
)
PIECES = (
    "a", "word", " ", "\n", "\r\n", "\r", "\n\n", ".", "é", "e\u0301", "\u0301", "\u0323", "\u0307",
    "q\u0307\u0323", "o\u0302\u0323", "\u212b", "\ufb01", "😀", "👨\u200d👩", "漢", "\uf900",
    "\u1112", "\u1161", "\u11ab", "\u1112\u1161\u11ab", "한", "가\u11a8", "\u0915\u093c", "\u0958",
    "\u0b47\u0b56", "\ufeff", "\ud800", "\udc00", "\ud83d", "\0", "\x0b", "\x1f", "\x7f", "\u034f",
    "\u2028", "\u00a0", "\U0001d15e", "\U00016d67\U00016d67", "\u0344", "\u0f73", "?",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join)


def read(text: str, *, escaped: bool = True) -> GivenRow:
    """Return the row with this text, all but ASCII escaped or none."""
    line = json.dumps({"id": "a", "text": text}, ensure_ascii=escaped).encode()
    return read_given_row(line, 1, "a.jsonl")


def clean(text: str) -> str:
    """Return a text as the document has it."""
    for pattern, replacement in REPLACED:
        text = re.sub(pattern, replacement, text)
    return unicodedata.normalize("NFC", text)


def find(row: GivenRow, words: str) -> str:
    """Return what stands in the text as given where the document has `words`."""
    assert row.document is not None
    start = row.document.text.index(words)
    first, last = row.place(start, start + len(words))
    return row.text[first:last]


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Cafe\u0301 owners met.", "owners", "owners"),
        ("Cafe\u0301 owners met.", "Café", "Cafe\u0301"),
        ("The e\u0301lite\r\n\r\nmet e\u0301lan.", "met élan", "met e\u0301lan"),
        ("\ufeffThe e\u0301lite met.", "The", "The"),
        ("The e\u0301l\ufeffite met.", "met", "met"),
        ("The \ud800 e\u0301lite met.", "met", "met"),
        ("The \ud800 e\u0301lite met.", "\ufffd", "\ud800"),
        ("😀 e\u0301 😀 met 😀", "met", "met"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af said", "글", "\u1100\u1173\u11af"),
        ("q\u0307\u0323 o\u0302\u0323 met", "ộ", "o\u0302\u0323"),
        ("q\u0307\u0323 met", "\u0323", "q\u0307\u0323"),
        ("plain \0 text", "text", "text"),
    ],
)
def test_words_are_found_in_the_text_as_given(text: str, words: str, wanted: str) -> None:
    assert find(read(text), words) == wanted


def test_half_a_pair_and_a_mark_of_byte_order_cut_no_words() -> None:
    row = read("\ufeffone\ud800two\ufeffthree e\u0301")
    assert row.document is not None
    assert row.document.text == " one\ufffdtwo\ufeffthree é"


@pytest.mark.parametrize("text", ["", " \r\n", "\x0b", "\ufeff"])
def test_a_text_without_words_has_no_document(text: str) -> None:
    assert read(text).document is None


def test_a_row_that_is_none_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_given_row(b'{"id": "a", "text": 7}', 3, "a.jsonl")
    assert caught.value.trouble.kind == "bad_row"


def test_the_last_of_two_texts_counts_as_in_every_reader_of_json() -> None:
    row = read_given_row('{"id": "a", "text": "one", "text": "e\u0301 two"}'.encode(), 1, "a.jsonl")
    assert find(row, "two") == "two"


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_document_has_the_text_as_given_but_for_controls_in_nfc(text: str) -> None:
    row = read(text)
    assert row.text == json.loads(json.dumps(text))
    if row.document is not None:
        given_text = re.sub("^\ufeff", " ", row.text)
        assert row.document.text == clean(given_text)


@given(TEXTS, st.integers(0, 200), st.integers(0, 60))
@settings(max_examples=400, deadline=None)
def test_a_stretch_of_the_document_is_the_same_stretch_of_the_text_as_given(
    text: str, start: int, length: int
) -> None:
    row = read(text)
    if row.document is None:
        return
    whole = row.document.text
    start = min(start, len(whole))
    end = min(start + length, len(whole))
    first, last = row.place(start, end)
    assert 0 <= first <= last <= len(row.text)
    if start == end:
        assert first == last
        return
    # Half of a letter that the text as given writes with several signs is found with the other.
    for segment in row.document.source_map.segments:
        if not segment.exact and segment.start < end and start < segment.end:
            start, end = min(start, segment.start), max(end, segment.end)
    first, last = row.place(start, end)
    found = row.text[first:last]
    if first == 0:
        found = re.sub("^\ufeff", " ", found)
    assert clean(found) == whole[start:end]


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_neighbouring_stretches_leave_nothing_out(text: str) -> None:
    row = read(text)
    if row.document is None:
        return
    at = 0
    for index in range(len(row.document.text)):
        first, last = row.place(index, index + 1)
        assert first <= at <= last
        assert first < last
        at = last
    assert at == len(row.text)
    assert row.place_all([(0, len(row.document.text)), (0, 0)]) == [[0, len(row.text)], [0, 0]]


@given(TEXTS.filter(lambda text: not re.search("[\ud800-\udfff]", text)))
@settings(max_examples=50, deadline=None)
def test_how_the_row_escapes_its_text_changes_no_offset(text: str) -> None:
    escaped, plain = read(text), read(text, escaped=False)
    assert escaped.text == plain.text
    assert (escaped.document is None) == (plain.document is None)
    if escaped.document is not None and plain.document is not None:
        assert escaped.document.text == plain.document.text
        spans = [(at, at + 1) for at in range(len(plain.document.text))]
        assert escaped.place_all(spans) == plain.place_all(spans)
