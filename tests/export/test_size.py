"""The size of a report grows with its case, and no faster."""

from __future__ import annotations

import json

import pytest

from sayso.core import CaseContents, FaceKind, Problem
from sayso.export import write_report_html, write_report_json
from sayso.export.report_markdown import write_report_markdown
from sayso.report import build_report

NAMES = ("Northern Watch", "Southern Watch", "Reeve Tavis")

WRITERS = pytest.mark.parametrize(
    "write", [write_report_html, write_report_markdown, write_report_json]
)


def _case(factory, count, *, problems=False):
    """Documents of one file, all with the same names, a source unresolved and one not named."""
    documents, rows, faces, bad = [], [], [], []
    for key in range(count):
        text = (
            f"Note {key:04}\n\nReeve Tavis said that the Northern Watch had seen the Southern "
            "Watch. He said that it fell. It is believed that it burnt."
        )
        document = factory.make_document(text, key="table", member=f"{key}", title=f"Note {key:04}")
        named = [factory.make_face(document, name, FaceKind.GROUP) for name in NAMES]
        content = "that the Northern Watch had seen the Southern Watch"
        rows.append(factory.attribute(document, "Reeve Tavis", "said", content, asserter=named[2]))
        rows.append(factory.attribute(document, "He", "said|1", "that it fell"))
        rows.append(factory.attribute(document, "", "is believed", "it burnt"))
        documents.append(document)
        faces += named
        if problems:
            where, what = f"table, row {key:04}", "The row has no text."
            todo = "Fill in the row."
            bad.append(
                Problem("bad_row", where, what, "It was left out.", todo, sha256=document.sha256)
            )
    return CaseContents(tuple(documents), tuple(rows), tuple(faces), tuple(bad))


@WRITERS
@pytest.mark.parametrize("problems", [False, True])
def test_twice_the_documents_give_about_twice_the_report(write, problems, factory):
    sizes = [
        len(write(build_report(_case(factory, count, problems=problems), factory.HEAD)))
        for count in (100, 200)
    ]
    assert sizes[1] <= 2.3 * sizes[0]


def test_namesakes_are_counted_and_the_first_five_are_named_in_order_of_the_case(factory):
    contents = _case(factory, 8)
    report = build_report(contents, factory.HEAD)
    ids = [document.id for document in contents.documents]
    rows = [part for part in report.actors if part.label == "Northern Watch"]
    assert [part.same_label_count for part in rows] == [7] * 8
    assert rows[0].same_label == tuple(ids[1:6])
    assert rows[7].same_label == tuple(ids[:5])
    words = "this name also in 7 other documents; the first 5:"
    assert write_report_html(report).decode().count(words) == 24
    assert write_report_markdown(report).decode().count(words) == 24
    actors = json.loads(write_report_json(report))["actors"]
    assert {part["same_label_count"] for part in actors} == {7}
    assert {len(part["same_label"]) for part in actors} == {5}


def test_few_namesakes_are_all_named(factory):
    report = build_report(_case(factory, 2), factory.HEAD)
    text = write_report_markdown(report).decode()
    assert "this name also in 1 other document: Note 0001" in text


def test_problems_of_a_shared_file_are_counted_beside_each_document(factory):
    report = build_report(_case(factory, 8, problems=True), factory.HEAD)
    listed = [problem.id for problem in report.problems[0].problems]
    for part in report.documents:
        assert part.problem_count == 8
        assert part.problems == tuple(listed[:5])
    assert write_report_html(report).decode().count('and <a href="#problems">3 more</a>') == 8
    assert write_report_markdown(report).decode().count("Problems: 8, listed below") == 8
