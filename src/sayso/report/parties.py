"""Parties in a report: what each is given to say, and where each document names it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice

from sayso.core import Block, Document, Face, Span
from sayso.report.model import (
    ActorPart,
    AsserterPart,
    Claim,
    MentionPart,
    Number,
    Sentence,
    SentenceKind,
    document_link,
)
from sayso.report.sentences import Agent, count_words

#: Documents named at most where they have a party of the same name. With all of them on each row,
#: a case of 1,000 short documents gave a page of 97 MB: rows times documents.
NAMESAKES_SHOWN = 5


def list_asserters(
    claims: Sequence[Claim], agents: Mapping[int, Agent], labels: Mapping[str, str]
) -> tuple[AsserterPart, ...]:
    """Return the claims by asserter and document, in order of each one's first claim.

    `agents` holds who is named for each claim's number, `labels` what each document is called. One
    face is one part. Sources that were not resolved are grouped by their exact words within a
    document, and the claims for which nobody is named stand together, document by document.
    """
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        agent = agents[claim.number]
        who = claim.asserter if agent.kind not in {"unresolved", "nobody"} else None
        groups.setdefault((claim.document, agent.kind, who or agent.label), []).append(claim)
    parts = []
    for position, ((document, kind, who), found) in enumerate(groups.items(), start=1):
        agent = agents[found[0].number]
        named = kind not in {"author", "unresolved", "nobody"}
        count = count_words(len(found), "account", "accounts")
        verb = "is" if len(found) == 1 else "are"
        finding = Sentence(
            f"s-asserter-{position}",
            SentenceKind.FINDING,
            f"In “{labels[document]}”, {count} {verb} given to {agent.label}.",
            tuple(claim.id for claim in found),
            (Number(f"{len(found):,}", "accounts listed here"),),
        )
        parts.append(
            AsserterPart(
                id=f"asserter-{position}",
                label="Nobody is named" if kind == "nobody" else agent.opening,
                kind=kind,
                face=who if named else None,
                document=document,
                finding=finding,
                accounts=tuple(claim.sentence for claim in found),
                claims=tuple(claim.number for claim in found),
            )
        )
    return tuple(parts)


def list_actors(
    faces: Sequence[Face],
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    blocks: Mapping[str, Sequence[Block]],
) -> tuple[ActorPart, ...]:
    """Return the faces in the given order, each with its names, mentions and namesakes.

    Namesakes are faces of other documents with the same label, letter case apart: counted, their
    first `NAMESAKES_SHOWN` documents listed, never merged.
    """
    claimed: dict[str | None, int] = {}
    for claim in claims:
        claimed[claim.asserter] = claimed.get(claim.asserter, 0) + 1
    # The keys of the inner dictionaries are a set that keeps the order of the faces.
    homes: dict[str, dict[str, None]] = {}
    for face in faces:
        if face.account is not None:
            homes.setdefault(_fold(face), {})[face.account] = None
    parts = []
    for face in faces:
        document = documents.get(face.account or "")
        namesakes = homes.get(_fold(face), {})
        mentions = tuple(
            MentionPart(
                span.start,
                span.end,
                span.exact,
                _find_block(span, document, blocks),
                document_link(span.document, span.start, span.end),
            )
            for span in face.mentions
        )
        parts.append(
            ActorPart(
                face=face.id,
                label=face.label,
                kind=face.kind,
                document=face.account,
                names=tuple(dict.fromkeys((face.label, *(span.exact for span in face.mentions)))),
                mentions=mentions,
                claims=claimed.get(face.id, 0),
                same_label=tuple(
                    islice((home for home in namesakes if home != face.account), NAMESAKES_SHOWN)
                ),
                same_label_count=len(namesakes) - (face.account in namesakes),
            )
        )
    return tuple(parts)


def _find_block(
    span: Span, document: Document | None, blocks: Mapping[str, Sequence[Block]]
) -> int | None:
    if document is None or span.document != document.id:
        return None
    if not span.exact or document.text[span.start : span.end] != span.exact:
        return None
    found = blocks[document.id]
    index = bisect_right(found, span.start, key=lambda block: block.start) - 1
    return found[index].start if index >= 0 else None


def _fold(face: Face) -> str:
    return " ".join(face.label.casefold().split())
