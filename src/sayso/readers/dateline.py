"""The line under a headline that names outlet, author and date, in documents without metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.core import Block, BlockKind, is_edtf

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "|".join(_MONTHS)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
#: A whole date at the end of the line: 15 March 2024, March 15, 2024, or 2024-03-15.
_DATE = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}}),?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))\.?\Z",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|opinion by|words by)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[,|\u00b7\u2022\u2013\u2014]\s*|\s+-\s+")
#: Longest such line, and how far down it stands: below a headline and a standfirst.
_LONGEST = 120
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `published` is EDTF."""

    outlet: str | None = None
    byline: str | None = None
    published: str | None = None


def read_dateline(text: str, blocks: Sequence[Block]) -> Dateline:
    r"""Return what the first line of names and a whole date near the top says.

    The line is at most 120 code points long, one of the first three blocks, and ends with the date;
    before it stand at most two parts, set off by commas or bars: "By Ines Calder", and the outlet.
    A line with more, or with a verb's worth of words, is prose and is left alone.

    >>> read_dateline("Blast\nMeridian Wire, 15 March 2024", (Block(0, 5), Block(6, 34)))
    Dateline(outlet='Meridian Wire', byline=None, published='2024-03-15')
    """
    proper = [block for block in blocks if block.kind is not BlockKind.BOILERPLATE]
    for block in proper[:_DEEPEST]:
        line = " ".join(text[block.start : block.end].split())
        found = _DATE.search(line) if len(line) <= _LONGEST else None
        if found is None:
            continue
        parts = [part for part in _SPLIT.split(line[: found.start()]) if part]
        published = _published(found)
        if published is None or len(parts) > 2 or any(not _is_name(part) for part in parts):
            continue
        byline = next((_BY.sub("", part, count=1) for part in parts if _BY.match(part)), None)
        outlet = next((part for part in parts if not _BY.match(part)), None)
        return Dateline(outlet, byline, published)
    return Dateline()


def _published(found: re.Match[str]) -> str | None:
    if found["iso"]:
        return found["iso"] if is_edtf(found["iso"]) else None
    month = _MONTHS.index((found["month"] or found["month2"]).lower()) + 1
    day, year = found["day"] or found["day2"], found["year"] or found["year2"]
    written = f"{year}-{month:02}-{int(day):02}"
    return written if is_edtf(written) else None


def _is_name(part: str) -> bool:
    words = _BY.sub("", part, count=1).split()
    # "of", "and", "the" may stand inside a name; a sentence has more small words than that.
    small = sum(word[0].islower() for word in words)
    return 0 < len(words) <= 6 and small <= 2 and words[-1][0].isupper()
