"""The stages in order: documents that arrive become readings, and readings rows of a case."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from sayso.core import (
    Attribution,
    CaseContents,
    DataError,
    Document,
    Face,
    Original,
    Problem,
    Query,
    Recorded,
    Row,
    Store,
)
from sayso.core.codec import Record, encode_all, encode_original, load
from sayso.extract import Extraction, Reading, ReadingSettings, extract_document
from sayso.report import ProtectionLayer, Report, ReportHead, build_report

_Record = TypeVar("_Record", Document, Attribution, Face, Problem)
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
        records += (*read.extraction.faces, *read.extraction.attributions)
    records += read.problems
    rows += encode_all(records, recorded_at=recorded_at, recorded_by=recorded_by)
    return rows


def is_stored(store: Store, document: str) -> bool:
    """Return whether the case holds the document with this id."""
    return next(iter(store.select(Query("document", ids=(document,), limit=1))), None) is not None


def load_contents(store: Store) -> CaseContents:
    """Return all documents, faces, attributions and problems of a case, in recorded order."""
    return CaseContents(
        originals=tuple(_originals(store)),
        documents=_load(store, "document", Document),
        attributions=_load(store, "attribution", Attribution),
        faces=_load(store, "face", Face),
        problems=_load(store, "problem", Problem),
    )


def _load(store: Store, kind: str, record: type[_Record]) -> tuple[_Record, ...]:
    return tuple(row for row in load(store, kind) if isinstance(row, record))


def load_record(store: Store) -> CaseContents:
    """Return what `load_contents` does, and when and by whom each record was stored."""
    kinds = ("original", "document", "face", "attribution", "problem")
    recorded = tuple(
        Recorded(row.id, row.recorded_at, row.recorded_by)
        for kind in kinds
        for row in store.select(Query(kind))
    )
    return replace(load_contents(store), recorded=recorded)


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
    methods = {row.method for row in contents.attributions if row.method}
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
