"""Core values as rows: what goes in comes out."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core import (
    AUTHOR,
    BY_HAND,
    PREDICATES,
    Assertion,
    Assessment,
    Attribution,
    AttributionKind,
    Block,
    BlockKind,
    ByteRange,
    DataError,
    Decision,
    Document,
    Event,
    Face,
    FaceKind,
    Judgement,
    Name,
    PageBox,
    PartRange,
    Polarity,
    Problem,
    Proposition,
    Ref,
    Review,
    Row,
    Segment,
    SourceMap,
    Span,
    SpanRole,
    Stance,
    Step,
    compute_id,
    content_id,
    decode,
    encode,
    encode_all,
    encode_end_mark,
    encode_original,
)

AT = {"recorded_at": "2026-03-01T12:00:00Z", "recorded_by": "an analyst"}
DOCUMENT = content_id("document", "x")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe_texts = st.none() | texts
numbers = st.integers(0, 10_000)
floats = st.floats(allow_nan=False, allow_infinity=False)
confidences = st.none() | st.integers(0, 10_000).map(lambda number: number / 10_000)


def ids(kind):
    return texts.map(lambda text: content_id(kind, text))


asserters = st.just(AUTHOR) | ids("face")
spans = st.lists(
    st.builds(
        Span, st.just(DOCUMENT), numbers, numbers, st.sampled_from(SpanRole), texts, texts, texts
    ),
    max_size=3,
).map(tuple)
origins = (
    st.builds(ByteRange, numbers, numbers)
    | st.builds(PageBox, numbers, floats, floats, floats, floats)
    | st.builds(PartRange, texts, numbers, numbers, numbers)
)
maps = st.builds(
    SourceMap,
    st.lists(st.builds(Segment, numbers, numbers, origins, st.booleans()), max_size=4).map(tuple),
    maybe_texts,
)
blocks = st.lists(st.builds(Block, numbers, numbers, st.sampled_from(BlockKind)), max_size=4).map(
    tuple
)
pairs = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)
accounts = st.none() | texts | ids("document")

records = st.one_of(
    st.builds(
        Document, texts, texts, texts, texts, blocks, maps, texts, maybe_texts, maybe_texts,
        maybe_texts, maybe_texts, maybe_texts, texts, st.lists(texts, max_size=3).map(tuple), texts,
    ),
    st.builds(Face, accounts, st.sampled_from(FaceKind), texts, spans),
    st.builds(Name, texts, maybe_texts, maybe_texts, texts),
    st.builds(Event, accounts, texts, maybe_texts, maybe_texts, maybe_texts),
    st.builds(
        Attribution, st.just(DOCUMENT), spans, spans, spans, st.sampled_from(AttributionKind),
        st.none() | asserters, st.none() | ids("attribution"), st.sampled_from(Polarity),
        st.sampled_from(Stance), st.sampled_from(Step), maybe_texts, maybe_texts, confidences,
        texts | st.just(BY_HAND), st.sampled_from(Review),
    ),
    st.builds(
        Judgement, st.sampled_from(Decision), ids("attribution"), texts, texts,
        st.datetimes().map(lambda at: f"{at.isoformat()}Z"), st.none() | ids("attribution"),
        maybe_texts,
    ),
    st.builds(
        Proposition,
        st.sampled_from([predicate.name for predicate in PREDICATES]),
        st.lists(ids("face") | ids("event") | texts, min_size=1, max_size=2).map(tuple),
        pairs,
    ),
    st.builds(
        Assertion, ids("proposition"), asserters, st.sampled_from(Polarity), st.just(DOCUMENT),
        spans, maybe_texts, maybe_texts, st.none() | st.tuples(texts, texts), maybe_texts,
        maybe_texts, st.none() | ids("attribution"), st.none() | ids("assertion"),
        st.none() | st.sampled_from(Stance), st.none() | st.sampled_from(Stance), st.booleans(),
        st.none() | st.sampled_from(Step), confidences, texts, st.sampled_from(Review),
    ),
    st.builds(Assessment, ids("face"), texts, maybe_texts, maybe_texts, texts, texts),
    st.builds(
        Problem, texts, texts, texts, texts, texts, st.booleans(), st.none() | ids("document"),
        maybe_texts,
    ),
)  # fmt: skip


@given(records)
def test_a_record_comes_back_equal(record):
    row = encode(record, **AT)
    assert decode(row) == record
    assert compute_id(row) == row.id == record.id


@given(records)
def test_no_id_of_a_record_stands_in_the_text_of_a_field(record):
    """In a redacted case an id is a hash of names, and a dictionary would open it."""
    named = [value.id for _, value in encode(record, **AT).fields if isinstance(value, Ref)]
    for _, value in encode(record, **AT).fields:
        assert not (isinstance(value, str) and any(one in value for one in named))


def test_no_record_loses_a_field():
    """Each field of each type changes the row: none is left out of the encoding."""
    samples = (
        Name("a", "b", "c", "d"),
        Event("a", "b", "c", "d", "e"),
        Problem("a", "b", "c", "d", "e", True, "document-" + "0" * 32, "g"),
        Assessment("face-" + "0" * 32, "b", "c", "d", "e", "f"),
        Judgement(
            Decision.CORRECT,
            "attribution-" + "0" * 32,
            "b",
            "c",
            "2026-03-01T12:00:00Z",
            "attribution-" + "1" * 32,
            "d",
        ),
    )
    for sample in samples:
        for field in dataclasses.fields(sample):
            if field.name == "decision":
                continue
            old = getattr(sample, field.name)
            new = (not old) if isinstance(old, bool) else old[:-1] + "9"
            changed = dataclasses.replace(sample, **{field.name: new})
            assert encode(changed, **AT).fields != encode(sample, **AT).fields


def test_confidence_is_kept_to_four_places():
    bare = Attribution(DOCUMENT, (), (), (), AttributionKind.DIRECT, confidence=0.5)
    assert dict(encode(bare, **AT).fields)["confidence"] == "0.5000"


def test_rows_come_after_those_that_they_refer_to():
    outer = Attribution(DOCUMENT, (), (), (), AttributionKind.DIRECT)
    chain = [outer]
    for start in range(1, 2000):
        span = Span(DOCUMENT, start, start + 1, SpanRole.CUE, "x", "", "")
        chain.append(
            Attribution(DOCUMENT, (), (span,), (), AttributionKind.DIRECT, parent=chain[-1].id)
        )
    rows = encode_all(reversed(chain), **AT)
    assert [row.id for row in rows] == [record.id for record in chain]
    assert encode_all([outer, outer], **AT) == (encode(outer, **AT),)


def test_what_a_row_has_no_place_for_is_refused():
    here = Span(DOCUMENT, 0, 1, SpanRole.CUE, "x", "", "")
    there = dataclasses.replace(here, document=content_id("document", "y"))
    box = SourceMap((Segment(0, 1, PageBox(1, float("nan"), 0, 0, 0), False),))
    for record in (
        Attribution(DOCUMENT, (), (there,), (), AttributionKind.DIRECT),
        Attribution(DOCUMENT, (), (), (), AttributionKind.DIRECT, asserter="somebody"),
        Face(None, FaceKind.GROUP, "x", (here, there)),
        Proposition("active", ("a", "b", "c")),
        Proposition("active", ()),
        Document("0", "text/plain", "", "", (), box),
    ):
        with pytest.raises(DataError):
            encode(record, **AT)


def test_a_row_that_holds_no_record_is_an_error():
    whole = encode(Attribution(DOCUMENT, (), (), (), AttributionKind.DIRECT), **AT)
    for name, value in (("kind", "shouted"), ("source", "[[]]"), ("cue", "{"), ("document", "x")):
        fields = tuple((key, value if key == name else old) for key, old in whole.fields)
        with pytest.raises(DataError):
            decode(dataclasses.replace(whole, fields=fields))
    with pytest.raises(DataError):
        decode(Row("rumour", "rumour-1", (), "", ""))


def test_originals_and_end_marks_have_ids_of_their_content():
    original = encode_original(b"bytes", **AT)
    mark = encode_end_mark(original.id, "why", **AT)
    assert original.blob == b"bytes"
    assert compute_id(original) == original.id
    assert compute_id(mark) == mark.id
    assert mark.id != encode_end_mark(original.id, "other", **AT).id


def test_a_judgement_at_no_instant_is_no_record():
    judgement = Judgement(Decision.ACCEPT, "attribution-" + "0" * 32, "A", "", "2026-02-30T00:00Z")
    with pytest.raises(DataError, match="instant"):
        decode(encode(judgement, **AT))
