from __future__ import annotations

import random
from dataclasses import replace

import pytest

from sayso.core import BY_HAND, CaseContents, DataError, Decision, Judgement, Polarity, Review
from sayso.report import Sentence, SentenceKind, build_report, list_claims


def _claims(report):
    return list_claims(tuple(c for part in report.documents for c in part.accounts))


def test_a_case_that_nobody_reviewed_says_so_first(mill, factory):
    report = build_report(mill, factory.HEAD)
    assert report.opening[0].text == "No row of this case was reviewed by a person."
    rows = (replace(mill.attributions[0], review=Review.ACCEPTED), *mill.attributions[1:])
    report = build_report(replace(mill, attributions=rows), factory.HEAD)
    assert report.opening[0].text == "1 of 11 rows were reviewed by a person: 1 accepted."


def _judge(decision, row, analyst="R. Ansah", replacement=None):
    at = "2026-03-01T12:00:00Z"
    new = None if replacement is None else replacement.id
    return Judgement(decision, row.id, analyst, "", at, new)


def test_rows_are_shown_as_they_stand_after_what_people_decided(mill, factory):
    first, second, third, *_ = mill.attributions
    new = replace(third, polarity=Polarity.DENIES, method=BY_HAND, review=Review.ACCEPTED)
    made = (
        _judge(Decision.ACCEPT, first),
        _judge(Decision.REJECT, second),
        _judge(Decision.CORRECT, third, replacement=new),
    )
    case = replace(mill, attributions=(*mill.attributions, new), judgements=made)
    report = build_report(case, factory.HEAD)
    reviews = {claim.id: claim.review for claim in _claims(report)}
    assert (reviews[first.id], reviews[new.id]) == (Review.ACCEPTED, Review.ACCEPTED)
    assert not {second.id, third.id} & set(reviews)
    inner = next(row for row in mill.attributions if row.parent == third.id)
    outer = next(claim for claim in _claims(report) if claim.id == new.id)
    assert [child.id for child in outer.children] == [inner.id]
    assert "denies" in outer.sentence.text
    assert report.opening[0].text == (
        "3 of 11 rows were reviewed by a person: 1 accepted, 1 corrected, 1 rejected."
    )
    turned = replace(case, attributions=case.attributions[::-1])
    assert build_report(turned, factory.HEAD) == report


def test_a_row_on_which_analysts_differ_stands_as_proposed_and_is_listed(mill, factory):
    row = mill.attributions[0]
    made = (_judge(Decision.ACCEPT, row), _judge(Decision.REJECT, row, "B. Mensah"))
    report = build_report(replace(mill, judgements=made), factory.HEAD)
    assert next(claim for claim in _claims(report) if claim.id == row.id).review is row.review
    group = next(group for group in report.problems if group.kind == "analysts_differ")
    assert "R. Ansah: accept" in group.problems[0].what
    assert "case/mill.txt, code points" in group.problems[0].where
    assert report.opening[0].text == "No row of this case was reviewed by a person."
    assert any("On 1 row analysts differ" in sentence.text for sentence in report.opening)


def test_every_finding_and_account_leads_to_evidence_that_is_there(mill, factory):
    report = build_report(mill, factory.HEAD)
    known = {item.id for item in report.evidence}
    sentences = [*report.opening, *(part.finding for part in report.asserters)]
    sentences += [claim.sentence for claim in _claims(report)]
    assert known
    for sentence in sentences:
        if sentence.kind is not SentenceKind.METHOD:
            assert sentence.evidence
        assert set(sentence.evidence) <= known


def test_a_finding_without_evidence_is_refused():
    with pytest.raises(ValueError, match="no evidence"):
        Sentence("s", SentenceKind.FINDING, "It is so.")


def test_quotes_are_the_words_of_the_document(mill, factory):
    report = build_report(mill, factory.HEAD)
    texts = {document.id: document.text for document in mill.documents}
    for item in report.evidence:
        for span in item.spans:
            assert texts[item.document][span.start : span.end] == span.exact
        for quote in item.context:
            assert texts[item.document][quote.start : quote.end] == quote.text
    for part in report.documents:
        shown = "".join("".join(leaf.text for leaf in block.leaves) for block in part.text)
        assert "".join(shown.split()) == "".join(texts[part.id].split())


def test_every_account_names_whoever_it_is_given_to(mill, factory):
    texts = {claim.sentence.text for claim in _claims(build_report(mill, factory.HEAD))}
    assert texts == {
        "The document's own voice says: “The mill at Orrin burnt down on Monday”",
        "Reeve Tavis says: “that the Northern Watch had set the fire”",
        'Northern Watch says: "We had no part in it,"',
        'A clerk says: “that a miller had told him that "the lamp fell"”',
        'A clerk says that “a miller” (not resolved to a party) says: "the lamp fell"',
        "Somebody who is not named says (cue “is believed”): “the wheel was old”",
        "The popular account says: “the Southern Watch may have helped the Northern Watch”",
        "Northern Watch questions (cue “asked”): “whether Reeve Tavis was in town at all”",
        "Southern Watch denies: “any hand in the fire”",
        "سخنگو says (cue “گفت”): «ما در آن دست نداشتیم.»",
    }


