"""Stance is read from the rows: who affirms, who denies, and what that makes of a proposition."""

from __future__ import annotations

import pytest

from sayso.actors import (
    WITHDRAWN,
    EndMark,
    OriginBounds,
    StanceWord,
    resolve_actors,
    take_stances,
)
from sayso.core import Polarity, Stance, View

NO, ASK, RAISE = Polarity.DENIES, Polarity.QUESTIONS, Polarity.MENTIONS


def stance_of(maker, view=None, **options):
    wanted = view or View()
    case = maker.case()
    actors, _ = resolve_actors(case, wanted)
    (found,) = [
        item
        for item in take_stances(case, wanted, actors, **options)
        if item.lifted.predicate == "supports"
    ]
    return found


def make(build, *sayings):
    maker = build.Maker()
    for voice, polarity, *valid in sayings:
        maker.add(voice, "supports", "A", "B", polarity=polarity, valid=valid[0] if valid else None)
    return maker


YES = Polarity.AFFIRMS


@pytest.mark.parametrize(
    ("sayings", "word"),
    [
        ([("X", YES), ("Y", YES)], StanceWord.UNOPPOSED),
        ([("X", NO)], StanceWord.DENIED),
        ([("X", YES), ("Y", NO)], StanceWord.CONTESTED),
        ([("X", YES), ("X", NO)], StanceWord.SELF_CONTRADICTED),
        ([("X", YES), ("X", NO), ("Y", YES)], StanceWord.CONTESTED),
        ([("X", YES), ("X", NO), ("Y", NO)], StanceWord.CONTESTED),
        ([("X", ASK), ("Y", RAISE)], None),
        ([("X", ASK), ("Y", YES)], StanceWord.UNOPPOSED),
        # For one time yes and for another no is no contradiction, and no single word fits it.
        ([("X", YES, "2018"), ("X", NO, "2020")], None),
        ([("X", YES, "2018"), ("X", NO, "2020"), ("Y", YES)], StanceWord.CONTESTED),
    ],
)
def test_the_word_follows_from_who_says_what(build, sayings, word):
    assert stance_of(make(build, *sayings)).stance is word
    assert stance_of(make(build, *reversed(sayings))).stance is word


def test_what_all_who_spoke_took_back_is_withdrawn(build):
    maker = build.Maker()
    row = maker.add("X", "supports", "A", "B", at="2026-01-01T00:00:00Z")
    maker.ends.append(EndMark(row, "2026-02-01T00:00:00Z", WITHDRAWN))
    found = stance_of(maker)
    assert found.stance is StanceWord.WITHDRAWN
    assert [item.row.row.id for item in found.withdrawn_by] == [row]
    assert stance_of(maker, View(as_of_recorded="2026-01-15")).stance is StanceWord.UNOPPOSED
    maker.add("Y", "supports", "A", "B", polarity=NO)
    assert stance_of(maker).stance is StanceWord.DENIED


def test_a_newer_denial_by_somebody_else_ends_nothing(build):
    maker = build.Maker()
    maker.add("X", "supports", "A", "B", said="2020")
    maker.add("Y", "supports", "A", "B", said="2024", polarity=NO)
    assert stance_of(maker).stance is StanceWord.CONTESTED


def test_asserters_are_counted_as_actors(build):
    maker = make(build, ("X", YES), ("X again", NO))
    maker.add("X", "same_as", "X", "X again")
    assert stance_of(maker).stance is StanceWord.CONTESTED
    view = View(identity="as_asserted_by:X")
    assert stance_of(maker, view).stance is StanceWord.SELF_CONTRADICTED


def test_accounts_meet_on_one_lifted_proposition(build):
    maker = build.Maker()
    maker.add("X", "supports", "A", "B")
    maker.add("Y", "supports", "A elsewhere", "B", polarity=NO)
    maker.add("X", "same_as", "A", "A elsewhere")
    found = stance_of(maker, View(identity="any"))
    assert found.stance is StanceWord.CONTESTED


def test_to_condemn_an_act_is_neither_to_affirm_nor_to_deny_it(build):
    maker = build.Maker()
    maker.add("X", "supports", "A", "B", polarity=RAISE, act_stance=Stance.REJECTS)
    found = stance_of(maker)
    assert found.stance is None
    assert found.raised_by[0].row.act_stance is Stance.REJECTS


def test_who_endorses_adds_no_origin_and_the_hands_are_shown(build):
    maker = build.Maker()
    hands = {"reported_by": "Paper > Agency", "stance": Stance.ENDORSES}
    maker.add("X", "supports", "A", "B", **hands)
    found = stance_of(maker)
    assert found.origins == OriginBounds(1, 1)
    paths = {
        maker.faces[item.row.asserter].label: [maker.faces[hand.voice].label for hand in item.hands]
        for item in found.affirmed_by
    }
    assert paths == {"X": ["Agency", "Paper"], "Agency": ["Paper"], "Paper": []}


def test_origins_can_be_counted_by_somebody_who_knows_more(build):
    maker = make(build, ("X", YES), ("Y", YES))
    found = stance_of(maker, count_origins=lambda rows: OriginBounds(1, len(rows) - 1))
    assert found.origins == OriginBounds(1, 1)
