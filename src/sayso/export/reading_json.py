"""One document's reading as a dictionary, in the keys that other programs rely on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sayso.core import Attribution, Document, Face, Problem, Review, Span
from sayso.export.records import record_dict


def reading_dict(
    document: Document,
    attributions: Sequence[Attribution],
    faces: Sequence[Face],
    problems: Sequence[Problem],
    *,
    with_text: bool,
) -> dict[str, Any]:
    """Return who says what in a document, as `sayso read --json` prints it.

    Offsets are code points in the document's text, half-open, `[[start, end], ...]` for each role.
    Attributions whose review is `suggested` stand under `suggestions`. `confidence` is a number or
    null, to four places. Beside the keys of the contract stand what the document says of itself
    and, with `with_text`, its text.
    """
    found: dict[str, Any] = {
        "id": document.id,
        "text_sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "language": document.language,
        "attributions": [],
        "faces": [_face_dict(face) for face in faces],
        "assertions": [],
        "events": [],
        "dates": [],
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


def _face_dict(face: Face) -> dict[str, Any]:
    return {
        "id": face.id,
        "label": face.label,
        "kind": face.kind.value,
        "names": list(dict.fromkeys((face.label, *(span.exact for span in face.mentions)))),
        "mentions": _offsets(face.mentions),
    }


def _offsets(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
