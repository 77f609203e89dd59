"""What a person decides about a row: a dated record beside it, withdrawn only by another one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sayso.core.errors import DataError
from sayso.core.ids import content_id

# RFC 3339, section 5.6; datetime.fromisoformat takes much that is not.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:[Zz]|[+-][0-9]{2}:[0-9]{2})\Z"
)


class Decision(StrEnum):
    """What a judgement does with its target.

    `add` brings in a row that no reading proposed; `undo` withdraws another judgement.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst's decision about the record with the id `target`, with its reason.

    `replacement` is the row by hand that a correction puts in the target's place, else None.
    `decided_at` is a UTC instant (RFC 3339). Where the analyst gave no time, it is the time of the
    recording, and `row` is the place of the decision in the file that it came from: 32 hexadecimal
    digits of the SHA-256 of the file up to and with its line.
    """

    decision: Decision
    target: str
    analyst: str
    reason: str
    decided_at: str
    replacement: str | None = None
    row: str | None = None

    @property
    def id(self) -> str:
        """Return the id: who decided what, why, and when, or in which line of which file.

        The place stands for a time that was not given, so that a file read twice is stored once.
        """
        return content_id(
            "judgement",
            self.decision,
            self.target,
            self.analyst,
            self.reason,
            self.replacement,
            *(("at", self.decided_at) if self.row is None else ("row", self.row)),
        )


def parse_instant(text: str) -> datetime:
    """Return the instant that an RFC 3339 timestamp names, in UTC; at most six places of a second.

    Raises
    ------
    DataError
        When the text is no such timestamp, or no instant of the calendar.

    References
    ----------
    RFC 3339, section 5.6.
    """
    wrong = DataError(
        f'"{text[:60]}" is no instant. Write date, time and zone: 2026-03-01T12:00:00Z.',
        value=text,
    )
    if _INSTANT.match(text) is None:
        raise wrong
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise wrong from error
