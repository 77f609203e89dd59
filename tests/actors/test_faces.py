"""What an actor says of itself beside what others say of it, with the clashes between the two."""

from __future__ import annotations

import pytest

from sayso.actors import ClashKind, show_two_faces
from sayso.core import DataError, Event, Polarity, Stance, View


@pytest.fixture
def maker(build):
    made = build.Maker()
    made.add_event("K", Event(made.document, "K", "2021-08-26"))
    return made


def ids(rows):
    return [row.row.id for row in rows]


def test_rows_go_to_the_side_of_whoever_says_them(maker):
    own = maker.add("A", "active", "A")
    other = maker.add("X", "incapacitated", "A")
    others = maker.add("A", "active", "B")
    maker.add("X", "active", "B")
    page = show_two_faces(maker.ids["A"], maker.case(), View())
    assert ids(page.says_of_itself) == [own]
    assert ids(page.said_of_it) == [other]
    assert ids(page.says_of_others) == [others]
    (clash,) = page.clashes
    assert (clash.left.row.id, clash.right.row.id) == (own, other)
    assert clash.kind is ClashKind.INCOMPATIBLE


def test_all_faces_of_the_actor_speak_for_it(maker):
    own = maker.add("A's spokesman", "active", "A")
    maker.add("X", "same_as", "A", "A's spokesman")
    page = show_two_faces(maker.ids["A"], maker.case(), View(identity="any"))
    assert ids(page.says_of_itself) == [own]


def test_a_denial_clashes_with_the_accusation_of_the_same_act(maker):
    own = maker.add("A", "carried_out", "A", "K", polarity=Polarity.DENIES)
    other = maker.add("X", "carried_out", "A", "K")
    page = show_two_faces(maker.ids["A"], maker.case(), View())
    found = [(clash.left.row.id, clash.right.row.id, clash.kind) for clash in page.clashes]
    assert found == [(own, other, ClashKind.OPPOSITE)]


def test_a_claim_is_paired_with_who_names_another_for_it(maker):
    own = maker.add("A", "carried_out", "A", "K")
    other = maker.add("X", "carried_out", "B", "K")
    page = show_two_faces(maker.ids["A"], maker.case(), View())
    assert page.said_of_it == ()
    found = [(clash.left.row.id, clash.right.row.id, clash.kind) for clash in page.clashes]
    assert found == [(own, other, ClashKind.RIVAL_FILLER)]


def test_times_that_cannot_meet_do_not_clash(maker):
    maker.add("A", "active", "A", valid="2021/..")
    maker.add("X", "incapacitated", "A", valid="2018")
    assert show_two_faces(maker.ids["A"], maker.case(), View()).clashes == ()


def test_a_reported_word_stands_with_its_speaker_and_not_with_the_reporter(maker):
    own = maker.add("A", "active", "A", reported_by="Paper", stance=Stance.NEUTRAL)
    page = show_two_faces(maker.ids["A"], maker.case(), View())
    assert ids(page.says_of_itself) == [own]
    assert page.said_of_it == ()


def test_names_and_how_it_appears_stand_apart_by_whom(maker):
    own = maker.add("A", "named", "A", "The Ants")
    other = maker.add("X", "front_for", "A", "B")
    maker.add("X", "supports", "A", "B")
    page = show_two_faces(maker.ids["A"], maker.case(), View())
    assert ids(page.appearances) == [own, other]


def test_a_face_in_no_row_of_the_view_is_refused(maker):
    maker.face("Nobody")
    maker.add("X", "active", "A")
    with pytest.raises(DataError, match="appears in no row"):
        show_two_faces(maker.ids["Nobody"], maker.case(), View())
