"""What several tests of the readers use."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from sayso.core import Block, ByteRange, SourceMap


@pytest.fixture(scope="session")
def check_map() -> Callable[[str, tuple[Block, ...], SourceMap, bytes], int]:
    """A function that checks every block and segment, and returns how many are exact."""
    return _check_map


def _check_map(text: str, blocks: tuple[Block, ...], source_map: SourceMap, data: bytes) -> int:
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert "\x00" not in text
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip(), "words outside all blocks"
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        at = block.end
    assert not text[at:].strip(), "words outside all blocks"

    exact = 0
    at = 0
    for segment in source_map.segments:
        assert at <= segment.start < segment.end <= len(text)
        assert not text[at : segment.start].strip(), "words without an origin"
        at = segment.end
        origin = segment.origin
        assert isinstance(origin, ByteRange)
        assert 0 <= origin.start < origin.end <= len(data)
        if segment.exact:
            assert source_map.encoding is not None
            found = data[origin.start : origin.end].decode(source_map.encoding)
            assert found == text[segment.start : segment.end]
            exact += 1
    assert not text[at:].strip(), "words without an origin"
    return exact
