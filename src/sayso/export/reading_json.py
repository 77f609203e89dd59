"""One document's reading as a dictionary, in the keys that other programs rely on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sayso.core import (
    Assertion,
    Attribution,
    Document,
    Event,
    Face,
    Name,
    Problem,
    Proposition,
    Review,
    Span,
)
from sayso.export.records import record_dict

if TYPE_CHECKING:  # the stage is not needed to write what it found
    from sayso.extract.dates import DateMention


def reading_dict(
    document: Document,
    attributions: Sequence[Attribution],
    faces: Sequence[Face],
    problems: Sequence[Problem],
    *,
    with_text: bool,
    names: Sequence[Name] = (),
    events: Sequence[Event] = (),
    propositions: Sequence[Proposition] = (),
    assertions: Sequence[Assertion] = (),
    dates: Sequence[DateMention] = (),
) -> dict[str, Any]:
    """Return who says what in a document, as `sayso read --json` prints it.

    Offsets are code points in the document's text, half-open, `[[start, end], ...]` for each role.
    Attributions and assertions whose review is `suggested` stand under `suggestions`. An argument
    of an assertion is the id of a face or an event, or `{"text": words}` for a name or a literal.
    `confidence` is a number or null, to four places. Beside the keys of the contract stand what the
    document says of itself and, with `with_text`, its text.
    """
    found: dict[str, Any] = {
        "id": document.id,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "language": document.language,
        "attributions": [],
        "faces": [_face_dict(face) for face in faces],
        "assertions": [],
        "events": [_event_dict(event) for event in events],
        "dates": [_date_dict(date) for date in dates],
        "suggestions": {"attributions": [], "assertions": []},
        "problems": [record_dict(problem) for problem in problems],
        "sha256": document.sha256,
        "media_type": document.media_type,
        "uri": document.uri,
        "member": document.member,
        "title": document.title,
        "outlet": document.outlet,
        "byline": document.byline,
        "published": document.published,
        "reader": document.reader,
    }
    for attribution in attributions:
        is_suggested = attribution.review is Review.SUGGESTED
        place = found["suggestions"]["attributions"] if is_suggested else found["attributions"]
        place.append(_attribution_dict(attribution))
    by_id = {proposition.id: proposition for proposition in propositions}
    known = {face.id for face in faces} | {event.id for event in events}
    words = {name.id: name.string for name in names}
    for assertion in assertions:
        row = _assertion_dict(assertion, by_id[assertion.proposition], known, words)
        is_suggested = assertion.review is Review.SUGGESTED
        (found["suggestions"] if is_suggested else found)["assertions"].append(row)
    if with_text:
        found["text"] = document.text
    return found


def _attribution_dict(row: Attribution) -> dict[str, Any]:
    return {
        "id": row.id,
        "source": _offsets(row.source),
        "cue": _offsets(row.cue),
        "content": _offsets(row.content),
        "kind": row.kind.value,
        "asserter": row.asserter,
        "parent": row.parent,
        "polarity": row.polarity.value,
        "certainty_words": row.certainty_words,
        "said": row.said,
        "stance": row.stance.value,
        "step": row.step.value,
        "confidence": None if row.confidence is None else round(row.confidence, 4),
        "method": row.method,
        "review": row.review.value,
    }


def _assertion_dict(
    row: Assertion, proposition: Proposition, known: set[str], words: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "id": row.id,
        "predicate": proposition.predicate,
        "args": [
            arg if arg in known else {"text": words.get(arg, arg)} for arg in proposition.args
        ],
        "qualifiers": dict(proposition.qualifiers),
        "proposition": proposition.id,
        "asserter": row.asserter,
        "polarity": row.polarity.value,
        "valid": row.valid,
        "said": row.said,
        "spans": _offsets(row.spans),
        "attribution": row.attribution,
        "certainty_words": row.certainty_words,
        "reported_in": row.reported_in,
        "stance": None if row.stance is None else row.stance.value,
        "act_stance": None if row.act_stance is None else row.act_stance.value,
        "by_endorsement": row.by_endorsement,
        "step": None if row.step is None else row.step.value,
        "confidence": None if row.confidence is None else round(row.confidence, 4),
        "method": row.method,
        "review": row.review.value,
    }


def _event_dict(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "label": event.label,
        "time": event.time,
        "place": event.place,
        "type": event.type,
    }


def _face_dict(face: Face) -> dict[str, Any]:
    return {
        "id": face.id,
        "label": face.label,
        "kind": face.kind.value,
        "names": list(dict.fromkeys((face.label, *(span.exact for span in face.mentions)))),
        "mentions": _offsets(face.mentions),
    }


def _date_dict(date: DateMention) -> dict[str, Any]:
    return {
        "span": [date.span.start, date.span.end],
        "edtf": date.edtf,
        "readings": list(date.readings),
        "grounds": date.grounds.value,
        "words": date.words,
    }


def _offsets(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
