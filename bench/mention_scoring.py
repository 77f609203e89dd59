"""How found names compare with the names that people marked, by their spans and kinds.

A leading article and a trailing possessive are cut off before comparing. Found names that touch
only what is marked as optional (adjectives of states, party adjectives) or a description, or that
lie outside the marked stretch, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tie_scoring import COARSE, Counts, GoldText, Range, heads_meet, overlaps

_EDGES = re.compile(r"(?:(?:the|an?)\s+)?(.*?)(?:['’]s?)?\Z", re.IGNORECASE | re.DOTALL)
#: A found name: its span and kind.
FoundName = tuple[Range, str]


@dataclass(frozen=True, slots=True)
class Level:
    """How strictly names are compared: by their whole spans or heads, by fine or coarse kinds."""

    title: str
    whole: bool
    fine: bool


LEVELS = (
    Level("same span, same kind", whole=True, fine=True),
    Level("same span, same coarse kind", whole=True, fine=False),
    Level("heads meet, same coarse kind", whole=False, fine=False),
)


def trim_name(text: str, span: Range) -> Range:
    """Return the span without a leading article and a trailing possessive."""
    inner = _EDGES.match(text[slice(*span)])
    assert inner is not None
    start, end = inner.span(1)
    return (span[0] + start, span[0] + end) if end > start else span


def list_marked(gold: GoldText) -> dict[Range, str]:
    """Return the names that count, trimmed, with their kinds."""
    return {
        trim_name(gold.text, span): party.kind
        for party in gold.parties
        if not party.is_optional
        for span in party.names
    }


def keep_countable(gold: GoldText, found: Iterable[FoundName]) -> list[FoundName]:
    """Return the found names that are right or wrong, trimmed; the rest says nothing."""
    marked = list_marked(gold)
    silent = [
        span
        for party in gold.parties
        for span in (party.spans if party.is_optional else party.anaphors)
    ]
    first, last = gold.sentences[0][0], gold.sentences[-1][1]
    kept = []
    for span, kind in found:
        trimmed = trim_name(gold.text, span)
        if not first <= trimmed[0] < last:
            continue
        if any(overlaps(trimmed, name) for name in marked) or not any(
            overlaps(trimmed, each) for each in silent
        ):
            kept.append((trimmed, kind))
    return kept


def score_names(gold: GoldText, found: Sequence[FoundName], level: Level) -> Counts:
    """Return how names compare at one level of strictness; each marked name is found once."""
    marked = list_marked(gold)
    free = dict(marked)
    counts = Counts()
    for span, kind in found:
        if level.whole:
            candidates = [span] if span in free else []
        else:
            candidates = [name for name in free if heads_meet(gold.text, span, name)]
        fitting = [name for name in candidates if _same_kind(free[name], kind, level)]
        if fitting:
            del free[fitting[0]]
            counts.right += 1
        else:
            counts.wrong += 1
    counts.missed = len(free)
    return counts


def _same_kind(marked: str, found: str, level: Level) -> bool:
    if level.fine:
        return marked == found
    return COARSE.get(marked) == COARSE.get(found, found)


def count_kinds(gold: GoldText, found: Sequence[FoundName]) -> Counter[tuple[str, str]]:
    """Return how often names of one kind were found as another, or not at all."""
    marked = list_marked(gold)
    counts: Counter[tuple[str, str]] = Counter()
    seen: set[Range] = set()
    for span, kind in found:
        meeting = [name for name in marked if heads_meet(gold.text, span, name)]
        seen.update(meeting)
        counts[marked[meeting[0]] if meeting else "(no name)", kind] += 1
    for span, kind in marked.items():
        if span not in seen:
            counts[kind, "(not found)"] += 1
    return counts


def learn_labels(
    texts: Sequence[GoldText], found: Mapping[str, Sequence[FoundName]]
) -> dict[str, str]:
    """Return for each label of a foreign recogniser the kind that it most often stands for.

    Learnt on one half of the gold, in the other recogniser's favour.
    """
    votes: dict[str, Counter[str]] = {}
    for gold in texts:
        marked = list_marked(gold)
        for span, label in keep_countable(gold, found[gold.id]):
            if span in marked:
                votes.setdefault(label, Counter())[marked[span]] += 1
    return {label: counts.most_common(1)[0][0] for label, counts in votes.items()}
