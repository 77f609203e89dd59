"""Decisions laid over a case: each becomes records, or a problem that says what to write."""

from __future__ import annotations

import json

import pytest

from sayso.core import (
    BY_HAND,
    AttributionKind,
    Decision,
    Judgement,
    Polarity,
    Problem,
    Review,
    SettingsError,
    SpanRole,
    Step,
)
from sayso.readers.judgements import parse_line
from sayso.review import DECISION_KINDS, GivenDecision, decide

NOW = "2026-03-02T12:00:00Z"


def give(**values) -> GivenDecision:
    values = {"analyst": "R. Ansah", **values}
    given = parse_line(json.dumps(values).encode(), where="d.jsonl, line 3", number=3, row="ab")
    assert isinstance(given, GivenDecision), given
    return given


def take(ferry, setting=None, **values):
    return decide(give(**values), ferry, analyst=setting, now=NOW)


def refused(ferry, **values) -> str:
    problem = take(ferry, **values)
    assert isinstance(problem, Problem)
    assert problem.kind == "bad_decision"
    assert problem.where == "d.jsonl, line 3"
    assert problem.lost
    assert all(text.endswith(".") for text in (problem.what, problem.done, problem.todo))
    return problem.what + " " + problem.todo


@pytest.mark.parametrize("decision", ["accept", "reject"])
def test_a_decision_on_a_row_is_a_dated_judgement_with_its_author(ferry, decision):
    found = take(ferry, decision=decision, target=ferry.said.id, reason="as read",
                 at="2026-03-01T13:00:00+01:00")  # fmt: skip
    assert found.row is None
    assert found.judgement == Judgement(
        Decision(decision), ferry.said.id, "R. Ansah", "as read", "2026-03-01T12:00:00Z"
    )


def test_without_a_time_the_present_is_recorded_and_the_line_tells_the_decision_apart(ferry):
    judgement = take(ferry, decision="accept", target=ferry.said.id).judgement
    assert (judgement.decided_at, judgement.row) == (NOW, "ab")


def test_the_line_names_the_analyst_before_the_setting_does(ferry):
    target = {"decision": "accept", "target": ferry.said.id}
    assert take(ferry, "Somebody", **target).judgement.analyst == "R. Ansah"
    assert take(ferry, "Somebody", **target, analyst=None).judgement.analyst == "Somebody"


def test_a_decision_without_an_author_is_an_error_that_says_how_to_name_one(ferry):
    with pytest.raises(SettingsError, match=r"analyst = .*sayso\.toml.*SAYSO_ANALYST"):
        take(ferry, decision="accept", target=ferry.said.id, analyst=None)


def test_a_correction_keeps_what_it_does_not_name(ferry):
    content = ferry.at("the crew had left")
    found = take(ferry, decision="correct", target=ferry.said.id,
                 to={"content": [content], "polarity": "denies", "asserter": ferry.board.id,
                     "certainty_words": "may", "said": "2021-08"})  # fmt: skip
    row = found.row
    assert [(span.start, span.end) for span in row.content] == [tuple(content)]
    assert (row.source, row.cue, row.kind) == (ferry.said.source, ferry.said.cue, ferry.said.kind)
    assert (row.polarity, row.asserter, row.said) == (
        Polarity.DENIES, ferry.board.id, "2021-08",
    )  # fmt: skip
    assert (row.method, row.review, row.confidence) == (BY_HAND, Review.ACCEPTED, None)
    assert found.judgement.replacement == row.id


def test_a_role_can_be_emptied_and_have_several_spans(ferry):
    pieces = [ferry.at("had left"), ferry.at("the crew")]
    row = take(ferry, decision="correct", target=ferry.said.id,
               to={"source": [], "content": pieces}).row  # fmt: skip
    assert row.source == ()
    assert [span.exact for span in row.content] == ["the crew", "had left"]


def test_offsets_count_code_points_and_the_words_beside_them_are_compared(ferry):
    start, end = ferry.at("any order")
    to = {"content": [[start, end, "any order"]], "source": []}
    assert take(ferry, decision="correct", target=ferry.denied.id, to=to).row
    to["content"] = [[start + 1, end + 1, "any order"]]  # as a UTF-16 counter gives them
    assert "UTF-16" in refused(ferry, decision="correct", target=ferry.denied.id, to=to)


def test_what_was_missed_can_be_added(ferry):
    direct = {"source": [ferry.at("the crew|1")], "content": [ferry.at("“We were told to go,”")]}
    found = take(ferry, decision="add", document=ferry.document.id, to=direct)
    assert found.judgement.target == found.row.id
    assert (found.row.kind, found.row.step) == (AttributionKind.DIRECT, Step.VERBATIM)
    assert {span.role for span in found.row.spans} == {SpanRole.SOURCE, SpanRole.CONTENT}
    inside = {"content": [ferry.at("told to go")], "parent": ferry.wrote.id, "kind": "mixed"}
    row = take(ferry, decision="add", document=ferry.document.id, to=inside).row
    assert (row.parent, row.kind) == (ferry.wrote.id, AttributionKind.MIXED)


