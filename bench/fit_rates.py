"""Fit the table of rates that is the confidence of the rules, and compare it with the one kept.

    python bench/fit_rates.py              exit 0 when src/sayso/extract/rates.py is what comes out
    python bench/fit_rates.py --write      put what comes out into it
    python bench/fit_rates.py --threshold  fit on four fifths of the articles, score the fifth

Needs `data/attribution/train.jsonl` and `score.py` under `../shared` or `SAYSO_SHARED`. A proposal
is right when the scorer's rule for an attribution holds with any that people marked. Rates are of
proposals that stand in no other one, since only outermost attributions are marked; which those are
depends on the rates, so they are fitted in rounds. Only words of the cue lexicon and
names of frames are written, no text of an article.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from attribution_data import ROOT, find_data, load_scorer, read_rows

from sayso.core import Block, Document, SourceMap
from sayso.extract.lines import read_lines
from sayso.extract.nesting import drop_rivals, find_parents
from sayso.extract.places import Proposal
from sayso.extract.plausible import is_plausible
from sayso.extract.proposals import read_proposals
from sayso.extract.rules import BEST_THRESHOLD

TABLES = ROOT / "src" / "sayso" / "extract" / "rates.py"
#: Times the rates are fitted anew. Later rounds change nothing more: 75 of 4,767 pairs, on the
#: border between inner and outer, go back and forth for good.
ROUNDS = 3
#: Proposals' worth of weight that draws a frame, a word's factor, a pair to what is expected.
FRAME_WEIGHT, WORD_WEIGHT, PAIR_WEIGHT = 5, 3, 4
#: No rate is expected to be higher; a pair that was always right may pass it.
HIGHEST = 0.95
#: A table leaves out what changes nothing much: frames met less often than this, factors this
#: close to 1, pairs met once or this close to what their frame and word give.
RARE_FRAME, FLAT_FACTOR, RARE_PAIR, FLAT_PAIR = 3, 0.08, 2, 0.04
#: Frames whose rate is our own estimate, in per cent. The articles have no holders and posts; of
#: "calls itself a victim" they have 40, marked in 11: too few, and seldom marked, though whoever
#: calls himself something says so.
OWN_FRAMES = (("holder", 60), ("post", 90), ("lone post", 50), ("self", 50), ("self/ing", 50))
OWN_RATES = {frame: rate / 100 for frame, rate in OWN_FRAMES}
LARGEST = 14


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal of an article, and whether it is a right attribution by the scorer's rule."""

    article: str
    proposal: Proposal
    right: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """Rates of frames, factors of words and rates of pairs, 0 to 1, with counts [met, right]."""

    frames: dict[str, float]
    words: dict[str, float]
    pairs: dict[tuple[str, str], float]
    frame_counts: dict[str, list[int]]
    pair_counts: dict[tuple[str, str], list[int]]
    unknown: float

    def rate(self, proposal: Proposal) -> float:
        """Return the probability that a proposal is right."""
        word, frame = proposal.word, proposal.frame
        expected = self.frames.get(frame, self.unknown) * self.words.get(word, 1.0)
        if frame in OWN_RATES:
            return min(HIGHEST, OWN_RATES[frame] * self.words.get(word, 1.0))
        return self.pairs.get((word, frame)) or min(HIGHEST, expected)


