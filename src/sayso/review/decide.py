"""Decisions laid over a case: each kind of decision becomes records, or a problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Protocol

from sayso.core import (
    Assertion,
    Attribution,
    DataError,
    Decision,
    Document,
    Judgement,
    Problem,
    Record,
    SettingsError,
    parse_instant,
)
from sayso.review.given import GivenDecision
from sayso.review.rows import RefusedError, add_row, correct_row


class Desk(Protocol):
    """What a decision is laid over: a case, with what was decided a moment ago."""

    def find(self, identity: str) -> Record | None:
        """Return the record with this id, or None."""
        ...

    def is_withdrawn(self, judgement: str) -> bool:
        """Return whether the judgement with this id was taken back."""
        ...


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision adds to the record: the judgement, and the row by hand that it brings."""

    judgement: Judgement
    row: Attribution | None = None


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """A kind of decision: its word, the keys it takes beside the common ones, what it does.

    `needed` keys must be there, `allowed` ones may.
    """

    name: str
    needed: tuple[str, ...]
    carry_out: Callable[[GivenDecision, Desk, _Stamp], Decided]
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Who decides when; `row` as in `Judgement`."""

    analyst: str
    at: str
    row: str | None


def decide(given: GivenDecision, desk: Desk, *, analyst: str | None, now: str) -> Decided | Problem:
    """Return what a decision adds to the record, or the problem that keeps it out.

    `analyst` decides where the decision names nobody; `now` is the present instant (RFC 3339, UTC).

    Raises
    ------
    SettingsError
        When nobody is named by either: a decision without an author is none.
    """
    name = given.analyst or analyst
    if not name:
        raise SettingsError(
            f"{given.where} names no analyst, and the setting analyst is not set. Write "
            '"analyst": "NAME" on the line, put analyst = "NAME" into sayso.toml beside the case, '
            "or set SAYSO_ANALYST. Nothing was recorded.",
            location=given.where,
        )
    try:
        kind = find_kind(given.decision)
        stamp = _Stamp(name, *_read_time(given, now))
        return kind.carry_out(given, desk, stamp)
    except RefusedError as refused:
        return report_line(given.where, refused.what, refused.todo)


def report_line(where: str, what: str, todo: str) -> Problem:
    """Return the problem with a line that cannot be used."""
    return Problem(
        "bad_decision", where, what, "The line was left out; the others were recorded.", todo
    )


def find_kind(name: str) -> DecisionKind:
    """Return the kind of decision with this name.

    Raises
    ------
    RefusedError
        When there is none, naming those known.
    """
    for kind in DECISION_KINDS:
        if kind.name == name:
            return kind
    known = ", ".join(kind.name for kind in DECISION_KINDS)
    raise RefusedError(f'"{name[:60]}" is no decision of this version.', f"Known are: {known}.")


def _read_time(given: GivenDecision, now: str) -> tuple[str, str | None]:
    if given.at is None:
        return now, given.row
    try:
        instant = parse_instant(given.at)
    except DataError as error:
        raise RefusedError(
            f'"at" is “{given.at[:60]}”, which is no instant.',
            "Write date, time and zone, 2026-03-01T12:00:00Z, or leave it out.",
        ) from error
    if instant > parse_instant(now):
        # It would count as the latest until its day comes, whatever is decided before.
        raise RefusedError(
            f'"at" is {given.at}, which is yet to come.', "Give when it was decided."
        )
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z"), None


def _judge(
    given: GivenDecision, stamp: _Stamp, target: str, replacement: str | None = None
) -> Judgement:
    return Judgement(
        Decision(given.decision),
        target,
        stamp.analyst,
        given.reason,
        stamp.at,
        replacement=replacement,
        row=stamp.row,
    )


def _find_target(given: GivenDecision, desk: Desk) -> Attribution | Assertion:
    found = desk.find(given.target or "")
    if isinstance(found, (Attribution, Assertion)):
        return found
    if found is not None:
        raise RefusedError(
            f'"{given.decision}" does not fit the target, which is no attribution and no '
            "assertion.",
            "Give the id of an attribution.",
        )
    raise _not_here("attribution", given.target)


def _not_here(kind: str, identity: str | None) -> RefusedError:
    return RefusedError(
        f'This case holds no {kind} "{(identity or "")[:80]}".',
        "Check that the file belongs to this case; ids stand in `sayso export --to json`.",
    )


def _find_document(identity: str | None, desk: Desk) -> Document:
    document = desk.find(identity or "")
    if not isinstance(document, Document):
        raise _not_here("document", identity)
    return document


def _accept_or_reject(given: GivenDecision, desk: Desk, stamp: _Stamp) -> Decided:
    return Decided(_judge(given, stamp, _find_target(given, desk).id))


def _correct(given: GivenDecision, desk: Desk, stamp: _Stamp) -> Decided:
    target = _find_target(given, desk)
    if not isinstance(target, Attribution):
        raise RefusedError(
            "Only attributions can be corrected in this version.", "Reject the assertion instead."
        )
    document = _find_document(target.document, desk)
    row = correct_row(target, given.reading, document, desk.find)
    _check_parent_kept(given, row, desk)
    return Decided(_judge(given, stamp, target.id, row.id), row)


def _add(given: GivenDecision, desk: Desk, stamp: _Stamp) -> Decided:
    row = add_row(given.reading, _find_document(given.document, desk), desk.find)
    proposed = Attribution(row.document, row.source, row.cue, row.content, row.kind)
    if desk.find(proposed.id) is not None:
        raise RefusedError(
            f"A reading proposed an attribution of these words: {proposed.id}.",
            "Accept or correct that one.",
        )
    _check_parent_kept(given, row, desk)
    return Decided(_judge(given, stamp, row.id), row)


def _check_parent_kept(given: GivenDecision, row: Attribution, desk: Desk) -> None:
    # The parent is no part of the id, so a row that differs in nothing else is stored already.
    stored = desk.find(row.id)
    if not isinstance(stored, Attribution) or stored.parent == row.parent:
        return
    if "parent" in dict(given.reading.fields):
        raise RefusedError(
            f"The case has this row by hand with another parent: {row.id}.",
            "Leave the parent out, or correct the outer attribution.",
        )


def _undo(given: GivenDecision, desk: Desk, stamp: _Stamp) -> Decided:
    target = desk.find(given.target or "")
    if not isinstance(target, Judgement):
        raise _not_here("decision", given.target)
    if target.analyst != stamp.analyst:
        raise RefusedError(
            f"The decision is {target.analyst}'s, and only its author can withdraw it.",
            "Record a decision of your own about the row instead.",
        )
    judgement = _judge(given, stamp, target.id)
    if desk.find(judgement.id) is None and desk.is_withdrawn(target.id):
        raise RefusedError(
            "The decision was withdrawn already.", "Undo the undo to put it in force again."
        )
    return Decided(judgement)


#: Kinds that later parts bring (same, apart, relay, origin, grade, assessment) stand beside these.
DECISION_KINDS = (
    DecisionKind("accept", ("target",), _accept_or_reject),
    DecisionKind("reject", ("target",), _accept_or_reject),
    DecisionKind("correct", ("target", "to"), _correct),
    DecisionKind("add", ("document", "to"), _add),
    DecisionKind("undo", ("target",), _undo),
)
