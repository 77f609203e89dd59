from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core import bytes_sha256
from sayso.readers import DocumentReader, ReadLimits, ReadOutcome
from sayso.readers.facade import _CASE_ID
from sayso.store import create_case
from sayso.store.ddl import APPLICATION_ID

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


def test_a_row_above_the_limit_is_left_out_and_the_rows_after_it_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    fits = b'{"id": "c", "text": "%s"}' % (b"d" * 77)
    rows = (
        b'{"id": "a", "text": "b"}',
        b'{"id": "b", "text": "' + b"x" * 3_000_000 + b'"}',
        fits,
        fits.replace(b"c", b"e") + b" ",
        b"not json",
        b'{"id": "f", "text": "g"}',
        b"x" * 300,
    )
    path.write_bytes(b"\r\n".join(rows))
    with DocumentReader(clock=lambda: NOW, limits=ReadLimits(row_bytes=len(fits))) as reader:
        found = list(reader.read([path]))
    assert [(outcome.member, kinds(outcome)) for outcome in found] == [
        ("a", []),
        ("", ["refused_size"]),
        ("c", []),
        ("", ["refused_size"]),
        ("", ["bad_row"]),
        ("f", []),
        ("", ["refused_size"]),
    ]
    assert found[2].data == fits
    wheres = [problem.where for outcome in found for problem in outcome.problems]
    assert [where.split(", ")[1] for where in wheres] == ["row 2", "row 4", "row 5", "row 7"]
    assert "3 MB" in found[1].problems[0].what


def test_a_byte_order_mark_does_not_count_as_part_of_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = b'{"id": "a", "text": "b"}'
    path.write_bytes(b"\xef\xbb\xbf" + row + b"\r\n" + row.replace(b"a", b"c", 1) + b"\r\n")
    with DocumentReader(clock=lambda: NOW, limits=ReadLimits(row_bytes=len(row))) as reader:
        first = next(iter(reader.read([path])))
    assert first.data == row
    assert first.document is not None


CASE_HEADER = (
    b"SQLite format 3\x00".ljust(68, b"\0") + APPLICATION_ID.to_bytes(4, "big") + b"\0" * 400
)


def test_the_readers_know_the_number_that_the_store_writes() -> None:
    assert _CASE_ID == APPLICATION_ID


def test_cases_in_a_folder_are_passed_over(reader: DocumentReader, tmp_path: Path) -> None:
    create_case(tmp_path / "a.sayso").close()
    assert list(reader.read([tmp_path])) == []
    for name in ("b.db", "c.sayso-wal", "c.SAYSO-shm", "c.sayso-journal", "c.sayso.before-1"):
        (tmp_path / name).write_bytes(CASE_HEADER if name == "b.db" else b"Words.")
    other = CASE_HEADER.replace(APPLICATION_ID.to_bytes(4, "big"), b"none")
    (tmp_path / "other.db").write_bytes(other)
    (tmp_path / "words.txt").write_text("Words.")
    (tmp_path / "z.txt").write_text("Not these.")
    found = list(reader.read([tmp_path], skip=lambda path: path.name == "z.txt"))
    assert [Path(outcome.uri).name for outcome in found] == ["other.db", "words.txt"]
    assert found[0].data == other


@pytest.mark.parametrize("name", ["a.sayso", "a.txt", "a.jsonl", "a.sayso-wal", "z.txt"])
def test_a_case_that_is_named_is_a_problem_and_its_bytes_are_not_kept(
    reader: DocumentReader, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"Words." if name == "z.txt" else CASE_HEADER)
    (outcome,) = reader.read([path], skip=lambda path: path.name == "z.txt")
    assert kinds(outcome) == ["refused_type"]
    assert outcome.data is outcome.sha256 is outcome.document is None
    problem = outcome.problems[0]
    assert problem.what == "The file is a case of Sayso."
    assert problem.done == "It was left out."
    assert problem.todo == "Add the documents, not the case."


def test_more_blocks_than_a_document_may_have_are_refused(tmp_path: Path) -> None:
    text = "a\n\n" * 11
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.html").write_text("<p>a" * 11)
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "a", "text": text}))
    (tmp_path / "d.txt").write_text("a\n\n" * 10)
    with DocumentReader(clock=lambda: NOW, limits=ReadLimits(blocks=10)) as reader:
        found = list(reader.read([tmp_path]))
    assert [kinds(outcome) for outcome in found] == [["refused_size"]] * 3 + [[]]
    assert found[0].data == text.encode()
    assert found[2].member == "a"
    assert "row 1" in found[2].problems[0].where


def test_a_text_of_more_bytes_than_a_document_may_have_is_refused(tmp_path: Path) -> None:
    for name, text in (("a.txt", "x" * 101), ("b.txt", "é" * 51), ("c.txt", "é" * 50)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with DocumentReader(clock=lambda: NOW, limits=ReadLimits(text_bytes=100)) as reader:
        found = list(reader.read([tmp_path]))
    assert [kinds(outcome) for outcome in found] == [["refused_size"], ["refused_size"], []]


@pytest.mark.parametrize(
    "data",
    [
        b"Barge goes missing\n\nNobody saw it.",
        "\ufeffBarge\r\n\r\nNo one – e\u0301 – saw\x00it.\r".encode(),
        "Barge goes missing".encode("utf-16-le"),
    ],
)
def test_a_long_text_is_read_apart_and_as_a_short_one_is(
    reader: DocumentReader, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (short,) = reader.read([path])
    with DocumentReader(clock=lambda: NOW, limits=ReadLimits(own_process_bytes=10)) as other:
        (long,) = other.read([path])
    assert short.document is not None
    assert long.document is not None
    assert short.document.layers == ()
    assert "worker process" in long.document.layers
    assert replace(long.document, layers=()) == short.document


def test_a_long_text_may_not_take_time_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\n\n" * 400_000)
    limits = ReadLimits(text_cpu_seconds=0.1)
    with DocumentReader(clock=lambda: NOW, limits=limits) as reader:
        (outcome,) = reader.read([path])
    assert kinds(outcome) == ["timed_out"]


def test_folders_nested_deeper_than_the_interpreter_follows_are_walked(
    reader: DocumentReader, tmp_path: Path
) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here))
    os.close(here)
    try:
        (outcome,) = reader.read([tmp_path])
    finally:
        # Removing the folders must not need the depth either: pytest's own clean-up does.
        for depth in range(1_200, 0, -1):
            folder = tmp_path.joinpath(*["d"] * depth)
            (folder / "a.txt").unlink(missing_ok=True)
            folder.rmdir()
    assert kinds(outcome) == ["empty"]
    assert outcome.uri.endswith("/d/d/a.txt")


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


def test_a_link_that_leads_out_of_a_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The mayor said no.", encoding="utf-8")
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / "a.txt").write_text("The union said yes.", encoding="utf-8")
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "c.txt").symlink_to(folder / "a.txt")
    with DocumentReader(clock=lambda: NOW) as reader:
        outcomes = list(reader.read([folder]))
        (named,) = reader.read([folder / "b.txt"])
    assert [outcome.document is not None for outcome in outcomes] == [True, False, True]
    assert outcomes[1].problems[0].kind == "unreachable"
    assert outcomes[1].data is None
    assert named.document is not None