def make_document(row: dict[str, Any]) -> Document:
    """Return an article as a document: each line that is not blank is a block."""
    text: str = row["text"]
    blocks = tuple(
        Block(match.start(), match.end())
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip()
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(digest, "text/plain", row["id"], text, blocks, SourceMap(()), language="en")


def judge(row: dict[str, Any], scorer: ModuleType) -> Iterator[Judged]:
    """Yield the plausible proposals of an article, judged, in the order of reading."""
    document = make_document(row)
    lines, posts = read_lines(document)
    measured = scorer.Doc(row["text"])
    marked = scorer.Reading(measured, row["attributions"]).items
    is_right = scorer.CONDITIONS["attribution"]
    for proposal in read_proposals(document, lines):
        if is_plausible(document, proposal, lines, posts):
            item = {role: measured.ids(getattr(proposal, role)) for role in scorer.ROLES}
            yield Judged(row["id"], proposal, any(is_right(item, gold) for gold in marked))


def fit_once(judged: Iterable[Judged]) -> Fit:
    """Return the rates of proposals, each drawn to what is expected while it is rare."""
    frame_counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    pair_counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for item in judged:
        proposal = item.proposal
        for tally in (frame_counts[proposal.frame], pair_counts[proposal.word, proposal.frame]):
            tally[0] += 1
            tally[1] += item.right
    met, right = (sum(column) for column in zip(*frame_counts.values(), strict=True))
    base = right / met
    # A frame is in doubt until it has shown itself: half the mean rate, not the mean.
    frames = {
        frame: (hit + FRAME_WEIGHT * base * 0.5) / (count + FRAME_WEIGHT)
        for frame, (count, hit) in frame_counts.items()
    }
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (word, frame), (count, hit) in pair_counts.items():
        sums[word][0] += count * frames[frame]
        sums[word][1] += hit
    words = {w: (hit + WORD_WEIGHT) / (e + WORD_WEIGHT) for w, (e, hit) in sums.items()}
    pairs = {
        (word, frame): (hit + PAIR_WEIGHT * min(HIGHEST, frames[frame] * words[word]))
        / (count + PAIR_WEIGHT)
        for (word, frame), (count, hit) in pair_counts.items()
    }
    return Fit(frames, words, pairs, dict(frame_counts), dict(pair_counts), base * 0.3)


def fit_rates(judged: Sequence[Judged]) -> Fit:
    """Return the rates of proposals that lose to no rival and stand in no other one."""
    fit = fit_once(judged)
    for _ in range(ROUNDS):
        outer: list[Judged] = []
        for _, group in groupby(judged, key=lambda item: item.article):
            article = list(group)
            rated = drop_rivals([(item.proposal, fit.rate(item.proposal)) for item in article])
            parents = find_parents(rated, BEST_THRESHOLD)
            kept = {id(p) for (p, _), parent in zip(rated, parents, strict=True) if parent < 0}
            outer += [item for item in article if id(item.proposal) in kept]
        fit = fit_once(outer)
    return fit


def list_tables(fit: Fit) -> dict[str, str]:
    """Return the tables as rates.py holds them, in per cent, each as one line of items."""
    met = {frame: count for frame, (count, _) in fit.frame_counts.items()}
    own = {frame for frame, _ in OWN_FRAMES}
    common = {
        frame: rate
        for frame, rate in fit.frames.items()
        if met[frame] >= RARE_FRAME and frame not in own
    }
    frames = [f"{frame}:{round(rate * 100)}" for frame, rate in sorted(common.items())]
    frames += [f"{frame.replace(' ', '|')}:{rate}" for frame, rate in OWN_FRAMES]
    telling = {w: f for w, f in fit.words.items() if abs(f - 1) > FLAT_FACTOR}
    words = [f"{word}:{round(factor * 100)}" for word, factor in sorted(telling.items())]
    by_frame: dict[str, list[str]] = defaultdict(list)
    for (word, frame), rate in sorted(fit.pairs.items()):
        known = round(common[frame] * 100) / 100 if frame in common else fit.unknown
        expected = min(HIGHEST, known * round(telling.get(word, 1) * 100) / 100)
        if frame in own:
            continue
        if fit.pair_counts[word, frame][0] >= RARE_PAIR and abs(rate - expected) >= FLAT_PAIR:
            by_frame[frame].append(f"{word}:{round(rate * 100)}")
    pairs = [item for frame in sorted(by_frame) for item in (f"|{frame}", *by_frame[frame])]
    return {"_FRAMES": " ".join(frames), "_WORDS": " ".join(words), "_PAIRS": " ".join(pairs)}


def write_tables(source: str, fit: Fit) -> str:
    """Return the text of rates.py with its tables, and the counts in its docstring, put anew."""
    largest = sorted(fit.frame_counts.items(), key=lambda item: -item[1][0])[:LARGEST]
    note = ", ".join(f"{frame} {met} {right / met:.2f}" for frame, (met, right) in largest)
    shown = "\n".join(textwrap.wrap(note, 96))
    source = _put(source, r"(share right:\n).*?(\.\nInner attributions)", shown)
    source = _put(source, r"(\n_UNKNOWN = )\d+(\n)", str(round(fit.unknown * 100)))
    for name, items in list_tables(fit).items():
        lines = textwrap.wrap(items, 92, break_long_words=False, break_on_hyphens=False)
        body = "".join(f'    "{line} "\n' for line in lines)
        source = _put(source, rf"(\n{name} = \(\n).*?(\)\n)", body)
    return source


def _put(source: str, pattern: str, middle: str) -> str:
    found, count = re.subn(
        pattern, lambda match: f"{match[1]}{middle}{match[2]}", source, flags=re.DOTALL
    )
    assert count == 1, pattern
    return found


def print_thresholds(rows: Sequence[dict[str, Any]], judged: list[Judged], scorer: Any) -> None:
    """Print the scores by threshold on a fifth of the articles, with rates of the other four."""
    aside = {
        row["id"] for row in rows if int(hashlib.md5(row["id"].encode()).hexdigest(), 16) % 10 >= 8
    }
    fit = fit_rates([item for item in judged if item.article not in aside])
    proposals: dict[str, list[Proposal]] = defaultdict(list)
    for item in judged:
        proposals[item.article].append(item.proposal)
    print(f"{len(aside)} articles\n\n| threshold | precision | recall | F1 |\n|---|---|---|---|")
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        counts = []
        for row in (row for row in rows if row["id"] in aside):
            rated = drop_rivals([(p, fit.rate(p)) for p in proposals[row["id"]]])
            parents = find_parents(rated, threshold)
            found = [
                {role: getattr(proposal, role) for role in scorer.ROLES}
                for (proposal, rate), parent in zip(rated, parents, strict=True)
                if rate >= threshold and parent < 0
            ]
            doc = scorer.Doc(row["text"])
            gold = scorer.Reading(doc, row["attributions"])
            counts.append(scorer.doc_counts(doc, scorer.Reading(doc, found), gold))
        score = scorer.metrics(scorer.total_of(counts))["attribution"]
        shown = " | ".join(f"{score[key] * 100:.1f}" for key in ("p", "r", "f1"))
        print(f"| {threshold:.2f} | {shown} |", flush=True)


def main() -> int:
    """Fit, then compare, write or print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--write", action="store_true", help="rewrite the tables of rates.py")
    choice.add_argument("--threshold", action="store_true", help="print scores by threshold")
    options = parser.parse_args()
    folder: Path = find_data("train.jsonl", "score.py")
    scorer = load_scorer(folder)
    rows = list(read_rows(folder / "train.jsonl"))
    judged = [item for row in rows for item in judge(row, scorer)]
    if options.threshold:
        print_thresholds(rows, judged, scorer)
        return 0
    committed = TABLES.read_text(encoding="utf-8")
    fitted = write_tables(committed, fit_rates(judged))
    if options.write:
        TABLES.write_text(fitted, encoding="utf-8")
    same = fitted == committed
    state = "equal" if same else "were written anew" if options.write else "differ from"
    print(f"{len(rows)} articles, {len(judged)} proposals: the tables of {TABLES.name}", end=" ")
    print(f"{state}{'' if options.write and not same else ' the fitted ones'}.")
    return 0 if same or options.write else 1


if __name__ == "__main__":
    sys.exit(main())
