"""Two accounts: agreed, clash, only left, only right; every row in one of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import ClashKind, diff_accounts, resolve_actors, select_rows
from sayso.core import Event, FaceKind, Polarity, View

CLASSES = ("agreed", "clash", "only_left", "only_right")


def compare(maker, left="L", right="R", identity="none", **fields):
    case = maker.case()
    actors, _ = resolve_actors(case, View(identity=identity))
    sides = [select_rows(case, View(asserters=(side,), **fields)) for side in (left, right)]
    diff, problems = diff_accounts(*sides, actors, case)
    assert not problems
    return diff


def classes(diff):
    """Return the class of each row by its id."""
    return {
        row.row.id: name
        for name in CLASSES
        for item in getattr(diff, name)
        for row in (*item.left, *item.right)
    }


@pytest.fixture
def maker(build):
    made = build.Maker()
    made.add_event("K", Event(made.document, "K", "2021-08-26"))
    return made


def test_the_same_thing_said_by_both_is_agreed_if_the_times_can_meet(maker):
    one = maker.add("L", "supports", "A", "B")
    two = maker.add("R", "supports", "A", "B", valid="2020")
    assert classes(compare(maker)) == {one: "agreed", two: "agreed"}
    three = maker.add("L", "active", "A", valid="2018")
    four = maker.add("R", "active", "A", valid="2020")
    found = classes(compare(maker))
    assert (found[three], found[four]) == ("only_left", "only_right")


def test_affirmed_and_denied_is_a_clash(maker):
    one = maker.add("L", "supports", "A", "B")
    two = maker.add("R", "supports", "A", "B", polarity=Polarity.DENIES)
    diff = compare(maker)
    assert classes(diff) == {one: "clash", two: "clash"}
    assert diff.clash[0].kinds == (ClashKind.OPPOSITE,)


def test_rivals_for_one_act_clash_unless_one_of_them_is_a_role_only(maker):
    maker.kinds["some wing"] = FaceKind.ROLE
    one = maker.add("L", "carried_out", "A", "K")
    two = maker.add("R", "carried_out", "B", "K")
    three = maker.add("R", "carried_out", "some wing", "K")
    diff = compare(maker)
    assert classes(diff) == {one: "clash", two: "clash", three: "only_right"}
    assert diff.clash[0].kinds == (ClashKind.RIVAL_FILLER,)


def test_two_who_did_it_together_for_one_account_are_no_clash_with_the_other(maker):
    one = maker.add("L", "carried_out", "A", "K")
    two = maker.add("L", "carried_out", "B", "K")
    three = maker.add("R", "carried_out", "A", "K")
    assert classes(compare(maker)) == {one: "agreed", two: "only_left", three: "agreed"}


def test_incompatible_states_clash_where_their_times_can_meet(maker):
    one = maker.add("L", "incapacitated", "A", valid="2018/..")
    two = maker.add("R", "active", "A", valid="2018/2020")
    three = maker.add("R", "active", "A", valid="2015")
    found = classes(compare(maker))
    assert found == {one: "clash", two: "clash", three: "only_right"}


def test_what_stands_lower_on_a_ladder_is_agreed_on_as_the_weaker(maker):
    one = maker.add("L", "controls", "A", "B")
    two = maker.add("R", "supports", "A", "B")
    diff = compare(maker)
    assert classes(diff) == {one: "agreed", two: "agreed"}
    assert [lifted.predicate for lifted in diff.agreed[0].weaker] == ["supports"]


def test_a_ladder_knows_who_acts_and_joins_only_the_closest(maker):
    brand = maker.add("L", "brand_taken_over_by", "A", "B")
    same = maker.add("L", "same_as", "A", "B")
    right = maker.add("R", "controls", "B", "A")
    turned = maker.add("R", "controls", "A", "B")
    found = classes(compare(maker))
    assert found[brand] == found[right] == "agreed"
    # Sameness has no direction, so it is closest to what nothing nearer answers.
    assert (found[same], found[turned]) == ("agreed", "agreed")


def test_bare_reports_of_others_are_not_compared(maker):
    maker.add("L", "supports", "A", "B", polarity=Polarity.MENTIONS)
    maker.add("R", "supports", "A", "B", polarity=Polarity.QUESTIONS)
    assert set(classes(compare(maker)).values()) == {"only_right"}


def test_accounts_are_compared_in_one_identity(maker):
    maker.add("L", "supports", "A", "B")
    maker.add("R", "supports", "A elsewhere", "B")
    maker.add("X", "same_as", "A", "A elsewhere")
    assert set(classes(compare(maker)).values()) == {"only_left", "only_right"}
    assert set(classes(compare(maker, identity="any")).values()) == {"agreed"}


def test_one_account_at_two_dates_shows_what_was_added_and_ended(build):
    from sayso.actors import EndMark

    maker = build.Maker()
    kept = maker.add("L", "active", "A", at="2026-01-01T00:00:00Z")
    ended = maker.add("L", "active", "B", at="2026-01-01T00:00:00Z")
    added = maker.add("L", "active", "C", at="2026-03-01T00:00:00Z")
    # The account contradicts itself at both dates: that is no difference between the two.
    both = [
        maker.add("L", "active", "D", at="2026-01-01T00:00:00Z"),
        maker.add("L", "active", "D", at="2026-01-01T00:00:00Z", polarity=Polarity.DENIES),
    ]
    maker.ends.append(EndMark(ended, "2026-02-01T00:00:00Z", "withdrawn by its asserter"))
    case = maker.case()
    sides = [
        select_rows(case, View(asserters=("L",), as_of_recorded=day))
        for day in ("2026-01-15", "2026-03-15")
    ]
    diff, _ = diff_accounts(*sides, resolve_actors(case, View())[0], case)
    assert classes(diff) == {
        kept: "agreed",
        ended: "only_left",
        added: "only_right",
        **dict.fromkeys(both, "agreed"),
    }


SAYING = st.tuples(
    st.sampled_from(["L", "R"]),
    st.sampled_from(
        ["supports", "controls", "same_as", "rival_of", "created", "brand_taken_over_by", "leads"]
    ),
    st.lists(st.sampled_from(["A", "B", "C"]), min_size=2, max_size=2, unique=True),
    st.sampled_from([Polarity.AFFIRMS, Polarity.AFFIRMS, Polarity.DENIES, Polarity.QUESTIONS]),
    st.sampled_from([None, "2018", "2020", "2019/.."]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(SAYING, max_size=10))
def test_every_row_is_in_one_class_and_swapped_sides_swap_the_classes(build, sayings):
    maker = build.Maker()
    maker.face("L")
    maker.face("R")
    for voice, predicate, pair, polarity, valid in sayings:
        maker.add(voice, predicate, *pair, polarity=polarity, valid=valid)
    there, back = compare(maker), compare(maker, "R", "L")
    rows = [
        row.row.id
        for name in CLASSES
        for item in getattr(there, name)
        for row in (*item.left, *item.right)
    ]
    assert sorted(rows) == sorted({row.id for row in maker.case().rows})
    assert len(rows) == len(set(rows))
    swapped = {"only_left": "only_right", "only_right": "only_left"}
    assert classes(back) == {row: swapped.get(name, name) for row, name in classes(there).items()}
    for name in CLASSES:
        assert [(item.left, item.right) for item in getattr(there, name)] == [
            (item.right, item.left) for item in getattr(back, swapped.get(name, name))
        ]
    for item in there.only_left:
        assert not item.right


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(SAYING, max_size=10))
def test_with_two_parties_names_swapped_every_class_and_place_swaps_with_them(build, sayings):
    def show(rename):
        maker = build.Maker()
        for voice, predicate, pair, polarity, valid in sayings:
            names = [rename.get(name, name) for name in pair]
            voice = rename.get(voice, voice)
            maker.add(voice, predicate, *names, polarity=polarity, valid=valid)
        for name in ("L", "R"):
            maker.face(name)
        diff = compare(maker, rename.get("L", "L"), rename.get("R", "R"))
        return [
            [
                [row.row.assertion.row for row in item.left],
                [row.row.assertion.row for row in item.right],
                item.kinds,
                [lifted.predicate for lifted in item.weaker],
            ]
            for name in CLASSES
            for item in getattr(diff, name)
        ]

    assert show({"A": "B", "B": "A"}) == show({}) == show({"L": "R", "R": "L"})
