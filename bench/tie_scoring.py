"""When a tie that was found is a tie that people marked: arguments by their heads, row by row.

A row's arguments, and its asserter, are turned into the parties and events of the marked text: a
face is the party with which it shares most names by their heads, so that a face whose only mention
is an unresolved pronoun is nobody (unless the party has no name in the text either). Rows that say
the same thing twice count once. What people marked as optional is neither right nor wrong.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from sayso.core import find_predicate

__all__ = [
    "COARSE",
    "FOLDER",
    "SEED",
    "Argument",
    "Counts",
    "EventLabel",
    "FoundTie",
    "Given",
    "GoldText",
    "Party",
    "Range",
    "TextScore",
    "TieLabel",
    "bootstrap",
    "find_event",
    "find_head",
    "find_party",
    "find_words",
    "heads_meet",
    "load_articles",
    "load_texts",
    "overlaps",
    "score_text",
]

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "extract" / "gold" / "ties"
sys.path.insert(0, str(FOLDER))

from load_gold import (  # noqa: E402
    Argument,
    EventLabel,
    GoldText,
    Party,
    Range,
    TieLabel,
    find_words,
    load_articles,
    load_texts,
)

#: Of every bootstrap.
SEED = 1
#: Words that end the part of a description which holds its head ("head of the guard").
_AFTER_HEAD = re.compile(
    r"\s(?:of|for|in|from|on|at|to|by|against|near|over|with|who|whom|that|which)\s"
)
_WORD = re.compile(r"\S+")
#: Kinds told apart by every recogniser; the finer kinds within one are told apart by ours.
COARSE = {
    "person": "person",
    "group": "body",
    "organisation": "body",
    "service": "body",
    "unit": "body",
    "outlet": "body",
    "brand": "body",
    "state": "land",
    "place": "land",
    "event": "event",
}


@dataclass(frozen=True, slots=True)
class Given:
    """An argument as some reader gives it: the spans of a face or event, or words."""

    what: str
    spans: tuple[Range, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class FoundTie:
    """A tie as some reader gives it. `asserter` None is the author.

    `outer` is the polarity of the reporter's own row, where there is one; `words` are those of
    certainty, `valid` is EDTF.
    """

    predicate: str
    subject: Given
    object: Given | None
    asserter: Given | None
    polarity: str
    outer: str | None = None
    is_optional: bool = False
    words: str | None = None
    valid: str | None = None


@dataclass(slots=True)
class Counts:
    """Rows right, rows too many, and marked rows missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: Counts) -> None:
        """Add other counts to these."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Return the share of found rows that are right, 0 for none."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the share of marked rows that were found, 0 for none."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class TextScore:
    """What one text gave: counts in all and by predicate, and what was taken for what."""

    total: Counts = field(default_factory=Counts)
    by_predicate: dict[str, Counts] = field(default_factory=dict)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    asserters: Counts = field(default_factory=Counts)
    outers: Counts = field(default_factory=Counts)
    hedges: Counts = field(default_factory=Counts)
    dates: Counts = field(default_factory=Counts)


@lru_cache(maxsize=65536)  # every face is compared with every party
def find_head(text: str, span: Range) -> Range:
    """Return the range of the head word: the last one, or the last before a preposition."""
    start, end = span
    words = text[start:end]
    cut = _AFTER_HEAD.search(words)
    stretch = words[: cut.start()] if cut else words
    found = list(_WORD.finditer(stretch))
    if not found:
        return span
    return start + found[-1].start(), start + found[-1].end()


def overlaps(one: Range, other: Range) -> bool:
    """Return whether two half-open ranges share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def heads_meet(text: str, one: Range, other: Range) -> bool:
    """Return whether each span holds part of the other's head."""
    heads = (find_head(text, one), find_head(text, other))
    return overlaps(heads[0], other) and overlaps(heads[1], one)


