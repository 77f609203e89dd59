"""Findings of any reading as attributions: kind, step, polarity, stance, parents, order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.core import (
    Attribution,
    AttributionKind,
    Document,
    Polarity,
    Review,
    Span,
    SpanRole,
    Stance,
    Step,
)
from sayso.extract.hedges import find_certainty, find_polarity, find_stance, is_unsaid
from sayso.extract.lines import list_marks
from sayso.extract.nesting import find_parents
from sayso.extract.places import Proposal, Ranges
from sayso.extract.text import Line

#: Share of a content's words inside quotation marks from which it is direct, as `score.py` has it.
_DIRECT_SHARE = 0.8
#: Code points before a source in which "it is false that" is looked for.
_BEFORE = 40
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposal that a method holds to be right with some probability, 0 to 1.

    Below `threshold` it is a suggestion. `stance` and `step` are what the layout tells, None where
    the words do. `spoken` is the cue with the words of its verb group ("did not say"), where the
    cue itself lacks them.
    """

    proposal: Proposal
    confidence: float
    method: str
    threshold: float
    stance: Stance | None = None
    step: Step | None = None
    spoken: str | None = None

    @property
    def is_standing(self) -> bool:
        """Return whether the finding is more than a suggestion."""
        return self.confidence >= self.threshold


def build_rows(
    document: Document, lines: Sequence[Line], findings: Sequence[Finding]
) -> tuple[Attribution, ...]:
    """Return the attributions of findings in the order of their contents, each with its parent.

    `findings` are in the order of their cues.
    """
    # By how far each passes its own threshold: the methods' thresholds differ, their scale not.
    rated = [(item.proposal, item.confidence - item.threshold) for item in findings]
    parents = find_parents(rated, 0.0)
    marks = list_marks(lines)
    built = [_build(document, item, marks) for item in findings]
    ids = [item.id for item in built]
    unique: dict[str, Attribution] = {}
    for item, own, parent in zip(built, ids, parents, strict=True):
        unique.setdefault(own, replace(item, parent=ids[parent]) if parent >= 0 else item)
    return tuple(item for _, item in sorted(unique.items(), key=_position))


def _build(document: Document, finding: Finding, marks: Sequence[tuple[int, int]]) -> Attribution:
    proposal = finding.proposal
    cue = finding.spoken
    if cue is None:
        cue = " ".join(document.text[a:b] for a, b in proposal.cue)
    content = " ".join(document.text[a:b] for a, b in proposal.content)
    source = " ".join(document.text[a:b] for a, b in proposal.source)
    post = proposal.frame in ("post", "lone post")
    polarity = Polarity.AFFIRMS if post else find_polarity(proposal.word, proposal.frame, cue)
    begin = proposal.source[0][0] if proposal.source else 0
    if is_unsaid(document.text[max(0, begin - _BEFORE) : begin], source):
        polarity = Polarity.MENTIONS
    kind = AttributionKind.DIRECT if post else _find_kind(document, proposal, marks)
    usual = Step.VERBATIM if kind is AttributionKind.DIRECT else Step.PARAPHRASE
    return Attribution(
        document=document.id,
        source=_spans(document, proposal.source, SpanRole.SOURCE),
        cue=_spans(document, proposal.cue, SpanRole.CUE),
        content=_spans(document, proposal.content, SpanRole.CONTENT),
        kind=kind,
        polarity=polarity,
        stance=finding.stance or find_stance(proposal.word, cue, content, source),
        step=finding.step or usual,
        certainty_words=find_certainty(content),
        said=document.published,
        confidence=round(finding.confidence, 4),
        method=finding.method,
        review=Review.MACHINE if finding.is_standing else Review.SUGGESTED,
    )


def _spans(document: Document, ranges: Ranges, role: SpanRole) -> tuple[Span, ...]:
    return tuple(document.span(start, end, role) for start, end in ranges if end > start)


def _find_kind(
    document: Document, proposal: Proposal, marks: Sequence[tuple[int, int]]
) -> AttributionKind:
    """Return the kind by the share of the content's words that stand in quotation marks."""
    cue = proposal.cue[0][0] if proposal.cue else -1
    words = quoted = 0
    for start, end in proposal.content:
        index = max(0, bisect_right(marks, (start, end)) - 1)
        for match in _WORD.finditer(document.text, start, end):
            words += 1
            while index < len(marks) and marks[index][1] <= match.start():
                index += 1
            if index < len(marks) and marks[index][0] <= match.start():
                # Marks around the cue as well are those of whoever is quoted outside.
                quoted += not marks[index][0] <= cue < marks[index][1]
    if not quoted:
        return AttributionKind.INDIRECT
    return AttributionKind.DIRECT if quoted >= _DIRECT_SHARE * words else AttributionKind.MIXED


def _position(item: tuple[str, Attribution]) -> tuple[int, int, list[tuple[int, int]]]:
    # By places alone: ids differ from one format of an article to the next.
    spans = item[1].content or item[1].spans
    return spans[0].start, -spans[-1].end, [(span.start, span.end) for span in item[1].spans]
