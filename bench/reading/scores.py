"""What the scorer says of answers, and its tables."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: Of the scorer's bootstrap, its own default.
SEED = 1
SCORES = (
    "attribution: precision, recall, F1",
    "its 95 % interval",
    "token macro F1",
    "exact content F1",
    "`span` F1: source, cue, content",
    "recall, direct",
    "recall, indirect",
    "recall, no source",
)
#: Figures of the scorer's comparison that are shown.
_COMPARED = (
    ("attribution_f1", "attribution F1"),
    ("token_macro_f1", "token macro F1"),
    ("exact_content_f1", "exact content F1"),
    ("span_source_f1", "`span` F1, source"),
    ("span_cue_f1", "`span` F1, cue"),
    ("span_content_f1", "`span` F1, content"),
)


def run_scorer(folder: Path, *arguments: str | Path) -> dict[str, Any]:
    """Return what the `score.py` of a folder prints."""
    command = [sys.executable, str(folder / "score.py"), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def score(folder: Path, gold: Path, answers: Path, rounds: int) -> list[str]:
    """Return the column of some answers in the table of scores."""
    boot = ("--bootstrap", str(rounds), "--seed", str(SEED))
    return list_scores(run_scorer(folder, gold, answers, *boot))


def list_scores(found: Mapping[str, Any]) -> list[str]:
    """Return the cells of a column of the table of scores, x 100; a dash for what is not known."""
    whole, recall = found["attribution"], found["recall_by_type"]
    interval = found.get("ci95", {}).get("attribution_f1")
    kinds = ("direct", "indirect", "no source")
    return [
        _show(whole["p"], whole["r"], whole["f1"]),
        f"{_show(interval[0])} to {_show(interval[1])}" if interval else "–",
        _show(found["token"]["macro_f1"]),
        _show(found["exact"]["content"]["f1"]),
        _show(*(found["span"][role]["f1"] for role in ("source", "cue", "content"))),
        # A few articles may hold no attribution of a kind.
        *(_show(recall.get(kind, {}).get("attribution")) for kind in kinds),
    ]


def _show(*values: float | None) -> str:
    return ", ".join("–" if value is None else f"{value * 100:.1f}" for value in values)


def describe_scores(columns: Mapping[str, Sequence[str]]) -> str:
    """Return the table of scores as Markdown, a column for each system."""
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for name, *cells in zip(SCORES, *columns.values(), strict=True):
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def describe_differences(
    folder: Path, gold: Path, first: tuple[str, Path], others: Mapping[str, Path], rounds: int
) -> str:
    """Return the paired differences of one system to others as Markdown, with 95 % intervals."""
    name, answers = first
    boot = ("--bootstrap", str(rounds), "--seed", str(SEED))
    found = [
        run_scorer(folder, "--compare", gold, answers, other, *boot) for other in others.values()
    ]
    lines = [
        f"| {name}, less | {' | '.join(others)} |",
        f"|---|{'---|' * len(others)}",
    ]
    for key, label in _COMPARED:
        cells = []
        for one in found:
            low, high = one[key]["ci95"] or (None, None)
            cells.append(f"{_show(one[key]['diff'])} ({_show(low)} to {_show(high)})")
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines)