def test_what_a_reading_proposed_is_not_added_but_accepted(ferry):
    row = ferry.denied
    to = {role: [[span.start, span.end] for span in spans]
          for role, spans in zip(("source", "cue", "content"), row.roles, strict=True)}  # fmt: skip
    assert row.id in refused(ferry, decision="add", document=ferry.document.id, to=to)


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ({"content": [[0, 10_000]]}, "code points"),
        ({"content": [[-1, 4]]}, "code points"),
        ({"content": [[5, 5]]}, "code points"),
        ({"content": [[7, 4]]}, "code points"),
        ({"content": [[9, 10]]}, "no word"),
        ({"content": [[0, 9], [4, 12]]}, "overlaps"),
        ({"content": [[0, 9], [0, 9]]}, "overlaps"),
        ({"content": []}, "no content"),
        ({"kind": "shouted"}, "direct, indirect, mixed"),
        ({"polarity": None}, "affirms"),
        ({"said": "last week"}, "EDTF"),
        ({"asserter": "the crew"}, "no face of this document"),
        ({"asserter": "face-" + "0" * 32}, "no face of this document"),
        ({"parent": "attribution-" + "0" * 32}, "no attribution of this document"),
        ({"polarity": "affirms"}, "changes nothing"),
    ],
)
def test_a_correction_that_has_no_meaning_is_a_problem(ferry, to, words):
    assert words in refused(ferry, decision="correct", target=ferry.denied.id, to=to)


def test_a_face_of_another_document_is_no_asserter_here(ferry):
    to = {"asserter": ferry.elsewhere.id}
    assert "no face of this document" in refused(
        ferry, decision="correct", target=ferry.denied.id, to=to
    )


def test_a_row_cannot_stand_inside_itself(ferry):
    to = {"parent": ferry.denied.id}
    assert "inside itself" in refused(ferry, decision="correct", target=ferry.denied.id, to=to)


def test_targets_of_another_case_or_kind_are_problems(ferry):
    other = "attribution-" + "f" * 32
    for values in (
        {"decision": "accept", "target": other},
        {"decision": "accept", "target": ""},
        {"decision": "accept", "target": "x' OR 1=1 --"},
        {"decision": "correct", "target": other, "to": {"kind": "mixed"}},
        {"decision": "undo", "target": other},
        {"decision": "undo", "target": ferry.said.id},
        {"decision": "add", "document": other, "to": {"content": [[0, 4]]}},
    ):
        assert "This case holds no" in refused(ferry, **values)
    assert "does not fit" in refused(ferry, decision="accept", target=ferry.document.id)


def test_a_decision_of_tomorrow_is_refused(ferry):
    late = {"decision": "accept", "target": ferry.said.id, "at": "2026-03-02T12:00:01Z"}
    assert "yet to come" in refused(ferry, **late)
    late["at"] = "yesterday"
    assert "no instant" in refused(ferry, **late)


def test_an_undo_names_a_decision_of_ones_own_that_is_in_force(ferry):
    judgement = take(ferry, decision="accept", target=ferry.said.id).judgement
    ferry.keep(judgement)
    undo = {"decision": "undo", "target": judgement.id}
    assert take(ferry, **undo).judgement.target == judgement.id
    assert "R. Ansah's" in refused(ferry, **undo, analyst="B. Other")
    ferry.withdrawn.add(judgement.id)
    assert "already" in refused(ferry, **undo)


def test_a_correction_can_be_corrected(ferry):
    first = take(ferry, decision="correct", target=ferry.said.id, to={"kind": "mixed"}).row
    ferry.keep(first)
    again = take(ferry, decision="correct", target=first.id, to={"kind": "direct"})
    assert again.judgement.target == first.id
    assert again.row.id != first.id
    assert "changes nothing" in refused(
        ferry, decision="correct", target=first.id, to={"kind": "mixed"}
    )


def test_a_parent_that_cannot_be_stored_is_refused(ferry):
    to = {"kind": "mixed", "parent": ferry.wrote.id}
    ferry.keep(take(ferry, decision="correct", target=ferry.said.id, to=to).row)
    to["parent"] = ferry.denied.id
    assert "another parent" in refused(ferry, decision="correct", target=ferry.said.id, to=to)


def test_each_kind_of_decision_has_a_judgement_of_its_name():
    assert {kind.name for kind in DECISION_KINDS} == {decision.value for decision in Decision}
