"""Judgements, their ids, and the instants that they bear."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.core import (
    BY_HAND,
    Attribution,
    AttributionKind,
    DataError,
    Decision,
    Judgement,
    Polarity,
    parse_instant,
)

TARGET = "attribution-" + "0" * 32
BARE = Judgement(Decision.ACCEPT, TARGET, "A", "why", "2026-03-01T12:00:00Z")


def test_a_judgement_is_known_by_who_decided_what_why_and_when():
    changes = (
        {"decision": Decision.REJECT},
        {"target": "attribution-" + "1" * 32},
        {"analyst": "B"},
        {"reason": "other"},
        {"decided_at": "2026-03-01T12:00:01Z"},
        {"replacement": TARGET},
        {"row": "ab"},
    )
    assert len({BARE.id, *(replace(BARE, **change).id for change in changes)}) == 8


def test_where_no_time_was_given_the_line_of_the_file_stands_for_it():
    first = replace(BARE, row="ab")
    assert replace(first, decided_at="2027-01-01T00:00:00Z").id == first.id


def test_two_readings_by_hand_of_the_same_words_are_two_rows():
    machine = Attribution("document-x", (), (), (), AttributionKind.DIRECT, method="rules/1")
    assert replace(machine, polarity=Polarity.DENIES).id == machine.id
    by_hand = replace(machine, method=BY_HAND)
    others = (
        {"polarity": Polarity.DENIES},
        {"kind": AttributionKind.MIXED},
        {"certainty_words": "may"},
        {"asserter": "(author)"},
    )
    assert len({machine.id, by_hand.id, *(replace(by_hand, **one).id for one in others)}) == 6


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-03-01T12:00:00Z", "2026-03-01T13:00:00+01:00"),
        ("2026-03-01t12:00:00.5z", "2026-03-01T12:00:00.500000Z"),
    ],
)
def test_one_instant_written_in_two_ways_is_one(first, second):
    assert parse_instant(first) == parse_instant(second)


@pytest.mark.parametrize(
    "text",
    ["", "2026-03-01", "2026-03-01T12:00:00", "20260301T120000Z", "2026-13-01T12:00:00Z",
     "2026-03-01T12:00:00+25:00", "2026-03-01T12:00:00Z\n", "0001-01-01T00:00:00+23:00",
     "\u0662026-03-01T12:00:00Z", "2026-03-01T12:00:00.1234567Z"],
)  # fmt: skip
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(DataError, match="instant"):
        parse_instant(text)
