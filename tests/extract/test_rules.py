"""The reading by rules: spans, kinds, layout, and its bounds on hostile text."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace

import pytest

from sayso.core import Block, BlockKind, Review, SettingsError, Step
from sayso.extract import ReadingSettings, extract_document, find_reading

RULES = find_reading("rules")

STORY = """Border talks stall as Norland accuses Sudran of shelling

Norland said on Tuesday that Sudran had shelled the town of Ebren. Sudran denied that it had fired.

"We did not fire," Ilya Bron, a spokesman for Sudran, told reporters. "Norland knows it."

Mira Tan, who leads the Norland army, called the denial "an insult" and vowed to answer.

According to aid workers, ninety people may have fled. They said that the road was mined.

English translation: The market is closed. I saw the smoke.
"""


def read(document, **settings):
    return RULES.attribute(document, settings=ReadingSettings(**settings))[0]


def words_of(row):
    roles = (" ".join(" ".join(span.exact.split()) for span in role) for role in row.roles)
    return (*roles, row.kind, row.polarity, row.stance, row.certainty_words)


def test_every_span_cuts_out_its_words(make_document):
    document = make_document(STORY)
    rows = read(document)
    assert len(rows) >= 8
    for row in rows:
        for span in row.spans:
            assert document.text[span.start : span.end] == span.exact == span.exact.strip()
            assert span == document.span(span.start, span.end, span.role)


def test_rows_stand_in_the_order_of_their_contents_and_once_each(make_document):
    rows = read(make_document(STORY))
    starts = [row.content[0].start for row in rows]
    assert starts == sorted(starts)
    assert len({row.id for row in rows}) == len(rows)


def test_every_row_names_its_method_and_a_probability(make_document):
    for row in read(make_document(STORY)):
        assert row.method == "rules/1"
        assert 0 < row.confidence < 1


def test_the_same_text_gives_the_same_rows(make_document):
    assert read(make_document(STORY)) == read(make_document(STORY))


def test_a_row_below_the_threshold_is_a_suggestion(make_document):
    rows = read(make_document(STORY), threshold=0.8)
    assert {row.review for row in rows} == {Review.MACHINE, Review.SUGGESTED}
    for row in rows:
        assert (row.review is Review.MACHINE) == (row.confidence >= 0.8)


@pytest.mark.parametrize("threshold", [-0.1, 1.5, float("nan")])
def test_a_threshold_that_is_no_probability_is_refused(threshold):
    with pytest.raises(SettingsError, match="0 to 1"):
        ReadingSettings(threshold=threshold)


def test_said_is_the_date_of_the_document_or_nothing(make_document):
    assert {row.said for row in read(make_document(STORY))} == {None}
    dated = make_document(STORY, published="2021-08")
    assert {row.said for row in read(dated)} == {"2021-08"}


@pytest.mark.parametrize("break_", ["\n", " ", "\n  "])
def test_white_space_inside_a_block_changes_nothing(make_document, break_):
    whole = make_document(STORY)
    words = [block_text.split() for block_text in STORY.split("\n") if block_text.strip()]
    broken = "\n\n\n".join(
        break_.join(" ".join(part[i : i + 5]) for i in range(0, len(part), 5)) for part in words
    )
    blocks = []
    place = 0
    for piece in broken.split("\n\n\n"):
        blocks.append(Block(place, place + len(piece)))
        place += len(piece) + 3
    document = replace(make_document(broken), blocks=tuple(blocks))
    assert [words_of(row) for row in read(document)] == [words_of(row) for row in read(whole)]


def test_boilerplate_and_bylines_are_not_read(make_document):
    for kind in (BlockKind.BOILERPLATE, BlockKind.BYLINE):
        assert read(make_document("The editor said it was so.", kind=kind)) == ()


def test_a_post_block_belongs_to_whoever_is_announced_before_it(make_document):
    text = "Ana Sole wrote on Telegram:\nThe siege is over."
    document = make_document(text)
    first, second = document.blocks
    document = replace(document, blocks=(first, replace(second, kind=BlockKind.POST)))
    (row,) = [row for row in read(document) if not row.cue]
    assert [span.exact for span in row.source] == ["Ana Sole"]
    assert [span.exact for span in row.content] == ["The siege is over."]
    assert row.step is Step.VERBATIM


def test_a_post_that_nobody_announces_has_no_asserter_and_a_problem(make_document):
    extraction = extract_document(make_document("English translation: The siege is over."), RULES)
    (row,) = extraction.attributions
    assert row.source == ()
    assert row.asserter is None
    assert [problem.kind for problem in extraction.problems] == ["unresolved_asserter"]


NAMES = {"Norland": "Sudran", "Ilya Bron": "Mira Tan"}


def swap(text):
    pairs = {**NAMES, **{new: old for old, new in NAMES.items()}}
    return re.sub("|".join(map(re.escape, pairs)), lambda match: pairs[match.group()], text)


def test_when_two_names_change_places_every_result_changes_with_them(make_document):
    found = extract_document(make_document(STORY), RULES)
    swapped = extract_document(make_document(swap(STORY)), RULES)

    def rows(extraction, change):
        labels = {face.id: face.label for face in extraction.faces}
        return Counter(
            (
                *(change(part) if isinstance(part, str) else part for part in words_of(row)),
                change(labels.get(row.asserter or "", row.asserter or "")),
                row.confidence,
                row.review,
            )
            for row in extraction.attributions
        )

    assert rows(found, swap) == rows(swapped, str)


HOSTILE = {
    "only quotation marks": '"',
    "opening marks": "“ ",
    "one long word": "x",
    "cues in a row": "said ",
    "reports in reports": "the man said that he knew ",
    "right-to-left overrides": "\u202eshe said it\u202c ",
    "emoji": "😀 said 😀 ",
    "NUL": "\0 said \0 ",
    "apostrophes": "'a b' ",
    "brackets": "(( ",
    "colons": "He said:\n",
    "names": "Ana Ruiz said it. ",
    "unclosed quotations": '"a said\n',
    "pronouns": "who said he said ",
}


def count_steps(document):
    """Return how many lines of our own code run: a measure of work that no clock disturbs."""
    steps = 0

    def trace(frame, event, _arg):
        nonlocal steps
        if "sayso" not in frame.f_code.co_filename:
            return None
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract_document(document, RULES)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_work_grows_no_faster_than_hostile_text(make_document, piece):
    small, large = (make_document(piece * (size // len(piece))) for size in (6000, 12000))
    assert count_steps(large) < 2.6 * count_steps(small) + 2000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_offsets_hold_in_hostile_text(make_document, piece):
    document = make_document(piece * (3000 // len(piece)))
    extraction = extract_document(document, RULES)
    for row in extraction.attributions:
        for span in row.spans:
            assert document.text[span.start : span.end] == span.exact


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\0", "\ufeff", "."])
def test_next_to_nothing_gives_nothing(make_document, text):
    extraction = extract_document(make_document(text), RULES)
    assert extraction.attributions == ()
    assert extraction.faces == ()
