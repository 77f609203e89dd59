"""Speed and memory of readings and peers, whole processes in turn, and tables of them."""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reading.processes import Cost, find_cores, measure, take_median
from reading.systems import System, attributing, write_bare

COLD_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Timed:
    """A row of the table of speeds: whose, what part of the work, on how many cores."""

    name: str
    label: str
    cores: int


@dataclass(slots=True)
class Speeds:
    """The costs of all runs, by row."""

    costs: dict[Timed, list[Cost]] = field(default_factory=lambda: defaultdict(list))
    cold: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))

    @property
    def are_shared(self) -> bool:
        """Return whether processes on one core had to wait for other work."""
        return any(
            take_median(costs).is_shared for row, costs in self.costs.items() if row.cores == 1
        )


def time_all(
    own: Sequence[System], peers: Sequence[System], bare: Path, folder: Path, runs: int
) -> tuple[Speeds, dict[str, Path]]:
    """Return the costs of `runs` rounds over the texts of `bare`, and each system's answers.

    Every round runs all systems, one whole process after the other: what slows the machine down
    slows all of them.
    """
    speeds = Speeds()
    answers = {system.name: folder / f"{system.name}.jsonl" for system in (*own, *peers)}
    second = folder / "again.jsonl"
    for number in range(runs):
        print(f"round {number + 1} of {runs}", file=sys.stderr)
        for system in (*own, *peers):
            row = Timed(system.name, "whole", 1)
            speeds.costs[row].append(_run(system, bare, answers[system.name], folder, 1))
        for system in own:
            row = Timed(system.name, "whole", 2)
            speeds.costs[row].append(_run(system, bare, second, folder, 2))
            if second.read_bytes() != answers[system.name].read_bytes():
                sys.exit(f"{system.name}: two processes gave other bytes than one.")
            for cores in (1, 2):
                alone = attributing(system.name)
                row = Timed(system.name, "attributions alone", cores)
                speeds.costs[row].append(_run(alone, bare, folder / "count.jsonl", folder, cores))
    return speeds, answers


def time_cold(speeds: Speeds, own: Sequence[System], text: str, folder: Path, runs: int) -> None:
    """Add what a fresh process takes for one text, on all cores."""
    source, page, target = (folder / name for name in ("cold.jsonl", "cold.txt", "cold-out.jsonl"))
    write_bare([{"id": "cold", "text": text}], source)
    page.write_text(text, encoding="utf-8")
    for _ in range(runs):
        for system in own:
            target.unlink(missing_ok=True)
            whole = system.call(source, target)
            speeds.cold[f"`{system.name}`, `read --jsonl`"].append(measure(whole, folder, ()))
            shown = [*system.command, "--json", str(page)]
            speeds.cold[f"`{system.name}`, `read FILE`"].append(measure(shown, folder, ()))


def cut_words(rows: Iterable[Mapping[str, Any]], count: int) -> str:
    """Return the first `count` words of some texts, one after the other, as they stand."""
    parts: list[str] = []
    for row in rows:
        words = list(re.finditer(r"\S+", row["text"]))
        if len(words) >= count:
            return "\n\n".join([*parts, row["text"][: words[count - 1].end()]])
        parts.append(row["text"])
        count -= len(words)
    return "\n\n".join(parts)


def _run(system: System, source: Path, target: Path, folder: Path, cores: int) -> Cost:
    target.unlink(missing_ok=True)  # else the run goes on where the last one ended
    return measure(system.call(source, target, cores), folder, find_cores(cores))


def describe_speeds(
    speeds: Speeds, titles: Mapping[str, str], peers: Sequence[str], words: int
) -> str:
    """Return the table of speeds as Markdown, with the ratio to each peer on one core."""
    medians = {row: take_median(costs) for row, costs in speeds.costs.items()}
    known = {name: medians[Timed(name, "whole", 1)] for name in peers}
    heads = [f"times {name}: processor, clock" for name in known]
    lines = [
        "| "
        + " | ".join(
            ["", "words/s of the processor", "words/s on the clock", "MB a process", *heads]
        )
        + " |",
        "|---|---|---|---|" + "---|" * len(heads),
    ]
    for row, cost in sorted(medians.items(), key=lambda item: _order(item[0], titles)):
        ratios = [
            f"{peer.cpu / cost.cpu:.1f}, {peer.wall / cost.wall:.1f}" for peer in known.values()
        ]
        cells = [
            f"{words / cost.cpu:,.0f}",
            f"{words / cost.wall:,.0f}",
            f"{cost.peak:.0f}",
            *ratios,
        ]
        lines.append(f"| {_label(row, titles)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _order(row: Timed, titles: Mapping[str, str]) -> tuple[int, bool, int]:
    return list(titles).index(row.name), row.label != "whole", row.cores


def _label(row: Timed, titles: Mapping[str, str]) -> str:
    part = "" if row.label == "whole" else f", {row.label}"
    cores = "one core" if row.cores == 1 else f"{row.cores} cores, `--jobs {row.cores}`"
    return f"{titles[row.name]}{part}, {cores}"


def describe_cold(speeds: Speeds) -> str:
    """Return the table of cold starts as Markdown."""
    lines = [
        "| fresh process, 1,000 words | seconds on the clock | MB a process |",
        "|---|---|---|",
    ]
    for label, costs in speeds.cold.items():
        cost = take_median(costs)
        lines.append(f"| {label} | {cost.wall:.2f} | {cost.peak:.0f} |")
    return "\n".join(lines)


def estimate_ratios(speeds: Speeds, first: str, data: Path, ran: Sequence[str]) -> str:
    """Return how many times as fast `first` is as peers that were not run, by way of textacy.

    Their speeds came with the data, in one run with textacy's; the estimate takes that ratio over.
    An empty text where textacy was not run here.
    """
    if "textacy" not in ran:
        return ""
    told = json.loads((data / "peers.json").read_text(encoding="utf-8"))["speed"]["rows"]
    seconds = {row["system"]: row["cpu_s"] for row in told}
    ours, theirs = (
        take_median(speeds.costs[Timed(name, "whole", 1)]).cpu for name in (first, "textacy")
    )
    found = []
    for name in ("Citron", "GenderGapTracker"):
        if name.lower() not in ran:
            slower = seconds[name] / seconds["textacy, by paragraph"]
            found.append(f"{theirs / ours * slower:.1f} times {name}")
    if not found:
        return ""
    return (
        "An estimate for peers not run here, from their speed beside textacy's in `peers.json`: "
        f"by the processor, one core, `{first}` reads {' and '.join(found)}. It is rather too low "
        "if textacy ran there with the recogniser of names, which it does not here."
    )
