"""The records of a case in order of first appearance, and those whose words cannot be found.

The order goes by the documents and by offsets, never by names or ids, so that a case with two
names swapped gives the same report with the names swapped.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import Attribution, CaseContents, DataError, Document, Face, Problem, Review, Span

_NOWHERE = 2**53


@dataclass(frozen=True, slots=True)
class Nested:
    """An attribution with its depth of nesting, 0 at the top, and the id of its parent.

    `parent` is None at the top. `is_complete` is false where it, or what it stands in, names a
    parent that is not in the case.
    """

    attribution: Attribution
    depth: int
    parent: str | None
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Sorted:
    """Attributions sorted out: in order, with what was left aside and why."""

    attributions: tuple[Attribution, ...]
    set_aside: int
    problems: tuple[Problem, ...]


def sort_attributions(contents: CaseContents) -> Sorted:
    """Return the attributions by document and first word, and a problem for each orphan.

    Rows that a person rejected, or corrected by another row, are set aside and counted. A row whose
    words do not stand at their offsets is left out with a problem; it is never moved.
    """
    documents = {document.id: document for document in contents.documents}
    places = {document.id: place for place, document in enumerate(contents.documents)}
    kept: dict[str, Attribution] = {}
    problems = []
    set_aside = 0
    for attribution in contents.attributions:
        if attribution.review in (Review.REJECTED, Review.CORRECTED):
            set_aside += 1
            continue
        document = documents.get(attribution.document)
        lost = None if document is None else _find_lost(document, attribution.spans)
        if document is None or lost is not None or not attribution.spans:
            problems.append(_report_orphan(attribution, document, lost))
        else:
            kept.setdefault(attribution.id, attribution)
    ordered = sorted(kept.values(), key=lambda row: (places[row.document], *_position(row)))
    problems.sort(key=lambda problem: (problem.document or "", problem.where))
    return Sorted(tuple(ordered), set_aside, tuple(problems))


def sort_faces(contents: CaseContents) -> tuple[Face, ...]:
    """Return the faces by document and first mention; those mentioned nowhere come last."""
    places = {document.id: place for place, document in enumerate(contents.documents)}
    unique = {face.id: face for face in contents.faces}

    def position(face: Face) -> tuple[int, list[tuple[int, int]]]:
        spots = [(span.start, span.end) for span in face.mentions] or [(_NOWHERE, _NOWHERE)]
        return places.get(face.account or "", _NOWHERE), spots

    return tuple(sorted(unique.values(), key=position))


def nest_attributions(attributions: tuple[Attribution, ...]) -> tuple[Nested, ...]:
    """Return the attributions with each directly before those that stand in its content.

    Those at the top keep their order, and so do those inside one parent. An attribution whose
    parent is not among `attributions` stands at the top.

    Raises
    ------
    DataError
        When attributions hold each other in a circle.
    """
    known = {attribution.id for attribution in attributions}
    inside: dict[str | None, list[Attribution]] = {}
    for attribution in attributions:
        parent = attribution.parent if attribution.parent in known else None
        inside.setdefault(parent, []).append(attribution)
    found: dict[str, Nested] = {}
    waiting: list[tuple[Attribution, Nested | None]] = [
        (attribution, None) for attribution in reversed(inside.get(None, []))
    ]
    while waiting:
        attribution, above = waiting.pop()
        if above is None:
            nested = Nested(attribution, 0, None, attribution.parent is None)
        else:
            nested = Nested(attribution, above.depth + 1, above.attribution.id, above.is_complete)
        found[attribution.id] = nested
        waiting.extend((child, nested) for child in reversed(inside.get(attribution.id, [])))
    for attribution in attributions:
        if attribution.id not in found:
            raise DataError(
                f"The attribution {attribution.id} stands inside itself through its parents. "
                "Read the document again, or correct the parent.",
                location=attribution.id,
            )
    return tuple(found.values())


def _position(attribution: Attribution) -> tuple[object, ...]:
    spans = sorted((span.start, span.end) for span in attribution.spans)
    roles = [[(span.start, span.end) for span in role] for role in attribution.roles]
    return spans[0][0], -max(end for _, end in spans), spans, roles


def _find_lost(document: Document, spans: tuple[Span, ...]) -> Span | None:
    for span in spans:
        if document.text[span.start : span.end] != span.exact or not span.exact:
            return span
    return None


def _report_orphan(
    attribution: Attribution, document: Document | None, lost: Span | None
) -> Problem:
    if document is None:
        where, what = attribution.document, "An attribution stands in a document not in this case."
    elif lost is None:
        where, what = document.uri, f"The attribution {attribution.id} has no words at all."
    else:
        where = f"{document.uri}, code points {lost.start} to {lost.end}"
        what = f"The words of the attribution {attribution.id} do not stand there."
    return Problem(
        kind="orphaned_anchor",
        where=where,
        what=what,
        done="It was left out of the report and was not moved to other words.",
        todo="Run sayso verify on the case, and read the document again.",
        document=attribution.document,
    )
