from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.core import bytes_sha256
from sayso.readers import DocumentReader, ReadLimits, ReadOutcome

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(clock=lambda: NOW) as reader:
        yield reader


def kinds(outcome: ReadOutcome) -> list[str]:
    return [problem.kind for problem in outcome.problems]


def test_a_text_file_becomes_a_document(reader: DocumentReader, tmp_path: Path) -> None:
    path = tmp_path / "barge.txt"
    path.write_bytes(b"Barge goes missing\n\nNobody saw it.")
    (outcome,) = reader.read([path])
    document = outcome.document
    assert document is not None
    assert outcome.problems == ()
    assert outcome.data == path.read_bytes()
    assert outcome.sha256 == document.sha256 == bytes_sha256(path.read_bytes())
    assert document.uri == path.as_posix()
    assert document.media_type == "text/plain"
    assert document.title == "Barge goes missing"
    assert document.retrieved_at == NOW
    assert document.layers == ()


def test_a_page_is_read_in_the_sandbox_and_says_so(
    reader: DocumentReader, tmp_path: Path, check_map
) -> None:
    path = tmp_path / "barge.html"
    path.write_bytes(b"<html lang=en><h1>Barge</h1><p>Nobody &amp; no one saw it.</p>")
    (outcome,) = reader.read([path])
    document = outcome.document
    assert document is not None
    assert document.text == "Barge\n\nNobody & no one saw it."
    assert document.language == "en"
    assert "worker process" in document.layers
    check_map(document.text, document.blocks, document.source_map, path.read_bytes())


def test_a_folder_is_walked_in_order_and_hidden_files_are_left_out(
    reader: DocumentReader, tmp_path: Path
) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden", ".git/x.txt", "c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Words of {name}.")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [Path(outcome.uri).name for outcome in reader.read([tmp_path])]
    assert found == ["z.txt", "b.txt", "c.md"]


def test_a_known_document_is_not_parsed_again(reader: DocumentReader, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>Words.")
    (first,) = reader.read([path])
    assert first.document is not None
    (again,) = reader.read([path], is_known={first.document.id}.__contains__)
    assert again.known
    assert again.document is None
    assert again.sha256 == first.sha256


def test_each_row_of_a_corpus_is_a_document_and_a_bad_one_a_problem(
    reader: DocumentReader, tmp_path: Path, check_map
) -> None:
    path = tmp_path / "corpus.jsonl"
    rows = [
        json.dumps({"id": "a", "text": "Words.", "uri": "https://a.example"}),
        "not json",
        json.dumps({"id": "b", "text": "More “words”."}),
        "",
        json.dumps({"id": "a", "text": "Again."}),
        json.dumps({"id": "c", "text": " "}),
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())
    found = list(reader.read([path]))
    assert [(o.member, kinds(o)) for o in found] == [
        ("a", []),
        ("", ["bad_row"]),
        ("b", []),
        ("a", ["bad_row"]),
        ("c", ["no_text"]),
    ]
    assert found[0].uri == "https://a.example"
    assert found[2].uri == f"{path.as_posix()}#b"
    assert "row 2" in found[1].problems[0].where
    assert found[2].data == rows[2].encode()
    document = found[2].document
    assert document is not None
    assert document.sha256 == bytes_sha256(rows[2].encode())
    check_map(document.text, document.blocks, document.source_map, rows[2].encode())
    known = {document.id}
    assert [o.known for o in reader.read([path], is_known=known.__contains__)][2]


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "a.txt", "empty"),
        (b"", "a.jsonl", "empty"),
        (b" \n", "a.txt", "no_text"),
        (b"<p> ", "a.html", "no_text"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "refused_type"),
        (b"%PDF-1.7 nothing else", "a.pdf", "malformed"),
        (b"PK\x03\x04 word/document.xml", "a.docx", "malformed"),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_bytes_kept(
    reader: DocumentReader, tmp_path: Path, data: bytes, name: str, kind: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (outcome,) = reader.read([path])
    assert outcome.document is None
    assert kinds(outcome) == [kind]
    assert outcome.data == data
    assert outcome.problems[0].sha256 == bytes_sha256(data)
    assert outcome.problems[0].lost


def test_a_path_that_leads_nowhere_is_unreachable(reader: DocumentReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = list(reader.read([tmp_path / "none", tmp_path / "pipe", tmp_path / "none.jsonl"]))
    assert [kinds(outcome) for outcome in found] == [["unreachable"]] * 3
    assert found[0].data is None


def test_a_name_that_a_terminal_would_act_on_is_written_out(
    reader: DocumentReader, tmp_path: Path
) -> None:
    path = tmp_path / "a\x1b[31m\u202e.txt"
    path.write_text("Words.")
    (outcome,) = reader.read([path])
    assert outcome.document is not None
    assert outcome.uri.endswith("a\\x1b[31m\\u202e.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_not_utf_8_can_be_stored(reader: DocumentReader, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.txt")
    path.write_text("Words.")
    (outcome,) = reader.read([path])
    outcome.uri.encode("utf-8")
    assert outcome.document is not None


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    limits = ReadLimits(file_bytes=100, kept_bytes=200)
    for name, size in (("a.txt", 100), ("b.txt", 101), ("c.txt", 201)):
        (tmp_path / name).write_bytes(b"x" * size)
    with DocumentReader(clock=lambda: NOW, limits=limits) as reader:
        found = list(reader.read([tmp_path]))
    assert [kinds(outcome) for outcome in found] == [[], ["refused_size"], ["refused_size"]]
    assert [outcome.data is None for outcome in found] == [False, False, True]


def test_a_row_above_the_limit_ends_its_corpus(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "a", "text": "b"}\n{"id": "b", "text": "' + b"x" * 200 + b'"}\n')
    with DocumentReader(clock=lambda: NOW, limits=ReadLimits(file_bytes=100)) as reader:
        found = list(reader.read([path]))
    assert [kinds(outcome) for outcome in found] == [[], ["refused_size"]]


def test_a_wrong_name_is_a_notice_beside_the_document(
    reader: DocumentReader, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("<!doctype html><p>Words.")
    (outcome,) = reader.read([path])
    assert outcome.document is not None
    assert outcome.document.media_type == "text/html"
    assert [problem.lost for problem in outcome.problems] == [False]


def test_hostile_files_do_not_stop_the_next_one(reader: DocumentReader, tmp_path: Path) -> None:
    hostile = (
        ("a.html", b"<" * 200_000),
        ("b.html", b"<!--" * 200_000),
        ("c.html", b"<div>" * 100_000),
        ("d.html", b'<a b="' * 100_000),
        ("e.html", b"<b>" * 600 + b"</i>" * 100_000 + b"x"),
        ("f.md", b"[" * 20_000),
        ("g.md", b"> " * 5_000 + b"x"),
        ("h.md", b"*a **b " * 5_000),
        ("i.txt", b'"' * 1_000_000),
        ("j.txt", "\u202e\u0301".encode() * 50_000),
        ("k.txt", b"\xff\xfe" + b"\x00\xd8" * 5_000),
        ("l.html", b"&" * 200_000),
        ("m.html", b"<p>last words</p>"),
    )
    for name, data in hostile:
        (tmp_path / name).write_bytes(data)
    found = list(reader.read([tmp_path]))
    assert len(found) == len(hostile)
    assert not [outcome for outcome in found if "crashed" in kinds(outcome)]
    assert found[-1].document is not None
