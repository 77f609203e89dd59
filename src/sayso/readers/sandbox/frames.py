"""What a worker says to its parent, as bytes, and the checks on what comes back.

A frame is a length of four bytes (big-endian) and that many bytes of JSON. A worker has met a
hostile document: nothing in a frame is believed before it is checked against the document's bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import msgspec

from sayso.core import (
    READ_FAILURES,
    READING_NOTICES,
    Block,
    BlockKind,
    ByteRange,
    Origin,
    PageBox,
    PartRange,
    Segment,
    SourceMap,
    is_edtf,
)
from sayso.readers.charset import is_charset
from sayso.readers.metadata import clean_language
from sayso.readers.parsed import Parsed, Trouble

HEADER = 4
_MOST_TROUBLES = 1_000
_LONGEST_WORDS = 4_000


class BadFrameError(ValueError):
    """A frame that no honest worker sends."""


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="frame"):
    pass


class PageFrame(_Strict, frozen=True, tag="page"):
    """A page is finished."""

    number: int


class TroubleFrame(_Strict, frozen=True, tag="trouble"):
    """The document cannot be read."""

    sha256: str
    trouble: Trouble


class ParsedFrame(_Strict, frozen=True, tag="parsed"):
    """The document as read; segments are columns, one tuple each, by what they point to."""

    sha256: str
    text: str
    blocks: tuple[tuple[int, int, str], ...]
    encoding: str | None
    ranges: tuple[tuple[int, int, bool, int, int], ...]
    boxes: tuple[tuple[int, int, bool, int, float, float, float, float], ...]
    parts: tuple[tuple[int, int, bool, str, int, int, int], ...]
    reader: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    language: str | None
    troubles: tuple[Trouble, ...]


Frame = PageFrame | TroubleFrame | ParsedFrame

_DECODER = msgspec.json.Decoder(Frame)


def encode_frame(frame: Frame) -> bytes:
    """Return the frame as bytes, its length first."""
    body = msgspec.json.encode(frame)
    return len(body).to_bytes(HEADER, "big") + body


def decode_frame(body: bytes) -> Frame:
    """Return the frame in `body` (without its length).

    Raises
    ------
    BadFrameError
        When it is none.
    """
    try:
        frame: Frame = _DECODER.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise BadFrameError("not a frame") from error
    return frame


def make_parsed_frame(sha256: str, parsed: Parsed) -> ParsedFrame:
    """Return the frame that carries `parsed`, bound to the hash of the bytes it came from."""
    ranges, boxes, parts = [], [], []
    for segment in parsed.source_map.segments:
        origin = segment.origin
        start, end, exact = segment.start, segment.end, segment.exact
        if isinstance(origin, ByteRange):
            ranges.append((start, end, exact, origin.start, origin.end))
        elif isinstance(origin, PageBox):
            corners = (origin.left, origin.bottom, origin.right, origin.top)
            boxes.append((start, end, exact, origin.page, *corners))
        else:
            place = (origin.part, origin.paragraph, origin.start, origin.end)
            parts.append((start, end, exact, *place))
    return ParsedFrame(
        sha256=sha256,
        text=parsed.text,
        blocks=tuple((block.start, block.end, str(block.kind)) for block in parsed.blocks),
        encoding=parsed.source_map.encoding,
        ranges=tuple(ranges),
        boxes=tuple(boxes),
        parts=tuple(parts),
        reader=parsed.reader,
        title=parsed.title,
        outlet=parsed.outlet,
        byline=parsed.byline,
        published=parsed.published,
        language=parsed.language,
        troubles=parsed.troubles,
    )


def check_trouble(trouble: Trouble) -> Trouble:
    """Return `trouble` if its kind is known and its words are few and printable.

    Raises
    ------
    BadFrameError
        Otherwise.
    """
    if trouble.kind not in READ_FAILURES and trouble.kind not in READING_NOTICES:
        raise BadFrameError("unknown kind of trouble")
    for words in (trouble.place, trouble.what, trouble.done, trouble.todo):
        _check_words(words)
    return trouble


def check_parsed(frame: ParsedFrame, data: bytes) -> Parsed:
    """Return what the frame carries, every place in it checked against text and bytes.

    Raises
    ------
    BadFrameError
        When a place lies outside, overlaps another or does not hold the words it should, or when
        text or metadata are not clean.
    """
    text = frame.text
    # The decoder has refused lone surrogates: they are no JSON text.
    if not unicodedata.is_normalized("NFC", text):
        raise BadFrameError("text is not normalised")
    for words in (frame.reader, frame.title, frame.outlet, frame.byline):
        _check_words(words)
    if frame.published is not None and not is_edtf(frame.published):
        raise BadFrameError("date of publication is not EDTF")
    if frame.language is not None and clean_language(frame.language) != frame.language:
        raise BadFrameError("language is no tag")
    if len(frame.troubles) > _MOST_TROUBLES:
        raise BadFrameError("too many troubles")
    return Parsed(
        text=text,
        blocks=_check_blocks(frame.blocks, text),
        source_map=_check_map(frame, data),
        reader=frame.reader,
        title=frame.title,
        outlet=frame.outlet,
        byline=frame.byline,
        published=frame.published,
        language=frame.language,
        troubles=tuple(check_trouble(trouble) for trouble in frame.troubles),
    )


def _check_words(words: str | None) -> None:
    if words is not None and len(words) > _LONGEST_WORDS:
        raise BadFrameError("words are too long")


def _check_blocks(found: tuple[tuple[int, int, str], ...], text: str) -> tuple[Block, ...]:
    blocks = []
    at = 0
    for start, end, kind in found:
        if not at <= start < end <= len(text) or text[at:start].strip():
            raise BadFrameError("blocks do not follow one another")
        if kind not in _KINDS:
            raise BadFrameError("unknown kind of block")
        blocks.append(Block(start, end, BlockKind(kind)))
        at = end
    if text[at:].strip() or not blocks:
        raise BadFrameError("blocks do not cover the text")
    return tuple(blocks)


_KINDS = frozenset(str(kind) for kind in BlockKind)


def _check_map(frame: ParsedFrame, data: bytes) -> SourceMap:
    if frame.encoding is not None and not is_charset(frame.encoding):
        raise BadFrameError("unknown encoding")
    segments = sorted(_make_segments(frame), key=_segment_start)
    encoding = frame.encoding or "utf-8"
    at = 0
    for segment in segments:
        if not at <= segment.start < segment.end <= len(frame.text):
            raise BadFrameError("segments do not follow one another")
        at = segment.end
        origin = segment.origin
        if isinstance(origin, ByteRange):
            if not 0 <= origin.start <= origin.end <= len(data):
                raise BadFrameError("a segment lies outside the file")
            if segment.exact and not _stands_at(frame.text, segment, data, origin, encoding):
                raise BadFrameError("a segment's words do not stand where it points")
        elif isinstance(origin, PartRange):
            if not 0 <= origin.start <= origin.end or origin.paragraph < 0:
                raise BadFrameError("a segment lies outside its paragraph")
            _check_words(origin.part)
        elif origin.page < 1:
            raise BadFrameError("a segment lies on no page")
    return SourceMap(tuple(segments), frame.encoding)


def _stands_at(text: str, segment: Segment, data: bytes, origin: ByteRange, encoding: str) -> bool:
    try:
        found = text[segment.start : segment.end].encode(encoding)
    except UnicodeError:
        return False
    return data[origin.start : origin.end] == found


def _make_segments(frame: ParsedFrame) -> Iterator[Segment]:
    origin: Origin
    for start, end, exact, first, last in frame.ranges:
        origin = ByteRange(first, last)
        yield Segment(start, end, origin, exact)
    for start, end, exact, page, left, bottom, right, top in frame.boxes:
        origin = PageBox(page, left, bottom, right, top)
        yield Segment(start, end, origin, exact)
    for start, end, exact, part, paragraph, first, last in frame.parts:
        origin = PartRange(part, paragraph, first, last)
        yield Segment(start, end, origin, exact)


def _segment_start(segment: Segment) -> int:
    return segment.start
