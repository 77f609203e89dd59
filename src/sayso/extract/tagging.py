"""From a tagger's numbers to sources, cues and contents: windows, paths of labels, confidence.

Pure arithmetic on arrays; what runs the network comes in as a `Network`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.extract.pieces import NO_FEATURE, WordPieces, Words, read_words
from sayso.extract.places import Ranges
from sayso.extract.tagged import Candidate

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

#: Pieces of a window without the two that mark its ends; as in training.
ROOM = 254
#: Pieces that a window shares with the next one, a quarter; at a half the score was the same.
OVERLAP = 64
#: Signed distances of a word to its cue share a bucket from 5 words on; as in training.
EDGES = (1, 2, 3, 4, 5, 8, 16, 32, 64)
#: Cues of one window that are linked at a time: what a text of nothing but cues may hold.
_MOST_CUES = 32
_OUT, _BEGIN, _IN = range(3)


class Network(Protocol):
    """What runs the trained network."""

    def encode(self, pieces: Whole, features: Whole) -> tuple[Floats, Floats]:
        """Return for each piece of one window its vector, and 9 logits: source, cue, content."""
        ...

    def link(self, words: Floats, cues: Floats, distances: Whole) -> tuple[Floats, Floats]:
        """Return labels [cues, words, 6] and validity [cues], as logits.

        `words` [words, width] are vectors, `cues` [cues, words] 1 for a word of the cue,
        `distances` [cues, words] buckets.
        """
        ...


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was chosen on the articles set aside in training.

    `lean` is added to the log-odds of a cue, so that less likely ones are candidates, too.
    Fragments of a content at most `gap` words apart are joined, shorter than `least` words
    dropped. `weights` are those of the confidence: a constant, then one for each score.
    """

    lean: float
    gap: int
    least: int
    weights: tuple[float, ...]
    threshold: float


