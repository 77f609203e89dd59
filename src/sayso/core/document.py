"""Documents, the citable passages in them, and spans of their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.core.ids import content_id
from sayso.core.source_map import SourceMap

#: Code points of context kept on either side of a span, as in the Web Annotation TextQuoteSelector.
CONTEXT = 32


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADLINE = "headline"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    BLOCK_QUOTE = "block_quote"
    POST = "post"
    TRANSLATION = "translation"
    CAPTION = "caption"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    QUESTION = "question"
    ANSWER = "answer"
    TURN = "turn"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text: code points `start` to `end`, half-open."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    `text` is in Unicode normalisation form C and never changes; `source_map` leads from its offsets
    back to the original bytes, whose SHA-256 is `sha256`. `member` tells apart documents that come
    from one file (a row of a corpus), else it is empty. `title`, `outlet`, `byline`, `published`
    (EDTF) and `language` (BCP 47) are what the document says of itself, or None. `media_type` is
    the type found in the content. `reader` names reader and version, `layers` the protections in
    force when it was read. `retrieved_at` is the UTC instant (RFC 3339) when the bytes were read.
    """

    sha256: str
    media_type: str
    uri: str
    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    member: str = ""
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None
    reader: str = ""
    layers: tuple[str, ...] = ()
    retrieved_at: str = ""

    @property
    def id(self) -> str:
        """Return the id: the hash of the original bytes' hash and the member's name."""
        return document_id(self.sha256, self.member)

    def span(self, start: int, end: int, role: SpanRole) -> Span:
        """Return the span of `text[start:end]` with its words and their context.

        Raises
        ------
        ValueError
            When the offsets do not lie in the text, or hold no code point.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}-{end} lies outside a text of {len(self.text)}")
        return Span(
            document=self.id,
            start=start,
            end=end,
            role=role,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - CONTEXT) : start],
            suffix=self.text[end : end + CONTEXT],
        )


@lru_cache(maxsize=64)  # every span of a document asks for its id again
def document_id(sha256: str, member: str = "") -> str:
    """Return the id of the document with these original bytes (and name within its file)."""
    return content_id("document", sha256, member)


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable stretch of a document: code points `start` to `end`, half-open."""

    document: str
    start: int
    end: int
    kind: BlockKind


def list_passages(document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document, in text order."""
    return tuple(
        Passage(document.id, block.start, block.end, block.kind) for block in document.blocks
    )


class SpanRole(StrEnum):
    """What a span is in an attribution, or that it mentions a face."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document: `exact` stands at code points `start` to `end`, half-open.

    `prefix` and `suffix` are up to 32 code points before and after, so that the words can be found
    again, or found missing, in another copy of the text.
    """

    document: str
    start: int
    end: int
    role: SpanRole
    exact: str
    prefix: str
    suffix: str
