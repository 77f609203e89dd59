"""A tie before it is known who puts it forward, and the records of all ties of a document."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import (
    Assertion,
    Attribution,
    Event,
    Face,
    FaceKind,
    Name,
    Polarity,
    Proposition,
    Stance,
)
from sayso.extract.ties.happenings import Happening
from sayso.extract.ties.who import Argument


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie with its arguments resolved, before it is known who puts it forward.

    `asserter` is set where the tie tells it by itself, as a claim of responsibility does. `own`
    says that the words are the author's wherever they stand: "(LN)" behind a name in a report.
    """

    predicate: str
    agent: Argument | Happening | None
    patient: Argument | Happening | str | None
    polarity: Polarity
    start: int
    end: int
    form: str
    family: str
    order: int
    certainty_words: str | None = None
    kind: str | None = None
    asserter: Argument | None = None
    act_stance: Stance | None = None
    literal: tuple[int, int] | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class TieReading:
    """The ties of a document as records, with the faces and attributions as they now stand."""

    attributions: tuple[Attribution, ...]
    faces: tuple[Face, ...]
    names: tuple[Name, ...]
    events: tuple[Event, ...]
    propositions: tuple[Proposition, ...]
    assertions: tuple[Assertion, ...]


def fit_predicate(name: str, one: object, two: object) -> str:
    """Return the predicate that fits its ends: a person or a state is a member, not a part."""
    if not isinstance(one, Argument):
        return name
    person = one.party.kind is FaceKind.PERSON or one.party.person_like
    if not person and one.party.kind is not FaceKind.STATE:
        return name
    of_body = isinstance(two, Argument) and two.party.kind is not FaceKind.STATE
    if name == "part_of" and of_body:
        return "member_of"
    if name == "proxy_of" and of_body and one.party.kind is FaceKind.PERSON:
        return "member_of"
    return "member_of" if name == "merged_into" else name
