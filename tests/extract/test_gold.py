"""The gold for ties, names and events fits its texts, and its scorer counts as it says."""

from __future__ import annotations

import importlib
import json
import random
import re
import sys
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core import (
    AUTHOR,
    PREDICATES,
    Assertion,
    Face,
    FaceKind,
    Polarity,
    Review,
    SpanRole,
    make_proposition,
)
from sayso.extract import Extraction

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "gold" / "ties"
#: The seed and the share of the second pass, as its README says.
SECOND_SEED, SECOND_SHARE = 20261122, 3


def import_from(folder, name):
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def gold():
    return import_from(FOLDER, "load_gold")


@pytest.fixture(scope="module")
def scoring(gold):
    return import_from(ROOT / "bench", "tie_scoring")


@pytest.fixture(scope="module")
def passes(scoring):
    return import_from(ROOT / "bench", "gold_agreement")


@pytest.fixture(scope="module")
def names(scoring):
    return import_from(ROOT / "bench", "mention_scoring")


@pytest.fixture(scope="module")
def halves(gold):
    return {half: gold.load_texts(half) for half in ("look", "unseen")}


@pytest.fixture(scope="module")
def articles(gold, shared):
    path = shared / "data" / "attribution" / "train.jsonl"
    if not path.is_file():
        pytest.skip("no data/attribution in the shared folder")
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    texts = {row["id"]: row["text"] for row in rows}
    return {
        half: gold.load_articles(f"articles_{half}", texts.__getitem__)
        for half in ("look", "unseen")
    }


def every(halves):
    return [text for part in halves.values() for text in part]


def list_spans(text):
    for party in text.parties:
        yield from party.spans
    for event in text.events:
        yield from event.spans + event.anaphors
    for tie in text.ties:
        yield from (end.span for end in (tie.subject, tie.object) if end and end.span)
        if tie.words:
            yield tie.words


def cuts_out_words(text, span):
    start, end = span
    exact = text.text[start:end]
    before, after = text.text[start - 1 : start], text.text[end : end + 1]
    if not 0 <= start < end <= len(text.text) or exact != exact.strip():
        return False
    seams = (before + exact[:1], exact[-1:] + after)
    return not any(len(seam) == 2 and seam.isalnum() for seam in seams)


def test_every_span_of_our_own_texts_cuts_out_whole_words(halves):
    for text in every(halves):
        for span in list_spans(text):
            assert cuts_out_words(text, span), (text.id, span)


def test_every_span_of_an_article_cuts_out_whole_words_of_its_labelled_sentences(articles):
    for text in every(articles):
        for span in list_spans(text):
            assert cuts_out_words(text, span), (text.id, span)
            assert text.sentences[0][0] <= span[0] < span[1] <= text.sentences[-1][1]


def test_no_name_is_the_name_of_two_parties(halves, articles):
    for text in every(halves) + every(articles):
        spans = [span for party in text.parties for span in party.names]
        assert len(spans) == len(set(spans)), text.id


def test_a_text_lies_in_the_half_that_the_hash_of_its_id_says(gold, halves, articles):
    for group in (halves, articles):
        for half, texts in group.items():
            assert {gold.choose_half(text.id) for text in texts} == {half}


def test_no_text_and_no_sentence_stands_in_both_halves(halves):
    ids = Counter(text.id for text in every(halves))
    assert ids.most_common(1)[0][1] == 1
    look, unseen = (
        {text.text[slice(*span)] for text in part for span in text.sentences}
        for part in halves.values()
    )
    assert not look & unseen


def test_there_are_enough_sentences_and_a_third_of_them_is_without_a_tie(halves, articles):
    assert sum(len(text.sentences) for text in every(halves)) >= 400
    assert sum(len(text.sentences) for text in every(articles)) == 150
    for texts in halves.values():
        sentences = bare = 0
        for text in texts:
            told = [
                end.span
                for tie in text.ties
                for end in (tie.subject, tie.object)
                if not tie.is_optional and end and end.span
            ]
            for start, end in text.sentences:
                sentences += 1
                bare += not any(start <= span[0] < end for span in told)
        assert 3 * bare >= sentences


def test_each_half_has_every_predicate_and_every_polarity_of_the_record(halves):
    for half, texts in halves.items():
        ties = [tie for text in texts for tie in text.ties if not tie.is_optional]
        missing = {row.name for row in PREDICATES} - {tie.predicates[0] for tie in ties}
        assert not missing, (half, missing)
        assert {tie.polarity for tie in ties} == set(Polarity)


def test_every_kind_of_name_is_marked_in_our_own_texts(gold, halves):
    kinds = {party.kind for text in every(halves) for party in text.parties}
    # A named event is rare enough to stand in the articles alone.
    assert kinds == gold.KINDS - {FaceKind.UNKNOWN, "event"}


def list_runs(text, length=8):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[k : k + length]) for k in range(len(words) - length + 1)}


