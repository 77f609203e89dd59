"""Reviewed documents: what goes out to be learnt from, and what is held back."""

from __future__ import annotations

from dataclasses import replace

from sayso.core import BY_HAND, CaseContents, Decision, Judgement, Polarity, Review
from sayso.review import collect_corrections


def judge(decision, target, *, analyst="A", replacement=None):
    return Judgement(decision, target.id, analyst, "", "2026-03-01T12:00:00Z",
                     None if replacement is None else replacement.id)  # fmt: skip


def by_hand(row, **changes):
    return replace(row, method=BY_HAND, review=Review.ACCEPTED, confidence=None, **changes)


def collect(ferry, *judgements, more=(), partly=False):
    rows = (ferry.said, ferry.wrote, ferry.denied, *more)
    contents = CaseContents((ferry.document,), rows, judgements=judgements)
    return collect_corrections(contents, partly=partly)


def all_but(ferry, *, last=Decision.ACCEPT):
    return (
        judge(Decision.ACCEPT, ferry.said),
        judge(Decision.REJECT, ferry.wrote),
        judge(last, ferry.denied),
    )


def test_a_document_nobody_decided_on_is_left_out_in_silence(ferry):
    assert collect(ferry) == ((), ())


def test_accepted_rows_are_gold_and_rejected_ones_are_not(ferry):
    (item,), problems = collect(ferry, *all_but(ferry))
    assert not problems
    assert [row.id for row in item.outer] == [ferry.said.id, ferry.denied.id]
    assert (item.nested, item.analysts, item.reviewed) == ((), ("A",), 1.0)


def test_a_document_all_of_whose_rows_are_rejected_teaches_that_there_is_none(ferry):
    (item,), _ = collect(ferry, *(judge(Decision.REJECT, row) for row in
                                  (ferry.said, ferry.wrote, ferry.denied)))  # fmt: skip
    assert item.outer == ()
    assert item.reviewed == 1.0


def test_a_correction_goes_out_in_the_place_of_what_it_corrects(ferry):
    row = by_hand(ferry.denied, source=())
    fix = judge(Decision.CORRECT, ferry.denied, replacement=row)
    (item,), _ = collect(ferry, *all_but(ferry)[:2], fix, more=(row,))
    assert [found.id for found in item.outer] == [ferry.said.id, row.id]


def test_rows_that_differ_in_no_word_go_out_once(ferry):
    row = by_hand(ferry.said, polarity=Polarity.DENIES)
    add = judge(Decision.ADD, row)
    (item,), _ = collect(ferry, *all_but(ferry), add, more=(row,))
    assert len(item.outer) == 2


def test_a_document_reviewed_in_part_is_held_back_unless_it_is_asked_for(ferry):
    found, (problem,) = collect(ferry, judge(Decision.ACCEPT, ferry.said))
    assert not found
    assert problem.kind == "partly_reviewed"
    assert problem.lost
    assert "3 attributions 2 are undecided" in problem.what
    (item,), problems = collect(ferry, judge(Decision.ACCEPT, ferry.said), partly=True)
    assert not problems
    assert (item.decided, item.proposed) == (1, 3)


def test_a_row_on_which_analysts_differ_is_undecided(ferry):
    found, problems = collect(
        ferry, *all_but(ferry), judge(Decision.REJECT, ferry.said, analyst="B")
    )
    assert not found
    assert len(problems) == 1


def test_a_suggestion_needs_no_decision_and_goes_out_when_it_is_accepted(ferry):
    weak = replace(ferry.denied, review=Review.SUGGESTED)
    contents = CaseContents((ferry.document,), (ferry.said, weak),
                            judgements=(judge(Decision.ACCEPT, ferry.said),))  # fmt: skip
    ((item,), problems) = collect_corrections(contents)
    assert not problems
    assert [row.id for row in item.outer] == [ferry.said.id]
    both = replace(contents, judgements=(*contents.judgements, judge(Decision.ACCEPT, weak)))
    ((item,), _) = collect_corrections(both)
    assert [row.id for row in item.outer] == [ferry.said.id, weak.id]


def test_nested_rows_stand_apart(ferry):
    inner = by_hand(ferry.said, content=ferry.said.content, cue=(), source=(),
                    parent=ferry.said.id)  # fmt: skip
    (item,), _ = collect(ferry, *all_but(ferry), judge(Decision.ADD, inner), more=(inner,))
    assert [row.id for row in item.nested] == [inner.id]
    assert inner.id not in [row.id for row in item.outer]


def test_a_withdrawn_decision_is_none(ferry):
    first = judge(Decision.ACCEPT, ferry.said)
    assert collect(ferry, first, judge(Decision.UNDO, first)) == ((), ())
