"""Tampering shows: what was changed, and where."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.core import DataError, Query, SaysoError, StoreError
from sayso.core.ledger import Tail, row_root
from sayso.store import (
    SqliteStore,
    StoreSettings,
    create_case,
    head_line,
    lines,
    open_case,
    parse_head,
    verify_case,
    verify_file,
)
from sayso.store.entries import leaf_fields, make_leaves
from sayso.store.migrations import CURRENT

WORDS = ("fire", "barge", "大火", "union", '"harbour board"', "accounts")


@pytest.fixture(scope="module")
def whole(tmp_path_factory, rows, key):
    path = tmp_path_factory.mktemp("whole") / "whole.sayso"
    with create_case(path, key=key) as store:
        store.append(rows)
        return path, store.head()


def tamper(path: Path, attack: Callable[[sqlite3.Connection], object]) -> None:
    """Change the file as somebody with another program would, and put the triggers back."""
    database = sqlite3.connect(path, isolation_level=None)
    triggers = database.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        database.execute(f'DROP TRIGGER "{name}"')
    attack(database)
    for _, sql in triggers:
        database.execute(sql)
    database.close()


def rechain(database: sqlite3.Connection, key: bytes) -> None:
    """Compute leaves, rows and chain anew from what the tables hold."""
    tail = Tail()
    entries = database.execute("SELECT n, kind FROM entry ORDER BY n").fetchall()
    for number, name in entries:
        fields = leaf_fields(CURRENT.find(name), CURRENT.number)
        names = ", ".join(f'"{field.name}"' for field in fields)
        values = database.execute(f'SELECT {names} FROM "{name}" WHERE n = ?', (number,)).fetchone()
        leaves = make_leaves(fields, key, number, values)
        tail = tail.add(name, row_root(leaves))
        database.execute(
            'UPDATE entry SET leaves = ?, "row" = ?, chain = ? WHERE n = ?',
            (b"".join(leaves), row_root(leaves), tail.chain, number),
        )


def drop_entry(database: sqlite3.Connection, number: int) -> None:
    kind = database.execute("SELECT kind FROM entry WHERE n = ?", (number,)).fetchone()[0]
    database.execute(f'DELETE FROM "{kind}" WHERE n = ?', (number,))
    database.execute("DELETE FROM ids WHERE n = ?", (number,))
    database.execute("DELETE FROM entry WHERE n = ?", (number,))


def test_a_whole_case_is_told_as_whole(whole):
    path, head = whole
    verification = verify_file(path, given_head=head_line(head))
    assert verification.ok
    assert verification.head == head
    told = lines(verification)
    assert told[0] == "documents   2 of 2 match their hashes"
    assert any(line.startswith("head        given head lies on this chain") for line in told)
    assert told[-1] == f"now         {head.entries} {head.chain}"


def test_without_a_head_the_report_says_what_it_cannot_tell(whole):
    told = lines(verify_file(whole[0]))
    assert any("Without a head held elsewhere" in line for line in told)


def test_an_open_case_is_verified_by_either_driver(tmp_path, rows, settings):
    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        store.append(rows[:10])
        early = store.head()
        store.append(rows)
        seen = []
        verification = verify_case(
            store, given_head=early, progress=lambda done, total: seen.append((done, total))
        )
        assert verification.ok, verification.breaks
        assert verification.head == store.head()
        assert seen == [(len(rows), len(rows))]
        assert verify_case(store, given_head=f"10 {early.root}").ok


def test_the_tree_is_kept_right_past_its_stored_edges(tmp_path, rows, key):
    """600 entries cross two stored edges; a case opened anew goes on from the last of them."""
    from dataclasses import replace

    from sayso.core import decode, encode

    name = decode(next(row for row in rows if row.kind == "name"))
    at = {"recorded_at": "2026-03-01T12:00:00Z", "recorded_by": "x"}
    many = [encode(replace(name, string=str(number)), **at) for number in range(600)]
    with create_case(tmp_path / "a.sayso", key=key) as store:
        head = store.append(many[:599])
    with open_case(tmp_path / "a.sayso") as store:
        assert store.head() == head
        head = store.append(many)
        assert verify_case(store).head == head


ATTACKS = {
    "drop first": lambda db, key: drop_entry(db, 1),
    "drop last": lambda db, key: drop_entry(
        db, db.execute("SELECT max(n) FROM entry").fetchone()[0]
    ),
    "swap": lambda db, key: db.executescript(
        "CREATE TEMP TABLE held AS SELECT reason FROM assessment;"
        "UPDATE problem SET what = (SELECT reason FROM held);"
        "UPDATE assessment SET reason = 'No text.'"
    ),
    "edit and re-chain": lambda db, key: (
        db.execute("UPDATE attribution SET polarity = 'affirms' WHERE polarity = 'denies'"),
        rechain(db, key),
    ),
    "insert": lambda db, key: (
        db.execute(
            'INSERT INTO entry SELECT n + 1, kind, leaves, "row", chain, NULL FROM entry '
            "WHERE n = (SELECT max(n) FROM entry)"
        ),
        db.execute(
            "INSERT INTO end_mark SELECT n + 1, recorded_at, recorded_by, target, 'other' "
            "FROM end_mark"
        ),
        db.execute("INSERT INTO ids SELECT 'end_mark-00', max(n) FROM entry"),
        rechain(db, key),
    ),
    "replay": lambda db, key: (
        db.execute(
            'INSERT INTO entry SELECT n + 1, kind, leaves, "row", chain, NULL FROM entry '
            "WHERE n = (SELECT max(n) FROM entry)"
        ),
        db.execute(
            "INSERT INTO end_mark SELECT n + 1, recorded_at, recorded_by, target, reason "
            "FROM end_mark"
        ),
    ),
    "back-date": lambda db, key: db.execute(
        "UPDATE attribution SET recorded_at = '2020-01-01T00:00:00Z'"
    ),
    "schema": lambda db, key: db.execute("ALTER TABLE problem ADD COLUMN extra TEXT"),
    "trigger": lambda db, key: db.execute(
        "CREATE TRIGGER quiet AFTER INSERT ON attribution BEGIN SELECT 1; END"
    ),
    "pragma": lambda db, key: db.execute("PRAGMA user_version=0"),
    "blob": lambda db, key: db.execute("UPDATE blob SET bytes = zeroblob(length(bytes))"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_on_the_rows_shows(tmp_path, whole, key, attack):
    """Eleven of the twelve; the twelfth, the fork, is below. The head is held elsewhere."""
    path, head = tmp_path / "a.sayso", whole[1]
    shutil.copy(whole[0], path)
    tamper(path, lambda database: ATTACKS[attack](database, key))
    for driver in ("apsw", "stdlib"):
        verification = verify_file(path, given_head=head, settings=StoreSettings(driver=driver))
        assert not verification.ok
        assert any("BROKEN" in line for line in lines(verification))


@pytest.mark.parametrize("attack", ["schema", "trigger", "pragma"])
def test_a_case_with_a_foreign_schema_is_not_opened(tmp_path, whole, key, attack):
    path = tmp_path / "a.sayso"
    shutil.copy(whole[0], path)
    tamper(path, lambda database: ATTACKS[attack](database, key))
    with pytest.raises(StoreError):
        open_case(path)


def test_a_fork_shows_against_the_head_of_the_other_branch(tmp_path, whole, rows):
    """Two copies of a case grow apart; each head lies on its own chain only."""
    from sayso.core import encode_end_mark

    heads = []
    for reason in ("left", "right"):
        path = tmp_path / f"{reason}.sayso"
        shutil.copy(whole[0], path)
        at = {"recorded_at": "2026-03-02T12:00:00Z", "recorded_by": "x"}
        with open_case(path) as store:
            heads.append(store.append([encode_end_mark(rows[-2].id, reason, **at)]))
    assert verify_file(tmp_path / "left.sayso", given_head=heads[0]).ok
    forked = verify_file(tmp_path / "left.sayso", given_head=heads[1])
    assert [item.part for item in forked.breaks] == ["head"]


def test_a_rewritten_case_looks_whole_without_a_head(tmp_path, whole, key):
    """The control of the two attacks above that only a head held elsewhere shows."""
    path = tmp_path / "a.sayso"
    shutil.copy(whole[0], path)
    tamper(path, lambda database: ATTACKS["edit and re-chain"](database, key))
    assert verify_file(path).ok


@pytest.mark.parametrize(
    ("sql", "part", "field"),
    [
        ("UPDATE attribution SET polarity='affirms' WHERE polarity='denies'", "ledger", "polarity"),
        ("UPDATE document SET text = replace(text, 'union', 'onion')", "ledger", "text"),
        ("UPDATE document SET title = NULL", "ledger", "title"),
        ("UPDATE document SET title = '' WHERE title IS NULL", "ledger", "title"),
        ("UPDATE face SET recorded_by = 'somebody'", "ledger", "recorded_by"),
        ("UPDATE attribution SET parent = 1 WHERE parent IS NOT NULL", "ledger", "parent"),
    ],
)
def test_a_changed_field_is_named(tmp_path, whole, sql, part, field):
    path = tmp_path / "a.sayso"
    shutil.copy(whole[0], path)
    tamper(path, lambda database: database.execute(sql))
    found = {(item.part, item.field) for item in verify_file(path).breaks}
    assert (part, field) in found


def test_the_sentence_names_entry_field_and_kind(tmp_path, whole):
    path = tmp_path / "a.sayso"
    shutil.copy(whole[0], path)
    tamper(
        path,
        lambda db: db.execute(
            "UPDATE attribution SET polarity = 'affirms' WHERE polarity = 'denies'"
        ),
    )
    told = [line for line in lines(verify_file(path)) if "BROKEN" in line]
    assert len(told) == 1
    assert told[0].startswith("ledger      BROKEN at entry ")
    assert told[0].endswith('field "polarity" of an attribution does not match its leaf.')


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("DELETE FROM ids WHERE n = 3", "references"),
        ("UPDATE ids SET id = 'face-00' WHERE n = 3", "references"),
        ("INSERT INTO search (rowid, words) VALUES (1, 'planted')", "search"),
        ("INSERT INTO blob VALUES ('00', x'00')", "documents"),
        ("DELETE FROM blob", "documents"),
        ("UPDATE entry SET leaves = zeroblob(64) WHERE n = 5", "ledger"),
        ("UPDATE entry SET edge = x'00' WHERE n = 5", "ledger"),
        ("UPDATE entry SET kind = 'rumour' WHERE n = 5", "ledger"),
        (
            "INSERT INTO name SELECT 99, recorded_at, recorded_by, string, language, script, "
            "normal_form FROM name",
            "ledger",
        ),
        ("PRAGMA application_id = 1", "schema"),
        ("CREATE VIEW v AS SELECT 1", "schema"),
        ("CREATE TABLE t (x)", "schema"),
        ("DROP INDEX face_by_label", "schema"),
        ("DROP TABLE problem", "schema"),
    ],
)
def test_what_lies_outside_the_ledger_is_compared_too(tmp_path, whole, sql, part):
    path = tmp_path / "a.sayso"
    shutil.copy(whole[0], path)
    database = sqlite3.connect(path, isolation_level=None)
    triggers = database.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name != 'problem'"
    ).fetchall()
    for name, _ in triggers:
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute(sql)
    for _, text in triggers:
        database.execute(text)
    database.close()
    assert part in {item.part for item in verify_file(path).breaks}


def test_a_span_that_is_not_in_the_text_shows(tmp_path, whole, key):
    """Even where the whole ledger was computed anew."""
    path = tmp_path / "a.sayso"
    shutil.copy(whole[0], path)

    def attack(database):
        database.execute("UPDATE attribution SET cue = replace(cue, 'denied', 'agreed')")
        rechain(database, key)

    tamper(path, attack)
    breaks = verify_file(path).breaks
    assert [(item.part, item.field) for item in breaks] == [("references", "cue")]


@pytest.mark.parametrize("content", [b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_too_broken_to_open_is_a_finding(tmp_path, content):
    path = tmp_path / "a.sayso"
    path.write_bytes(content)
    verification = verify_file(path)
    assert [item.part for item in verification.breaks] == ["file"]
    assert lines(verification)[0].startswith("file        BROKEN: ")


def test_a_truncated_file_is_a_finding(tmp_path, whole):
    data = whole[0].read_bytes()
    for share in (0.2, 0.5, 0.9):
        path = tmp_path / f"{share}.sayso"
        path.write_bytes(data[: int(len(data) * share)])
        assert not verify_file(path).ok


def test_a_missing_file_is_an_error_not_a_finding(tmp_path):
    with pytest.raises(StoreError, match="no such case"):
        verify_file(tmp_path / "none.sayso")


def test_a_head_is_read_from_its_line(whole):
    head = whole[1]
    assert parse_head(head_line(head)).digest == head.chain
    for line in ("", "12", "12 abc", f"x {head.chain}", f"-1 {head.chain}"):
        with pytest.raises(DataError):
            parse_head(line)


def dump(store: SqliteStore) -> list[object]:
    """All that the case says: every row, and what searches find."""
    found: list[object] = [store.head()]
    for kind in CURRENT.kinds:
        found.append(list(store.select(Query(kind.name, with_blobs=True))))
    for words in WORDS:
        found.append([row.id for row in store.select(Query("document", words=words))])
        found.append([row.id for row in store.select(Query("face", words=words))])
    return found


def naively_whole(path: Path, key: bytes) -> bool:
    """The control: the rows hash to their leaves and chain; nothing else is looked at."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        tail = Tail()
        for number, name, chain in database.execute("SELECT n, kind, chain FROM entry ORDER BY n"):
            fields = leaf_fields(CURRENT.find(name), CURRENT.number)
            names = ", ".join(f'"{field.name}"' for field in fields)
            values = database.execute(
                f'SELECT {names} FROM "{name}" WHERE n = ?', (number,)
            ).fetchone()
            tail = tail.add(name, row_root(make_leaves(fields, key, number, values)))
            if tail.chain != chain:
                return False
        return True
    except (sqlite3.Error, SaysoError, TypeError, ValueError, AttributeError):
        return False
    finally:
        database.close()


def test_a_flipped_byte_is_seen_or_changes_no_meaning(tmp_path, whole, key, sizes):
    """Each flip is refused, named by verify, or leaves every row and hit as it was."""
    data = whole[0].read_bytes()
    draw = random.Random(20260301)
    path = tmp_path / "flipped.sayso"
    with open_case(whole[0], read_only=True) as store:
        expected = dump(store)
    missed, missed_by_control, changed = [], 0, 0
    for _ in range(sizes["flips"]):
        at, mask = draw.randrange(len(data)), draw.randrange(1, 256)
        path.write_bytes(data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :])
        seen = not verify_file(path, given_head=whole[1]).ok
        try:
            with open_case(path, read_only=True) as store:
                same = dump(store) == expected
        except SaysoError:
            same = False
        changed += not same
        if not same and not seen:
            missed.append((at, mask))
        path.write_bytes(data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :])
        missed_by_control += not same and naively_whole(path, key)
    assert missed == []
    assert changed > 0
    assert missed_by_control > 0
