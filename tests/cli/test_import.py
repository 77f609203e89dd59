"""Decisions in, corrections out: what a person decides is recorded, shown, undone and exported."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core import BY_HAND, Decision, Query, settle_reviews
from sayso.pipeline import add_arrivals, load_contents, record_judgements, report_case
from sayso.readers import DocumentReader
from sayso.readers.judgements import read_judgements
from sayso.store import MemoryStore, open_case

AT = "2026-03-01T12:00:00Z"


@pytest.fixture
def case(sayso, article) -> str:
    assert sayso("new", "k.sayso").status == 0
    assert sayso("add", "k.sayso", article, "--reading", "rules").status == 0
    return "k.sayso"


@pytest.fixture
def rows(sayso, case):
    return records(sayso, case)["attribution"]


def records(sayso, case):
    return json.loads(sayso("export", case, "--to", "json", "-o", "-").out)["records"]


def manifest(sayso, case):
    return json.loads(sayso("export", case, "--to", "json", "-o", "-").out)["manifest"]


@pytest.fixture
def judge(sayso, case, tmp_path):
    """Import lines as one file and return the result with its JSON."""

    def call(*lines, name="d.jsonl", analyst="R. Ansah"):
        made = [line if isinstance(line, str) else json.dumps({"analyst": analyst, **line})
                for line in lines]  # fmt: skip
        (tmp_path / name).write_text("\n".join(made) + "\n", encoding="utf-8")
        result = sayso("import", case, "--from", "judgements", name, "--json")
        return result, json.loads(result.out) if result.out else None

    return call


def accept(row):
    return {"decision": "accept", "target": row["id"]}


def reject(row):
    return {"decision": "reject", "target": row["id"]}


def correct(row, **to):
    return {"decision": "correct", "target": row["id"], "to": to}


def stands(sayso, case):
    return {row["id"]: row["stands"] for row in records(sayso, case)["attribution"]}


def test_decisions_are_recorded_and_the_record_shows_how_each_row_stands(
    sayso, case, rows, judge
) -> None:
    start = rows[2]["content"][0]["start"]
    result, told = judge(
        accept(rows[0]), reject(rows[1]), correct(rows[2], content=[[start, start + 4]])
    )
    assert result.status == 0, result.err
    assert (told["recorded"], told["known"], told["attributions"], told["problems"]) == (
        3, 0, 1, [],
    )  # fmt: skip
    assert "assertions" in told
    found = stands(sayso, case)
    assert [found[row["id"]] for row in rows[:3]] == ["accepted", "rejected", "corrected"]
    new = told["judgements"][2]["replacement"]
    assert found[new] == "accepted"
    after = records(sayso, case)
    assert {row["id"]: row["review"] for row in after["attribution"] if row["id"] != new} == {
        row["id"]: row["review"] for row in rows
    }
    assert {row["recorded_by"] for row in after["judgement"]} == {"unnamed analyst"}
    counts = manifest(sayso, case)["reviews"]
    assert (counts["accepted"], counts["corrected"], counts["rejected"]) == (2, 1, 1)
    assert "corrected" not in {row["review"] for row in after["attribution"]}
    assert sayso("verify", case).status == 0


def test_the_report_shows_what_people_decided_and_counts_what_they_set_aside(
    sayso, case, rows, judge
) -> None:
    def report():
        found = json.loads(sayso("report", case, "--json").out)
        return [sentence["text"] for sentence in found["sentences"]], found

    texts, _ = report()
    assert texts[0] == "No row of this case was reviewed by a person."
    end = rows[3]["content"][0]["end"]
    judge(accept(rows[0]), reject(rows[1]), correct(rows[3], content=[[end - 14, end]]))
    texts, found = report()
    assert re.fullmatch(
        r"3 of \d+ rows were reviewed by a person: 1 accepted, 1 corrected, 1 rejected\.", texts[0]
    )
    assert "2 rows that a person rejected or replaced by a correction are left out." in texts
    shown = {claim["id"] for part in found["documents"] for claim in part["accounts"]}
    assert rows[0]["id"] in shown
    assert not {rows[1]["id"], rows[3]["id"]} & shown
    page = sayso("report", case, "-o", "r.md")
    assert page.status == 0
    assert "accepted by a person" in Path("r.md").read_text(encoding="utf-8")


def test_an_addition_is_shown_as_the_work_of_a_person(sayso, case, rows, judge) -> None:
    document = rows[0]["document"]
    _, told = judge(
        {"decision": "add", "document": document, "to": {"content": [[0, 10, "Depot fire"]]}}
    )
    assert told["attributions"] == 1
    row = next(row for row in records(sayso, case)["attribution"] if row["method"] == BY_HAND)
    assert row["stands"] == "accepted"
    opening = json.loads(sayso("report", case, "--json").out)["sentences"][0]["text"]
    assert opening == (
        "No row of this case that was proposed was reviewed by a person. "
        "1 more was added by a person."
    )


@pytest.mark.parametrize("at", [{}, {"at": AT}])
def test_the_same_file_twice_changes_nothing(sayso, case, rows, judge, at) -> None:
    lines = (
        accept(rows[0]) | at,
        reject(rows[0]) | at,
        correct(rows[1], polarity="questions") | at,
        {"decision": "add", "document": rows[0]["document"], "to": {"content": [[0, 10]]}} | at,
    )
    _, first = judge(*lines)
    again, told = judge(*lines)
    assert again.status == 0
    assert (told["recorded"], told["known"], told["attributions"]) == (0, 4, 0)
    assert told["head"] == first["head"]
    assert [line["id"] for line in told["judgements"]] == [
        line["id"] for line in first["judgements"]
    ]


def test_a_file_that_grew_brings_only_what_is_new(sayso, case, rows, judge) -> None:
    judge(accept(rows[0]))
    _, told = judge(accept(rows[0]), reject(rows[0]))
    assert (told["recorded"], told["known"]) == (1, 1)
    assert stands(sayso, case)[rows[0]["id"]] == "rejected"


def test_bad_lines_are_listed_and_the_rest_is_recorded(sayso, case, rows, judge) -> None:
    elsewhere = "attribution-" + "f" * 32
    result, told = judge(
        "{",
        accept(rows[0]),
        {"decision": "same", "target": rows[0]["id"]},
        {"decision": "accept", "target": elsewhere},
        correct(rows[1], content=[[0, 1_000_000]]),
        reject(rows[1]),
    )
    assert result.status == 3
    assert told["recorded"] == 2
    places = [problem["where"] for problem in told["problems"]]
    assert places == [f"d.jsonl, line {number}" for number in (1, 3, 4, 5)]
    for place in places:
        assert place in result.err
    assert "accept, reject, correct, add, undo" in told["problems"][1]["todo"]
    assert "4 lines left out" in result.err
    quiet = sayso("import", case, "--from", "judgements", "d.jsonl", "-q")
    assert quiet.status == 3
    assert "line 4" in quiet.err


def test_a_decision_needs_an_author_and_the_setting_can_name_one(
    sayso, case, rows, tmp_path, monkeypatch
) -> None:
    (tmp_path / "d.jsonl").write_text(json.dumps(accept(rows[0])), encoding="utf-8")
    head = json.loads(sayso("verify", case, "--json").out)["head"]
    refused = sayso("import", case, "--from", "judgements", "d.jsonl")
    assert refused.status == 1
    assert "sayso.toml" in refused.err
    assert "SAYSO_ANALYST" in refused.err
    assert json.loads(sayso("verify", case, "--json").out)["head"] == head
    monkeypatch.setenv("SAYSO_ANALYST", "B. Mensah")
    told = json.loads(sayso("import", case, "--from", "judgements", "d.jsonl", "--json").out)
    assert told["judgements"][0]["analyst"] == "B. Mensah"


def test_where_two_analysts_differ_both_are_kept_and_the_difference_is_listed(
    sayso, case, rows, judge
) -> None:
    judge(accept(rows[0]), name="a.jsonl", analyst="A. One")
    result, told = judge(reject(rows[0]), name="b.jsonl", analyst="B. Two")
    assert result.status == 0
    (problem,) = told["problems"]
    assert problem["kind"] == "analysts_differ"
    assert "A. One: accept" in problem["what"]
    assert "B. Two: reject" in problem["what"]
    assert stands(sayso, case)[rows[0]["id"]] == rows[0]["review"]
    assert manifest(sayso, case)["reviews"]["disputed"] == 1
    report = json.loads(sayso("report", case, "--json").out)
    kinds = [group["kind"] for group in report["problems"]]
    assert "analysts_differ" in kinds
    assert any("On 1 row analysts differ" in sentence["text"] for sentence in report["sentences"])


def test_an_undo_withdraws_one_decision_and_can_itself_be_withdrawn(
    sayso, case, rows, judge
) -> None:
    before = stands(sayso, case)
    _, told = judge(accept(rows[0]), correct(rows[1], kind="mixed"))
    ids = [line["id"] for line in told["judgements"]]
    foreign, _ = judge({"decision": "undo", "target": ids[0]}, analyst="B. Two", name="b.jsonl")
    assert foreign.status == 3
    _, told = judge(*({"decision": "undo", "target": one} for one in ids), name="u.jsonl")
    after = stands(sayso, case)
    assert {name: state for name, state in after.items() if state is not None} == before
    withdrawn = {row["id"]: row["withdrawn"] for row in records(sayso, case)["judgement"]}
    assert [withdrawn[one] for one in ids] == [True, True]
    judge({"decision": "undo", "target": told["judgements"][0]["id"]}, name="r.jsonl")
    assert stands(sayso, case)[rows[0]["id"]] == "accepted"
    twice, _ = judge({"decision": "undo", "target": ids[1]}, name="v.jsonl")
    assert "already" in twice.err


def test_corrections_go_out_in_the_schema_of_the_training_data(
    sayso, case, rows, judge, tmp_path
) -> None:
    start, end = (rows[3]["content"][0][key] for key in ("start", "end"))
    judge(
        *(accept(row) for row in rows[:2]),
        reject(rows[2]),
        correct(rows[3], content=[[start, end - 1]]),
    )
    result = sayso("export", case, "--to", "corrections", "-o", "c.jsonl")
    assert result.status == 0, result.err
    (row,) = map(json.loads, (tmp_path / "c.jsonl").read_text(encoding="utf-8").splitlines())
    assert set(row) >= {"id", "publisher", "date", "annotator", "text", "attributions", "discard"}
    assert (row["reviewed"], row["annotator"]) == (1.0, "R. Ansah")
    words = [[row["text"][slice(*span)] for span in one["content"]] for one in row["attributions"]]
    assert len(words) == 3
    assert [row["text"][start : end - 1]] in words
    assert all(set(one) == {"id", "source", "cue", "content"} for one in row["attributions"])
    assert not list(tmp_path.glob("*losses*"))
    first = (tmp_path / "c.jsonl").read_bytes()
    assert sayso("export", case, "--to", "corrections", "-o", "c.jsonl").status == 0
    assert (tmp_path / "c.jsonl").read_bytes() == first


def test_half_a_review_is_held_back_and_named(sayso, case, rows, judge) -> None:
    nothing = sayso("export", case, "--to", "corrections", "-o", "-")
    assert (nothing.status, nothing.out) == (0, "")
    assert "No document" in nothing.err
    judge(accept(rows[0]))
    held = sayso("export", case, "--to", "corrections", "-o", "-")
    assert (held.status, held.out) == (3, "")
    assert "article.txt" in held.err
    assert "--all" in held.err
    whole = sayso("export", case, "--to", "corrections", "--all", "-o", "-")
    assert whole.status == 0
    assert json.loads(whole.out)["reviewed"] == 0.25
    assert sayso("export", case, "--to", "json", "--all", "-o", "-").status == 2


def test_what_cannot_be_imported_at_all_is_status_1_or_2(sayso, case, tmp_path) -> None:
    assert sayso("import", case).status == 2
    assert sayso("import", case, "--from", "rumours", "d.jsonl").status == 2
    absent = sayso("import", case, "--from", "judgements", "nosuch.jsonl")
    assert absent.status == 1
    assert "nosuch.jsonl" in absent.err
    itself = sayso("import", case, "--from", "judgements", case)
    assert itself.status == 1
    assert "case itself" in itself.err
    (tmp_path / "d.jsonl").write_text("", encoding="utf-8")
    assert sayso("import", "nosuch.sayso", "--from", "judgements", "d.jsonl").status == 1
    assert sayso("import", case, "--from", "judgements", "d.jsonl").status == 0


def test_hostile_words_in_a_decision_reach_the_terminal_written_out(
    sayso, case, rows, judge
) -> None:
    result, _ = judge(
        {**accept(rows[0]), "\x1b[2J\u202e": 1}, {**accept(rows[0]), "reason": "\x1b]0;x\x07"}
    )
    assert result.status == 3
    assert not any(mark in result.out + result.err for mark in ("\x1b", "\u202e", "\x07"))
    assert sayso("verify", case).status == 0


def read_into(store, article) -> None:
    from sayso.extract import ReadingSettings, find_reading

    with DocumentReader(clock=lambda: AT) as reader:
        added = add_arrivals(
            store, reader.read([article]), find_reading("rules"), ReadingSettings(),
            recorded_by="a test", clock=lambda: AT,
        )  # fmt: skip
        assert [one.state for one in added] == ["added"]


actions = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "correct", "add", "undo"]),
        st.integers(0, 30),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["denies", "questions", "mentions"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions)
def test_any_decisions_undone_leave_the_report_as_it_was(read_case, tmp_path, made) -> None:
    """Random decisions through a file, then an undo of each: the same report but for the head."""
    store = MemoryStore(bytes(32))
    store.append(read_case)
    document = next(iter(load_contents(store).documents))
    before = show(store)
    undone = []
    for number, (kind, which, analyst, polarity) in enumerate(made):
        targets = [row.id for row in load_contents(store).attributions]
        line = {"decision": kind, "analyst": analyst, "reason": str(number)}
        if kind == "add":
            line |= {"document": document.id, "to": {"content": [[which, which + 9]]}}
        elif kind == "undo":
            if not undone:
                continue
            line |= {"target": undone[which % len(undone)].id}
        else:
            line |= {"target": targets[which % len(targets)]}
        if kind == "correct":
            line["to"] = {"polarity": polarity}
        undone += bring(store, tmp_path, line)
    settled = settle_reviews(load_contents(store))
    for judgement in undone:
        if judgement.decision is not Decision.UNDO and judgement.id not in settled.withdrawn:
            undo = {"decision": "undo", "target": judgement.id, "analyst": judgement.analyst}
            assert bring(store, tmp_path, undo)
    assert show(store) == before


def bring(store, folder, line):
    path = folder / "step.jsonl"
    # The number of entries makes every file another one: a step may be taken twice.
    made = json.dumps({**line, "reason": f"{line.get('reason', '')} {store.head().entries}"})
    path.write_text(made, encoding="utf-8")
    judged = record_judgements(
        store, read_judgements(path), analyst=None, recorded_by="a test", clock=lambda: AT
    )
    return [one.judgement for one in judged.lines if not one.known]


def show(store):
    report = report_case(store, title="t", sayso="0", settings=())
    return (report.opening, report.documents, report.asserters, report.suggestions,
            report.actors, report.problems, report.evidence)  # fmt: skip


@pytest.fixture
def read_case(case):
    kinds = ("original", "document", "face", "attribution", "problem")
    with open_case(case, read_only=True) as store:
        rows = [row for kind in kinds for row in store.select(Query(kind, with_blobs=True))]
    return sorted(rows, key=lambda row: row.entry)
