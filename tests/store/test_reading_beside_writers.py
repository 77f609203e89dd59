"""Reading while another connection adds, and asking by id."""

from __future__ import annotations

from sayso.core import Query
from sayso.store import create_case, open_case
from sayso.store.sqlite_rows import SqliteStore


class _Meanwhile:
    """A connection that lets something happen before rows are read one by one."""

    def __init__(self, connection, happen):
        self._connection = connection
        self._happen = happen

    def each(self, sql, values=()):
        self._happen()
        return self._connection.each(sql, values)

    def __getattr__(self, name):
        return getattr(self._connection, name)


def test_a_head_read_while_another_adds_is_the_head_of_what_was_there(tmp_path, rows, settings):
    path = tmp_path / "a.sayso"
    with create_case(path, settings=settings) as writer:
        before = writer.append(rows[:8])
        with open_case(path, read_only=True, settings=settings) as reader:
            added = []
            watched = SqliteStore(
                _Meanwhile(reader.connection, lambda: added.append(writer.append(rows))),
                path,
                reader.schema,
                read_only=True,
                settings=settings,
            )
            assert watched.head() == before
            assert watched.head() == added[0]


def test_rows_are_looked_up_by_id_and_not_searched_one_by_one(tmp_path, rows, settings):
    asked = []

    with create_case(tmp_path / "a.sayso", settings=settings) as store:
        store.append(rows)
        fetch = store.connection.fetch

        class Listening(_Meanwhile):
            def fetch(self, sql, values=(), *, limit_s=None):
                asked.append((sql, values))
                return fetch(sql, values, limit_s=limit_s)

        listening = SqliteStore(
            Listening(store.connection, None),
            store.path,
            store.schema,
            read_only=True,
            settings=settings,
        )
        row = next(row for row in rows if row.kind == "face")
        found = list(listening.select(Query("face", ids=(row.id, "face-none"))))
        assert [item.id for item in found] == [row.id]
        sql, values = asked[-1]
        plan = [str(step[-1]) for step in fetch(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any(step.startswith("SEARCH t ") and "(rowid=?)" in step for step in plan), plan
