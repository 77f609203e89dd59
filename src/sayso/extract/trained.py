"""The reading by a trained tagger, with the rules for what its training does not teach.

The articles that it learned from mark the outermost attributions of news text. Posts, narratives,
names before a colon and attributions inside others come from the rules; each row names who found
it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.core import Attribution, Document, Problem
from sayso.extract.agreement import RuleVotes, rate_proposals
from sayso.extract.contents import reopened
from sayso.extract.cue_words import find_base, find_frame, find_tokens, read_group
from sayso.extract.language import is_english
from sayso.extract.lines import line_at, read_lines, show_blocks
from sayso.extract.nesting import list_surest
from sayso.extract.places import Place, Proposal, Ranges
from sayso.extract.readings import ReadingSettings
from sayso.extract.rows import Finding, build_rows
from sayso.extract.rules import (
    BEST_THRESHOLD,
    FLOOR,
    RulesReading,
    find_cued,
    find_narratives,
    find_posts,
)
from sayso.extract.tagged import Candidate, Tagger
from sayso.extract.text import Line

#: Frames of a name and a colon: the articles have no transcripts and few headlines.
_COLON_FRAMES = frozenset(("headline", "turn", "opening"))
#: Contents looked at for the one that holds a cue: they overlap, but seldom more than two.
_LOOK_BACK = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """A document as it is read: its lines, which of them are posts, what the rules find at cues.

    `votes` hold all proposals of the rules, `cued` the plausible ones.
    """

    document: Document
    lines: Sequence[Line]
    posts: Mapping[int, bool]
    cued: Sequence[Finding]
    votes: RuleVotes


class TrainedReading:
    """Finds attributions by a trained tagger; see `sayso.extract.readings.Reading`."""

    name = "model"
    languages = frozenset({"en"})

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger
        self.version = tagger.version

    def attribute(
        self, document: Document, *, settings: ReadingSettings
    ) -> tuple[tuple[Attribution, ...], tuple[Problem, ...]]:
        """Return the attributions in the order of their contents, and what could not be read.

        Without a threshold in `settings`, the tagger's holds for its rows, the rules' for theirs.
        """
        if not is_english(document):
            # The tagger was trained on English: in other languages layout alone can tell.
            return RulesReading().attribute(document, settings=settings)
        given = settings.threshold
        of_rules = BEST_THRESHOLD if given is None else given
        page = _open_page(document, of_rules)
        layout = find_narratives(page.lines, of_rules)
        layout += find_posts(page.lines, page.posts, of_rules)
        tagged = self._find_tagged(page, self._tagger.threshold if given is None else given)
        tagged, layout = _settle_posts(page, tagged, layout)
        standing = [item for item in tagged if item.is_standing]
        added = layout + _list_additions(page, standing)
        added = _keep_surest([item for item in added if item.confidence >= FLOOR])
        added = _without_rivals(added, standing)
        # A suggestion of the tagger's gives way: it has not been taught what the rules add.
        suggested = [item for item in tagged if not item.is_standing]
        found = standing + added + _without_rivals(suggested, added)
        return build_rows(document, page.lines, _keep_surest(found)), ()

    def _find_tagged(self, page: _Page, threshold: float) -> list[Finding]:
        """Return the tagger's candidates above the floor, rated, the surer of two at one cue."""
        method = f"{self.name}/{self.version}"
        found: list[Finding] = []
        for whole in self._tagger.find(show_blocks(page.document)):
            candidate = _cut_to_lines(page, whole)
            if not candidate.cue or not candidate.content:
                continue
            rate = self._tagger.rate(candidate, page.votes.find(candidate))
            if rate >= FLOOR:
                proposal, spoken = _describe(page, _join_reopened(page, candidate))
                found.append(Finding(proposal, rate, method, threshold, spoken=spoken))
        return _keep_surest(found)


def _open_page(document: Document, threshold: float) -> _Page:
    lines, posts = read_lines(document)
    rated = rate_proposals(document, lines)
    cued = find_cued(document, lines, posts, rated, threshold)
    return _Page(document, lines, posts, cued, RuleVotes(document.text, rated))


def _keep_surest(found: Sequence[Finding]) -> list[Finding]:
    return [found[index] for index in list_surest([(it.proposal, it.confidence) for it in found])]


def _list_additions(page: _Page, standing: Sequence[Finding]) -> list[Finding]:
    """Return what the rules add: colon frames, and what stands inside a content or a post."""
    holders = [
        (start, end, item.proposal) for item in standing for start, end in item.proposal.content
    ]
    holders.sort(key=lambda holder: holder[:2])
    begins = [start for start, _, _ in holders]
    # The furthest end so far, to stop looking back: contents overlap, but seldom.
    furthest: list[int] = []
    for _, end, _ in holders:
        furthest.append(max(end, furthest[-1] if furthest else 0))
    added: list[Finding] = []
    for item in page.cued:
        start, end = item.proposal.cue[0][0], item.proposal.cue[-1][1]
        if item.proposal.frame in _COLON_FRAMES or line_at(page.lines, start) in page.posts:
            added.append(item)
            continue
        index = bisect_right(begins, start) - 1
        for at in range(index, max(-1, index - _LOOK_BACK), -1):
            if furthest[at] < end:
                break
            inner = _cut_inside(item.proposal, holders[at][2]) if holders[at][1] >= end else None
            if inner is not None:
                added.append(replace(item, proposal=inner))
                break
    return added


