"""What is chosen on the articles set aside: how to lean, to tidy, to rate, and where to cut."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "bench"))

from attribution_data import load_scorer
from fit_rates import make_document

from sayso.core import Document
from sayso.extract.agreement import read_votes
from sayso.extract.lines import read_lines, show_blocks
from sayso.extract.pieces import WordPieces
from sayso.extract.tagged import Candidate
from sayso.extract.tagging import SCORES, Floats, Network, TrainedTagger, Tuning, Whole

#: How far a cue's log-odds may be lifted, so that the confidence and not the path decides.
LEANS = (0.0, 1.0, 2.0)
GAPS = (0, 1, 2, 3, 4)
LEASTS = (1, 2, 3)
#: Strength that draws the weights of the confidence to 0 (L2, on standardised scores).
RIDGE = 3.0


class Remembered:
    """A network whose answers are kept: only what follows it is tuned."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._encoded: dict[bytes, tuple[Floats, Floats]] = {}
        self._linked: dict[tuple[int, bytes], tuple[Floats, Floats]] = {}

    def encode(self, pieces: Whole, features: Whole) -> tuple[Floats, Floats]:
        key = pieces.tobytes() + features.tobytes()
        if key not in self._encoded:
            self._encoded[key] = self._network.encode(pieces, features)
        return self._encoded[key]

    def link(self, words: Floats, cues: Floats, distances: Whole) -> tuple[Floats, Floats]:
        key = (hash(words.tobytes()), cues.tobytes())
        if key not in self._linked:
            self._linked[key] = self._network.link(words, cues, distances)
        return self._linked[key]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate of an article, with the rules' support, and whether it is right.

    `exact` says whether its content is, word for word, that of an attribution with a like cue.
    """

    article: int
    candidate: Candidate
    rules: float
    right: bool
    exact: bool


def list_candidates(document: Document, tagger: TrainedTagger) -> list[tuple[Candidate, float]]:
    """Return the candidates of a document, each with the rules' confidence where they agree."""
    votes = read_votes(document, read_lines(document)[0])
    return [(one, votes.find(one)) for one in tagger.find(show_blocks(document))]


def judge(
    rows: Sequence[dict[str, Any]],
    network: Network,
    pieces: WordPieces,
    tuning: Tuning,
    scorer: ModuleType,
) -> Iterator[Judged]:
    """Yield the candidates of the articles, judged by the scorer's rule for an attribution."""
    tagger = TrainedTagger(network, pieces, tuning, "0")
    is_right = scorer.CONDITIONS["attribution"]
    for number, row in enumerate(rows):
        doc = scorer.Doc(row["text"])
        marked = scorer.Reading(doc, row["attributions"]).items
        for one, rules in list_candidates(make_document(row), tagger):
            item = {role: doc.ids(getattr(one, role)) for role in scorer.ROLES}
            touched = [gold for gold in marked if gold["cue"] & item["cue"]]
            exact = any(gold["content"] == item["content"] for gold in touched)
            yield Judged(number, one, rules, any(is_right(item, gold) for gold in touched), exact)


def fit_weights(judged: Sequence[Judged]) -> tuple[float, ...]:
    """Return the weights of the confidence: logistic regression by Newton's steps, with a ridge."""
    given = np.array(
        [(*one.candidate.scores, float(one.rules > 0), one.rules) for one in judged], dtype=float
    )
    right = np.array([one.right for one in judged], dtype=float)
    middle, spread = given.mean(0), given.std(0) + 1e-9
    design = np.hstack([np.ones((len(given), 1)), (given - middle) / spread])
    ridge = np.eye(design.shape[1]) * RIDGE
    ridge[0, 0] = 0
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (right - likely) - ridge @ weights
        curve = (design.T * (likely * (1 - likely))) @ design + ridge
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    plain = weights[1:] / spread
    return (float(weights[0] - plain @ middle), *map(float, plain))


def find_threshold(
    judged: Sequence[Judged], sure: Sequence[float], gold: int
) -> tuple[float, float]:
    """Return the confidence at which to cut for the best F1, and that F1."""
    ranked = sorted(zip(sure, (one.right for one in judged), strict=True), reverse=True)
    best, threshold, hits = 0.0, 0.5, 0
    for count, (confidence, right) in enumerate(ranked, 1):
        hits += right
        score = 2 * hits / (count + gold)
        if score > best:
            best, threshold = score, confidence
    return threshold, best


