"""Times compared by their bounds: what can meet, what must, what holds on a day."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors.times import (
    Holds,
    can_overlap,
    contains_more,
    find_holds,
    must_overlap,
    read_bounds,
    share_no_instant,
)
from sayso.core import parse_edtf

DATES = ["2018", "2018/2020", "2018/..", "../2018", "2018-05-01", "2018~", "../..", None]


@pytest.mark.parametrize(
    ("left", "right", "can", "must"),
    [
        ("2018/..", "2018/2020", True, True),
        ("2018", "2018", True, False),
        ("2018/2022", "2020", True, True),
        ("2018", "2019", False, False),
        (None, "2019", True, False),
        ("../..", "2019", True, True),
        ("../2018", "2018/..", True, False),
        ("2018-05-01", "2018-05-01", True, True),
    ],
)
def test_two_times_can_or_must_overlap(left, right, can, must):
    one, other = read_bounds(left), read_bounds(right)
    assert (can_overlap(one, other), must_overlap(one, other)) == (can, must)
    assert (can_overlap(other, one), must_overlap(other, one)) == (can, must)


@settings(deadline=None)  # the first odd date imports the package that reads it
@given(st.sampled_from(DATES), st.sampled_from(DATES))
def test_what_must_overlap_can_and_containment_goes_one_way(left, right):
    one, other = read_bounds(left), read_bounds(right)
    assert can_overlap(one, other) or not must_overlap(one, other)
    assert not (contains_more(one, other) and contains_more(other, one))
    assert not contains_more(one, one) or one is None


@pytest.mark.parametrize(
    ("valid", "day", "holds"),
    [
        ("2020/..", "2021", Holds.CERTAIN),
        ("2020/..", "2020", Holds.POSSIBLE),
        ("2020/..", "2019", None),
        (None, "2019", Holds.POSSIBLE),
        ("2018/2022", "2020-03", Holds.CERTAIN),
        ("2018/2022", "2020/..", Holds.POSSIBLE),
        ("2018/..", "2020/..", Holds.CERTAIN),
        ("2021/2019", "1990", Holds.POSSIBLE),  # upside down: bounds nothing
    ],
)
def test_a_row_holds_on_a_day_for_certain_possibly_or_not(valid, day, holds):
    assert find_holds(read_bounds(valid), parse_edtf(day)) is holds


def test_edges_that_meet_on_no_day_are_told_from_those_that_do():
    def edges(*times):
        return [[read_bounds(text) for text in edge] for edge in times]

    assert share_no_instant(edges(["2010/2014"], ["2018/.."]))
    assert not share_no_instant(edges(["2010/2014"], ["2014/.."]))
    assert not share_no_instant(edges(["2010/2014", None], ["2018/.."]))
    assert not share_no_instant(edges(["2010/2014", "2019"], ["2018/.."]))
    assert share_no_instant(edges(["2010/2014"], ["2014/2016"], ["2015"]))
    assert not share_no_instant([])
