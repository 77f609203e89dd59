"""Ties as assertions: an inner row by whoever puts them forward, an outer one for each reporter."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sayso.core import (
    AUTHOR,
    Assertion,
    Attribution,
    Event,
    Name,
    Polarity,
    Proposition,
    Review,
    Span,
    SpanRole,
    Stance,
    Step,
    make_proposition,
)
from sayso.extract.lines import list_marks
from sayso.extract.names import normal_form
from sayso.extract.ties.confidence import THRESHOLD, find_confidence
from sayso.extract.ties.happenings import Happening
from sayso.extract.ties.tie import Tie, TieReading
from sayso.extract.ties.who import Argument, Party
from sayso.extract.ties.wishes import WISHES
from sayso.extract.words import NEGATIONS

if TYPE_CHECKING:
    from sayso.extract.ties.reading import TieReader

_FLIP = {
    Polarity.AFFIRMS: Polarity.DENIES,
    Polarity.DENIES: Polarity.AFFIRMS,
    Polarity.QUESTIONS: Polarity.QUESTIONS,
    Polarity.MENTIONS: Polarity.MENTIONS,
}


class RowMaker:
    """Makes the records of one document's ties."""

    def __init__(self, reader: TieReader) -> None:
        self.reader = reader
        self.document = reader.document
        self.names: dict[str, Name] = {}
        self.events: dict[str, Event] = {}
        self.propositions: dict[str, Proposition] = {}
        self.rows: dict[str, Assertion] = {}
        self._marks = list_marks(reader.lines)

    def make(self) -> TieReading:
        """Return the records."""
        reader = self.reader
        placed = [(tie, [] if tie.own else reader.holdings.chain(tie.start)) for tie in reader.ties]
        self._sources: dict[str, Party | None] = {}
        for tie, chain in placed:
            for row in chain:
                if row.asserter is None and row.source and row.id not in self._sources:
                    party = reader.resolve_source(row)
                    self._sources[row.id] = party
                    if party is not None:
                        party.used = True
            for end in (tie.agent, tie.patient, tie.asserter):
                if isinstance(end, Argument):
                    end.party.used = True
                elif isinstance(end, Happening):
                    end.used = True
            if tie.agent is None:
                self._someone().used = True
        faces, changed = reader.cast.make_faces()
        self._changed = changed
        for tie, chain in placed:
            self._add(tie, chain)
        attributions = tuple(
            row if row.asserter not in changed else _replace_asserter(row, changed)
            for row in reader.attributions
        )
        used = (
            {row.asserter for row in self.rows.values()}
            | {arg for item in self.propositions.values() for arg in item.args}
            | {row.asserter for row in attributions}
        )
        known = {face.id for face in reader.faces} | set(changed.values())
        return TieReading(
            attributions,
            tuple(face for face in faces if face.id in used or face.id in known),
            tuple(self.names.values()),
            tuple(self.events.values()),
            tuple(self.propositions.values()),
            tuple(self.rows.values()),
        )

    def _someone(self) -> Party:
        return self.reader.cast.unnamed("someone", None)

    def _id_of(self, party: Party) -> str:
        assert party.face is not None
        return party.face.id

    def _arg(self, end: Argument | Happening | str | None, *, is_name: bool) -> str:
        if isinstance(end, Argument):
            return self._id_of(end.party)
        if isinstance(end, Happening):
            event = end.make(self.document)
            self.events.setdefault(event.id, event)
            return event.id
        if end is None:
            return self._id_of(self._someone())
        if is_name:
            name = Name(end, self.document.language, None, normal_form(end))
            self.names.setdefault(name.id, name)
            return name.id
        return " ".join(end.split())

    def _add(self, tie: Tie, chain: list[Attribution]) -> None:
        args = [self._arg(tie.agent, is_name=False)]
        if tie.predicate not in ("active", "incapacitated"):
            args.append(self._arg(tie.patient, is_name=tie.predicate == "named"))
        if len(set(args)) < len(args):
            return
        qualifiers = (("kind", tie.kind),) if tie.kind else ()
        proposition = make_proposition(tie.predicate, tuple(args), qualifiers)
        polarity = tie.polarity
        hands: list[tuple[str, Attribution | None]] = []
        if tie.asserter is not None:
            hands.append((self._id_of(tie.asserter.party), None))
        for row in chain:
            asserter = self._asserter(row)
            if any(word in WISHES for span in row.cue for word in span.exact.lower().split()):
                if tie.predicate in ("intends", "has_motive"):
                    continue  # "X aims to A and plans to B": told of X, not by X
                return
            if row.polarity is Polarity.MENTIONS and not _is_negated(row):
                continue  # "condemned X's control of Y", "attacked the mill": the author tells it
            if asserter is None:
                if not row.source:
                    if not self._is_impersonal(row):
                        continue  # "is believed to lead": the author's, with a hedge
                    return  # "It is believed that": nobody is there to assert it
                return  # an unresolved source: the notice about asserters names the place
            if not hands:
                polarity = _combine(polarity, _said(row))
                if row.polarity is Polarity.MENTIONS:
                    return  # "did not say that": nothing is put forward
            hands.append((asserter, row))
        if not hands and not tie.own and self._is_quoted(tie):
            return  # somebody's words, and no attribution says whose: never the author's
        if not hands or hands[-1][0] != AUTHOR:
            hands.append((AUTHOR, None))
        confidence = round(find_confidence(self._features(tie, chain)), 4)
        review = Review.MACHINE if confidence >= THRESHOLD else Review.SUGGESTED
        self.propositions.setdefault(proposition.id, proposition)
        self._make_rows(tie, proposition, polarity, hands, confidence, review)

    def _is_quoted(self, tie: Tie) -> bool:
        """Return whether a tie stands inside quotation marks with all its words."""
        index = bisect_right(self._marks, (tie.start, len(self.document.text))) - 1
        return index >= 0 and tie.end <= self._marks[index][1]

    def _is_impersonal(self, row: Attribution) -> bool:
        """Return whether a cue without a source has "it" for its subject."""
        if not row.cue:
            return False
        start = row.cue[0].start
        before = self.document.text[max(0, start - 24) : start].lower().split()
        return bool({"it", "there"} & set(before[-2:])) or "it" in row.cue[0].exact.lower().split()

    def _asserter(self, row: Attribution) -> str | None:
        if row.asserter is None:
            party = self._sources.get(row.id)
            return self._id_of(party) if party is not None else None
        return self._changed.get(row.asserter, row.asserter)

    def _make_rows(
        self,
        tie: Tie,
        proposition: Proposition,
        polarity: Polarity,
        hands: list[tuple[str, Attribution | None]],
        confidence: float,
        review: Review,
    ) -> None:
        """Put in the rows of one tie: the outermost reporter's first, each pointing to the next."""
        spans = self._spans(tie)
        valid = self.reader.dates(tie)
        outer: str | None = None
        for place in range(len(hands) - 1, -1, -1):
            who, by = hands[place]
            inner = place == 0
            below = hands[place - 1] if not inner else None
            stance = Stance.NEUTRAL
            if not inner and below is not None:
                stance = _stance(below[1])
            row = Assertion(
                proposition=proposition.id,
                asserter=who,
                polarity=polarity if inner else _outer_polarity(stance, polarity),
                document=self.document.id,
                spans=spans,
                certainty_words=tie.certainty_words if inner else None,
                valid=valid,
                said=by.said if by is not None else self.document.published,
                attribution=by.id if by is not None else None,
                reported_in=outer,
                stance=_stance(by) if outer is not None else None,
                act_stance=tie.act_stance if inner else None,
                by_endorsement=not inner,
                step=(by.step if by is not None else Step.PARAPHRASE)
                if outer is not None
                else None,
                confidence=confidence,
                method=self.reader.method,
                review=review,
            )
            kept = self.rows.setdefault(row.id, row)
            outer = kept.id

    def _spans(self, tie: Tie) -> tuple[Span, ...]:
        places: dict[tuple[int, int], SpanRole] = {}
        places[tie.start, tie.end] = SpanRole.CUE
        for end in (tie.agent, tie.patient):
            if isinstance(end, Argument):
                places.setdefault((end.start, end.end), SpanRole.MENTION)
            elif isinstance(end, Happening):
                near = min(
                    end.spans, key=lambda span: (abs(span[0] - tie.start), span), default=None
                )
                if near is not None:
                    places.setdefault(near, SpanRole.MENTION)
        if tie.literal is not None:
            places.setdefault(tie.literal, SpanRole.CONTENT)
        return tuple(
            self.document.span(start, end, role) for (start, end), role in sorted(places.items())
        )

    def _features(self, tie: Tie, chain: list[Attribution]) -> tuple[str, ...]:
        return features_of(tie, bool(chain))


