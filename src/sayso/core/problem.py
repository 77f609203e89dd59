"""Trouble with the material, kept as data: where, what, what was done, what the user can do."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.ids import content_id

#: Kinds of failure of a file, as the parser sandbox reports them (docs/problems.md explains each).
READ_FAILURES = (
    "refused_type",
    "refused_size",
    "encrypted",
    "malformed",
    "timed_out",
    "out_of_memory",
    "crashed",
    "partly_read",
    "no_text",
    "empty",
    "unreachable",
)

#: Kinds of notice that reading gives when the text itself leaves something open.
READING_NOTICES = (
    "unresolved_asserter",
    "unresolved_date",
    "unread_language",
    "bad_date",
    "bad_row",
    "bad_answer",
    "reading_failed",
    "model_missing",
    "orphaned_anchor",
)

#: Kinds of notice about the decisions that people make on rows.
REVIEW_NOTICES = ("bad_decision", "analysts_differ", "partly_reviewed")

#: Kinds of notice about ties and about who is taken for whom.
ACTOR_NOTICES = (
    "bad_tie",
    "inferred_identity",
    "not_all_listed",
    "accounts_apart",
    "unread_fields",
)

#: Kinds of notice about a model that is weighed.
WEIGH_NOTICES = ("unknown_field", "blank_cell", "repeated_report")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong with the material.

    `kind` is one of `READ_FAILURES`, `READING_NOTICES`, `REVIEW_NOTICES`, `ACTOR_NOTICES` or
    `WEIGH_NOTICES`;
    `where` names file, page, row or offsets; `what` says what was found, `done` what Sayso did
    about it, `todo` what the user can do.
    `lost` is true when something of the material was left out: only then does a command end with
    status 3. `sha256` is the hash of the bytes concerned, `document` the id of the document, when
    there are any.
    """

    kind: str
    where: str
    what: str
    done: str
    todo: str
    lost: bool = True
    document: str | None = None
    sha256: str | None = None

    @property
    def id(self) -> str:
        """Return the content-derived id: the same trouble met twice is one record."""
        return content_id("problem", self.kind, self.where, self.what, self.document, self.sha256)

    def describe(self) -> str:
        """Return the problem as one line for a person."""
        return f"{self.where}: {self.what} {self.done} {self.todo}".strip()
