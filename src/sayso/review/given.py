"""Decisions as an analyst gives them, before they are laid over a case."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import SpanRole


@dataclass(frozen=True, slots=True)
class GivenSpan:
    """Code points `start` to `end` of a document, half-open, and the words meant, where given."""

    start: int
    end: int
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class GivenReading:
    """What a person reads in a text: the roles given, and other fields by name.

    A role that is not given is left as it was; one that is given without a span is empty. Values of
    `fields` are texts as written, None for null.
    """

    roles: tuple[tuple[SpanRole, tuple[GivenSpan, ...]], ...] = ()
    fields: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """One decision, as it was given in line `line` (from 1) of what `where` names.

    `decision` is the word as written. `at` is an RFC 3339 timestamp as written, or None; then `row`
    tells the decision apart: 32 hexadecimal digits of the SHA-256 of the file so far.
    """

    where: str
    line: int
    row: str
    decision: str
    target: str | None = None
    document: str | None = None
    analyst: str | None = None
    reason: str = ""
    at: str | None = None
    reading: GivenReading = GivenReading()
