"""Core values as rows of a store, and back.

Whatever names another record becomes a `Ref`, which a store keeps as an entry number. How each
type falls into fields stands in `codec_fields`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.core.codec_fields import FIELDS_OF, READERS, Record, target_id
from sayso.core.errors import DataError
from sayso.core.ids import bytes_sha256, content_id, original_id
from sayso.core.rows import Query, Ref, Row, Store, Value

__all__ = [
    "Record",
    "compute_id",
    "decode",
    "encode",
    "encode_all",
    "encode_end_mark",
    "encode_original",
    "load",
    "original_id",
]


def encode(record: Record, *, recorded_at: str, recorded_by: str) -> Row:
    """Return the row that holds `record`.

    Raises
    ------
    DataError
        When the record holds something that a row has no place for: spans of two documents, more
        than two arguments, an asserter that is neither a face nor `AUTHOR`.
    """
    kind, fields = FIELDS_OF[type(record)](record)
    return Row(kind, record.id, fields, recorded_at, recorded_by)


def encode_all(records: Iterable[Record], *, recorded_at: str, recorded_by: str) -> tuple[Row, ...]:
    """Return the rows of `records`, each after those of `records` that it refers to.

    Otherwise the order is kept; a record given twice stands once.
    """
    rows = {
        row.id: row
        for row in (
            encode(record, recorded_at=recorded_at, recorded_by=recorded_by) for record in records
        )
    }
    ordered: dict[str, Row] = {}
    for row in rows.values():
        # A stack, not recursion: nested attributions can be deeper than Python's limit.
        waiting = [row]
        entered: set[str] = set()
        while waiting:
            current = waiting[-1]
            needed = [
                rows[value.id]
                for _, value in current.fields
                if isinstance(value, Ref) and value.id in rows and value.id not in ordered
            ]
            if current.id in ordered or not needed or current.id in entered:
                ordered.setdefault(current.id, current)
                waiting.pop()
                continue
            entered.add(current.id)
            waiting.extend(other for other in needed if other.id not in entered)
    return tuple(ordered.values())


def encode_original(data: bytes, *, recorded_at: str, recorded_by: str) -> Row:
    """Return the row that holds the bytes of a file as they were found."""
    sha256 = bytes_sha256(data)
    fields: tuple[tuple[str, Value], ...] = (("sha256", sha256), ("size", len(data)))
    return Row("original", original_id(sha256), fields, recorded_at, recorded_by, blob=data)


def encode_end_mark(target: str, reason: str, *, recorded_at: str, recorded_by: str) -> Row:
    """Return the row that ends the record with the id `target` from `recorded_at` on."""
    fields: tuple[tuple[str, Value], ...] = (("target", Ref(target)), ("reason", reason))
    identity = content_id("end_mark", target, reason, recorded_at, recorded_by)
    return Row("end_mark", identity, fields, recorded_at, recorded_by)


def decode(row: Row) -> Record:
    """Return the record that `row` holds.

    Raises
    ------
    DataError
        When the row is of a kind without a type in core (`original`, `end_mark`), or a field does
        not hold what the record needs.
    """
    reader = READERS.get(row.kind)
    if reader is None:
        raise DataError(f'A row of kind "{row.kind}" has no record type.', value=row.kind)
    try:
        return reader(dict(row.fields))
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError) as error:
        where = f" (entry {row.entry})" if row.entry else ""
        raise DataError(
            f"A row of kind {row.kind}{where} does not hold a whole record: {error}.",
            location=str(row.entry or ""),
        ) from error


def compute_id(row: Row) -> str:
    """Return the content-derived id of a row, from its fields alone.

    Raises
    ------
    DataError
        When the fields do not make a record.
    """
    values = dict(row.fields)
    if row.kind == "original":
        return original_id(str(values.get("sha256")))
    if row.kind == "end_mark":
        target, reason = target_id(values.get("target")), values.get("reason")
        return content_id("end_mark", target, reason, row.recorded_at, row.recorded_by)
    return decode(row).id


def load(store: Store, kind: str) -> Iterator[Record]:
    """Yield the records of one kind, in the order in which they were recorded."""
    for row in store.select(Query(kind)):
        yield decode(row)