def rate_all(judged: Sequence[Judged], tuning: Tuning) -> list[float]:
    """Return the confidence of each candidate."""
    tagger = TrainedTagger(None, None, tuning, "0")  # type: ignore[arg-type]
    return [tagger.rate(one.candidate, one.rules) for one in judged]


def choose(
    rows: Sequence[dict[str, Any]], network: Network, pieces: WordPieces, folder: Path
) -> Tuning:
    """Return the tuning chosen on the articles set aside.

    The lean has the best cross-validated F1 of attributions: each article is rated by weights that
    were fitted on the others. Gap and least, which hardly move it, have the most exact contents
    among the findings.
    """
    scorer = load_scorer(folder)
    network = Remembered(network)
    gold = sum(len(row["attributions"]) for row in rows)
    start = Tuning(0.0, 3, 3, (0.0,) * (len(SCORES) + 1), 0.5)
    tried: list[tuple[float, float, Tuning, list[Judged]]] = []
    for lean in LEANS:
        tried.append(_try(replace(start, lean=lean), rows, network, pieces, scorer, gold))
    _, _, best, _ = max(tried, key=lambda one: one[0])
    tried = [
        _try(replace(best, gap=gap, least=least), rows, network, pieces, scorer, gold)
        for gap in GAPS
        for least in LEASTS
    ]
    _, _, tuning, judged = max(tried, key=lambda one: one[0] + one[1])
    tuning = replace(tuning, weights=fit_weights(judged))
    threshold, score = find_threshold(judged, rate_all(judged, tuning), gold)
    print(f"chosen: {tuning}, threshold {threshold:.3f}, F1 {score:.4f} on what it was fitted on")
    return replace(tuning, threshold=round(threshold, 3))


def _try(
    tuning: Tuning,
    rows: Sequence[dict[str, Any]],
    network: Network,
    pieces: WordPieces,
    scorer: ModuleType,
    gold: int,
) -> tuple[float, float, Tuning, list[Judged]]:
    judged = list(judge(rows, network, pieces, tuning, scorer))
    score, exact = cross_validate(judged, tuning, gold)
    print(
        f"lean {tuning.lean} gap {tuning.gap} least {tuning.least}: "
        f"F1 {score:.4f}, exact content {exact:.4f}",
        flush=True,
    )
    return score, exact, tuning, judged


def cross_validate(
    judged: Sequence[Judged], tuning: Tuning, gold: int, folds: int = 5
) -> tuple[float, float]:
    """Return the F1 at the best threshold, each article rated by weights of the others.

    The second is the share of exact contents among the findings and the marked ones (F1).
    """
    sure: list[float] = []
    order: list[Judged] = []
    for fold in range(folds):
        weights = fit_weights([one for one in judged if one.article % folds != fold])
        own = [one for one in judged if one.article % folds == fold]
        order += own
        sure += rate_all(own, replace(tuning, weights=weights))
    threshold, score = find_threshold(order, sure, gold)
    kept = [one for one, rate in zip(order, sure, strict=True) if rate >= threshold]
    return score, 2 * sum(one.exact for one in kept) / (len(kept) + gold)


def read_dev(
    folder: Path, network: Network, pieces: WordPieces, tuning: Tuning, room: Path
) -> dict[str, float]:
    """Return the scores of the network alone on dev, F1 x 100, without what the rules add."""
    tagger = TrainedTagger(network, pieces, tuning, "0")
    rows = [json.loads(line) for line in (folder / "dev.jsonl").open(encoding="utf-8")]
    answers = room / "dev.jsonl"
    with answers.open("w", encoding="utf-8") as file:
        for row in rows:
            found = [
                {"source": one.source, "cue": one.cue, "content": one.content}
                for one, rules in list_candidates(make_document(row), tagger)
                if tagger.rate(one, rules) >= tuning.threshold
            ]
            file.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
    command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), str(answers)]
    score = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    recall = score["recall_by_type"]
    found_scores = {
        "attribution precision": score["attribution"]["p"],
        "attribution recall": score["attribution"]["r"],
        "attribution": score["attribution"]["f1"],
        "token macro": score["token"]["macro_f1"],
        "exact content": score["exact"]["content"]["f1"],
        **{f"span {role}": score["span"][role]["f1"] for role in score["span"]},
        **{f"recall, {kind}": recall[kind]["attribution"] for kind in _KINDS},
    }
    return {name: round(100 * value, 1) for name, value in found_scores.items()}


_KINDS = ("direct", "indirect", "mixed", "no source")
