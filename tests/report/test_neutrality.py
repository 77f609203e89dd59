"""Swap two names in the documents, and the report swaps with them, byte for byte."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sayso.core import CaseContents, Face, Span
from sayso.export import REPORT_FORMATS, write_native_json
from sayso.report import build_report

LEFT, RIGHT = "Northern Watch", "Southern Watch"


def _swap(text: str, left: str = LEFT, right: str = RIGHT) -> str:
    return re.sub(
        f"{re.escape(left)}|{re.escape(right)}",
        lambda match: right if match.group() == left else left,
        text,
    )


def _swap_case(contents: CaseContents, factory) -> CaseContents:
    documents = {
        document.id: replace(
            document,
            text=_swap(document.text),
            title=_swap(document.title) if document.title else None,
        )
        for document in contents.documents
    }

    def span(old: Span) -> Span:
        return documents[old.document].span(old.start, old.end, old.role)

    faces = {
        face.id: Face(
            face.account, face.kind, _swap(face.label), tuple(span(s) for s in face.mentions)
        )
        for face in contents.faces
    }
    rows = tuple(
        replace(
            row,
            source=tuple(span(s) for s in row.source),
            cue=tuple(span(s) for s in row.cue),
            content=tuple(span(s) for s in row.content),
            asserter=faces[row.asserter].id if row.asserter in faces else row.asserter,
        )
        for row in contents.attributions
    )
    return replace(
        contents,
        documents=tuple(documents.values()),
        attributions=rows,
        faces=tuple(faces.values()),
    )


def _swap_ids(data: str, contents: CaseContents) -> str:
    # A face's id is the hash of its label, so it swaps with the label.
    by_label = {(face.account, face.kind, face.label): face.id for face in contents.faces}
    pairs = {}
    for (account, kind, label), face in by_label.items():
        other = by_label.get((account, kind, _swap(label)))
        pairs[face] = other or Face(account, kind, _swap(label)).id
    return re.sub(r"face-[0-9a-f]{32}", lambda match: pairs.get(match.group(), match.group()), data)


@pytest.mark.parametrize(("suffix", "write"), REPORT_FORMATS)
def test_swapped_names_give_the_swapped_report(suffix, write, mill, factory):
    before = write(build_report(mill, factory.HEAD)).decode()
    after = write(build_report(_swap_case(mill, factory), factory.HEAD)).decode()
    assert after != before
    assert after == _swap_ids(_swap(before), mill)


def test_swapped_names_give_the_swapped_export(mill, factory):
    before = write_native_json(mill).decode()
    after = write_native_json(_swap_case(mill, factory)).decode()
    prefixes = re.compile(r'"(?:prefix|suffix)":"(?:[^"\\]|\\.)*"')
    # Contexts of 32 code points cut names in two; all else swaps whole.
    assert prefixes.sub("", after) == prefixes.sub("", _swap_ids(_swap(before), mill))
