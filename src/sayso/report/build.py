"""A case as a report: the parts put together from core values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.core import (
    Assertion,
    Attribution,
    Block,
    CaseContents,
    Document,
    Problem,
    Review,
    Settled,
    report_dispute,
    settle_reviews,
)
from sayso.report.claims import label_document, tell_claims
from sayso.report.context import list_blocks
from sayso.report.leaves import Mark, split_leaves
from sayso.report.model import (
    Claim,
    DocumentPart,
    ProblemGroup,
    Report,
    ReportHead,
    TextBlock,
    document_link,
    list_claims,
)
from sayso.report.opening import write_opening
from sayso.report.order import nest_attributions, sort_attributions, sort_faces
from sayso.report.parties import list_actors, list_asserters
from sayso.report.problems import group_problems
from sayso.report.sentences import name_agent
from sayso.report.ties import list_ties

#: Problems of a whole file named at most beside each document read from it. A table of many rows,
#: some of them bad, would otherwise name each bad row beside each good one.
FILE_PROBLEMS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Met:
    """The ids of problems by the document they were met with, or else by the file's hash."""

    documents: dict[str, list[str]]
    files: dict[str, list[str]]


def build_report(contents: CaseContents, head: ReportHead) -> Report:
    """Return the report of a case: who says what, in which words, and what could not be read.

    The same contents and head give an equal report, whatever the order of the attributions, faces
    and problems in `contents`; documents keep their order. Attributions whose words cannot be found
    again are left out and become problems. Reviews are shown as they stand after the judgements of
    `contents`; where analysts differ, that is a problem, too. An empty case gives a report that
    says so.

    Raises
    ------
    DataError
        When attributions hold each other in a circle.
    """
    settled = settle_reviews(contents)
    contents = settled.contents
    documents = {document.id: document for document in contents.documents}
    faces = {face.id: face for face in contents.faces}
    blocks = {document.id: list_blocks(document) for document in documents.values()}
    found = sort_attributions(contents)
    rows = nest_attributions(found.attributions)
    told = tell_claims(rows, documents, faces, blocks)
    agents = {
        number: name_agent(nested.attribution, faces.get(nested.attribution.asserter or ""))
        for number, nested in enumerate(rows, start=1)
    }
    problems = group_problems(
        (*contents.problems, *found.problems, *_tell_disputes(settled)), contents.documents
    )
    met = _sort_problems(problems)
    parts = []
    suggestions: list[Claim] = []
    for document in documents.values():
        accounts: list[Claim] = []
        for claim in told.claims.get(document.id, ()):
            (suggestions if _is_suggestion(claim) else accounts).append(claim)
        text = _cut_text(document, blocks[document.id], told.marks[document.id])
        parts.append(_make_part(document, tuple(accounts), text, met))
    everything = list_claims(tuple(claim for part in parts for claim in part.accounts))
    shown = tuple(claim for claim in everything if claim.review is not Review.SUGGESTED)
    labels = {document.id: label_document(document) for document in documents.values()}
    return Report(
        head=head,
        opening=write_opening(
            contents,
            shown,
            agents,
            suggestions=sum(row.review is Review.SUGGESTED for row in found.attributions),
            set_aside=found.set_aside,
            orphans=len(found.problems),
            disputes=len(settled.disputes),
        ),
        documents=tuple(parts),
        asserters=list_asserters(shown, agents, labels),
        ties=list_ties(contents, blocks),
        suggestions=tuple(suggestions),
        actors=list_actors(sort_faces(contents), shown, documents, blocks),
        problems=problems,
        evidence=told.evidence,
    )


def _tell_disputes(settled: Settled) -> tuple[Problem, ...]:
    contents = settled.contents
    documents = {document.id: document for document in contents.documents}
    rows: dict[str, Attribution | Assertion] = {row.id: row for row in contents.attributions}
    rows |= {row.id: row for row in contents.assertions}
    found = []
    for dispute in settled.disputes:
        row = rows.get(dispute.target)
        found.append(report_dispute(dispute, row, documents.get(row.document) if row else None))
    return tuple(found)


def _is_suggestion(claim: Claim) -> bool:
    # A suggestion that holds a surer claim, or stands in one, stays with it, marked and not
    # counted: apart, the claim inside would lose the hand through which it came.
    return all(item.review is Review.SUGGESTED for item in list_claims((claim,)))


def _sort_problems(groups: Sequence[ProblemGroup]) -> _Met:
    met = _Met({}, {})
    for group in groups:
        for problem in group.problems:
            if problem.document is not None:
                met.documents.setdefault(problem.document, []).append(problem.id)
            elif problem.sha256 is not None:
                met.files.setdefault(problem.sha256, []).append(problem.id)
    return met


def _make_part(
    document: Document,
    accounts: tuple[Claim, ...],
    text: tuple[TextBlock, ...],
    met: _Met,
) -> DocumentPart:
    own = met.documents.get(document.id, [])
    shared = met.files.get(document.sha256, [])
    return DocumentPart(
        id=document.id,
        label=label_document(document),
        title=document.title,
        outlet=document.outlet,
        byline=document.byline,
        published=document.published,
        language=document.language,
        media_type=document.media_type,
        uri=document.uri,
        member=document.member,
        sha256=document.sha256,
        reader=document.reader,
        layers=document.layers,
        retrieved_at=document.retrieved_at,
        words=len(document.text.split()),
        claims=sum(claim.review is not Review.SUGGESTED for claim in list_claims(accounts)),
        problems=(*own, *shared[:FILE_PROBLEMS_SHOWN]),
        problem_count=len(own) + len(shared),
        link=document_link(document.id, 0, len(document.text)),
        accounts=accounts,
        text=text,
    )


def _cut_text(
    document: Document, blocks: Sequence[Block], marks: Sequence[Mark]
) -> tuple[TextBlock, ...]:
    first_words: dict[int, int] = {}
    for mark in marks:
        first_words[mark.number] = min(mark.start, first_words.get(mark.number, mark.start))
    begins = sorted((start, number) for number, start in first_words.items())
    cuts = [edge for block in blocks for edge in (block.start, block.end)]
    leaves = split_leaves(document.text, marks, cuts=cuts)
    cut = []
    leaf = claim = 0
    for block in blocks:
        while leaf < len(leaves) and leaves[leaf].start < block.start:
            leaf += 1
        last = leaf
        while last < len(leaves) and leaves[last].end <= block.end:
            last += 1
        numbers = []
        while claim < len(begins) and begins[claim][0] < block.end:
            numbers.append(begins[claim][1])
            claim += 1
        cut.append(TextBlock(block.start, block.end, block.kind, leaves[leaf:last], tuple(numbers)))
        leaf = last
    return tuple(cut)
