"""Dates of the material as EDTF with bounds: what the text gives, and no day more.

Plain dates (`2021`, `2021-08`, `2021-08-26`) are read here; every other form of EDTF (ISO 8601-2:
approximate, uncertain, unspecified digits, seasons, intervals, times) by the `edtf` package, which
is imported when the first such date is met.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.core.errors import DataError

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_EDTF_LETTERS = re.compile(r"[0-9A-Za-z:.,/~?%+\[\]{}-]+\Z")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class DateBounds:
    """The days between which something may have held, and those on which it surely did.

    Days count from 1970-01-01 (day 0), may be negative, and None is unbounded. `outer` runs from
    the first to the last day that the words allow. `inner` runs from the last day on which it can
    have begun to the first on which it can have ended; it is empty (`inner_first > inner_last`)
    where no day is certain, as for a bare year: something happened on some day of 2021, on no
    particular one for certain.
    """

    outer_first: int | None
    outer_last: int | None
    inner_first: int | None
    inner_last: int | None

    def may_include(self, day: int) -> bool:
        """Return whether the outer bounds hold `day`."""
        after = self.outer_first is None or self.outer_first <= day
        return after and (self.outer_last is None or day <= self.outer_last)

    def surely_includes(self, day: int) -> bool:
        """Return whether the inner bounds hold `day`."""
        after = self.inner_first is None or self.inner_first <= day
        return after and (self.inner_last is None or day <= self.inner_last)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a date of the proleptic Gregorian calendar.

    Any year, zero and negative ones included (astronomical numbering).

    >>> days_from_civil(1970, 1, 1), days_from_civil(2021, 8, 26), days_from_civil(0, 3, 1)
    (0, 18865, -719468)

    References
    ----------
    E. G. Richards, "Calendars", in Explanatory Supplement to the Astronomical Almanac (2013),
    section 15.11 (the usual count of days by eras of 400 years).
    """
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return (
        era * 146097
        + year_of_era * 365
        + year_of_era // 4
        - year_of_era // 100
        + (day_of_year - 719468)
    )


def parse_edtf(text: str) -> DateBounds:
    """Return the bounds of an EDTF date.

    Approximate and uncertain dates (`2014~`, `2014?`) have bounds one unit of their own precision
    wider on either side, two for `2014%`; the widening is the `edtf` package's default.

    Raises
    ------
    DataError
        When `text` is not EDTF or names a day that no calendar has.

    References
    ----------
    Library of Congress, Extended Date/Time Format specification (2019); ISO 8601-2:2019.
    """
    bounds = _parse(text)
    if bounds is None:
        raise DataError(
            f'"{text[:_LONGEST]}" is not a date in EDTF. Write YYYY-MM-DD, or YYYY-MM if the day '
            "is unknown, 2014~ for about 2014, ../2020 for until 2020.",
            value=text,
        )
    return bounds


def is_edtf(text: str) -> bool:
    """Return whether `text` is a date in EDTF."""
    return _parse(text) is not None


@lru_cache(maxsize=4096)
def _parse(text: str) -> DateBounds | None:
    plain = _PLAIN.match(text)
    # Months 21 to 41 are EDTF's seasons and quarters, which the package knows.
    if plain is not None and not (text[4:5] and 21 <= int(plain[2]) <= 41):
        return _plain_bounds(*(int(part) if part else None for part in plain.groups()))
    # The package strips white space and reads digits of other scripts; EDTF has neither.
    if not text or len(text) > _LONGEST or not _EDTF_LETTERS.match(text):
        return None
    from edtf import EDTFParseException
    from edtf import parse_edtf as parse

    try:
        return _library_bounds(parse(text))
    except (EDTFParseException, ValueError, OverflowError, AttributeError, TypeError):
        return None


def _plain_bounds(year: int | None, month: int | None, day: int | None) -> DateBounds | None:
    assert year is not None
    if month is None:
        first, last = days_from_civil(year, 1, 1), days_from_civil(year, 12, 31)
    elif not 1 <= month <= 12:
        return None
    elif day is None:
        first = days_from_civil(year, month, 1)
        last = first + _month_length(year, month) - 1
    elif 1 <= day <= _month_length(year, month):
        first = last = days_from_civil(year, month, day)
    else:
        return None
    return DateBounds(first, last, last, first)


def _month_length(year: int, month: int) -> int:
    # calendar knows no year 0 and no negative one; the Gregorian rule repeats every 400 years.
    return calendar.monthrange(year % 400 + 2000, month)[1]


def _library_bounds(parsed: Any) -> DateBounds:
    lower, upper = getattr(parsed, "lower", None), getattr(parsed, "upper", None)
    if lower is None or upper is None:
        first, last = _widest(parsed)
        return DateBounds(first, last, last, first)
    start, end = _end_bounds(lower), _end_bounds(upper)
    return DateBounds(start[0], end[1], start[1], end[0])


def _end_bounds(end: Any) -> tuple[int | None, int | None]:
    # An unknown end ("/2020") and an open one ("../2020") bound nothing; the package would guess
    # ten years for the former.
    if type(end).__name__ == "UnspecifiedIntervalSection":
        return None, None
    return _widest(end)


def _widest(date: Any) -> tuple[int | None, int | None]:
    # The package also pads seasons by twelve weeks when asked for fuzzy bounds; a season's months
    # are given, so only what is marked ~ ? or % is widened.
    if "Uncertain" in type(date).__name__:
        return _day(date.lower_fuzzy()), _day(date.upper_fuzzy())
    return _day(date.lower_strict()), _day(date.upper_strict())


def _day(moment: Any) -> int | None:
    if isinstance(moment, float):
        return None
    return days_from_civil(moment[0], moment[1], moment[2])
