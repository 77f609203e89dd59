"""What becomes of the rows of a reading when two names of an article are swapped throughout.

    python bench/swap.py [--articles 200] [--jobs 2] [--write-docs]

Takes articles of `data/attribution/train.jsonl` under `../shared` or `SAYSO_SHARED`, in the order
of the hash of their id, swaps the two surnames most often met, reads both texts by `sayso read
--jsonl` and counts the rows that swap, too. Prints Markdown; `--write-docs` puts it into
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attribution_data import find_data, read_rows
from reading.intervals import resample_share
from reading.page import mark_limited, write_section
from reading.scores import SEED
from reading.swapping import Agreement, Swapped, compare, find_pair, find_surnames, swap_names
from reading.systems import READINGS, System, find_readings, read_texts

ARTICLES = 200
ROUNDS = 1000


def choose_articles(
    rows: Sequence[Mapping[str, Any]], count: int
) -> list[tuple[Mapping[str, Any], tuple[str, str]]]:
    """Return articles with two names to swap, in the order of the hash of their id."""
    surnames = find_surnames([row["text"] for row in rows])
    ordered = sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    found = ((row, find_pair(row["text"], surnames)) for row in ordered)
    return [(row, pair) for row, pair in found if pair][:count]


def compare_articles(
    system: System,
    chosen: Iterable[tuple[Mapping[str, Any], tuple[str, str]]],
    folder: Path,
    jobs: int,
) -> list[Agreement]:
    """Return how far one of our readings swaps with the names, article by article."""
    swaps: dict[str, tuple[Swapped, tuple[str, str]]] = {}
    texts = []
    for row, pair in chosen:
        swaps[row["id"]] = (swap_names(row["text"], pair), pair)
        texts += [
            {"id": row["id"], "text": row["text"]},
            {"id": f"{row['id']} swapped", "text": swaps[row["id"]][0].text},
        ]
    answers = read_texts(system, texts, folder, jobs)
    return [
        compare(answers[name], answers[f"{name} swapped"], swapped, pair)
        for name, (swapped, pair) in swaps.items()
    ]


def describe(columns: Mapping[str, Sequence[Agreement]]) -> str:
    """Return the shares as Markdown, a column a reading."""
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    rows: dict[str, list[str]] = {}

    def add(label: str, cell: str) -> None:
        rows.setdefault(label, []).append(cell)

    for found in columns.values():
        add("rows of both readings", f"{sum(one.rows for one in found):,}")
        for label, name in (
            ("rows that swap, too: same attribution", "alike"),
            ("the same, or as a suggestion", "kept"),
            ("same spans to the letter", "spans"),
            ("and same kind, polarity, stance, step", "qualities"),
            ("same spans and same asserter", "asserters"),
        ):
            counts = [(getattr(one, name), one.rows) for one in found]
            right, met = (sum(column) for column in zip(*counts, strict=True))
            low, high = resample_share(counts, ROUNDS, SEED)
            share = f"{right / max(1, met) * 100:.2f} %"
            add(label, f"{share} ({low * 100:.2f} to {high * 100:.2f})")
        same = sum(one.rows == one.spans for one in found)
        add("articles in which all spans are the same", f"{same} of {len(found)}")
    lines += [f"| {label} | {' | '.join(cells)} |" for label, cells in rows.items()]
    return "\n".join(lines)


def main() -> None:
    """Swap, read, compare and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", "--limit", type=int, default=ARTICLES, metavar="N")
    parser.add_argument("--readings", default=",".join(READINGS), help="ours, the default first")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--write-docs", action="store_true", help="write the manual's section")
    options = parser.parse_args()
    data = find_data("train.jsonl")
    chosen = choose_articles(list(read_rows(data / "train.jsonl")), options.articles)
    if options.write_docs and len(chosen) < ARTICLES:
        parser.error(f"{len(chosen)} articles are no result; the manual shows {ARTICLES}.")
    with tempfile.TemporaryDirectory() as name:
        columns = {
            system.title: compare_articles(system, chosen, Path(name), options.jobs)
            for system in find_readings(options.readings.split(","))
        }
    body = mark_limited(
        f"## Names swapped\n\n`python bench/swap.py --write-docs`: in {len(chosen)} training "
        "articles, taken by the hash of their id, the two surnames most often met are swapped "
        "throughout, and both texts are read. A row swaps, too, when the other reading has the "
        "same attribution, the names swapped: by the scorer's rule (cues touch, half of the "
        "content, the source), or with the same source, cue and content to the letter. Findings "
        f"of both readings count. Intervals: {ROUNDS} resamplings of articles, seed {SEED}.\n\n"
        f"{describe(columns)}",
        len(chosen),
        ARTICLES,
    )
    print(body)
    if options.write_docs:
        write_section("bench/swap.py", body)


if __name__ == "__main__":
    main()
