"""Days of three calendars as days from 1970-01-01, and back to the Gregorian one."""

from __future__ import annotations

#: Days from 1970-01-01 back to noon-based Julian day 0: JDN 2440588 is 1970-01-01.
_EPOCH_JDN = 2440588
_PERSIAN_EPOCH_JDN = 1948320
_ISLAMIC_EPOCH_JDN = 1948440
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Return whether a year of the proleptic Gregorian calendar has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int | None, month: int) -> int:
    """Return the days of a Gregorian month; without a year, the most it can have."""
    return 29 if month == 2 and (year is None or is_leap(year)) else _LENGTHS[month - 1]


def is_day(year: int | None, month: int, day: int) -> bool:
    """Return whether the Gregorian calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Return year, month and day of the proleptic Gregorian calendar, days from 1970-01-01.

    >>> civil_from_days(18865), civil_from_days(-719468)
    ((2021, 8, 26), (0, 3, 1))

    References
    ----------
    E. G. Richards, "Calendars", in Explanatory Supplement to the Astronomical Almanac (2013),
    section 15.11.
    """
    era, day_of_era = divmod(days + 719468, 146097)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day


def weekday(days: int) -> int:
    """Return the day of the week of a day counted from 1970-01-01: 0 Monday to 6 Sunday."""
    return (days + 3) % 7


def persian_days(year: int, month: int, day: int) -> int | None:
    """Return the day (from 1970-01-01) of a date of the Solar Hijri (Jalali) calendar, or None.

    Leap years by the 33-year rule, which agrees with the observed calendar for the years 1178 to
    1633; None for a day that the calendar does not have and for other years.

    >>> civil_from_days(persian_days(1400, 6, 4))
    (2021, 8, 26)

    References
    ----------
    M. Heydari-Malayeri, "A concise review of the Iranian calendar" (2004), section 6; the same
    rule and epoch (Julian day 1948320) as the Persian calendar of Unicode's ICU.
    """
    if not (1178 <= year <= 1633 and 1 <= month <= 12):
        return None
    is_long = (25 * year + 11) % 33 < 8
    length = 31 if month <= 6 else 30 if month <= 11 or is_long else 29
    if not 1 <= day <= length:
        return None
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    first = _PERSIAN_EPOCH_JDN - 1 + 365 * (year - 1) + (8 * year + 21) // 33
    return first + before + day - _EPOCH_JDN


def islamic_days(year: int, month: int, day: int) -> int | None:
    """Return the day (from 1970-01-01) of a date of the tabular Islamic (Hijri) calendar, or None.

    Where the month is begun by sighting the moon, the true day may be one or two away.

    >>> civil_from_days(islamic_days(1364, 12, 6))
    (1945, 11, 12)

    References
    ----------
    N. Dershowitz and E. M. Reingold, Calendrical Calculations (4th edition, 2018), section 7.1
    (the arithmetical calendar, epoch 16 July 622 Julian) and appendix C (the pair above).
    """
    if not (1 <= year <= 2000 and 1 <= month <= 12):
        return None
    is_long = (14 + 11 * year) % 30 < 11
    length = 30 if month % 2 or (month == 12 and is_long) else 29
    if not 1 <= day <= length:
        return None
    before = 29 * (month - 1) + month // 2
    first = _ISLAMIC_EPOCH_JDN - 1 + 354 * (year - 1) + (3 + 11 * year) // 30
    return first + before + day - _EPOCH_JDN


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and month `count` months later."""
    whole = year * 12 + month - 1 + count
    return whole // 12, whole % 12 + 1


def write_day(days: int) -> str:
    """Return a day counted from 1970-01-01 as EDTF."""
    year, month, day = civil_from_days(days)
    return f"{write_year(year)}-{month:02}-{day:02}"


def write_year(year: int) -> str:
    """Return a year (astronomical numbering) as EDTF: four digits, and a sign before year 0."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"
