"""Cases built by hand from core types, for the tests of the report and of the exports."""

from __future__ import annotations

import re
from typing import Any

from sayso.core import (
    AUTHOR,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    ByteRange,
    CaseContents,
    Document,
    Face,
    FaceKind,
    Head,
    Polarity,
    Problem,
    Review,
    Segment,
    SourceMap,
    Span,
    SpanRole,
    Stance,
    Step,
    bytes_sha256,
)
from sayso.report import ProtectionLayer, ReportHead

_NTH = re.compile(r"(.*?)(?:\|(\d+))?", re.DOTALL)

HEAD = ReportHead(
    title="The mill at Orrin",
    sayso="0.1.0",
    case_head=Head(41, "ab" * 32, "cd" * 32, 1),
    methods=("rules/1",),
    settings=(("threshold", "0.6"),),
    layers=(
        ProtectionLayer("worker process", True),
        ProtectionLayer("bubblewrap", False, "bwrap is not installed"),
    ),
)

MILL = """Mill burns at Orrin

By Ada Stell, Orrin Post

The mill at Orrin burnt down on Monday. Reeve Tavis said that the Northern Watch had set the fire. \
"We had no part in it," the Northern Watch said in a statement.

A clerk said that a miller had told him that "the lamp fell". He gave no name. It is believed that \
the wheel was old.

According to the popular account, the Southern Watch may have helped the Northern Watch."""

REPLY = """The Northern Watch doubts the reeve

The Northern Watch asked whether Reeve Tavis was in town at all. The Southern Watch denied any \
hand in the fire."""

PERSIAN = "گزارش آسیاب\n\nسخنگو گفت: «ما در آن دست نداشتیم.» 🔥 پایان."


def make_document(text: str, *, key: str = "", **fields: Any) -> Document:
    """A document of blocks apart by blank lines; its hash is that of `key`, else of the text."""
    blocks = tuple(
        Block(
            match.start(),
            match.end(),
            BlockKind.HEADLINE if match.start() == 0 else BlockKind.PARAGRAPH,
        )
        for match in re.finditer(r"\S(?:[^\n]|\n(?!\n))*", text)
    )
    data = text.encode()
    known: dict[str, Any] = {
        "media_type": "text/plain",
        "uri": "case/document.txt",
        "source_map": SourceMap((Segment(0, len(text), ByteRange(0, len(data)), True),), "utf-8"),
        "language": "en",
        "reader": "text/1",
        "layers": ("worker process",),
        "retrieved_at": "2024-03-20T08:00:00Z",
    }
    sha256 = bytes_sha256(key.encode() or data)
    return Document(sha256=sha256, text=text, blocks=blocks, **{**known, **fields})


def find_spans(
    document: Document, words: str | tuple[str, ...], role: SpanRole
) -> tuple[Span, ...]:
    """The spans of words that stand once in a document, or after `words|` the nth time (from 0)."""
    found = []
    for part in (words,) if isinstance(words, str) else words:
        exact, nth = _NTH.fullmatch(part).groups()
        if not exact:
            continue
        start = -1
        for _ in range(int(nth or 0) + 1):
            start = document.text.index(exact, start + 1)
        found.append(document.span(start, start + len(exact), role))
    return tuple(found)


def attribute(
    document: Document,
    source: str | tuple[str, ...],
    cue: str | tuple[str, ...],
    content: str | tuple[str, ...],
    **fields: Any,
) -> Attribution:
    """An attribution of words that stand in the document."""
    known: dict[str, Any] = {
        "kind": AttributionKind.INDIRECT,
        "confidence": 0.82,
        "method": "rules/1",
    }
    if isinstance(fields.get("asserter"), Face):
        fields["asserter"] = fields["asserter"].id
    if isinstance(fields.get("parent"), Attribution):
        fields["parent"] = fields["parent"].id
    return Attribution(
        document=document.id,
        source=find_spans(document, source, SpanRole.SOURCE),
        cue=find_spans(document, cue, SpanRole.CUE),
        content=find_spans(document, content, SpanRole.CONTENT),
        **{**known, **fields},
    )


