"""Every entry of a case against its row: leaves, chain, tree, id, references and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import zip_longest
from typing import cast

from sayso.core import (
    Assertion,
    Attribution,
    DataError,
    Document,
    Face,
    Head,
    Ref,
    Row,
    Span,
    Value,
    bytes_sha256,
    compute_id,
    decode,
)
from sayso.core.document import CONTEXT
from sayso.core.ledger import FIRST_CHAIN, HASH_BYTES, Tail, entry_hash, next_chain, row_root
from sayso.store.connection import Code, Connection, SqlError, SqlValue
from sayso.store.entries import Kept, leaf_fields, make_leaves, searched_words
from sayso.store.schema import STAMPS, FieldType, Kind, Schema
from sayso.store.sqlite_rows import EDGE_EVERY
from sayso.store.verification import Break, Counts, GivenHead

# Entries between two reports of progress.
_REPORT_EVERY = 500

# Texts of documents kept while their spans are checked: rows of one document mostly stand together.
_TEXTS_KEPT = 8

# A file can be made so that its entries cannot be counted to an end; the number is for progress
# only.
_COUNT_LIMIT_S = 5.0

_TYPES: dict[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.INTEGER: int,
    FieldType.REFERENCE: int,
}

_Raw = tuple[SqlValue, ...]


class RowCheck:
    """One walk through the entries of a case, with what it found.

    `breaks`, `counts` and `words` (entry number to the words under which it must be found) are
    filled by `run`; `met_given` says whether the given head was passed on the way.
    """

    def __init__(
        self, connection: Connection, schema: Schema, key: bytes, given: GivenHead | None
    ) -> None:
        self.breaks: list[Break] = []
        self.words: dict[int, str] = {}
        self.met_given = (
            given is not None and given.entries == 0 and given.digest in _digests(Tail())
        )
        self._connection = connection
        self._schema = schema
        self._key = key
        self._given = given
        self._counts = asdict(Counts())
        self._tail: Tail | None = Tail()
        self._kinds = {kind.name: kind for kind in schema.kinds}
        self._ids: dict[int, str] = {}
        self._hashes: dict[int, str] = {}
        self._texts: dict[int, str | None] = {}

    @property
    def counts(self) -> Counts:
        """Return what was counted."""
        return Counts(**self._counts)

    @property
    def head(self) -> Head | None:
        """Return the head computed from the entries; None where numbers are missing."""
        return None if self._tail is None else self._tail.head(self._schema.number)

    def run(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Look at every entry once, in order."""
        connection = self._connection
        self._read_ids()
        total = self._count_entries()
        tables = {
            name: _Table(connection, kind, self._schema) for name, kind in self._kinds.items()
        }
        previous, expected, passed = FIRST_CHAIN, 1, set[int]()
        for raw in connection.each(
            'SELECT n, kind, leaves, "row", chain, edge FROM entry ORDER BY n'
        ):
            number, name, leaves, root, chain, edge = cast(
                tuple[int, str, bytes, bytes, bytes, bytes | None], raw
            )
            if passed and number < expected:
                # Pages that lead back to earlier ones would be read without end.
                raise SqlError(Code.CORRUPT, "the entries are out of order")
            passed.add(number)
            if not _is_entry(raw):
                self._break("ledger", number, "a value of the entry is of another type.")
                self._counts["entries"] += 1
                self._tail = None
                for table in tables.values():
                    table.take(number)
                previous = chain if type(chain) is bytes else FIRST_CHAIN
                expected = max(number, 0) + 1
                continue
            if number != expected:
                self._break(
                    "ledger",
                    number,
                    f"the entry before it has number {expected - 1:,}; "
                    f"{number - expected:,} entries are missing.",
                )
                self._tail = None
            before = len(self.breaks)
            self._check_chain(number, name, root, previous, chain, edge)
            self._check_row(number, name, leaves, root, tables)
            self._counts["entries"] += 1
            self._counts["entries_whole"] += len(self.breaks) == before
            previous, expected = chain, number + 1
            if progress is not None and len(passed) % _REPORT_EVERY == 0:
                progress(len(passed), total)
        for name, table in tables.items():
            for number in table.rest():
                self._break("ledger", number, f"a row of kind {name} has no entry in the ledger.")
        for number in sorted(set(self._ids) - passed):
            self._break("references", number, "an id is kept for an entry that does not exist.")
        self._check_stray_blobs()
        if progress is not None:
            progress(len(passed), total)

    def _read_ids(self) -> None:
        for identity, number in self._connection.each("SELECT id, n FROM ids"):
            if type(identity) is str and type(number) is int:
                self._ids[number] = identity
            else:
                self._break("references", None, "an id or its number is of another type.")

    def _count_entries(self) -> int:
        """Return the number of entries, for progress only: 0 where counting takes too long."""
        try:
            found = self._connection.fetch("SELECT count(*) FROM entry", limit_s=_COUNT_LIMIT_S)
        except SqlError as error:
            if error.code != Code.INTERRUPTED:
                raise
            return 0
        return cast(int, found[0][0])

    def _break(self, part: str, entry: int | None, what: str, field: str | None = None) -> None:
        self.breaks.append(Break(part, what, entry, field))

    def _check_chain(
        self, number: int, kind: str, root: bytes, previous: bytes, chain: bytes, edge: bytes | None
    ) -> None:
        if next_chain(previous, entry_hash(number, kind, root)) != chain:
            self._break("ledger", number, "the entry does not chain onto the one before it.")
        if self._tail is not None:
            self._tail = self._tail.add(kind, root)
            due = b"".join(self._tail.peaks) if number % EDGE_EVERY == 0 else None
            if edge != due:
                self._break("ledger", number, "the edge of the tree kept here is another one.")
        if self._given is not None and self._given.entries == number:
            known = (chain.hex(),) if self._tail is None else _digests(self._tail)
            self.met_given = self._given.digest in (chain.hex(), *known)

    def _check_row(
        self, number: int, name: str, leaves: bytes, root: bytes, tables: Mapping[str, _Table]
    ) -> None:
        kept = [leaves[at : at + HASH_BYTES] for at in range(0, len(leaves), HASH_BYTES)]
        if row_root(kept) != root:
            self._break("ledger", number, "the leaves kept with the entry do not make its row.")
        kind = self._kinds.get(name)
        if kind is None:
            self._break("ledger", number, f'"{name}" is no kind of row of this schema.')
            return
        for stray in tables[name].skip_to(number):
            self._break("ledger", stray, f"a row of kind {name} has no entry in the ledger.")
        raw = tables[name].take(number)
        if raw is None:
            self._break("ledger", number, f"the row of kind {name} is missing.")
            return
        values = cast(tuple[Kept, ...], raw[1:])
        if not self._check_types(number, kind, values):
            return
        self._check_leaves(number, kind, kept, values)
        row = self._make_row(number, kind, values)
        self._check_record(
            row, {f.name: v for f, v in zip(kind.fields, values[len(STAMPS) :], strict=True)}
        )
        words = searched_words(kind, dict(row.fields))
        if words is not None:
            self.words[number] = words
        if kind.name == "original":
            self._check_original(number, values)

    def _check_types(self, number: int, kind: Kind, values: tuple[Kept, ...]) -> bool:
        odd = [
            field
            for field, value in zip((*STAMPS, *kind.fields), values, strict=True)
            if value is not None and type(value) is not _TYPES[field.type]
        ]
        for field in odd:
            self._break(
                "ledger",
                number,
                f'field "{field.name}" of {_a(kind.name)} holds no {field.type.value}.',
                field.name,
            )
        if odd and kind.name == "document":
            self._counts["documents"] += 1
        return not odd

    def _check_leaves(
        self, number: int, kind: Kind, kept: list[bytes], values: tuple[Kept, ...]
    ) -> None:
        fields = leaf_fields(kind, self._schema.number)
        # A row of an older schema has fewer leaves; what came later is unset in it.
        covered = fields[: len(kept)]
        sizes = {
            len(leaf_fields(kind, version))
            for version in range(kind.since, self._schema.number + 1)
        }
        if len(kept) not in sizes or any(value is not None for value in values[len(kept) :]):
            self._break(
                "ledger", number, f"the leaves of {_a(kind.name)} are not those of its fields."
            )
            return
        try:
            made = make_leaves(covered, self._key, number, values[: len(kept)])
        except (ValueError, TypeError, LookupError, RecursionError, AttributeError, OverflowError):
            self._break(
                "ledger", number, f"the blocks of {_a(kind.name)} cannot be read.", "blocks"
            )
            return
        for field, leaf, old in zip_longest(covered, made, kept):
            if leaf != old:
                self._break(
                    "ledger",
                    number,
                    f'field "{field.name}" of {_a(kind.name)} does not match its leaf.',
                    field.name,
                )

    def _make_row(self, number: int, kind: Kind, values: tuple[Kept, ...]) -> Row:
        fields: list[tuple[str, Value]] = []
        for field, value in zip(kind.fields, values[len(STAMPS) :], strict=True):
            if field.type is FieldType.REFERENCE and value is not None:
                self._counts["references"] += 1
                target = self._ids.get(cast(int, value))
                if not 0 < cast(int, value) < number or target is None:
                    self._counts["dangling"] += 1
                    self._break(
                        "references",
                        number,
                        f'field "{field.name}" refers to entry {value!r}, which is not before it.',
                        field.name,
                    )
                fields.append((field.name, Ref(target or "")))
            else:
                fields.append((field.name, value))
        return Row(
            kind.name,
            self._ids.get(number, ""),
            tuple(fields),
            cast(str, values[0]),
            cast(str, values[1]),
            entry=number,
        )

    def _check_record(self, row: Row, kept: Mapping[str, Kept]) -> None:
        number = cast(int, row.entry)
        try:
            record = None if row.kind in ("original", "end_mark") else decode(row)
            identity = compute_id(row) if record is None else record.id
        except DataError as error:
            self._break("ledger", number, f"{_a(row.kind)} cannot be decoded: {error.message}")
            return
        except (ValueError, TypeError, LookupError, RecursionError, AttributeError, OverflowError):
            self._break("ledger", number, f"{_a(row.kind)} cannot be decoded.")
            return
        if row.id != identity:
            self._break(
                "references", number, f"the id kept for {_a(row.kind)} is not that of its fields."
            )
        if isinstance(record, Document):
            self._check_document(number, record, kept["original"])
        elif isinstance(record, (Attribution, Assertion)):
            self._check_spans(number, record.spans, kept["document"])
        elif isinstance(record, Face):
            self._check_spans(number, record.mentions, kept["document"])

    def _check_document(self, number: int, record: Document, original: Kept) -> None:
        self._counts["documents"] += 1
        if not isinstance(original, int) or self._hashes.get(original) != record.sha256:
            self._break(
                "documents",
                number,
                "the original bytes do not have the hash that the document gives.",
                "sha256",
            )
            return
        self._counts["documents_whole"] += 1

    def _check_original(self, number: int, values: tuple[Kept, ...]) -> None:
        sha256, size = values[len(STAMPS)], values[len(STAMPS) + 1]
        found = self._connection.fetch("SELECT bytes FROM blob WHERE sha256 = ?", (sha256,))
        data = found[0][0] if found else None
        if not isinstance(data, bytes):
            self._break("documents", number, "the bytes of an original are missing.")
        elif bytes_sha256(data) != sha256 or len(data) != size:
            self._break("documents", number, "the bytes of an original do not match their hash.")
        else:
            self._hashes[number] = sha256

    def _check_stray_blobs(self) -> None:
        strays = self._connection.fetch(
            "SELECT count(*) FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM original)"
        )
        if strays[0][0]:
            self._break(
                "documents",
                None,
                f"{strays[0][0]!r} stored files belong to no original of the case.",
            )

    def _check_spans(self, number: int, spans: tuple[Span, ...], document: Kept) -> None:
        self._counts["spans"] += len(spans)
        text = self._text_of(document) if spans and isinstance(document, int) else None
        for span in spans:
            if text is not None and _stands(span, text):
                self._counts["spans_found"] += 1
            else:
                self._break(
                    "references",
                    number,
                    f"the words of a span ({span.role.value}, {span.start} to {span.end}) do not "
                    "stand at their offsets.",
                    span.role.value,
                )

    def _text_of(self, document: int) -> str | None:
        if document not in self._texts:
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.pop(next(iter(self._texts)))
            found = self._connection.fetch("SELECT text FROM document WHERE n = ?", (document,))
            text = found[0][0] if found else None
            self._texts[document] = text if isinstance(text, str) else None
        return self._texts[document]


