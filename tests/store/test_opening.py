"""Which file is a case, who may read it, and what is refused."""

from __future__ import annotations

import os
import sqlite3
import stat
import time

import pytest

from sayso.core import Query, SettingsError, StoreError
from sayso.store import StoreSettings, create_case, open_case
from sayso.store.connection import WAL_FLOOR, Code, SqlError
from sayso.store.drivers import connect
from sayso.store.migrations import CURRENT

STDLIB = StoreSettings(driver="stdlib")


def test_a_case_is_read_by_its_owner_only(tmp_path, settings):
    old = os.umask(0)
    try:
        path = tmp_path / "a.sayso"
        with create_case(path, settings=settings) as store:
            store.append([])
            modes = {stat.S_IMODE(item.stat().st_mode) for item in tmp_path.iterdir()}
    finally:
        os.umask(old)
    assert modes == {0o600}


def test_a_closed_case_is_one_file_that_both_drivers_read(tmp_path, rows, settings):
    path = tmp_path / "a.sayso"
    with create_case(path, settings=settings) as store:
        head = store.append(rows)
    assert [item.name for item in tmp_path.iterdir()] == ["a.sayso"]
    for driver in ("apsw", "stdlib"):
        with open_case(path, read_only=True, settings=StoreSettings(driver=driver)) as store:
            assert store.head() == head
        with open_case(str(path), settings=StoreSettings(driver=driver)) as store:
            assert store.append(rows) == head


def test_a_case_has_a_key_of_its_own(tmp_path, rows):
    with create_case(tmp_path / "a.sayso") as one, create_case(tmp_path / "b.sayso") as other:
        assert one.append(rows).chain != other.append(rows).chain


def test_an_existing_file_is_never_made_anew(tmp_path, settings):
    path = tmp_path / "a.sayso"
    path.write_bytes(b"mine")
    with pytest.raises(StoreError, match="exists already"):
        create_case(path, settings=settings)
    assert path.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_case_is_not_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreError, match="no folder"):
        create_case(tmp_path / "none" / "a.sayso")


def test_what_is_no_case_is_refused_with_a_reason(tmp_path, settings):
    empty, text, other, newer = (tmp_path / name for name in "abcd")
    empty.touch()
    text.write_bytes(b"not a database at all" * 100)
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    create_case(newer).close()
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version=9")
    database.close()
    for path, words in (
        (tmp_path / "none", "no such case"),
        (tmp_path, "folder"),
        (empty, "empty"),
        (text, "not a case"),
        (other, "not a case of Sayso"),
        (newer, "Install a version of Sayso that reads schema 9"),
        ("postgresql://host/case", "PostgreSQL is not built yet"),
        ("https://host/case", "no place for a case"),
    ):
        with pytest.raises(StoreError, match=words):
            open_case(path, settings=settings)


def test_there_are_two_drivers():
    with pytest.raises(SettingsError, match="not a driver"):
        connect("odbc", ":memory:")


def test_a_case_opened_for_reading_takes_no_rows(tmp_path, rows, settings):
    path = tmp_path / "a.sayso"
    create_case(path, settings=settings).close()
    with open_case(path, read_only=True, settings=settings) as store:
        with pytest.raises(StoreError, match="reading only"):
            store.append(rows)
        with pytest.raises(SqlError):
            store.connection.fetch("INSERT INTO ids VALUES ('x', 1)")


def test_rows_are_never_changed_even_by_raw_sql(tmp_path, rows, settings):
    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        store.append(rows)
        tables = ["entry", "case_key", "blob", "ids", *(kind.name for kind in CURRENT.kinds)]
        for table in tables:
            column = store.connection.fetch(f'PRAGMA table_info("{table}")')[-1][1]
            for sql in (
                f'UPDATE "{table}" SET "{column}" = "{column}"',
                f'DELETE FROM "{table}"',
                f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"',
            ):
                with pytest.raises(SqlError, match="never changed"):
                    store.connection.fetch(sql)


def test_nothing_in_a_case_is_trusted(tmp_path, settings):
    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        pragmas = ("trusted_schema", "cell_size_check", "foreign_keys", "synchronous", "mmap_size")
        in_force = [store.connection.fetch(f"PRAGMA {name}") for name in pragmas]
        assert in_force == [[(0,)], [(1,)], [(1,)], [(2,)], [(0,)]]
        with pytest.raises(SqlError):
            store.connection.fetch("ATTACH ':memory:' AS other")
        if settings.driver == "apsw":
            assert store.connection.is_defensive
            with pytest.raises(SqlError):
                store.connection.fetch("DELETE FROM search_data")


def test_a_read_that_takes_too_long_is_stopped(tmp_path, settings):
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        begun = time.monotonic()
        with pytest.raises(SqlError) as caught:
            store.connection.fetch(endless, limit_s=0.05)
        assert caught.value.code == Code.INTERRUPTED
        assert time.monotonic() > begun
        assert store.head().entries == 0


def test_the_journal_is_chosen_by_the_version_of_sqlite(tmp_path, settings):
    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        mode = store.connection.fetch("PRAGMA journal_mode")
        newer = store.connection.version >= WAL_FLOOR
        assert mode == [("wal" if newer else "delete",)]


def test_an_older_sqlite_refuses_a_case_in_wal_mode(tmp_path, rows):
    """Control: the same file opened without our check reads as `wal`."""
    if sqlite3.sqlite_version_info >= WAL_FLOOR:
        pytest.skip("this Python's SQLite is new enough for WAL mode")
    path = tmp_path / "a.sayso"
    with create_case(path) as store:
        head = store.append(rows)
        for read_only in (False, True):
            with pytest.raises(StoreError, match="newer SQLite"):
                open_case(path, read_only=read_only, settings=STDLIB)
    with open_case(path, settings=STDLIB) as store:
        assert store.head() == head
    unchecked = sqlite3.connect(path)
    assert unchecked.execute("PRAGMA journal_mode=WAL").fetchall() == [("wal",)]
    unchecked.close()
    with pytest.raises(StoreError, match="newer SQLite"):
        open_case(path, settings=STDLIB)
    open_case(path).close()
    open_case(path, settings=STDLIB).close()


def test_a_reader_and_a_writer_share_a_case(tmp_path, rows):
    path = tmp_path / "a.sayso"
    with create_case(path) as writer, open_case(path, read_only=True) as reader:
        writer.append(rows)
        assert len(list(reader.select(Query("document")))) == 2
        assert reader.head() == writer.head()


def test_a_damaged_ledger_takes_no_more_rows(tmp_path, rows):
    path = tmp_path / "a.sayso"
    with create_case(path) as store:
        store.append(rows[:5])
    database = sqlite3.connect(path)
    found = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'entry_no_update'")
    sql = found.fetchone()[0]
    database.execute("DROP TRIGGER entry_no_update")
    database.execute("UPDATE entry SET chain = zeroblob(32) WHERE n = 5")
    database.execute(sql)
    database.commit()
    database.close()
    with open_case(path) as store, pytest.raises(StoreError, match="ledger is broken"):
        store.append(rows)
