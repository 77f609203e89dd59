"""Readings and cases as lines for a person at a terminal, in the sentences of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.core.attribution import Attribution, Review
from sayso.core.contents import CaseContents
from sayso.core.document import Document
from sayso.core.face import Face
from sayso.core.review import settle_reviews
from sayso.report import Hand, join_words, list_ties, name_agent, tell_account

if TYPE_CHECKING:
    from sayso.extract import Extraction

_LONGEST = 300
_RANKED = 8


def describe_reading(document: Document, found: Extraction | CaseContents) -> str:
    """Return one document's reading as lines: who says what, and which ties it asserts."""
    attributions = [row for row in found.attributions if row.document == document.id]
    faces = found.faces
    by_face = {face.id: face for face in faces}
    by_id = {attribution.id: attribution for attribution in attributions}
    head = " \u00b7 ".join(
        part for part in (document.title, document.outlet, document.published) if part
    )
    lines = [f"{document.uri}: {head}" if head else document.uri]
    for attribution in attributions:
        mark = ", suggestion" if attribution.review is Review.SUGGESTED else ""
        place = attribution.content or attribution.cue
        lines.append(
            f"  {_tell(attribution, by_id, by_face)}"
            f"  [{place[0].start}-{place[-1].end}, {attribution.kind}{mark}]"
        )
    if not attributions:
        lines.append("  Nobody is quoted; all of it is the document's own voice.")
    lines += _describe_ties(document, found)
    return "\n".join(lines)


def _describe_ties(document: Document, found: Extraction | CaseContents) -> list[str]:
    contents = CaseContents(
        documents=(document,),
        faces=found.faces,
        names=found.names,
        events=found.events,
        propositions=found.propositions,
        assertions=found.assertions,
    )
    ties = sorted(
        (line for part in list_ties(contents, {}) for line in part.ties),
        key=lambda line: line.number,
    )
    lines = ["  Ties:"] if ties else []
    return lines + [f"    {line.text}  [{line.link.rpartition('#')[2]}]" for line in ties]


def _tell(
    attribution: Attribution, by_id: Mapping[str, Attribution], faces: Mapping[str, Face]
) -> str:
    chain: list[Hand] = []
    seen: set[str] = set()
    current: Attribution | None = attribution
    while current is not None and current.id not in seen:
        seen.add(current.id)
        agent = name_agent(current, faces.get(current.asserter or ""))
        chain.append(Hand(agent, current.polarity, join_words(current.cue)))
        current = by_id.get(current.parent or "")
    words = join_words(attribution.content)
    content = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."
    return tell_account(chain[::-1], content or "(no words)", complete=True)


def describe_contents(contents: CaseContents) -> str:
    """Return what a case holds, document by document, and who is quoted most often."""
    contents = settle_reviews(contents).contents
    aside = (Review.CORRECTED, Review.REJECTED)
    standing = [row for row in contents.attributions if row.review not in aside]
    told = replace(contents, attributions=tuple(standing))
    parts = [describe_reading(document, told) for document in contents.documents]
    labels = {face.id: face.label for face in contents.faces}
    found = [item for item in standing if item.review is not Review.SUGGESTED]
    counts = Counter(labels[item.asserter] for item in found if item.asserter in labels)
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])[:_RANKED]
    suggested = len(standing) - len(found)
    accepted = sum(row.review is Review.ACCEPTED for row in standing)
    reviewed = accepted + len(contents.attributions) - len(standing)
    looked_at = f"{reviewed} rows here were" if reviewed else "Nothing here was"
    parts.append(
        f"{len(contents.documents)} documents, {len(found)} attributions and {suggested} "
        f"suggestions, {len(contents.faces)} faces. {looked_at} reviewed by a person.\n"
        "Quoted most often: " + ", ".join(f"{label} ({count})" for label, count in ranked)
    )
    return "\n\n".join(parts)
