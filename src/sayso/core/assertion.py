"""Propositions, the assertions that somebody makes of them, and an analyst's assessments."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.attribution import Polarity, Review, Stance, Step
from sayso.core.document import Span
from sayso.core.ids import content_id
from sayso.core.predicates import find_predicate


@dataclass(frozen=True, slots=True)
class Proposition:
    """What can be affirmed or denied: no time, no asserter.

    `args` are ids of faces, events, names, propositions or assertions, or literals. `qualifiers`
    are pairs of name and value. Make one with `make_proposition`, which puts the arguments of a
    symmetric predicate and the qualifiers in order, so that a claim and its denial meet.
    """

    predicate: str
    args: tuple[str, ...]
    qualifiers: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return the id: the hash of predicate, arguments and qualifiers."""
        return content_id("proposition", self.predicate, self.args, self.qualifiers)


def make_proposition(
    predicate: str, args: tuple[str, ...], qualifiers: tuple[tuple[str, str], ...] = ()
) -> Proposition:
    """Return the one proposition with this predicate and these arguments.

    Raises
    ------
    DataError
        When the predicate is not in the closed core.
    """
    ordered = tuple(sorted(args)) if find_predicate(predicate).symmetric else args
    return Proposition(predicate, ordered, tuple(sorted(qualifiers)))


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an asserter puts forward about a proposition, in one document.

    `asserter` is the id of a face or `AUTHOR`. `certainty` is a pair of probabilities where the
    text gives a range, as decimal strings; `certainty_words` stand as written. `valid` and `said`
    are EDTF. `document` with `spans` is where it stands; `row` is a row number or JSON pointer of
    an imported file instead of spans. `reported_in` is the assertion of whoever reports this one,
    with that reporter's `stance` and the `step` by which the words came; `act_stance` is what the
    asserter thinks of the act; `by_endorsement` marks a row that exists only because a reporter
    endorses or rejects what is reported.
    """

    proposition: str
    asserter: str
    polarity: Polarity
    document: str
    spans: tuple[Span, ...] = ()
    row: str | None = None
    certainty_words: str | None = None
    certainty: tuple[str, str] | None = None
    valid: str | None = None
    said: str | None = None
    attribution: str | None = None
    reported_in: str | None = None
    stance: Stance | None = None
    act_stance: Stance | None = None
    by_endorsement: bool = False
    step: Step | None = None
    confidence: float | None = None
    method: str = ""
    review: Review = Review.MACHINE

    @property
    def id(self) -> str:
        """Return the id: who asserts what, how, when, and where it stands."""
        return content_id(
            "assertion",
            self.proposition,
            self.asserter,
            self.polarity,
            self.document,
            [[span.start, span.end] for span in self.spans],
            self.row,
            self.valid,
            self.said,
            self.reported_in,
            self.by_endorsement,
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """An analyst's own judgement of a target (any record's id), beside it and never inside.

    `probability` is a decimal string or a word of the calibrated table; `analytic_confidence` is
    the confidence in the grounds (ICD 203), a separate thing.
    """

    target: str
    analyst: str
    probability: str | None
    analytic_confidence: str | None
    reason: str
    recorded_at: str

    @property
    def id(self) -> str:
        """Return the id: who judged what, how, when."""
        return content_id(
            "assessment",
            self.target,
            self.analyst,
            self.probability,
            self.analytic_confidence,
            self.reason,
            self.recorded_at,
        )
