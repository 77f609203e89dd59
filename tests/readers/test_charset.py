from __future__ import annotations

import pytest

from sayso.readers.charset import decode, decode_utf8, is_charset, line_starts

WORDS = "The minister’s “plan” — a café 😀, said Łukasz."
SAMPLES = (
    ("utf-8", WORDS),
    ("utf-8-sig", WORDS),
    ("utf-16", WORDS),
    ("utf-32", WORDS),
    ("utf-16-le", "Plain words without a mark, said the minister."),
    ("utf-16-be", "Plain words without a mark, said the minister."),
    ("cp1252", "The minister’s “plan” — he said — failed."),
    ("cp1252", "Der Präsident erklärte, die Größe der Übung überrasche ihn nicht."),
    ("cp1251", "Министр заявил, что нападение было спланировано заранее."),
    ("koi8-r", "Министр заявил, что нападение было спланировано заранее."),
    ("cp1253", "Ο υπουργός δήλωσε ότι η επίθεση σχεδιάστηκε"),
    ("gb18030", "部长说,这次袭击是有计划的。没有人承认责任。"),
    ("big5", "部長說,這次襲擊是有計劃的。"),
    ("euc_kr", "장관은 공격이 사전에 계획되었다고 말했다."),
    ("cp1256", "قال الوزير إن الهجوم كان مخططا له مسبقا"),
)


@pytest.mark.parametrize(("encoding", "words"), SAMPLES)
def test_a_text_in_a_common_encoding_is_read_right(encoding: str, words: str) -> None:
    assert decode(words.encode(encoding)).text == words


@pytest.mark.parametrize(("encoding", "words"), SAMPLES)
def test_every_code_point_is_found_again_in_the_bytes(encoding: str, words: str) -> None:
    data = (words * 90).encode(encoding)  # long enough for more than one mark
    found = decode(data)
    assert found.exact
    for index in range(0, len(found.text), 7):
        piece = data[found.offset(index) : found.offset(index + 1)]
        assert piece.decode(found.encoding) == found.text[index]
    assert found.offset(len(found.text)) == len(data)


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp", "gbk", "cp1250", "iso8859-2", "cp874"])
def test_a_declared_encoding_is_heeded(encoding: str) -> None:
    words = {"cp874": "รัฐมนตรี", "cp1250": "řekl", "iso8859-2": "řekl"}.get(encoding, "大臣")
    assert decode(words.encode(encoding), encoding).text == words


def test_latin_1_is_read_as_the_windows_encoding_that_pages_mean() -> None:
    assert decode(b"\x93plan\x94", "iso-8859-1").text == "“plan”"


@pytest.mark.parametrize("name", ["idna", "zlib_codec", "rot13", "no such", "", "\x00", "punycode"])
def test_a_name_that_is_no_charset_is_passed_over(name: str) -> None:
    assert decode(b"words", name).text == "words"
    assert not is_charset(name)


def test_bytes_outside_the_encoding_have_places_too() -> None:
    data = b"\xef\xbb\xbfa\xffb"
    found = decode_utf8(data)
    assert [found.offset(index) for index in range(4)] == [3, 4, 5, 6]


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("大臣は述べた".encode("iso2022_jp"), "iso2022_jp"),
        (b"\xff\xfea\x00b\x00c", None),
        (b"\xff\xfe\x00\x00a\x00\x00\x00\x00\x00\x11\x00", None),
    ],
)
def test_bytes_that_cannot_be_encoded_again_are_marked_inexact(
    data: bytes, declared: str | None
) -> None:
    found = decode(data, declared)
    assert not found.exact
    assert found.offset(len(found.text)) == len(data)


def test_lines_end_with_each_kind_of_line_end() -> None:
    assert line_starts("a\r\nb\rc\nd") == [0, 3, 5, 7, 8]
