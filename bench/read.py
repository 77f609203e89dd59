"""How well, how surely and how fast `sayso read` finds who says what; peers beside it.

    python bench/read.py [--runs 3] [--peer-python PYTHON] [--citron CHECKOUT] [--write-docs]

Reads the articles of `data/attribution/dev.jsonl` under `../shared` or `SAYSO_SHARED` (copied with
nothing but id and text) and scores them with the `score.py` there. Speeds are of whole processes,
start included, in turn, pinned where the system can; the median of the runs is given. Peers are
textacy, in the interpreter given by `--peer-python`, which needs a spaCy English model, and Citron,
from a checkout that was trained on `train.jsonl`, in that of `--citron-python`; a peer that is not
run is shown with the figures that came with the data, marked. Prints Markdown; `--write-docs` puts
it into docs/benchmarks.md, and the reliability diagram into docs/images.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attribution_data import ROOT, find_data, load_scorer, read_rows
from reading.confidence import Judged, describe_confidence, fill_bins, judge_rows
from reading.diagram import Curve, draw_reliability
from reading.page import mark_limited, write_section
from reading.processes import describe_machine
from reading.scores import SEED, describe_differences, describe_scores, list_scores, score
from reading.speeds import (
    COLD_WORDS,
    Speeds,
    cut_words,
    describe_cold,
    describe_speeds,
    estimate_ratios,
    time_all,
    time_cold,
)
from reading.systems import (
    READINGS,
    System,
    check_answers,
    describe_model,
    find_citron,
    find_readings,
    find_textacy,
    list_methods,
    write_bare,
)

from sayso import __version__

DIAGRAM = ROOT / "docs" / "images" / "reliability.svg"


@dataclass(frozen=True, slots=True)
class Run:
    """What was read, by whom, and what came out."""

    data: Path
    gold: Path
    rows: Sequence[Mapping[str, Any]]
    own: Sequence[System]
    peers: Sequence[System]
    answers: Mapping[str, Path]
    speeds: Speeds
    runs: int
    rounds: int

    @property
    def words(self) -> int:
        """Return how many words the articles have."""
        return sum(len(row["text"].split()) for row in self.rows)

    @property
    def titles(self) -> dict[str, str]:
        """Return the systems' titles by name."""
        return {system.name: system.title for system in (*self.own, *self.peers)}


def read_options() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="rounds; the median is given")
    parser.add_argument("--bootstrap", type=int, default=1000, help="resamplings of articles")
    parser.add_argument("--readings", default=",".join(READINGS), help="ours, the default first")
    parser.add_argument("--peer-python", metavar="PYTHON", help="an interpreter with textacy")
    parser.add_argument("--citron", metavar="PATH", type=Path, help="a trained checkout of Citron")
    parser.add_argument("--citron-model", metavar="PATH", type=Path, help="its folder of models")
    parser.add_argument("--citron-python", metavar="PYTHON", help="an interpreter for Citron")
    parser.add_argument("--limit", type=int, metavar="N", help="a trial on N articles: no result")
    parser.add_argument("--write-docs", action="store_true", help="write the manual's section")
    options = parser.parse_args()
    if options.write_docs and options.limit:
        parser.error("--limit gives no result, so --write-docs does not go with it.")
    if options.write_docs and options.readings != ",".join(READINGS):
        parser.error(f"The manual shows the readings {','.join(READINGS)}; leave --readings out.")
    return options


def describe_run(run: Run) -> str:
    """Return what was measured on what, as a paragraph."""
    answers = {answer["id"]: answer for answer in read_rows(run.answers[run.own[0].name])}
    digest = hashlib.sha256((run.data / "dev.jsonl").read_bytes()).hexdigest()[:12]
    paths = {"textacy": " --peer-python PYTHON", "citron": " --citron PATH --citron-python PYTHON"}
    given = "".join(paths[peer.name] for peer in run.peers)
    return (
        f"`python bench/read.py --runs {run.runs}{given} --write-docs`: Sayso {__version__}, "
        f"`{run.own[0].name}` with rows of {' and '.join(list_methods(answers))}, on the "
        f"{len(run.rows)} articles of `dev.jsonl` (PolNeAR 1.0.0, {run.words:,} words, sha256 "
        f"{digest}). {describe_model()} What is fitted comes from `train.jsonl`; dev was scored "
        "while the readings were made, so its text is not unseen. Scores are x 100, intervals from "
        f"{run.rounds} resamplings of articles, seed {SEED}."
    )