def test_no_run_of_eight_words_comes_from_the_articles_or_the_founding_article(halves, shared):
    ours = {run for text in every(halves) for run in list_runs(text.text)}
    folder = shared / "data" / "attribution"
    foreign = [(shared / "cases" / "founding-article.txt").read_text("utf-8")]
    for name in ("train.jsonl", "dev.jsonl", "multi.jsonl"):
        rows = (folder / name).read_text("utf-8").splitlines()
        foreign += [json.loads(row)["text"] for row in rows]
    for text in foreign:
        assert not ours & list_runs(text)


def test_the_labels_of_articles_hold_no_words_of_them(gold):
    known = {row.name for row in PREDICATES} | gold.KINDS | gold.EVENT_TYPES
    known |= {"affirms", "denies", "questions", "mentions", "verbatim", "paraphrase", "funds"}
    known |= {"arms", "endorses", "neutral", "distances", "rejects", "shelters", "trains"}

    def check(value):
        if isinstance(value, str):
            assert value in known or re.fullmatch(r"[0-9./~-]+", value), value
        elif isinstance(value, list | dict):
            for part in value.values() if isinstance(value, dict) else value:
                check(part)

    for half in ("look", "unseen"):
        rows = tomllib.loads((FOLDER / f"articles_{half}.toml").read_text("utf-8"))["article"]
        for row in rows:
            check({key: value for key, value in row.items() if key != "id"})


