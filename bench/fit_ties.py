"""Fit the confidence of ties on the look half of the gold, and compare it with the one kept.

    python bench/fit_ties.py            exit 0 when confidence.py of the ties is what comes out
    python bench/fit_ties.py --write    put what comes out into it

A logistic model with a quadratic penalty over what tells of a tie: its form, how its ends are
named, whether it is reported. Each tenth of the texts is rated by a model of the others to print
the calibration.
Only names of features are written, no text. The unseen half is not read.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from math import exp, log

from assertions import list_found, make_document
from attribution_data import ROOT
from tie_scoring import load_texts, score_text

from sayso.core import Review
from sayso.extract import extract_document, find_reading
from sayso.extract.ties import confidence, rows

MODULE = ROOT / "src" / "sayso" / "extract" / "ties" / "confidence.py"
#: Strength of the penalty, as so many observations against every weight.
PENALTY = 1.0
#: Prior log odds: three in four ties are right before anything is known of their features.
PRIOR = 1.1
STEPS, RATE = 400, 0.05
#: Parts of the texts, each rated by a model of the others.
FOLDS = 10

Sample = tuple[tuple[str, ...], bool]


def collect() -> list[list[Sample]]:
    """Return for each text of the look half its ties: their features, and whether each is right."""
    seen: dict[str, tuple[str, ...]] = {}
    plain = rows.find_confidence

    def remember(features: tuple[str, ...]) -> float:
        seen["last"] = features
        # Distinct for each tie, so that the row can be told by it.
        number = len(seen)
        seen[f"{0.99 - number / 10000:.4f}"] = features
        return 0.99 - number / 10000

    samples = []
    reading = find_reading("rules")
    rows.find_confidence = remember  # type: ignore[attr-defined]
    try:
        for gold in load_texts("look"):
            seen.clear()
            extraction = extract_document(make_document(gold), reading)
            by_row = {row.id: seen[f"{row.confidence:.4f}"] for row in extraction.assertions}
            outer = {row.reported_in for row in extraction.assertions}
            kept = [
                row
                for row in extraction.assertions
                if row.id not in outer
                and not row.by_endorsement
                and row.review is not Review.SUGGESTED
            ]
            found = list_found(make_document(gold), extraction)
            pairs = []
            for row, tie in zip(kept, found, strict=True):
                score = score_text(gold, [tie]).total
                if score.right or score.wrong:
                    pairs.append((by_row[row.id], bool(score.right)))
            samples.append(pairs)
    finally:
        rows.find_confidence = plain  # type: ignore[attr-defined]
    return samples


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Return the weights that fit best under the penalty, by gradient descent."""
    weights: dict[str, float] = {"": PRIOR}
    for features, _ in samples:
        for feature in features:
            weights.setdefault(feature, 0.0)
    for _ in range(STEPS):
        slope = {
            name: -PENALTY * (value - (PRIOR if name == "" else 0.0))
            for name, value in weights.items()
        }
        for features, right in samples:
            error = right - rate(weights, features)
            for feature in ("", *features):
                slope[feature] += error
        for name, value in slope.items():
            weights[name] += RATE * value / 2
    return weights


def rate(weights: dict[str, float], features: Sequence[str]) -> float:
    """Return the probability that a tie with these features is right."""
    total = weights.get("", PRIOR) + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + exp(-total))


def main() -> None:
    """Fit, print the calibration, compare or write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = collect()
    rated = []
    for fold in range(FOLDS):
        others = [sample for at, text in enumerate(texts) if at % FOLDS != fold for sample in text]
        weights = fit(others)
        for text in texts[fold::FOLDS]:
            rated += [(rate(weights, features), right) for features, right in text]
    everything = [sample for text in texts for sample in text]
    weights = fit(everything)
    loss = -sum(log(p if right else 1 - p) for p, right in rated) / max(1, len(rated))
    print(f"{len(everything)} ties, {sum(r for _, r in everything)} right; log loss {loss:.3f}")
    for low in (0.0, 0.5, 0.7, 0.8, 0.9):
        bin_ = [(p, r) for p, r in rated if low <= p]
        share = sum(r for _, r in bin_) / max(1, len(bin_))
        print(f"rated {low} and above: {len(bin_)}, right {share:.2f}")
    kept = {name: round(value, 2) for name, value in sorted(weights.items()) if abs(value) >= 0.05}
    body = "".join(f'    "{name}": {value},\n' for name, value in kept.items())
    source = MODULE.read_text(encoding="utf-8")
    made = re.sub(
        r"(WEIGHTS: dict\[str, float\] = \{\n?).*?(\}\n#: A tie)",
        lambda match: f"WEIGHTS: dict[str, float] = {{\n{body}{match[2]}",
        source,
        flags=re.DOTALL,
    )
    if options.write:
        MODULE.write_text(made, encoding="utf-8")
    elif made != source:
        sys.exit(f"{MODULE} is not what comes out; run with --write.")
    assert confidence.THRESHOLD


if __name__ == "__main__":
    main()
