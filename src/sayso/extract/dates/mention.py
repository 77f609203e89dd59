"""Dates as they stand in a document, and the notice about those that stay open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sayso.core import Document, Problem, Span

#: Places named one by one in the notice about unresolved dates.
_LISTED = 12


class DateGrounds(StrEnum):
    """What an EDTF date rests on, or why there is none."""

    AS_WRITTEN = "as written"
    YEAR_INFERRED = "year inferred"
    FROM_PUBLICATION = "relative to publication"
    EVENT = "depends on an event"
    NO_ANCHOR = "needs a date of publication"
    VAGUE = "no number given"
    NO_CALENDAR = "in no calendar"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words of a document that say when.

    `edtf` is None where the words and the date of publication give no date. `readings` are the
    EDTF dates that the words allow, in the order of time: one, none, or several where the words are
    ambiguous (03/04/2021); then `edtf` holds them as one of a set (`[2021-03-04,2021-04-03]`), or
    is None where EDTF has no set of such forms. `grounds` say what the date rests on. `is_odd`
    marks a day whose weekday in the text is not that of the calendar.
    """

    span: Span
    edtf: str | None
    readings: tuple[str, ...]
    grounds: DateGrounds
    is_odd: bool = False

    @property
    def words(self) -> str:
        """Return the words as written."""
        return self.span.exact


def list_open_dates(document: Document, mentions: Sequence[DateMention]) -> tuple[Problem, ...]:
    """Return one notice that lists every date of a document that stays open, or nothing."""
    still_open = [mention for mention in mentions if not mention.readings or mention.is_odd]
    if not still_open:
        return ()
    places = [
        f'"{" ".join(mention.words.split())[:40]}" at {mention.span.start} ({_reason(mention)})'
        for mention in still_open[:_LISTED]
    ]
    more = len(still_open) - len(places)
    count = len(still_open)
    return (
        Problem(
            kind="unresolved_date",
            where=document.uri,
            what=f"{count} date{'s' if count > 1 else ''} could not be placed in time: "
            f"{', '.join(places)}{f' and {more} more' if more else ''} (code points of the text).",
            done="The words were kept without a date, or with one that is marked as uncertain.",
            todo=_todo(still_open),
            lost=False,
            document=document.id,
        ),
    )


def _reason(mention: DateMention) -> str:
    return "the weekday is another one" if mention.is_odd else mention.grounds.value


def _todo(mentions: Sequence[DateMention]) -> str:
    if any(mention.grounds is DateGrounds.NO_ANCHOR for mention in mentions):
        return "Give the document a date of publication, to the day if you can; read the passage."
    return "The words stand as they are; read the passage."
