"""Views as dictionaries: conflicts, withdrawals, rivals and literals keep whose word they are."""

from __future__ import annotations

import json

from sayso.actors import WITHDRAWN, EndMark, compare_accounts, show_actors
from sayso.cli.readable_views import describe_actors
from sayso.core import Assessment, Polarity, View, make_proposition
from sayso.export import actors_dict, diff_dict


def test_a_conflict_names_who_joins_and_who_parts(actor_cases) -> None:
    maker = actor_cases.Maker()
    maker.add("Harbour Board", "same_as", "Crew A", "Crew B")
    maker.add("Dock Union", "different_from", "Crew A", "Crew B")
    page = show_actors(maker.case(), View(identity="any"))
    found = actors_dict(page)
    crews = [actor for actor in found["actors"] if actor["label"].startswith("Crew")]
    assert len(crews) == 2
    for crew in crews:
        (conflict,) = crew["conflicts"]
        assert [row["asserter_label"] for step in conflict["joined_by"] for row in step] == [
            "Harbour Board"
        ]
        assert [row["asserter_label"] for row in conflict["parted_by"]] == ["Dock Union"]
    lines = describe_actors(page)
    assert "joined by Harbour Board [" in lines
    assert "parted by Dock Union [" in lines


def test_an_analyst_s_conflict_names_the_analyst(actor_cases) -> None:
    maker = actor_cases.Maker()
    maker.add("Harbour Board", "active", "Crew A")
    maker.add("Harbour Board", "active", "Crew B")
    same = make_proposition("same_as", (maker.face("Crew A"), maker.face("Crew B")))
    maker.propositions[same.id] = same
    for analyst, probability in (("A. Nalyst", "0.99"), ("B. Nalyst", "0.01")):
        maker.assessments.append(
            Assessment(same.id, analyst, probability, None, "", "2024-01-01T00:00:00Z")
        )
    page = show_actors(maker.case(), View(identity="house"))
    (conflict,) = actors_dict(page)["actors"][1]["conflicts"]
    assert [item["analyst"] for item in conflict["parted_by"]] == ["B. Nalyst"]
    assert "joined by A. Nalyst (assessment-" in describe_actors(page)


def test_what_an_asserter_took_back_stands_as_withdrawn(actor_cases) -> None:
    maker = actor_cases.Maker()
    row = maker.add("Dock Union", "leads", "Crew A", "Crew B", at="2024-01-01T00:00:00Z")
    maker.ends.append(EndMark(row, "2024-02-01T00:00:00Z", WITHDRAWN))
    (tie,) = actors_dict(show_actors(maker.case(), View()))["ties"]
    assert tie["stance"] == "withdrawn"
    (back,) = tie["withdrawn_by"]
    assert back["ended_at"] == "2024-02-01T00:00:00Z"
    assert tie["affirmed_by"] == []


def test_rivals_name_who_asserts_them_on_a_page_that_does_not_list_them(actor_cases) -> None:
    maker = actor_cases.Maker()
    maker.add("Harbour Board", "leads", "Ines", "Crew A")
    maker.add("Dock Union", "leads", "Marek", "Crew A")
    page = show_actors(maker.case(), View(), about="Ines leads Crew A")
    (tie,) = actors_dict(page)["ties"]
    (rival,) = tie["rivals"]
    assert rival["subject_label"] == "Marek"
    assert [item["label"] for item in rival["asserters"]] == ["Dock Union"]
    assert 'rival: "Marek leads Crew A", affirmed by Dock Union' in describe_actors(page)


def test_names_and_literals_are_words_not_ids(actor_cases) -> None:
    maker = actor_cases.Maker()
    maker.add("", "has_motive", "Crew A", "to save a fee")
    maker.add("", "active", "Crew A", polarity=Polarity.QUESTIONS)
    motive, active = actors_dict(show_actors(maker.case(), View()))["ties"]
    assert motive["object"] == {"text": "to save a fee"}
    assert (active["object"], active["stance"]) == (None, None)
    assert len(active["questioned_by"]) == 1


def test_a_comparison_is_json_and_tells_what_both_agree_on(actor_cases) -> None:
    maker = actor_cases.Maker()
    maker.add("Harbour Board", "controls", "Crew A", "Crew B")
    maker.add("Dock Union", "supports", "Crew A", "Crew B")
    page = compare_accounts(maker.case(), "Harbour Board", "Dock Union", View())
    found = json.loads(json.dumps(diff_dict(page)))
    (item,) = found["agreed"]
    assert [tie["predicate"] for tie in item["weaker"]] == ["supports"]
