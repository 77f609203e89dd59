"""Reviewed documents as JSON lines, in the schema of the data that a reading is trained on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sayso.core import Attribution, BlockKind, Span
from sayso.review import CorrectedDocument


def write_corrections(found: Iterable[CorrectedDocument]) -> bytes:
    """Return one line a document: its text, and the attributions that people stand by.

    `attributions` are those that stand in no other one, which is what the training data mark;
    `nested` are the rest, each with its `parent`. `discard` are the ranges that the reader took for
    boilerplate, `reviewed` the share of the document's rows that was decided on (1.0: all).
    """
    lines = [json.dumps(_row(item), ensure_ascii=False, allow_nan=False) for item in found]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _row(item: CorrectedDocument) -> dict[str, Any]:
    document = item.document
    return {
        "id": document.id,
        "publisher": document.outlet,
        "date": document.published,
        "annotator": ", ".join(item.analysts),
        # Cut, not rounded: 1.0 says that nothing is left.
        "reviewed": int(item.reviewed * 10_000) / 10_000,
        "text": document.text,
        "attributions": [_attribution(row) for row in item.outer],
        "nested": [{**_attribution(row), "parent": row.parent} for row in item.nested],
        "discard": [
            [block.start, block.end]
            for block in document.blocks
            if block.kind is BlockKind.BOILERPLATE
        ],
    }


def _attribution(row: Attribution) -> dict[str, Any]:
    return {
        "id": row.id,
        "source": _offsets(row.source),
        "cue": _offsets(row.cue),
        "content": _offsets(row.content),
    }


def _offsets(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
