"""What a case holds, as core values: what a report and the exports are made from."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.core.assertion import Assertion, Assessment, Proposition
from sayso.core.attribution import Attribution
from sayso.core.document import Document
from sayso.core.face import Event, Face, Name
from sayso.core.ids import content_id
from sayso.core.judgement import Judgement
from sayso.core.problem import Problem


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a file as found, known by their SHA-256; `size` counts them."""

    sha256: str
    size: int

    @property
    def id(self) -> str:
        """Return the id: the hash of the hash, in the form of the other ids."""
        return content_id("original", self.sha256)


@dataclass(frozen=True, slots=True)
class Recorded:
    """When (UTC, RFC 3339) and by whom the record with this id was stored."""

    id: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class CaseContents:
    """The records of a case, each kind in the order in which it was recorded.

    The order of `documents` is the order of the case: what is shown by first appearance goes by
    it, and by the offsets in the texts. `judgements` stand in the order in which they were
    recorded. The other tuples may come in any order. `recorded` says of each record when and by
    whom it was stored, where that is wanted.
    """

    documents: tuple[Document, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    faces: tuple[Face, ...] = ()
    problems: tuple[Problem, ...] = ()
    names: tuple[Name, ...] = ()
    events: tuple[Event, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    originals: tuple[Original, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    judgements: tuple[Judgement, ...] = ()
