"""Rows that no honest source writes are listed problems, and hold nothing up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.actors import (
    AssertionRow,
    check_rows,
    diff_accounts,
    find_escalations,
    find_self_tensions,
    gather_rows,
    propose_names,
    resolve_actors,
    select_rows,
    show_two_faces,
    take_stances,
    trace_hands,
)
from sayso.core import (
    AUTHOR,
    Assertion,
    CaseContents,
    Event,
    FaceKind,
    Polarity,
    Proposition,
    Stance,
    View,
)

ANY = View(identity="any")


def read_all(case):
    """Ask everything of a case."""
    actors, problems = resolve_actors(case, ANY)
    take_stances(case, ANY, actors)
    find_escalations(case)
    find_self_tensions(case)
    side = select_rows(case, ANY)
    diff_accounts(side, side, actors, case)
    for actor in actors.actors[:3]:
        if not actor.is_event:
            show_two_faces(actor.faces[0], case, ANY, actors)
    return (*problems, *check_rows(case))


@pytest.fixture
def maker(build):
    return build.Maker()


def kinds(problems):
    return [problem.kind for problem in problems]


def test_a_face_that_is_its_own_front_is_listed_and_kept(maker):
    row = maker.add("X", "front_for", "A", "A")
    case = maker.case()
    problems = read_all(case)
    assert kinds(problems) == ["bad_tie"]
    assert row in problems[0].where
    assert [seen.row.id for seen in select_rows(case, View()).rows] == [row]


def test_parties_that_are_each_other_s_parts_hold_nothing_up(maker):
    maker.add("X", "part_of", "A", "B")
    maker.add("X", "part_of", "B", "A")
    maker.add("X", "same_as", "A", "B")
    maker.add("X", "created", "A", "B")
    maker.add("X", "brand_taken_over_by", "B", "A")
    assert read_all(maker.case()) == ()


def test_a_date_upside_down_or_unreadable_is_listed_and_read_as_none(maker):
    maker.add("X", "active", "A", valid="2021/2019")
    maker.add("X", "active", "B", said="some day")
    case = maker.case()
    assert kinds(read_all(case)) == ["bad_date", "bad_date"]
    assert len(select_rows(case, View(as_of_valid="1990")).rows) == 2


def test_an_event_that_ends_before_it_begins_is_listed(maker):
    maker.add_event("K", Event(maker.document, "K", "2021-08-26/2021-08-01"))
    maker.add("X", "carried_out", "A", "K")
    (problem,) = read_all(maker.case())
    assert problem.kind == "bad_date"
    assert '"K"' in problem.where


def test_an_act_said_to_be_done_before_its_event_began_is_listed(maker):
    maker.add_event("K", Event(maker.document, "K", "2021-08-26"))
    maker.add("X", "carried_out", "A", "K", said="2020")
    maker.add("X", "carried_out", "B", "K", valid="2019")
    # An order, a denial in advance apart, comes before what is ordered.
    maker.add("X", "ordered", "B", "K", said="2020")
    assert kinds(read_all(maker.case())) == ["bad_date", "bad_date"]


def test_a_person_where_an_organised_party_belongs_is_listed(maker):
    maker.kinds["P"] = FaceKind.PERSON
    maker.add("X", "created", "A", "P")
    assert kinds(read_all(maker.case())) == ["bad_tie"]


def test_a_ring_of_reports_ends_where_it_began(build, maker):
    maker.add("X", "active", "A", reported_by="Y > Z", stance=Stance.ENDORSES)
    case = maker.case()
    rows = list(case.rows)
    outer = next(row for row in rows if row.assertion.reported_in is None)
    inner = next(row for row in rows if row.assertion.asserter == maker.ids["X"])
    ring = replace(outer, assertion=replace(outer.assertion, reported_in=inner.id))
    broken, _ = build.rearrange(case, [row for row in rows if row is not outer] + [ring])
    assert len(trace_hands(broken.by_id[inner.id], broken)) == 2
    assert set(kinds(read_all(broken))) == {"bad_tie"}


def test_a_row_without_its_proposition_or_with_a_wrong_one_is_in_no_view(maker):
    maker.face("A")
    known = Proposition("created", (maker.ids["A"],))
    unknown = Proposition("befriended", (maker.ids["A"], maker.ids["A"]))
    rows = [
        Assertion(proposition, AUTHOR, Polarity.AFFIRMS, maker.document, row="1")
        for proposition in (known.id, unknown.id, "proposition-" + "0" * 32)
    ]
    contents = CaseContents(
        faces=tuple(maker.faces.values()), propositions=(known, unknown), assertions=tuple(rows)
    )
    case, problems = gather_rows(contents)
    assert case.rows == ()
    assert kinds(problems) == ["bad_tie"] * 3
    assert read_all(case) == ()


def test_sameness_between_a_party_and_an_event_or_a_stranger_joins_nobody(maker):
    maker.add_event("K", Event(maker.document, "K"))
    maker.add("X", "active", "A")
    maker.add("X", "same_as", "A", "K")
    case = maker.case()
    stranger = case.rows[-1]
    row = AssertionRow(
        "assertion-" + "0" * 32,
        replace(stranger.assertion, row="9"),
        Proposition("same_as", tuple(sorted((maker.ids["A"], "face-" + "0" * 32)))),
    )
    from sayso.actors import arrange_rows

    odd, _ = arrange_rows(
        [*case.rows, row],
        faces=case.faces,
        events=case.events,
        names={},
        propositions={},
        documents={},
    )
    actors, problems = resolve_actors(odd, ANY)
    assert kinds(problems) == ["bad_tie", "bad_tie"]
    assert all(len(actor.faces) == 1 for actor in actors.actors)


def test_a_proposition_that_speaks_of_itself_is_lifted_no_further(build, maker):
    maker.add("X", "has_motive", "A", "assertion-" + "1" * 32)
    case = maker.case()
    (row,) = case.rows
    ring = replace(row, id="assertion-" + "1" * 32)
    odd, _ = build.rearrange(case, [ring])
    read_all(odd)


def test_thousands_of_faces_in_one_cluster_are_joined_or_listed(maker):
    count = 1000
    for number in range(count):
        maker.add(f"W{number % 7}", "same_as", "P", f"P{number}")
    actors, problems = resolve_actors(maker.case(), ANY)
    actor = actors.find_actor(maker.ids["P"])
    assert len(actor.faces) == count + 1
    assert actors.inferred_count > len(actors.inferred) == 100_000
    assert kinds(problems) == ["inferred_identity", "not_all_listed"]


def test_one_act_with_thousands_of_doers_names_some_rivals_of_each(maker):
    maker.add_event("K", Event(maker.document, "K"))
    for number in range(400):
        maker.add("X", "carried_out", f"P{number}", "K")
    case = maker.case()
    actors, _ = resolve_actors(case, View())
    stances = take_stances(case, View(), actors)
    assert {len(item.rivals) for item in stances} == {100}


def test_names_that_all_share_a_skeleton_are_listed_and_not_paired():
    vowels = "aeiou"
    names = [
        f"H{a}kk{b}n{c}s{d}t{e}"
        for a in vowels
        for b in vowels
        for c in vowels
        for d in vowels
        for e in vowels
    ]
    found, problems = propose_names(names)
    assert "not_all_listed" in kinds(problems)
    assert any('the skeleton "hknst"' in problem.where for problem in problems)
    assert len(found) < 1_000_000
