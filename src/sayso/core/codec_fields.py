"""The fields of each type of record, and the record made from them again.

Spans, blocks, layers and source maps become one canonical JSON text each; a value that may be an id
or a literal has a field for each. The fields stand in the order of the store's schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

from sayso.core.assertion import Assertion, Assessment, Proposition
from sayso.core.attribution import (
    AUTHOR,
    Attribution,
    AttributionKind,
    Polarity,
    Review,
    Stance,
    Step,
)
from sayso.core.canonical import canonical_json
from sayso.core.codec_spans import (
    decode_blocks,
    decode_source_map,
    decode_spans,
    encode_blocks,
    encode_source_map,
    encode_spans,
)
from sayso.core.document import Document
from sayso.core.errors import DataError
from sayso.core.face import Event, Face, FaceKind, Name
from sayso.core.ids import original_id
from sayso.core.judgement import Decision, Judgement, parse_instant
from sayso.core.problem import Problem
from sayso.core.rows import Ref, Value

#: The records that have a type in core; `original` and `end_mark` rows have none.
Record = (
    Document
    | Attribution
    | Face
    | Name
    | Event
    | Proposition
    | Assertion
    | Assessment
    | Judgement
    | Problem
)

_ID = re.compile(r"[a-z_]+-[0-9a-f]{32}\Z")
_E = TypeVar("_E")


_Fields = tuple[tuple[str, Value], ...]
_Values = dict[str, Any]


def _ref(target: str | None) -> Ref | None:
    return None if target is None else Ref(target)


def target_id(value: Any) -> str | None:
    """Return the id that a field refers to, None where it is unset; else raise TypeError."""
    if value is None:
        return None
    if not isinstance(value, Ref):
        raise TypeError(f"{value!r} is no reference")
    return value.id


def _ref_or_text(value: str | None) -> tuple[Ref | None, str | None]:
    if value is None:
        return None, None
    return (Ref(value), None) if _ID.match(value) else (None, value)


def _one_of(reference: Any, text: Any) -> str | None:
    return target_id(reference) if reference is not None else text


def _asserter(value: str | None) -> tuple[Ref | None, int]:
    if value is None or value == AUTHOR:
        return None, int(value is not None)
    if not _ID.match(value):
        raise DataError(f'The asserter "{value}" is neither a face nor {AUTHOR}.', value=value)
    return Ref(value), 0


def _asserter_of(values: _Values) -> str | None:
    return AUTHOR if values["by_author"] else target_id(values["asserter"])


def _decimal(number: float | None) -> str | None:
    return None if number is None else f"{number:.4f}"


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)


def _maybe(make: Callable[[str], _E], value: str | None) -> _E | None:
    return None if value is None else make(value)


def _flag(value: Any) -> bool:
    if value not in (0, 1):
        raise ValueError(f"{value!r} is neither 0 nor 1")
    return bool(value)


def _document_fields(record: Document) -> tuple[str, _Fields]:
    return "document", (
        ("original", Ref(original_id(record.sha256))),
        ("sha256", record.sha256),
        ("media_type", record.media_type),
        ("uri", record.uri),
        ("member", record.member),
        ("title", record.title),
        ("outlet", record.outlet),
        ("byline", record.byline),
        ("published", record.published),
        ("language", record.language),
        ("reader", record.reader),
        ("layers", canonical_json(record.layers)),
        ("retrieved_at", record.retrieved_at),
        ("text", record.text),
        ("blocks", encode_blocks(record.blocks)),
        ("source_map", encode_source_map(record.source_map)),
    )


def _read_document(values: _Values) -> Document:
    return Document(
        sha256=values["sha256"],
        media_type=values["media_type"],
        uri=values["uri"],
        text=values["text"],
        blocks=decode_blocks(values["blocks"]),
        source_map=decode_source_map(values["source_map"]),
        member=values["member"],
        title=values["title"],
        outlet=values["outlet"],
        byline=values["byline"],
        published=values["published"],
        language=values["language"],
        reader=values["reader"],
        layers=tuple(json.loads(values["layers"])),
        retrieved_at=values["retrieved_at"],
    )


def _face_fields(record: Face) -> tuple[str, _Fields]:
    account, account_name = _ref_or_text(record.account)
    documents = {span.document for span in record.mentions}
    if len(documents) > 1:
        raise DataError(
            f'The face "{record.label}" has mentions in {len(documents)} documents. A face belongs '
            "to one account: make one face for each document.",
            value=record.id,
        )
    return "face", (
        ("account", account),
        ("account_name", account_name),
        ("kind", record.kind.value),
        ("label", record.label),
        ("document", _ref(next(iter(documents), None))),
        ("mentions", encode_spans(record.mentions, next(iter(documents), ""))),
    )


def _read_face(values: _Values) -> Face:
    return Face(
        account=_one_of(values["account"], values["account_name"]),
        kind=FaceKind(values["kind"]),
        label=values["label"],
        mentions=decode_spans(values["mentions"], target_id(values["document"]) or ""),
    )


def _name_fields(record: Name) -> tuple[str, _Fields]:
    return "name", (
        ("string", record.string),
        ("language", record.language),
        ("script", record.script),
        ("normal_form", record.normal_form),
    )


def _read_name(values: _Values) -> Name:
    return Name(values["string"], values["language"], values["script"], values["normal_form"])


def _event_fields(record: Event) -> tuple[str, _Fields]:
    account, account_name = _ref_or_text(record.account)
    return "event", (
        ("account", account),
        ("account_name", account_name),
        ("label", record.label),
        ("time", record.time),
        ("place", record.place),
        ("type", record.type),
    )


def _read_event(values: _Values) -> Event:
    return Event(
        account=_one_of(values["account"], values["account_name"]),
        label=values["label"],
        time=values["time"],
        place=values["place"],
        type=values["type"],
    )


def _attribution_fields(record: Attribution) -> tuple[str, _Fields]:
    asserter, by_author = _asserter(record.asserter)
    return "attribution", (
        ("document", Ref(record.document)),
        ("asserter", asserter),
        ("by_author", by_author),
        ("parent", _ref(record.parent)),
        ("source", encode_spans(record.source, record.document)),
        ("cue", encode_spans(record.cue, record.document)),
        ("content", encode_spans(record.content, record.document)),
        ("kind", record.kind.value),
        ("polarity", record.polarity.value),
        ("stance", record.stance.value),
        ("step", record.step.value),
        ("certainty_words", record.certainty_words),
        ("said", record.said),
        ("confidence", _decimal(record.confidence)),
        ("method", record.method),
        ("review", record.review.value),
    )


def _read_attribution(values: _Values) -> Attribution:
    document = target_id(values["document"]) or ""
    return Attribution(
        document=document,
        source=decode_spans(values["source"], document),
        cue=decode_spans(values["cue"], document),
        content=decode_spans(values["content"], document),
        kind=AttributionKind(values["kind"]),
        asserter=_asserter_of(values),
        parent=target_id(values["parent"]),
        polarity=Polarity(values["polarity"]),
        stance=Stance(values["stance"]),
        step=Step(values["step"]),
        certainty_words=values["certainty_words"],
        said=values["said"],
        confidence=_float(values["confidence"]),
        method=values["method"],
        review=Review(values["review"]),
    )


def _proposition_fields(record: Proposition) -> tuple[str, _Fields]:
    if not 1 <= len(record.args) <= 2:
        raise DataError(
            f'The proposition "{record.predicate}" has {len(record.args)} arguments; a row holds '
            "one or two. Put what else is said into qualifiers.",
            value=record.args,
        )
    pairs = [_ref_or_text(argument) for argument in record.args]
    first, second = (*pairs, (None, None))[:2]
    return "proposition", (
        ("predicate", record.predicate),
        ("arg1", first[0]),
        ("literal1", first[1]),
        ("arg2", second[0]),
        ("literal2", second[1]),
        ("qualifiers", canonical_json(record.qualifiers)),
    )


def _read_proposition(values: _Values) -> Proposition:
    args = (
        _one_of(values["arg1"], values["literal1"]),
        _one_of(values["arg2"], values["literal2"]),
    )
    return Proposition(
        predicate=values["predicate"],
        args=tuple(argument for argument in args if argument is not None),
        qualifiers=tuple((name, value) for name, value in json.loads(values["qualifiers"])),
    )


def _assertion_fields(record: Assertion) -> tuple[str, _Fields]:
    asserter, by_author = _asserter(record.asserter)
    low, high = record.certainty or (None, None)
    return "assertion", (
        ("proposition", Ref(record.proposition)),
        ("asserter", asserter),
        ("by_author", by_author),
        ("polarity", record.polarity.value),
        ("document", Ref(record.document)),
        ("spans", encode_spans(record.spans, record.document)),
        ("row", record.row),
        ("certainty_words", record.certainty_words),
        ("certainty_low", low),
        ("certainty_high", high),
        ("valid", record.valid),
        ("said", record.said),
        ("attribution", _ref(record.attribution)),
        ("reported_in", _ref(record.reported_in)),
        ("stance", _text_of(record.stance)),
        ("act_stance", _text_of(record.act_stance)),
        ("by_endorsement", int(record.by_endorsement)),
        ("step", _text_of(record.step)),
        ("confidence", _decimal(record.confidence)),
        ("method", record.method),
        ("review", record.review.value),
    )


def _text_of(value: Stance | Step | None) -> str | None:
    return None if value is None else value.value


def _read_assertion(values: _Values) -> Assertion:
    document = target_id(values["document"]) or ""
    low, high = values["certainty_low"], values["certainty_high"]
    return Assertion(
        proposition=target_id(values["proposition"]) or "",
        asserter=_asserter_of(values) or "",
        polarity=Polarity(values["polarity"]),
        document=document,
        spans=decode_spans(values["spans"], document),
        row=values["row"],
        certainty_words=values["certainty_words"],
        certainty=None if low is None else (low, high),
        valid=values["valid"],
        said=values["said"],
        attribution=target_id(values["attribution"]),
        reported_in=target_id(values["reported_in"]),
        stance=_maybe(Stance, values["stance"]),
        act_stance=_maybe(Stance, values["act_stance"]),
        by_endorsement=_flag(values["by_endorsement"]),
        step=_maybe(Step, values["step"]),
        confidence=_float(values["confidence"]),
        method=values["method"],
        review=Review(values["review"]),
    )


def _assessment_fields(record: Assessment) -> tuple[str, _Fields]:
    return "assessment", (
        ("target", Ref(record.target)),
        ("analyst", record.analyst),
        ("probability", record.probability),
        ("analytic_confidence", record.analytic_confidence),
        ("reason", record.reason),
        ("assessed_at", record.recorded_at),
    )


def _read_assessment(values: _Values) -> Assessment:
    return Assessment(
        target=target_id(values["target"]) or "",
        analyst=values["analyst"],
        probability=values["probability"],
        analytic_confidence=values["analytic_confidence"],
        reason=values["reason"],
        recorded_at=values["assessed_at"],
    )


def _judgement_fields(record: Judgement) -> tuple[str, _Fields]:
    return "judgement", (
        ("decision", record.decision.value),
        ("target", Ref(record.target)),
        ("replacement", _ref(record.replacement)),
        ("analyst", record.analyst),
        ("reason", record.reason),
        ("decided_at", record.decided_at),
        ("row", record.row),
    )


def _read_judgement(values: _Values) -> Judgement:
    parse_instant(values["decided_at"])
    return Judgement(
        decision=Decision(values["decision"]),
        target=target_id(values["target"]) or "",
        analyst=values["analyst"],
        reason=values["reason"],
        decided_at=values["decided_at"],
        replacement=target_id(values["replacement"]),
        row=values["row"],
    )


def _problem_fields(record: Problem) -> tuple[str, _Fields]:
    return "problem", (
        ("kind", record.kind),
        ("where", record.where),
        ("what", record.what),
        ("done", record.done),
        ("todo", record.todo),
        ("lost", int(record.lost)),
        ("document", _ref(record.document)),
        ("sha256", record.sha256),
    )


def _read_problem(values: _Values) -> Problem:
    return Problem(
        kind=values["kind"],
        where=values["where"],
        what=values["what"],
        done=values["done"],
        todo=values["todo"],
        lost=_flag(values["lost"]),
        document=target_id(values["document"]),
        sha256=values["sha256"],
    )


#: From the type of a record to the function that gives kind and fields.
FIELDS_OF: dict[type, Callable[[Any], tuple[str, _Fields]]] = {
    Document: _document_fields,
    Face: _face_fields,
    Name: _name_fields,
    Event: _event_fields,
    Attribution: _attribution_fields,
    Proposition: _proposition_fields,
    Assertion: _assertion_fields,
    Assessment: _assessment_fields,
    Judgement: _judgement_fields,
    Problem: _problem_fields,
}

#: From a kind to the function that makes its record; malformed fields raise what comes.
READERS: dict[str, Callable[[_Values], Record]] = {
    "document": _read_document,
    "face": _read_face,
    "name": _read_name,
    "event": _read_event,
    "attribution": _read_attribution,
    "proposition": _read_proposition,
    "assertion": _read_assertion,
    "assessment": _read_assessment,
    "judgement": _read_judgement,
    "problem": _read_problem,
}
