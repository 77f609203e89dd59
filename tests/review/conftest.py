"""A case on a desk: one document of our own, its attributions, and what was decided on it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sayso.core import (
    Attribution,
    AttributionKind,
    Block,
    ByteRange,
    Document,
    Face,
    FaceKind,
    Record,
    Segment,
    SourceMap,
    SpanRole,
    bytes_sha256,
)

TEXT = (
    "The ferry \U0001f6a2 stood still. The harbour board said that the crew had left. "
    "“We were told to go,” the crew wrote. The pilots denied any order."
)


def make_document(text: str = TEXT) -> Document:
    data = text.encode()
    origin = SourceMap((Segment(0, len(text), ByteRange(0, len(data)), True),), "utf-8")
    blocks = (Block(0, len(text)),)
    return Document(bytes_sha256(data), "text/plain", "ferry.txt", text, blocks, origin)


@dataclass
class Ferry:
    """The case as a desk: `decide` asks it what there is."""

    document: Document = field(default_factory=make_document)
    records: dict[str, Record] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.board = Face(self.document.id, FaceKind.ORGANISATION, "the harbour board")
        self.elsewhere = Face("document-" + "0" * 32, FaceKind.GROUP, "the crew")
        self.said = self.attribute("The harbour board", "said", "that the crew had left")
        self.wrote = self.attribute("the crew|1", "wrote", "“We were told to go,”")
        self.denied = self.attribute("The pilots", "denied", "any order")
        for record in (self.document, self.board, self.elsewhere, self.said, self.wrote,
                       self.denied):  # fmt: skip
            self.keep(record)

    def keep(self, record: Record) -> None:
        self.records[record.id] = record

    def find(self, identity: str) -> Record | None:
        return self.records.get(identity)

    def is_withdrawn(self, judgement: str) -> bool:
        return judgement in self.withdrawn

    def at(self, words: str) -> list[int]:
        """The offsets of words that stand once in the text, or after `words|` the nth time."""
        exact, _, nth = words.partition("|")
        start = -1
        for _ in range(int(nth or 0) + 1):
            start = self.document.text.index(exact, start + 1)
        return [start, start + len(exact)]

    def attribute(self, source: str, cue: str, content: str) -> Attribution:
        def spans(words, role):
            return (self.document.span(*self.at(words), role),) if words else ()

        return Attribution(
            self.document.id,
            spans(source, SpanRole.SOURCE),
            spans(cue, SpanRole.CUE),
            spans(content, SpanRole.CONTENT),
            AttributionKind.INDIRECT,
            confidence=0.9,
            method="rules/1",
        )


@pytest.fixture
def ferry() -> Ferry:
    return Ferry()
