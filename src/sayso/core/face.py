"""Faces, the names they bear, and the events they are tied to, as one account presents them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.core.document import Span
from sayso.core.ids import content_id


class FaceKind(StrEnum):
    """What kind of party an account presents."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    STATE = "state"
    SERVICE = "service"
    UNIT = "unit"
    BRAND = "brand"
    OUTLET = "outlet"
    ROLE = "role"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Face:
    """A party as one account presents it; it carries no identity.

    `account` is the id of the document or import that presents it, `label` the fullest form of its
    name there, `mentions` the spans where it is named, in text order. Two accounts' faces of one
    name are two faces until somebody says otherwise.
    """

    account: str | None
    kind: FaceKind
    label: str
    mentions: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """Return the id: the hash of account, kind and label."""
        return content_id("face", self.account, self.kind, self.label)


@dataclass(frozen=True, slots=True)
class Name:
    """A string used for somebody: its language (BCP 47), script (ISO 15924) and normal form.

    It is tied to a face only by an assertion with the predicate `named`.
    """

    string: str
    language: str | None
    script: str | None
    normal_form: str

    @property
    def id(self) -> str:
        """Return the id: the hash of the string and its language."""
        return content_id("name", self.string, self.language)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as one account presents it; `time` is EDTF."""

    account: str | None
    label: str
    time: str | None = None
    place: str | None = None
    type: str | None = None

    @property
    def id(self) -> str:
        """Return the id: the hash of what the account says the event is."""
        return content_id("event", self.account, self.label, self.time, self.place, self.type)
