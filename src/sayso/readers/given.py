"""Rows whose readings count in the text as given, not in its normal form."""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from sayso.core import ByteRange, Document, bytes_sha256
from sayso.readers.charset import decode_utf8
from sayso.readers.jsonl import bad_row, parse_row
from sayso.readers.limits import ReadLimits
from sayso.readers.parsed import Trouble, UnreadableError
from sayso.readers.plain import parse_decoded

# JSON may escape half a pair, which no encoding has; as in all texts, U+FFFD stands for it.
_SURROGATE = re.compile("[\ud800-\udfff]")
_LEFT_OUT = "The row was left out; the others were read."


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row of a corpus: its id, its text as given, and the document that is read.

    `document` is None where the text holds no words. Its text is in NFC; `place` leads from its
    offsets to those of `text`.
    """

    id: str
    text: str
    document: Document | None
    _starts: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of `text` for `start` to `end` of the document's text.

        Where these cut a letter that is written with several code points in `text`, the whole of it
        is returned.
        """
        if self._starts is None or self.document is None:
            return start, end
        if start == end:
            return self._place_point(start)
        origins = self.document.source_map.locate(self.document.text, start, end)
        ranges = [origin for origin in origins if isinstance(origin, ByteRange)]
        first = bisect_right(self._starts, min(origin.start for origin in ranges)) - 1
        last = bisect_right(self._starts, max(origin.end for origin in ranges) - 1)
        return first, last

    def _place_point(self, at: int) -> tuple[int, int]:
        assert self.document is not None
        whole = at == len(self.document.text)
        first = len(self.text) if whole else self.place(at, at + 1)[0]
        return first, first

    def place_all(self, spans: Iterable[Iterable[int]]) -> list[list[int]]:
        """Return `[[start, end], ...]` placed in `text`."""
        return [list(self.place(*span)) for span in spans]


def read_given_row(line: bytes, number: int, uri: str) -> GivenRow:
    """Return the row of a corpus with the way back to the offsets of its text as given.

    `line` is the row without its line end, `number` counts from 1, `uri` names the row.

    Raises
    ------
    UnreadableError
        `bad_row` when the line is not a JSON object with a string `id` and a string `text`,
        `refused_size` when it is too large, or its text has too many paragraphs.
    """
    limits = ReadLimits()
    if len(line) > limits.row_bytes:
        raise UnreadableError(
            Trouble(
                "refused_size",
                f"row {number}",
                f"It has {len(line) / 1e6:,.0f} MB; at most {limits.row_bytes / 1e6:,.0f} MB "
                "are read.",
                _LEFT_OUT,
                "Split it into smaller rows.",
            )
        )
    try:
        row = parse_row(line, number)
    except UnreadableError as error:
        # Nothing of a row is kept here: there is no case.
        raise UnreadableError(replace(error.trouble, done=_LEFT_OUT)) from error
    try:
        text: str = json.loads(line)["text"]
    except (RecursionError, ValueError) as error:
        # Read value by value the row is one level shallower than as a whole.
        raise UnreadableError(bad_row(number, "The row is nested too deeply.")) from error
    whole = _SURROGATE.sub("\ufffd", text)
    if whole.startswith("\ufeff"):
        # A byte order mark is a code point of the text here, and decoding would swallow it.
        whole = f" {whole[1:]}"
    data = whole.encode("utf-8")
    try:
        parsed = parse_decoded(decode_utf8(data), lambda _page: None, keep_length=True)
    except UnreadableError:
        return GivenRow(row.id, text, None)
    about = row.parsed or parsed
    document = Document(
        sha256=bytes_sha256(line),
        media_type="application/jsonl",
        uri=uri,
        text=parsed.text,
        blocks=parsed.blocks,
        source_map=parsed.source_map,
        member=row.id,
        title=about.title,
        outlet=about.outlet,
        byline=about.byline,
        published=about.published,
        language=about.language,
        reader=about.reader,
    )
    if len(parsed.text) == len(text) and unicodedata.is_normalized("NFC", text):
        return GivenRow(row.id, text, document)
    sizes = (len(character.encode("utf-8")) for character in whole)
    return GivenRow(row.id, text, document, tuple(accumulate(sizes, initial=0)))
