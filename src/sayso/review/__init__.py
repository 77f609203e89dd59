"""What people decide about rows: decisions in, reviewed documents out."""

from sayso.review.corrections import CorrectedDocument, collect_corrections
from sayso.review.decide import (
    DECISION_KINDS,
    Decided,
    DecisionKind,
    Desk,
    decide,
    find_kind,
    report_line,
)
from sayso.review.given import GivenDecision, GivenReading, GivenSpan
from sayso.review.rows import ROW_FIELDS, RefusedError, add_row, correct_row, guess_kind

__all__ = [
    "DECISION_KINDS",
    "ROW_FIELDS",
    "CorrectedDocument",
    "Decided",
    "DecisionKind",
    "Desk",
    "GivenDecision",
    "GivenReading",
    "GivenSpan",
    "RefusedError",
    "add_row",
    "collect_corrections",
    "correct_row",
    "decide",
    "find_kind",
    "guess_kind",
    "report_line",
]
