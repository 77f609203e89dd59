"""Offsets in the clean text lead back to the original."""

from __future__ import annotations

from sayso.core import ByteRange, PageBox, PartRange, Segment, SourceMap

TEXT = "Äb cd"
SOURCE = "\ufeff<p>Äb</p><p>&#99;d".encode()


def test_a_part_of_an_exact_segment_has_its_own_bytes() -> None:
    at = SOURCE.index("Äb".encode())
    mapped = SourceMap((Segment(0, 2, ByteRange(at, at + 3), exact=True),), "utf-8")
    (origin,) = mapped.locate(TEXT, 1, 2)
    assert isinstance(origin, ByteRange)
    assert SOURCE[origin.start : origin.end] == b"b"


def test_a_part_of_an_inexact_segment_has_the_whole_origin() -> None:
    mapped = SourceMap((Segment(3, 4, ByteRange(10, 15), exact=False),))
    assert mapped.locate(TEXT, 3, 4) == (ByteRange(10, 15),)


def test_touching_ranges_are_joined_and_gaps_are_not() -> None:
    segments = (
        Segment(0, 1, ByteRange(5, 7), exact=False),
        Segment(1, 2, ByteRange(7, 8), exact=True),
        Segment(3, 5, ByteRange(20, 22), exact=True),
    )
    mapped = SourceMap(segments)
    assert mapped.locate(TEXT, 0, 5) == (ByteRange(5, 8), ByteRange(20, 22))
    assert mapped.locate(TEXT, 2, 3) == ()


def test_boxes_are_given_once_and_paragraph_ranges_are_cut() -> None:
    box = PageBox(1, 0, 0, 10, 10)
    mapped = SourceMap((Segment(0, 2, box, exact=False), Segment(3, 5, box, exact=False)))
    assert mapped.locate(TEXT, 0, 5) == (box,)
    part = SourceMap((Segment(0, 5, PartRange("word/document.xml", 3, 7, 12), exact=True),))
    assert part.locate(TEXT, 3, 5) == (PartRange("word/document.xml", 3, 10, 12),)