def features_of(tie: Tie, reported: bool) -> tuple[str, ...]:
    """Return what tells for or against a tie: its predicate, form, and how its ends are named."""
    found = [f"predicate={tie.predicate}", f"form={tie.form}"]
    for place, end in (("agent", tie.agent), ("patient", tie.patient)):
        if isinstance(end, Argument):
            found += [f"{place}={end.how}", f"{place} kind={end.party.kind}"]
    if reported:
        found.append("reported")
    if tie.polarity is not Polarity.AFFIRMS:
        found.append(f"polarity={tie.polarity}")
    return tuple(found)


def _is_negated(row: Attribution) -> bool:
    words = [word for span in row.cue for word in span.exact.lower().replace("’", "'").split()]
    return any(word in NEGATIONS or word.endswith("n't") for word in words)


def _said(row: Attribution) -> Polarity:
    """Return what an attribution does with its content: to reject a claim is to deny it."""
    words = [word for span in row.cue for word in span.exact.lower().split()]
    if row.polarity is Polarity.AFFIRMS and any(
        word.startswith(("reject", "dismiss", "refut", "repudiat")) for word in words
    ):
        return Polarity.DENIES
    return row.polarity


def _combine(polarity: Polarity, said: Polarity) -> Polarity:
    if said is Polarity.DENIES:
        return _FLIP[polarity]
    if said is Polarity.AFFIRMS:
        return polarity
    return said


def _stance(row: Attribution | None) -> Stance:
    return row.stance if row is not None else Stance.NEUTRAL


def _outer_polarity(stance: Stance, polarity: Polarity) -> Polarity:
    if stance is Stance.ENDORSES:
        return polarity
    if stance is Stance.REJECTS:
        return _FLIP[polarity]
    return Polarity.MENTIONS


def _replace_asserter(row: Attribution, changed: dict[str, str]) -> Attribution:
    from dataclasses import replace

    return replace(row, asserter=changed[row.asserter or ""])


__all__ = ["RowMaker", "features_of"]
