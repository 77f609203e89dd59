"""A schema as SQL: tables, indexes, and triggers that refuse every change of a row.

Beside one table per kind stand `entry` (the ledger: leaves, row root, chain), `blob` (bytes of
originals), `case_key`, and what is derived from the rows and lies outside the ledger: `ids` (the
record's id for each entry) and `search` (the words of rows). Names are quoted: `where` is a field.
"""

from __future__ import annotations

from sayso.store.schema import STAMPS, Field, FieldType, Kind, Schema

#: "SYSO": marks a SQLite file as a case.
APPLICATION_ID = 0x5359534F

_SQL_TYPES = (
    (FieldType.TEXT, "TEXT"),
    (FieldType.INTEGER, "INTEGER"),
    (FieldType.REFERENCE, "INTEGER REFERENCES entry(n)"),
)

# `edge` is filled in every 256th entry: the peaks of the tree there, so that opening a case of a
# million entries hashes at most 255 of them again.
_LEDGER = (
    "CREATE TABLE entry (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, leaves BLOB NOT NULL, "
    '"row" BLOB NOT NULL, chain BLOB NOT NULL, edge BLOB) STRICT',
    "CREATE TABLE case_key (only INTEGER PRIMARY KEY CHECK (only = 1), "
    "key BLOB NOT NULL CHECK (length(key) = 32)) STRICT",
    "CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    "CREATE TABLE ids (id TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE REFERENCES entry(n)) "
    "STRICT, WITHOUT ROWID",
)

# The words come cut and folded (store/words.py), so the tokenizer has only to part them at spaces:
# `ascii` counts every other character as a letter, in every version of SQLite. The table keeps no
# copy of the text.
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', columnsize=0, tokenize='ascii')"
)

_LEDGER_TABLES = ("entry", "case_key", "blob", "ids")


def create_statements(schema: Schema) -> tuple[str, ...]:
    """Return the statements that make an empty case of this schema, in order."""
    statements = list(_LEDGER)
    for name in _LEDGER_TABLES:
        statements.extend(_triggers(name))
    for kind in schema.kinds:
        statements.extend(kind_statements(kind, schema.number))
    statements.append(_SEARCH)
    return tuple(statements)


def kind_statements(kind: Kind, number: int) -> tuple[str, ...]:
    """Return the statements that make the table of a kind as of schema version `number`."""
    fields = (*STAMPS, *kind.fields_at(number))
    columns = ", ".join(f'"{field.name}" {_sql_type(field)}' for field in fields)
    return (
        f'CREATE TABLE "{kind.name}" (n INTEGER PRIMARY KEY REFERENCES entry(n), {columns}) STRICT',
        *(_index(kind, field) for field in kind.fields_at(number) if field.indexed),
        *_triggers(kind.name),
    )


def field_statements(kind: Kind, field: Field) -> tuple[str, ...]:
    """Return the statements that add a field to the table of an older version's kind."""
    added = f'ALTER TABLE "{kind.name}" ADD COLUMN "{field.name}" {_sql_type(field)}'
    return (added, _index(kind, field)) if field.indexed else (added,)


def _sql_type(field: Field) -> str:
    return dict(_SQL_TYPES)[field.type]


def _index(kind: Kind, field: Field) -> str:
    return f'CREATE INDEX "{kind.name}_by_{field.name}" ON "{kind.name}" ("{field.name}")'


def _triggers(table: str) -> tuple[str, ...]:
    return tuple(
        f'CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}" '
        "BEGIN SELECT RAISE(ABORT, 'rows of a case are never changed'); END"
        for verb in ("UPDATE", "DELETE")
    )
