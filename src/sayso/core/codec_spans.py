"""Spans, blocks and source maps as one canonical JSON text each, and back."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from sayso.core.canonical import canonical_json
from sayso.core.document import Block, BlockKind, Span, SpanRole
from sayso.core.errors import DataError
from sayso.core.source_map import ByteRange, Origin, PageBox, PartRange, Segment, SourceMap


def encode_spans(spans: Sequence[Span], document: str) -> str:
    """Return spans of `document` as a list of `[role, start, end, exact, prefix, suffix]`.

    The document is left out: its row is referred to by number, and an id inside the text would give
    away in a redacted case what the reference hides.

    Raises
    ------
    DataError
        When a span lies in another document.
    """
    for span in spans:
        if span.document != document:
            raise DataError(
                f"A span of document {span.document} stands in a row about {document}. "
                "A row holds the spans of one document.",
                value=span.document,
            )
    return canonical_json(
        [
            [span.role.value, span.start, span.end, span.exact, span.prefix, span.suffix]
            for span in spans
        ]
    )


def decode_spans(text: str, document: str) -> tuple[Span, ...]:
    """Return the spans that `encode_spans` wrote; malformed text raises ValueError or TypeError."""
    return tuple(
        Span(document, start, end, SpanRole(role), exact, prefix, suffix)
        for role, start, end, exact, prefix, suffix in json.loads(text)
    )


def encode_blocks(blocks: Sequence[Block]) -> str:
    """Return blocks as a list of `[start, end, kind]`."""
    return canonical_json([[block.start, block.end, block.kind.value] for block in blocks])


def decode_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks that `encode_blocks` wrote; malformed text raises ValueError."""
    return tuple(Block(start, end, BlockKind(kind)) for start, end, kind in json.loads(text))


def encode_source_map(source_map: SourceMap) -> str:
    """Return a source map as `[encoding, parts, segments]`.

    A segment is `[start, end, exact, ...]` with its origin's numbers after it: two for bytes, five
    for a box (page, then the corners as decimal strings), four for a paragraph of a part (index in
    `parts`, paragraph, start, end). Names of parts stand once, since a long file repeats them.
    """
    parts: dict[str, int] = {}
    segments = [
        [segment.start, segment.end, int(segment.exact), *_encode_origin(segment.origin, parts)]
        for segment in source_map.segments
    ]
    return canonical_json([source_map.encoding, list(parts), segments])


def decode_source_map(text: str) -> SourceMap:
    """Return the map that `encode_source_map` wrote; malformed text raises ValueError."""
    encoding, parts, segments = json.loads(text)
    return SourceMap(
        tuple(
            Segment(start, end, _decode_origin(origin, parts), bool(exact))
            for start, end, exact, *origin in segments
        ),
        encoding,
    )


def _encode_origin(origin: Origin, parts: dict[str, int]) -> list[int | str]:
    if isinstance(origin, ByteRange):
        return [origin.start, origin.end]
    if isinstance(origin, PartRange):
        part = parts.setdefault(origin.part, len(parts))
        return [part, origin.paragraph, origin.start, origin.end]
    corners = (origin.left, origin.bottom, origin.right, origin.top)
    if not all(math.isfinite(corner) for corner in corners):
        raise DataError(f"A box on page {origin.page} has a corner that is no number.")
    # repr gives the shortest digits that read back as the same float, on every platform.
    return [origin.page, *(repr(float(corner)) for corner in corners)]


def _decode_origin(numbers: list[Any], parts: list[str]) -> Origin:
    if len(numbers) == 2:
        return ByteRange(numbers[0], numbers[1])
    if len(numbers) == 4:
        return PartRange(parts[numbers[0]], numbers[1], numbers[2], numbers[3])
    if len(numbers) == 5:
        left, bottom, right, top = (float(corner) for corner in numbers[1:])
        return PageBox(numbers[0], left, bottom, right, top)
    raise ValueError(f"{len(numbers)} numbers are no place in an original")
