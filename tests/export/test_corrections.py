"""Reviewed documents as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace

from sayso.core import Block, BlockKind
from sayso.export import write_corrections
from sayso.review import CorrectedDocument


def test_a_line_holds_the_text_the_outer_rows_and_the_nested_ones_apart(mill):
    document = mill.documents[0]
    inner = next(row for row in mill.attributions if row.parent is not None)
    outer = next(row for row in mill.attributions if row.id == inner.parent)
    blocks = (*document.blocks, Block(0, 4, BlockKind.BOILERPLATE))
    item = CorrectedDocument(replace(document, blocks=blocks), (outer,), (inner,), ("A", "B"), 2, 2)
    data = write_corrections([item, item])
    first, second = data.decode("utf-8").splitlines()
    assert first == second
    row = json.loads(first)
    assert (row["id"], row["text"], row["publisher"], row["date"]) == (
        document.id, document.text, "Orrin Post", "2024-02-06",
    )  # fmt: skip
    assert (row["annotator"], row["reviewed"], row["discard"]) == ("A, B", 1.0, [[0, 4]])
    (found,) = row["attributions"]
    assert [row["text"][start:end] for start, end in found["cue"]] == ["said"]
    assert row["nested"][0]["parent"] == outer.id


def test_a_share_of_one_says_that_nothing_is_left(mill):
    item = CorrectedDocument(mill.documents[0], (), (), ("A",), 99_999, 100_000)
    assert json.loads(write_corrections([item]))["reviewed"] == 0.9999


def test_no_document_gives_no_line():
    assert write_corrections([]) == b""