def describe_quality(run: Run) -> str:
    """Return scores and paired differences as Markdown."""
    systems = (*run.own, *run.peers)
    columns = {
        system.title: score(run.data, run.gold, run.answers[system.name], run.rounds)
        for system in systems
    }
    known = json.loads((run.data / "peers.json").read_text(encoding="utf-8"))["systems"]
    ran = {peer.name for peer in run.peers}
    for system in known:
        if system["id"].split("-")[0] not in ran:
            columns[f"{system['system']} *"] = list_scores(system["scores"])
    human = json.loads((run.data / "human.json").read_text(encoding="utf-8"))
    people = human["shipped_22_articles"]
    columns[f"annotators, each by the others, {people['articles']} articles *"] = list_scores(
        people["pairwise"]
    )
    first, *rest = systems
    others = {system.title: run.answers[system.name] for system in rest}
    parts = [
        describe_scores(columns),
        "\\* Not of this run: as it stands in `peers.json` and `human.json`, which came with the "
        "data. The annotators' articles are others than those of dev.",
    ]
    if others:
        pair = (first.title, run.answers[first.name])
        parts.append("Differences on the same articles, paired, x 100, with their 95 % intervals:")
        parts.append(describe_differences(run.data, run.gold, pair, others, run.rounds))
    parts += [peer.note for peer in run.peers]
    if not run.peers:
        parts.append("No peer was run here: see `--peer-python` and `--citron`.")
    return "\n\n".join(parts)


def describe_cost(run: Run) -> str:
    """Return speed and memory as Markdown."""
    ran = [peer.name for peer in run.peers]
    parts = [
        f"### Speed and memory\n\n{describe_machine()}. Median of {run.runs} "
        f"run{'s' if run.runs > 1 else ''}, whole processes in turn on the same file, start "
        "included, pinned to the last core or cores; memory is of the largest process. The work "
        "on two cores is shared by two processes, and the bytes that come out are the same.",
        describe_speeds(run.speeds, run.titles, ran, run.words),
        estimate_ratios(run.speeds, run.own[0].name, run.data, ran),
        describe_cold(run.speeds),
        "A cold start runs on all cores; the files were read before, so the disk is not in it. "
        "`read FILE` takes the document apart in a sandbox first.",
    ]
    if run.speeds.are_shared:
        parts.append(
            "**Processes waited for other work on their core in this run**: words a second on the "
            "clock are too low, those of the processor and the ratios say more."
        )
    return "\n\n".join(part for part in parts if part)


def describe_calibration(judged: Mapping[str, Sequence[Judged]]) -> str:
    """Return how sure the readings may be of themselves, as Markdown."""
    parts = ["### Confidence", "![Reliability of the confidence](images/reliability.svg)"]
    for name, rows in judged.items():
        parts.append(f"`{name}`:\n\n{describe_confidence(rows)}")
    parts.append(
        "Rows inside another one are left out, as people did not mark them; a row is right by the "
        "scorer's rule for an attribution (cues touch, half of the content, the source). ECE is "
        "the mean gap between a bin's confidence and its share of right rows, weighed by rows. "
        "Intervals are Wilson's and take rows as independent."
    )
    return "\n\n".join(parts)


def measure_run(options: argparse.Namespace, folder: Path) -> Run:
    """Return what all systems gave for the articles, and what it cost."""
    data = find_data("dev.jsonl", "score.py", "peers.json", "human.json")
    rows = list(read_rows(data / "dev.jsonl"))[: options.limit]
    own = find_readings(options.readings.split(","))
    found = (
        find_textacy(options.peer_python),
        find_citron(options.citron_python, options.citron, options.citron_model),
    )
    peers = [peer for peer in found if peer]
    bare, gold = folder / "bare.jsonl", folder / "gold.jsonl"
    write_bare(rows, bare)
    with gold.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    speeds, answers = time_all(own, peers, bare, folder, options.runs)
    for system in own:
        check_answers(system, {row["id"]: row for row in read_rows(answers[system.name])})
    time_cold(speeds, own, cut_words(rows, COLD_WORDS), folder, options.runs)
    return Run(data, gold, rows, own, peers, answers, speeds, options.runs, options.bootstrap)


def main() -> None:
    """Measure, print Markdown, and write it where asked to."""
    options = read_options()
    with tempfile.TemporaryDirectory() as name:
        run = measure_run(options, Path(name))
        scorer = load_scorer(run.data)
        judged = {}
        for system in run.own:
            answers = {row["id"]: row for row in read_rows(run.answers[system.name])}
            judged[system.name] = judge_rows(run.rows, answers, scorer)
        body = "\n\n".join(
            [
                f"## Reading\n\n{describe_run(run)}",
                describe_quality(run),
                describe_cost(run),
                describe_calibration(judged),
            ]
        )
    whole = sum(1 for _ in read_rows(run.data / "dev.jsonl"))
    body = mark_limited(body, len(run.rows), whole)
    print(body)
    if options.write_docs:
        curves = [Curve(name, fill_bins(rows)) for name, rows in judged.items()]
        title = "How often rows are right, by their confidence"
        DIAGRAM.write_text(draw_reliability(curves, title), encoding="utf-8")
        print(f"{DIAGRAM.relative_to(ROOT)} was written.", file=sys.stderr)
        write_section("bench/read.py", body)


if __name__ == "__main__":
    main()
