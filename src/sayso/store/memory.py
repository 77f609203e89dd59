"""A store in memory: for work without a case, and the plain statement of what a store does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType

from sayso.core import Head, Query, Ref, Row
from sayso.core.ledger import Tail, row_root
from sayso.store.entries import (
    Kept,
    check_condition,
    check_row,
    find_target,
    keep_values,
    leaf_fields,
    make_leaves,
    searched_words,
)
from sayso.store.migrations import CURRENT
from sayso.store.schema import Schema
from sayso.store.words import has_term, parse_query


@dataclass(frozen=True, slots=True)
class _Stored:
    row: Row
    words: tuple[str, ...]


class MemoryStore:
    """A store that lives as long as the value; `key` is the 32 bytes of the case key."""

    def __init__(self, key: bytes, schema: Schema = CURRENT) -> None:
        self._key = key
        self._schema = schema
        self._stored: tuple[_Stored, ...] = ()
        self._numbers: dict[str, int] = {}
        self._tail = Tail()

    def append(self, rows: Sequence[Row]) -> Head:
        """Add rows, all or none, and return the head after them; see `Store.append`."""
        tail, numbers = self._tail, dict(self._numbers)
        added: list[_Stored] = []

        def resolve(reference: Ref) -> int:
            return find_target(numbers.get(reference.id), reference)

        for row in rows:
            if row.id in numbers:
                continue
            kind = check_row(self._schema, row)
            entry = tail.entries + 1
            values = keep_values(row, resolve)
            leaves = make_leaves(leaf_fields(kind, self._schema.number), self._key, entry, values)
            tail = tail.add(kind.name, row_root(leaves))
            words = searched_words(kind, dict(row.fields)) or ""
            added.append(_Stored(replace(row, entry=entry), tuple(words.split())))
            numbers[row.id] = entry
        self._stored += tuple(added)
        self._tail, self._numbers = tail, numbers
        return self.head()

    def select(self, query: Query) -> Iterator[Row]:
        """Yield the rows that fit, in the order of their entry numbers; see `Store.select`."""
        kind = self._schema.find(query.kind)
        for name, value in query.where:
            check_condition(kind, name, value)
        terms = None if query.words is None else parse_query(query.words)
        left = -1 if query.limit is None else max(0, query.limit)
        for stored in self._stored[max(0, query.after) :]:
            if left == 0:
                return
            row = stored.row
            if row.kind != query.kind or (query.ids and row.id not in query.ids):
                continue
            values: dict[str, Kept | Ref] = {
                "recorded_at": row.recorded_at,
                "recorded_by": row.recorded_by,
                **dict(row.fields),
            }
            if any(values[name] != value for name, value in query.where):
                continue
            if terms is not None and not (
                terms and all(has_term(stored.words, term) for term in terms)
            ):
                continue
            left -= 1
            yield row if query.with_blobs else replace(row, blob=None)

    def head(self) -> Head:
        """Return the head."""
        return self._tail.head(self._schema.number)

    def close(self) -> None:
        """Do nothing: there is no file."""

    def __enter__(self) -> MemoryStore:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
