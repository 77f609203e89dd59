"""How found events compare with those that people marked: found, in one piece, dated, placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tie_scoring import Counts, GoldText, Range, overlaps


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event as a reader gives it: where it is told of, its time (EDTF) and place, as words."""

    spans: tuple[Range, ...]
    time: str | None
    place: str | None


@dataclass(slots=True)
class EventScore:
    """Counts over texts.

    `split` are marked events found as several, `mixed` found events that are several marked ones.
    Times and places are those of found events; a place is right if it holds the marked name.
    """

    marked: int = 0
    found: int = 0
    split: int = 0
    mixed: int = 0
    times: Counts = field(default_factory=Counts)
    places: Counts = field(default_factory=Counts)

    def add(self, other: EventScore) -> None:
        """Add the counts of another text."""
        self.marked += other.marked
        self.found += other.found
        self.split += other.split
        self.mixed += other.mixed
        self.times.add(other.times)
        self.places.add(other.places)


def score_events(gold: GoldText, found: Sequence[FoundEvent]) -> EventScore:
    """Return how the events of one text were found; they meet where their words overlap."""
    score = EventScore(marked=len(gold.events))
    owners: list[set[int]] = [set() for _ in found]
    for number, event in enumerate(gold.events):
        meeting = [
            index
            for index, each in enumerate(found)
            if any(overlaps(own, span) for own in event.spans for span in each.spans)
        ]
        for index in meeting:
            owners[index].add(number)
        if not meeting:
            continue
        score.found += 1
        score.split += len(meeting) > 1
        times = {found[index].time for index in meeting} - {None}
        score.times.add(_judge(event.time, times, event.time in times))
        name = None
        if event.place is not None:
            name = gold.text[slice(*gold.parties[event.place].spans[0])]
        places = {found[index].place for index in meeting} - {None}
        score.places.add(
            _judge(name, places, any(name in (place or "") for place in places if name))
        )
    score.mixed = sum(len(each) > 1 for each in owners)
    return score


def _judge(marked: str | None, found: set[str | None], right: bool) -> Counts:
    if marked is not None and right:
        return Counts(right=1)
    return Counts(wrong=int(bool(found)), missed=int(marked is not None))
