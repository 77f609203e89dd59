"""Problems grouped by kind, with a heading for each."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.core import READ_FAILURES, READING_NOTICES, REVIEW_NOTICES, Document, Problem
from sayso.report.model import ProblemGroup

_TITLES = (
    ("refused_type", "Files of a type that is not read"),
    ("refused_size", "Files over a size limit"),
    ("encrypted", "Files that need a password"),
    ("malformed", "Files that are damaged"),
    ("timed_out", "Files that took too long"),
    ("out_of_memory", "Files that needed too much memory"),
    ("crashed", "Files on which the reader broke off"),
    ("partly_read", "Files read in part"),
    ("no_text", "Files without text"),
    ("empty", "Empty files"),
    ("unreachable", "Files that could not be opened"),
    ("unresolved_asserter", "Sources that were not resolved to a party"),
    ("unresolved_date", "Dates that could not be placed in time"),
    ("unread_language", "Languages that were not read, or read in part"),
    ("bad_date", "Dates that are not on the calendar"),
    ("bad_row", "Rows that could not be read"),
    ("bad_answer", "Answers of a reader that were refused"),
    ("orphaned_anchor", "Words that could not be found again"),
    ("reading_failed", "Documents on which the reading failed"),
    ("bad_decision", "Decisions that could not be used"),
    ("analysts_differ", "Rows about which analysts differ"),
    ("partly_reviewed", "Documents that were reviewed in part"),
    ("unread_fields", "Fields of imported files that assert no name or tie"),
    ("model_missing", "Documents read by the rules, without the model"),
)


def title_kind(kind: str) -> str:
    """Return the heading for a kind of problem; an unknown kind gives its own name in words."""
    return dict(_TITLES).get(kind, kind.replace("_", " ").capitalize())


def group_problems(
    problems: Sequence[Problem], documents: Sequence[Document]
) -> tuple[ProblemGroup, ...]:
    """Return the problems by kind, each once, in the order of the case.

    Kinds stand in the order of `READ_FAILURES`, `READING_NOTICES` and `REVIEW_NOTICES`, others
    after them; within a kind, problems go by document, then by place.
    """
    known = (*READ_FAILURES, *READING_NOTICES, *REVIEW_NOTICES)
    places = {document.id: place for place, document in enumerate(documents)}
    unique = {problem.id: problem for problem in problems}
    ordered = sorted(
        unique.values(),
        key=lambda problem: (
            places.get(problem.document or "", len(places)),
            problem.where,
            problem.what,
            problem.id,
        ),
    )
    kinds: dict[str, list[Problem]] = {kind: [] for kind in known}
    for problem in ordered:
        kinds.setdefault(problem.kind, []).append(problem)
    return tuple(
        ProblemGroup(kind, title_kind(kind), tuple(found)) for kind, found in kinds.items() if found
    )
