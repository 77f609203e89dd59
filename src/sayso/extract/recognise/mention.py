"""A mention of something by name, its kind, and what finds mentions in a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import entry_points
from typing import Protocol

from sayso.core import Document, FaceKind, SettingsError

_GROUP = "sayso.recognisers"


class MentionKind(StrEnum):
    """What a name is the name of: the kinds of faces, and what is no party."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    STATE = "state"
    SERVICE = "service"
    UNIT = "unit"
    BRAND = "brand"
    OUTLET = "outlet"
    PLACE = "place"
    EVENT = "event"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """Code points `start` to `end` of a document, half-open, that name somebody or something.

    `label` is the name that the words stand for: the state of "Iranian", the long name of "(LN)".
    `adjective` says that the words describe and do not name ("Iranian"). `method` names recogniser
    and version. `guessed` says that nothing but its capitals tells the kind.
    """

    start: int
    end: int
    kind: MentionKind
    label: str
    adjective: bool = False
    method: str = "names/1"
    guessed: bool = False


class Recogniser(Protocol):
    """A way to find names and their kinds in a document, of whatever language."""

    name: str
    version: str

    def find_mentions(self, document: Document) -> tuple[Mention, ...]:
        """Return the mentions in text order; none overlaps another."""
        ...


def face_kind(kind: MentionKind) -> FaceKind | None:
    """Return the kind of face that a mention can be, None for a place and an event.

    >>> face_kind(MentionKind.STATE), face_kind(MentionKind.PLACE)
    (<FaceKind.STATE: 'state'>, None)
    """
    if kind in (MentionKind.PLACE, MentionKind.EVENT):
        return None
    return FaceKind(kind.value)


def list_recognisers() -> tuple[str, ...]:
    """Return the names of the recognisers at hand, in the order of the alphabet."""
    return tuple(sorted({"names", *entry_points(group=_GROUP).names}))


def find_recogniser(name: str) -> Recogniser:
    """Return the recogniser with this name, one of an installed package or our own.

    Raises
    ------
    SettingsError
        When no recogniser bears the name, or an installed one cannot be loaded.
    """
    found = entry_points(group=_GROUP)
    if name in found.names:
        entry = found[name]
        try:
            kind = entry.load()
        except (ImportError, AttributeError) as error:
            raise SettingsError(
                f'The recogniser "{name}" ({entry.value}) cannot be loaded: {error}. '
                "Reinstall the package that brings it, or take another recogniser.",
                value=name,
            ) from error
        recogniser: Recogniser = kind()
        return recogniser
    if name == "names":
        # Run from a source tree, the package has no metadata to look in.
        from sayso.extract.recognise.names import NamesRecogniser

        return NamesRecogniser()
    known = ", ".join(list_recognisers())
    raise SettingsError(f'There is no recogniser "{name}". Take one of: {known}.', value=name)
