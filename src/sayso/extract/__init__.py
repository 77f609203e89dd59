"""Documents to attributions: who says what, in which words, and who that is."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import Attribution, Document, Face, Problem
from sayso.extract.asserters import resolve_asserters
from sayso.extract.readings import (
    Reading,
    ReadingSettings,
    find_reading,
    list_readings,
)

__all__ = [
    "Extraction",
    "Reading",
    "ReadingSettings",
    "extract_document",
    "find_reading",
    "list_readings",
    "resolve_asserters",
]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says by whom.

    `attributions` are in the order of their contents, `faces` of their first mentions.
    """

    attributions: tuple[Attribution, ...]
    faces: tuple[Face, ...]
    problems: tuple[Problem, ...]


def extract_document(
    document: Document, reading: Reading, settings: ReadingSettings | None = None
) -> Extraction:
    """Return the attributions of a document, its faces, and what could not be told."""
    attributions, problems = reading.attribute(document, settings=settings or ReadingSettings())
    resolved, faces, open_ends = resolve_asserters(document, attributions)
    return Extraction(resolved, faces, problems + open_ends)
