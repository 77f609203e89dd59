"""A view accepts rows by whom, when held, when recorded, through which hands, how far reviewed."""

from __future__ import annotations

import pytest

from sayso.actors import (
    WITHDRAWN,
    EndMark,
    Holds,
    find_voices,
    list_bad_times,
    select_rows,
    settle_view,
)
from sayso.core import AUTHOR, Chain, DataError, Review, Stance, View


def seen(case, **fields):
    return [item.row.id for item in select_rows(case, View(**fields)).rows]


@pytest.fixture
def maker(build):
    return build.Maker()


def test_a_name_selects_every_face_that_bears_it_and_an_id_one(maker):
    row = maker.add("X", "active", "A")
    other = maker.add("Y", "active", "A")
    maker.add("Z", "named", "Y", "The  X")
    assert seen(maker.case(), asserters=("x",)) == [row]
    assert seen(maker.case(), asserters=(maker.ids["Y"],)) == [other]
    both = find_voices(maker.case(), ("X", "The  X"))
    assert both == {maker.ids["X"], maker.ids["Y"]}


def test_a_document_s_own_voice_is_asked_for_by_its_name_or_as_the_author(build, maker):
    own = maker.add("", "active", "A")
    maker.add("X", "active", "A")
    case, _ = maker.finish(documents={maker.document: ("A leading article", "By nobody")})
    for name in ("A Leading Article", "by nobody", maker.document, AUTHOR):
        assert seen(case, asserters=(name,)) == [own]


def test_a_name_that_nobody_bears_is_refused(maker):
    maker.add("X", "active", "A")
    with pytest.raises(DataError, match='Nobody in the case bears the name "Q"'):
        select_rows(maker.case(), View(asserters=("Q",)))


def test_as_of_a_day_rows_hold_for_certain_possibly_or_not(maker):
    rows = {
        valid: maker.add("X", "active", f"A{number}", valid=valid)
        for number, valid in enumerate([None, "2019", "2020", "2018/2022", "2021/.."])
    }
    found = select_rows(maker.case(), View(as_of_valid="2020-05-01")).rows
    assert {item.row.id: item.holds for item in found} == {
        rows[None]: Holds.POSSIBLE,
        rows["2020"]: Holds.POSSIBLE,
        rows["2018/2022"]: Holds.CERTAIN,
    }


def test_recording_is_compared_as_instants_and_a_day_is_its_end_in_utc(maker):
    early = maker.add("X", "active", "A", at="2026-01-01T23:30:00-05:00")
    late = maker.add("X", "active", "B", at="2026-01-02T03:00:00Z")
    case = maker.case()
    assert seen(case, as_of_recorded="2026-01-01") == []
    assert seen(case, as_of_recorded="2026-01-02T04:00:00Z") == [late]
    assert seen(case, as_of_recorded="2026-01-02") == [early, late]


def test_what_its_asserter_withdrew_and_what_was_recorded_wrongly_end_differently(maker):
    taken_back = maker.add("X", "active", "A", at="2026-01-01T00:00:00Z")
    mistaken = maker.add("X", "active", "B", at="2026-01-01T00:00:00Z")
    maker.ends += [
        EndMark(taken_back, "2026-02-01T00:00:00Z", f"{WITHDRAWN}: a later statement"),
        EndMark(mistaken, "2026-02-01T00:00:00Z", "the wrong line was marked"),
    ]
    case = maker.case()
    assert seen(case, as_of_recorded="2026-01-15") == [taken_back, mistaken]
    now = select_rows(case, View())
    assert now.rows == ()
    assert [item.row.id for item in now.withdrawn] == [taken_back]


def test_first_hand_and_own_voice_leave_out_what_came_through_others(maker):
    own = maker.add("X", "active", "A")
    inner = maker.add("Y", "active", "B", reported_by="X", stance=Stance.ENDORSES)
    case = maker.case()
    (outer,) = {row.id for row in case.rows} - {own, inner}
    assert set(seen(case, chain=Chain.REPORTED)) == {own, outer, inner}
    assert set(seen(case, chain=Chain.FIRST_HAND)) == {own, outer}
    assert set(seen(case, chain=Chain.OWN_VOICE)) == {own}


def test_the_review_floor_lets_rows_pass_and_rejected_ones_are_in_no_view(maker):
    rows = {
        review: maker.add("X", "active", f"A{review.value}", review=review) for review in Review
    }
    case = maker.case()
    assert seen(case, review=Review.ACCEPTED) == [rows[Review.ACCEPTED]]
    assert seen(case) == [rows[Review.MACHINE], rows[Review.ACCEPTED]]
    assert len(seen(case, review=Review.SUGGESTED)) == 3
    with pytest.raises(DataError, match="no floor of review"):
        settle_view(View(review=Review.REJECTED))


def test_one_view_has_one_hash_however_it_is_written():
    one = settle_view(View(asserters=("B", "A", "A"), as_of_recorded="2026-01-01T23:59:59.999999Z"))
    other = settle_view(View(asserters=("A", "B"), as_of_recorded="2026-01-01"))
    assert one.id == other.id
    assert one.id != settle_view(View(asserters=("A",), as_of_recorded="2026-01-01")).id


@pytest.mark.parametrize(
    "fields",
    [
        {"as_of_valid": "2021/2019"},
        {"as_of_valid": "yesterday"},
        {"as_of_recorded": "soon"},
        {"identity": "as_asserted_by:"},
        {"identity": "Any"},
    ],
)
def test_a_view_that_cannot_be_read_is_refused(fields):
    with pytest.raises(DataError):
        settle_view(View(**fields))


def test_an_end_before_its_beginning_is_listed_and_not_seen(maker):
    row = maker.add("X", "active", "A", at="2026-02-01T00:00:00Z")
    maker.ends.append(EndMark(row, "2026-01-01T00:00:00Z", "upside down"))
    maker.add("X", "active", "B")
    case = maker.case()
    assert seen(case, as_of_recorded="2026-03-01") == []
    problems = list_bad_times(case, View(as_of_recorded="2026-03-01"))
    assert [problem.kind for problem in problems] == ["bad_date", "bad_date"]
