"""Dates of the material have bounds, and no day that the text does not give."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core import DataError, DateBounds, is_edtf, parse_edtf
from sayso.core.edtf import days_from_civil

EPOCH = datetime.date(1970, 1, 1)


def day(year: int, month: int, number: int) -> int:
    return (datetime.date(year, month, number) - EPOCH).days


# The forms that the design's table of dates uses, and the ends that a calendar gives them.
OUTER = [
    ("2021-08-26", day(2021, 8, 26), day(2021, 8, 26)),
    ("2021-08", day(2021, 8, 1), day(2021, 8, 31)),
    ("2024-02", day(2024, 2, 1), day(2024, 2, 29)),
    ("1900-02", day(1900, 2, 1), day(1900, 2, 28)),
    ("2021", day(2021, 1, 1), day(2021, 12, 31)),
    ("199X", day(1990, 1, 1), day(1999, 12, 31)),
    ("2019-01/2019-04", day(2019, 1, 1), day(2019, 4, 30)),
    ("2021-08-11/2021-08-20", day(2021, 8, 11), day(2021, 8, 20)),
    ("../2020", None, day(2020, 12, 31)),
    ("/2020", None, day(2020, 12, 31)),
    ("2018/..", day(2018, 1, 1), None),
    ("2014~", day(2013, 1, 1), day(2015, 12, 31)),
    ("2021-08-26T14:00:00Z", day(2021, 8, 26), day(2021, 8, 26)),
    ("2021-08-26T14:00:00+02:00", day(2021, 8, 26), day(2021, 8, 26)),
    ("2016-21", day(2016, 3, 1), day(2016, 5, 31)),
]


@pytest.mark.parametrize(("text", "first", "last"), OUTER)
def test_outer_bounds_are_the_ends_that_the_words_allow(text, first, last) -> None:
    bounds = parse_edtf(text)
    assert (bounds.outer_first, bounds.outer_last) == (first, last)


def test_a_day_is_certain_and_a_year_is_certain_of_no_day() -> None:
    assert parse_edtf("2021-08-26").surely_includes(day(2021, 8, 26))
    year = parse_edtf("2021")
    assert not any(year.surely_includes(d) for d in range(day(2021, 1, 1), day(2022, 1, 1)))
    assert year.may_include(day(2021, 6, 1))


def test_an_interval_is_certain_between_its_fuzzy_ends() -> None:
    bounds = parse_edtf("2018/2020")
    assert not bounds.surely_includes(day(2018, 6, 1))
    assert bounds.surely_includes(day(2019, 6, 1))
    assert not bounds.surely_includes(day(2020, 6, 1))
    assert parse_edtf("2018/..").surely_includes(day(2030, 1, 1))


@pytest.mark.parametrize(
    "text",
    ["", "2021-02-29", "2021-13", "2021-00", "31/02/2021", "yesterday", "2021-8-6", "20210826 x",
     "2021-08-26T25:61:00Z", "x" * 500, "２０２１", "2021-08-26\n"],
)  # fmt: skip
def test_what_is_no_date_is_an_error_that_says_what_to_write(text: str) -> None:
    assert not is_edtf(text)
    with pytest.raises(DataError, match="Write YYYY-MM-DD"):
        parse_edtf(text)


@given(st.dates(min_value=datetime.date(1, 1, 1)))
def test_days_agree_with_the_calendar_of_python(date: datetime.date) -> None:
    assert days_from_civil(date.year, date.month, date.day) == (date - EPOCH).days
    only = (date - EPOCH).days
    assert parse_edtf(date.isoformat()) == DateBounds(only, only, only, only)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_an_error(text: str) -> None:
    if is_edtf(text):
        bounds = parse_edtf(text)
        if bounds.outer_first is not None and bounds.outer_last is not None:
            assert bounds.outer_first <= bounds.outer_last
    else:
        with pytest.raises(DataError):
            parse_edtf(text)
