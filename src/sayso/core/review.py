"""How rows stand after what people decided about them: read from the record, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sayso.core.assertion import Assertion
from sayso.core.attribution import Attribution, Review
from sayso.core.contents import CaseContents
from sayso.core.document import Document
from sayso.core.judgement import Decision, Judgement, parse_instant
from sayso.core.problem import Problem

#: What an analyst's latest decision makes of a row; a correction gives the id of the new row.
_ACCEPTED, _REJECTED = "accept", "reject"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row about which analysts differ, with the latest judgement of each, earliest first."""

    target: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """A case as it stands: `contents` with the present reviews, and what is behind them.

    `contents` holds no row by hand that nobody stands by any more. `withdrawn` are the ids of the
    judgements that an undo took back.
    """

    contents: CaseContents
    disputes: tuple[Dispute, ...] = ()
    withdrawn: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Ballot:
    """What each analyst says of one row, the latest only."""

    votes: dict[str, tuple[str, Judgement]] = field(default_factory=dict)

    @property
    def outcome(self) -> str | None:
        """Return what all who decided say, None where they differ."""
        said = {stance for stance, _ in self.votes.values()}
        return next(iter(said)) if len(said) == 1 else None


def settle_reviews(contents: CaseContents) -> Settled:
    """Return the case with each row's review as it stands after all judgements.

    Of each analyst the latest judgement about a row counts, by `decided_at`, then by the order of
    recording; one that was withdrawn does not. Where those who decided agree, the row is
    `accepted`, `rejected`, or `corrected` and replaced by a row by hand. Where they differ, the row
    stands as it was proposed and the difference is listed: nobody's decision overwrites another's.
    Writing a row, by a correction or as an addition, counts as accepting it. A row by hand stands
    as long as the correction or addition that brought it.

    An attribution inside one that was replaced belongs to the replacement if its cue stands there;
    inside one that was rejected, to what holds that. An assertion read from an attribution that was
    replaced or rejected becomes a suggestion until somebody decides on it. Reviews of rows without
    any judgement are kept.
    """
    if not contents.judgements and not any(row.is_by_hand for row in contents.attributions):
        return Settled(contents)
    # An id is hashed anew whenever it is asked for, so each is asked for once.
    judgements = {row.id: row for row in contents.judgements}
    withdrawn = _find_withdrawn(judgements)
    standing = [row for name, row in judgements.items() if name not in withdrawn]
    ballots = _count(standing)
    rows = {row.id: row for row in contents.attributions}
    alive = _find_alive(rows, standing, ballots)
    reviews = {name: _review(row, ballots.get(name)) for name, row in rows.items()}
    homes = _Homes(rows, alive, reviews, ballots, contents.judgements)
    attributions = _cut_rings(
        {
            name: replace(row, review=reviews[name], parent=homes.find(name, row))
            for name, row in rows.items()
            if name in alive
        }
    )
    found = {row.id: row for row in contents.assertions}
    assertions = tuple(
        _settle_assertion(row, ballots.get(name), reviews) for name, row in found.items()
    )
    known = alive | set(found)
    disputes = tuple(
        Dispute(name, tuple(judgement for _, judgement in ballot.votes.values()))
        for name, ballot in ballots.items()
        if ballot.outcome is None and name in known
    )
    settled = replace(contents, attributions=attributions, assertions=assertions)
    return Settled(settled, disputes, frozenset(withdrawn))


def _find_withdrawn(judgements: Mapping[str, Judgement]) -> set[str]:
    """Return the ids of judgements taken back by an undo that was not itself taken back."""
    withdrawn: set[str] = set()
    # An undo is recorded after what it takes back, so from the last to the first one pass is
    # enough, however many undo one another.
    for name, row in reversed(tuple(judgements.items())):
        if row.decision is not Decision.UNDO or name in withdrawn:
            continue
        target = judgements.get(row.target)
        if target is not None and target.analyst == row.analyst:
            withdrawn.add(row.target)
    return withdrawn


def _count(standing: Iterable[Judgement]) -> dict[str, _Ballot]:
    ballots: dict[str, _Ballot] = {}

    def vote(target: str, stance: str, row: Judgement) -> None:
        votes = ballots.setdefault(target, _Ballot()).votes
        votes.pop(row.analyst, None)
        votes[row.analyst] = (stance, row)

    # As text, "05Z" would come after "05.5Z".
    for row in sorted(standing, key=lambda row: parse_instant(row.decided_at)):
        if row.decision in (Decision.ACCEPT, Decision.ADD):
            vote(row.target, _ACCEPTED, row)
        elif row.decision is Decision.REJECT:
            vote(row.target, _REJECTED, row)
        elif row.decision is Decision.CORRECT and row.replacement is not None:
            vote(row.target, row.replacement, row)
            vote(row.replacement, _ACCEPTED, row)
    return ballots


