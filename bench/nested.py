"""How many attributions inside attributions are found, with the right parent.

    python bench/nested.py [--write-docs]
    python bench/nested.py --wrong            list what was missed and what was too much

Gold: `tests/extract/gold/nested.toml`, 100 nested pairs in texts of our own, and texts with none.
Needs no data from elsewhere. Prints Markdown; `--write-docs` puts it into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attribution_data import ROOT
from reading.intervals import wilson
from reading.nested_gold import Tally, Text, count_pairs, fits, list_links, load_gold
from reading.page import mark_limited, write_section
from reading.systems import READINGS, find_readings, read_texts

GOLD = ROOT / "tests" / "extract" / "gold" / "nested.toml"


def describe(columns: Mapping[str, Tally]) -> str:
    """Return the table as Markdown, a column a reading."""
    rows: dict[str, list[str]] = {}
    for tally in columns.values():
        found = (
            ("parents: recall", tally.right, tally.marked),
            ("parents: precision", tally.right, tally.given),
            ("outer attribution found", tally.outer, tally.marked),
            ("inner attribution found, with or without parent", tally.inner, tally.marked),
            ("parent right where both are found", tally.right, tally.both),
        )
        for label, right, met in found:
            low, high = wilson(right, met)
            share = f"{right / met:.2f}" if met else "–"
            rows.setdefault(label, []).append(
                f"{share} ({low:.2f} to {high:.2f}), {right} of {met}"
            )
        total = tally.right / max(1, tally.marked + tally.given) * 2
        rows.setdefault("parents: F1", []).append(f"{total:.2f}")
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    return "\n".join(
        lines + [f"| {label} | {' | '.join(cells)} |" for label, cells in rows.items()]
    )


def print_wrong(text: Text, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print the pairs of a text that were missed, and the links that were too much."""
    links = list_links(rows)
    missed = [pair for pair in text.pairs if not any(fits(text, link, pair) for link in links)]
    extra = [link for link in links if not any(fits(text, link, pair) for pair in text.pairs)]
    if not missed and not extra:
        return

    def show(ranges: Sequence[Sequence[int]]) -> str:
        return " … ".join(text.text[start:end] for start, end in ranges) or "–"

    print(f"{text.id}: {text.text}")
    for pair in missed:
        parts = (pair.inner.source, pair.inner.cue, pair.inner.content)
        print(f"    missed: {' | '.join(map(show, parts))}")
    for row, parent in extra:
        shown = " | ".join(show(row[role]) for role in ("source", "cue", "content"))
        print(f"    too much: {shown}   in   {show(parent['cue'])}")
    for row in rows:
        if row["parent"] is None:
            shown = " | ".join(show(row[role]) for role in ("source", "cue", "content"))
            print(f"    outermost: {shown}")


def main() -> None:
    """Read, count and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readings", default=",".join(READINGS), help="ours, the default first")
    parser.add_argument("--limit", type=int, metavar="N", help="a trial on N texts: no result")
    parser.add_argument("--wrong", action="store_true", help="list what was wrong")
    parser.add_argument("--write-docs", action="store_true", help="write the manual's section")
    options = parser.parse_args()
    if options.limit and options.write_docs:
        parser.error("--limit gives no result, so --write-docs does not go with it.")
    gold = load_gold(GOLD)
    texts = gold[: options.limit]
    columns: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as name:
        for system in find_readings(options.readings.split(",")):
            given = [{"id": text.id, "text": text.text} for text in texts]
            answers = read_texts(system, given, Path(name))
            tally = Tally()
            for text in texts:
                rows = answers[text.id]["attributions"]
                tally += count_pairs(text, rows)
                if options.wrong:
                    print_wrong(text, rows)
            columns[system.title] = tally
    traps = sum(not text.pairs for text in texts)
    body = mark_limited(
        "## Attributions inside attributions\n\n`python bench/nested.py --write-docs`: "
        f"{sum(len(text.pairs) for text in texts)} nested pairs in {len(texts) - traps} texts of "
        f"our own and {traps} texts with none (`tests/extract/gold/nested.toml`). A pair is right "
        "when both its attributions are right by the scorer's rule and the inner one names the "
        "outer one as its parent; findings alone count, suggestions do not. Intervals are "
        f"Wilson's, 95 %.\n\n{describe(columns)}",
        len(texts),
        len(gold),
    )
    print(body)
    if options.write_docs:
        write_section("bench/nested.py", body)


if __name__ == "__main__":
    main()
