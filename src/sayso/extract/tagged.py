"""What a trained tagger finds, and what it must offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sayso.extract.places import Ranges


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source, a cue and a content that may be an attribution, and what rates it."""

    source: Ranges
    cue: Ranges
    content: Ranges
    scores: tuple[float, ...]


class Tagger(Protocol):
    """Finds candidates in a text and says how likely each is right."""

    version: str
    threshold: float

    def find(self, text: str) -> tuple[Candidate, ...]:
        """Return the candidates of a text in the order of their cues."""
        ...

    def rate(self, candidate: Candidate, rules: float) -> float:
        """Return the probability, 0 to 1, that a candidate is right by the scorer's rule."""
        ...
