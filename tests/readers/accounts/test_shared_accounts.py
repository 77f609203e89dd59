"""Three public accounts of threat actors come back as they were, and so does a history."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter

import pytest

from sayso.actors import EntryList, pair_aliases, select_rows
from sayso.core import View
from sayso.pipeline import load_rows, record_account
from sayso.readers.accounts import read_account
from sayso.store import MemoryStore

AT = "2026-03-01T12:00:00Z"
FILES = (
    ("misp", "misp-galaxy", "misp-galaxy/threat-actor.json"),
    ("microsoft", "misp-galaxy", "misp-galaxy/microsoft-activity-group.json"),
    ("mitre", "stix", "mitre-attack/enterprise-groups-campaigns.stix.json"),
)


def fill(store, path, form, account):
    rows = read_account(path, form, retrieved_at=AT, account=account)(lambda _: None)
    return rows, record_account(store, rows, recorded_by="tester", clock=lambda: AT)


@pytest.fixture(scope="module")
def accounts(shared):
    store = MemoryStore(bytes(32))
    for account, form, name in FILES:
        fill(store, shared / "data" / "actors" / name, form, account)
    case, problems = load_rows(store)
    assert not problems
    return case


def bare(name):
    return re.sub("[^a-z0-9]", "", name.lower())


def test_alias_pairs_are_those_asserted_and_none_is_invented(accounts, shared) -> None:
    """A1: policy `none` holds exactly the pairs of `alias-pairs.csv`, contested with both camps."""
    pairs, problems = pair_aliases(accounts, View(asserters=("misp", "microsoft", "mitre")), bare)
    assert not problems

    def labels(voices):
        return ";".join(sorted(accounts.faces[voice].label for voice in voices))

    found = {
        (pair.left, pair.right): (labels(pair.same_by), labels(pair.apart_by), pair.status.value)
        for pair in pairs
    }
    path = shared / "data" / "actors" / "derived" / "alias-pairs.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        wanted = {
            tuple(sorted((bare(row["name_a"]), bare(row["name_b"])))): (
                ";".join(sorted(re.split("[|;]", row["same_by"]))),
                ";".join(sorted(filter(None, re.split("[|;]", row["apart_by"])))),
                row["status"],
            )
            for row in csv.DictReader(lines)
        }
    assert len(wanted) == 8_033
    assert found == wanted


def test_each_account_is_a_list_that_keeps_its_entries_apart(accounts) -> None:
    voices = {accounts.faces[item.voice].label for item in accounts.lists}
    assert voices == {"misp", "microsoft", "mitre"}
    assert all(isinstance(item, EntryList) for item in accounts.lists)


@pytest.mark.parametrize(("account", "form", "name"), FILES)
def test_a_view_gives_an_account_back(accounts, shared, account, form, name) -> None:
    """A2: names, groups and ties of a view are those of the file, taken from it apart."""
    given = json.loads((shared / "data" / "actors" / name).read_text(encoding="utf-8"))
    names, same = (read_galaxy if form == "misp-galaxy" else read_stix)(given)
    seen = [item.row for item in select_rows(accounts, View(asserters=(account,))).rows]
    groups: dict[str, Counter[str]] = {}
    ties = 0
    for row in seen:
        about = row.proposition
        if about.predicate == "named" and row.assertion.polarity.value == "affirms":
            text = accounts.names[about.args[1]].string
            groups.setdefault(about.args[0], Counter())[text] += 1
        ties += about.predicate in ("same_as", "part_of", "supports", "carried_out", "merged_into")
    assert Counter(frozenset(group) for group in groups.values()) == Counter(names)
    assert ties == same


def read_galaxy(given):
    names, ties = [], 0
    for entry in given["values"]:
        meta = entry["meta"]
        names.append(frozenset([entry["value"], *meta.get("synonyms", [])]))
        kinds = [item.get("type") for item in entry.get("related", []) if item.get("dest-uuid")]
        ties += sum(kind in ("similar", "same-as", "part-of") for kind in kinds)
        ties += meta.get("cfr-suspected-state-sponsor", "Unknown") != "Unknown"
    return names, ties


def read_stix(given):
    names = [
        frozenset([item["name"], *item.get("aliases", [])])
        for item in given["objects"]
        if item["type"] == "intrusion-set" and not item.get("revoked")
    ]
    kinds = [item.get("relationship_type") for item in given["objects"]]
    return names, sum(kind in ("attributed-to", "revoked-by") for kind in kinds)


def test_the_history_is_what_it_was_at_each_of_117_dates(shared) -> None:
    """A3: the state at each date has the hash that the replay of the commits gave."""
    folder = shared / "data" / "actors"
    path = folder / "misp-galaxy" / "threat-actor-history.csv"
    store = MemoryStore(bytes(32))
    fill(store, path, "misp-history", "history")
    case, problems = load_rows(store)
    assert not problems
    with path.open(encoding="utf-8", newline="") as lines:
        # A row of the case leads to its row of the file, which holds uuid and field.
        cells = {str(number): row for number, row in enumerate(csv.DictReader(lines), start=2)}
    with (folder / "derived" / "threat-actor-monthly.csv").open(encoding="utf-8") as lines:
        months = list(csv.DictReader(lines))
    wrong = [
        month["as_of"]
        for month in months
        if hash_state(case, cells, f"{month['as_of']}T00:00:00Z") != month["sha256"]
    ]
    assert len(months) == 117
    assert wrong == []


def hash_state(case, cells, instant):
    lines = []
    for seen in select_rows(case, View(asserters=("history",), as_of_recorded=instant)).rows:
        row = seen.row
        if row.proposition.predicate != "named" or row.assertion.polarity.value != "affirms":
            continue
        cell = cells[row.assertion.row]
        name = case.names[row.proposition.args[1]].string
        lines.append(f"{cell['actor_uuid']}\t{cell['field']}\t{name}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
