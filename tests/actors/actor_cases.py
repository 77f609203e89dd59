"""Cases for the tests of actors: from tables that a person can read, or row by row."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sayso.actors import AssertionRow, CaseRows, EndMark, EntryList, arrange_rows, gather_rows
from sayso.core import (
    AUTHOR,
    Assertion,
    Assessment,
    CaseContents,
    Event,
    Face,
    FaceKind,
    Polarity,
    Problem,
    Proposition,
    Recorded,
    Review,
    Span,
    SpanRole,
    Stance,
    Step,
    document_id,
    find_predicate,
    make_proposition,
)

CASES = Path(__file__).parent / "cases"
ACCOUNT = "(account)"

_REJECTED = {Polarity.AFFIRMS: Polarity.DENIES, Polarity.DENIES: Polarity.AFFIRMS}


def _pass_on(stance: Stance | None, polarity: Polarity) -> Polarity:
    """Return the polarity of a hand that endorses, rejects or only passes on."""
    if stance is Stance.ENDORSES:
        return polarity
    return _REJECTED.get(polarity, polarity) if stance is Stance.REJECTS else Polarity.MENTIONS


@dataclass
class Table:
    """A table read into rows, with the names by which a test asks for parties."""

    case: CaseRows
    ids: dict[str, str]
    sources: dict[str, str]
    problems: tuple[Problem, ...] = ()

    def label(self, party: str) -> str:
        if party in self.case.faces:
            return self.case.faces[party].label
        if party in self.case.events:
            return self.case.events[party].label
        return party


def read_table(
    name: str, rename: Mapping[str, str] | None = None, document: str | None = None
) -> Table:
    """Return the table of a folder under cases/, its parties called by other names if wanted.

    `document` is the id of the document in which the rows stand, where there is one.
    """
    called = dict(rename or {})
    folder = CASES / name
    given = tomllib.loads((folder / "MAP.toml").read_text(encoding="utf-8"))
    kinds = {called.get(key, key): FaceKind(kind) for key, kind in given["kinds"].items()}
    account = given["account"]
    document = document or document_id("0" * 64, account)
    maker = Maker(document=document, kinds=kinds)
    for key, fields in given["events"].items():
        maker.add_event(key, Event(document, **fields))
    sources: dict[str, str] = {}
    columns = given["columns"]
    with (folder / "rows.csv").open(encoding="utf-8", newline="") as lines:
        for cells in csv.DictReader(lines):
            row = {key: cells[column] for key, column in columns.items()}
            for key in ("asserter", "subject", "object"):
                row[key] = called.get(row[key], row[key])
            made = maker.add(
                row["asserter"],
                row["predicate"],
                *(part for part in (row["subject"], row["object"]) if part),
                polarity=Polarity(row["polarity"]),
                valid=row["valid"] or None,
                said=row["said"] or None,
                reported_by=row["reported_by"],
                stance=Stance(row["stance"]) if row["stance"] else None,
                act_stance=Stance(row["act_stance"]) if row["act_stance"] else None,
                step=Step(row["step"]) if row["step"] else None,
                certainty_words=row["certainty_words"] or None,
                spans=read_spans(row["spans"]),
            )
            if row["source"]:
                sources[made] = row["source"]
    case, problems = maker.finish(documents={document: (account,)})
    return Table(case, maker.ids, sources, problems)


def read_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(first), int(last)) for first, last in (part.split("-") for part in text.split(";"))
    )


@dataclass
class Maker:
    """Makes a case row by row; parties are faces called by their labels."""

    document: str = document_id("1" * 64)
    kinds: dict[str, FaceKind] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    propositions: dict[str, Proposition] = field(default_factory=dict)
    assertions: list[Assertion] = field(default_factory=list)
    recorded: dict[str, str] = field(default_factory=dict)
    ends: list[EndMark] = field(default_factory=list)
    lists: list[EntryList] = field(default_factory=list)
    assessments: list[Assessment] = field(default_factory=list)
    entries: dict[str, int] = field(default_factory=dict)

    def add_event(self, key: str, event: Event) -> None:
        self.ids[key] = event.id
        self.events[event.id] = event

    def face(self, label: str, account: str | None = None) -> str:
        if label not in self.ids:
            kind = self.kinds.get(label, FaceKind.GROUP)
            face = Face(account or self.document, kind, label)
            self.ids[label] = face.id
            self.faces[face.id] = face
        return self.ids[label]

    def proposition(self, predicate: str, *args: str) -> Proposition:
        letters = find_predicate(predicate).arguments
        values = tuple(
            value if letter in "LN" else self.face(value)
            for letter, value in zip(letters, args, strict=True)
        )
        made = make_proposition(predicate, values)
        self.propositions[made.id] = made
        return made

    def add(
        self,
        asserter: str,
        predicate: str,
        *args: str,
        polarity: Polarity = Polarity.AFFIRMS,
        reported_by: str = "",
        stance: Stance | None = None,
        spans: tuple[tuple[int, int], ...] = (),
        document: str | None = None,
        at: str | None = None,
        act_stance: Stance | None = None,
        step: Step | None = None,
        certainty_words: str | None = None,
        valid: str | None = None,
        said: str | None = None,
        review: Review = Review.MACHINE,
    ) -> str:
        """Add a row, with an outer one for each hand it came through; return its id.

        `reported_by` are the hands, outermost first, `" > "` between them.
        """
        place = document or self.document
        about = self.proposition(predicate, *args)
        number = len(self.assertions)
        quoted = tuple(
            Span(place, first, last, SpanRole.CONTENT, "", "", "") for first, last in spans
        )
        row = Assertion(
            proposition=about.id,
            asserter=self._voice(asserter),
            polarity=polarity,
            document=place,
            spans=quoted,
            row=None if quoted else str(number),
            certainty_words=certainty_words,
            valid=valid,
            said=said,
            act_stance=act_stance,
            review=review,
        )
        outer: Assertion | None = None
        for hand in [part for part in reported_by.split(" > ") if part]:
            outer = replace(
                row,
                asserter=self._voice(hand),
                polarity=_pass_on(stance, polarity),
                # To condemn an act, or to be unsure of it, is the inner voice's own.
                act_stance=None,
                by_endorsement=True,
                reported_in=None if outer is None else outer.id,
                stance=None if outer is None else stance,
                step=None if outer is None else step,
            )
            self._keep(outer, at)
        if outer is not None:
            row = replace(row, reported_in=outer.id, stance=stance, step=step)
        return self._keep(row, at)

    def _keep(self, row: Assertion, at: str | None) -> str:
        self.assertions.append(row)
        made = row.id
        self.entries[made] = len(self.assertions)
        if at is not None:
            self.recorded[made] = at
        return made

    def _voice(self, name: str) -> str:
        return AUTHOR if name in ("", ACCOUNT) else self.face(name)

    def finish(
        self, documents: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[CaseRows, tuple[Problem, ...]]:
        """Return the rows for views."""
        contents = CaseContents(
            faces=tuple(self.faces.values()),
            events=tuple(self.events.values()),
            propositions=tuple(self.propositions.values()),
            assertions=tuple(self.assertions),
            assessments=tuple(self.assessments),
            recorded=tuple(Recorded(key, at, "tester") for key, at in self.recorded.items()),
        )
        case, problems = gather_rows(
            contents, ends=self.ends, lists=self.lists, entries=self.entries
        )
        if documents is None:
            return case, problems
        again, more = rearrange(case, case.rows, documents)
        return again, (*problems, *more)

    def case(self) -> CaseRows:
        return self.finish()[0]


def rearrange(
    case: CaseRows,
    rows: Iterable[AssertionRow],
    documents: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[CaseRows, tuple[Problem, ...]]:
    """Return the case of these rows, in whatever order they are given."""
    return arrange_rows(
        rows,
        faces=case.faces,
        events=case.events,
        names=case.names,
        propositions=case.propositions,
        documents=case.documents if documents is None else documents,
        assessments=case.assessments,
        lists=case.lists,
    )
