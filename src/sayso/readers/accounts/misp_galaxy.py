"""MISP galaxies: clusters become faces, their names and ties assertions of the galaxy.

References
----------
MISP galaxy format, draft-08 of the Internet-Draft "MISP galaxy format", sections 2 and 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sayso.actors import AccountRows
from sayso.core import DataError, FaceKind, Polarity, Stance, Step
from sayso.readers.accounts.given_file import GivenFile, read_json
from sayso.readers.accounts.maker import AccountMaker, Saying, label_apart

METHOD = "misp-galaxy/1"

#: What a type of galaxy says about the kind of its entries. That a group threatens anybody is a
#: judgement of the list, and no kind of party.
KINDS = {
    "threat-actor": FaceKind.GROUP,
    "microsoft-activity-group": FaceKind.GROUP,
    "canada-listed-terrorist-entities": FaceKind.GROUP,
    "intelligence-agency": FaceKind.SERVICE,
    "producer": FaceKind.ORGANISATION,
    "country": FaceKind.STATE,
}

#: Relations that the core has a predicate for. The others speak of tools and targets, or do not
#: say what they assert ("linked-to").
RELATIONS = {"similar": "same_as", "same-as": "same_as", "part-of": "part_of"}

_LIKELIHOOD = re.compile(r'estimative-language:likelihood-probability="([^"]*)"')

#: Values that name nobody.
NOBODY = frozenset({"", "unknown", "not available"})


def read_galaxy(file: GivenFile, account: str | None) -> AccountRows:
    """Return the rows of a galaxy file; the account is the galaxy's type unless named.

    Raises
    ------
    DataError
        When the file is no galaxy.
    """
    galaxy = read_json(file)
    values = galaxy.get("values") if isinstance(galaxy, dict) else None
    if not isinstance(values, list):
        raise DataError(
            f'{file.path} is no cluster file of a MISP galaxy: it has no list "values".',
            path=file.path,
        )
    title = text_of(galaxy.get("type")) or file.stem
    name = account or title
    document = file.to_document(title=name, media_type="application/json", reader=METHOD)
    maker = AccountMaker(name, document, file.data, method=METHOD)
    _Galaxy(maker, file.name, KINDS.get(title, FaceKind.UNKNOWN), values).read()
    return maker.finish()


class _Galaxy:
    def __init__(self, maker: AccountMaker, file: str, kind: FaceKind, values: list[Any]) -> None:
        self.maker = maker
        self.file = file
        self.values = values
        named: dict[str, str] = {}
        for number, entry in enumerate(values):
            value = text_of(entry.get("value")) if isinstance(entry, dict) else None
            if value is not None:
                named.setdefault(text_of(entry.get("uuid")) or f"/values/{number}", value)
        labels = label_apart(named)
        self.faces = {key: maker.face(label, kind) for key, label in labels.items()}
        self.voice = maker.voice()

    def read(self) -> None:
        seen: set[str] = set()
        for number, entry in enumerate(self.values):
            place = f"/values/{number}"
            value = text_of(entry.get("value")) if isinstance(entry, dict) else None
            if value is None:
                self._refuse(place, "The entry has no name.", 'Give it a "value".')
                continue
            key = text_of(entry.get("uuid")) or place
            if key in seen:
                self._refuse(place, f"The uuid {key} stands twice.", "Give each entry its own.")
                continue
            seen.add(key)
            self._read_entry(self.faces[key], place, entry, value)

    def _read_entry(self, face: str, place: str, entry: dict[str, Any], value: str) -> None:
        given = entry.get("meta")
        if given is not None and not isinstance(given, dict):
            # Early versions of a galaxy hold "meta" as a list of one object.
            given = given[0] if isinstance(given, list) and len(given) == 1 else given
            if not isinstance(given, dict):
                self._refuse(f"{place}/meta", '"meta" is no object.', "Write an object.")
                given = None
        meta: dict[str, Any] = given or {}
        rows = {value: self._call(face, value, f"{place}/value")}
        for at, name in self._each(meta.get("synonyms"), f"{place}/meta/synonyms"):
            rows.setdefault(name, self._call(face, name, at))
        for at, pair in self._each(meta.get("name-attribution"), f"{place}/meta/name-attribution"):
            name, colon, producer = pair.rpartition(":")
            if not colon or not name or not producer:
                self._refuse(at, f'"{pair[:80]}" is not NAME:PRODUCER.', "Write the name, a colon "
                             "and the uuid of the producer.")  # fmt: skip
                continue
            report_name(self.maker, face, name, producer, at, rows.get(name))
        sponsor = meta.get("cfr-suspected-state-sponsor")
        for at, state in self._each(sponsor, f"{place}/meta/cfr-suspected-state-sponsor"):
            if state.casefold() in NOBODY:
                self.maker.pass_over("cfr-suspected-state-sponsor naming nobody")
            else:
                report_sponsor(self.maker, face, state, at)
        self._read_related(face, place, entry.get("related"))
        for field in meta:
            if field not in ("synonyms", "name-attribution", "cfr-suspected-state-sponsor"):
                self.maker.pass_over("origin:NAME" if field.startswith("origin:") else field)
        for field in entry:
            if field not in ("value", "uuid", "meta", "related"):
                self.maker.pass_over(field)

    def _call(self, face: str, name: str, at: str) -> str:
        return self.maker.say("named", (face, self.maker.name(name)), Saying(self.voice, at))

    def _read_related(self, face: str, place: str, related: Any) -> None:
        if not related:
            return
        if not isinstance(related, list):
            self._refuse(f"{place}/related", "It is no list.", "Write a list of relations.")
            return
        for number, item in enumerate(related):
            at = f"{place}/related/{number}"
            kind = text_of(item.get("type")) if isinstance(item, dict) else None
            target = text_of(item.get("dest-uuid")) if isinstance(item, dict) else None
            if kind is None or target is None:
                what = 'The relation lacks its "type" or "dest-uuid".'
                self._refuse(at, what, "Give both.")
                continue
            predicate = RELATIONS.get(kind)
            if predicate is None:
                self.maker.pass_over(f"related: {kind}")
                continue
            tags = item.get("tags")
            found = _LIKELIHOOD.search(" ".join(map(str, tags)) if isinstance(tags, list) else "")
            # An entry of another galaxy is known here by its uuid alone.
            other = self.faces.get(target) or self.maker.face(target)
            self.maker.say(
                predicate,
                (face, other),
                Saying(self.voice, at, certainty_words=found[1] if found else None),
            )

    def _each(self, given: Any, place: str) -> Iterator[tuple[str, str]]:
        """Yield the texts of a list with their places; a bare string is a list of one.

        A reader that takes a string for a list makes seventeen aliases of one name.
        """
        if given is None:
            return
        if isinstance(given, str):
            yield place, given
            return
        if not isinstance(given, list):
            self._refuse(place, "It is no list of texts.", "Write a list of texts.")
            return
        for number, item in enumerate(given):
            text = text_of(item)
            if text is None:
                self._refuse(f"{place}/{number}", "It is no text.", "Write a text.")
            else:
                yield f"{place}/{number}", text

    def _refuse(self, place: str, what: str, todo: str) -> None:
        self.maker.refuse(f"{self.file}, {place}", what, todo)


def text_of(value: Any) -> str | None:
    """Return a text that is not blank, else None."""
    return value if isinstance(value, str) and value.strip() else None


def report_name(
    maker: AccountMaker,
    face: str,
    name: str,
    producer: str,
    at: str,
    outer: str | None,
    recorded_at: str | None = None,
) -> str:
    """Add a producer's own row on a name that a galaxy says is the producer's; return its id.

    `outer` is the galaxy's row on the same name. Where the galaxy does not list the name itself, it
    only mentions that the producer uses it.
    """
    args = (face, maker.name(name))
    if outer is None:
        mention = Saying(maker.voice(), at, Polarity.MENTIONS, recorded_at=recorded_at)
        outer = maker.say("named", args, mention)
        stance = Stance.NEUTRAL
    else:
        stance = Stance.ENDORSES
    inner = Saying(
        maker.face(producer, FaceKind.ORGANISATION),
        at,
        reported_in=outer,
        stance=stance,
        step=Step.SUMMARY,
        recorded_at=recorded_at,
    )
    return maker.say("named", args, inner)


def report_sponsor(
    maker: AccountMaker, face: str, state: str, at: str, recorded_at: str | None = None
) -> str:
    """Add the row that a state is suspected to support the party; return its id."""
    return maker.say(
        "supports",
        (maker.face(state, FaceKind.STATE), face),
        Saying(maker.voice(), at, certainty_words="suspected", recorded_at=recorded_at),
    )
