"""Days of three calendars against the standard library and published pairs."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.dates.calendars import (
    civil_from_days,
    is_day,
    islamic_days,
    persian_days,
    weekday,
    write_day,
)

EPOCH = datetime.date(1970, 1, 1)

# Solar Hijri days with their Gregorian ones: the victory day of 1979, ends of the leap years 1399
# and 1403, new years, as calendars of Iran print them.
SOLAR = [
    ((1357, 11, 22), "1979-02-11"),
    ((1399, 12, 30), "2021-03-20"),
    ((1400, 1, 1), "2021-03-21"),
    ((1400, 6, 4), "2021-08-26"),
    ((1403, 12, 30), "2025-03-20"),
    ((1404, 1, 1), "2025-03-21"),
]

# The first from Dershowitz and Reingold, Calendrical Calculations, appendix C; the others from
# tables of the arithmetical calendar.
LUNAR = [
    ((1364, 12, 6), "1945-11-12"),
    ((1400, 1, 1), "1979-11-21"),
    ((1440, 9, 1), "2019-05-06"),
]


@pytest.mark.parametrize(("date", "expected"), SOLAR)
def test_solar_hijri_days_are_those_of_published_pairs(date, expected) -> None:
    assert write_day(persian_days(*date)) == expected


@pytest.mark.parametrize(("date", "expected"), LUNAR)
def test_lunar_hijri_days_are_those_of_published_pairs(date, expected) -> None:
    assert write_day(islamic_days(*date)) == expected


@pytest.mark.parametrize("convert", [persian_days, islamic_days])
def test_every_day_of_a_hijri_calendar_follows_the_one_before(convert) -> None:
    days = [
        convert(year, month, day)
        for year in range(1300, 1450)
        for month in range(1, 13)
        for day in range(1, 32)
    ]
    found = [day for day in days if day is not None]
    assert found == list(range(found[0], found[0] + len(found)))


@pytest.mark.parametrize("date", [(1400, 12, 30), (1400, 7, 31), (1400, 13, 1), (900, 1, 1)])
def test_a_day_that_the_solar_calendar_does_not_have_is_none(date) -> None:
    assert persian_days(*date) is None


@given(st.dates())
def test_gregorian_days_and_weekdays_are_those_of_the_standard_library(date) -> None:
    days = (date - EPOCH).days
    assert civil_from_days(days) == (date.year, date.month, date.day)
    assert weekday(days) == date.weekday()
    assert is_day(date.year, date.month, date.day)


def test_29_february_is_a_day_of_leap_years_and_of_no_year_in_particular() -> None:
    assert is_day(2020, 2, 29)
    assert is_day(None, 2, 29)
    assert not is_day(2021, 2, 29)
    assert not is_day(1900, 2, 29)
