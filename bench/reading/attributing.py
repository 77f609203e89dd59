"""Attributions alone, without asserters and faces, of a file of JSON lines.

    PYTHON bench/reading/attributing.py READING [--jobs N] IN.jsonl OUT.jsonl

What is measured beside the whole reading: OUT gets only how many attributions each row has.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sayso.engines import Broken, map_batches
from sayso.extract import ReadingSettings, find_reading
from sayso.readers import read_given_row

#: As `sayso read --jsonl` has it.
_BATCH = 16
_Row = tuple[str, int, bytes]


def attribute_rows(rows: Sequence[_Row]) -> list[int]:
    """Return how many attributions each row has; runs in a worker process."""
    found = []
    for reading, number, line in rows:
        given = read_given_row(line, number, f"row {number}")
        assert given.document is not None
        rows_found, _ = find_reading(reading).attribute(given.document, settings=ReadingSettings())
        found.append(len(rows_found))
    return found


def read_batches(reading: str, source: Path) -> Iterator[list[_Row]]:
    """Yield the rows of a file in batches."""
    with source.open("rb") as file:
        rows = ((reading, number, line.rstrip(b"\r\n")) for number, line in enumerate(file, 1))
        while batch := list(islice(rows, _BATCH)):
            yield batch


def main() -> None:
    """Read and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reading")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    batches = read_batches(options.reading, options.source)
    with options.target.open("w", encoding="utf-8") as out:
        for count in map_batches(attribute_rows, batches, jobs=options.jobs):
            assert not isinstance(count, Broken), f"{count} ended its process"
            out.write(json.dumps(count) + "\n")


if __name__ == "__main__":
    main()
