"""A report as plain data: what every format of it renders, in the same words and order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.core import (
    AttributionKind,
    BlockKind,
    FaceKind,
    Head,
    Polarity,
    Problem,
    Review,
    SpanRole,
    Stance,
    Step,
    View,
)
from sayso.report.leaves import Leaf


class SentenceKind(StrEnum):
    """What a sentence of a report rests on: counted evidence, somebody's words, or the method."""

    FINDING = "finding"
    ACCOUNT = "account"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence, as written there, and what it counts or where it comes from."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report with the ids of the records that it rests on.

    Raises
    ------
    ValueError
        For a finding or an account without evidence, and for a number that does not stand in the
        text: such a sentence is a mistake of ours, never of the material.
    """

    id: str
    kind: SentenceKind
    text: str
    evidence: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()

    def __post_init__(self) -> None:
        if self.kind is not SentenceKind.METHOD and not self.evidence:
            raise ValueError(f"the {self.kind} {self.id} has no evidence")
        for number in self.numbers:
            if number.text not in self.text:
                raise ValueError(f"the number {number.text} does not stand in {self.id}")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, code points `start` to `end`, as leaves with their marks.

    `cut_before` and `cut_after` say that the block has more words on that side.
    """

    start: int
    end: int
    kind: BlockKind
    leaves: tuple[Leaf, ...]
    cut_before: bool = False
    cut_after: bool = False

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(leaf.text for leaf in self.leaves)


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution as an account: the sentence, the words in context, how it was read.

    `number` counts the claims of the report from 1. `asserter` is a face's id, `(author)` or None;
    `asserter_label` is how the report names it. `source`, `cue` and `content` are the exact words,
    fragments joined by an ellipsis. `confidence` is a decimal string of four places. `children`
    are the claims that stand inside this one's content.
    """

    id: str
    number: int
    document: str
    sentence: Sentence
    asserter: str | None
    asserter_label: str
    source: str
    cue: str
    content: str
    context: tuple[Quote, ...]
    kind: AttributionKind
    polarity: Polarity
    stance: Stance
    step: Step
    certainty_words: str | None
    said: str | None
    confidence: str | None
    method: str
    review: Review
    link: str
    children: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a document's text, with the numbers of the claims that begin in it."""

    start: int
    end: int
    kind: BlockKind
    leaves: tuple[Leaf, ...]
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A document: what it says of itself, where it is from, what it holds, its words.

    `words` counts stretches between white space, `claims` its attributions without the
    suggestions. `problems` are the ids of the problems met with it, and of the first few met with
    the file that it shares with other documents; `problem_count` counts all of both. `accounts`
    are its claims in text order, those inside others nested.
    """

    id: str
    label: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    language: str | None
    media_type: str
    uri: str
    member: str
    sha256: str
    reader: str
    layers: tuple[str, ...]
    retrieved_at: str
    words: int
    claims: int
    problems: tuple[str, ...]
    problem_count: int
    link: str
    accounts: tuple[Claim, ...]
    text: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class AsserterPart:
    """All that one party is given to say in one document.

    `face` is None where nobody is named, or nobody could be made out; `kind` is the face's kind, or
    `author`, `unresolved`, `nobody`. `claims` are the numbers, in text order.
    """

    id: str
    label: str
    kind: str
    face: str | None
    document: str
    finding: Sentence
    accounts: tuple[Sentence, ...]
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MentionPart:
    """One place where a face is named, with its link and the start of the block it stands in.

    `block` is None where the words do not stand at these offsets; they are not moved.
    """

    start: int
    end: int
    exact: str
    block: int | None
    link: str


@dataclass(frozen=True, slots=True)
class ActorPart:
    """A face as one document presents it.

    `names` are the forms used there, in order of first appearance; `claims` counts what it is given
    to say. `same_label_count` counts the other documents that present a face of this label, and
    `same_label` are the first few of them.
    """

    face: str
    label: str
    kind: FaceKind
    document: str | None
    names: tuple[str, ...]
    mentions: tuple[MentionPart, ...]
    claims: int
    same_label: tuple[str, ...]
    same_label_count: int


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The problems of one kind, in the order of the case."""

    kind: str
    title: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TieLine:
    """One assertion of a tie as a sentence, with the way back to its words.

    `block` is the start of the block in which the words stand, or None where they do not stand at
    their offsets. `number` counts the ties of the report from 1.
    """

    id: str
    number: int
    text: str
    document: str
    words: str
    link: str
    block: int | None
    confidence: str | None
    review: Review


@dataclass(frozen=True, slots=True)
class TiesPart:
    """The ties that one party puts forward in one document, in text order."""

    id: str
    label: str
    face: str | None
    document: str
    ties: tuple[TieLine, ...]


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """One span of a piece of evidence, with its words."""

    role: SpanRole
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One attribution as evidence: the quote in its sentence and the way back to the page.

    `id` is the attribution's id, `number` that of its claim. `path` leads from the document
    through everybody who reports it to the asserter. `link` is the lasting address of its words.
    """

    id: str
    number: int
    asserter_label: str
    path: tuple[str, ...]
    document: str
    sha256: str
    context: tuple[Quote, ...]
    spans: tuple[EvidenceSpan, ...]
    method: str
    link: str


@dataclass(frozen=True, slots=True)
class ProtectionLayer:
    """A protection while reading: whether it was in force, and why not."""

    name: str
    in_force: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What the report was made from and how; no time of making, so that it can be made again.

    `title` names the case. `methods` are the readings and scorers used, name and version
    (`rules/1`). `settings` are pairs of name and value that are off their default.
    """

    title: str
    sayso: str
    case_head: Head | None = None
    view: View = field(default_factory=View)
    methods: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    layers: tuple[ProtectionLayer, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `opening` comes first; `suggestions` are claims below the reading's threshold.

    `ties` are what parties are said to be to each other, by whoever says so.
    """

    head: ReportHead
    opening: tuple[Sentence, ...]
    documents: tuple[DocumentPart, ...]
    asserters: tuple[AsserterPart, ...]
    suggestions: tuple[Claim, ...]
    actors: tuple[ActorPart, ...]
    problems: tuple[ProblemGroup, ...]
    evidence: tuple[Evidence, ...]
    ties: tuple[TiesPart, ...] = ()


def list_claims(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims and all that are nested in them, each before its children."""
    found = []
    waiting = list(reversed(claims))
    while waiting:
        claim = waiting.pop()
        found.append(claim)
        waiting.extend(reversed(claim.children))
    return tuple(found)


def document_link(document: str, start: int, end: int) -> str:
    """Return the lasting address of code points `start` to `end` of a document.

    >>> document_link("document-00", 3, 14)
    'sayso://doc/document-00#3-14'
    """
    return f"sayso://doc/{document}#{start}-{end}"
