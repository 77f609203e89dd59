from __future__ import annotations

import pytest

from sayso.readers.parsed import UnreadableError
from sayso.readers.sniff import Format, sniff


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Plain words.", "a.txt", Format.TEXT),
        (b"Plain words.", "README", Format.TEXT),
        (b"# Head", "a.md", Format.MARKDOWN),
        (b'{"id": 1}', "a.jsonl", Format.JSON_LINES),
        (b"%PDF-1.7 x", "a.pdf", Format.PDF),
        (b"junk\n%PDF-1.4", "a.pdf", Format.PDF),
        (b"PK\x03\x04 word/document.xml", "a.docx", Format.DOCX),
        (b"<!DOCTYPE html><p>x", "a.html", Format.HTML),
        (b"<p>x</p>", "a.htm", Format.HTML),
        (b"<p>x</p>", "a.txt", Format.TEXT),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><HTML>", "a", Format.HTML),
        ("<html><p>x".encode("utf-16"), "a.html", Format.HTML),
        ("Plain words.".encode("utf-16-le"), "a.txt", Format.TEXT),
        (b"\x93quoted\x94 caf\xe9", "a.txt", Format.TEXT),
        (b"one\x0ctwo \x1b[1m \x00", "a.txt", Format.TEXT),
        (b"BMW and MZ cars", "a.txt", Format.TEXT),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, name: str, kind: Format) -> None:
    found = sniff(data, name)
    assert found.format is kind
    assert found.notice is None


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7", "a.docx", Format.PDF),
        (b"<html>", "a.txt", Format.HTML),
        (b"no tags here", "a.html", Format.TEXT),
        (b"plain", "a.pdf", Format.TEXT),
    ],
)
def test_a_name_that_disagrees_is_a_notice(data: bytes, name: str, kind: Format) -> None:
    found = sniff(data, name)
    assert found.format is kind
    assert found.notice is not None
    assert not found.notice.lost


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "WebP"),
        (b"PK\x03\x04 xl/workbook.xml", "XLSX"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "ODT"),
        (b"PK\x03\x04 mimetypeapplication/epub+zip", "EPUB"),
        (b"PK\x03\x04 a.txt", "ZIP"),
        (OLE + b"W\x00o\x00r\x00d", "old kind"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04", "program"),
        (b"{\\rtf1 words}", "RTF"),
        (bytes(range(256)) * 8, "not a text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        sniff(data, "a.txt")
    trouble = caught.value.trouble
    assert trouble.kind == "refused_type"
    assert word in trouble.what
    assert trouble.todo


def test_a_locked_office_file_is_encrypted() -> None:
    with pytest.raises(UnreadableError) as caught:
        sniff(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    assert caught.value.trouble.kind == "encrypted"
