"""A case in a SQLite file, through either driver: appending, selecting, the head."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import cast

from sayso.core import Head, Query, Ref, Row, StoreError, Value
from sayso.core.ledger import HASH_BYTES, Tail, row_root
from sayso.store.connection import Code, Connection, SqlError, SqlValue, StoreSettings, explain
from sayso.store.entries import (
    check_condition,
    check_row,
    find_target,
    keep_values,
    leaf_fields,
    make_leaves,
    searched_words,
)
from sayso.store.schema import STAMPS, FieldType, Kind, Schema
from sayso.store.words import Term, parse_query

#: Every so many entries, `entry.edge` holds the peaks of the tree.
EDGE_EVERY = 256

# Rows read at a time: no lock is held while the caller works on them. Documents and originals are
# large, so fewer of them.
_PAGES = (("document", 64), ("original", 8))
_PAGE = 512


class SqliteStore:
    """An open case; made by `create_case` and `open_case`. Use it as a context manager."""

    def __init__(
        self,
        connection: Connection,
        path: Path,
        schema: Schema,
        *,
        read_only: bool,
        settings: StoreSettings,
    ) -> None:
        self.connection = connection
        self.path = path
        self.schema = schema
        self.read_only = read_only
        self.settings = settings
        self._tail = Tail()

    def append(self, rows: Sequence[Row]) -> Head:
        """Add rows in one transaction and return the head after it; see `Store.append`."""
        if self.read_only:
            raise StoreError(
                f"{self.path} was opened for reading only; nothing was stored. Open it for "
                "writing.",
                path=str(self.path),
            )
        try:
            self.connection.fetch("BEGIN IMMEDIATE")
            try:
                tail = self._append(rows)
                self.connection.fetch("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except SqlError as error:
            raise explain(error, self.path) from error
        self._tail = tail
        return tail.head(self.schema.number)

    def select(self, query: Query) -> Iterator[Row]:
        """Yield the rows that fit, in the order of their entry numbers; see `Store.select`.

        Rows added after the first one was asked for are not among them.

        Raises
        ------
        StoreError
            When a condition does not fit the kind, the file is damaged, or one page of rows takes
            longer than the limit for reads.
        """
        kind = self.schema.find(query.kind)
        for name, value in query.where:
            check_condition(kind, name, value)
        terms = None if query.words is None else parse_query(query.words)
        if terms == () or (query.limit is not None and query.limit < 1):
            return
        sql, values = _select_sql(kind, query, terms)
        last = self._fetch("SELECT coalesce(max(n), 0) FROM entry")[0][0]
        after, left = max(0, query.after), query.limit
        page = dict(_PAGES).get(kind.name, _PAGE)
        while True:
            size = page if left is None else min(page, left)
            found = self._fetch(sql, (*values, after, last, size))
            for raw in found:
                yield self._make_row(kind, raw, with_blob=query.with_blobs)
            if len(found) < size or (left is not None and left == size):
                return
            after = cast(int, found[-1][0])
            left = None if left is None else left - size

    def head(self) -> Head:
        """Return the head."""
        try:
            self._tail = self._read_tail()
        except SqlError as error:
            raise explain(error, self.path) from error
        return self._tail.head(self.schema.number)

    def close(self) -> None:
        """Close the file; the last writer to close leaves the case as one file."""
        try:
            if not self.read_only:
                # Others may have the case open: then it stays in WAL mode, and the last of them
                # turns it back.
                self.connection.set_busy_wait(0)
                self.connection.fetch("PRAGMA journal_mode=DELETE")
        except SqlError:
            pass
        finally:
            self.connection.close()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _fetch(self, sql: str, values: Sequence[SqlValue] = ()) -> list[tuple[SqlValue, ...]]:
        try:
            return self.connection.fetch(sql, values, limit_s=self.settings.read_limit_s)
        except SqlError as error:
            raise explain(error, self.path) from error

    def _roll_back(self) -> None:
        try:
            self.connection.fetch("ROLLBACK")
        except SqlError as error:
            # After a full disk SQLite has rolled back by itself and says so.
            if error.code != Code.ERROR:
                raise

    def _append(self, rows: Sequence[Row]) -> Tail:
        key = read_key(self.connection)
        tail = self._read_tail()
        numbers: dict[str, int] = {}
        entries: list[tuple[SqlValue, ...]] = []
        names: list[tuple[SqlValue, ...]] = []
        words: list[tuple[SqlValue, ...]] = []
        blobs: list[tuple[SqlValue, ...]] = []
        kept: dict[str, list[tuple[SqlValue, ...]]] = {}

        def resolve(reference: Ref) -> int:
            return find_target(self._number(reference.id, numbers), reference)

        for row in rows:
            if self._number(row.id, numbers) is not None:
                continue
            kind = check_row(self.schema, row)
            values = keep_values(row, resolve)
            number = tail.entries + 1
            leaves = make_leaves(leaf_fields(kind, self.schema.number), key, number, values)
            root = row_root(leaves)
            tail = tail.add(kind.name, root)
            edge = b"".join(tail.peaks) if number % EDGE_EVERY == 0 else None
            entries.append((number, kind.name, b"".join(leaves), root, tail.chain, edge))
            names.append((row.id, number))
            kept.setdefault(kind.name, []).append((number, *values))
            found_by = searched_words(kind, dict(row.fields))
            if found_by is not None:
                words.append((number, found_by))
            if row.blob is not None:
                blobs.append((dict(row.fields)["sha256"], row.blob))  # type: ignore[arg-type]
            numbers[row.id] = number
        run = self.connection.execute_many
        run("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", entries)
        run("INSERT INTO ids VALUES (?, ?)", names)
        run("INSERT INTO blob VALUES (?, ?)", blobs)
        for kind_name, items in kept.items():
            run(_insert_sql(self.schema.find(kind_name)), items)
        run("INSERT INTO search (rowid, words) VALUES (?, ?)", words)
        return tail

    def _number(self, identity: str, numbers: dict[str, int]) -> int | None:
        """Return the entry number of an id; `numbers` keeps what this call has looked up."""
        if identity not in numbers:
            found = self.connection.fetch("SELECT n FROM ids WHERE id = ?", (identity,))
            if not found:
                return None
            numbers[identity] = cast(int, found[0][0])
        return numbers[identity]

    def _read_tail(self) -> Tail:
        """Return the tail of the ledger in the file, from the one known or the last edge on."""
        found = self.connection.fetch("SELECT n, chain FROM entry ORDER BY n DESC LIMIT 1")
        if not found:
            return Tail()
        last, chain = cast(tuple[int, bytes], found[0])
        if (last, chain) == (self._tail.entries, self._tail.chain):
            return self._tail
        tail = self._tail
        edge_at = last - last % EDGE_EVERY
        if edge_at > tail.entries:
            tail = self._read_edge(edge_at)
        # Outside a transaction another process may have added entries since `last` was read.
        rows = self.connection.each(
            'SELECT n, kind, "row" FROM entry WHERE n > ? AND n <= ? ORDER BY n',
            (tail.entries, last),
        )
        for number, kind, row in cast(Iterator[tuple[int, str, bytes]], rows):
            tail = tail.add(kind, row)
            if number != tail.entries:
                raise self._damaged(tail.entries)
        if tail.chain != chain:
            raise self._damaged(last)
        return tail

    def _read_edge(self, number: int) -> Tail:
        found = self.connection.fetch("SELECT chain, edge FROM entry WHERE n = ?", (number,))
        if not found or not isinstance(found[0][1], bytes):
            raise self._damaged(number)
        chain, edge = cast(tuple[bytes, bytes], found[0])
        peaks = tuple(edge[start : start + HASH_BYTES] for start in range(0, len(edge), HASH_BYTES))
        if len(peaks) != number.bit_count():
            raise self._damaged(number)
        return Tail(number, chain, peaks)

    def _damaged(self, entry: int) -> StoreError:
        return StoreError(
            f"{self.path}: the ledger is broken at or before entry {entry:,}; nothing was stored. "
            "Run `sayso verify` to see where.",
            path=str(self.path),
            location=str(entry),
        )

    def _make_row(self, kind: Kind, raw: Sequence[SqlValue], *, with_blob: bool) -> Row:
        number, identity, recorded_at, recorded_by, *cells = raw
        fields: list[tuple[str, Value]] = []
        cell = iter(cells)
        for field in kind.fields:
            value = next(cell)
            if field.type is FieldType.REFERENCE:
                target = next(cell)
                if value is not None and target is None:
                    raise self._damaged(cast(int, number))
                fields.append((field.name, None if target is None else Ref(cast(str, target))))
            else:
                fields.append((field.name, cast("str | int | None", value)))
        if identity is None:
            raise self._damaged(cast(int, number))
        blob = cast("bytes | None", next(cell)) if with_blob and kind.name == "original" else None
        return Row(
            kind.name,
            cast(str, identity),
            tuple(fields),
            cast(str, recorded_at),
            cast(str, recorded_by),
            entry=cast(int, number),
            blob=blob,
        )


def read_key(connection: Connection) -> bytes:
    """Return the case key.

    Raises
    ------
    SqlError
        When the file holds none.
    """
    found = connection.fetch("SELECT key FROM case_key")
    if len(found) != 1 or not isinstance(found[0][0], bytes):
        raise SqlError(Code.CORRUPT, "the case key is missing")
    return found[0][0]


def match_expression(terms: Sequence[Term]) -> str:
    """Return the terms of a query in the language of FTS5.

    The words hold letters, digits and marks only, so nothing of it needs escaping.
    """
    return " AND ".join(
        f'"{" ".join(term.words)}"{" *" if term.open_end else ""}' for term in terms
    )


@lru_cache(maxsize=64)
def _insert_sql(kind: Kind) -> str:
    names = ", ".join(f'"{field.name}"' for field in (*STAMPS, *kind.fields))
    marks = ", ".join("?" for _ in (*STAMPS, *kind.fields))
    return f'INSERT INTO "{kind.name}" (n, {names}) VALUES (?, {marks})'  # noqa: S608


def _select_sql(
    kind: Kind, query: Query, terms: Sequence[Term] | None
) -> tuple[str, list[SqlValue]]:
    """Return the statement for one page, and its values up to `after, last, size`.

    Every name in it comes from the schema; whatever the caller gave is bound.
    """
    columns = ["t.n", "own.id", "t.recorded_at", "t.recorded_by"]
    joins = [f'"{kind.name}" t LEFT JOIN ids own ON own.n = t.n']
    for index, field in enumerate(kind.fields):
        columns.append(f't."{field.name}"')
        if field.type is FieldType.REFERENCE:
            columns.append(f"r{index}.id")
            joins.append(f'LEFT JOIN ids r{index} ON r{index}.n = t."{field.name}"')
    if query.with_blobs and kind.name == "original":
        columns.append("b.bytes")
        joins.append("LEFT JOIN blob b ON b.sha256 = t.sha256")
    conditions: list[str] = []
    values: list[SqlValue] = []
    if query.ids:
        # One value however many ids: SQLite takes at most 32,766 of them. By number, because a
        # condition on the joined id walks all rows of the kind (10 ms at 8,000 documents).
        conditions.append("t.n IN (SELECT n FROM ids WHERE id IN (SELECT value FROM json_each(?)))")
        values.append(json.dumps(query.ids))
    for name, value in query.where:
        if isinstance(value, Ref):
            # A bare subquery gives NULL for an unknown id, and nothing equals NULL.
            conditions.append(f't."{name}" = (SELECT n FROM ids WHERE id = ?)')  # noqa: S608
            values.append(value.id)
        else:
            conditions.append(f't."{name}" IS ?')
            values.append(value)
    if terms is not None:
        conditions.append("t.n IN (SELECT rowid FROM search WHERE search MATCH ?)")
        values.append(match_expression(terms))
    conditions.append("t.n > ? AND t.n <= ?")
    return (
        f"SELECT {', '.join(columns)} FROM {' '.join(joins)} "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} ORDER BY t.n LIMIT ?",
        values,
    )
