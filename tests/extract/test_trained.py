"""The reading by a tagger, with what the rules add to it."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core import BlockKind, Polarity, Review, Stance, Step
from sayso.extract import ReadingSettings, extract_document, find_reading
from sayso.extract.tagged import Candidate
from sayso.extract.trained import TrainedReading


def load_tagger_class():
    path = Path(__file__).with_name("tagger.py")
    spec = importlib.util.spec_from_file_location("pattern_tagger", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PatternTagger


@pytest.fixture
def tagger():
    return load_tagger_class()()


@pytest.fixture
def read(tagger, make_document):
    """A function from a text or document to the rows that the reading gives."""

    def call(text, **settings):
        document = make_document(text) if isinstance(text, str) else text
        return TrainedReading(tagger).attribute(document, settings=ReadingSettings(**settings))[0]

    return call


class OneCandidate:
    """A tagger that finds one candidate, sure of it; the ranges are given as words."""

    version = "1"
    threshold = 0.5

    def __init__(self, source, cue, *content):
        self.parts = (source, cue, content)

    def find(self, text):
        def place(words):
            start = text.index(words)
            return start, start + len(words)

        source, cue, content = self.parts
        return (Candidate((place(source),), (place(cue),), tuple(map(place, content)), ()),)

    def rate(self, candidate, rules):
        return 0.9


def words(spans):
    return [span.exact for span in spans]


def by_cue(rows, cue):
    (row,) = [row for row in rows if words(row.cue) == [cue]]
    return row


def test_a_row_names_the_tagger_that_found_it_and_its_probability(read):
    (row,) = read("Norland groused that the road was mined.")
    assert (words(row.source), words(row.cue)) == (["Norland"], ["groused"])
    assert words(row.content) == ["the road was mined"]
    assert row.method == "model/7"
    assert row.confidence == pytest.approx(0.81)
    assert row.review is Review.MACHINE


def test_what_the_tagger_does_not_find_outside_is_not_taken_from_the_rules(read):
    assert read("The ministry denied that it had fired.") == ()


def test_at_one_cue_the_tagger_wins_over_the_rules(read):
    rows = read("Norland said that the road was mined.")
    assert [row.method for row in rows] == ["model/7"]


def test_below_its_threshold_a_candidate_is_a_suggestion(read):
    (row,) = read("Norland groused mightily.")
    assert row.review is Review.SUGGESTED
    (row,) = read("Norland groused mightily.", threshold=0.1)
    assert row.review is Review.MACHINE


def test_the_rules_that_agree_are_told_to_the_tagger(read, tagger):
    read("Norland said that the road was mined. Sudran groused that it was not.")
    assert [support > 0 for support in tagger.support] == [True, False]


def test_an_attribution_inside_a_content_comes_from_the_rules(read):
    rows = read("Norland groused that Sudran had denied that it fired.")
    inner, outer = by_cue(rows, "had denied"), by_cue(rows, "groused")
    assert inner.method == "rules/1"
    assert inner.parent == outer.id
    assert inner.polarity is Polarity.DENIES
    assert outer.parent is None


def test_what_is_nested_ends_with_what_holds_it(read):
    for row in read("Norland groused that Sudran said that it fired. The road was mined."):
        assert row.content[-1].end <= len("Norland groused that Sudran said that it fired")


def test_posts_come_from_the_rules_with_their_announcer(read, make_document):
    document = make_document("Ana Sole wrote on Telegram:\nThe siege is over. Norland said no.")
    first, second = document.blocks
    document = replace(document, blocks=(first, replace(second, kind=BlockKind.POST)))
    (post,) = [row for row in read(document) if not row.cue]
    assert words(post.source) == ["Ana Sole"]
    assert post.method == "rules/1"
    inner = by_cue(read(document), "said")
    assert inner.parent == post.id


def test_a_candidate_that_holds_a_whole_post_does_not_stand_beside_it(make_document):
    document = make_document("Ana Sole wrote on Telegram:\nThe siege is over.")
    first, second = document.blocks
    document = replace(document, blocks=(first, replace(second, kind=BlockKind.POST)))
    reading = TrainedReading(OneCandidate("Ana Sole", "wrote", "The siege is over."))
    (row,) = reading.attribute(document, settings=ReadingSettings())[0]
    assert row.cue == ()


def test_where_nobody_announces_a_post_the_tagger_may(make_document):
    document = make_document("So Ana Sole, in a hurry.\nThe siege is over.")
    first, second = document.blocks
    document = replace(document, blocks=(first, replace(second, kind=BlockKind.POST)))
    reading = TrainedReading(OneCandidate("Ana Sole", "in a hurry", "The siege is over."))
    (row,) = reading.attribute(document, settings=ReadingSettings())[0]
    assert words(row.source) == ["Ana Sole"]


def test_narratives_and_names_before_a_colon_come_from_the_rules(read):
    rows = read("Mayor Ruiz: the port is open\nThe popular narrative is that the port is closed.")
    assert {row.method for row in rows} == {"rules/1"}
    assert len(rows) == 2


def test_a_translation_is_told_by_its_label(read):
    (row,) = read("English translation: The siege is over.")
    assert row.step is Step.TRANSLATION


@pytest.mark.parametrize("kind", [BlockKind.BOILERPLATE, BlockKind.BYLINE])
def test_boilerplate_and_bylines_are_not_read(read, make_document, kind):
    assert read(make_document("Norland groused that it was so.", kind=kind)) == ()


def test_the_tagger_sees_the_blocks_alone_at_their_places(read, tagger, make_document):
    document = make_document("Norland groused\nMenu Login Help\nthat it was so.\n\n“ ”")
    first, menu, last, marks = document.blocks
    blocks = (first, replace(menu, kind=BlockKind.BOILERPLATE), last, marks)
    read(replace(document, blocks=blocks))
    (seen,) = tagger.texts
    assert len(seen) == len(document.text)
    assert seen.split() == ["Norland", "groused", "that", "it", "was", "so."]
    assert seen.index("that") == last.start


def test_line_breaks_inside_a_block_change_nothing(read, make_document):
    plain = make_document("Norland groused that the road was mined.")
    broken = replace(plain, text=plain.text.replace(" that ", "\nthat "))
    places = [
        [[(span.start, span.end) for span in role] for row in read(one) for role in row.roles]
        for one in (plain, broken)
    ]
    assert places[0] == places[1]


def test_a_content_is_cut_where_its_block_ends(make_document):
    document = make_document("Norland groused that it was so\nThe road is open.")
    content = "it was so\nThe road is open."
    reading = TrainedReading(OneCandidate("Norland", "groused", content))
    (row,) = reading.attribute(document, settings=ReadingSettings())[0]
    assert words(row.content) == ["it was so", "The road is open."]


def test_a_quotation_left_open_goes_on_in_the_paragraph_that_opens_it_again(make_document):
    text = "Norland groused: “It is so and it stays so.\n“The road is open.”\nIt rained."
    document = make_document(text)
    reading = TrainedReading(OneCandidate("Norland", "groused", "“It is so and it stays so."))
    (row,) = reading.attribute(document, settings=ReadingSettings())[0]
    assert words(row.content) == ["“It is so and it stays so.", "“The road is open.”"]


@pytest.mark.parametrize(
    ("text", "parts", "polarity", "stance"),
    [
        (
            "Norland did not say that it fired.",
            ("Norland", "say", "that it fired"),
            Polarity.MENTIONS,
            Stance.NEUTRAL,
        ),
        (
            "Norland falsely claimed it had left.",
            ("Norland", "claimed", "it had left"),
            Polarity.AFFIRMS,
            Stance.REJECTS,
        ),
        (
            "In denial of the raid was Norland, it fired.",
            ("Norland", "denial", "the raid"),
            Polarity.DENIES,
            Stance.NEUTRAL,
        ),
        (
            "Norland, condemning the raid, left.",
            ("Norland", "condemning", "the raid"),
            Polarity.MENTIONS,
            Stance.NEUTRAL,
        ),
    ],
)
def test_polarity_and_stance_are_read_off_the_words(make_document, text, parts, polarity, stance):
    reading = TrainedReading(OneCandidate(*parts))
    row = by_cue(reading.attribute(make_document(text), settings=ReadingSettings())[0], parts[1])
    assert row.method == "model/1"
    assert (row.polarity, row.stance) == (polarity, stance)


def test_another_language_is_read_as_by_the_rules(tagger, make_document):
    text = "Norland groused that it was so.\nEnglish translation: The siege is over."
    document = make_document(text, language="de")
    settings = ReadingSettings()
    found = TrainedReading(tagger).attribute(document, settings=settings)
    assert found == find_reading("rules").attribute(document, settings=settings)
    assert tagger.texts == []
    assert [problem.kind for problem in found[1]] == ["unread_language"]


def test_every_span_cuts_out_its_words(tagger, make_document):
    document = make_document(
        "Mayor Ruiz: the port is open\nNorland said that Sudran said that it fired.\n"
        "Sudran groused that “the road” was mined. It blogged that it rained."
    )
    extraction = extract_document(document, TrainedReading(tagger))
    assert extraction.attributions
    for row in extraction.attributions:
        for span in row.spans:
            assert document.text[span.start : span.end] == span.exact == span.exact.strip()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "."])
def test_next_to_nothing_gives_nothing(read, text):
    assert read(text) == ()
