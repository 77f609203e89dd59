"""How well, how surely and how fast `sayso read` finds who says what; a peer beside it.

    python bench/read.py [--runs 5] [--peer-python PYTHON] [--bootstrap 1000]

Reads the articles of `data/attribution/dev.jsonl` under `../shared` or `SAYSO_SHARED` (copied with
nothing but id and text) and scores them with the `score.py` there. Speeds are of whole processes,
start included, in turn, pinned to one core where the system can; the median of the runs is given.
The peer is textacy, in the interpreter given by `--peer-python`, which needs a spaCy English model;
without one, its figures as they came with the data are shown and marked. Prints Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from attribution_data import find_data, load_scorer, read_rows

from sayso import __version__

#: Of the scorer's bootstrap, its own default.
SEED = 1
BINS = 10
PEER = Path(__file__).with_name("textacy_peer.py")
#: A small process that starts the measured one: memory counts from the starter's own size on.
STARTER = """
import os, resource, subprocess, sys, time
core = int(sys.argv[1])
if core >= 0:
    os.sched_setaffinity(0, {core})
start = time.perf_counter()
done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if done.returncode:
    sys.exit(done.stderr.decode(errors="replace"))
print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: wall and processor seconds, and MB of its largest process at its peak."""

    wall: float
    cpu: float
    peak: float


def find_core() -> int:
    """Return the last core this process may use, or -1 where processes cannot be pinned."""
    return max(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else -1


def measure(command: list[str], folder: Path) -> Cost:
    """Return the cost of one whole process, without the user's settings, on one core."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SAYSO_")}
    done = subprocess.run(
        [sys.executable, "-c", STARTER, str(find_core()), *command],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=folder,
        env=kept | {"OMP_NUM_THREADS": "1", "XDG_CONFIG_HOME": str(folder)},
    )
    wall, cpu, peak = (float(word) for word in done.stdout.split())
    return Cost(wall, cpu, peak / (1e6 if platform.system() == "Darwin" else 1e3))


