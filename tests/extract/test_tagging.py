"""Windows cover a text, paths of labels are the likeliest allowed, answers keep their places."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.pieces import WordPieces
from sayso.extract.tagging import (
    EDGES,
    ROOM,
    SCORES,
    TrainedTagger,
    Tuning,
    cut_windows,
    find_buckets,
    find_path,
    find_runs,
    log_softmax,
)

LABELS = (0, 1, 2)


@given(st.lists(st.integers(1, ROOM), max_size=400))
def test_windows_hold_every_word_and_no_more_than_their_room(sizes):
    windows = cut_windows(sizes)
    covered = [number for low, high in windows for number in range(low, high)]
    assert sorted(set(covered)) == list(range(len(sizes)))
    assert all(sum(sizes[low:high]) <= ROOM for low, high in windows)
    assert all(a < b for (_, a), (_, b) in itertools.pairwise(windows))


def test_neighbours_share_a_quarter():
    windows = cut_windows([1] * 1000)
    assert {high - low for low, high in windows[:-1]} == {ROOM}
    assert {windows[n][1] - windows[n + 1][0] for n in range(len(windows) - 1)} == {64}


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_the_path_is_the_likeliest_of_all_allowed_ones(seed, count):
    scores = log_softmax(np.random.default_rng(seed).normal(size=(count, 3)).astype(np.float32))
    path = find_path(scores)

    def allowed(labels):
        before = (0, *labels)
        return all(not (b == 2 and a == 0) for a, b in itertools.pairwise(before))

    def total(labels):
        return sum(float(scores[n, one]) for n, one in enumerate(labels))

    assert allowed(path)
    best = max(total(one) for one in itertools.product(LABELS, repeat=count) if allowed(one))
    assert total(path) == pytest.approx(best, abs=1e-4)


def test_runs_begin_at_b_and_end_before_another():
    assert find_runs([0, 1, 2, 1, 0, 1]) == [(1, 3), (3, 4), (5, 6)]
    assert find_runs([]) == []


def test_the_bucket_of_a_cue_is_the_middle_and_sides_mirror():
    found = find_buckets(100, 102, 202)
    middle = len(EDGES)
    assert list(found[100:102]) == [middle, middle]
    assert found[99] == middle - 1
    assert found[102] == middle + 1
    assert list(found[:100][::-1] - middle) == list(middle - found[102:])
    assert (found.min(), found.max()) == (0, 2 * middle)


class Scripted:
    """A network that knows "said": the word before it is the source, the rest the content."""

    def __init__(self, pieces):
        self.said = pieces.cut("said")[0]

    def encode(self, pieces, features):
        roles = np.full((len(pieces), 9), -9.0, dtype=np.float32)
        roles[:, [0, 3, 6]] = 9
        hits = pieces == self.said
        roles[hits, 3], roles[hits, 4] = -9, 9
        return np.zeros((len(pieces), 4), dtype=np.float32), roles

    def link(self, words, cues, distances):
        labels = np.full((*cues.shape, 6), -9.0, dtype=np.float32)
        labels[..., [0, 3]] = 9
        middle = len(EDGES)
        source = distances == middle - 1
        labels[source, 0], labels[source, 1] = -9, 9
        first, rest = distances == middle + 1, distances > middle + 1
        labels[first | rest, 3] = -9
        labels[first, 4] = labels[rest, 5] = 9
        return labels, np.zeros(len(cues), dtype=np.float32)


@pytest.fixture
def tagger():
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "said", "word", "omar"]
    pieces = WordPieces(vocabulary)
    tuning = Tuning(0.0, 3, 1, (0.5, *[0.0] * (len(SCORES) - 1), 2.0), 0.5)
    return TrainedTagger(Scripted(pieces), pieces, tuning, "0")


def test_spans_are_code_points_of_the_text_as_given(tagger):
    text = "\ufeff🙂 word. Omar said word “word”"
    (one,) = tagger.find(text)
    assert [text[a:b] for a, b in one.source] == ["Omar"]
    assert [text[a:b] for a, b in one.cue] == ["said"]
    assert [text[a:b] for a, b in one.content] == ["word “word”"]
    assert len(one.scores) == len(SCORES) - 2


def test_a_cue_is_found_once_wherever_the_windows_meet(tagger):
    for before in range(150, 270, 7):
        text = " ".join(["word"] * before + ["Omar", "said", "word"] + ["word"] * 300)
        (one,) = tagger.find(text)
        assert text[slice(*one.cue[0])] == "said"
        assert text[slice(*one.source[0])] == "Omar"


def test_a_text_without_words_has_no_candidates(tagger):
    assert tagger.find("") == tagger.find(" \n\u202e") == ()


def test_the_confidence_rises_with_the_rules(tagger):
    (one,) = tagger.find("Omar said word")
    assert tagger.rate(one, 0.0) == pytest.approx(1 / (1 + np.exp(-0.5)))
    assert tagger.rate(one, 0.9) > tagger.rate(one, 0.0)
