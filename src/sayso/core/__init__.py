"""The words of the field as frozen types, and pure arithmetic on them."""

from sayso.core.assertion import Assertion, Assessment, Proposition, make_proposition
from sayso.core.attribution import (
    AUTHOR,
    BY_HAND,
    Attribution,
    AttributionKind,
    Polarity,
    Review,
    Stance,
    Step,
)
from sayso.core.canonical import canonical_bytes, canonical_json
from sayso.core.codec import (
    compute_id,
    decode,
    encode,
    encode_all,
    encode_end_mark,
    encode_original,
    load,
)
from sayso.core.codec_fields import Record
from sayso.core.contents import CaseContents, Original, Recorded
from sayso.core.document import (
    Block,
    BlockKind,
    Document,
    Passage,
    Span,
    SpanRole,
    document_id,
    list_passages,
)
from sayso.core.edtf import DateBounds, is_edtf, parse_edtf
from sayso.core.errors import (
    DataError,
    ExportError,
    MissingExtraError,
    ReadError,
    SaysoError,
    SettingsError,
    StoreError,
)
from sayso.core.face import Event, Face, FaceKind, Name
from sayso.core.ids import bytes_sha256, content_id, original_id
from sayso.core.judgement import Decision, Judgement, parse_instant
from sayso.core.predicates import PREDICATES, Predicate, find_predicate
from sayso.core.problem import (
    ACTOR_NOTICES,
    READ_FAILURES,
    READING_NOTICES,
    REVIEW_NOTICES,
    WEIGH_NOTICES,
    Problem,
)
from sayso.core.review import Dispute, Settled, report_dispute, settle_reviews
from sayso.core.rows import Head, Query, Ref, Row, Store, Value
from sayso.core.source_map import ByteRange, Origin, PageBox, PartRange, Segment, SourceMap
from sayso.core.text import fold_for_search, normalise_text, show_safely
from sayso.core.view import Chain, View

__all__ = [
    "ACTOR_NOTICES",
    "AUTHOR",
    "BY_HAND",
    "PREDICATES",
    "READING_NOTICES",
    "READ_FAILURES",
    "REVIEW_NOTICES",
    "WEIGH_NOTICES",
    "Assertion",
    "Assessment",
    "Attribution",
    "AttributionKind",
    "Block",
    "BlockKind",
    "ByteRange",
    "CaseContents",
    "Chain",
    "DataError",
    "DateBounds",
    "Decision",
    "Dispute",
    "Document",
    "Event",
    "ExportError",
    "Face",
    "FaceKind",
    "Head",
    "Judgement",
    "MissingExtraError",
    "Name",
    "Origin",
    "Original",
    "PageBox",
    "PartRange",
    "Passage",
    "Polarity",
    "Predicate",
    "Problem",
    "Proposition",
    "Query",
    "ReadError",
    "Record",
    "Recorded",
    "Ref",
    "Review",
    "Row",
    "SaysoError",
    "Segment",
    "SettingsError",
    "Settled",
    "SourceMap",
    "Span",
    "SpanRole",
    "Stance",
    "Step",
    "Store",
    "StoreError",
    "Value",
    "View",
    "bytes_sha256",
    "canonical_bytes",
    "canonical_json",
    "compute_id",
    "content_id",
    "decode",
    "document_id",
    "encode",
    "encode_all",
    "encode_end_mark",
    "encode_original",
    "find_predicate",
    "fold_for_search",
    "is_edtf",
    "list_passages",
    "load",
    "make_proposition",
    "normalise_text",
    "original_id",
    "parse_edtf",
    "parse_instant",
    "report_dispute",
    "settle_reviews",
    "show_safely",
]
