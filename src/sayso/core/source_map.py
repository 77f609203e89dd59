"""Where each stretch of a document's clean text stands in the original."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `start` to `end` (half-open) of the original file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageBox:
    """A box on a page counted from 1; corners in points (1/72 inch) from the bottom left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PartRange:
    """Code points `start` to `end` (half-open) of one paragraph of a part of a package file.

    `part` is the part's name in the package (`word/document.xml`), `paragraph` counts its
    paragraphs (`w:p`, in document order, those in tables and boxes included) from 0.
    """

    part: str
    paragraph: int
    start: int
    end: int


Origin = ByteRange | PageBox | PartRange


@dataclass(frozen=True, slots=True)
class Segment:
    """The text from `start` to `end` (code points, half-open) comes from `origin`.

    `exact` says that the text equals the origin code point for code point, so that a part of the
    text has a part of the origin; otherwise (an entity, a composed letter, a box) the whole origin
    stands for every part of the segment.
    """

    start: int
    end: int
    origin: Origin
    exact: bool


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Segments in text order that do not overlap; `encoding` is that of the original's bytes.

    Text that no segment covers (a line break between two blocks) has no original: the reader put
    it there.
    """

    segments: tuple[Segment, ...]
    encoding: str | None = None

    def locate(self, text: str, start: int, end: int) -> tuple[Origin, ...]:
        """Return the places in the original that `text[start:end]` comes from, in text order.

        `text` is the document's whole text. Neighbouring byte ranges that touch are joined.
        """
        found: list[Origin] = []
        index = max(0, bisect_right(self.segments, start, key=_segment_start) - 1)
        while index < len(self.segments) and self.segments[index].start < end:
            segment = self.segments[index]
            index += 1
            if segment.end <= start:
                continue
            origin = self._cut(text, segment, max(start, segment.start), min(end, segment.end))
            previous = found[-1] if found else None
            if (
                isinstance(previous, ByteRange)
                and isinstance(origin, ByteRange)
                and previous.end == origin.start
            ):
                found[-1] = ByteRange(previous.start, origin.end)
            elif origin != previous:
                found.append(origin)
        return tuple(found)

    def _cut(self, text: str, segment: Segment, start: int, end: int) -> Origin:
        origin = segment.origin
        if not segment.exact:
            return origin
        if isinstance(origin, PartRange):
            shift = origin.start - segment.start
            return PartRange(origin.part, origin.paragraph, start + shift, end + shift)
        if isinstance(origin, ByteRange):
            encoding = self.encoding or "utf-8"
            first = origin.start + len(text[segment.start : start].encode(encoding))
            return ByteRange(first, first + len(text[start:end].encode(encoding)))
        return origin


def _segment_start(segment: Segment) -> int:
    return segment.start