def test_the_second_pass_covers_the_third_that_the_seed_draws(gold, halves):
    known = {text.id: text.text for text in every(halves)}
    drawn = random.Random(SECOND_SEED).sample(sorted(known), len(known) // SECOND_SHARE)
    again = gold.load_texts("second_pass")
    assert {text.id for text in again} == set(drawn)
    assert all(text.text == known[text.id] for text in again)


BASE = """
[[text]]
id = "case"
published = "2020"
text = "The Reed Men back the Dawn Front. The Dawn Front thanked Ada Roth."
mentions = [
  { kind = "group", names = ["Reed Men"] },
  { kind = "group", names = ["Dawn Front"] },
  { kind = "person", names = ["Ada Roth"] },
]
ties = [ TIE ]
"""


@pytest.mark.parametrize(
    ("tie", "complaint"),
    [
        ('{ predicate = "likes", subject = "Reed Men", object = "Dawn Front" }', "no|not"),
        ('{ predicate = "part_of", subject = "Ada Roth", object = "Reed Men" }', "kind person"),
        ('{ predicate = "supports", subject = "Reed Men" }', "2 arguments"),
        ('{ predicate = "supports", subject = "Salt Men", object = "Reed Men" }', "does not stand"),
        (
            '{ predicate = "supports", subject = "Reed Men", object = "Ada Roth", valid = "soon" }',
            "EDTF",
        ),
        (
            '{ predicate = "leads", subject = "Ada Roth", object = "Reed Men", asserter = "Ed" }',
            "marks no party",
        ),
    ],
)
def test_a_label_that_does_not_fit_its_text_or_the_table_is_refused(gold, tie, complaint):
    with pytest.raises(gold.GoldError, match=complaint):
        gold.read_texts(BASE.replace("TIE", tie))


def test_words_stand_for_every_place_outside_longer_names_and_a_number_picks_one(gold):
    text = gold.read_texts(
        BASE.replace('["Dawn Front"]', '["Dawn Front#2"]').replace(
            "TIE", '{ predicate = "supports", subject = "Reed Men", object = "Dawn Front#2" }'
        )
    )[0]
    assert text.parties[1].names == ((38, 48),)
    assert text.ties[0].object.span == (38, 48)


def test_the_gold_scored_against_itself_is_all_right(scoring, passes, halves, articles):
    for text in every(halves) + every(articles):
        rows = [passes.give_tie(tie, text) for tie in text.ties]
        for level in ("tie", "polarity", "full"):
            total = scoring.score_text(text, rows, level=level, lenient=True).total
            assert (total.wrong, total.missed) == (0, 0), (text.id, level)


def test_names_scored_against_themselves_are_all_right(names, halves, articles):
    for text in every(halves) + every(articles):
        found = list(names.list_marked(text).items())
        for level in names.LEVELS:
            counts = names.score_names(text, names.keep_countable(text, found), level)
            assert (counts.right, counts.wrong, counts.missed) == (len(found), 0, 0), text.id


@pytest.fixture
def case(gold, passes):
    text = gold.read_texts(
        BASE.replace(
            "TIE", '{ predicate = "supports", subject = "Reed Men", object = "Dawn Front" }'
        )
    )[0]
    return text, passes.give_tie(text.ties[0], text)


def count(scoring, text, rows, **options):
    total = scoring.score_text(text, rows, **options).total
    return total.right, total.wrong, total.missed


def test_a_tie_found_twice_counts_once(scoring, case):
    text, row = case
    assert count(scoring, text, [row, row]) == (1, 0, 0)


def test_a_tie_the_wrong_way_round_is_wrong_and_missed(scoring, case):
    text, row = case
    turned = replace(row, subject=row.object, object=row.subject)
    assert count(scoring, text, [turned]) == (0, 1, 1)


def test_a_tie_by_the_wrong_asserter_is_right_only_where_the_asserter_does_not_count(scoring, case):
    text, row = case
    other = replace(row, asserter=row.subject)
    assert count(scoring, text, [other]) == (0, 1, 1)
    assert count(scoring, text, [other], level="polarity") == (1, 0, 0)


def test_a_denial_is_not_an_affirmation(scoring, case):
    text, row = case
    denied = replace(row, polarity="denies")
    assert count(scoring, text, [denied]) == (0, 1, 1)
    assert count(scoring, text, [denied], level="tie") == (1, 0, 0)


def test_a_row_that_matches_an_optional_label_is_neither_right_nor_wrong(scoring, case):
    text, row = case
    optional = replace(text, ties=(replace(text.ties[0], is_optional=True),))
    assert count(scoring, optional, [row]) == (0, 0, 0)
    assert count(scoring, optional, []) == (0, 0, 0)


def test_an_argument_that_is_only_an_unresolved_pronoun_is_nobody(scoring, gold, passes):
    text = gold.read_texts(
        """
[[text]]
id = "case"
text = "The Reed Men are many. They back the Dawn Front."
mentions = [
  { kind = "group", names = ["Reed Men"], anaphors = ["They"] },
  { kind = "group", names = ["Dawn Front"] },
]
ties = [{ predicate = "supports", subject = "They", object = "Dawn Front" }]
"""
    )[0]
    row = passes.give_tie(text.ties[0], text)
    unresolved = replace(row, subject=scoring.Given("party", (text.ties[0].subject.span,)))
    assert count(scoring, text, [row]) == (1, 0, 0)
    assert count(scoring, text, [unresolved]) == (0, 1, 1)
    assert count(scoring, text, [unresolved], lenient=True) == (1, 0, 0)


def test_a_name_with_its_article_or_possessive_is_the_same_name(names, case):
    text, _ = case
    found = names.keep_countable(
        text, [((0, 12), "group"), ((18, 32), "group"), ((58, 66), "state")]
    )
    assert found[0] == ((4, 12), "group")
    exact = names.score_names(text, found, names.LEVELS[0])
    assert (exact.right, exact.wrong, exact.missed) == (2, 1, 2)


def test_kappa_is_one_for_equal_kinds_and_nought_for_chance(passes):
    assert passes.measure_kappa([("state", "state"), ("group", "group")]) == 1
    pairs = [("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]
    assert passes.measure_kappa(pairs) == pytest.approx(0)


def test_an_event_counts_as_found_where_its_words_are_and_as_split_where_two_have_them(gold):
    events = import_from(ROOT / "bench", "event_scoring")
    text = gold.read_texts(
        """
[[text]]
id = "case"
text = "The raid on Orlo began at dawn. The attack on Orlo cost ten lives."
mentions = [{ kind = "place", names = ["Orlo"] }]
events = [{ type = "raid", spans = ["The raid", "The attack"], place = "Orlo", time = "2020" }]
"""
    )[0]
    whole = events.FoundEvent(((4, 8), (36, 42)), "2020", "Orlo")
    score = events.score_events(text, [whole])
    assert (score.found, score.split, score.times.right, score.places.right) == (1, 0, 1, 1)
    parts = [events.FoundEvent((span,), None, None) for span in whole.spans]
    score = events.score_events(text, parts)
    assert (score.found, score.split, score.times.missed) == (1, 1, 1)
    assert events.score_events(text, []).found == 0


def test_the_outer_row_of_a_report_is_no_tie_of_its_own(scoring, case):
    bench = import_from(ROOT / "bench", "assertions")
    text, _ = case
    document = bench.make_document(text)
    faces = [
        Face(document.id, FaceKind.GROUP, words, (document.span(*span, SpanRole.MENTION),))
        for words, span in (("Reed Men", (4, 12)), ("Dawn Front", (22, 32)))
    ]
    proposition = make_proposition("supports", tuple(face.id for face in faces))
    outer = Assertion(proposition.id, AUTHOR, Polarity.MENTIONS, document.id)
    inner = Assertion(
        proposition.id, faces[1].id, Polarity.AFFIRMS, document.id, reported_in=outer.id
    )
    suggested = replace(inner, polarity=Polarity.DENIES, review=Review.SUGGESTED)
    extraction = Extraction(
        (), tuple(faces), (), propositions=(proposition,), assertions=(outer, inner, suggested)
    )
    rows = bench.list_found(document, extraction)
    assert [(row.predicate, row.polarity, row.outer) for row in rows] == [
        ("supports", "affirms", "mentions")
    ]
    assert count(scoring, text, rows, level="polarity") == (1, 0, 0)
    assert count(scoring, text, rows) == (0, 1, 1)