class _Table:
    """The rows of one kind in order, taken as the entries come by."""

    def __init__(self, connection: Connection, kind: Kind, schema: Schema) -> None:
        names = ", ".join(f'"{field.name}"' for field in leaf_fields(kind, schema.number))
        self._rows = connection.each(f'SELECT n, {names} FROM "{kind.name}" ORDER BY n')  # noqa: S608
        self._next: _Raw | None = next(self._rows, None)

    def skip_to(self, number: int) -> Iterator[int]:
        """Yield the numbers of rows before `number`: no entry has asked for them."""
        while self._next is not None and cast(int, self._next[0]) < number:
            yield cast(int, self._next[0])
            self._next = next(self._rows, None)

    def take(self, number: int) -> _Raw | None:
        """Return the row with this number, or None where there is none."""
        if self._next is None or self._next[0] != number:
            return None
        taken, self._next = self._next, next(self._rows, None)
        return taken

    def rest(self) -> Iterator[int]:
        """Yield the numbers of the rows that are left."""
        while self._next is not None:
            yield cast(int, self._next[0])
            self._next = next(self._rows, None)


def _is_entry(raw: _Raw) -> bool:
    """Return whether the values of an entry are of the types that every entry has."""
    number, name, leaves, root, chain, _ = raw
    return (
        type(number) is int
        and number > 0
        and type(name) is str
        and all(type(value) is bytes for value in (leaves, root, chain))
    )


def _digests(tail: Tail) -> tuple[str, str]:
    """Return the chain and the root by which a head can be given."""
    return tail.chain.hex(), tail.root.hex()


def _stands(span: Span, text: str) -> bool:
    start, end = span.start, span.end
    return (
        0 <= start < end <= len(text)
        and text[start:end] == span.exact
        and text[max(0, start - CONTEXT) : start] == span.prefix
        and text[end : end + CONTEXT] == span.suffix
    )


def _a(kind: str) -> str:
    """Return the name of a kind with its article."""
    name = kind.replace("_", " ")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
