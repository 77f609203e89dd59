"""What a case holds: kinds of rows with their fields, declared once for every backend.

A schema only grows: a later version adds kinds, and fields at the end of a kind, each marked with
the version that brought it (`since`), so that the leaves of old rows stay as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.core import StoreError


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    A `required` field is never None in a row that is added. `indexed` fields are found fast by
    value, `searched` ones by words. `pieces_by` names the field that holds the blocks of this
    text, at which it is cut into leaves of their own.
    """

    name: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    indexed: bool = False
    searched: bool = False
    pieces_by: str | None = None
    since: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its name and its fields in schema order."""

    name: str
    fields: tuple[Field, ...]
    since: int = 1

    def fields_at(self, number: int) -> tuple[Field, ...]:
        """Return the fields that a row of schema version `number` has."""
        return tuple(field for field in self.fields if field.since <= number)


#: Every row carries these first; they are hashed like any other field.
STAMPS = (Field("recorded_at", required=True), Field("recorded_by", required=True))


@dataclass(frozen=True, slots=True)
class Schema:
    """The kinds of one version."""

    number: int
    kinds: tuple[Kind, ...]

    def find(self, name: str) -> Kind:
        """Return the kind with this name.

        Raises
        ------
        StoreError
            When the schema has no such kind.
        """
        for kind in self.kinds:
            if kind.name == name:
                return kind
        known = ", ".join(kind.name for kind in self.kinds)
        raise StoreError(
            f'"{name}" is not a kind of row of schema {self.number}. The kinds are: {known}.',
            value=name,
        )


def _text(name: str, *, searched: bool = False) -> Field:
    return Field(name, searched=searched)


def _needed(name: str, *, indexed: bool = False, searched: bool = False) -> Field:
    return Field(name, required=True, indexed=indexed, searched=searched)


def _number(name: str) -> Field:
    return Field(name, FieldType.INTEGER, required=True)


def _reference(name: str, *, required: bool = False) -> Field:
    # A row is asked for by what it points to more often than by anything else.
    return Field(name, FieldType.REFERENCE, required=required, indexed=True)


SCHEMA_1 = Schema(
    1,
    (
        Kind("original", (_needed("sha256", indexed=True), _number("size"))),
        Kind(
            "document",
            (
                _reference("original"),
                _needed("sha256", indexed=True),
                _needed("media_type"),
                _needed("uri"),
                _needed("member"),
                _text("title", searched=True),
                _text("outlet"),
                _text("byline"),
                _text("published"),
                _text("language"),
                _needed("reader"),
                _needed("layers"),
                _needed("retrieved_at"),
                Field("text", required=True, searched=True, pieces_by="blocks"),
                _needed("blocks"),
                _needed("source_map"),
            ),
        ),
        Kind(
            "face",
            (
                _reference("account"),
                _text("account_name"),
                _needed("kind"),
                _needed("label", indexed=True, searched=True),
                _reference("document"),
                _needed("mentions"),
            ),
        ),
        Kind(
            "name",
            (
                _needed("string", searched=True),
                _text("language"),
                _text("script"),
                _needed("normal_form", indexed=True),
            ),
        ),
        Kind(
            "event",
            (
                _reference("account"),
                _text("account_name"),
                _needed("label", searched=True),
                _text("time"),
                _text("place"),
                _text("type"),
            ),
        ),
        Kind(
            "attribution",
            (
                _reference("document", required=True),
                _reference("asserter"),
                _number("by_author"),
                _reference("parent"),
                _needed("source"),
                _needed("cue"),
                _needed("content"),
                _needed("kind"),
                _needed("polarity"),
                _needed("stance"),
                _needed("step"),
                _text("certainty_words"),
                _text("said"),
                _text("confidence"),
                _needed("method"),
                _needed("review"),
            ),
        ),
        Kind(
            "proposition",
            (
                _needed("predicate", indexed=True),
                _reference("arg1"),
                _text("literal1"),
                _reference("arg2"),
                _text("literal2"),
                _needed("qualifiers"),
            ),
        ),
        Kind(
            "assertion",
            (
                _reference("proposition", required=True),
                _reference("asserter"),
                _number("by_author"),
                _needed("polarity"),
                _reference("document", required=True),
                _needed("spans"),
                _text("row"),
                _text("certainty_words"),
                _text("certainty_low"),
                _text("certainty_high"),
                _text("valid"),
                _text("said"),
                _reference("attribution"),
                _reference("reported_in"),
                _text("stance"),
                _text("act_stance"),
                _number("by_endorsement"),
                _text("step"),
                _text("confidence"),
                _needed("method"),
                _needed("review"),
            ),
        ),
        Kind(
            "assessment",
            (
                _reference("target", required=True),
                _needed("analyst", indexed=True),
                _text("probability"),
                _text("analytic_confidence"),
                _needed("reason"),
                _needed("assessed_at"),
            ),
        ),
        Kind(
            "problem",
            (
                _needed("kind", indexed=True),
                _needed("where"),
                _needed("what"),
                _needed("done"),
                _needed("todo"),
                _number("lost"),
                _reference("document"),
                _text("sha256"),
            ),
        ),
        Kind("end_mark", (_reference("target", required=True), _needed("reason"))),
    ),
)

#: What people decide about rows came with version 2.
JUDGEMENT = Kind(
    "judgement",
    (
        _needed("decision"),
        _reference("target", required=True),
        _reference("replacement"),
        _needed("analyst", indexed=True),
        _needed("reason"),
        _needed("decided_at"),
        _text("row"),
    ),
    since=2,
)

SCHEMA_2 = Schema(2, (*SCHEMA_1.kinds, JUDGEMENT))
