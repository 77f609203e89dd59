"""The reading by rules: cues, quotation marks and layout, without a parser or a model."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.core import (
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    Document,
    Polarity,
    Problem,
    Review,
    Span,
    SpanRole,
    Stance,
    Step,
)
from sayso.extract.hedges import find_certainty, find_polarity, find_stance
from sayso.extract.language import is_english, unread_language
from sayso.extract.layout import (
    find_announcer,
    find_holders,
    is_translation,
    is_voice,
    post_start,
)
from sayso.extract.nesting import drop_rivals, find_parents
from sayso.extract.places import Proposal, Ranges
from sayso.extract.proposals import read_proposals
from sayso.extract.rates import find_rate
from sayso.extract.readings import ReadingSettings
from sayso.extract.text import Line, read_line
from sayso.extract.words import names_no_one

#: F1 on the fifth of the training articles set aside by hash of their id (169 articles,
#: `bench/fit_rates.py --threshold`): 64.5 at .25, 64.4 at .30, 64.2 at .35, 62.4 at .50. Of the
#: first two, which nobody can tell apart, .30 has the higher precision (73.2 against 71.3).
BEST_THRESHOLD = 0.3
#: Below this a proposal is not even suggested: fewer than one in eight of them is right.
_FLOOR = 0.12
#: Share of a content's words inside quotation marks from which it is direct, as `score.py` has it.
_DIRECT_SHARE = 0.8
_WORD = re.compile(r"\w+")
_NO_BEFORE = re.compile(r"\b[Nn]o\s$")
_SKIPPED = frozenset({BlockKind.BOILERPLATE, BlockKind.BYLINE})


class RulesReading:
    """Finds attributions by rules; see `sayso.extract.readings.Reading`."""

    name = "rules"
    version = "1"
    languages = frozenset({"en"})

    def attribute(
        self, document: Document, *, settings: ReadingSettings
    ) -> tuple[tuple[Attribution, ...], tuple[Problem, ...]]:
        """Return the attributions in the order of their contents, and what could not be read."""
        threshold = BEST_THRESHOLD if settings.threshold is None else settings.threshold
        english = is_english(document)
        lines, posts = read_lines(document)
        rated: list[tuple[Proposal, float]] = []
        if english:
            rated += [
                (proposal, find_rate(proposal.word, proposal.frame))
                for proposal in read_proposals(document, lines)
                if is_plausible(document, proposal, lines, posts)
            ]
        stances: dict[Ranges, Stance] = {}
        if english:
            for line in lines:
                for proposal, stance in find_holders(line):
                    rated.append((proposal, find_rate("", "holder")))
                    stances[proposal.cue] = stance
        translated: set[Ranges] = set()
        for number in sorted(posts):
            proposal = _read_post(lines, posts, number)
            rated.append((proposal, find_rate("", "post" if proposal.source else "lone post")))
            if posts[number]:
                translated.add(proposal.content)
        rated = drop_rivals([item for item in rated if item[1] >= _FLOOR])
        parents = find_parents(rated, threshold)
        marks = _list_marks(lines)
        name = document.id
        built = [
            self._build(document, name, proposal, confidence, threshold, marks, translated, stances)
            for proposal, confidence in rated
        ]
        ids = [item.id for item in built]
        unique: dict[str, Attribution] = {}
        for item, own, parent in zip(built, ids, parents, strict=True):
            unique.setdefault(own, replace(item, parent=ids[parent]) if parent >= 0 else item)
        ordered = sorted(unique.items(), key=_position)
        return tuple(item for _, item in ordered), () if english else (unread_language(document),)

    def _build(
        self,
        document: Document,
        name: str,
        proposal: Proposal,
        confidence: float,
        threshold: float,
        marks: Sequence[tuple[int, int]],
        translated: set[Ranges],
        stances: dict[Ranges, Stance],
    ) -> Attribution:
        cue = " ".join(document.text[a:b] for a, b in proposal.cue)
        content = " ".join(document.text[a:b] for a, b in proposal.content)
        post = proposal.frame in ("post", "lone post")
        kind = AttributionKind.DIRECT if post else _find_kind(document, proposal, marks)
        if proposal.content in translated and post:
            step = Step.TRANSLATION
        else:
            step = Step.VERBATIM if kind is AttributionKind.DIRECT else Step.PARAPHRASE
        stance = stances.get(proposal.cue) if proposal.frame == "holder" else None
        return Attribution(
            document=name,
            source=_spans(document, proposal.source, SpanRole.SOURCE),
            cue=_spans(document, proposal.cue, SpanRole.CUE),
            content=_spans(document, proposal.content, SpanRole.CONTENT),
            kind=kind,
            polarity=Polarity.AFFIRMS
            if post
            else find_polarity(proposal.word, proposal.frame, cue),
            stance=stance or find_stance(proposal.word, cue, content),
            step=step,
            certainty_words=find_certainty(content),
            said=document.published,
            confidence=round(confidence, 4),
            method=f"{self.name}/{self.version}",
            review=Review.MACHINE if confidence >= threshold else Review.SUGGESTED,
        )


def read_lines(document: Document) -> tuple[list[Line], dict[int, bool]]:
    """Return the blocks as lines, and the numbers of those that are posts: whether translated."""
    lines: list[Line] = []
    posts: dict[int, bool] = {}
    for block in document.blocks:
        if block.kind in _SKIPPED:
            continue
        start = post_start(document, block)
        if start is not None and document.text[start : block.end].strip():
            posts[len(lines)] = is_translation(document, block)
            block = Block(start, block.end, block.kind)
        lines.append(read_line(document, block, len(lines)))
    return lines, posts


def _read_post(lines: Sequence[Line], posts: dict[int, bool], number: int) -> Proposal:
    line = lines[number]
    source = find_announcer(lines, frozenset(posts), number)
    content = ((line.starts[0], line.ends[-1]),) if len(line) else ()
    return Proposal("", "post" if source else "lone post", 0, source, (), content)


def is_plausible(
    document: Document, proposal: Proposal, lines: Sequence[Line], posts: dict[int, bool]
) -> bool:
    """Return whether a proposal can be an attribution: it has a voice and asks no question."""
    if proposal.source and not is_voice(" ".join(document.text[a:b] for a, b in proposal.source)):
        return False
    if not proposal.content or not proposal.cue:
        return False
    if proposal.source:
        # The tags take "no" for an adverb: of "no one" the source is "one".
        start, end = proposal.source[0]
        if _NO_BEFORE.search(document.text, max(0, start - 4), start) and (
            document.text[start:end].lower() == "one"
        ):
            return False
    # "said nothing", "said nothing last month": nothing was said.
    said = " ".join(document.text[a:b] for a, b in proposal.content).lower().split()
    if said[:1] == ["nothing"] and (len(said) == 1 or names_no_one(said[1:])):
        return False
    # "X posted:" before a post: the post is an attribution of its own.
    home = _line_at(lines, proposal.cue[0][0])
    for start, _ in proposal.content:
        place = _line_at(lines, start)
        if place != home and place in posts:
            return False
    return not _is_rhetorical(document, lines[home], proposal)


def _line_at(lines: Sequence[Line], offset: int) -> int:
    return bisect_right(lines, offset, key=lambda line: line.block.start) - 1


def _is_rhetorical(document: Document, line: Line, proposal: Proposal) -> bool:
    """Return whether the cue stands in the author's own question: "Who would believe it?"."""
    token = bisect_right(line.starts, proposal.cue[0][0]) - 1
    if token < 0 or line.quoted[token] >= 0:
        return False
    low, high = line.units[line.unit_at(token)]
    source = " ".join(document.text[a:b].lower() for a, b in proposal.source)
    if source in ("one", "you") and proposal.word in ("wonder", "ask", "think", "expect"):
        return True
    closing = line.texts[high - 1] == "?"
    # 'Is it so? she asked' and "He asked: is it so?" are no questions of the author's.
    asked = proposal.word in ("ask", "wonder", "say", "add", ":", "write", "tweet")
    return closing and not asked and (line.tags[low] in "AMH" or line.lower[low] in _ASKING)


_ASKING = frozenset(("why", "how", "what", "who", "when", "where", "whose", "which"))


def _spans(document: Document, ranges: Ranges, role: SpanRole) -> tuple[Span, ...]:
    return tuple(document.span(start, end, role) for start, end in ranges if end > start)


def _list_marks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the ranges of all quotations, in text order."""
    return [
        (line.starts[quotation.first], line.ends[quotation.last - 1])
        for line in lines
        for quotation in line.quotations
    ]


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
