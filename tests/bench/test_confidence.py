"""Confidence is compared with the share of right rows, bin by bin."""

from __future__ import annotations

import pytest
from reading.confidence import Judged, describe_confidence, fill_bins, find_bin, measure_gap


def judged(confidence, right, count, suggested=False):
    return [Judged(confidence, number < right, suggested) for number in range(count)]


@pytest.mark.parametrize(
    ("confidence", "number"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.95, 9), (1.0, 9)]
)
def test_a_confidence_belongs_to_the_bin_that_begins_at_or_below_it(confidence, number):
    assert find_bin(confidence) == number


def test_bins_hold_counts_means_and_right_rows_and_empty_ones_are_left_out():
    bins = fill_bins(judged(0.25, 1, 4) + judged(0.9, 8, 8) + judged(1.0, 1, 2))
    assert [(one.low, one.high, one.count, one.right) for one in bins] == [
        (0.2, 0.3, 4, 1),
        (0.9, 1.0, 10, 9),
    ]
    assert bins[1].mean == pytest.approx(0.92)
    assert bins[1].share == pytest.approx(0.9)


def test_the_gap_is_the_mean_of_the_bins_gaps_weighed_by_rows():
    # Worked by hand: |.25 - .25| x 4 and |.95 - .75| x 12, over 16 rows.
    rows = judged(0.25, 1, 4) + judged(0.95, 9, 12)
    assert measure_gap(fill_bins(rows)) == pytest.approx(0.2 * 12 / 16)


def test_no_rows_have_no_gap():
    assert measure_gap(fill_bins([])) == 0


def test_the_order_of_rows_does_not_matter():
    rows = judged(0.25, 1, 4) + judged(0.95, 9, 12) + judged(0.5, 3, 5, suggested=True)
    assert describe_confidence(rows) == describe_confidence(rows[::-1])


def test_findings_are_told_apart_from_suggestions():
    told = describe_confidence(judged(0.2, 2, 10, suggested=True) + judged(0.9, 5, 10))
    assert "ECE 0.200 over 20 rows" in told
    assert "0.400 over the 10 findings" in told
