"""What a document says of itself, made clean: words, language, and a date as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.core import is_edtf, normalise_text, show_safely
from sayso.readers.parsed import Trouble

# Longest title or name kept; longer ones are a page's mistake (some put the story there).
_LONGEST = 1_000

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8})*)\Z")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d{1,9})?"
    r"\s?(Z|[+-]\d{2}(?::?\d{2})?)?\Z",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{4})/(\d{2})(?:/(\d{2}))?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, each None where it says nothing.

    `page_title` is a title that may hold the outlet's name as well. `published` is EDTF,
    `language` BCP 47.
    """

    title: str | None = None
    page_title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    troubles: tuple[Trouble, ...] = ()


def clean_words(words: str | None) -> str | None:
    """Return `words` in NFC with white space folded and controls out, or None for none."""
    if words is None:
        return None
    folded = " ".join(re.sub("[\x00-\x08\x0e-\x1f\x7f]", " ", words[: 4 * _LONGEST]).split())
    return normalise_text(folded[:_LONGEST]) or None


def clean_language(tag: str | None) -> str | None:
    """Return a BCP 47 tag for `tag`, its primary part in lower case, or None if it is none.

    >>> clean_language("en_GB"), clean_language("English language")
    ('en-GB', None)
    """
    found = _LANGUAGE.match(tag.strip()) if tag else None
    return found.group(1).lower() + found.group(2).replace("_", "-") if found else None


def read_date(words: str) -> tuple[str | None, Trouble | None]:
    """Return a date as EDTF at the precision and in the zone given, or the trouble with it.

    Read are EDTF, ISO 8601 moments (fractions of a second are dropped; a time without seconds gives
    its day only, since EDTF has none), 2021/08/26 and 20210826. Nothing else is guessed: 03/04/2021
    is two dates.

    >>> read_date("2021-08-26T10:00:00.000+0200")
    ('2021-08-26T10:00:00+02:00', None)
    """
    words = words.strip()
    moment = _MOMENT.match(words)
    if moment is not None:
        day, time, seconds, zone = moment.groups()
        if seconds is None:
            words = day
        else:
            zone = (zone or "").upper()
            if len(zone) == 5 and ":" not in zone:
                zone = f"{zone[:3]}:{zone[3:]}"
            elif len(zone) == 3:
                zone = f"{zone}:00"
            words = f"{day}T{time}{seconds}{zone}"
    for pattern in (_SLASHED, _COMPACT):
        found = pattern.match(words)
        if found is not None:
            words = "-".join(part for part in found.groups() if part)
    if is_edtf(words):
        return words, None
    shown = show_safely(words[:60], one_line=True)
    return None, Trouble(
        "bad_date",
        "date of publication",
        f'"{shown}" is not a date that can be read without guessing.',
        "The document was read without a date of publication.",
        "Give the date as YYYY-MM-DD when you add the document.",
        lost=False,
    )


def preload() -> None:
    """Import what reads dates, for a process that may open no file later."""
    is_edtf("2014~")
