"""What the rules say of a candidate: their confidence in a proposal that agrees with it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

from sayso.core import Document
from sayso.extract.pieces import WORD
from sayso.extract.places import Proposal, Ranges
from sayso.extract.proposals import read_proposals
from sayso.extract.rates import find_rate
from sayso.extract.tagged import Candidate
from sayso.extract.text import Line

#: Runs of numbers of words, half-open, in order, disjoint.
_Runs = list[tuple[int, int]]


class RuleVotes:
    """The rated proposals of a document, found by the words of their cues."""

    def __init__(self, text: str, rated: Sequence[tuple[Proposal, float]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for match in WORD.finditer(text):
            self._starts.append(match.start())
            self._ends.append(match.end())
        self._rated = rated
        self._at_word: dict[int, list[int]] = defaultdict(list)
        for index, (proposal, _) in enumerate(rated):
            for word in self._list_words(proposal.cue):
                self._at_word[word].append(index)

    def find(self, candidate: Candidate) -> float:
        """Return the confidence of the surest proposal that agrees with a candidate, else 0.

        They agree as `score.py` has it: the cues touch, the contents share half of their words
        (Dice), the sources share a word, or neither has one.
        """
        near = self.list_near(candidate)
        return max((rate for one, rate in near if self._agrees(candidate, one)), default=0.0)

    def list_near(self, candidate: Candidate) -> list[tuple[Proposal, float]]:
        """Return the proposals whose cue shares a word with the candidate's, in reading order."""
        found = {
            index
            for word in self._list_words(candidate.cue)
            for index in self._at_word.get(word, ())
        }
        return [self._rated[index] for index in sorted(found)]

    def _agrees(self, candidate: Candidate, proposal: Proposal) -> bool:
        mine, theirs = self._runs(candidate.source), self._runs(proposal.source)
        if (mine or theirs) and not _count_shared(mine, theirs):
            return False
        mine, theirs = self._runs(candidate.content), self._runs(proposal.content)
        total = sum(high - low for low, high in mine + theirs)
        return 4 * _count_shared(mine, theirs) >= total > 0

    def _runs(self, ranges: Ranges) -> _Runs:
        """Return the words that ranges touch; by their numbers no word need be looked at."""
        found: _Runs = []
        for start, end in sorted(ranges):
            low, high = bisect_right(self._ends, start), bisect_left(self._starts, end)
            low = max(low, found[-1][1]) if found else low
            if high > low:
                found.append((low, high))
        return found

    def _list_words(self, ranges: Ranges) -> list[int]:
        return [word for low, high in self._runs(ranges) for word in range(low, high)]


def _count_shared(first: _Runs, second: _Runs) -> int:
    count = left = right = 0
    while left < len(first) and right < len(second):
        low = max(first[left][0], second[right][0])
        high = min(first[left][1], second[right][1])
        count += max(0, high - low)
        if first[left][1] <= second[right][1]:
            left += 1
        else:
            right += 1
    return count


def read_votes(document: Document, lines: Sequence[Line]) -> RuleVotes:
    """Return the votes of all proposals of the rules, plausible or not."""
    return RuleVotes(document.text, rate_proposals(document, lines))


def rate_proposals(document: Document, lines: Sequence[Line]) -> list[tuple[Proposal, float]]:
    """Return all proposals of the rules with their rates, in reading order."""
    return [(one, find_rate(one.word, one.frame)) for one in read_proposals(document, lines)]
