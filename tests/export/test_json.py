from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sayso.core import (
    Assertion,
    ByteRange,
    Head,
    Original,
    PageBox,
    Polarity,
    Recorded,
    Review,
    Segment,
    SourceMap,
    canonical_bytes,
    make_proposition,
)
from sayso.export import reading_dict, record_dict, write_native_json, write_report_json
from sayso.report import build_report


def test_the_native_form_is_canonical_and_counts_its_records(mill):
    data = write_native_json(mill, Head(3, "a" * 64, "b" * 64, 1))
    found = json.loads(data)
    assert canonical_bytes(found) == data
    manifest = found["manifest"]
    assert (manifest["format"], manifest["version"]) == ("sayso-json", 1)
    assert manifest["case_head"]["chain"] == "a" * 64
    assert manifest["counts"] == {kind: len(rows) for kind, rows in found["records"].items()}
    assert manifest["counts"]["attribution"] == len(mill.attributions)


def test_the_native_form_holds_all_texts_and_all_rows_and_no_original_bytes(mill):
    rows = (replace(mill.attributions[0], review=Review.REJECTED), *mill.attributions[1:])
    original = Original("a" * 64, 7)
    recorded = (Recorded(original.id, "2026-01-01T00:00:00Z", "R. Ansah"),)
    case = replace(mill, attributions=rows, originals=(original,), recorded=recorded)
    records = json.loads(write_native_json(case))["records"]
    assert [row["text"] for row in records["document"]] == [d.text for d in mill.documents]
    assert {row["id"] for row in records["attribution"]} == {row.id for row in rows}
    assert records["original"] == [
        {
            "id": original.id,
            "sha256": "a" * 64,
            "size": 7,
            "recorded_at": "2026-01-01T00:00:00Z",
            "recorded_by": "R. Ansah",
        }
    ]


def test_records_stand_in_order_of_first_appearance_whatever_their_order(mill):
    turned = replace(
        mill,
        attributions=mill.attributions[::-1],
        faces=mill.faces[::-1],
        problems=mill.problems[::-1],
    )
    assert write_native_json(turned) == write_native_json(mill)


def test_a_record_has_all_fields_of_its_type_and_a_confidence_of_four_places(mill):
    row = record_dict(mill.attributions[0])
    assert row["confidence"] == "0.8200"
    assert set(row) == {"id", *type(mill.attributions[0]).__dataclass_fields__}
    assert row["source"] == [
        {
            "role": "source",
            "start": mill.attributions[0].source[0].start,
            "end": mill.attributions[0].source[0].end,
            "exact": "Reeve Tavis",
            "prefix": mill.attributions[0].source[0].prefix,
            "suffix": " said that the Northern Watch ha",
        }
    ]


def test_a_span_of_another_document_names_it(mill):
    face = replace(mill.faces[0], account=None)
    assert record_dict(face)["mentions"][0]["document"] == mill.documents[0].id
    assert "document" not in record_dict(mill.faces[0])["mentions"][0]


def test_places_in_an_original_keep_their_kind_and_every_digit(mill):
    box = PageBox(2, 72.1, 90.0, 300.0625, 101.3)
    segments = (Segment(0, 4, box, False), Segment(4, 9, ByteRange(4, 9), True))
    document = replace(mill.documents[0], source_map=SourceMap(segments, "utf-8"))
    first, second = record_dict(document)["source_map"]["segments"]
    assert first["origin"]["kind"] == "page"
    assert float(first["origin"]["top"]) == box.top
    assert second["origin"] == {"kind": "bytes", "start": 4, "end": 9}


def test_an_assertion_goes_out_whole():
    proposition = make_proposition("rival_of", ("b", "a"))
    row = Assertion(proposition.id, "face-1", Polarity.DENIES, "document-1", confidence=0.5)
    assert record_dict(row)["polarity"] == "denies"
    assert record_dict(row)["confidence"] == "0.5000"
    assert record_dict(proposition)["args"] == ["a", "b"]


def test_what_is_no_record_is_refused():
    with pytest.raises(TypeError, match="not a record"):
        record_dict({"a": 1})


def test_a_reading_has_the_keys_of_the_contract(mill):
    document = mill.documents[0]
    rows = [row for row in mill.attributions if row.document == document.id]
    faces = [face for face in mill.faces if face.account == document.id]
    found = reading_dict(document, rows, faces, mill.problems, with_text=True)
    assert json.loads(json.dumps(found)) == found
    assert {
        "id", "text_sha256", "language", "attributions", "faces", "assertions", "events", "dates",
        "suggestions", "problems", "text",
    } <= set(found)  # fmt: skip
    first = found["attributions"][0]
    assert set(first) >= {
        "id", "source", "cue", "content", "kind", "asserter", "parent", "polarity",
        "certainty_words", "said", "stance", "step", "confidence", "method",
    }  # fmt: skip
    start, end = first["source"][0]
    assert found["text"][start:end] == "Reeve Tavis"
    assert first["confidence"] == 0.82
    assert found["faces"][0]["names"] == ["Reeve Tavis"]


def test_a_reading_keeps_suggestions_apart(mill):
    document = mill.documents[0]
    rows = [row for row in mill.attributions if row.document == document.id]
    found = reading_dict(document, rows, (), (), with_text=False)
    assert len(found["suggestions"]["attributions"]) == 1
    assert len(found["attributions"]) == len(rows) - 1
    assert "text" not in found


def test_the_report_as_json_is_canonical_and_names_its_sentences(mill, factory):
    report = build_report(mill, factory.HEAD)
    data = write_report_json(report)
    found = json.loads(data)
    assert canonical_bytes(found) == data
    sentences = {sentence["id"]: sentence for sentence in found["sentences"]}
    assert len(sentences) == len(found["sentences"])
    evidence = {item["id"] for item in found["evidence"]}
    for sentence in sentences.values():
        assert set(sentence) == {"id", "kind", "text", "evidence", "numbers"}
        assert set(sentence["evidence"]) <= evidence
        assert sentence["kind"] == "method" or sentence["evidence"]
        assert all(number["text"] in sentence["text"] for number in sentence["numbers"])
        assert all(set(number) == {"text", "from"} for number in sentence["numbers"])
    for part in found["documents"]:
        assert all(claim["sentence"] in sentences for claim in part["accounts"])
    assert all(part["finding"] in sentences for part in found["asserters"])


def test_hostile_words_come_through_json_unchanged(hostile, factory, plants):
    found = json.loads(write_report_json(build_report(hostile, factory.HEAD)))
    assert found["documents"][0]["title"] == plants.PLANT
    native = json.loads(write_native_json(hostile))
    assert native["records"]["document"][0]["text"] == hostile.documents[0].text
