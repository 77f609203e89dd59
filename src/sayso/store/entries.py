"""A row as a backend keeps it: checked against the schema, its values in order, its leaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from sayso.core import Ref, Row, StoreError, Value
from sayso.core.canonical import MAX_SAFE_INTEGER
from sayso.core.ids import bytes_sha256
from sayso.core.ledger import (
    UNSET,
    cut_pieces,
    integer_value,
    leaf_hash,
    pieces_value,
    reference_value,
    text_value,
)
from sayso.store.schema import STAMPS, Field, FieldType, Kind, Schema
from sayso.store.words import join_fields

#: A field's value as a backend keeps it: a reference is the number of an entry.
Kept = str | int | None


def leaf_fields(kind: Kind, number: int) -> tuple[Field, ...]:
    """Return the fields that have a leaf in a row of schema version `number`, in leaf order."""
    return (*STAMPS, *kind.fields_at(number))


def check_row(schema: Schema, row: Row) -> Kind:
    """Return the kind of `row` after comparing the row with the schema.

    Raises
    ------
    StoreError
        When the kind is unknown, a field is missing, unknown, out of order or of another type, or
        the bytes of an original do not have the hash that its row gives.
    """
    kind = schema.find(row.kind)
    names = tuple(name for name, _ in row.fields)
    expected = tuple(field.name for field in kind.fields)
    if names != expected:
        odd = sorted(set(names) ^ set(expected))
        raise StoreError(
            f"A row of kind {row.kind} does not have the fields of schema {schema.number}: "
            f"{', '.join(odd) or 'their order'} differs. Make rows with encode().",
            location=row.id,
            value=names,
        )
    for field, value in zip(STAMPS, (row.recorded_at, row.recorded_by), strict=True):
        _check_value(row, field, value)
    for field, (_, held) in zip(kind.fields, row.fields, strict=True):
        _check_value(row, field, held)
    _check_blob(row)
    return kind


def check_condition(kind: Kind, name: str, value: Value) -> Field:
    """Return the field that a condition of a query names.

    Raises
    ------
    StoreError
        When the kind has no such field, or the value is of another type than the field.
    """
    for field in (*STAMPS, *kind.fields):
        if field.name == name:
            if value is not None and not _fits(field, value):
                raise StoreError(
                    f'The field "{name}" of {kind.name} holds a {field.type.value}, so it cannot '
                    f"be compared with {value!r}.",
                    value=value,
                )
            return field
    raise StoreError(f'A row of kind {kind.name} has no field "{name}".', value=name)


def keep_values(row: Row, resolve: Callable[[Ref], int]) -> tuple[Kept, ...]:
    """Return the values of `row` in leaf order, references as entry numbers.

    `resolve` returns the entry number of a reference, or raises.
    """
    values: list[Kept] = [row.recorded_at, row.recorded_by]
    for _, value in row.fields:
        values.append(resolve(value) if isinstance(value, Ref) else value)
    return tuple(values)


def find_target(entry: int | None, reference: Ref) -> int:
    """Return `entry`, the number of the row referred to.

    Raises
    ------
    StoreError
        When it is None: no such row.
    """
    if entry is None:
        raise StoreError(
            f"A row refers to {reference.id}, which is not in the case. Add that row first, or in "
            "the same call before it. Nothing of this call was stored.",
            value=reference.id,
        )
    return entry


def make_leaves(
    fields: Sequence[Field], key: bytes, entry: int, values: Sequence[Kept]
) -> list[bytes]:
    """Return the leaves of a row; `values` stand in the order of `fields`.

    Raises
    ------
    ValueError
        When the blocks by which a text is cut cannot be read.
    """
    by_name = {field.name: value for field, value in zip(fields, values, strict=True)}
    return [
        leaf_hash(key, entry, field.name, _leaf_value(field, key, entry, by_name))
        for field in fields
    ]


def searched_words(kind: Kind, values: Mapping[str, object]) -> str | None:
    """Return the words under which a row is found, or None for a kind that is not searched."""
    names = [field.name for field in kind.fields if field.searched]
    if not names:
        return None
    return join_fields([str(values[name]) for name in names if values.get(name) is not None])


def _fits(field: Field, value: Value) -> bool:
    if field.type is FieldType.REFERENCE:
        return isinstance(value, Ref)
    if field.type is FieldType.INTEGER:
        return isinstance(value, int) and abs(value) <= MAX_SAFE_INTEGER
    return isinstance(value, str)


def _check_value(row: Row, field: Field, value: Value) -> None:
    where = f'The field "{field.name}" of a row of kind {row.kind}'
    if value is None:
        if field.required:
            raise StoreError(f"{where} must have a value.", location=row.id)
        return
    if not _fits(field, value):
        raise StoreError(
            f"{where} holds a {field.type.value}, not {type(value).__name__}.",
            location=row.id,
            value=value,
        )
    if isinstance(value, str) and not _is_storable(value):
        raise StoreError(
            f"{where} holds a lone surrogate and cannot be written as UTF-8. "
            "Replace it by U+FFFD before storing.",
            location=row.id,
        )


def _is_storable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _check_blob(row: Row) -> None:
    if row.kind != "original":
        if row.blob is not None:
            raise StoreError(f"A row of kind {row.kind} has no bytes.", location=row.id)
        return
    values = dict(row.fields)
    if row.blob is None:
        raise StoreError("The row of an original comes without its bytes.", location=row.id)
    if values["sha256"] != bytes_sha256(row.blob) or values["size"] != len(row.blob):
        raise StoreError(
            "The bytes of an original do not have the hash and size that its row gives. "
            "Make the row with encode_original().",
            location=row.id,
        )


def _leaf_value(field: Field, key: bytes, entry: int, values: Mapping[str, Kept]) -> bytes:
    value = values[field.name]
    if value is None:
        return UNSET
    if isinstance(value, int):
        if field.type is FieldType.REFERENCE:
            return reference_value(value)
        return integer_value(value)
    if field.pieces_by is None:
        return text_value(value)
    # A document is cut where its blocks begin, so that one passage can be shown alone.
    starts = [block[0] for block in json.loads(str(values[field.pieces_by]))]
    if not all(isinstance(start, int) for start in starts):
        raise ValueError("a block does not begin at a number")
    return pieces_value(key, entry, field.name, cut_pieces(value, starts))
