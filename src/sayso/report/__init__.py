"""A case as a report: plain data that every format renders in the same words."""

from sayso.report.build import build_report
from sayso.report.leaves import Leaf, Mark, mark_attribution, split_leaves
from sayso.report.model import (
    ActorPart,
    AsserterPart,
    Claim,
    DocumentPart,
    Evidence,
    EvidenceSpan,
    MentionPart,
    Number,
    ProblemGroup,
    ProtectionLayer,
    Quote,
    Report,
    ReportHead,
    Sentence,
    SentenceKind,
    TextBlock,
    document_link,
    list_claims,
)
from sayso.report.order import sort_attributions, sort_faces
from sayso.report.sentences import Agent, Hand, join_words, name_agent, tell_account

__all__ = [
    "ActorPart",
    "Agent",
    "AsserterPart",
    "Claim",
    "DocumentPart",
    "Evidence",
    "EvidenceSpan",
    "Hand",
    "Leaf",
    "Mark",
    "MentionPart",
    "Number",
    "ProblemGroup",
    "ProtectionLayer",
    "Quote",
    "Report",
    "ReportHead",
    "Sentence",
    "SentenceKind",
    "TextBlock",
    "build_report",
    "document_link",
    "join_words",
    "list_claims",
    "mark_attribution",
    "name_agent",
    "sort_attributions",
    "sort_faces",
    "split_leaves",
    "tell_account",
]
