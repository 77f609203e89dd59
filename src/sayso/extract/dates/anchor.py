"""The date of publication at its own precision, and what words mean that count from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.core.edtf import days_from_civil
from sayso.extract.dates.calendars import (
    add_months,
    civil_from_days,
    is_day,
    month_length,
    weekday,
    write_day,
    write_year,
)

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T.*)?)?)?\Z")
#: A yearless date that comes round this soon after publication may be the coming one even where no
#: verb says so ("on 30 August", published on the 26th).
_SOON_DAYS = 31
#: Years looked back for a 29 February.
_LEAP_YEARS = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of publication; month and day are None where it does not give them."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> int:
        """Return the first day it can be, from 1970-01-01."""
        return days_from_civil(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> int:
        """Return the last day it can be, from 1970-01-01."""
        month = self.month or 12
        return days_from_civil(self.year, month, self.day or month_length(self.year, month))

    @property
    def is_day(self) -> bool:
        """Return whether the day is known."""
        return self.day is not None


def read_anchor(published: str | None) -> Anchor | None:
    """Return the anchor of a date of publication (EDTF), or None where it gives not even a year.

    A moment gives its day as written, in its own zone.
    """
    found = _PLAIN.match(published or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None or month > 12:
        return Anchor(year)
    return Anchor(year, month, day if day and is_day(year, month, day) else None)


def infer_years(
    anchor: Anchor,
    month: int,
    day: int | None,
    on: int | None,
    *,
    is_future: bool,
    is_past: bool = True,
) -> tuple[int, ...]:
    """Return the years in which a month, or a day of it, may be meant, in order.

    That is the nearest past one, publication included; the nearest to come where the sentence looks
    ahead; both where it does not and the coming one is at most 31 days away, or where no verb is
    past and the coming one is the nearer. With a weekday (`on`, 0 Monday) the nearest year of these
    and their neighbours in which it fits, or none.
    """
    years = range(anchor.year + _LEAP_YEARS, anchor.year - _LEAP_YEARS - 1, -1)
    starts = {
        year: days_from_civil(year, month, day or 1)
        for year in years
        if day is None or is_day(year, month, day)
    }
    past = [year for year, start in starts.items() if start <= anchor.last]
    coming = [
        year
        for year, start in starts.items()
        if start + (0 if day else month_length(year, month) - 1) >= anchor.first
    ][::-1]
    if on is not None and day is not None:
        near = [year for year in (*past[:2], *coming[:1]) if weekday(starts[year]) == on]
        near.sort(key=lambda year: abs(starts[year] - anchor.last))
        return tuple(near[:1])
    if is_future:
        return tuple(coming[:1])
    found = set(past[:1])
    if past and coming:
        ahead, back = starts[coming[0]] - anchor.last, anchor.first - starts[past[0]]
        if ahead <= _SOON_DAYS or (not is_past and ahead < back):
            found.add(coming[0])
    return tuple(sorted(found))


def day_from(anchor: Anchor, days: int) -> tuple[str, ...]:
    """Return the day so many days after publication, nothing where the day is not known."""
    return (write_day(anchor.first + days),) if anchor.is_day else ()


def weekday_from(
    anchor: Anchor, number: int, turn: int | None, *, is_future: bool
) -> tuple[str, ...]:
    """Return the day meant by a weekday (0 Monday), nothing where the day is not known.

    Bare: the nearest past one, the day of publication included, or the nearest to come where the
    sentence looks ahead. "Last" lies before publication, "next" after it; where the nearest to come
    is in the same week (from Monday), the one a week later is a second reading.
    """
    if not anchor.is_day:
        return ()
    today = anchor.first
    back = (weekday(today) - number) % 7
    if turn == 0:
        return (write_day(today - weekday(today) + number),)
    if turn == -1:
        return (write_day(today - (back or 7)),)
    if turn == 1 or is_future:
        ahead = (number - weekday(today)) % 7 or 7
        days = [today + ahead]
        if turn == 1 and weekday(today) + ahead < 7:
            days.append(today + ahead + 7)
        return tuple(write_day(day) for day in days)
    return (write_day(today - back),)


def unit_from(anchor: Anchor, unit: int, count: int) -> tuple[str, ...]:
    """Return the day, week, month, year or decade `count` units after that of publication.

    Units: 1 day, 2 week (from Monday), 3 month, 4 year, 5 decade, 6 weekend, 7 quarter, 8
    fortnight. Nothing where the date of publication is not as precise as the unit.
    """
    if unit == 1:
        return day_from(anchor, count)
    if unit in (2, 6, 8):
        if not anchor.is_day:
            return ()
        monday = anchor.first - weekday(anchor.first) + 7 * count * (2 if unit == 8 else 1)
        if unit == 8:
            return (f"{write_day(monday)}/{write_day(monday + 6)}",)
        return (f"{write_day(monday + (5 if unit == 6 else 0))}/{write_day(monday + 6)}",)
    if unit in (3, 7):
        if anchor.month is None:
            return ()
        year, month = add_months(anchor.year, anchor.month, count * (3 if unit == 7 else 1))
        last = 33 + (month - 1) // 3 if unit == 7 else month
        return (f"{write_year(year)}-{last:02}",)
    if unit == 4:
        return (write_year(anchor.year + count),)
    return (f"{write_year(anchor.year + 10 * count)}~",) if unit == 5 else ()


def shift(edtf: str, unit: int, count: int) -> str | None:
    """Return a plain date moved by units, None where it is less precise than the unit.

    >>> shift("2021-08-26", 1, -2), shift("2019-05", 3, 3), shift("2019", 1, 1)
    ('2021-08-24', '2019-08', None)
    """
    found = _PLAIN.match(edtf)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if unit in (1, 2, 8) and month and day:
        days = {1: 1, 2: 7, 8: 14}[unit] * count
        moved = write_day(days_from_civil(year, month, day) + days)
        return moved if unit == 1 else None
    if unit == 3 and month and day is None and month <= 12:
        return "{}-{:02}".format(*add_months(year, month, count))
    if unit in (4, 5) and month is None:
        return write_year(year + count * (10 if unit == 5 else 1))
    return None


def this_season(anchor: Anchor, season: int, turn: int) -> tuple[str, ...]:
    """Return the seasons that "last", "this" or "next" may mean, by the year of publication."""
    if turn == 0:
        return (f"{write_year(anchor.year)}-{season}",)
    if season == 24:
        # The winter of a year is its beginning or its end; EDTF does not say which.
        first = anchor.year + (turn - 1) // 2
        return tuple(f"{write_year(year)}-24" for year in (first, first + 1))
    if anchor.month is None:
        return ()
    # The year's own season is over, or still to come, only where no month of it is left.
    first = 3 * (season - 21) + 3
    over, ahead = anchor.month > first + 2, anchor.month < first
    years: tuple[int, ...]
    if turn < 0:
        years = (anchor.year - 1, anchor.year) if over else (anchor.year - 1,)
    else:
        years = (anchor.year, anchor.year + 1) if ahead else (anchor.year + 1,)
    return tuple(f"{write_year(year)}-{season}" for year in years)


def turned_month(anchor: Anchor, month: int, turn: int) -> tuple[int, ...]:
    """Return the years that "last May" or "next May" may mean, in order."""
    if turn == 0:
        return (anchor.year,)
    if anchor.month is None:
        return ()
    if turn < 0:
        return (anchor.year - 1, anchor.year) if month < anchor.month else (anchor.year - 1,)
    return (anchor.year, anchor.year + 1) if month > anchor.month else (anchor.year + 1,)


def decade_of(anchor: Anchor, digit: int) -> tuple[int, ...]:
    """Return the decades (199 for the 1990s) that "the nineties" may mean.

    The latest that had begun by publication, and the one a century before where that one was under
    way or began less than twenty years ago: the twenties of 2021 may be those of the 1920s.
    """
    latest = max(
        century * 10 + digit
        for century in range(anchor.year // 100 - 1, anchor.year // 100 + 1)
        if (century * 10 + digit) * 10 <= anchor.year
    )
    recent = anchor.year - latest * 10 < 20
    return (latest - 10, latest) if recent else (latest,)


def full_year(anchor: Anchor, two_digits: int) -> int:
    """Return the latest year with these last two digits that is not after publication."""
    year = anchor.year // 100 * 100 + two_digits
    return year if year <= anchor.year else year - 100


def today(anchor: Anchor) -> tuple[int, int, int]:
    """Return year, month and day of the last day that publication can have been."""
    return civil_from_days(anchor.last)
