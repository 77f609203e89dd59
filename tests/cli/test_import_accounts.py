"""Rival accounts into a case: each keeps its own word, and the same file again adds nothing."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from sayso.cli.import_ import FORMATS
from sayso.pipeline import load_contents, load_rows, record_account
from sayso.readers.accounts import ACCOUNT_FORMATS, read_account
from sayso.store import MemoryStore, StoreSettings, create_case, open_case

FOUNDING = Path(__file__).resolve().parent.parent / "actors" / "cases" / "founding"
CSV = ("--from", "csv", "--map", FOUNDING / "MAP.toml", FOUNDING / "rows.csv")
AT = "2026-03-01T12:00:00Z"
GALAXY = {
    "type": "threat-actor",
    "values": [
        {"value": "Red Lynx", "uuid": "u1", "meta": {"synonyms": ["RL"]}},
        {"value": "RL", "uuid": "u2", "meta": {}},
        {"uuid": "u3"},
    ],
}


@pytest.fixture
def case(sayso):
    assert sayso("new", "k.sayso").status == 0
    return "k.sayso"


@pytest.fixture
def galaxy(tmp_path):
    path = tmp_path / "galaxy.json"
    path.write_text(json.dumps(GALAXY), encoding="utf-8")
    return path


def test_a_table_comes_in_as_one_account_and_the_case_stays_whole(sayso, case) -> None:
    result = sayso("import", case, *CSV, "--json")
    told = json.loads(result.out)
    assert result.status == 0, result.err
    assert told["account"] == "founding-article"
    assert told["assertions"] == 47
    assert {problem["kind"] for problem in told["problems"]} == {"orphaned_anchor"}
    assert sayso("verify", case).status == 0
    assert sayso("report", case, "-o", "r.html").status == 0
    records = json.loads(sayso("export", case, "--to", "json", "-o", "-").out)["records"]
    assert len(records["assertion"]) == 47


def test_the_same_file_again_adds_nothing(sayso, case, galaxy) -> None:
    for arguments in (CSV, ("--from", "misp-galaxy", galaxy)):
        first = json.loads(sayso("import", case, *arguments, "--json").out)
        again = json.loads(sayso("import", case, *arguments, "--json").out)
        assert (again["assertions"], again["known"]) == (0, first["assertions"])
        assert again["head"] == first["head"]


def test_what_cannot_be_used_is_listed_and_the_status_says_so(sayso, case, galaxy) -> None:
    result = sayso("import", case, "--from", "misp-galaxy", galaxy, "--account", "Lynxes")
    assert result.status == 3
    assert "galaxy.json, /values/2: The entry has no name." in result.err
    assert '3 assertions of the account "Lynxes"' in result.err


def test_rows_stand_on_the_words_of_a_document_that_the_case_holds(sayso, case, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("The guards left the gate open.", encoding="utf-8")
    (tmp_path / "t.csv").write_text("a,tie,doc,at\nGuards,active,a.txt,4-15\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        '[columns]\nsubject = "a"\npredicate = "tie"\ndocument = "doc"\nspans = "at"\n',
        encoding="utf-8",
    )
    assert sayso("add", case, "a.txt", "--reading", "rules").status in (0, 3)
    result = sayso("import", case, "--from", "csv", "--map", "m.toml", "t.csv")
    assert (result.status, "left out:" in result.err) == (0, False)
    with open_case(case, read_only=True) as store:
        rows = [row for row in load_contents(store).assertions if row.method == "csv/1"]
    assert [[span.exact for span in row.spans] for row in rows] == [["guards left"]]
    assert sayso("verify", case).status == 0


def test_entries_of_a_list_are_kept_apart_and_rows_of_a_table_are_not(sayso, case, galaxy) -> None:
    sayso("import", case, "--from", "misp-galaxy", galaxy)
    sayso("import", case, *CSV)
    with open_case(case, read_only=True) as store:
        rows, problems = load_rows(store)
    assert not problems
    assert [(item.account, rows.faces[item.voice].label) for item in rows.lists] == [
        ("threat-actor", "threat-actor")
    ]


@pytest.mark.parametrize("driver", ["apsw", "stdlib"])
def test_every_store_holds_the_same_rows(galaxy, tmp_path, driver) -> None:
    rows = read_account(galaxy, "misp-galaxy", retrieved_at=AT)(lambda _: None)
    memory = MemoryStore(bytes(32))
    with create_case(tmp_path / "k.sayso", settings=StoreSettings(driver=driver)) as store:
        for each in (store, memory):
            record_account(each, rows, recorded_by="R. Ansah", clock=lambda: AT)
        assert load_contents(store) == load_contents(memory)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "csv", "t.csv"),
        ("--from", "stix", "--map", "m.toml", "t.json"),
        ("--from", "judgements", "--account", "X", "t.jsonl"),
        ("--from", "spreadsheet", "t.xls"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(sayso, case, arguments) -> None:
    assert sayso("import", case, *arguments).status == 2


def test_a_file_that_cannot_be_used_leaves_the_case_as_it_was(sayso, case, tmp_path) -> None:
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    before = (tmp_path / case).read_bytes()
    result = sayso("import", case, "--from", "stix", "b.json")
    assert result.status == 1
    assert "no STIX bundle" in result.err
    assert (tmp_path / case).read_bytes() == before


def test_a_rival_account_stands_beside_the_article_in_a_diff(sayso, case, tmp_path) -> None:
    sayso("import", case, *CSV)
    lines = ("a,tie,b", "ISKP,carried_out,K", "Haqqani network,part_of,Taliban")
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        'account = "a list"\n[columns]\nsubject = "a"\npredicate = "tie"\nobject = "b"\n',
        encoding="utf-8",
    )
    assert sayso("import", case, "--from", "csv", "--map", "m.toml", "t.csv").status == 0
    result = sayso("diff", case, "--left", "founding-article", "--right", "a list", "--json")
    assert result.status == 0, result.err
    told = json.loads(result.out)
    # Under `none` faces of two accounts are two: nothing meets until somebody says who is who.
    assert (len(told["only_right"]), told["agreed"]) == (2, [])


def test_the_command_takes_the_formats_that_the_library_reads() -> None:
    assert Counter(FORMATS) == Counter(["judgements", *(name for name, *_ in ACCOUNT_FORMATS)])
