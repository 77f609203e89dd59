"""Rows, as stages give them to a store and a store gives them back, and the store's protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another row by its id; a store keeps it as the row's entry number."""

    id: str


#: What a field of a row can hold. Numbers with a fraction are decimal strings, never floats.
Value = str | int | Ref | None


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a case.

    `kind` names its table, `id` is the content-derived id of the record, `fields` are all fields of
    the kind in schema order. `recorded_at` is a UTC instant (RFC 3339), `recorded_by` the analyst
    or program. `entry` is the number that the store gave it, counting from 1. `blob` is the bytes
    of a row of kind `original`, None on every other kind and where a query does not ask for it.
    """

    kind: str
    id: str
    fields: tuple[tuple[str, Value], ...]
    recorded_at: str
    recorded_by: str
    entry: int | None = None
    blob: bytes | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows of one kind are wanted, in the order in which they were recorded.

    All conditions must hold: the id is one of `ids` (if any), each field of `where` has its value
    (a `Ref` for a reference), the entry number is above `after`, and the row's text holds the
    `words` (terms all of which must occur; `"..."` for a phrase; `term*` for a prefix). `limit`
    bounds the number of rows. `with_blobs` fills `Row.blob`.
    """

    kind: str
    ids: tuple[str, ...] = ()
    where: tuple[tuple[str, Value], ...] = ()
    words: str | None = None
    after: int = 0
    limit: int | None = None
    with_blobs: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a case in one line: number of entries, chain, tree root, schema number.

    `chain` and `root` are 64 hexadecimal digits each.
    """

    entries: int
    chain: str
    root: str
    schema: int


class Store(Protocol):
    """Where the rows of a case are kept: append-only, in one chain of entries."""

    def append(self, rows: Sequence[Row]) -> Head:
        """Add rows in one transaction and return the head after it.

        A row whose id is stored already (or stands earlier in `rows`) is left out: read twice,
        stored once. References may point to stored rows and to rows earlier in `rows`.

        Raises
        ------
        StoreError
            When a reference leads nowhere, a field is not in the schema, or the store cannot write;
            then nothing of `rows` is stored.
        """
        ...

    def select(self, query: Query) -> Iterator[Row]:
        """Yield the rows that fit, in the order of their entry numbers."""
        ...

    def head(self) -> Head:
        """Return the head."""
        ...