def test_a_report_within_a_report_is_nested_and_its_path_names_each_hand(mill, factory):
    report = build_report(mill, factory.HEAD)
    outer = next(c for c in report.documents[0].accounts if c.children)
    (inner,) = outer.children
    item = next(item for item in report.evidence if item.id == inner.id)
    assert item.path == (
        "Orrin Post, “Mill burns at Orrin”",
        "a clerk",
        "“a miller” (not resolved to a party)",
    )


def test_a_child_whose_parent_is_missing_still_says_that_it_was_reported(mill, factory):
    rows = tuple(row for row in mill.attributions if row.asserter != mill.faces[3].id)
    texts = [
        c.sentence.text
        for c in _claims(build_report(replace(mill, attributions=rows), factory.HEAD))
    ]
    assert (
        "An account that is not in this report says that “a miller” (not resolved to a party) "
        'says: "the lamp fell"'
    ) in texts


def test_suggestions_stand_apart_and_are_counted(mill, factory):
    report = build_report(mill, factory.HEAD)
    assert [claim.source for claim in report.suggestions] == ["He"]
    assert "He" not in [claim.source for claim in _claims(report)]
    assert any("1 suggestion below" in sentence.text for sentence in report.opening)


def test_a_suggestion_inside_a_claim_stays_with_it_and_is_not_counted(mill, factory):
    rows = list(mill.attributions)
    rows[3] = replace(rows[3], review=Review.SUGGESTED)
    report = build_report(replace(mill, attributions=tuple(rows)), factory.HEAD)
    outer = next(claim for claim in report.documents[0].accounts if claim.children)
    assert outer.children[0].review is Review.SUGGESTED
    assert report.documents[0].claims == 6
    assert outer.children[0].number not in {n for part in report.asserters for n in part.claims}
    assert any("2 suggestions below" in sentence.text for sentence in report.opening)


def test_rejected_rows_are_left_out_and_counted(mill, factory):
    rows = (replace(mill.attributions[0], review=Review.REJECTED), *mill.attributions[1:])
    report = build_report(replace(mill, attributions=rows), factory.HEAD)
    assert "Reeve Tavis" not in [claim.asserter_label for claim in _claims(report)]
    assert any(s.text.startswith("1 row that a person rejected") for s in report.opening)


def test_words_that_cannot_be_found_become_a_problem_and_are_not_moved(mill, factory):
    row = mill.attributions[0]
    moved = replace(row, source=(replace(row.source[0], start=1, end=12),))
    report = build_report(replace(mill, attributions=(moved, *mill.attributions[1:])), factory.HEAD)
    assert moved.id not in {item.id for item in report.evidence}
    kinds = [group.kind for group in report.problems]
    assert "orphaned_anchor" in kinds


def test_one_name_in_two_documents_is_two_parties(mill, factory):
    report = build_report(mill, factory.HEAD)
    watches = [part for part in report.actors if part.label == "Northern Watch"]
    assert len(watches) == 2
    assert watches[0].same_label == (watches[1].document,)
    assert watches[0].same_label_count == 1
    groups = [part for part in report.asserters if part.label == "Northern Watch"]
    assert [part.document for part in groups] == [watches[0].document, watches[1].document]


def test_the_order_of_rows_does_not_matter(mill, factory):
    report = build_report(mill, factory.HEAD)
    generator = random.Random(4)
    for _ in range(5):
        shuffled = replace(
            mill,
            attributions=tuple(generator.sample(mill.attributions, len(mill.attributions))),
            faces=tuple(generator.sample(mill.faces, len(mill.faces))),
            problems=tuple(generator.sample(mill.problems, len(mill.problems))),
        )
        assert build_report(shuffled, factory.HEAD) == report


def test_an_empty_case_gives_a_report_that_says_so(factory):
    report = build_report(CaseContents(), factory.HEAD)
    assert report.opening[0].text == "No row of this case was reviewed by a person."
    assert report.evidence == ()


def test_attributions_that_hold_each_other_are_refused(mill, factory):
    first, second = mill.attributions[:2]
    rows = (replace(first, parent=second.id), replace(second, parent=first.id))
    with pytest.raises(DataError, match="stands inside itself"):
        build_report(replace(mill, attributions=rows), factory.HEAD)


def test_nesting_far_too_deep_is_shown_flat_and_still_names_every_hand(factory):
    words = [f"m{number:03d}" for number in range(300)]
    document = factory.make_document(" ".join(words) + ".")
    rows, parent = [], None
    for word in words:
        rows.append(factory.attribute(document, word, "", "", parent=parent))
        parent = rows[-1]
    report = build_report(CaseContents((document,), tuple(rows)), factory.HEAD)
    claims = list_claims(report.documents[0].accounts)
    assert len(claims) == 300
    assert max(len(c.children) for c in claims) > 200
    assert all(word in claims[-1].sentence.text for word in words)


def test_a_mention_whose_words_are_not_there_leads_nowhere(mill, factory):
    face = mill.faces[0]
    moved = replace(face, mentions=(replace(face.mentions[0], start=0, end=11),))
    report = build_report(replace(mill, faces=(moved, *mill.faces[1:])), factory.HEAD)
    (part,) = [part for part in report.actors if part.label == "Reeve Tavis"]
    assert [mention.block for mention in part.mentions] == [None]
