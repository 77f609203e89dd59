"""What a file of a rival account brings into a case, and which accounts list parties apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.actors.rows import EndMark, EntryList
from sayso.core import (
    AUTHOR,
    Assertion,
    CaseContents,
    Document,
    Event,
    Face,
    Name,
    Problem,
    Proposition,
    Recorded,
)

#: Methods of importers whose files are lists: one entry, one party. The version does not matter.
LISTING_METHODS = ("misp-galaxy", "misp-history", "stix")


@dataclass(frozen=True, slots=True)
class AccountRows:
    """The records made from one file, which is the `document`, with its bytes in `data`.

    `assertions` stand so that a report comes before what it reports. `recorded` says of some of
    them when the account itself recorded them and under which name; the others are recorded when
    they enter the case. `ends` are what the account itself took back. `account` is its name.
    """

    account: str
    document: Document
    data: bytes
    faces: tuple[Face, ...] = ()
    names: tuple[Name, ...] = ()
    events: tuple[Event, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    ends: tuple[EndMark, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_lists(contents: CaseContents) -> tuple[EntryList, ...]:
    """Return the accounts of a case that keep their entries apart, with whose say-so it is.

    Such an account names its entries itself, in rows made by an importer of lists. A table of
    assertions and a text are no lists: two names in them may well be one party.
    """
    return find_listing(
        contents.assertions,
        {face.id: face for face in contents.faces},
        {item.id: item for item in contents.propositions},
    )


def find_listing(
    assertions: Iterable[Assertion],
    faces: dict[str, Face],
    propositions: dict[str, Proposition],
) -> tuple[EntryList, ...]:
    """Return what `find_lists` does, from records at hand by their ids."""
    found: dict[EntryList, None] = {}
    for row in assertions:
        if row.method.partition("/")[0] not in LISTING_METHODS or row.reported_in is not None:
            continue
        about = propositions.get(row.proposition)
        if about is None or about.predicate != "named" or row.asserter == AUTHOR:
            continue
        face, voice = faces.get(about.args[0]), faces.get(row.asserter)
        if face is None or voice is None or face.account is None:
            continue
        # Only an account's own word on its own entries: a creator may also name somebody else's.
        if face.account == voice.account:
            found[EntryList(face.account, row.asserter)] = None
    return tuple(sorted(found, key=lambda item: (item.account, item.voice)))
