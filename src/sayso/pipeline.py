"""The stages in order: documents that arrive become readings, and readings rows of a case."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from sayso.actors import AccountRows, CaseRows, EndMark, find_lists, gather_rows
from sayso.core import (
    Assertion,
    Assessment,
    Attribution,
    CaseContents,
    DataError,
    Decision,
    Document,
    Event,
    Face,
    Judgement,
    Name,
    Original,
    Problem,
    Proposition,
    Query,
    Recorded,
    Ref,
    Row,
    Store,
    decode,
    report_dispute,
    settle_reviews,
)
from sayso.core.codec import (
    Record,
    encode,
    encode_all,
    encode_end_mark,
    encode_original,
    load,
)
from sayso.extract import Extraction, Reading, ReadingSettings, extract_document
from sayso.report import ProtectionLayer, Report, ReportHead, build_report
from sayso.review import GivenDecision, decide

_Record = TypeVar(
    "_Record",
    Document,
    Attribution,
    Face,
    Name,
    Event,
    Proposition,
    Assertion,
    Assessment,
    Judgement,
    Problem,
)

#: Kinds of records that a decision may be about, or name.
_JUDGED = re.compile(r"(attribution|assertion|judgement|document|face)-[0-9a-f]{32}")
_log = logging.getLogger("sayso.pipeline")


class Arrival(Protocol):
    """A file, or a row of a corpus, as a reader hands it over.

    `document` is None when nothing could be read, or when the case holds it already (`known`).
    `data` is the original bytes, None where they could not be had.
    """

    @property
    def uri(self) -> str: ...  # noqa: D102
    @property
    def sha256(self) -> str | None: ...  # noqa: D102
    @property
    def data(self) -> bytes | None: ...  # noqa: D102
    @property
    def document(self) -> Document | None: ...  # noqa: D102
    @property
    def problems(self) -> tuple[Problem, ...]: ...  # noqa: D102
    @property
    def known(self) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One arrival with what was read in it; `extraction` is None when there is no document."""

    uri: str
    document: Document | None
    extraction: Extraction | None
    problems: tuple[Problem, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What one arrival brought into a case.

    `state` is `added`, `known` (nothing was changed) or `failed` (only problems, and the original
    bytes, were stored).
    """

    uri: str
    state: str
    attributions: int
    problems: tuple[Problem, ...]


def read_arrivals(
    arrivals: Iterable[Arrival], reading: Reading, settings: ReadingSettings
) -> Iterator[ReadDocument]:
    """Yield each arrival with its attributions, faces and problems, in the order of arrival."""
    for arrival in arrivals:
        yield _read_arrival(arrival, reading, settings)


def _read_arrival(arrival: Arrival, reading: Reading, settings: ReadingSettings) -> ReadDocument:
    if arrival.document is None:
        return ReadDocument(arrival.uri, None, None, arrival.problems, arrival.known)
    extraction = extract_safely(arrival.document, reading, settings)
    if isinstance(extraction, Problem):
        # Not stored as read: the next version of the reading, or the next run, tries it again.
        # What the reader noticed names no document, since none is stored.
        noticed = tuple(replace(problem, document=None) for problem in arrival.problems)
        return ReadDocument(arrival.uri, None, None, (*noticed, extraction))
    problems = arrival.problems + extraction.problems
    return ReadDocument(arrival.uri, arrival.document, extraction, problems)


def extract_safely(
    document: Document, reading: Reading, settings: ReadingSettings
) -> Extraction | Problem:
    """Return what a reading finds in a document, or the problem that it failed on it.

    A reading is a plug-in, anybody's, and one document that it fails on must not end a run over
    thousands. The place of the failure goes to the log, without words of the document.
    """
    try:
        extraction = extract_document(document, reading, settings)
        _check_nesting(extraction)
        return extraction
    except Exception as error:  # whatever a plug-in raises
        _log.error(
            "reading failed %s %s/%s %s at %s",
            document.sha256,
            reading.name,
            reading.version,
            type(error).__name__,
            " < ".join(
                f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
                for frame in reversed(traceback.extract_tb(error.__traceback__)[-3:])
            ),
        )
        return Problem(
            "reading_failed",
            document.uri,
            f"The reading {reading.name}/{reading.version} failed on it ({type(error).__name__}).",
            "The original was kept; nothing was read in it.",
            "Report it to the makers of the reading, with the line of the log; then add it again.",
            sha256=document.sha256,
        )


def _check_nesting(extraction: Extraction) -> None:
    """Raise when an attribution's parent is not there, or attributions hold each other in a ring.

    Raises
    ------
    DataError
        Such rows have no order in which they could be stored.
    """
    parents = {row.id: row.parent for row in extraction.attributions}
    settled: set[str] = set()
    for start in parents:
        path: set[str] = set()
        at: str | None = start
        while at is not None and at not in settled:
            if at in path or at not in parents:
                raise DataError(f"The nesting of attribution {at} has no end.", value=at)
            path.add(at)
            at = parents[at]
        settled |= path


def add_arrivals(
    store: Store,
    arrivals: Iterable[Arrival],
    reading: Reading,
    settings: ReadingSettings,
    *,
    recorded_by: str,
    clock: Callable[[], str],
) -> Iterator[Added]:
    """Add each arrival to a case, one transaction an arrival, and yield what it brought.

    Whatever has been yielded is stored; an arrival that the case holds already changes nothing, so
    an interrupted run is completed by the same run again.
    """
    for arrival in arrivals:
        if arrival.known:
            yield Added(arrival.uri, "known", 0, ())
            continue
        read = _read_arrival(arrival, reading, settings)
        rows = _rows_of(arrival, read, recorded_by=recorded_by, recorded_at=clock())
        store.append(rows)
        state = "failed" if read.document is None else "added"
        count = len(read.extraction.attributions) if read.extraction else 0
        kinds = ",".join(sorted({problem.kind for problem in read.problems}))
        _log.info("%s %s attributions=%d problems=%s", state, arrival.sha256, count, kinds)
        yield Added(arrival.uri, state, count, read.problems)


def _rows_of(
    arrival: Arrival, read: ReadDocument, *, recorded_by: str, recorded_at: str
) -> list[Row]:
    rows: list[Row] = []
    if arrival.data is not None:
        rows.append(encode_original(arrival.data, recorded_at=recorded_at, recorded_by=recorded_by))
    records: list[Record] = []
    if read.document is not None:
        records.append(read.document)
    if read.extraction is not None:
        found = read.extraction
        records += (*found.faces, *found.names, *found.events, *found.attributions)
        records += (*found.propositions, *found.assertions)
    records += read.problems
    rows += encode_all(records, recorded_at=recorded_at, recorded_by=recorded_by)
    return rows


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A decision that was given in line `line`, as recorded; `known` if the case held it before."""

    line: int
    judgement: Judgement
    known: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file of decisions brought into a case.

    `problems` are the lines that were left out, and notices of rows about which analysts now
    differ. `rows` counts the rows by hand that are new.
    """

    lines: tuple[JudgedLine, ...]
    rows: int
    problems: tuple[Problem, ...]


class _Desk:
    """A case as decisions are laid over it: what is stored, and what this run has decided."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[str, Record | None] = {}
        self._document: Document | None = None
        judgements = _load(store, "judgement", Judgement)
        self._withdrawn = set(settle_reviews(CaseContents(judgements=judgements)).withdrawn)

    def find(self, identity: str) -> Record | None:
        match = _JUDGED.fullmatch(identity)
        if match is None:
            return None
        if self._document is not None and self._document.id == identity:
            return self._document
        if identity in self._found:
            return self._found[identity]
        query = Query(match.group(1), ids=(identity,), limit=1)
        row = next(iter(self._store.select(query)), None)
        record = None if row is None else decode(row)
        if isinstance(record, Document):
            # One text at a time: decisions come document by document, and texts are large.
            self._document = record
        else:
            self._found[identity] = record
        return record

    def is_withdrawn(self, judgement: str) -> bool:
        return judgement in self._withdrawn

    def take(self, record: Attribution | Judgement) -> None:
        """Keep a record for the decisions that follow."""
        self._found[record.id] = record
        current: Record | None = record
        withdraws = True
        # An undo of an undo puts the decision in force again, and so on down the row.
        while isinstance(current, Judgement) and current.decision is Decision.UNDO:
            if withdraws:
                self._withdrawn.add(current.target)
            else:
                self._withdrawn.discard(current.target)
            withdraws = not withdraws
            current = self.find(current.target)


def record_judgements(
    store: Store,
    given: Iterable[GivenDecision | Problem],
    *,
    analyst: str | None,
    recorded_by: str,
    clock: Callable[[], str],
) -> Judged:
    """Record decisions in a case, all in one transaction, and return what they brought.

    A decision that cannot be used becomes a problem and the others are recorded; one that the case
    holds already changes nothing. `analyst` decides where a decision names nobody.

    Raises
    ------
    SettingsError
        When a decision has no author; then nothing is recorded.
    """
    now = clock()
    desk = _Desk(store)
    lines: list[JudgedLine] = []
    problems: list[Problem] = []
    records: list[Record] = []
    rows: set[str] = set()
    for item in given:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        decided = decide(item, desk, analyst=analyst, now=now)
        if isinstance(decided, Problem):
            problems.append(decided)
            continue
        known = desk.find(decided.judgement.id) is not None
        lines.append(JudgedLine(item.line, decided.judgement, known))
        if known:
            continue
        if decided.row is not None and desk.find(decided.row.id) is None:
            rows.add(decided.row.id)
            records.append(decided.row)
            desk.take(decided.row)
        records.append(decided.judgement)
        desk.take(decided.judgement)
    store.append(encode_all(records, recorded_at=now, recorded_by=recorded_by))
    _log.info("judged lines=%d recorded=%d left_out=%d", len(lines), len(records), len(problems))
    touched = {line.judgement.target for line in lines}
    return Judged(tuple(lines), len(rows), (*problems, *_list_disputes(store, touched)))


def _list_disputes(store: Store, touched: set[str]) -> Iterator[Problem]:
    judgements = _load(store, "judgement", Judgement)
    if len({judgement.analyst for judgement in judgements}) < 2:
        return
    contents = CaseContents(
        attributions=_load(store, "attribution", Attribution),
        assertions=_load(store, "assertion", Assertion),
        judgements=judgements,
    )
    for dispute in settle_reviews(contents).disputes:
        if dispute.target in touched:
            yield report_dispute(dispute, None, None)


@dataclass(frozen=True, slots=True)
class Imported:
    """What the file of an account brought into a case.

    `assertions` counts rows that are new, `known` those that the case held, `ended` the rows that
    the account itself took back and that ended now.
    """

    account: str
    document: str
    assertions: int
    known: int
    ended: int
    problems: tuple[Problem, ...]


def record_account(
    store: Store, rows: AccountRows, *, recorded_by: str, clock: Callable[[], str]
) -> Imported:
    """Add the rows of an account to a case, all in one transaction, and return what they brought.

    Nothing is overwritten; what the case holds already changes nothing. The document is recorded
    now and by whoever imports it, its rows at the times that the account gives, where it gives any.
    """
    now = clock()
    others: list[Record] = [rows.document, *rows.faces, *rows.names, *rows.events]
    others += [*rows.propositions, *rows.problems]
    dated = {item.id: (item.at, item.by) for item in rows.recorded}
    given = {assertion.id: assertion for assertion in rows.assertions}
    known = _list_stored(store, "assertion", tuple(given))
    made = [encode_original(rows.data, recorded_at=now, recorded_by=recorded_by)]
    made += encode_all(others, recorded_at=now, recorded_by=recorded_by)
    for name, assertion in given.items():
        at, by = dated.get(name, (now, recorded_by))
        made.append(encode(assertion, recorded_at=at, recorded_by=by))
    ends = [
        encode_end_mark(mark.target, mark.reason, recorded_at=mark.at, recorded_by=rows.account)
        for mark in rows.ends
    ]
    ended = len(ends) - len(_list_stored(store, "end_mark", tuple(row.id for row in ends)))
    store.append([*made, *ends])
    new = len(given) - len(known)
    _log.info(
        "imported %s assertions=%d known=%d ended=%d problems=%d",
        rows.document.sha256, new, len(known), ended, len(rows.problems),
    )  # fmt: skip
    document = rows.document.id
    return Imported(rows.account, document, new, len(known), ended, rows.problems)


def _list_stored(store: Store, kind: str, ids: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for first in range(0, len(ids), 500):
        query = Query(kind, ids=ids[first : first + 500])
        found.update(row.id for row in store.select(query))
    return frozenset(found)


def find_document(store: Store, name: str) -> Document | None:
    """Return the one document of a case that an id, title, address or file name stands for.

    None where none does, or several do. Documents without a text are not looked for.
    """
    found: list[Document] = []
    wanted = Query("document", ids=(name,)) if _JUDGED.fullmatch(name) else Query("document")
    for row in store.select(wanted):
        fields = dict(row.fields)
        uri = str(fields["uri"])
        # The end of the address in either system's writing: a case moves between them.
        last = re.split(r"[/\\]", uri)[-1]
        if fields["text"] and name in (row.id, fields["title"], uri, last, fields["member"]):
            record = decode(row)
            found += [record] if isinstance(record, Document) else []
    return found[0] if len(found) == 1 else None


def is_stored(store: Store, document: str) -> bool:
    """Return whether the case holds the document with this id."""
    return next(iter(store.select(Query("document", ids=(document,), limit=1))), None) is not None


def load_contents(store: Store) -> CaseContents:
    """Return the records of a case but its assessments, each kind in recorded order."""
    return CaseContents(
        originals=tuple(_originals(store)),
        documents=_load(store, "document", Document),
        attributions=_load(store, "attribution", Attribution),
        faces=_load(store, "face", Face),
        names=_load(store, "name", Name),
        events=_load(store, "event", Event),
        propositions=_load(store, "proposition", Proposition),
        assertions=_load(store, "assertion", Assertion),
        problems=_load(store, "problem", Problem),
        judgements=_load(store, "judgement", Judgement),
    )


def _load(store: Store, kind: str, record: type[_Record]) -> tuple[_Record, ...]:
    return tuple(row for row in load(store, kind) if isinstance(row, record))


def load_record(store: Store) -> CaseContents:
    """Return what `load_contents` does, and when and by whom each record was stored."""
    kinds = (
        "original", "document", "face", "name", "event", "attribution", "proposition",
        "assertion", "judgement", "problem",
    )  # fmt: skip
    recorded = tuple(
        Recorded(row.id, row.recorded_at, row.recorded_by)
        for kind in kinds
        for row in store.select(Query(kind))
    )
    return replace(load_contents(store), recorded=recorded)


def load_rows(store: Store) -> tuple[CaseRows, tuple[Problem, ...]]:
    """Return the rows of a case for views, and what of them could not be used.

    Reviews are settled; end marks end what they name from the instant of their own recording on.
    """
    contents = replace(load_contents(store), assessments=_load(store, "assessment", Assessment))
    stored = tuple(store.select(Query("assertion")))
    ends = []
    for row in store.select(Query("end_mark")):
        fields = dict(row.fields)
        target = fields["target"]
        if isinstance(target, Ref):
            ends.append(EndMark(target.id, row.recorded_at, str(fields["reason"])))
    settled = replace(
        settle_reviews(contents).contents,
        recorded=tuple(Recorded(row.id, row.recorded_at, row.recorded_by) for row in stored),
    )
    return gather_rows(
        settled,
        ends=ends,
        lists=find_lists(settled),
        entries={row.id: row.entry for row in stored if row.entry is not None},
    )


def _originals(store: Store) -> Iterator[Original]:
    for row in store.select(Query("original")):
        fields = dict(row.fields)
        yield Original(str(fields["sha256"]), int(str(fields["size"])))


def report_case(
    store: Store, *, title: str, sayso: str, settings: tuple[tuple[str, str], ...]
) -> Report:
    """Return the report of a case: the same case gives the same report.

    `sayso` is the program's version, `settings` are pairs of name and value off their default.
    """
    contents = load_contents(store)
    methods = {row.method for row in contents.attributions if row.method and not row.is_by_hand}
    methods |= {row.method for row in contents.assertions if row.method}
    layers = {layer for document in contents.documents for layer in document.layers}
    head = ReportHead(
        title=title,
        sayso=sayso,
        case_head=store.head(),
        methods=tuple(sorted(methods)),
        settings=settings,
        layers=tuple(ProtectionLayer(layer, in_force=True) for layer in sorted(layers)),
    )
    return build_report(contents, head)
