"""Attributions: who is said to say what, as the words on the page have it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.core.document import Span
from sayso.core.ids import content_id

#: The asserter of what nobody else is quoted for: the document's own voice.
AUTHOR = "(author)"

#: The method of a row that a person wrote: a correction, or what no reading had found.
BY_HAND = "by hand"


class AttributionKind(StrEnum):
    """How the content is given: in the source's words, in the reporter's, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    """What the asserter does with a content."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    QUESTIONS = "questions"
    MENTIONS = "mentions"


class Stance(StrEnum):
    """What a reporter, or an asserter of an act, thinks of what is reported."""

    ENDORSES = "endorses"
    NEUTRAL = "neutral"
    DISTANCES = "distances"
    REJECTS = "rejects"


class Step(StrEnum):
    """How words passed from one hand to the next."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"
    TRANSLATION = "translation"
    SCREENSHOT = "screenshot"
    SUMMARY = "summary"
    SPEECH_TO_TEXT = "speech_to_text"


class Review(StrEnum):
    """How far a person has looked at a machine's row."""

    SUGGESTED = "suggested"
    MACHINE = "machine"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content in one document, each zero or more spans in text order.

    `asserter` is the id of the face to which the source resolves, `AUTHOR`, or None where nobody
    can be named from the text. `parent` is the attribution whose content holds this one.
    `stance` is the reporter's towards the content, `step` how the words came. `certainty_words`
    stand as written. `said` is EDTF. `confidence` is the probability (0 to 1, kept to four
    decimals) that the spans are right, or None where the method gives none. `method` names
    reading and version (`rules/1`), or is `BY_HAND`. `review` is as recorded; how it stands after
    the judgements about it is what `settle_reviews` returns.
    """

    document: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: AttributionKind
    asserter: str | None = None
    parent: str | None = None
    polarity: Polarity = Polarity.AFFIRMS
    stance: Stance = Stance.NEUTRAL
    step: Step = Step.PARAPHRASE
    certainty_words: str | None = None
    said: str | None = None
    confidence: float | None = None
    method: str = ""
    review: Review = Review.MACHINE

    @property
    def id(self) -> str:
        """Return the id: the hash of the document and of the spans, whichever reading found them.

        A row by hand is known by all that its writer can set but the parent: two people can read
        the same words in two ways, and neither may stand in the other's place.
        """
        by_hand = (
            BY_HAND,
            self.kind,
            self.asserter,
            self.polarity,
            self.stance,
            self.step,
            self.certainty_words,
            self.said,
        )
        return content_id(
            "attribution",
            self.document,
            *([[span.start, span.end] for span in role] for role in self.roles),
            *(by_hand if self.is_by_hand else ()),
        )

    @property
    def is_by_hand(self) -> bool:
        """Return whether a person wrote this row, and no reading proposed it."""
        return self.method == BY_HAND

    @property
    def roles(self) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
        """Return the spans of source, cue and content."""
        return self.source, self.cue, self.content

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return all spans: source, then cue, then content."""
        return self.source + self.cue + self.content
