"""Decisions from a file of JSON lines: each line read apart, so that a bad one harms no other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.core import DataError, Problem, ReadError, SpanRole
from sayso.core.canonical import MAX_SAFE_INTEGER
from sayso.review import (
    ROW_FIELDS,
    GivenDecision,
    GivenReading,
    GivenSpan,
    RefusedError,
    find_kind,
    report_line,
)

#: Bytes of a line at most. A decision with a hundred spans has under 5,000.
LONGEST_LINE = 1_000_000
#: Lines of a file that may be wrong before it is taken for something else.
MOST_BAD_LINES = 10_000

_COMMON = ("decision", "analyst", "reason", "at")
_ROLES = {role.value: role for role in (SpanRole.SOURCE, SpanRole.CUE, SpanRole.CONTENT)}
_LONGEST_NAME = 200


def read_judgements(path: Path) -> Iterator[GivenDecision | Problem]:
    """Yield the decisions of a file in order, and a problem for each line that is none.

    Blank lines count, but give nothing.

    Raises
    ------
    ReadError
        When the file cannot be opened.
    DataError
        When more than 10,000 lines are no decisions.
    """
    so_far = hashlib.sha256()
    bad = 0
    try:
        file = path.open("rb")
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}. Check the name and the permissions.",
            path=str(path),
        ) from error
    with file:
        for number, line in enumerate(_read_lines(file), start=1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            so_far.update(line.rstrip(b"\r\n") + b"\n")
            if not line.strip():
                continue
            given = parse_line(
                line,
                where=f"{path.name}, line {number}",
                number=number,
                row=so_far.hexdigest()[:32],
            )
            bad += isinstance(given, Problem)
            if bad > MOST_BAD_LINES:
                raise DataError(
                    f"{path} has more than {MOST_BAD_LINES:,} lines that are no decisions. Check "
                    "that it is the right file. Nothing was recorded.",
                    path=str(path),
                )
            yield given


def _read_lines(file: Any) -> Iterator[bytes]:
    """Yield the lines of an open file, at most a little more than `LONGEST_LINE` of each."""
    while line := file.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE + 1)
        yield line


def parse_line(line: bytes, *, where: str, number: int, row: str) -> GivenDecision | Problem:
    """Return the decision on a line, or the problem with it."""
    try:
        return _read_decision(_read_object(line), where, number, row)
    except RefusedError as refused:
        return report_line(where, refused.what, refused.todo)


def _read_object(line: bytes) -> dict[str, Any]:
    todo = 'Write one JSON object a line: {"decision": "accept", "target": "attribution-..."}.'
    if len(line) > LONGEST_LINE:
        raise RefusedError(f"The line is longer than {LONGEST_LINE:,} bytes.", todo)
    try:
        text = line.decode("utf-8")
        values = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise RefusedError("The line is not UTF-8.", "Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        what = f"The line is not JSON ({error.msg[:80]}, column {error.pos + 1})."
        raise RefusedError(what, todo) from error
    except (RecursionError, ValueError) as error:
        what = "The line is nested too deeply, or holds a number that is too long."
        raise RefusedError(what, todo) from error
    if not isinstance(values, dict):
        raise RefusedError("The line is not a JSON object.", todo)
    return values


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise RefusedError("A key stands twice in one object.", "Write each key once.")
    return values


def _read_decision(values: dict[str, Any], where: str, number: int, row: str) -> GivenDecision:
    name = _text(values, "decision")
    if name is None:
        raise RefusedError(
            'The line has no "decision".', 'Write "decision": "accept", for example.'
        )
    kind = find_kind(name)
    for key in kind.needed:
        if values.get(key) is None:
            raise RefusedError(f'"{name}" has no "{key}".', f'Write "{key}" on the line.')
    known = (*_COMMON, *kind.needed, *kind.allowed)
    for key in values:
        if key not in known:
            raise RefusedError(
                f'"{name}" takes no "{_short(key)}".', f"It takes {', '.join(known)}."
            )
    analyst = _text(values, "analyst")
    if analyst is not None and not 0 < len(analyst.strip()) <= _LONGEST_NAME:
        raise RefusedError(
            f'"analyst" is no name of 1 to {_LONGEST_NAME} characters.', "Give the analyst's name."
        )
    return GivenDecision(
        where=where,
        line=number,
        row=row,
        decision=name,
        target=_text(values, "target"),
        document=_text(values, "document"),
        analyst=analyst,
        reason=_text(values, "reason") or "",
        at=_text(values, "at"),
        reading=_read_reading(values["to"]) if "to" in values else GivenReading(),
    )


def _text(values: dict[str, Any], key: str) -> str | None:
    value = values.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RefusedError(f'"{key}" is not a text.', f'Write "{key}": "..." or leave it out.')
    if not _is_whole(value):
        raise RefusedError(
            f'"{key}" holds half of a character (a lone surrogate).', "Write the whole character."
        )
    return value


def _is_whole(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _short(key: str) -> str:
    return key[:60].encode("utf-8", "replace").decode("utf-8")


def _read_reading(given: Any) -> GivenReading:
    if not isinstance(given, dict):
        raise RefusedError('"to" is not an object.', 'Write "to": {"content": [[start, end]]}.')
    roles = []
    fields = []
    for key in given:
        if key in _ROLES:
            roles.append((_ROLES[key], _read_spans(key, given[key])))
        elif key in ROW_FIELDS:
            fields.append((key, _text(given, key)))
        else:
            known = ", ".join((*_ROLES, *ROW_FIELDS))
            raise RefusedError(f'"to" takes no "{_short(key)}".', f"It takes {known}.")
    if not roles and not fields:
        raise RefusedError('"to" is empty.', "Give what is to be changed.")
    return GivenReading(tuple(roles), tuple(fields))


def _read_spans(key: str, given: Any) -> tuple[GivenSpan, ...]:
    if not isinstance(given, list):
        raise RefusedError(f'"{key}" is not a list.', f'Write "{key}": [[start, end], ...].')
    spans = []
    for item in given:
        numbers = item[:2] if isinstance(item, list) and len(item) in (2, 3) else []
        if len(numbers) < 2 or not all(
            type(number) is int and abs(number) <= MAX_SAFE_INTEGER for number in numbers
        ):
            raise RefusedError(
                f'"{key}" holds something that is no pair of whole numbers.',
                f'Write "{key}": [[start, end], ...], or [start, end, "the words"].',
            )
        exact = item[2] if len(item) == 3 else None
        if exact is not None and not isinstance(exact, str):
            raise RefusedError(
                f'The words in "{key}" are not a text.', 'Write [start, end, "the words"].'
            )
        spans.append(GivenSpan(numbers[0], numbers[1], exact))
    return tuple(spans)
