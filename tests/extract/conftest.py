"""Documents made of plain text, a block a line."""

from __future__ import annotations

import hashlib

import pytest

from sayso.core import Block, BlockKind, Document, SourceMap


def build_document(text, *, language="en", published=None, kind=BlockKind.PARAGRAPH):
    blocks = []
    place = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(place, place + len(line), kind))
        place += len(line) + 1
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        digest,
        "text/plain",
        "case.txt",
        text,
        tuple(blocks),
        SourceMap(()),
        language=language,
        published=published,
    )


@pytest.fixture(scope="session")
def make_document():
    """A function from text (and language, date) to a document."""
    return build_document
