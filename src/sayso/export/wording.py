"""The words in which a report shows kinds and states, alike in every format."""

from __future__ import annotations

import re

from sayso.core import (
    AttributionKind,
    BlockKind,
    FaceKind,
    Head,
    Review,
    SpanRole,
    Stance,
    Step,
    View,
    show_safely,
)
from sayso.report import ActorPart, Claim, Quote

KIND_WORDS = {
    AttributionKind.DIRECT: "the source's",
    AttributionKind.INDIRECT: "the document's",
    AttributionKind.MIXED: "partly the source's",
}
STEP_WORDS = {
    Step.VERBATIM: "verbatim",
    Step.PARAPHRASE: "paraphrase",
    Step.TRANSLATION: "translation",
    Step.SCREENSHOT: "screenshot",
    Step.SUMMARY: "summary",
    Step.SPEECH_TO_TEXT: "speech to text",
}
STANCE_WORDS = {
    Stance.ENDORSES: "endorses",
    Stance.NEUTRAL: "neutral",
    Stance.DISTANCES: "keeps a distance",
    Stance.REJECTS: "rejects",
}
REVIEW_WORDS = {
    Review.SUGGESTED: "suggestion below the threshold",
    Review.MACHINE: "not reviewed",
    Review.ACCEPTED: "accepted by a person",
    Review.CORRECTED: "corrected by a person",
    Review.REJECTED: "rejected by a person",
}
ROLE_WORDS = {
    SpanRole.SOURCE: "source",
    SpanRole.CUE: "cue",
    SpanRole.CONTENT: "content",
    SpanRole.MENTION: "mention",
}
BLOCK_WORDS = {
    BlockKind.HEADLINE: "headline",
    BlockKind.BYLINE: "byline",
    BlockKind.BLOCK_QUOTE: "block quote",
    BlockKind.POST: "post",
    BlockKind.TRANSLATION: "translation",
    BlockKind.CAPTION: "caption",
    BlockKind.TABLE_CELL: "table",
    BlockKind.QUESTION: "question",
    BlockKind.ANSWER: "answer",
    BlockKind.TURN: "turn",
    BlockKind.BOILERPLATE: "boilerplate, not read for accounts",
}
ASSERTER_WORDS = {
    "author": "the document itself",
    "unresolved": "source as written, not resolved",
    "nobody": "no source is named",
    FaceKind.UNKNOWN.value: "kind unknown",
}

# Marks that set the direction of the neutral signs beside them and of nothing else: Arabic and
# Hebrew texts hold them in plenty, and an isolated element keeps them in.
_HARMLESS = re.compile("([\u061c\u200e\u200f])")

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")


def show_words(text: str) -> str:
    r"""Return words of a document as they can be shown: what a screen would obey is written out.

    >>> show_words("a\u202eb\x1b[0m")
    'a\\u202eb\\x1b[0m'
    """
    pieces = _HARMLESS.split(text)
    return "".join(piece if index % 2 else show_safely(piece) for index, piece in enumerate(pieces))


def show_language(language: str | None) -> str | None:
    """Return the language as an attribute can hold it: None where it is no tag of BCP 47."""
    return language if language and _LANGUAGE.match(language) else None


def describe_claim(claim: Claim) -> tuple[tuple[str, str], ...]:
    """Return what is known of a claim beside its words, as pairs of label and value."""
    facts = [("words", KIND_WORDS[claim.kind]), ("step", STEP_WORDS[claim.step])]
    facts.append(("reporter's stance", STANCE_WORDS[claim.stance]))
    if claim.certainty_words:
        facts.append(("certainty as written", f"“{' '.join(claim.certainty_words.split())}”"))
    if claim.said:
        facts.append(("said", claim.said))
    facts.append(("confidence of the reading", claim.confidence or "none given"))
    facts.append(("method", claim.method or "not recorded"))
    facts.append(("review", REVIEW_WORDS[claim.review]))
    return tuple(facts)


def describe_namesakes(part: ActorPart) -> str:
    """Return how many other documents have a party of this name, up to where they are named."""
    shown, count = len(part.same_label), part.same_label_count
    noun = "document" if count == 1 else "documents"
    first = f"; the first {shown}" if shown < count else ""
    return f"this name also in {count:,} other {noun}{first}:"


def describe_head(case_head: Head | None) -> str:
    """Return the head of a case in one line."""
    if case_head is None:
        return "not recorded"
    return (
        f"{case_head.entries:,} entries, chain {case_head.chain}, root {case_head.root}, "
        f"schema {case_head.schema}"
    )


def describe_view(view: View) -> str:
    """Return through which view the case was read, with the view's hash."""
    who = ", ".join(view.asserters) or "everybody"
    held = view.as_of_valid or "any time"
    recorded = view.as_of_recorded or "the whole record"
    return (
        f"according to {who}; held at {held}; as of {recorded}; chain {view.chain}; "
        f"identity {view.identity}; review floor {view.review}; {view.id}"
    )


def quote_text(quotes: tuple[Quote, ...]) -> str:
    """Return the words of quotes on one line, with an ellipsis where words are left out."""
    pieces = []
    for quote in quotes:
        before = "… " if quote.cut_before else ""
        after = " …" if quote.cut_after else ""
        pieces.append(f"{before}{' '.join(quote.text.split())}{after}")
    return " / ".join(pieces)
