"""A damaged or hostile file gives named breaks: no traceback, no endless reading."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from dataclasses import replace

import pytest

from sayso.core import StoreError, decode, encode
from sayso.store import create_case, head_line, lines, open_case, verify_case, verify_file


@pytest.fixture(scope="module")
def whole(tmp_path_factory, rows, key):
    path = tmp_path_factory.mktemp("whole") / "whole.sayso"
    with create_case(path, key=key) as store:
        store.append(rows)
    return path


def retype(path, change):
    """Change cells to types that the tables do not take, and put the schema back as it was."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA writable_schema=ON")
    schema = database.execute("SELECT rowid, type, sql FROM sqlite_schema").fetchall()
    for rowid, kind, sql in schema:
        if kind == "table" and sql.endswith("STRICT"):
            plain = sql.removesuffix(" STRICT").replace("NOT NULL", "        ")
            database.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (plain, rowid))
        elif kind == "trigger":
            off = sql.replace("SELECT RAISE(ABORT, 'rows of a case are never changed')", "SELECT 1")
            database.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (off, rowid))
    database.close()
    database = sqlite3.connect(path, isolation_level=None)
    assert database.execute(change).rowcount > 0
    database.execute("PRAGMA writable_schema=ON")
    for rowid, _, sql in schema:
        database.execute("UPDATE sqlite_schema SET sql = ? WHERE rowid = ?", (sql, rowid))
    database.close()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("UPDATE document SET text = CAST(text AS BLOB) WHERE title IS NOT NULL", "text"),
        ("UPDATE document SET blocks = x'ff' WHERE title IS NOT NULL", "blocks"),
        ("UPDATE problem SET lost = x'00'", "lost"),
        ("UPDATE attribution SET document = 'x'", "document"),
        ("UPDATE attribution SET cue = 1.5", "cue"),
        ("UPDATE original SET sha256 = x'00'", "sha256"),
        ("UPDATE face SET recorded_at = x'00'", "recorded_at"),
        ("UPDATE entry SET kind = NULL WHERE n = 4", None),
        ("UPDATE entry SET kind = x'00' WHERE n = 4", None),
        ("UPDATE entry SET leaves = 'text' WHERE n = 4", None),
        ('UPDATE entry SET "row" = NULL WHERE n = 4', None),
        ("UPDATE entry SET chain = 7 WHERE n = 4", None),
        ("UPDATE entry SET n = -3 WHERE n = 4", None),
    ],
)
def test_a_value_of_another_type_is_a_named_break(tmp_path, whole, settings, change, field):
    path = tmp_path / "a.sayso"
    shutil.copy(whole, path)
    retype(path, change)
    verification = verify_file(path, settings=settings)
    assert verification.rows_read
    assert ("ledger", field) in {(item.part, item.field) for item in verification.breaks}
    assert "schema" not in {item.part for item in verification.breaks}


def test_an_id_of_another_type_is_a_named_break(tmp_path, whole, settings):
    path = tmp_path / "a.sayso"
    shutil.copy(whole, path)
    data = path.read_bytes()
    # The type of a text is 13 + 2 * its length, that of a blob 12 + 2 * its length.
    database = sqlite3.connect(path)
    identity = database.execute("SELECT id FROM ids WHERE n = 4").fetchone()[0].encode()
    database.close()
    at = data.index(identity + b"\x04")
    header = at - 3  # size of the header, type of the id, type of the number
    changed = bytearray(data)
    assert changed[header + 1] == 13 + 2 * len(identity)
    changed[header + 1] -= 1
    path.write_bytes(changed)
    verification = verify_file(path, settings=settings)
    assert "references" in {item.part for item in verification.breaks}


def test_a_name_that_is_no_text_is_told_without_a_traceback(tmp_path, whole, settings):
    path = tmp_path / "a.sayso"
    data = whole.read_bytes()
    for word in (b"face_by_label", b"CREATE TABLE entry", b"problem_no_delete"):
        path.write_bytes(data.replace(word, b"\xe7" + word[1:]))
        assert not verify_file(path, settings=settings).ok
        with pytest.raises(StoreError):
            open_case(path, read_only=True, settings=settings)


def test_pages_that_lead_to_one_child_again_and_again_are_not_read(tmp_path, whole, settings):
    """Eight pages of 300 pointers to the next hold 300**8 rows in 32 kB."""
    path = tmp_path / "a.sayso"
    database = sqlite3.connect(whole)
    size = database.execute("PRAGMA page_size").fetchone()[0]
    root = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").fetchone()[0]
    database.close()
    data = bytearray(whole.read_bytes())
    count = len(data) // size

    def page(child: int) -> bytes:
        cells, body = b"", b""
        for index in range(300):
            start = size - 6 * (index + 1)
            cells += struct.pack(">H", start)
            body = struct.pack(">IBB", child, 0x81, 0x00) + body
        head = struct.pack(">BHHHBI", 5, 0, 300, size - len(body), 0, child) + cells
        return head.ljust(size - len(body), b"\x00") + body

    first = bytes(data[(root - 1) * size : root * size])
    data[(root - 1) * size : root * size] = page(count + 1)
    for level in range(1, 8):
        data += page(count + level + 1)
    data += first
    data[28:32] = struct.pack(">I", len(data) // size)
    path.write_bytes(data)
    verification = verify_file(path, settings=settings)
    assert not verification.rows_read
    assert {item.part for item in verification.breaks} == {"file"}


def test_a_title_without_letters_does_not_break_the_search_index(tmp_path, rows, settings):
    at = {"recorded_at": "2026-03-01T12:00:00Z", "recorded_by": "x"}
    paper = decode(next(row for row in rows if row.kind == "document"))
    starred = [encode(replace(paper, title=title), **at) for title in ("* * *", "\u2014", "")]
    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        store.append([*rows, *starred])
        assert verify_case(store).breaks == ()


def test_a_head_of_no_entries_has_one_chain_and_one_root(tmp_path, rows):
    with create_case(tmp_path / "a.sayso") as store:
        empty = store.head()
        store.append(rows)
        assert verify_case(store, given_head=head_line(empty)).ok
        assert verify_case(store, given_head=f"0 {empty.root}").ok
        wrong = verify_case(store, given_head=f"0 {'f' * 64}")
    assert [item.part for item in wrong.breaks] == ["head"]
    assert any(line.startswith("head        BROKEN") for line in lines(wrong))


@pytest.mark.parametrize("length", [245, 300])
def test_a_name_that_is_too_long_is_refused_in_a_sentence(tmp_path, length):
    path = tmp_path / ("n" * length)
    with pytest.raises(StoreError, match="name is too long"):
        create_case(path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StoreError, match=r"name is too long|no such case"):
        verify_file(path)
    with pytest.raises(StoreError, match=r"name is too long|no such case"):
        open_case(path)
