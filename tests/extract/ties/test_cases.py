"""Sentences of our own with the ties that must be read in them: `cases/*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sayso.core import AUTHOR, Review
from sayso.extract import extract_document, find_reading

CASES = Path(__file__).parent / "cases"
MARKS = {"affirms": "", "denies": "!", "questions": "?", "mentions": "~"}


def list_cases():
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
            marks = (
                [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            )
            yield pytest.param(case, id=f"{path.stem}-{number}", marks=marks)


def describe(extraction):
    labels = {face.id: face.label for face in extraction.faces}
    labels |= {event.id: "*" for event in extraction.events}
    labels |= {name.id: name.string for name in extraction.names}
    propositions = {item.id: item for item in extraction.propositions}
    found = set()
    for row in extraction.assertions:
        if row.by_endorsement or row.review is not Review.MACHINE:
            continue
        item = propositions[row.proposition]
        ends = [labels.get(arg, arg) for arg in item.args]
        if item.predicate in ("same_as", "rival_of", "allied_with", "different_from"):
            ends.sort()
        kind = "".join(f"[{value}]" for _, value in item.qualifiers)
        who = "" if row.asserter == AUTHOR else f" by {labels[row.asserter]}"
        when = f" in {row.valid}" if row.valid else ""
        found.add(f"{MARKS[row.polarity]}{item.predicate}{kind}({', '.join(ends)}){who}{when}")
    return found


@pytest.mark.parametrize("case", list(list_cases()))
def test_the_ties_are_those_that_a_person_reads(case, make_document):
    found = describe(extract_document(make_document(case["text"]), find_reading("rules")))
    if case.get("also"):
        assert set(case["ties"]) <= found
    else:
        assert found == set(case["ties"])
