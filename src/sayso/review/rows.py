"""A row by hand, made from what a person reads in a text, with every word checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from sayso.core import (
    AUTHOR,
    BY_HAND,
    Attribution,
    AttributionKind,
    Document,
    Face,
    Polarity,
    Record,
    Review,
    Span,
    SpanRole,
    Stance,
    Step,
    is_edtf,
)
from sayso.review.given import GivenReading, GivenSpan

_Word = TypeVar("_Word", bound=StrEnum)

#: Returns the record of a case with an id, or None.
Find = Callable[[str], Record | None]

#: The fields of a row, its spans apart, that a person can set.
ROW_FIELDS = ("kind", "asserter", "parent", "polarity", "stance", "step", "certainty_words", "said")

_OPENING = "\"“„«‘'‹「"
_CLOSING = "\"”“»’'›」"


class RefusedError(Exception):
    """A decision that cannot be carried out: what is wrong with it, and what to write instead."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


def add_row(reading: GivenReading, document: Document, find: Find) -> Attribution:
    """Return the row by hand for an attribution that no reading proposed.

    Raises
    ------
    RefusedError
        When there is no content, or a span or field has no meaning in this document.
    """
    roles = _place_roles(reading, document)
    content = roles.get(SpanRole.CONTENT, ())
    if not content:
        raise RefusedError(
            "The attribution has no content.", 'Give "content": [[start, end]] under "to".'
        )
    kind = guess_kind(content)
    row = Attribution(
        document=document.id,
        source=roles.get(SpanRole.SOURCE, ()),
        cue=roles.get(SpanRole.CUE, ()),
        content=content,
        kind=kind,
        step=Step.VERBATIM if kind is AttributionKind.DIRECT else Step.PARAPHRASE,
        method=BY_HAND,
        review=Review.ACCEPTED,
    )
    return _set_fields(row, reading, find)


def correct_row(
    target: Attribution, reading: GivenReading, document: Document, find: Find
) -> Attribution:
    """Return the row by hand that is `target` with what `reading` changes.

    Raises
    ------
    RefusedError
        When nothing is changed, no word is left, or a span or field has no meaning in the document.
    """
    roles = _place_roles(reading, document)
    row = replace(
        target,
        source=roles.get(SpanRole.SOURCE, target.source),
        cue=roles.get(SpanRole.CUE, target.cue),
        content=roles.get(SpanRole.CONTENT, target.content),
        confidence=None,
        method=BY_HAND,
        review=Review.ACCEPTED,
    )
    if not row.content:
        raise RefusedError(
            "The correction leaves no content.", "Give the content, or reject the attribution."
        )
    row = _set_fields(row, reading, find)
    if row.parent == target.id:
        raise RefusedError("The attribution would stand inside itself.", 'Give another "parent".')
    same = replace(target, confidence=None, method=BY_HAND, review=Review.ACCEPTED)
    if row == same:
        raise RefusedError(
            "The correction changes nothing.",
            'Write "accept" if the attribution is right as it is.',
        )
    return row


def guess_kind(content: tuple[Span, ...]) -> AttributionKind:
    """Return how a content is given, told by its quotation marks."""
    quoted = [span.exact[0] in _OPENING and span.exact[-1] in _CLOSING for span in content]
    if all(quoted):
        return AttributionKind.DIRECT
    marks = '"“”„«»「」'
    if any(mark in span.exact for span in content for mark in marks):
        return AttributionKind.MIXED
    return AttributionKind.INDIRECT


def _place_roles(reading: GivenReading, document: Document) -> Mapping[SpanRole, tuple[Span, ...]]:
    return {role: _place_spans(role, spans, document) for role, spans in reading.roles}


def _place_spans(
    role: SpanRole, given: tuple[GivenSpan, ...], document: Document
) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(given, key=lambda span: (span.start, span.end)):
        name = f"The {role} span {span.start} to {span.end}"
        if not 0 <= span.start < span.end <= len(document.text):
            raise RefusedError(
                f"{name} does not lie in the text, which has {len(document.text)} code points.",
                "Count in code points of the document's text, from 0, the end exclusive.",
            )
        placed = document.span(span.start, span.end, role)
        if not placed.exact.strip():
            raise RefusedError(f"{name} holds no word.", "Give offsets that cut out the words.")
        if span.exact is not None and placed.exact != span.exact:
            raise RefusedError(
                f"{name} does not cut out the words that stand beside it.",
                "Count in code points, not in UTF-16 units or bytes.",
            )
        if found and found[-1].end > span.start:
            raise RefusedError(
                f"{name} overlaps another {role} span.", "Give each word once in a role."
            )
        found.append(placed)
    return tuple(found)


def _set_fields(row: Attribution, reading: GivenReading, find: Find) -> Attribution:
    for name, value in reading.fields:
        row = _set_field(row, name, value, find)
    return row


def _set_field(row: Attribution, name: str, value: str | None, find: Find) -> Attribution:
    if name == "certainty_words":
        return replace(row, certainty_words=value)
    if name == "said":
        if value is not None and not is_edtf(value):
            raise RefusedError(
                f'"said" is no date: "{value[:60]}".', "Write it in EDTF, for example 2021-08."
            )
        return replace(row, said=value)
    if name == "asserter":
        return replace(row, asserter=_check_asserter(row, value, find))
    if name == "parent":
        return replace(row, parent=_check_parent(row, value, find))
    if name == "kind":
        return replace(row, kind=_read_word(AttributionKind, name, value))
    if name == "polarity":
        return replace(row, polarity=_read_word(Polarity, name, value))
    if name == "stance":
        return replace(row, stance=_read_word(Stance, name, value))
    if name == "step":
        return replace(row, step=_read_word(Step, name, value))
    raise RefusedError(
        f'"{name[:60]}" is nothing that a person can set.',
        f"Known are source, cue, content, {', '.join(ROW_FIELDS)}.",
    )


def _read_word(words: type[_Word], name: str, value: str | None) -> _Word:
    for word in words:
        if word.value == value:
            return word
    raise RefusedError(
        f'"{name}" is {"null" if value is None else f"“{value[:60]}”"}.',
        f"Write one of: {', '.join(word.value for word in words)}.",
    )


def _check_asserter(row: Attribution, value: str | None, find: Find) -> str | None:
    if value is None or value == AUTHOR:
        return value
    face = find(value)
    if not isinstance(face, Face) or face.account != row.document:
        raise RefusedError(
            f'The asserter "{value[:60]}" is no face of this document.',
            f'Give the id of a face of the document, "{AUTHOR}", or null.',
        )
    return value


def _check_parent(row: Attribution, value: str | None, find: Find) -> str | None:
    parent = None if value is None else find(value)
    if value is not None and (
        not isinstance(parent, Attribution) or parent.document != row.document
    ):
        raise RefusedError(
            f'The parent "{value[:60]}" is no attribution of this document.',
            "Give the id of the attribution whose content holds this one, or null.",
        )
    return value