def median(costs: list[Cost]) -> Cost:
    """Return the median of each figure over the runs."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.peak for cost in costs),
    )


def run_scorer(folder: Path, *arguments: str | Path) -> dict[str, Any]:
    """Return what `score.py` prints."""
    command = [sys.executable, str(folder / "score.py"), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def find_peer(python: str | None) -> dict[str, str] | None:
    """Return the versions of the peer in an interpreter, or None, with a remark, without one."""
    if python is None:
        return None
    try:
        done = subprocess.run([python, str(PEER), "--versions"], capture_output=True, text=True)
    except OSError as error:
        print(f"{python}: {error.strerror}; the peer is not run.", file=sys.stderr)
        return None
    if done.returncode:
        print(f"{python}: {done.stderr.strip()[-300:]}; the peer is not run.", file=sys.stderr)
        return None
    found: dict[str, str] = json.loads(done.stdout)
    return found


def print_calibration(rows: list[dict[str, Any]], answers: Path, scorer: ModuleType) -> None:
    """Print how often rows were right by their confidence, in ten bins, and the mean gap (ECE)."""
    gold = {row["id"]: row for row in rows}
    pairs: list[tuple[float, bool, bool]] = []
    for answer in read_rows(answers):
        doc = scorer.Doc(gold[answer["id"]]["text"])
        marked = scorer.Reading(doc, gold[answer["id"]]["attributions"]).items
        for suggested, found in enumerate(
            (answer["attributions"], answer["suggestions"]["attributions"])
        ):
            for item in found:
                if item["parent"] is None:
                    spans = {role: doc.ids(item[role]) for role in scorer.ROLES}
                    right = any(scorer.CONDITIONS["attribution"](spans, one) for one in marked)
                    pairs.append((item["confidence"], right, bool(suggested)))
    print("### Confidence\n\n| confidence | rows | mean | right |\n|---|---|---|---|")
    for number in range(BINS):
        rated = [pair for pair in pairs if min(BINS - 1, int(pair[0] * BINS)) == number]
        if rated:
            mean, share = (statistics.fmean(pair[k] for pair in rated) for k in (0, 1))
            low, high = number / BINS, (number + 1) / BINS
            print(f"| {low:.1f} to {high:.1f} | {len(rated)} | {mean:.2f} | {share:.2f} |")
    findings = [pair for pair in pairs if not pair[2]]
    print(
        f"\nECE {measure_gap(pairs):.3f} over {len(pairs)} rows, suggestions included; "
        f"{measure_gap(findings):.3f} over the {len(findings)} findings. Rows inside another one "
        "are left out, as people did not mark them; a row is right by the scorer's rule for an "
        "attribution (cues touch, half of the content, the source)."
    )


def measure_gap(pairs: list[tuple[float, bool, bool]]) -> float:
    """Return the expected calibration error, 0 to 1, over ten bins of equal width."""
    gaps = [0.0] * BINS
    for confidence, right, _ in pairs:
        gaps[min(BINS - 1, int(confidence * BINS))] += confidence - right
    return sum(map(abs, gaps)) / max(1, len(pairs))


def describe_machine() -> str:
    """Return system, processor and Python in one line."""
    model = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8", errors="replace").splitlines()
        model = next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), "")
    return (
        f"{platform.system()} {platform.machine()}, {model or 'processor unknown'}, "
        f"{os.cpu_count()} cores, one used, Python {platform.python_version()}"
    )


def list_scores(score: dict[str, Any]) -> list[str]:
    """Return the cells of a column of the table of scores, F1 x 100."""

    def shown(*values: float) -> str:
        return ", ".join(f"{value * 100:.1f}" for value in values)

    low, high = score["ci95"]["attribution_f1"]
    whole, recall = score["attribution"], score["recall_by_type"]
    return [
        shown(whole["p"], whole["r"], whole["f1"]),
        f"{shown(low)} to {shown(high)}",
        shown(score["token"]["macro_f1"]),
        shown(score["exact"]["content"]["f1"]),
        shown(*(score["span"][role]["f1"] for role in ("source", "cue", "content"))),
        shown(recall["direct"]["attribution"]),
        shown(recall["indirect"]["attribution"]),
        shown(recall["no source"]["attribution"]),
    ]


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
SPEEDS = ("words a second of the processor", "words a second on the clock", "peak MB")


def print_table(columns: dict[str, list[str]]) -> None:
    """Print the scores and speeds, a column for each system."""
    print(f"| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for name, *cells in zip((*SCORES, *SPEEDS), *columns.values(), strict=True):
        print(f"| {name} | {' | '.join(cells)} |")
    print()


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bootstrap", type=int, default=1000, help="resamplings of articles")
    parser.add_argument("--peer-python", metavar="PYTHON", help="an interpreter with textacy")
    options = parser.parse_args()
    data = find_data("dev.jsonl", "score.py", "peers.json")
    gold = data / "dev.jsonl"
    scorer = load_scorer(data)
    rows = list(read_rows(gold))
    words = sum(len(row["text"].split()) for row in rows)
    versions = find_peer(options.peer_python)

    def speeds(costs: list[Cost]) -> list[str]:
        cost = median(costs)
        return [f"{words / cost.cpu:,.0f}", f"{words / cost.wall:,.0f}", f"{cost.peak:.0f}"]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare, ours, theirs = (folder / f"{part}.jsonl" for part in ("bare", "ours", "theirs"))
        with bare.open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows
            )
        read = [sys.executable, "-m", "sayso", "read", "-q", "--jsonl", str(bare), "--out"]
        peer = [str(options.peer_python), str(PEER), str(bare), str(theirs)]
        own_costs, peer_costs = [], []
        for _ in range(options.runs):
            ours.unlink(missing_ok=True)  # else the run goes on where the last one ended
            own_costs.append(measure([*read, str(ours)], folder))
            if versions:
                peer_costs.append(measure(peer, folder))
        boot = ("--bootstrap", str(options.bootstrap), "--seed", str(SEED))
        method = next(item["method"] for row in read_rows(ours) for item in row["attributions"])
        columns = {f"`{method}`": list_scores(run_scorer(data, gold, ours, *boot))}
        columns[f"`{method}`"] += speeds(own_costs)
        if versions:
            title = f"textacy {versions['textacy']}, by paragraph"
            columns[title] = list_scores(run_scorer(data, gold, theirs, *boot)) + speeds(peer_costs)
            paired = run_scorer(data, "--compare", gold, ours, theirs, *boot)["attribution_f1"]
        known = json.loads((data / "peers.json").read_text(encoding="utf-8"))["systems"]
        for system in known:
            if not (versions and system["id"].startswith("textacy")):
                columns[f"{system['system']} *"] = [*list_scores(system["scores"]), *3 * ["–"]]
        digest = hashlib.sha256(gold.read_bytes()).hexdigest()
        print(
            f"## Reading\n\n`python bench/read.py --runs {options.runs}"
            f"{' --peer-python PYTHON' if versions else ''}`: Sayso {__version__}, {method}, on "
            f"the {len(rows)} articles of `dev.jsonl` (PolNeAR 1.0.0, {words:,} words, sha256 "
            f"{digest[:12]}). Rates and threshold come from `train.jsonl`; dev was scored while "
            f"the rules were written, so its text is not unseen. {describe_machine()}. "
            f"Scores are x 100, intervals from {options.bootstrap} resamplings of articles, "
            f"seed {SEED}. Speed is the median of {options.runs} runs, whole processes in turn, "
            "start included; memory is of the largest process.\n"
        )
        print_table(columns)
        if versions:
            low, high = (value * 100 for value in paired["ci95"])
            ratio = median(peer_costs).cpu / median(own_costs).cpu
            print(
                f"Difference in attribution F1 to textacy, paired: {paired['diff'] * 100:.1f} "
                f"({low:.1f} to {high:.1f}); speed by the processor {ratio:.1f} times its own. "
                f"textacy finds direct quotations only, by its documentation; it ran with spaCy "
                f"{versions['spacy']} and {versions['model']}, without the recogniser of names.\n"
            )
        else:
            print("No peer was run here: give `--peer-python` an interpreter with textacy.\n")
        print("\\* Not of this run: as it stands in `peers.json`, which came with the data.\n")
        print_calibration(rows, ours, scorer)


if __name__ == "__main__":
    main()
