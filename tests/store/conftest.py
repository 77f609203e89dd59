"""Rows of every kind, in our own words, and the three stores."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.core import (
    AUTHOR,
    BY_HAND,
    Assertion,
    Assessment,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    ByteRange,
    Decision,
    Document,
    Event,
    Face,
    FaceKind,
    Judgement,
    Name,
    Polarity,
    Problem,
    Proposition,
    Review,
    Row,
    Segment,
    SourceMap,
    SpanRole,
    Stance,
    Step,
    bytes_sha256,
    encode_all,
    encode_end_mark,
    encode_original,
)
from sayso.store import MemoryStore, SqliteStore, StoreSettings, create_case

KEY = bytes(range(32))
AT = {"recorded_at": "2026-03-01T12:00:00Z", "recorded_by": "an analyst"}


def make_document(text: str, name: str, title: str | None = None) -> tuple[bytes, Document]:
    data = text.encode()
    starts = [0]
    for line in text.splitlines(keepends=True)[:-1]:
        starts.append(starts[-1] + len(line))
    ends = [*starts[1:], len(text)]
    blocks = tuple(Block(a, b, BlockKind.PARAGRAPH) for a, b in zip(starts, ends, strict=True))
    origin = SourceMap((Segment(0, len(text), ByteRange(0, len(data)), True),), "utf-8")
    sha256 = bytes_sha256(data)
    return data, Document(
        sha256, "text/plain", f"file:{name}", text, blocks, origin, title=title, reader="text/1"
    )


def make_rows() -> tuple[Row, ...]:
    """Twenty-odd rows: two documents and one record of each kind at least."""
    harbour = (
        "Harbour fire\nThe harbour board said that the fire began on a barge.\n"
        "\u201cNobody of ours was there,\u201d the barge line wrote. \u00c9tat-major declined.\n"
        "The union denied that its members al-Qadir knew.\n"
    )
    first, paper = make_document(harbour, "harbour.txt", "Harbour fire: two accounts")
    second, notice = make_document("港口大火\n消防局表示火災由駁船引起。\n", "notice.txt")

    def span(words: str, role: SpanRole):
        start = paper.text.index(words)
        return paper.span(start, start + len(words), role)

    board = Face(paper.id, FaceKind.ORGANISATION, "the harbour board", ())
    union = Face(paper.id, FaceKind.ORGANISATION, "The union", (span("union", SpanRole.MENTION),))
    line = Face("a list of companies", FaceKind.ORGANISATION, "the barge line")
    fire = Event(paper.id, "the fire", "2025-11-03", "the harbour", None)
    name = Name("Harbour Board", "en", "Latn", "harbour board")
    outer = Attribution(
        paper.id,
        (span("The harbour board", SpanRole.SOURCE),),
        (span("said", SpanRole.CUE),),
        (span("that the fire began on a barge", SpanRole.CONTENT),),
        AttributionKind.INDIRECT,
        asserter=board.id,
        confidence=0.8123,
        method="rules/1",
    )
    inner = Attribution(
        paper.id,
        (),
        (),
        (span("the fire began", SpanRole.CONTENT),),
        AttributionKind.DIRECT,
        asserter=AUTHOR,
        parent=outer.id,
        polarity=Polarity.MENTIONS,
        certainty_words="may have",
        said="2025-11",
        method="rules/1",
    )
    denial = Attribution(
        paper.id,
        (span("The union", SpanRole.SOURCE),),
        (span("denied", SpanRole.CUE),),
        (span("its members", SpanRole.CONTENT),),
        AttributionKind.INDIRECT,
        asserter=union.id,
        polarity=Polarity.DENIES,
        stance=Stance.DISTANCES,
        step=Step.VERBATIM,
        method="rules/1",
    )
    claim = Proposition("responsible_for", (line.id, fire.id), (("how", "by neglect"),))
    motive = Proposition("has_motive", (line.id, "to save a fee"))
    reported = Assertion(
        claim.id,
        board.id,
        Polarity.AFFIRMS,
        paper.id,
        spans=(span("began on a barge", SpanRole.CONTENT),),
        certainty=("0.2", "0.6"),
        valid="2025-11-03",
        attribution=outer.id,
        step=Step.PARAPHRASE,
    )
    own = Assertion(
        claim.id,
        AUTHOR,
        Polarity.MENTIONS,
        paper.id,
        row="/rows/3",
        reported_in=None,
        act_stance=Stance.REJECTS,
        by_endorsement=True,
        confidence=0.5,
    )
    doubt = Assessment(
        reported.id, "A. Nalyst", "0.4", "low", "one witness", "2026-03-01T10:00:00Z"
    )
    by_hand = replace(
        denial,
        cue=(span("knew", SpanRole.CUE),),
        polarity=Polarity.QUESTIONS,
        method=BY_HAND,
        review=Review.ACCEPTED,
    )
    corrected = Judgement(
        Decision.CORRECT,
        denial.id,
        "A. Nalyst",
        "it asks",
        "2026-03-01T10:30:00.5Z",
        replacement=by_hand.id,
    )
    undone = Judgement(
        Decision.UNDO, corrected.id, "A. Nalyst", "", "2026-03-01T11:00:00Z", row="ab" * 16
    )
    trouble = Problem("no_text", "scan.pdf, page 3", "No text.", "It was left out.", "Run OCR.")
    records = encode_all(
        (
            *(paper, notice, inner, outer, denial, board, union, line, fire, name, claim, motive),
            *(reported, own, doubt, trouble, by_hand, corrected, undone),
        ),
        **AT,
    )
    return (
        encode_original(first, **AT),
        encode_original(second, **AT),
        *records,
        encode_end_mark(own.id, "entered by mistake", **AT),
    )


@pytest.fixture(scope="session")
def rows() -> tuple[Row, ...]:
    return make_rows()


@pytest.fixture(scope="session")
def key() -> bytes:
    return KEY


@pytest.fixture(scope="session")
def sizes() -> dict[str, int]:
    table = tomllib.loads((Path(__file__).parent / "sizes.toml").read_text(encoding="utf-8"))
    return table[os.environ.get("SAYSO_TEST_SIZE", "smoke")]


@pytest.fixture(params=["apsw", "stdlib"])
def settings(request: pytest.FixtureRequest) -> StoreSettings:
    return StoreSettings(driver=request.param)


@pytest.fixture(params=["memory", "apsw", "stdlib"])
def make_store(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], MemoryStore | SqliteStore]]:
    made: list[MemoryStore | SqliteStore] = []

    def make() -> MemoryStore | SqliteStore:
        if request.param == "memory":
            made.append(MemoryStore(KEY))
        else:
            path = tmp_path / f"case-{len(made)}.sayso"
            driver = StoreSettings(driver=request.param)
            made.append(create_case(path, key=KEY, settings=driver))
        return made[-1]

    yield make
    for store in made:
        store.close()
