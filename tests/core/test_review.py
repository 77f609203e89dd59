"""How rows stand after what people decided: one function from the record, undone exactly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core import (
    BY_HAND,
    Assertion,
    Attribution,
    AttributionKind,
    CaseContents,
    Decision,
    Judgement,
    Polarity,
    Review,
    Span,
    SpanRole,
    report_dispute,
    settle_reviews,
)


def span(role, start, end):
    return Span("document-x", start, end, role, "x" * (end - start), "", "")


def machine(start, end, parent=None, review=Review.MACHINE):
    return Attribution(
        "document-x",
        (),
        (span(SpanRole.CUE, start, start + 1),),
        (span(SpanRole.CONTENT, start + 1, end),),
        AttributionKind.INDIRECT,
        parent=None if parent is None else parent.id,
        method="rules/1",
        review=review,
    )


def by_hand(row, **changes):
    return replace(row, method=BY_HAND, review=Review.ACCEPTED, confidence=None, **changes)


OUTER = machine(0, 50)
INNER = machine(10, 30, OUTER)
LAST = machine(15, 20, INNER)
WEAK = machine(60, 70, review=Review.SUGGESTED)
FIXED = by_hand(INNER, polarity=Polarity.DENIES)
OTHER = by_hand(INNER, polarity=Polarity.QUESTIONS)
ADDED = by_hand(machine(80, 90))
ROWS = (OUTER, INNER, LAST, WEAK)
HAND = (FIXED, OTHER, ADDED)


def decide(decision, target, analyst="A", at=0, replacement=None):
    at = f"2026-03-01T12:00:{at:02}Z"
    new = None if replacement is None else replacement.id
    return Judgement(decision, target.id, analyst, "", at, new)


def accept(target, analyst="A", at=0):
    return decide(Decision.ACCEPT, target, analyst, at)


def reject(target, analyst="A", at=0):
    return decide(Decision.REJECT, target, analyst, at)


def correct(target, replacement, analyst="A", at=0):
    return decide(Decision.CORRECT, target, analyst, at, replacement)


def undo(target, analyst="A", at=0):
    return decide(Decision.UNDO, target, analyst, at)


def settle(*judgements, rows=ROWS + HAND):
    return settle_reviews(CaseContents(attributions=rows, judgements=judgements))


def stands(*judgements, rows=ROWS + HAND):
    """Return the review of each row that stands, by row."""
    found = settle(*judgements, rows=rows).contents.attributions
    names = {row.id: row for row in rows}
    return {names[row.id]: row.review for row in found}


UNTOUCHED = {row: row.review for row in ROWS}


def test_without_decisions_each_row_stands_as_proposed():
    assert stands() == UNTOUCHED
    assert settle_reviews(CaseContents(attributions=ROWS)).contents.attributions == ROWS


def test_a_decision_is_shown_and_the_row_as_proposed_is_untouched():
    found = stands(accept(OUTER), reject(LAST), accept(WEAK))
    assert found[OUTER] is Review.ACCEPTED
    assert found[LAST] is Review.REJECTED
    assert found[WEAK] is Review.ACCEPTED
    assert OUTER.review is Review.MACHINE


def test_a_correction_sets_the_row_aside_and_puts_the_row_by_hand_in_its_place():
    found = stands(correct(INNER, FIXED))
    assert found == {**UNTOUCHED, INNER: Review.CORRECTED, FIXED: Review.ACCEPTED}


def test_an_addition_stands_as_long_as_its_writer_stands_by_it():
    add = decide(Decision.ADD, ADDED)
    assert stands(add)[ADDED] is Review.ACCEPTED
    assert stands(add, undo(add)) == UNTOUCHED
    assert stands(add, reject(ADDED, at=1))[ADDED] is Review.REJECTED


def test_of_one_analyst_the_latest_decision_counts_by_its_own_time_then_by_the_record():
    assert stands(accept(OUTER, at=2), reject(OUTER, at=1))[OUTER] is Review.ACCEPTED
    assert stands(accept(OUTER), reject(OUTER))[OUTER] is Review.REJECTED
    late = replace(accept(OUTER), decided_at="2026-03-01T12:00:00.5Z")
    assert stands(late, reject(OUTER))[OUTER] is Review.ACCEPTED


def test_a_second_correction_by_one_analyst_replaces_the_first():
    found = stands(correct(INNER, FIXED), correct(INNER, OTHER, at=1))
    assert (found[INNER], found[OTHER]) == (Review.CORRECTED, Review.ACCEPTED)
    assert FIXED not in found


def test_a_correction_of_a_correction_and_back():
    chain = (correct(INNER, FIXED), correct(FIXED, OTHER, at=1))
    found = stands(*chain)
    assert (found[INNER], found[FIXED], found[OTHER]) == (
        Review.CORRECTED, Review.CORRECTED, Review.ACCEPTED,
    )  # fmt: skip
    back = stands(*chain, correct(OTHER, FIXED, at=2))
    assert back[FIXED] is Review.ACCEPTED
    assert OTHER not in back
    assert stands(*chain, undo(chain[0], at=2)) == UNTOUCHED


def test_where_two_analysts_agree_their_decision_stands_and_where_they_differ_neither_does():
    assert stands(accept(OUTER, "A"), accept(OUTER, "B"))[OUTER] is Review.ACCEPTED
    for first, second in (("A", "B"), ("B", "A")):
        settled = settle(accept(OUTER, first), reject(OUTER, second, at=1))
        assert settled.contents.attributions[0].review is Review.MACHINE
        (dispute,) = settled.disputes
        assert [judgement.analyst for judgement in dispute.judgements] == [first, second]


def test_two_different_corrections_leave_the_row_as_proposed():
    settled = settle(correct(INNER, FIXED, "A"), correct(INNER, OTHER, "B"))
    assert {row.id for row in settled.contents.attributions} == {row.id for row in ROWS}
    assert [dispute.target for dispute in settled.disputes] == [INNER.id]


def test_a_correction_that_another_analyst_rejects_is_shown_as_not_settled():
    settled = settle(correct(INNER, FIXED, "A"), reject(FIXED, "B", at=1))
    found = {row.id: row.review for row in settled.contents.attributions}
    assert (found[INNER.id], found[FIXED.id]) == (Review.CORRECTED, Review.MACHINE)
    (dispute,) = settled.disputes
    told = report_dispute(dispute, FIXED, None)
    assert "A: wrote it" in told.what
    assert "B: reject" in told.what
    assert not told.lost


def test_a_new_decision_settles_a_dispute():
    settled = settle(accept(OUTER, "A"), reject(OUTER, "B"), accept(OUTER, "B", at=1))
    assert settled.contents.attributions[0].review is Review.ACCEPTED
    assert not settled.disputes


def test_only_its_author_withdraws_a_decision():
    first = accept(OUTER, "A")
    assert stands(first, undo(first, "B"))[OUTER] is Review.ACCEPTED
    assert stands(first, undo(first, "A")) == UNTOUCHED


def test_an_undo_can_be_undone_any_number_of_times():
    steps = [accept(OUTER)]
    for number in range(1, 6):
        steps.append(undo(steps[-1], at=number))
        expected = Review.ACCEPTED if number % 2 == 0 else Review.MACHINE
        assert stands(*steps)[OUTER] is expected


def parents(*judgements, rows=ROWS + HAND):
    found = settle(*judgements, rows=rows).contents.attributions
    return {row.id: row.parent for row in found}


def test_what_stood_in_a_corrected_row_stands_in_the_correction():
    assert parents(correct(INNER, FIXED))[LAST.id] == FIXED.id
    first = correct(INNER, FIXED)
    assert parents(first, undo(first))[LAST.id] == INNER.id


def test_what_stood_in_a_rejected_row_stands_in_what_held_that():
    assert parents(reject(INNER))[LAST.id] == OUTER.id
    assert parents(reject(INNER), reject(OUTER))[LAST.id] is None


def test_what_a_correction_no_longer_holds_stands_in_what_holds_the_correction():
    short = by_hand(INNER, content=(span(SpanRole.CONTENT, 11, 14),))
    assert parents(correct(INNER, short), rows=(*ROWS, short))[LAST.id] == OUTER.id


def test_an_addition_inside_a_correction_that_is_withdrawn_stands_in_the_row_as_proposed():
    inside = by_hand(machine(20, 25), parent=FIXED.id)
    fix, add = correct(INNER, FIXED), decide(Decision.ADD, inside)
    rows = (*ROWS, *HAND, inside)
    assert parents(fix, add, rows=rows)[inside.id] == FIXED.id
    assert parents(fix, add, undo(fix), rows=rows)[inside.id] == INNER.id


def test_rows_that_would_hold_one_another_do_not():
    both = (correct(OUTER, FIXED), correct(INNER, FIXED, at=1))
    for order in (ROWS + HAND, (ROWS + HAND)[::-1]):
        found = parents(*both, rows=order)
        assert found[FIXED.id] is None
        assert found[LAST.id] == FIXED.id


def test_an_assertion_read_from_a_row_that_is_gone_waits_for_a_decision():
    row = Assertion("proposition-x", "face-x", Polarity.AFFIRMS, "document-x", attribution=INNER.id)
    contents = CaseContents(attributions=ROWS + HAND, assertions=(row,))

    def review(*judgements):
        return (
            settle_reviews(replace(contents, judgements=judgements)).contents.assertions[0].review
        )

    assert review(accept(INNER)) is Review.MACHINE
    assert review(reject(INNER)) is Review.SUGGESTED
    assert review(correct(INNER, FIXED)) is Review.SUGGESTED
    assert review(reject(INNER), accept(row)) is Review.ACCEPTED
    assert review(reject(row)) is Review.REJECTED


analysts = st.sampled_from("ABC")
seconds = st.integers(0, 5)
targets = st.sampled_from(ROWS + HAND)
decisions = st.one_of(
    st.builds(accept, targets, analysts, seconds),
    st.builds(reject, targets, analysts, seconds),
    st.builds(correct, targets, st.sampled_from(HAND), analysts, seconds),
    st.builds(lambda row, who, at: decide(Decision.ADD, row, who, at),
              st.sampled_from(HAND), analysts, seconds),
)  # fmt: skip


def view(judgements):
    settled = settle_reviews(CaseContents(attributions=ROWS + HAND, judgements=judgements))
    return settled.contents.attributions, settled.disputes


@settings(deadline=None)
@given(st.lists(decisions, max_size=6), st.lists(decisions, max_size=8), st.randoms())
def test_any_decisions_and_their_undos_in_any_order_give_the_state_of_before(old, new, chance):
    before = {row.id: row for row in old}
    added = {row.id: row for row in new if row.id not in before}
    backwards = list(added.values())
    chance.shuffle(backwards)
    undos = [undo(row, row.analyst, 9) for row in backwards]
    start = tuple(before.values())
    end = (*start, *added.values(), *undos)
    assert view(end) == view(start)


@settings(deadline=None)
@given(st.lists(decisions, max_size=10))
def test_any_decisions_give_rows_that_stand_without_rings_whatever_the_order_of_rows(made):
    judgements = tuple({row.id: row for row in made}.values())
    first = settle_reviews(CaseContents(attributions=ROWS + HAND, judgements=judgements)).contents
    turned = (ROWS + HAND)[::-1]
    second = settle_reviews(CaseContents(attributions=turned, judgements=judgements)).contents
    assert first.attributions == second.attributions[::-1]
    homes = {row.id: row.parent for row in first.attributions}
    for name in homes:
        seen = set()
        while name is not None:
            assert name not in seen
            seen.add(name)
            name = homes.get(name)


@settings(deadline=None)
@given(st.lists(decisions, max_size=8))
def test_names_of_analysts_do_not_matter(made):
    """Swap two analysts and every row stands as before."""
    swapped = [
        replace(row, analyst={"A": "B", "B": "A"}.get(row.analyst, row.analyst)) for row in made
    ]

    def reviews(judgements):
        unique = tuple({row.id: row for row in judgements}.values())
        return view(unique)[0]

    assert reviews(made) == reviews(swapped)


@pytest.mark.parametrize("count", [2000])
def test_long_chains_need_no_recursion(count):
    rows = [OUTER]
    judgements = []
    for number in range(count):
        rows.append(by_hand(OUTER, certainty_words=str(number)))
        judgements.append(correct(rows[-2], rows[-1]))
    undos = [judgements[0]]
    for _ in range(count):
        undos.append(undo(undos[-1]))
    settled = settle(*judgements, *undos[1:], rows=tuple(rows))
    standing = [row for row in settled.contents.attributions if row.review is Review.ACCEPTED]
    assert [row.id for row in standing] == [rows[-1].id]
