"""STIX 2.1 bundles: actors become faces of whoever created the object.

References
----------
OASIS, STIX Version 2.1 (2021): sections 3.2 (common properties), 3.6 (versioning), 4.1 and 4.6
(campaign, intrusion set), 5.1 (relationship), 6.1 (language of opinions).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.actors import WITHDRAWN, AccountRows
from sayso.core import DataError, FaceKind, Polarity, Stance, Step, parse_instant
from sayso.readers.accounts.given_file import GivenFile, read_json
from sayso.readers.accounts.maker import AccountMaker, Saying, clean, is_like_id, label_apart
from sayso.readers.accounts.misp_galaxy import text_of

METHOD = "stix/1"

#: Types of objects that are parties, with what the type says of their kind. That a party threatens
#: anybody is its creator's judgement, and no kind.
PARTIES = {
    "intrusion-set": FaceKind.GROUP,
    "threat-actor": FaceKind.GROUP,
    "identity": FaceKind.UNKNOWN,
}
_CLASSES = {
    "individual": FaceKind.PERSON,
    "group": FaceKind.GROUP,
    "organization": FaceKind.ORGANISATION,
}

#: Relations between parties with the predicate for them.
TIES = {
    "impersonates": "poses_as",
    "revoked-by": "merged_into",
    "formerly": "formerly",
    "successor-of": "successor_of",
    "split-from": "split_from",
    "merged-into": "merged_into",
    "face-of": "face_of",
    "front-for": "front_for",
    "brand-taken-over-by": "brand_taken_over_by",
    "part-of": "part_of",
    "wing-of": "wing_of",
    "affiliate-of": "affiliate_of",
    "member-of": "member_of",
    "leads": "leads",
    "umbrella-of": "umbrella_of",
    "controls": "controls",
    "directs": "directs",
    "created": "created",
    "supports": "supports",
    "proxy-of": "proxy_of",
    "infiltrates": "infiltrates",
    "allied-with": "allied_with",
    "rival-of": "rival_of",
    "pledged-to": "pledged_to",
}
#: Relations from a party to a campaign; attributed-to runs the other way.
ACTS = {
    "carried-out": "carried_out",
    "ordered": "ordered",
    "enabled": "enabled",
    "responsible-for": "responsible_for",
}

_OPINIONS = {
    "strongly-disagree": Polarity.DENIES,
    "disagree": Polarity.DENIES,
    "neutral": Polarity.MENTIONS,
    "agree": Polarity.AFFIRMS,
    "strongly-agree": Polarity.AFFIRMS,
}
_CITED = re.compile(r"\(Citation: ([^)]+)\)")


def read_bundle(file: GivenFile, account: str | None) -> AccountRows:
    """Return the rows of a bundle; its accounts are the creators of its objects.

    Where all objects have one creator, `account` names it; else it names who created those objects
    that name nobody.

    Raises
    ------
    DataError
        When the file is no bundle.
    """
    bundle = read_json(file)
    objects = bundle.get("objects") if isinstance(bundle, dict) else None
    if not isinstance(objects, list) or bundle.get("type") != "bundle":
        raise DataError(
            f'{file.path} is no STIX bundle: it has no type "bundle" with a list "objects".',
            path=file.path,
        )
    creators = _list_creators(objects)
    sole = next(iter(creators.values())) if len(creators) == 1 else None
    own = account or sole or file.stem
    if sole is not None:
        creators = dict.fromkeys(creators, own)
    document = file.to_document(title=own, media_type="application/stix+json", reader=METHOD)
    maker = AccountMaker(own, document, file.data, method=METHOD)
    _Bundle(maker, file.name, objects, creators).read()
    return maker.finish()


def _list_creators(objects: list[Any]) -> dict[str, str]:
    """Return the names of the creators by their ids; one whose identity is missing by the id."""
    items = [item for item in objects if isinstance(item, dict)]
    used = dict.fromkeys(
        creator for item in items if (creator := text_of(item.get("created_by_ref"))) is not None
    )
    names = {
        str(item.get("id")): name
        for item in items
        if item.get("type") == "identity" and (name := text_of(item.get("name"))) is not None
    }
    apart = label_apart({creator: names.get(creator, creator) for creator in used})
    # An account's name must not look like a reference to a record of the case.
    return {
        creator: f"creator {name}" if is_like_id(clean(name)) else name
        for creator, name in apart.items()
    }


@dataclass(frozen=True, slots=True)
class _Made:
    """What an object became: a face or an event, with its account; or a tie."""

    id: str
    is_event: bool = False


class _Bundle:
    def __init__(
        self,
        maker: AccountMaker,
        file: str,
        objects: list[Any],
        creators: Mapping[str, str],
    ) -> None:
        self.maker = maker
        self.file = file
        self.objects = objects
        self.creators = creators
        self.made: dict[str, _Made] = {}
        #: Of each relationship: predicate, parties, valid time.
        self.ties: dict[str, tuple[str, tuple[str, ...], str | None]] = {}

    def read(self) -> None:
        usable: list[tuple[str, dict[str, Any]]] = []
        seen: dict[str, tuple[str, str]] = {}
        for number, item in enumerate(self.objects):
            place = f"/objects/{number}"
            identity = text_of(item.get("id")) if isinstance(item, dict) else None
            if identity is None or text_of(item.get("type")) is None:
                self._refuse(place, 'The object lacks its "id" or "type".', "Give both.")
                continue
            version = (identity, text_of(item.get("modified")) or "")
            if identity in seen and seen[identity] != version:
                what = f"The bundle holds {identity} in two versions."
                self._refuse(place, what, "Import each version from a bundle of its own.")
                continue
            if identity in seen:
                continue
            seen[identity] = version
            usable.append((place, item))
        self._make_parties(usable)
        for place, item in usable:
            if item["id"] in self.made:
                self._read_party(place, item)
        relations = [(place, item) for place, item in usable if item["type"] == "relationship"]
        for place, item in relations:
            self._read_relation(place, item)
        for place, item in usable:
            if item["type"] == "opinion":
                self._read_opinion(place, item)
            elif item["id"] not in self.made and item["type"] != "relationship":
                self.maker.pass_over(f"object {item['type']}")

    def _make_parties(self, usable: list[tuple[str, dict[str, Any]]]) -> None:
        by_account: dict[str, dict[str, str]] = {}
        parties: list[dict[str, Any]] = []
        for place, item in usable:
            if item["type"] not in PARTIES and item["type"] != "campaign":
                continue
            name = text_of(item.get("name"))
            if name is None:
                self._refuse(place, f"The {item['type']} has no name.", 'Give it a "name".')
                continue
            if item["type"] == "identity" and item["id"] in self.creators:
                self.made[item["id"]] = _Made(self.maker.voice(self.creators[item["id"]]))
                continue
            parties.append(item)
            group = "event" if item["type"] == "campaign" else "face"
            by_account.setdefault(f"{group} {self._account(item)}", {})[item["id"]] = name
        labels = {key: label for group in by_account.values() for key, label in
                  label_apart(group).items()}  # fmt: skip
        for item in parties:
            account, label = self._account(item), labels[item["id"]]
            if item["type"] == "campaign":
                time = _span_of(item)
                event = self.maker.event(label, time=time, event_type="campaign", account=account)
                self.made[item["id"]] = _Made(event, is_event=True)
                continue
            kind = PARTIES[item["type"]]
            if item["type"] == "identity":
                kind = _CLASSES.get(str(item.get("identity_class")), FaceKind.UNKNOWN)
            self.made[item["id"]] = _Made(self.maker.face(label, kind, account))

    def _read_party(self, place: str, item: dict[str, Any]) -> None:
        made = self.made[item["id"]]
        if made.is_event or item["id"] in self.creators:
            return
        cited = _list_cited(item)
        rows = self._call(made.id, str(item["name"]), f"{place}/name", item, cited)
        aliases = item.get("aliases", [])
        aliases = [aliases] if isinstance(aliases, str) else aliases
        if not isinstance(aliases, list):
            self._refuse(f"{place}/aliases", "It is no list of names.", "Write a list of names.")
            aliases = []
        for number, alias in enumerate(aliases):
            at = f"{place}/aliases/{number}"
            if text_of(alias) is None:
                self._refuse(at, "It is no name.", "Write a name.")
            elif alias != item["name"]:
                rows += self._call(made.id, alias, at, item, cited)
        if item.get("revoked") is True:
            # Its creator's own word is that the object no longer stands.
            until = self._instant(item, "modified", place)
            for row in rows if until is not None else ():
                self.maker.end(row, str(until), WITHDRAWN)

    def _call(
        self, face: str, name: str, at: str, item: dict[str, Any], cited: Mapping[str, list[str]]
    ) -> list[str]:
        args = (face, self.maker.name(name))
        outer = self.maker.say("named", args, self._saying(at, item))
        rows = [outer]
        for work in cited.get(name, ()):
            inner = Saying(
                self.maker.face(work, FaceKind.UNKNOWN, self._account(item)),
                at,
                reported_in=outer,
                stance=Stance.ENDORSES,
                step=Step.SUMMARY,
                recorded_at=self._recorded_at(item, at),
            )
            rows.append(self.maker.say("named", args, inner))
        return rows

    def _read_relation(self, place: str, item: dict[str, Any]) -> None:
        kind = text_of(item.get("relationship_type")) or ""
        ends = [text_of(item.get(key)) or "" for key in ("source_ref", "target_ref")]
        source, target = (self.made.get(end) for end in ends)
        denied = kind.removeprefix("alleged-")
        certainty = "alleged" if denied != kind else None
        tie = self._find_tie(denied, source, target)
        if tie is None:
            if source is None or target is None:
                self.maker.pass_over(f"relationship {kind} with an object that is no party")
            else:
                self.maker.pass_over(f"relationship {kind}")
            return
        saying = self._saying(place, item, certainty_words=certainty)
        valid = _span_of(item, "start_time", "stop_time")
        if kind == "revoked-by":
            moment = self._instant(item, "modified", place)
            created = self._instant(item, "created", place)
            valid = (created or moment or "")[:10] or None
        row = self.maker.say(*tie, replace(saying, valid=valid))
        self.ties[item["id"]] = (*tie, valid)
        if item.get("revoked") is True:
            until = self._instant(item, "modified", place)
            if until is not None:
                self.maker.end(row, until, WITHDRAWN)

    def _find_tie(
        self, kind: str, source: _Made | None, target: _Made | None
    ) -> tuple[str, tuple[str, ...]] | None:
        if source is None or target is None:
            return None
        if kind == "attributed-to" and source.is_event and not target.is_event:
            return "carried_out", (target.id, source.id)
        if kind in ACTS and not source.is_event and target.is_event:
            return ACTS[kind], (source.id, target.id)
        if kind in TIES and not source.is_event and not target.is_event:
            return TIES[kind], (source.id, target.id)
        return None

    def _read_opinion(self, place: str, item: dict[str, Any]) -> None:
        word = text_of(item.get("opinion")) or ""
        polarity = _OPINIONS.get(word)
        if polarity is None:
            what = f'"{word[:40]}" is no opinion.'
            self._refuse(f"{place}/opinion", what, f"Write {', '.join(_OPINIONS)}.")
            return
        about = item.get("object_refs")
        for number, target in enumerate(about if isinstance(about, list) else []):
            at = f"{place}/object_refs/{number}"
            tie = self.ties.get(target) if isinstance(target, str) else None
            if tie is None:
                what = "The opinion is about an object that became no tie."
                self._refuse(at, what, "State the tie in a relationship and let it refer to that.")
                continue
            predicate, args, valid = tie
            saying = self._saying(at, item, polarity=polarity, certainty_words=word)
            self.maker.say(predicate, args, replace(saying, valid=valid))

    def _saying(
        self,
        at: str,
        item: dict[str, Any],
        *,
        polarity: Polarity = Polarity.AFFIRMS,
        certainty_words: str | None = None,
    ) -> Saying:
        confidence = item.get("confidence")
        certainty = None
        if type(confidence) is int and 0 <= confidence <= 100:
            share = f"{confidence / 100:.2f}"
            certainty = (share, share)
        return Saying(
            self.maker.voice(self._account(item)),
            at,
            polarity=polarity,
            certainty_words=certainty_words,
            certainty=certainty,
            recorded_at=self._recorded_at(item, at),
        )

    def _recorded_at(self, item: dict[str, Any], place: str) -> str | None:
        """Return when the creator recorded this version; of a revoked object, when it began.

        A version tells what its creator said at `modified`. That the aliases stood earlier nothing
        tells; but what is revoked then must have been said before.
        """
        key = "created" if item.get("revoked") is True else "modified"
        return self._instant(item, key, place)

    def _instant(self, item: dict[str, Any], key: str, place: str) -> str | None:
        text = text_of(item.get(key))
        if text is None:
            return None
        try:
            return parse_instant(text).isoformat().replace("+00:00", "Z")
        except DataError as error:
            where = f"{self.file}, {place.split('/aliases')[0].split('/name')[0]}/{key}"
            self.maker.note(where, error.message, "Write the timestamp as STIX has it.",
                            kind="bad_date")  # fmt: skip
            return None

    def _account(self, item: Mapping[str, Any]) -> str:
        creator = text_of(item.get("created_by_ref"))
        return self.creators.get(creator or "", self.maker.account)

    def _refuse(self, place: str, what: str, todo: str) -> None:
        self.maker.refuse(f"{self.file}, {place}", what, todo)


def _list_cited(item: dict[str, Any]) -> dict[str, list[str]]:
    """Return the works cited for each name: those in the external reference that bears it."""
    cited: dict[str, list[str]] = {}
    references = item.get("external_references")
    for reference in references if isinstance(references, list) else ():
        name = text_of(reference.get("source_name")) if isinstance(reference, dict) else None
        if name is None:
            continue
        works = _CITED.findall(str(reference.get("description") or ""))
        cited.setdefault(name, []).extend(dict.fromkeys(work.strip()[:300] for work in works))
    return cited


def _span_of(
    item: dict[str, Any], first: str = "first_seen", last: str = "last_seen"
) -> str | None:
    """Return the days between two timestamps as EDTF, None where neither is one."""
    days = []
    for key in (first, last):
        text = text_of(item.get(key))
        try:
            days.append(parse_instant(text).date().isoformat() if text else None)
        except DataError:
            days.append(None)
    begin, end = days
    if begin is None and end is None:
        return None
    if begin == end and begin is not None:
        return begin
    return f"{begin or '..'}/{end or '..'}"
