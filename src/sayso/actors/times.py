"""Times compared by their bounds: can two things overlap, must they, does one say more."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from sayso.core import DataError, DateBounds, parse_edtf


class Holds(StrEnum):
    """How far a row meets the day that a view asks about."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


def is_upside_down(bounds: DateBounds) -> bool:
    """Return whether a date ends before it begins."""
    first, last = bounds.outer_first, bounds.outer_last
    return first is not None and last is not None and first > last


@lru_cache(maxsize=65536)
def read_bounds(text: str | None) -> DateBounds | None:
    """Return the bounds of a date, None where there is none to go by.

    A date that cannot be read or ends before it begins bounds nothing: it is listed by
    `check_rows`, and its row is read as undated.
    """
    if text is None:
        return None
    try:
        bounds = parse_edtf(text)
    except DataError:
        return None
    return None if is_upside_down(bounds) else bounds


def can_overlap(left: DateBounds | None, right: DateBounds | None) -> bool:
    """Return whether there may be a day that both hold; what has no date may be on any day."""
    if left is None or right is None:
        return True
    return _not_after(left.outer_first, right.outer_last) and _not_after(
        right.outer_first, left.outer_last
    )


def must_overlap(left: DateBounds | None, right: DateBounds | None) -> bool:
    """Return whether both hold on some day, whatever their true beginnings and ends are.

    The last day on which each can have begun must not be after the first on which the other can
    have ended. What has no date need not overlap with anything.

    >>> from sayso.core import parse_edtf
    >>> must_overlap(parse_edtf("2018/2022"), parse_edtf("2020"))
    True
    >>> must_overlap(parse_edtf("2020"), parse_edtf("2020"))
    False
    """
    if left is None or right is None:
        return False
    return _not_after(left.inner_first, right.inner_last) and _not_after(
        right.inner_first, left.inner_last
    )


def contains_more(wide: DateBounds | None, narrow: DateBounds | None) -> bool:
    """Return whether the first holds every day of the second and more; no date is the widest."""
    if narrow is None:
        return False
    if wide is None:
        return True
    if (wide.outer_first, wide.outer_last) == (narrow.outer_first, narrow.outer_last):
        return False
    return _starts_by(wide, narrow) and _lasts_to(wide, narrow)


def find_holds(valid: DateBounds | None, day: DateBounds) -> Holds | None:
    """Return whether what is `valid` holds on all of `day` for certain, possibly, or not (None).

    What has no date possibly holds on any day.
    """
    if not can_overlap(valid, day):
        return None
    if valid is None:
        return Holds.POSSIBLE
    begun = valid.inner_first is None or (
        day.outer_first is not None and valid.inner_first <= day.outer_first
    )
    lasting = valid.inner_last is None or (
        day.outer_last is not None and day.outer_last <= valid.inner_last
    )
    return Holds.CERTAIN if begun and lasting else Holds.POSSIBLE


def _not_after(first: int | None, last: int | None) -> bool:
    return first is None or last is None or first <= last


def _starts_by(wide: DateBounds, narrow: DateBounds) -> bool:
    if wide.outer_first is None:
        return True
    return narrow.outer_first is not None and wide.outer_first <= narrow.outer_first


def _lasts_to(wide: DateBounds, narrow: DateBounds) -> bool:
    if wide.outer_last is None:
        return True
    return narrow.outer_last is not None and narrow.outer_last <= wide.outer_last


def share_no_instant(edges: Sequence[Sequence[DateBounds | None]]) -> bool:
    """Return whether there is no day on which every one of the edges may hold.

    Each edge holds where any of its bounds does; an edge with a None among them holds always.
    """
    dated = [[item for item in edge if item is not None] for edge in edges if None not in edge]
    if len(dated) < 2:
        return False
    steps: list[tuple[float, int]] = []
    for edge in dated:
        spans = sorted(
            (
                float("-inf") if item.outer_first is None else item.outer_first,
                float("inf") if item.outer_last is None else item.outer_last,
            )
            for item in edge
        )
        merged: list[tuple[float, float]] = []
        for first, last in spans:
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        # Beginnings sort before ends of the same day: both ends belong to a time.
        steps += [(first, 0) for first, _ in merged] + [(last, 1) for _, last in merged]
    holding = 0
    for _, ends in sorted(steps):
        holding += -1 if ends else 1
        if holding == len(dated):
            return False
    return True
