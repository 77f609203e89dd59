"""Corpora as JSON lines: one document a row, mapped back to the bytes of its row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sayso.readers.blocks import find_title, mark_headline
from sayso.readers.charset import decode_utf8
from sayso.readers.clean_text import TextBuilder
from sayso.readers.limits import ReadLimits, too_many_blocks, too_many_escapes
from sayso.readers.metadata import clean_language, clean_words, read_date
from sayso.readers.parsed import Parsed, Trouble, UnreadableError
from sayso.readers.plain import no_text, split_blocks

READER = "jsonl/1"

_SPACE = re.compile(r"[ \t\r\n]*")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}|\\[^u])+")
_LONGEST_ID = 500

_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its id, the address it gives for itself, and its text (or the trouble with it)."""

    id: str
    uri: str | None
    parsed: Parsed | None
    trouble: Trouble | None


def parse_row(line: bytes, number: int) -> Row:
    """Return what the row says: `{"id", "text"}`, and what it may say of itself besides.

    Read are `title`, `outlet` (or `publisher`), `byline`, `published` (or `date`), `language` and
    `uri`. `line` is the row without its line end, `number` counts from 1. The text is kept as given
    but for normalisation; carriage returns and controls are replaced one by one, so that offsets
    hold. Places are byte ranges of `line`.

    Raises
    ------
    UnreadableError
        `bad_row` when the line is not a JSON object with a string `id` and a string `text`,
        `refused_size` when the text has too many paragraphs.
    """
    source = decode_utf8(line) if _is_utf8(line) else None
    if source is None:
        raise UnreadableError(bad_row(number, "The row is not UTF-8."))
    values, places = _read_object(source.text, number)
    name = values.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    row_id = clean_words(name) if isinstance(name, str) else None
    if not row_id or len(row_id) > _LONGEST_ID:
        raise UnreadableError(bad_row(number, 'The row has no "id" that is a short text.'))
    if not isinstance(values.get("text"), str):
        raise UnreadableError(bad_row(number, 'The row has no "text" that is a text.'))

    start, end = places["text"]
    _refuse_crowd(values["text"], source.text[start:end], number)
    builder = TextBuilder(source, keep_length=True)
    _take_string(builder, start + 1, end - 1)
    text, _, source_map = builder.finish(())
    blocks = mark_headline(text, split_blocks(text))
    uri = _words(values, "uri", "url")
    if not blocks:
        return Row(row_id, uri, None, replace(no_text(), what='The row\'s "text" is empty.'))
    day = _words(values, "published", "date")
    published, trouble = read_date(day) if day else (None, None)
    parsed = Parsed(
        text,
        blocks,
        source_map,
        READER,
        title=_words(values, "title", "headline") or find_title(text, blocks),
        outlet=_words(values, "outlet", "publisher"),
        byline=_words(values, "byline", "author"),
        published=published,
        language=clean_language(_words(values, "language", "lang")),
        troubles=(trouble,) if trouble else (),
    )
    return Row(row_id, uri, parsed, None)


def _refuse_crowd(text: str, written: str, number: int) -> None:
    """Raise where a text has more paragraphs or escapes than are read, before they cost anything.

    Each of a million paragraphs of one letter made a piece, a segment and a block, twice, before
    the document was refused for their number: 28 s and 1.4 GB for a row of 4 MB. Each stretch of
    escapes in the text as it is `written` makes two pieces, whatever it stands for.
    """
    limits = ReadLimits()
    if next(islice(_ESCAPES.finditer(written), limits.row_escapes, None), None) is not None:
        excess = too_many_escapes(limits)
        raise UnreadableError(replace(excess, place=f"row {number}"))
    # A block has a line at least; only where the lines are too many are the blocks counted.
    if text.count("\n") < limits.blocks:
        return
    count = len(split_blocks(text))
    if count > limits.blocks:
        excess = too_many_blocks(count, limits)
        raise UnreadableError(replace(excess, place=f"row {number}"))


def bad_row_twice(number: int, row_id: str) -> Trouble:
    """Return the trouble of a row whose id an earlier row has."""
    return replace(
        bad_row(number, f'The id "{row_id}" stands in an earlier row, too.'),
        todo="Give each row an id of its own.",
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def bad_row(number: int, what: str, column: int | None = None) -> Trouble:
    """Return the trouble with a row of a corpus that cannot be read."""
    place = f"row {number}" if column is None else f"row {number}, column {column}"
    return Trouble(
        "bad_row",
        place,
        what,
        "The row was left out; the others were read.",
        'Write one JSON object a line, with "id" and "text".',
    )


def _read_object(line: str, number: int) -> tuple[dict[str, Any], dict[str, tuple[int, int]]]:
    """Return the values of the object on `line`, and where each value stands in it."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[int, int]] = {}
    try:
        at = _skip(line, 0)
        if line[at : at + 1] != "{":
            raise UnreadableError(bad_row(number, "The row is not a JSON object."))
        at = _skip(line, at + 1)
        more = line[at : at + 1] != "}"
        while more:
            key, at = _DECODER.raw_decode(line, at)
            at = _skip(line, at)
            if not isinstance(key, str) or line[at : at + 1] != ":":
                raise json.JSONDecodeError("a key and a colon are expected", line, at)
            start = _skip(line, at + 1)
            values[key], end = _DECODER.raw_decode(line, start)
            places[key] = (start, end)
            at = _skip(line, end)
            more = line[at : at + 1] == ","
            if not more and line[at : at + 1] != "}":
                raise json.JSONDecodeError("a comma or the object's end is expected", line, at)
            at = _skip(line, at + 1) if more else at
        if line[_skip(line, at + 1) :]:
            raise json.JSONDecodeError("something follows the object", line, at + 1)
    except json.JSONDecodeError as error:
        column = error.pos + 1
        what = f"The row is not JSON ({error.msg[:80]})."
        raise UnreadableError(bad_row(number, what, column)) from error
    except (RecursionError, ValueError) as error:
        what = "The row is nested too deeply, or holds a number that is too long."
        raise UnreadableError(bad_row(number, what)) from error
    return values, places


def _skip(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _take_string(builder: TextBuilder, start: int, end: int) -> None:
    line = builder.source.text
    for at, words in _pieces(line, start, end):
        if words.startswith("\\"):
            # Escapes that follow one another are read together: two may make one code point.
            builder.put(json.loads(f'"{words}"'), at, at + len(words))
        else:
            builder.copy(at, at + len(words))


def _pieces(line: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for match in _ESCAPES.finditer(line, start, end):
        if match.start() > at:
            yield at, line[at : match.start()]
        yield match.start(), match.group()
        at = match.end()
    if at < end:
        yield at, line[at:end]


def _words(values: dict[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = values.get(key)
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        words = clean_words(value) if isinstance(value, str) else None
        if words:
            return words
    return None
