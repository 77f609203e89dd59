"""The record: ids are hashes of what makes a thing what it is; values never change."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

import sayso.core as core
from sayso.core import (
    Assertion,
    Attribution,
    AttributionKind,
    Block,
    DataError,
    Document,
    Face,
    FaceKind,
    Polarity,
    Review,
    SourceMap,
    SpanRole,
    document_id,
    find_predicate,
    list_passages,
    make_proposition,
)


def make_document(text: str = "The ministry denied it.", **fields: object) -> Document:
    values: dict = {
        "sha256": "0" * 64,
        "media_type": "text/plain",
        "uri": "a.txt",
        "text": text,
        "blocks": (Block(0, len(text)),),
        "source_map": SourceMap(()),
    }
    return Document(**values | fields)


def make_attribution(document: Document, **fields: object) -> Attribution:
    return Attribution(
        document=document.id,
        source=(document.span(0, 12, SpanRole.SOURCE),),
        cue=(document.span(13, 19, SpanRole.CUE),),
        content=(document.span(20, 22, SpanRole.CONTENT),),
        kind=AttributionKind.INDIRECT,
        **fields,  # type: ignore[arg-type]
    )


def test_every_type_of_the_record_is_frozen_with_slots() -> None:
    types = [
        value
        for name in core.__all__
        if dataclasses.is_dataclass(value := getattr(core, name)) and inspect.isclass(value)
    ]
    assert len(types) > 20
    for kind in types:
        assert kind.__dataclass_params__.frozen, kind
        assert "__slots__" in vars(kind), kind


def test_the_public_names_of_core_are_listed_and_exist() -> None:
    for name in core.__all__:
        assert hasattr(core, name)
    public = {
        name
        for name, value in vars(core).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }
    assert public == set(core.__all__)


def test_an_attribution_is_known_by_its_spans_and_not_by_how_it_was_read() -> None:
    document = make_document()
    read = make_attribution(document, confidence=0.9, method="rules/1")
    reviewed = make_attribution(document, review=Review.ACCEPTED, method="model/3")
    assert read.id == reviewed.id
    assert dataclasses.replace(read, content=()).id != read.id


def test_a_document_is_known_by_its_bytes_and_its_place_in_them() -> None:
    assert document_id("0" * 64) == make_document(title="x").id == make_document(uri="b").id
    assert document_id("0" * 64, "row 1") != document_id("0" * 64)


def test_a_span_holds_its_words_and_their_neighbours() -> None:
    span = make_document("a" * 50 + "WORDS" + "b" * 50).span(50, 55, SpanRole.CONTENT)
    assert (span.exact, span.prefix, span.suffix) == ("WORDS", "a" * 32, "b" * 32)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-1, 3), (3, 2), (0, 1000)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        make_document().span(start, end, SpanRole.CUE)


def test_a_claim_and_its_denial_share_one_proposition() -> None:
    left = make_proposition("rival_of", ("face-2", "face-1"))
    right = make_proposition("rival_of", ("face-1", "face-2"))
    assert left.id == right.id
    one_way = make_proposition("controls", ("face-2", "face-1"))
    assert one_way.id != make_proposition("controls", ("face-1", "face-2")).id
    claim = Assertion(left.id, "face-1", Polarity.AFFIRMS, "document-1")
    denial = Assertion(left.id, "face-2", Polarity.DENIES, "document-1")
    assert claim.proposition == denial.proposition
    assert claim.id != denial.id


def test_predicates_are_a_closed_core_with_one_inverse_each() -> None:
    names = [predicate.name for predicate in core.PREDICATES]
    inverses = [predicate.inverse for predicate in core.PREDICATES if predicate.inverse]
    assert len(set(names + inverses)) == len(names) + len(inverses)
    assert all((p.inverse is None) or not p.symmetric for p in core.PREDICATES)
    with pytest.raises(DataError, match="front_for"):
        find_predicate("is_a_front_for")


def test_two_accounts_faces_of_one_name_are_two_faces() -> None:
    one = Face("document-1", FaceKind.GROUP, "Northern Dawn")
    assert one.id != Face("document-2", FaceKind.GROUP, "Northern Dawn").id


def test_passages_are_the_blocks_of_a_document() -> None:
    document = make_document()
    (passage,) = list_passages(document)
    assert document.text[passage.start : passage.end] == document.text
    assert passage.document == document.id
