"""What a view shows, whole, by party, and as two accounts side by side."""

from __future__ import annotations

import pytest

from sayso.actors import compare_accounts, settle_view, show_actors
from sayso.core import Chain, DataError, Polarity, View, document_id


@pytest.fixture(scope="module")
def case(build):
    return build.read_table("founding").case


def words(page, items):
    return [
        sorted({page.labels.word_tie(row.lifted) for row in (*item.left, *item.right)})
        for item in items
    ]


def test_a_party_s_page_lists_the_ties_it_stands_in(case) -> None:
    page = show_actors(case, View(), name="Pakistan")
    assert {page.labels.word_tie(tie.lifted) for tie in page.ties} == {
        "Pakistan allied_with the West",
        "Pakistan named victim of terror",
        "democratic face face_of Pakistan",
        "deep state face_of Pakistan",
    }
    labels = [page.labels.name_party(actor.id) for actor in page.shown]
    assert set(labels) == {"Pakistan", "the West", "democratic face", "deep state"}


def test_a_tie_asked_about_is_shown_alone_with_those_who_speak_of_it(case) -> None:
    page = show_actors(case, View(), about="ISKP active")
    (tie,) = page.ties
    assert len(tie.affirmed_by) == 2
    assert {page.labels.name_party(actor.id) for actor in page.shown} == {"ISKP", "journalist"}


def test_a_party_in_no_row_of_the_view_is_refused_with_what_to_do(case) -> None:
    with pytest.raises(DataError, match="appears in no row of this view"):
        show_actors(case, View(asserters=("journalist",)), name="Pakistan")


def test_a_document_s_name_is_no_party(case) -> None:
    with pytest.raises(DataError, match="names a document"):
        show_actors(case, View(), name="founding-article")


def test_accounts_swapped_swap_the_classes(case) -> None:
    one = compare_accounts(case, "founding-article", "journalist", View())
    other = compare_accounts(case, "journalist", "founding-article", View())
    assert words(one, one.diff.only_left) == words(other, other.diff.only_right)
    assert words(one, one.diff.only_right) == words(other, other.diff.only_left)
    assert words(one, one.diff.agreed) == words(other, other.diff.agreed)
    assert words(one, one.diff.clash) == words(other, other.diff.clash)
    assert one.escalations == other.escalations
    assert one.tensions == other.tensions
    assert ["ISKP brand_taken_over_by Haqqani network"] in words(one, one.diff.agreed)
    assert (one.on_left, one.on_right) == (other.on_right, other.on_left)


def test_escalations_are_found_from_a_view_of_the_own_voice_alone(case) -> None:
    page = compare_accounts(case, "founding-article", "ISIS", View(chain=Chain.OWN_VOICE))
    assert page.escalations


@pytest.fixture
def dated(build):
    maker = build.Maker()
    early, late = "2024-01-10T09:00:00Z", "2024-03-05T09:00:00Z"
    maker.add("@gulls", "controls", "Crew A", "Crew B", at=early)
    maker.add("@gulls", "leads", "Crew A", "Crew B", at=late)
    maker.add("@gulls", "active", "Crew B", at=late, polarity=Polarity.DENIES)
    return maker.case()


def test_one_account_is_compared_with_itself_as_of_two_dates(dated) -> None:
    page = compare_accounts(dated, "@gulls@2024-01", "@gulls@2024-03-05", View())
    assert words(page, page.diff.agreed) == [["Crew A controls Crew B"]]
    assert words(page, page.diff.only_right) == [["Crew A leads Crew B"], ["Crew B active"]]
    assert page.left.view.as_of_recorded == "2024-01-31T23:59:59.999999Z"


@pytest.mark.parametrize(
    "text", ["@gulls@2024-13", "@gulls@yesterday", "@herons", "@herons@2024", "@2024", "", "@"]
)
def test_an_account_that_cannot_be_read_is_refused(dated, text) -> None:
    with pytest.raises(DataError):
        compare_accounts(dated, text, "@gulls", View())


def test_an_instant_behind_the_sign_is_taken_as_it_is(dated) -> None:
    page = compare_accounts(dated, "@gulls@2024-03-05T08:59:59Z", "@gulls", View())
    assert words(page, page.diff.agreed) == [["Crew A controls Crew B"]]


def test_accounts_without_a_common_party_are_told_so(build) -> None:
    maker = build.Maker()
    other = document_id("2" * 64)
    maker.add("One", "active", "Crew A")
    maker.add("Two", "active", "Crew C", document=other)
    page = compare_accounts(maker.case(), "One", "Two", View())
    assert [problem.kind for problem in page.problems] == ["accounts_apart"]
    assert not page.problems[0].lost


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ("2024", "2024-12-31T23:59:59.999999Z"),
        ("2024-02", "2024-02-29T23:59:59.999999Z"),
        ("2024-02-03", "2024-02-03T23:59:59.999999Z"),
        ("2024-02-03T10:00:00+02:00", "2024-02-03T08:00:00Z"),
    ],
)
def test_a_date_of_recording_is_the_end_of_its_last_day_in_utc(given, settled) -> None:
    assert settle_view(View(as_of_recorded=given)).as_of_recorded == settled


@pytest.mark.parametrize("given", ["2024/..", "2024-02-03T10:00:00", "soon", "", "2024-02-30"])
def test_a_date_of_recording_without_an_end_is_refused(given) -> None:
    with pytest.raises(DataError):
        settle_view(View(as_of_recorded=given))
