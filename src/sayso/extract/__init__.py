"""Documents to attributions: who says what, in which words, and who that is."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import (
    Assertion,
    Attribution,
    Document,
    Event,
    Face,
    Name,
    Problem,
    Proposition,
)
from sayso.extract.asserters import resolve_asserters
from sayso.extract.dates import DateGrounds, DateMention, find_dates, list_open_dates
from sayso.extract.readings import (
    Reading,
    ReadingSettings,
    find_reading,
    list_readings,
)
from sayso.extract.ties import read_ties

__all__ = [
    "DateGrounds",
    "DateMention",
    "Extraction",
    "Reading",
    "ReadingSettings",
    "extract_document",
    "find_dates",
    "find_reading",
    "list_readings",
    "resolve_asserters",
]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says by whom.

    `attributions` are in the order of their contents, `faces` of their first mentions: those of
    all sources and of all arguments. `assertions` are the ties that somebody puts forward, in text
    order, a reporter's row before that of whom it reports; their `propositions` are of these
    faces, `names` and `events`. `dates` are the words that say when, in text order.
    """

    attributions: tuple[Attribution, ...]
    faces: tuple[Face, ...]
    problems: tuple[Problem, ...]
    names: tuple[Name, ...] = ()
    events: tuple[Event, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    dates: tuple[DateMention, ...] = ()


def extract_document(
    document: Document, reading: Reading, settings: ReadingSettings | None = None
) -> Extraction:
    """Return the attributions of a document, its ties, its faces, and what could not be told."""
    settings = settings or ReadingSettings()
    attributions, problems = reading.attribute(document, settings=settings)
    resolved, faces, open_ends = resolve_asserters(document, attributions)
    dates = find_dates(document)
    ties = read_ties(document, resolved, faces, dates, settings.recognisers)
    return Extraction(
        ties.attributions,
        ties.faces,
        problems + open_ends + list_open_dates(document, dates),
        ties.names,
        ties.events,
        ties.propositions,
        ties.assertions,
        dates,
    )
