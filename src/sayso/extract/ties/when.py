"""When a tie held: the date in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.extract.dates import DateMention
from sayso.extract.ties.phrases import Sentence

_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}\Z")
#: Ties that, once begun on a date, hold from then on.
_LASTING = frozenset(("incapacitated",))


def find_valid(
    sentence: Sentence,
    start: int,
    end: int,
    predicate: str,
    dates: Sequence[DateMention],
) -> str | None:
    """Return the EDTF date of the clause that holds code points `start` to `end`, or None.

    A date that a comma, a relative clause or another verb of saying parts from the trigger is not
    taken; of several in the clause, the nearest.
    """
    line = sentence.line
    low, high = line.starts[sentence.low], line.ends[sentence.high - 1]
    first = bisect_left(dates, low, key=lambda date: date.span.start)
    best: tuple[int, str] | None = None
    for date in dates[first:]:
        if date.span.start >= high:
            break
        if date.edtf is None or not _is_joined(
            sentence, start, end, date.span.start, date.span.end
        ):
            continue
        gap = min(abs(date.span.start - end), abs(start - date.span.end))
        if best is None or gap < best[0]:
            best = (gap, date.edtf)
    if best is None:
        return None
    edtf = best[1]
    if predicate in _LASTING and _PLAIN.match(edtf):
        return f"{edtf}/.."
    return edtf


def _is_joined(sentence: Sentence, start: int, end: int, left: int, right: int) -> bool:
    """Return whether a date and a trigger stand in one clause."""
    line = sentence.line
    begin, stop = (end, left) if left >= end else (right, start)
    verbs = 0
    for at in range(sentence.low, sentence.high):
        if line.starts[at] < begin:
            continue
        if line.starts[at] >= stop:
            break
        tag = sentence.tag(at)
        if tag in ";:HTUq" or (tag == "C" and left >= end):
            return False
        if tag in "BV" and sentence.at(at) < 0:
            verbs += 1
    return verbs <= (0 if left >= end else 1)
