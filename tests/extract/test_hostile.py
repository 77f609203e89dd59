"""Hostile text through the whole reading: bounded work, exact spans.

With SAYSO_TEST_SIZE=full the texts have the sizes of the design: a million words, 5 MB.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path

import pytest

from sayso.extract import ReadingSettings, find_reading, resolve_asserters
from sayso.extract.trained import TrainedReading
from sayso.models import load_reading
from sayso.readers import UnreadableError, read_given_row

FULL = os.environ.get("SAYSO_TEST_SIZE") == "full"

#: What is repeated, and how many times in full.
PIECES = {
    "a million words on one line": ("word ", 1_000_000),
    "no spaces": ("x", 5_000_000),
    "only quotation marks": ('"', 1_000_000),
    "right-to-left overrides": ("\u202eNorland said that it rained\u202c. ", 20_000),
    "emoji": ("😀 said that 😀 ", 50_000),
    "mixed scripts": ("Норланд said that 说 ", 50_000),
    "NUL": ("Norland said that \0 left. ", 20_000),
    "reports in reports": ("Norland said that Sudran said that ", 20_000),
    "narratives": ("The theory is that it is so. ", 30_000),
    "posts": ("English translation: It is so.\n", 30_000),
    "posts and paragraphs": ("English translation: It is so.\nHe left.\n", 20_000),
    "quotations left open": ("“Norland said that it is so\n", 30_000),
    "combining marks": ("e\u0301\u0323 ", 300_000),
}


def load(name):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"hostile_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=["rules", "tagger", "model"])
def reading(request):
    """Each way to read, the model that comes with Sayso (or what stands in for it) included."""
    if request.param == "rules":
        return find_reading("rules")
    if request.param == "model":
        return load_reading()
    return TrainedReading(load("tagger").PatternTagger())


def check(document, reading):
    rows, problems = reading.attribute(document, settings=ReadingSettings())
    resolved, _, _ = resolve_asserters(document, rows)
    assert len(resolved) == len(rows)
    for row in rows:
        for span in row.spans:
            assert document.text[span.start : span.end] == span.exact == span.exact.strip()
    ids = {row.id for row in rows}
    assert all(row.parent is None or row.parent in ids for row in rows)
    assert not [problem for problem in problems if problem.lost]


@pytest.mark.parametrize(("piece", "count"), PIECES.values(), ids=PIECES.keys())
def test_spans_cut_out_their_words_in_hostile_text(make_document, reading, piece, count):
    text = piece * (count if FULL else 2_000 // len(piece))
    check(make_document(text), reading)


@pytest.mark.parametrize(("piece", "count"), PIECES.values(), ids=PIECES.keys())
def test_the_work_around_a_tagger_grows_no_faster_than_the_text(make_document, piece, count):
    reading = TrainedReading(load("tagger").PatternTagger())

    def count_steps(size):
        document = make_document(piece * (size // len(piece)))
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
            reading.attribute(document, settings=ReadingSettings())
        finally:
            sys.settrace(before)
        return steps

    assert count_steps(6_000) < 2.6 * count_steps(3_000) + 2_000


def test_half_a_pair_in_a_row_of_a_corpus_is_read_as_the_replacement(reading):
    text = "Norland \ud83d said that the road \udc00 was mined."
    line = json.dumps({"id": "1", "text": text}).encode()
    given = read_given_row(line, 1, "x.jsonl, row 1")
    check(given.document, reading)
    rows, _ = reading.attribute(given.document, settings=ReadingSettings())
    for row in rows:
        for span in row.spans:
            ((start, end),) = given.place_all([(span.start, span.end)])
            assert len(text[start:end]) == len(span.exact)


@pytest.mark.parametrize("piece", ["a\n\n", "a\n", '\\"a', "\u00e9a"])
def test_a_row_of_a_million_pieces_is_refused_before_it_costs_anything(piece):
    line = json.dumps({"id": "1", "text": piece * 600_000}).encode()
    with pytest.raises(UnreadableError) as caught:
        read_given_row(line, 7, "x.jsonl, row 7")
    trouble = caught.value.trouble
    assert trouble.kind == "refused_size"
    assert trouble.place == "row 7"
    assert "left out" in trouble.done


def test_a_row_with_too_many_paragraphs_is_refused():
    line = json.dumps({"id": "1", "text": "a\n\n" * 200_001}).encode()
    with pytest.raises(UnreadableError, match="200,001 paragraphs"):
        read_given_row(line, 1, "x.jsonl, row 1")


def test_a_row_larger_than_rows_may_be_is_refused():
    line = json.dumps({"id": "1", "text": "a" * 20_000_001}).encode()
    with pytest.raises(UnreadableError, match="at most 20 MB"):
        read_given_row(line, 1, "x.jsonl, row 1")
