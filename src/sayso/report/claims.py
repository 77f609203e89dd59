"""Attributions as claims of a report: each with its sentence, its words and its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.core import Attribution, Block, Document, Face
from sayso.report.context import quote_context
from sayso.report.leaves import Mark, mark_attribution
from sayso.report.model import (
    Claim,
    Evidence,
    EvidenceSpan,
    Quote,
    Sentence,
    SentenceKind,
    document_link,
)
from sayso.report.order import Nested
from sayso.report.sentences import Hand, join_words, name_agent, tell_account

#: Claims nested deeper are shown beside their parent; the sentence still names every hand.
DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a case by document (those at the top), their evidence, their marks."""

    claims: Mapping[str, tuple[Claim, ...]]
    evidence: tuple[Evidence, ...]
    marks: Mapping[str, tuple[Mark, ...]]


def tell_claims(
    rows: Sequence[Nested],
    documents: Mapping[str, Document],
    faces: Mapping[str, Face],
    blocks: Mapping[str, Sequence[Block]],
) -> Told:
    """Return the rows as claims, numbered from 1 in the order of `rows`.

    `rows` come as `nest_attributions` gives them: each before its children, documents in order.
    `documents` and `blocks` (from `list_blocks`) hold every document of the rows by id.
    """
    chains: dict[str, tuple[Hand, ...]] = {}
    evidence: list[Evidence] = []
    marks: dict[str, list[Mark]] = {document: [] for document in documents}
    for number, nested in enumerate(rows, start=1):
        row = nested.attribution
        agent = name_agent(row, faces.get(row.asserter or ""))
        above = chains[nested.parent] if nested.parent else ()
        chains[row.id] = (*above, Hand(agent, row.polarity, join_words(row.cue)))
        drawn = mark_attribution(row, number=number, level=nested.depth)
        marks[row.document] += drawn
        document = documents[row.document]
        evidence.append(
            Evidence(
                id=row.id,
                number=number,
                asserter_label=agent.label,
                path=(_label_origin(document), *(hand.agent.label for hand in chains[row.id])),
                document=row.document,
                sha256=document.sha256,
                # Drawn on the first line: alone in its sentence, a nested claim has no outer one.
                context=quote_context(
                    document.text,
                    blocks[row.document],
                    row,
                    mark_attribution(row, number=number, level=0),
                ),
                spans=tuple(
                    EvidenceSpan(span.role, span.start, span.end, span.exact) for span in row.spans
                ),
                method=row.method,
                link=link_attribution(row),
            )
        )
    return Told(
        _nest_claims(rows, chains, evidence),
        tuple(evidence),
        {document: tuple(found) for document, found in marks.items()},
    )


def link_attribution(row: Attribution) -> str:
    """Return the lasting address of an attribution's content, or of its words where it has none."""
    spans = row.content or row.spans
    start = min(span.start for span in spans)
    return document_link(row.document, start, max(span.end for span in spans))


def label_document(document: Document) -> str:
    """Return how a report names a document: its title, else the address it was read from."""
    return " ".join((document.title or document.uri or document.id).split())


def _label_origin(document: Document) -> str:
    label = f"“{label_document(document)}”"
    return f"{document.outlet}, {label}" if document.outlet else label


def _nest_claims(
    rows: Sequence[Nested],
    chains: Mapping[str, tuple[Hand, ...]],
    evidence: Sequence[Evidence],
) -> dict[str, tuple[Claim, ...]]:
    parents = {nested.attribution.id: nested for nested in rows}
    children: dict[str, list[Claim]] = {}
    top: dict[str, list[Claim]] = {}
    # From the last to the first, a claim's children are made before it.
    for nested, item in zip(reversed(rows), reversed(evidence), strict=True):
        row = nested.attribution
        inner = tuple(reversed(children.pop(row.id, [])))
        claim = _make_claim(nested, chains[row.id], item.context, item.number, inner)
        home = nested.parent
        while home is not None and parents[home].depth >= DEEPEST:
            home = parents[home].parent
        if home is None:
            top.setdefault(row.document, []).append(claim)
        else:
            children.setdefault(home, []).append(claim)
    return {document: tuple(reversed(found)) for document, found in top.items()}


def _make_claim(
    nested: Nested,
    chain: tuple[Hand, ...],
    context: tuple[Quote, ...],
    number: int,
    children: tuple[Claim, ...],
) -> Claim:
    row = nested.attribution
    content = join_words(row.content)
    text = tell_account(chain, content, complete=nested.is_complete)
    return Claim(
        id=row.id,
        number=number,
        document=row.document,
        sentence=Sentence(f"s-{row.id}", SentenceKind.ACCOUNT, text, (row.id,)),
        asserter=row.asserter,
        asserter_label=chain[-1].agent.label,
        source=join_words(row.source),
        cue=join_words(row.cue),
        content=content,
        context=context,
        kind=row.kind,
        polarity=row.polarity,
        stance=row.stance,
        step=row.step,
        certainty_words=row.certainty_words,
        said=row.said,
        confidence=None if row.confidence is None else f"{row.confidence:.4f}",
        method=row.method,
        review=row.review,
        link=link_attribution(row),
        children=children,
    )
