"""Sentences of our own with what must be read in them: `cases/*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sayso.core import Review
from sayso.extract import extract_document, find_reading

CASES = Path(__file__).parent / "cases"


def list_cases():
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
            marks = (
                [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            )
            found.append(pytest.param(case, id=f"{path.stem}-{number}", marks=marks))
    return found


def describe(extraction):
    labels = {face.id: face.label for face in extraction.faces}
    cues = {row.id: " ".join(span.exact for span in row.cue) for row in extraction.attributions}
    return [
        {
            "source": " | ".join(span.exact for span in row.source),
            "cue": cues[row.id],
            "content": [span.exact for span in row.content],
            "kind": row.kind.value,
            "polarity": row.polarity.value,
            "stance": row.stance.value,
            "step": row.step.value,
            "certainty": row.certainty_words or "",
            "asserter": labels.get(row.asserter or "", row.asserter or ""),
            "parent": cues.get(row.parent or "", ""),
        }
        for row in extraction.attributions
        if row.review is Review.MACHINE or row.parent
    ]


@pytest.mark.parametrize("case", list_cases())
def test_the_rules_read_the_sentence_as_a_person_does(case, make_document):
    extraction = extract_document(make_document(case["text"].strip("\n")), find_reading("rules"))
    found = describe(extraction)
    for wanted in case["expect"]:
        fitting = [row for row in found if all(row[key] == value for key, value in wanted.items())]
        assert fitting, f"{wanted} is not among {found}"
    if not case.get("also"):
        standing = [row for row in found if not row["parent"]]
        assert len(standing) == len(case["expect"]), standing
