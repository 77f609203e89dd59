"""Names that may be one are proposed with the parts they agree in, across scripts."""

from __future__ import annotations

import random

import pytest

from sayso.actors import CandidateSettings, make_forms, propose_names


@pytest.mark.parametrize(
    "spellings",
    [
        # Seven spellings in five scripts.
        ["Haqqani", "Haqani", "Ḥaqqānī", "حقانی", "حقاني", "Хаккани", "हक़्क़ानी"],
        ["Taliban", "Taleban", "طالبان", "Талибан"],
        ["Khorasan", "Khurasan", "خراسان", "Хорасан"],
        ["Daesh", "Da'esh", "داعش"],
    ],
)
def test_skeletons_of_one_name_agree_across_scripts(spellings):
    assert len({make_forms(name).skeleton for name in spellings}) == 1
    found, _ = propose_names(spellings)
    assert len(found) == len(spellings) * (len(spellings) - 1) // 2


def test_numbers_match_exactly_or_not_at_all():
    assert propose_names(["APT28", "APT29", "Unit 8200", "Unit 820"])[0] == ()
    (found,) = propose_names(["APT28", "APT 28"])[0]
    assert "bare" in found.same


def test_an_acronym_meets_the_initials_it_stands_for():
    (found,) = propose_names(["Islamic State Khorasan Province", "ISKP"])[0]
    assert found.same == ("initials",)


def test_dashes_apostrophes_case_and_marks_do_not_part_names():
    names = ["Al-Ánsar ‘Group’", "al\u2010ansar 'group'"]
    (found,) = propose_names(names)[0]
    assert found.same[0] == "folded"


def test_unlike_names_are_no_candidates_and_one_name_is_not_its_own():
    assert propose_names(["Blue Ants", "Red Bees", "Blue Ants"])[0] == ()
    assert propose_names([])[0] == ()
    assert propose_names(["", "  ", "!!", "？"])[0] == ()


def test_the_order_of_names_changes_no_pair():
    names = ["Haqqani network", "Haqani Network", "Network of Haqqani", "Wagner", "Wagner Group"]
    expected = {frozenset((item.left, item.right)) for item in propose_names(names)[0]}
    assert expected
    for seed in range(5):
        shuffled = random.Random(seed).sample(names, len(names))
        found = propose_names(shuffled)[0]
        assert {frozenset((item.left, item.right)) for item in found} == expected


def test_a_limit_of_pairs_is_a_listed_problem():
    names = [f"Brigade {letter}" for letter in "abcdefghij"]
    found, problems = propose_names(names, CandidateSettings(jaro_winkler=0.5, most_listed=4))
    assert len(found) == 4
    assert [problem.kind for problem in problems] == ["not_all_listed"]