def make_face(document: Document, label: str, kind: FaceKind, *names: str) -> Face:
    """A face with all its mentions in the document."""
    forms = "|".join(re.escape(name) for name in names or (label,))
    mentions = tuple(
        document.span(match.start(), match.end(), SpanRole.MENTION)
        for match in re.finditer(forms, document.text)
    )
    return Face(document.id, kind, label, mentions)


def mill_case() -> CaseContents:
    """Three documents with every shape of attribution that a report has to tell."""
    mill = make_document(
        MILL,
        title="Mill burns at Orrin",
        outlet="Orrin Post",
        byline="Ada Stell",
        published="2024-02-06",
        uri="case/mill.txt",
    )
    reply = make_document(REPLY, title="The Northern Watch doubts the reeve", uri="case/reply.txt")
    persian = make_document(PERSIAN, title="گزارش آسیاب", language="fa", uri="case/fa.txt")
    reeve = make_face(mill, "Reeve Tavis", FaceKind.PERSON)
    north = make_face(mill, "Northern Watch", FaceKind.GROUP)
    south = make_face(mill, "Southern Watch", FaceKind.GROUP)
    clerk = make_face(mill, "a clerk", FaceKind.ROLE, "A clerk")
    popular = make_face(mill, "the popular account", FaceKind.ROLE)
    north_again = make_face(reply, "Northern Watch", FaceKind.GROUP)
    south_again = make_face(reply, "Southern Watch", FaceKind.GROUP)
    speaker = make_face(persian, "سخنگو", FaceKind.ROLE)
    clerk_says = attribute(
        mill, "A clerk", "said|2", 'that a miller had told him that "the lamp fell"', asserter=clerk
    )
    attributions = (
        attribute(
            mill, "Reeve Tavis", "said", "that the Northern Watch had set the fire", asserter=reeve
        ),
        attribute(
            mill,
            "the Northern Watch|1",
            "said|1",
            '"We had no part in it,"',
            asserter=north,
            kind=AttributionKind.DIRECT,
            step=Step.VERBATIM,
            confidence=0.95,
        ),
        clerk_says,
        attribute(
            mill,
            "a miller",
            "had told",
            '"the lamp fell"',
            parent=clerk_says,
            kind=AttributionKind.DIRECT,
            step=Step.VERBATIM,
        ),
        attribute(mill, "", "is believed", "the wheel was old", confidence=None),
        attribute(
            mill,
            "the popular account",
            "According to",
            "the Southern Watch may have helped the Northern Watch",
            asserter=popular,
            certainty_words="may",
            stance=Stance.DISTANCES,
            said="2024-02-06",
        ),
        attribute(mill, "He", "gave", "no name", review=Review.SUGGESTED, confidence=0.31),
        attribute(mill, "Ada Stell", "", "The mill at Orrin burnt down on Monday", asserter=AUTHOR),
        attribute(
            reply,
            "The Northern Watch|1",
            "asked",
            "whether Reeve Tavis was in town at all",
            asserter=north_again,
            polarity=Polarity.QUESTIONS,
        ),
        attribute(
            reply,
            "The Southern Watch",
            "denied",
            "any hand in the fire",
            asserter=south_again,
            polarity=Polarity.DENIES,
        ),
        attribute(
            persian,
            "سخنگو",
            "گفت",
            "«ما در آن دست نداشتیم.»",
            asserter=speaker,
            kind=AttributionKind.DIRECT,
        ),
    )
    problems = (
        Problem(
            "unresolved_asserter",
            "case/mill.txt, code points 300 to 302",
            '"He" is not resolved.',
            "The source is quoted as it stands.",
            "Name the party in the workbench.",
            lost=False,
            document=mill.id,
        ),
        Problem(
            "encrypted",
            "case/ledger.pdf",
            "The file needs a password.",
            "It was left out.",
            "Save a copy without the password.",
        ),
    )
    return CaseContents(
        documents=(mill, reply, persian),
        attributions=attributions,
        faces=(reeve, north, south, clerk, popular, north_again, south_again, speaker),
        problems=problems,
    )