def cut_windows(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return windows of words, at most `ROOM` pieces each, the next one a quarter back.

    `sizes` are the numbers of pieces of the words, none above `ROOM`.
    """
    windows: list[tuple[int, int]] = []
    low = high = used = 0
    count = len(sizes)
    while high < count:
        while high < count and used + sizes[high] <= ROOM:
            used += sizes[high]
            high += 1
        windows.append((low, high))
        if high == count:
            break
        # Back by the overlap, or less where the next word would not fit behind it.
        while low < high and (used > OVERLAP or used + sizes[high] > ROOM):
            used -= sizes[low]
            low += 1
    return windows


def log_softmax(logits: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return found


def find_path(scores: Floats) -> list[int]:
    """Return the likeliest labels O, B, I [words] in which no I stands without a B before it.

    `scores` [words, 3] are log probabilities (Viterbi 1967).
    """
    best = [scores[0, _OUT].item(), scores[0, _BEGIN].item(), float("-inf")]
    back: list[tuple[int, int]] = []
    for out, begin, within in scores[1:].tolist():
        top = _OUT if best[_OUT] >= best[_BEGIN] else _BEGIN
        if best[_IN] > best[top]:
            top = _IN
        inner = _BEGIN if best[_BEGIN] >= best[_IN] else _IN
        back.append((top, inner))
        best = [best[top] + out, best[top] + begin, best[inner] + within]
    label = max(range(3), key=lambda one: best[one])
    path = [label]
    for top, inner in reversed(back):
        label = inner if label == _IN else top
        path.append(label)
    return path[::-1]


def find_runs(path: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs B I I ... of a path, half-open."""
    runs: list[tuple[int, int]] = []
    start = -1
    for place, label in enumerate(path):
        if label != _IN and start >= 0:
            runs.append((start, place))
            start = -1
        if label == _BEGIN:
            start = place
    if start >= 0:
        runs.append((start, len(path)))
    return runs


def find_buckets(low: int, high: int, count: int) -> Whole:
    """Return the bucket of each of `count` words' distance to a cue of the words low to high."""
    places = np.arange(count)
    before = np.searchsorted(EDGES, low - places, side="right")
    after = np.searchsorted(EDGES, places - (high - 1), side="right")
    found: Whole = len(EDGES) + after - before
    return found


class TrainedTagger:
    """Finds candidates by a trained network; see `sayso.extract.tagged.Tagger`."""

    def __init__(self, network: Network, pieces: WordPieces, tuning: Tuning, version: str) -> None:
        self._network = network
        self._pieces = pieces
        self._tuning = tuning
        self.version = version
        self.threshold = tuning.threshold

    def find(self, text: str) -> tuple[Candidate, ...]:
        """Return the candidates of a text in the order of their cues."""
        words = read_words(text)
        if not len(words):
            return ()
        cut = [
            self._pieces.cut(text[start:end])[:ROOM]
            for start, end in zip(words.starts, words.ends, strict=True)
        ]
        bounds = cut_windows([len(pieces) for pieces in cut])
        found: list[Candidate] = []
        begin = 0
        for number, (low, high) in enumerate(bounds):
            # Of the words that two windows share, each reads those nearer to its own middle.
            end = (bounds[number + 1][0] + high) // 2 if number + 1 < len(bounds) else high
            found += self._read_window(words, cut, (low, high), (begin, end))
            begin = end
        return tuple(found)

    def rate(self, candidate: Candidate, rules: float) -> float:
        """Return the probability, 0 to 1, that a candidate is right by the scorer's rule.

        `rules` is the confidence of the rules' proposal that agrees with it, 0 without one.
        """
        scores = (1.0, *candidate.scores, float(rules > 0), rules)
        odds = sum(a * b for a, b in zip(self._tuning.weights, scores, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def _read_window(
        self,
        words: Words,
        cut: Sequence[Sequence[int]],
        window: tuple[int, int],
        owned: tuple[int, int],
    ) -> list[Candidate]:
        low, high = window
        line, marks, first = [self._pieces.begin], [NO_FEATURE], []
        for number in range(low, high):
            first.append(len(line))
            line += cut[number]
            marks += [words.features[number]] * len(cut[number])
        line.append(self._pieces.end)
        marks.append(NO_FEATURE)
        vectors, roles = self._network.encode(np.array(line), np.array(marks))
        vectors, cue_scores = vectors[first], log_softmax(roles[first, 3:6])
        leaned = cue_scores.copy()
        leaned[:, _OUT] -= self._tuning.lean
        cues = [
            (start, end)
            for start, end in find_runs(find_path(leaned))
            if owned[0] <= low + start < owned[1]
        ]
        found: list[Candidate] = []
        for start in range(0, len(cues), _MOST_CUES):
            some = cues[start : start + _MOST_CUES]
            flags = np.zeros((len(some), high - low), dtype=np.float32)
            for row, (begin, end) in enumerate(some):
                flags[row, begin:end] = 1
            distances = np.stack([find_buckets(*cue, high - low) for cue in some])
            labels, valid = self._network.link(vectors, flags, distances)
            labels = log_softmax(labels.reshape(*labels.shape[:2], 2, 3))
            for row, cue in enumerate(some):
                one = self._build(words, low, cue, cue_scores, labels[row], float(valid[row]))
                if one is not None:
                    found.append(one)
        return found

    def _build(
        self,
        words: Words,
        low: int,
        cue: tuple[int, int],
        cue_scores: Floats,
        labels: Floats,
        valid: float,
    ) -> Candidate | None:
        source = find_runs(find_path(labels[:, 0]))
        content = self._tidy(find_runs(find_path(labels[:, 1])), cue, source)
        if not content:
            return None

        def place(runs: Sequence[tuple[int, int]]) -> Ranges:
            return tuple((words.starts[low + a], words.ends[low + b - 1]) for a, b in runs)

        scores = list_scores(words, low, cue, source, content, cue_scores, labels, valid)
        return Candidate(place(source), place([cue]), place(content), scores)

    def _tidy(
        self,
        runs: Sequence[tuple[int, int]],
        cue: tuple[int, int],
        source: Sequence[tuple[int, int]],
    ) -> list[tuple[int, int]]:
        """Return the fragments of a content, near ones joined and the shortest ones dropped."""
        taken = [cue, *source]
        joined: list[tuple[int, int]] = []
        for start, end in runs:
            if joined and start - joined[-1][1] <= self._tuning.gap:
                last = joined[-1]
                if not any(a < start and b > last[1] for a, b in taken):
                    joined[-1] = (last[0], end)
                    continue
            joined.append((start, end))
        longest = max((end - start for start, end in joined), default=0)
        least = min(self._tuning.least, longest)
        return [(start, end) for start, end in joined if end - start >= least]


def list_scores(
    words: Words,
    low: int,
    cue: tuple[int, int],
    source: Sequence[tuple[int, int]],
    content: Sequence[tuple[int, int]],
    cue_scores: Floats,
    labels: Floats,
    valid: float,
) -> tuple[float, ...]:
    """Return what the confidence reads of a candidate; see `SCORES` for the names."""
    count = len(labels)
    of_source, of_content = labels[:, 0], labels[:, 1]
    cue_out = min(-1e-6, float(cue_scores[cue[0] : cue[1], _OUT].max()))
    inside = [within for a, b in content for within in range(a, b)]
    log_in = np.logaddexp(of_content[:, _BEGIN], of_content[:, _IN])
    begins = min(float(of_content[a, _BEGIN]) for a, _ in content)
    ends = min(
        (
            float(np.logaddexp(of_content[b, _OUT], of_content[b, _BEGIN]))
            for _, b in content
            if b < count
        ),
        default=-0.7,
    )
    if source:
        source_in = np.logaddexp(of_source[:, _BEGIN], of_source[:, _IN])
        sure_source = float(np.mean([source_in[a:b].mean() for a, b in source]))
    else:
        sure_source = float(of_source[:, _OUT].min())
    edge = min(content[0][0], cue[0], count - max(content[-1][1], cue[1]))
    places = [words.features[low + within] // 2 % 3 for within in inside]
    return (
        math.log(-math.expm1(cue_out)) - cue_out,
        valid,
        float(log_in[inside].mean()),
        float(log_in[inside].min()),
        begins,
        ends,
        sure_source,
        float(not source),
        float(len(content) - 1),
        math.log(len(inside)),
        math.log1p(edge),
        float(words.features[low + cue[0]] // 2 % 3 == 1),
        sum(place > 0 for place in places) / len(places),
        float(cue[1] - cue[0] - 1),
    )


#: The names of the scores of a candidate; the last two come with the rules.
SCORES = (
    "log-odds of the cue",
    "log-odds that the cue is one",
    "mean log probability of the content's words",
    "the least of them",
    "log probability of its beginning",
    "log probability of its end",
    "log probability of the source, or that there is none",
    "no source",
    "fragments more than one",
    "log words of the content",
    "log words to the window's edge",
    "cue inside quotation marks",
    "share of the content inside quotation marks",
    "words of the cue more than one",
    "rules agree",
    "confidence of the rules",
)
