"""Records of an account, made one statement at a time, with the place where each stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sayso.actors import AccountRows, EndMark
from sayso.core import (
    Assertion,
    Document,
    Event,
    Face,
    FaceKind,
    Name,
    Polarity,
    Problem,
    Proposition,
    Recorded,
    Span,
    Stance,
    Step,
    fold_for_search,
    make_proposition,
)

_LOOKS_LIKE_ID = re.compile(r"[a-z_]+-[0-9a-f]{32}\Z")
_NAME = re.compile(r"[/\\]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

#: What a hand does that rejects: it denies what is affirmed, and affirms what is denied.
_REJECTED = {Polarity.AFFIRMS: Polarity.DENIES, Polarity.DENIES: Polarity.AFFIRMS}


@dataclass(frozen=True, slots=True)
class Saying:
    """How something is asserted: by whom, when, how surely, and where in the file it stands.

    `asserter` is the id of a face. `recorded_at` is the UTC instant (RFC 3339) at which the account
    recorded it, None where nothing tells.
    """

    asserter: str
    row: str
    polarity: Polarity = Polarity.AFFIRMS
    valid: str | None = None
    said: str | None = None
    certainty_words: str | None = None
    certainty: tuple[str, str] | None = None
    act_stance: Stance | None = None
    stance: Stance | None = None
    step: Step | None = None
    reported_in: str | None = None
    recorded_at: str | None = None
    document: str | None = None
    spans: tuple[Span, ...] = ()


def _pass_on(saying: Saying) -> Polarity:
    """Return the polarity of a hand towards what it passes on."""
    if saying.stance is Stance.ENDORSES:
        return saying.polarity
    if saying.stance is Stance.REJECTS:
        return _REJECTED.get(saying.polarity, saying.polarity)
    return Polarity.MENTIONS


class AccountMaker:
    """Collects the records of one file; `finish` gives them."""

    def __init__(self, account: str, document: Document, data: bytes, *, method: str) -> None:
        self.account = clean(account) or "account"
        if is_like_id(self.account):
            # A file may call itself anything; in this form it would be taken for a record.
            self.account = f"account {self.account}"
        self.document = document
        self.problems: list[Problem] = []
        self._document_id = document.id
        self._data = data
        self._method = method
        self._faces: dict[str, Face] = {}
        self._names: dict[str, Name] = {}
        self._events: dict[str, Event] = {}
        self._propositions: dict[str, Proposition] = {}
        self._assertions: dict[str, Assertion] = {}
        self._recorded: dict[str, Recorded] = {}
        self._ends: dict[str, EndMark] = {}
        self._unread: Counter[str] = Counter()

    def face(
        self, label: str, kind: FaceKind = FaceKind.UNKNOWN, account: str | None = None
    ) -> str:
        """Return the id of the face of a party as an account presents it."""
        face = Face(account or self.account, kind, clean(label))
        return self._faces.setdefault(face.id, face).id

    def voice(self, account: str | None = None) -> str:
        """Return the id of the face that stands for the account itself, who asserts its rows."""
        return self.face(account or self.account, FaceKind.UNKNOWN, account)

    def name(self, text: str) -> str:
        """Return the id of a name."""
        text = clean(text)
        name = Name(text, None, None, fold_for_search(text))
        return self._names.setdefault(name.id, name).id

    def event(
        self,
        label: str,
        *,
        time: str | None = None,
        place: str | None = None,
        event_type: str | None = None,
        account: str | None = None,
    ) -> str:
        """Return the id of an event as an account presents it."""
        event = Event(account or self.account, clean(label), time, place, event_type)
        return self._events.setdefault(event.id, event).id

    def say(
        self,
        predicate: str,
        args: tuple[str, ...],
        saying: Saying,
        qualifiers: tuple[tuple[str, str], ...] = (),
        *,
        by_endorsement: bool = False,
    ) -> str:
        """Add an assertion and return its id; `args` are ids, or literals."""
        about = make_proposition(predicate, args, qualifiers)
        about = self._propositions.setdefault(about.id, about)
        row = Assertion(
            proposition=about.id,
            asserter=saying.asserter,
            polarity=saying.polarity,
            document=saying.document or self._document_id,
            spans=saying.spans,
            row=saying.row,
            certainty_words=clean(saying.certainty_words or "") or None,
            certainty=saying.certainty,
            valid=saying.valid,
            said=saying.said,
            reported_in=saying.reported_in,
            stance=saying.stance,
            act_stance=saying.act_stance,
            by_endorsement=by_endorsement,
            step=saying.step,
            method=self._method,
        )
        made = row.id
        self._assertions.setdefault(made, row)
        if saying.recorded_at is not None:
            label = self._faces[saying.asserter].label if saying.reported_in is None else None
            by = label or self.account
            self._recorded.setdefault(made, Recorded(made, saying.recorded_at, by))
        return made

    def report(
        self,
        predicate: str,
        args: tuple[str, ...],
        saying: Saying,
        hands: Iterable[str],
        qualifiers: tuple[tuple[str, str], ...] = (),
    ) -> str:
        """Add an assertion with an outer one for each hand it came through; return its id.

        `hands` are faces, outermost first. A hand that endorses has the polarity of what it passes
        on, one that rejects the opposite, any other mentions it; to condemn an act, or to be
        unsure, is the inner voice's own.
        """
        outer: str | None = None
        for hand in hands:
            passing = replace(
                saying,
                asserter=hand,
                polarity=_pass_on(saying),
                act_stance=None,
                reported_in=outer,
                stance=None if outer is None else saying.stance,
                step=None if outer is None else saying.step,
            )
            outer = self.say(predicate, args, passing, qualifiers, by_endorsement=True)
        if outer is None:
            saying = replace(saying, stance=None, step=None)
        return self.say(predicate, args, replace(saying, reported_in=outer), qualifiers)

    def end(self, target: str, at: str, reason: str) -> None:
        """End an assertion from the instant `at` on."""
        self._ends.setdefault(target, EndMark(target, at, reason))

    def refuse(self, place: str, what: str, todo: str, *, kind: str = "bad_row") -> None:
        """List a part of the file that was left out."""
        self._add_problem(kind, place, what, "It was left out; the others were imported.", todo)

    def note(self, place: str, what: str, todo: str, *, kind: str = "bad_row") -> None:
        """List trouble that cost no row."""
        self._add_problem(kind, place, what, "The row was imported without it.", todo, lost=False)

    def pass_over(self, field: str) -> None:
        """Count a field that asserts no name and no tie that the core has."""
        self._unread[clean(field)[:80]] += 1

    def _add_problem(
        self, kind: str, place: str, what: str, done: str, todo: str, *, lost: bool = True
    ) -> None:
        self.problems.append(
            Problem(
                kind=kind,
                where=clean(place),
                what=clean(what),
                done=done,
                todo=todo,
                lost=lost,
                document=self._document_id,
                sha256=self.document.sha256,
            )
        )

    def finish(self) -> AccountRows:
        """Return the records, with one note of the fields that were passed over."""
        if self._unread:
            listed = ", ".join(
                f"{field} ({count})"
                for field, count in sorted(self._unread.items(), key=lambda pair: (-pair[1], pair))
            )
            self._add_problem(
                "unread_fields",
                _NAME.split(self.document.uri)[-1],
                f"These fields assert no name or tie that has a predicate: {listed[:2000]}.",
                "They stay in the file, which the case keeps.",
                "Nothing, unless you need them; then write them into a table and import it.",
                lost=False,
            )
        return AccountRows(
            account=self.account,
            document=self.document,
            data=self._data,
            faces=tuple(self._faces.values()),
            names=tuple(self._names.values()),
            events=tuple(self._events.values()),
            propositions=tuple(self._propositions.values()),
            assertions=tuple(self._assertions.values()),
            recorded=tuple(self._recorded.values()),
            ends=tuple(self._ends.values()),
            problems=tuple(self.problems),
        )


def clean(text: str) -> str:
    """Return a text that every store can hold; nothing else of it is changed."""
    return _UNSTORABLE.sub("\ufffd", text)


def is_like_id(text: str) -> bool:
    """Return whether a literal would be taken for a reference to a record."""
    return _LOOKS_LIKE_ID.match(text) is not None


def label_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return a label for each key: its name, with the key behind it where several share a name.

    >>> label_apart({"a": "Axiom", "b": "Lynx", "c": "Lynx"})
    {'a': 'Axiom', 'b': 'Lynx (b)', 'c': 'Lynx (c)'}
    """
    shared = Counter(names.values())
    return {key: name if shared[name] == 1 else f"{name} ({key})" for key, name in names.items()}