def _find_alive(
    rows: Mapping[str, Attribution], standing: Iterable[Judgement], ballots: Mapping[str, _Ballot]
) -> set[str]:
    """Return the ids of the rows that stand: proposed, added, or replacing one that stands."""
    added = {row.target for row in standing if row.decision is Decision.ADD}
    waiting = [name for name, row in rows.items() if not row.is_by_hand or name in added]
    alive = set(waiting)
    while waiting:
        ballot = ballots.get(waiting.pop())
        following = ballot.outcome if ballot else None
        if following is not None and following in rows and following not in alive:
            alive.add(following)
            waiting.append(following)
    return alive


def _review(row: Attribution, ballot: _Ballot | None) -> Review:
    # Of a row by hand about which people differ, no more can be said than of a machine's.
    proposed = Review.MACHINE if row.is_by_hand else row.review
    if ballot is None or ballot.outcome is None:
        return proposed
    return _read_outcome(ballot.outcome)


def _read_outcome(outcome: str) -> Review:
    if outcome == _ACCEPTED:
        return Review.ACCEPTED
    return Review.REJECTED if outcome == _REJECTED else Review.CORRECTED


def _settle_assertion(
    row: Assertion, ballot: _Ballot | None, reviews: Mapping[str, Review]
) -> Assertion:
    if ballot is not None:
        outcome = ballot.outcome
        return row if outcome is None else replace(row, review=_read_outcome(outcome))
    gone = reviews.get(row.attribution or "") in (Review.CORRECTED, Review.REJECTED)
    if gone and row.review is Review.MACHINE:
        return replace(row, review=Review.SUGGESTED)
    return row


class _Homes:
    """In which row each row stands, now that some were replaced or rejected."""

    def __init__(
        self,
        rows: Mapping[str, Attribution],
        alive: set[str],
        reviews: Mapping[str, Review],
        ballots: Mapping[str, _Ballot],
        judgements: Iterable[Judgement],
    ) -> None:
        self._rows = rows
        self._alive = alive
        self._reviews = reviews
        self._ballots = ballots
        self._replaced: dict[str, str] = {}
        for row in judgements:
            if row.replacement is not None:
                self._replaced.setdefault(row.replacement, row.target)

    def find(self, name: str, row: Attribution) -> str | None:
        """Return the id of what holds `row`, whose id is `name`; as recorded if that is unknown."""
        seen = {name}
        at = row.parent
        while at is not None:
            parent = self._rows.get(at)
            if parent is None:
                return row.parent
            if at in seen:
                return None
            seen.add(at)
            following = self._follow(at, parent, row)
            if following == at:
                return at
            at = following
        return None

    def _follow(self, name: str, parent: Attribution, row: Attribution) -> str | None:
        """Return `name` where that row stands and holds `row`, else the next one to look at."""
        if name not in self._alive:
            return self._replaced.get(name, parent.parent)
        if self._reviews[name] is Review.REJECTED:
            return parent.parent
        if self._reviews[name] is Review.CORRECTED:
            ballot = self._ballots.get(name)
            outcome = ballot.outcome if ballot else None
            return outcome if outcome in self._alive else name
        if parent.is_by_hand and not _holds(parent, row):
            return parent.parent
        return name


def _holds(outer: Attribution, inner: Attribution) -> bool:
    anchor = inner.cue or inner.content
    if not anchor:
        return False
    return any(
        span.start <= anchor[0].start and anchor[-1].end <= span.end for span in outer.content
    )


def _cut_rings(rows: Mapping[str, Attribution]) -> tuple[Attribution, ...]:
    """Return the rows, the first of every ring of rows that would hold one another set free."""
    # Two rows of one chain replaced by one and the same row would hold each other.
    parents = {name: row.parent for name, row in rows.items()}
    settled: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at in parents and at not in settled and at not in path:
            path[at] = len(path)
            at = parents[at]
        if at is not None and at in path:
            ring = list(path)[path[at] :]
            parents[min(ring, key=lambda name: (_place(rows[name]), name))] = None
        settled.update(path)
    return tuple(
        row if row.parent == parents[name] else replace(row, parent=parents[name])
        for name, row in rows.items()
    )


def _place(row: Attribution) -> list[tuple[int, int]]:
    return sorted((span.start, -span.end) for span in row.spans)


def report_dispute(
    dispute: Dispute, row: Attribution | Assertion | None, document: Document | None
) -> Problem:
    """Return a difference between analysts as a notice: who decided what, and how the row stands.

    `row` and `document` are those of the dispute, where they are at hand.
    """
    where = dispute.target
    if document is not None:
        where = document.uri
        if row is not None and row.spans:
            first = min(span.start for span in row.spans)
            where += f", code points {first} to {max(span.end for span in row.spans)}"
    said = "; ".join(
        f"{judgement.analyst}: {_name_decision(dispute.target, judgement)} "
        f"({judgement.decided_at[:10]})"
        for judgement in dispute.judgements
    )
    return Problem(
        "analysts_differ",
        where,
        f"About {dispute.target} analysts differ: {said}.",
        "It stands as it was proposed; both decisions are kept.",
        "Read the reasons of both; a new decision of one of them, or an undo, settles it.",
        lost=False,
        document=None if document is None else document.id,
    )


def _name_decision(target: str, judgement: Judgement) -> str:
    if judgement.decision is Decision.CORRECT and judgement.target != target:
        return "wrote it"
    return str(judgement.decision)
