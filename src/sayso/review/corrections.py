"""Documents as people reviewed them: the rows from which a reading can be trained further."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core import (
    Attribution,
    CaseContents,
    Decision,
    Document,
    Problem,
    Review,
    settle_reviews,
)


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """A document with the attributions that people stand by, in text order.

    `outer` stand in no other one, `nested` do. `analysts` are those whose decisions these are, in
    the order of their first. `decided` of `proposed` rows at or above the reading's threshold, and
    suggestions that somebody looked at, have been decided on.
    """

    document: Document
    outer: tuple[Attribution, ...]
    nested: tuple[Attribution, ...]
    analysts: tuple[str, ...]
    decided: int
    proposed: int

    @property
    def reviewed(self) -> float:
        """Return the share of the document's rows that was decided on, 0 to 1."""
        return self.decided / self.proposed if self.proposed else 1.0


def collect_corrections(
    contents: CaseContents, *, partly: bool = False
) -> tuple[tuple[CorrectedDocument, ...], tuple[Problem, ...]]:
    """Return the documents with at least one decision in force, and those that are held back.

    A document is held back, with a problem, while a row of it is undecided or analysts differ about
    one: whatever is not marked in a training row counts as no attribution, so half a review would
    teach that the other half is none. With `partly` these come, too, each with its share.
    Documents stand in the order of the case; those without a decision are left out in silence,
    since nobody meant them.
    """
    settled = settle_reviews(contents)
    targets = {judgement.target for judgement in contents.judgements}
    homes = {name: row.document for row in contents.attributions if (name := row.id) in targets}
    analysts: dict[str, dict[str, None]] = {}
    for judgement in contents.judgements:
        home = homes.get(judgement.target)
        if judgement.id in settled.withdrawn or judgement.decision is Decision.UNDO:
            continue
        if home is not None:
            analysts.setdefault(home, {})[judgement.analyst] = None
    rows: dict[str, list[Attribution]] = {}
    for row in settled.contents.attributions:
        rows.setdefault(row.document, []).append(row)
    documents = {document.id: document for document in contents.documents}
    found = []
    problems = []
    for name, document in documents.items():
        if name not in analysts:
            continue
        item = _collect(document, tuple(rows.get(name, ())), tuple(analysts[name]))
        if item.decided < item.proposed and not partly:
            problems.append(_hold_back(item))
        else:
            found.append(item)
    return tuple(found), tuple(problems)


def _collect(
    document: Document, rows: tuple[Attribution, ...], analysts: tuple[str, ...]
) -> CorrectedDocument:
    kept: dict[tuple[object, ...], Attribution] = {}
    for row in sorted(rows, key=_place):
        # Two rows by hand can differ in polarity alone; their words teach the same.
        if row.review is Review.ACCEPTED:
            kept.setdefault(_words(row), row)
    parents = {row.parent for row in kept.values() if row.parent is not None}
    standing = {name for row in kept.values() if parents and (name := row.id) in parents}
    counted = [row for row in rows if row.review is not Review.SUGGESTED and not row.is_by_hand]
    undecided = [row for row in rows if row.review is Review.MACHINE]
    open_by_hand = sum(row.is_by_hand for row in undecided)
    proposed = len(counted) + open_by_hand
    return CorrectedDocument(
        document,
        tuple(row for row in kept.values() if row.parent not in standing),
        tuple(row for row in kept.values() if row.parent in standing),
        analysts,
        decided=proposed - len(undecided),
        proposed=proposed,
    )


def _place(row: Attribution) -> tuple[object, ...]:
    spans = sorted((span.start, -span.end) for span in row.spans)
    return spans, _words(row), row.id


def _words(row: Attribution) -> tuple[object, ...]:
    return tuple(tuple((span.start, span.end) for span in role) for role in row.roles)


def _hold_back(item: CorrectedDocument) -> Problem:
    document = item.document
    missing = item.proposed - item.decided
    return Problem(
        "partly_reviewed",
        f"{document.uri} {document.member}".strip(),
        f"Of its {item.proposed:,} attributions {missing:,} are undecided.",
        "The document was left out: what is not marked in it would be taught as no attribution.",
        "Decide on the others, or write it with --all, with its share.",
        document=document.id,
    )
