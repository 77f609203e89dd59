"""Which of the rated proposals stand, and which stands inside which."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.places import Proposal

#: A proposal and the probability that it is right.
Rated = tuple[Proposal, float]


def drop_rivals(rated: Sequence[Rated]) -> list[Rated]:
    """Return the proposals in the order of their cues, the surer of two that share one."""
    return [rated[index] for index in list_surest(rated)]


def list_surest(rated: Sequence[Rated]) -> list[int]:
    """Return the places in `rated` of what `drop_rivals` keeps, in the order of cues."""
    kept: list[int] = []
    for place in sorted(range(len(rated)), key=lambda place: _anchor(rated[place][0])):
        proposal, confidence = rated[place]
        while kept and _share_cue(rated[kept[-1]][0], proposal):
            if rated[kept[-1]][1] >= confidence:
                break
            kept.pop()
        else:
            kept.append(place)
    return kept


def find_parents(rated: Sequence[Rated], threshold: float) -> list[int]:
    """Return for each proposal the index of the one whose content holds its cue, or -1.

    Only proposals at or above `threshold` hold others. Where two hold each other ("X said", with a
    content on both sides), the surer one is the outer. `rated` is in the order of `drop_rivals`.
    """
    opening = sorted(
        (start, -end, index)
        for index, (proposal, confidence) in enumerate(rated)
        if confidence >= threshold
        for start, end in proposal.content
    )
    parents = [-1] * len(rated)
    active: list[tuple[int, int]] = []
    position = 0
    for index, (proposal, _) in enumerate(rated):
        begin, finish = _anchor(proposal)
        while position < len(opening) and opening[position][0] <= begin:
            _, negative_end, holder = opening[position]
            active.append((-negative_end, holder))
            position += 1
        active = [item for item in active if item[0] > begin]
        best = 0
        for end, holder in active:
            if holder == index or end < finish:
                continue
            if _holds(proposal, rated[holder][0]) and not _is_outer(rated, holder, index):
                continue
            size = sum(b - a for a, b in rated[holder][0].content)
            if parents[index] < 0 or size < best:
                parents[index], best = holder, size
    _cut_circles(parents, rated)
    return parents


def _cut_circles(parents: list[int], rated: Sequence[Rated]) -> None:
    """Free the surest of every ring of proposals that hold one another: it is the outermost."""
    # "according to according to according to": each can hold the next, and the last the first.
    settled: set[int] = set()
    for start in range(len(parents)):
        path: dict[int, int] = {}
        at = start
        while at >= 0 and at not in settled and at not in path:
            path[at] = len(path)
            at = parents[at]
        if at in path:
            ring = list(path)[path[at] :]
            parents[max(ring, key=lambda index: (rated[index][1], -index))] = -1
        settled.update(path)


def _anchor(proposal: Proposal) -> tuple[int, int]:
    """Return where a proposal stands: its cue, or without one its content."""
    ranges = proposal.cue or proposal.content
    return ranges[0][0], ranges[-1][1]


def _share_cue(first: Proposal, second: Proposal) -> bool:
    return bool(first.cue and second.cue) and second.cue[0][0] < first.cue[-1][1]


def _holds(outer: Proposal, inner: Proposal) -> bool:
    begin, finish = _anchor(inner)
    return any(start <= begin and finish <= end for start, end in outer.content)


def _is_outer(rated: Sequence[Rated], first: int, second: int) -> bool:
    """Return whether `first` is the outer of two that hold each other; never both."""
    return (rated[first][1], -first) > (rated[second][1], -second)
