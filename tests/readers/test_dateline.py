"""A line of names and a whole date under the headline is read as the document's own word."""

from __future__ import annotations

import pytest

from sayso.readers.dateline import Dateline, read_dateline
from sayso.readers.plain import split_blocks

REST = "\n\nThe mayor said that the gate was open."


def read(line: str) -> Dateline:
    text = f"Questions over the gate\n\n{line}{REST}"
    return read_dateline(text, split_blocks(text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Meridian Wire, 15 March 2024", Dateline("Meridian Wire", None, "2024-03-15")),
        ("By Ines Calder | Harbour Ledger | March 5, 2024",
         Dateline("Harbour Ledger", "Ines Calder", "2024-03-05")),
        ("The Review of Ports, Monday, 4 March 2024",
         Dateline("The Review of Ports", None, "2024-03-04")),
        ("2024-02-29", Dateline(None, None, "2024-02-29")),
    ],
)  # fmt: skip
def test_a_dateline_gives_outlet_author_and_date(line: str, expected: Dateline) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "The council met on 15 March 2024",
        "Meridian Wire, 31 February 2024",
        "Meridian Wire, March 2024",
        "Meridian Wire, 03/04/2024",
        "He was born in Velmar, she in Andresk, both on 15 March 2024",
        "Meridian Wire",
    ],
)
def test_prose_and_what_is_no_whole_date_are_left_alone(line: str) -> None:
    assert read(line) == Dateline()


def test_only_the_top_of_a_document_is_looked_at() -> None:
    text = "A.\n\nB.\n\nC.\n\nMeridian Wire, 15 March 2024"
    assert read_dateline(text, split_blocks(text)) == Dateline()