def _cut_inside(inner: Proposal, outer: Proposal) -> Proposal | None:
    """Return a proposal whose cue is in another's content, cut at its end, or None.

    None where its source or the beginning of its content is outside, or it holds the other's cue:
    then the rules have read the sentence in another way.
    """
    low, high = outer.content[0][0], outer.content[-1][1]
    if inner.source and not (low <= inner.source[0][0] and inner.source[-1][1] <= high):
        return None
    content = tuple((start, min(end, high)) for start, end in inner.content if start < high)
    if not content or content[0][0] < low:
        return None
    cue = outer.cue[0][0]
    if any(start <= cue < end for start, end in content):
        return None
    return replace(inner, content=content)


def _without_rivals(found: Sequence[Finding], winners: Sequence[Finding]) -> list[Finding]:
    """Return the findings whose cue touches none of the winners' cues."""
    taken = sorted(
        (start, end) for item in winners for start, end in item.proposal.cue if end > start
    )
    begins = [start for start, _ in taken]
    kept: list[Finding] = []
    for item in found:
        touched = False
        for start, end in item.proposal.cue:
            # Cues of winners do not overlap one another, so the last one before the end decides.
            index = bisect_right(begins, end - 1) - 1
            touched = touched or (index >= 0 and taken[index][1] > start)
        if not touched:
            kept.append(item)
    return kept


def _settle_posts(
    page: _Page, tagged: Sequence[Finding], layout: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """Return both without the rows that say twice who a post belongs to.

    "X posted:" before a post: the post is an attribution of its own. Where the layout knows nobody
    who announces it, a standing finding of the tagger's that holds the post takes its place.
    """
    if not page.posts:
        return list(tagged), list(layout)
    announced = {
        line_at(page.lines, item.proposal.content[0][0]): item.proposal.frame == "post"
        for item in layout
        if item.proposal.frame in ("post", "lone post")
    }
    kept: list[Finding] = []
    replaced: set[int] = set()
    for item in tagged:
        home = line_at(page.lines, item.proposal.cue[0][0])
        held = {line_at(page.lines, start) for start, _ in item.proposal.content} - {home}
        held &= announced.keys()
        if any(announced[number] for number in held) or (held and not item.is_standing):
            continue
        replaced |= held
        kept.append(item)
    return kept, [
        item
        for item in layout
        if item.proposal.frame != "lone post"
        or line_at(page.lines, item.proposal.content[0][0]) not in replaced
    ]


def _cut_to_lines(page: _Page, candidate: Candidate) -> Candidate:
    """Return a candidate cut at the ends of blocks, without what is not read."""
    return replace(
        candidate,
        source=_cut(page, candidate.source),
        cue=_cut(page, candidate.cue),
        content=_cut(page, candidate.content),
    )


def _cut(page: _Page, ranges: Ranges) -> Ranges:
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        number = max(0, line_at(page.lines, start))
        while number < len(page.lines) and page.lines[number].block.start < end:
            line = page.lines[number]
            number += 1
            if not len(line):
                continue
            low, high = max(start, line.starts[0]), min(end, line.ends[-1])
            words = page.document.text[low:high]
            low, high = low + len(words) - len(words.lstrip()), low + len(words.rstrip())
            if high > low:
                found.append((low, high))
    return tuple(found)


def _join_reopened(page: _Page, candidate: Candidate) -> Candidate:
    """Return a candidate whose content goes on in the blocks that reopen its quotation.

    Of 45 such places in the training articles people went on in 38; the tagger, which sees some two
    hundred words at a time, loses the quotation at the end of its window.
    """
    number = line_at(page.lines, candidate.content[-1][1] - 1)
    line = page.lines[number]
    quotation = line.quotations[line.quoted[-1]] if line.quoted[-1] >= 0 else None
    # Up to the last mark but one: the stop may have been left out.
    open_end = line.ends[-2] if len(line) > 1 else line.ends[-1]
    if quotation is None or quotation.closed or candidate.content[-1][1] < open_end:
        return candidate
    home = page.lines[line_at(page.lines, candidate.cue[0][0])]
    cue = max(0, bisect_right(home.starts, candidate.cue[0][0]) - 1)
    if home.quoted[cue] >= 0:
        # Inside a quotation somebody else's words go on; and each of a thousand lines that open a
        # mark and close none would hold two hundred others.
        return candidate
    more = reopened(Place(page.lines, line, 0, len(line)))
    return replace(candidate, content=candidate.content + more) if more else candidate


def _describe(page: _Page, candidate: Candidate) -> tuple[Proposal, str]:
    """Return a candidate as a proposal, and the words of its cue with its verb group.

    Base and frame, which tell polarity and stance, are those of the rules' proposal at the same
    cue, else they are read off the words.
    """
    cue, content = candidate.cue, candidate.content
    line = page.lines[line_at(page.lines, cue[0][0])]
    first, last = find_tokens(line, cue)
    spoken = read_group(page.document, line, first, last)
    near = page.votes.list_near(candidate)
    if near:
        best = max(near, key=lambda item: item[1])[0]
        word, frame = best.word, best.frame
    else:
        word, frame = find_base(line, first, last), find_frame(line, first, last, content)
    return Proposal(word, frame, first, candidate.source, cue, content), spoken
