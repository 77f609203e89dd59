"""Pairs of names are listed by who gives both to one party and who to different ones."""

from __future__ import annotations

import csv
import json
import re

from sayso.actors import AliasStatus, pair_aliases
from sayso.core import View


def bare(name):
    return re.sub("[^a-z0-9]", "", name.lower())


def show(maker, **fields):
    case = maker.case()
    pairs, problems = pair_aliases(case, View(**fields), bare)
    assert not problems

    def labels(voices):
        return sorted(case.faces[voice].label for voice in voices)

    return {
        (pair.left, pair.right): (labels(pair.same_by), labels(pair.apart_by), pair.status.value)
        for pair in pairs
    }


def test_no_pair_is_listed_that_nobody_gives(build):
    maker = build.Maker()
    maker.add("X", "named", "A", "Ants")
    maker.add("X", "named", "A", "Army of Ants")
    maker.add("Y", "named", "B", "Ants")
    maker.add("Y", "named", "B", "Bees")
    assert show(maker) == {
        ("ants", "armyofants"): (["X"], [], "single"),
        ("ants", "bees"): (["Y"], [], "single"),
    }


def test_who_gives_two_names_to_two_parties_stands_in_the_other_camp(build):
    maker = build.Maker()
    maker.add("X", "named", "A", "Ants")
    maker.add("X", "named", "A", "Bees")
    maker.add("Y", "named", "B", "Ants")
    maker.add("Y", "named", "C", "Bees")
    assert show(maker) == {("ants", "bees"): (["X"], ["Y"], "contested")}
    assert show(maker, asserters=("X",)) == {("ants", "bees"): (["X"], [], "single")}


def test_one_party_with_thousands_of_names_is_a_listed_problem(build):
    maker = build.Maker()
    for number in range(2001):
        maker.add("X", "named", "A", f"N{number}")
    pairs, problems = pair_aliases(maker.case(), View())
    assert pairs == ()
    assert [problem.kind for problem in problems] == ["not_all_listed"]


def test_three_lists_give_the_pairs_computed_outside_none_invented(build, shared):
    """The file was computed from the same three lists by another program."""
    folder = shared / "data" / "actors"
    maker = build.Maker()
    for number, (account, names) in enumerate(read_entries(folder)):
        for name in names:
            maker.add(account, "named", f"{account} {number}", name)
    found = show(maker)
    with (folder / "derived" / "alias-pairs.csv").open(encoding="utf-8") as lines:
        expected = {
            tuple(sorted((bare(row["name_a"]), bare(row["name_b"])))): (
                sorted(re.findall("[a-z]+", row["same_by"])),
                sorted(re.findall("[a-z]+", row["apart_by"])),
                row["status"],
            )
            for row in csv.DictReader(lines)
        }
    assert len(expected) == 8033
    assert sum(status == AliasStatus.CONTESTED for *_, status in expected.values()) == 454
    assert found == expected


def read_entries(folder):
    for account, name in (("misp", "threat-actor"), ("microsoft", "microsoft-activity-group")):
        text = (folder / "misp-galaxy" / f"{name}.json").read_text(encoding="utf-8")
        for value in json.loads(text)["values"]:
            more = value.get("meta", {}).get("synonyms", [])
            yield account, [value["value"], *([more] if isinstance(more, str) else more)]
    text = (folder / "mitre-attack" / "enterprise-groups-campaigns.stix.json").read_text("utf-8")
    for item in json.loads(text)["objects"]:
        if item["type"] == "intrusion-set" and not item.get("revoked"):
            yield "mitre", [item["name"], *item.get("aliases", [])]