def find_party(
    text: str, spans: Iterable[Range], parties: Sequence[Party], *, lenient: bool = False
) -> int | None:
    """Return the index of the party with which spans share most, or None.

    `lenient` lets a pronoun or description stand for the party it points to.
    """
    spans = tuple(spans)

    def count_shared(own: Sequence[Range]) -> int:
        return sum(any(heads_meet(text, span, each) for each in own) for span in spans)

    found, best = None, (0, 0)
    for index, party in enumerate(parties):
        own = party.spans if lenient else party.names or party.anaphors
        # Names come first: "each" and "both" point to several parties at once.
        shared = (count_shared(party.names), count_shared(own))
        if shared > best:
            found, best = index, shared
    return found


def find_event(spans: Iterable[Range], events: Sequence[EventLabel]) -> int | None:
    """Return the index of the event whose words spans share most of, or None."""
    spans = tuple(spans)
    best, found = 0, None
    for index, event in enumerate(events):
        shared = sum(
            max(0, min(span[1], own[1]) - max(span[0], own[0]))
            for span in spans
            for own in event.spans + event.anaphors
        )
        if shared > best:
            best, found = shared, index
    return found


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Compares found rows with the labels of one text."""

    gold: GoldText
    lenient: bool

    def fits(self, given: Given | None, wanted: Argument | None, *, is_name: bool = False) -> bool:
        if given is None or wanted is None:
            return given is None and wanted is None
        if is_name or wanted.what == "text":
            return self._words_fit(given, wanted)
        if wanted.what == "someone":
            return given.what == "someone" or (
                given.what == "party" and self.party(given) is None and not given.spans
            )
        if wanted.what == "event":
            return wanted.index == find_event(given.spans, self.gold.events)
        return wanted.index == self.party(given)

    def party(self, given: Given) -> int | None:
        return find_party(self.gold.text, given.spans, self.gold.parties, lenient=self.lenient)

    def _words_fit(self, given: Given, wanted: Argument) -> bool:
        if wanted.span is None:
            return False
        text = self.gold.text
        if given.words and given.words.casefold() == text[slice(*wanted.span)].casefold():
            return True
        places = given.spans or tuple(find_words(text, given.words) if given.words else ())
        for place in places:
            shared = min(place[1], wanted.span[1]) - max(place[0], wanted.span[0])
            if 2 * shared >= min(place[1] - place[0], wanted.span[1] - wanted.span[0]):
                return True
        return False

    def arguments_fit(self, found: FoundTie, label: TieLabel) -> bool:
        names = find_predicate(label.predicates[0]).arguments.endswith("N")
        subject, other = found.subject, found.object
        if self.fits(subject, label.subject) and self.fits(other, label.object, is_name=names):
            return True
        symmetric = find_predicate(found.predicate).symmetric
        return bool(
            symmetric
            and other is not None
            and self.fits(other, label.subject)
            and self.fits(subject, label.object)
        )

    def asserter_fits(self, found: FoundTie, label: TieLabel) -> bool:
        if found.asserter is None or label.asserter is None:
            return found.asserter is None and label.asserter is None
        return label.asserter == self.party(found.asserter)


def _distinct(labels: Sequence[TieLabel]) -> list[TieLabel]:
    """Return the labels, those that say the same thing again left out."""
    seen: dict[tuple[object, ...], TieLabel] = {}
    for label in labels:
        ends = [
            (end.what, end.index if end.index >= 0 else end.span)
            for end in (label.subject, label.object)
            if end is not None
        ]
        if find_predicate(label.predicates[0]).symmetric:
            ends.sort()
        if label.predicates[0] == "named" and label.object is not None:
            ends.append(("name", label.object.span))
        key = (label.predicates[0], *ends, label.polarity, label.asserter)
        kept = seen.get(key)
        if kept is None or kept.is_optional:
            seen[key] = label
    return list(seen.values())


def score_text(
    gold: GoldText, found: Sequence[FoundTie], *, level: str = "full", lenient: bool = False
) -> TextScore:
    """Return how found rows compare with a text's labels.

    `level` says what must be right: "tie" (predicate and arguments), "polarity" (that, too), or
    "full" (and the asserter). A found row that matches a label already taken is a repetition and
    left out.
    """
    matcher = _Matcher(gold, lenient)
    labels = _distinct(gold.ties)
    score = TextScore()
    state: dict[int, str] = {}

    def matches(row: FoundTie, label: TieLabel) -> bool:
        return (
            row.predicate in label.predicates
            and (level == "tie" or row.polarity == label.polarity)
            and (level != "full" or matcher.asserter_fits(row, label))
            and matcher.arguments_fit(row, label)
        )

    def count(name: str) -> Counts:
        return score.by_predicate.setdefault(name, Counts())

    wrong: list[FoundTie] = []
    for row in sorted(found, key=lambda each: each.is_optional):
        fitting = [number for number, label in enumerate(labels) if matches(row, label)]
        free = [number for number in fitting if number not in state]
        # Of several labels that fit, one that counts is taken before an optional one.
        free.sort(key=lambda number: labels[number].is_optional)
        if free:
            state[free[0]] = "optional" if row.is_optional else "right"
        elif not fitting and not row.is_optional:
            wrong.append(row)
        for number in free[:1]:
            label = labels[number]
            if level != "full" or row.is_optional or label.is_optional:
                continue
            if label.outer_polarity is not None:
                score.outers.add(_one(row.outer == label.outer_polarity))
            hedge = gold.text[slice(*label.words)] if label.words else None
            score.hedges.add(_compare(row.words, hedge))
            valid = label.valid
            if valid is None and label.object is not None and label.object.what == "event":
                # An act holds when its event took place: the row may repeat that date or not.
                valid = gold.events[label.object.index].time if row.valid else None
            score.dates.add(_compare(row.valid, valid))
    for number, label in enumerate(labels):
        name = label.predicates[0]
        if label.is_optional or state.get(number) == "optional":
            continue
        if state.get(number) == "right":
            score.total.right += 1
            count(name).right += 1
        else:
            score.total.missed += 1
            count(name).missed += 1
    missed = [label for number, label in enumerate(labels) if number not in state]
    for row in wrong:
        score.total.wrong += 1
        count(row.predicate).wrong += 1
        score.confusions[_nearest(matcher, row, missed), row.predicate] += 1
    for label in missed:
        if not label.is_optional:
            score.confusions[label.predicates[0], "(not found)"] += 1
    for row in found:
        for label in labels:
            if (
                row.predicate in label.predicates
                and row.polarity == label.polarity
                and not (row.is_optional or label.is_optional)
                and matcher.arguments_fit(row, label)
            ):
                rivals = [
                    each
                    for each in labels
                    if set(each.predicates) & set(label.predicates)
                    and each.polarity == label.polarity
                    and matcher.arguments_fit(row, each)
                ]
                score.asserters.add(_one(any(matcher.asserter_fits(row, each) for each in rivals)))
                break
    return score


def _compare(found: str | None, marked: str | None) -> Counts:
    """Return what a detail adds to the counts: nothing where none is marked and none found."""
    if found is not None and marked is not None and found.casefold() == marked.casefold():
        return Counts(right=1)
    return Counts(wrong=int(found is not None), missed=int(marked is not None))


def _one(right: bool) -> Counts:
    return Counts(right=1) if right else Counts(wrong=1)


def _nearest(matcher: _Matcher, row: FoundTie, missed: Sequence[TieLabel]) -> str:
    """Return what the row should have been: a missed label of the same arguments, in words."""
    for label in missed:
        if matcher.arguments_fit(row, label):
            if row.predicate not in label.predicates:
                return label.predicates[0]
            what = "polarity" if row.polarity != label.polarity else "asserter"
            return f"{label.predicates[0]}, other {what}"
    for label in missed:
        if row.predicate in label.predicates:
            turned = FoundTie(
                row.predicate, row.object or row.subject, row.subject, row.asserter, row.polarity
            )
            if label.object is not None and matcher.arguments_fit(turned, label):
                return f"{label.predicates[0]}, turned round"
            return f"{label.predicates[0]}, other argument"
    return "(no tie)"


def bootstrap(
    scores: Sequence[Counts], figure: Callable[[Counts], float], *, resamples: int, seed: int
) -> tuple[float, float]:
    """Return the 95 % interval of a figure over resamplings of texts."""
    draw = random.Random(seed)
    found = []
    for _ in range(resamples):
        total = Counts()
        for _ in scores:
            total.add(scores[int(draw.random() * len(scores))])
        found.append(figure(total))
    found.sort()
    return found[int(resamples * 0.025)], found[min(resamples - 1, int(resamples * 0.975))]
