"""A whole case as one canonical JSON file, the form that loses nothing but original bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sayso import __version__
from sayso.core import CaseContents, Head, Review, View, canonical_bytes, settle_reviews
from sayso.export.records import record_dict
from sayso.report import sort_faces

FORMAT = "sayso-json"
VERSION = 1


def write_native_json(
    contents: CaseContents, case_head: Head | None = None, *, view: View | None = None
) -> bytes:
    """Return a case as canonical JSON: `{"manifest", "records": {type: [...]}}`.

    Records stand in order of first appearance in the case, each once, with the time and the name
    under which they were recorded. Texts are included; of the original bytes only the hash. The
    manifest names format, version, Sayso's version, the head of the case, the view (null for all
    of it), and how many records of each type there are. The same contents and head give the same
    bytes. Every row is included, those rejected as well: this is the record, not a report. `review`
    is as recorded; `stands` says how an attribution or assertion stands after the judgements, null
    for a row by hand that nobody stands by. The manifest counts both under `reviews`.
    """
    return canonical_bytes(_native_dict(contents, case_head, view))


def _native_dict(
    contents: CaseContents, case_head: Head | None, view: View | None
) -> dict[str, Any]:
    places = {document.id: place for place, document in enumerate(contents.documents)}
    last = len(places)
    attributions = sorted(
        contents.attributions,
        key=lambda row: (
            places.get(row.document, last),
            sorted((span.start, span.end) for span in row.spans),
            [[(span.start, span.end) for span in role] for role in row.roles],
        ),
    )
    problems = sorted(
        contents.problems,
        key=lambda row: (places.get(row.document or "", last), row.where, row.kind, row.what),
    )
    recorded = {row.id: {"recorded_at": row.at, "recorded_by": row.by} for row in contents.recorded}
    found: dict[str, Iterable[Any]] = {
        "original": contents.originals,
        "document": contents.documents,
        "face": sort_faces(contents),
        "name": contents.names,
        "event": contents.events,
        "attribution": attributions,
        "proposition": contents.propositions,
        "assertion": contents.assertions,
        "assessment": contents.assessments,
        "judgement": contents.judgements,
        "problem": problems,
    }
    records = {kind: _unique(rows, recorded) for kind, rows in found.items()}
    settled = settle_reviews(contents)
    reviews = {row.id: row.review.value for row in settled.contents.attributions}
    reviews |= {row.id: row.review.value for row in settled.contents.assertions}
    for row in (*records["attribution"], *records["assertion"]):
        row["stands"] = reviews.get(row["id"])
    for row in records["judgement"]:
        row["withdrawn"] = row["id"] in settled.withdrawn
    counts = Counter(reviews.values())
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "sayso": __version__,
        "case_head": None if case_head is None else record_dict(case_head),
        "view": None if view is None else record_dict(view),
        "counts": {kind: len(rows) for kind, rows in records.items()},
        "reviews": {review.value: counts[review.value] for review in Review}
        | {"disputed": len(settled.disputes)},
    }
    return {"manifest": manifest, "records": records}


def _unique(rows: Iterable[Any], recorded: Mapping[str, dict[str, str]]) -> list[dict[str, Any]]:
    by_id = {row.id: row for row in rows}
    return [record_dict(row) | recorded.get(name, {}) for name, row in by_id.items()]
