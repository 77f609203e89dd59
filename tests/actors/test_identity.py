"""Who is whom, by whose say-so; what some join and others part; what nobody joins in one piece."""

from __future__ import annotations

import csv
import itertools
import json
import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.actors import (
    WITHDRAWN,
    ActorSettings,
    EndMark,
    EntryList,
    resolve_actors,
    select_rows,
    take_stances,
)
from sayso.core import Assessment, DataError, Face, FaceKind, Polarity, View

ANY = View(identity="any")
FACES = ["A", "B", "C", "D", "E", "F"]


def groups(table, actors):
    """Return the actors as sets of labels."""
    return {frozenset(table.faces[face].label for face in actor.faces) for actor in actors.actors}


def joined(maker, view=ANY, *faces):
    actors, _ = resolve_actors(maker.case(), view)
    return len({actors.lift_party(maker.ids[face]) for face in faces}) == 1


def test_without_a_policy_every_face_is_an_actor_of_its_own(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B")
    assert not joined(maker, View(), "A", "B")


def test_two_documents_faces_of_one_name_are_two_until_somebody_says_otherwise(build):
    maker = build.Maker()
    maker.add("X", "active", "A")
    other = Face("another account", FaceKind.GROUP, "A")
    maker.ids["A elsewhere"] = other.id
    maker.faces[other.id] = other
    maker.add("X", "active", "A elsewhere")
    assert not joined(maker, ANY, "A", "A elsewhere")


def test_only_the_named_asserter_s_sameness_counts(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B")
    maker.add("Y", "same_as", "B", "C")
    view = View(identity="as_asserted_by:X")
    assert joined(maker, view, "A", "B")
    assert not joined(maker, view, "B", "C")


def test_an_asserter_whom_nobody_knows_is_refused_with_what_to_write(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B")
    with pytest.raises(DataError, match="Nobody in the case bears the name"):
        resolve_actors(maker.case(), View(identity="as_asserted_by:Nobody"))
    with pytest.raises(DataError, match="no policy of identity"):
        resolve_actors(maker.case(), View(identity="newest"))


def test_one_asserter_s_chain_is_closed_and_two_asserters_chain_is_inferred(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B")
    maker.add("X", "same_as", "B", "C")
    actors, problems = resolve_actors(maker.case(), ANY)
    assert actors.inferred == ()
    assert not problems
    maker.add("Y", "same_as", "C", "D")
    actors, problems = resolve_actors(maker.case(), ANY)
    pairs = {tuple(maker.faces[face].label for face in pair.path) for pair in actors.inferred}
    assert pairs == {("A", "B", "C", "D"), ("B", "C", "D")}
    assert actors.inferred_count == 2
    assert [problem.kind for problem in problems] == ["inferred_identity"]
    assert all(len(pair.records) == len(pair.path) - 1 for pair in actors.inferred)


def test_fronts_faces_and_take_overs_never_merge(build):
    maker = build.Maker()
    for predicate in ("face_of", "front_for", "brand_taken_over_by", "poses_as"):
        maker.add("X", predicate, "A", "B")
    assert not joined(maker, ANY, "A", "B")


def test_a_pair_that_one_joins_and_another_parts_stands_apart_and_is_listed(build):
    maker = build.Maker()
    yes = maker.add("X", "same_as", "A", "B")
    no = maker.add("Y", "different_from", "A", "B")
    actors, _ = resolve_actors(maker.case(), ANY)
    assert not joined(maker, ANY, "A", "B")
    (conflict,) = actors.conflicts
    assert conflict.joined_by == ((yes,),)
    assert conflict.parted_by == (no,)


def test_to_deny_sameness_parts_and_to_deny_difference_does_not_join(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B")
    maker.add("Y", "same_as", "A", "B", polarity=Polarity.DENIES)
    maker.add("Y", "different_from", "C", "D", polarity=Polarity.DENIES)
    assert not joined(maker, ANY, "A", "B")
    assert not joined(maker, ANY, "C", "D")


def test_a_path_between_two_parted_faces_is_dropped_whole(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B")
    maker.add("Y", "same_as", "B", "C")
    maker.add("Z", "same_as", "B", "D")
    maker.add("Z", "different_from", "A", "C")
    actors, _ = resolve_actors(maker.case(), ANY)
    assert groups(maker, actors) >= {frozenset("A"), frozenset("C"), frozenset("BD")}
    (conflict,) = actors.conflicts
    assert [maker.faces[face].label for face in conflict.path] == ["A", "B", "C"]


def test_a_list_parts_its_entries_and_that_is_marked_inferred(build):
    maker = build.Maker()
    maker.face("A", "list")
    maker.face("B", "list")
    maker.add("Keeper", "active", "A")
    maker.add("Keeper", "active", "B")
    maker.add("X", "same_as", "A", "C")
    maker.add("Y", "same_as", "B", "C")
    assert joined(maker, ANY, "A", "B")
    maker.lists.append(EntryList("list", maker.ids["Keeper"]))
    actors, _ = resolve_actors(maker.case(), ANY)
    assert not joined(maker, ANY, "A", "B")
    (conflict,) = actors.conflicts
    assert (conflict.parted_by, conflict.inferred_from) == ((), ("list",))
    # Its own word goes before what its layout suggests.
    maker.add("Keeper", "same_as", "A", "B")
    assert joined(maker, ANY, "A", "B", "C")


def test_the_house_joins_from_almost_certain_on_and_the_latest_judgement_counts(build):
    maker = build.Maker()
    maker.add("X", "active", "A")
    maker.add("X", "active", "B")
    pair = maker.proposition("same_as", "A", "B")
    house = View(identity="house")

    def judge(analyst, probability, at):
        maker.assessments.append(Assessment(pair.id, analyst, probability, None, "seen", at))

    judge("ann", "0.8", "2026-01-01T00:00:00Z")
    assert not joined(maker, house, "A", "B")
    judge("ann", "0.97", "2026-01-02T00:00:00Z")
    assert joined(maker, house, "A", "B")
    before = View(identity="house", as_of_recorded="2026-01-01")
    actors, _ = resolve_actors(maker.case(), before)
    assert actors.lift_party(maker.ids["A"]) == maker.ids["A"]
    judge("bob", "0.01", "2026-01-03T00:00:00Z")
    assert not joined(maker, house, "A", "B")
    maker.ends.append(EndMark(maker.assessments[-1].id, "2026-01-04T00:00:00Z", "a mistake"))
    assert joined(maker, house, "A", "B")


def test_sameness_is_dated_and_a_brand_can_have_two_lives(build):
    maker = build.Maker()
    maker.add("X", "same_as", "A", "B", valid="2010/2014")
    maker.add("X", "same_as", "B", "C", valid="2018/..")
    at = {year: View(identity="any", as_of_valid=year) for year in ("2012", "2020")}
    assert joined(maker, at["2012"], "A", "B")
    assert not joined(maker, at["2020"], "A", "B")
    assert joined(maker, at["2020"], "B", "C")
    actors, problems = resolve_actors(maker.case(), ANY)
    actor = actors.find_actor(maker.ids["A"])
    assert len(actor.faces) == 3
    assert not actor.is_at_one_time
    assert any("share no instant" in problem.what for problem in problems)


def test_names_come_from_labels_and_from_whoever_gives_them_in_the_view(build):
    maker = build.Maker()
    maker.add("X", "named", "A", "The Ants")
    maker.add("Y", "named", "A", "The Bees")
    actors, _ = resolve_actors(maker.case(), View())
    assert actors.find_actor(maker.ids["A"]).names == ("A", "The Ants", "The Bees")
    actors, _ = resolve_actors(maker.case(), View(asserters=("Y",)))
    assert actors.find_actor(maker.ids["A"]).names == ("A", "The Bees")


@st.composite
def identity_rows(draw):
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(["X", "Y", "Z"]),
                st.sampled_from(["same_as", "same_as", "different_from"]),
                st.lists(st.sampled_from(FACES), min_size=2, max_size=2, unique=True),
                st.sampled_from([Polarity.AFFIRMS, Polarity.AFFIRMS, Polarity.DENIES]),
            ),
            max_size=12,
        )
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(identity_rows(), st.randoms(use_true_random=False))
def test_any_joins_no_parted_pair_lists_all_inferred_ones_in_any_order_of_rows(build, rows, rng):
    maker = build.Maker()
    for voice, predicate, pair, polarity in rows:
        maker.add(voice, predicate, *pair, polarity=polarity)
    case = maker.case()
    actors, _ = resolve_actors(case, ANY)
    parted, own = set(), {}
    for voice, predicate, pair, polarity in rows:
        yes = polarity is Polarity.AFFIRMS
        if (predicate, yes) in (("same_as", False), ("different_from", True)):
            parted.add(frozenset(pair))
        elif (predicate, yes) == ("same_as", True):
            own.setdefault(voice, []).append(set(pair))
    held = set()
    for sets in own.values():
        merged = []
        for item in sets:
            touching = [other for other in merged if other & item]
            merged = [other for other in merged if not other & item]
            merged.append(item.union(*touching))
        held |= {frozenset(p) for item in merged for p in itertools.combinations(item, 2)}
    together = {
        frozenset(pair)
        for labels in groups(maker, actors)
        for pair in itertools.combinations(labels, 2)
    }
    listed = {
        frozenset((maker.faces[pair.left].label, maker.faces[pair.right].label))
        for pair in actors.inferred
    }
    assert not together & parted
    assert listed == together - held
    assert actors.inferred_count == len(listed)
    shuffled = list(case.rows)
    rng.shuffle(shuffled)
    again, _ = resolve_actors(build.rearrange(case, shuffled)[0], ANY)
    assert again == actors


def test_a_thousand_random_identity_edits_undone_leave_the_state_as_it_was(build):
    rng = random.Random(4)
    maker = build.Maker()
    for face in FACES * 3:
        maker.face(face)
    many = [f"P{number}" for number in range(40)]
    for number in range(60):
        maker.add(f"W{number % 5}", "same_as", *rng.sample(many, 2), at="2026-01-01T00:00:00Z")
        maker.add("W0", "supports", *rng.sample(many, 2), at="2026-01-01T00:00:00Z")

    def state():
        case = maker.case()
        actors, _ = resolve_actors(case, ANY)
        stances = take_stances(case, ANY, actors)
        rows = [seen.row.id for seen in select_rows(case, ANY).rows]
        return actors.state_hash, rows, [(item.lifted.id, item.stance) for item in stances]

    before = state()
    made = []
    for number in range(1000):
        made.append(
            maker.add(
                rng.choice(["W0", "W1", "V"]),
                rng.choice(["same_as", "different_from"]),
                *rng.sample(many, 2),
                polarity=rng.choice([Polarity.AFFIRMS, Polarity.DENIES]),
                said=f"2026-02-01T{number // 60:02}:{number % 60:02}:00Z",
                at="2026-02-01T00:00:00Z",
            )
        )
    assert state() != before
    for row in rng.sample(made, len(made)):
        reason = rng.choice(["recorded wrongly", f"{WITHDRAWN}, later"])
        maker.ends.append(EndMark(row, "2026-03-01T00:00:00Z", reason))
    after = state()
    assert after[:2] == before[:2]
    assert dict(after[2]) | dict(before[2]) == dict(after[2])
    # And as of a day between, the edits are still to be seen.
    between = View(identity="any", as_of_recorded="2026-02-15")
    assert len(select_rows(maker.case(), between).rows) == len(before[1]) + 1000


def test_a_limit_that_is_met_is_a_listed_problem_and_the_joining_is_whole(build):
    maker = build.Maker()
    for number in range(30):
        maker.add(f"W{number}", "same_as", f"P{number}", f"P{number + 1}")
    case = maker.case()
    actors, problems = resolve_actors(case, ANY, ActorSettings(most_listed=5))
    assert len(actors.find_actor(maker.ids["P0"]).faces) == 31
    assert (len(actors.inferred), actors.inferred_count) == (5, 31 * 30 // 2 - 30)
    assert "not_all_listed" in [problem.kind for problem in problems]
    maker.add("W0", "different_from", "P0", "P30")
    actors, problems = resolve_actors(maker.case(), ANY, ActorSettings(most_edges=10))
    assert all(len(actor.faces) == 1 for actor in actors.actors)
    assert "None of its faces is joined" in problems[0].done


def test_rings_of_sameness_and_a_party_that_is_itself_do_not_hold_up_a_view(build):
    maker = build.Maker()
    for left, right in itertools.pairwise([*FACES, "A"]):
        maker.add("X", "same_as", left, right)
    maker.add("X", "same_as", "A", "A")
    actors, problems = resolve_actors(maker.case(), ANY)
    assert len(actors.find_actor(maker.ids["A"]).faces) == len(FACES)
    assert [problem.kind for problem in problems] == ["bad_tie"]


def test_three_lists_tied_by_shared_names_give_the_figures_computed_outside(build, shared):
    """Figures of design/actors.md, section 3: counted with another program."""
    folder = shared / "data" / "actors"
    entries = list(read_entries(folder))
    with (folder / "derived" / "alias-pairs.csv").open(encoding="utf-8") as lines:
        asserted = {
            frozenset((bare(row["name_a"]), bare(row["name_b"]))) for row in csv.DictReader(lines)
        }
    maker = build.Maker()
    names, by_name = {}, {}
    for number, (account, called) in enumerate(entries):
        key = f"{account} {number}"
        maker.face(key, account)
        names[key] = called
        for name in called:
            by_name.setdefault(name, []).append((account, key))
    pairs = {
        (one, other)
        for holders in by_name.values()
        for (mine, one), (theirs, other) in itertools.combinations(holders, 2)
        if mine != theirs
    }
    assert (len(entries), len(pairs)) == (1401, 494)
    for one, other in sorted(pairs):
        maker.add("whoever goes by names", "same_as", one, other)

    def fuse(case):
        actors, _ = resolve_actors(case, ANY)
        fused, entry_pairs = set(), 0
        for actor in actors.actors:
            labels = [case.faces[face].label for face in actor.faces]
            together = sorted({name for label in labels for name in names.get(label, ())})
            fused |= {frozenset(pair) for pair in itertools.combinations(together, 2)}
            entry_pairs += sum(
                one.split()[0] == other.split()[0]
                for one, other in itertools.combinations(labels, 2)
            )
        for called in names.values():  # entries that no tie brings into the view
            fused |= {frozenset(pair) for pair in itertools.combinations(sorted(called), 2)}
        return len(fused), len(fused - asserted), entry_pairs

    assert fuse(maker.case()) == (12_678, 4_645, 179)
    for account in ("misp", "microsoft", "mitre"):
        maker.lists.append(EntryList(account, maker.face(f"keeper of {account}")))
    fused, invented, apart = fuse(maker.case())
    assert (fused, invented, apart) == (8_318, 285, 0)


def bare(name):
    return re.sub("[^a-z0-9]", "", name.lower())


def read_entries(folder):
    for account, name in (("misp", "threat-actor"), ("microsoft", "microsoft-activity-group")):
        text = (folder / "misp-galaxy" / f"{name}.json").read_text(encoding="utf-8")
        for value in json.loads(text)["values"]:
            more = value.get("meta", {}).get("synonyms", [])
            called = [value["value"], *([more] if isinstance(more, str) else more)]
            yield account, {bare(item) for item in called} - {""}
    text = (folder / "mitre-attack" / "enterprise-groups-campaigns.stix.json").read_text("utf-8")
    for item in json.loads(text)["objects"]:
        if item["type"] == "intrusion-set" and not item.get("revoked"):
            yield "mitre", {bare(name) for name in [item["name"], *item.get("aliases", [])]} - {""}
