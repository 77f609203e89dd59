"""How often rows are right by their confidence: bins, the gap, and a table."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from reading.intervals import wilson

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's confidence, 0 to 1, whether it is right, and whether it is only suggested."""

    confidence: float
    right: bool
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows with a confidence from `low` to `high`: how many, their mean, how many right."""

    low: float
    high: float
    count: int
    mean: float
    right: int

    @property
    def share(self) -> float:
        """Return the share that is right, 0 to 1."""
        return self.right / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share, 0 to 1, as if rows were independent."""
        return wilson(self.right, self.count)


def judge_rows(
    gold: Iterable[Mapping[str, Any]], answers: Mapping[str, Mapping[str, Any]], scorer: ModuleType
) -> list[Judged]:
    """Return the outermost rows of some readings, suggestions included, judged.

    A row is right by the scorer's rule for an attribution with any that people marked.
    """
    judged: list[Judged] = []
    for row in gold:
        answer = answers[row["id"]]
        doc = scorer.Doc(row["text"])
        marked = scorer.Reading(doc, row["attributions"]).items
        for suggested, found in (
            (False, answer["attributions"]),
            (True, answer["suggestions"]["attributions"]),
        ):
            for item in found:
                if item["parent"] is None and item["confidence"] is not None:
                    spans = {role: doc.ids(item[role]) for role in scorer.ROLES}
                    right = any(scorer.CONDITIONS["attribution"](spans, one) for one in marked)
                    judged.append(Judged(item["confidence"], right, suggested))
    return judged


def find_bin(confidence: float) -> int:
    """Return the number of the bin of a confidence; 1 belongs to the last one."""
    return min(BINS - 1, int(confidence * BINS))


def fill_bins(judged: Iterable[Judged]) -> tuple[Bin, ...]:
    """Return the bins of equal width that hold rows, from low to high."""
    held: list[list[Judged]] = [[] for _ in range(BINS)]
    for item in judged:
        held[find_bin(item.confidence)].append(item)
    return tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(items),
            statistics.fmean(item.confidence for item in items),
            sum(item.right for item in items),
        )
        for number, items in enumerate(held)
        if items
    )


def measure_gap(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error, 0 to 1: the mean gap, weighed by rows; 0 without any.

    References: Naeini, Cooper, Hauskrecht, Obtaining well calibrated probabilities using Bayesian
    binning, AAAI 2015.
    """
    total = sum(one.count for one in bins)
    return sum(abs(one.mean - one.share) * one.count for one in bins) / max(1, total)


def describe_confidence(judged: Sequence[Judged]) -> str:
    """Return the table of bins and the gaps as Markdown."""
    lines = ["| confidence | rows | mean | right | 95 % interval |", "|---|---|---|---|---|"]
    bins = fill_bins(judged)
    for one in bins:
        low, high = one.interval
        lines.append(
            f"| {one.low:.1f} to {one.high:.1f} | {one.count} | {one.mean:.2f} | {one.share:.2f} "
            f"| {low:.2f} to {high:.2f} |"
        )
    findings = [item for item in judged if not item.suggested]
    lines.append(
        f"\nECE {measure_gap(bins):.3f} over {len(judged)} rows, suggestions included; "
        f"{measure_gap(fill_bins(findings)):.3f} over the {len(findings)} findings."
    )
    return "\n".join(lines)
