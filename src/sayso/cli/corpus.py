"""A corpus of JSON lines in, one row of the reading per document out, resumable."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.cli.settings import Settings
from sayso.core.errors import ExportError, ReadError
from sayso.core.problem import Problem
from sayso.readers.metadata import clean_words

if TYPE_CHECKING:
    from sayso.extract import Reading

#: Documents that one worker is given at a time: some 2 MB of news text, a second of reading.
_BATCH = 16


@dataclass(frozen=True, slots=True)
class CorpusSummary:
    """What a run over a corpus did: rows written, rows that were there already, problems."""

    written: int
    kept: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """One row of the corpus as a worker gets it."""

    number: int
    line: bytes
    where: str
    reading: str
    threshold: float | None
    recognisers: str = ""


@dataclass(frozen=True, slots=True)
class CorpusAnswer:
    """A worker's answer: the row to write (None for a row that cannot be read), and problems."""

    id: str | None
    line: str | None
    problems: tuple[Problem, ...]


def count_lines(path: Path) -> int:
    """Return the number of rows of a file, for the progress bar.

    Raises
    ------
    ReadError
        When the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}. Check the name.", path=str(path)
        ) from error


def read_corpus(
    source: Path, target: Path, jobs: int, settings: Settings, advance: Callable[[str], None]
) -> CorpusSummary:
    """Read every row of `source` and append its reading to `target`, in input order.

    Rows whose id stands in `target` already are skipped; a torn last line of an interrupted run is
    cut off first. A bad row becomes a problem and the rest is read.

    Raises
    ------
    ExportError
        When `target` cannot be written.
    """
    from sayso.engines import Broken, map_batches

    if target.exists() and target.samefile(source):
        raise ExportError(
            f"{target} is the corpus itself. Name another file for --out.", path=str(target)
        )
    done = _finished_ids(target)
    problems: list[Problem] = []
    written = 0
    seen: set[str] = set()
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "ab") as out:
        rows = _rows(source, settings, done, seen, problems, advance)
        for answer in map_batches(read_rows, _batches(rows), jobs=jobs):
            if isinstance(answer, Broken):
                problem = Problem(
                    "crashed",
                    answer.item.where,
                    "The row ended the process that read it.",
                    "The row was left out; the others were read.",
                    "Report the row to the makers of Sayso.",
                    sha256=hashlib.sha256(answer.item.line).hexdigest(),
                )
                problems.append(problem)
                advance(answer.item.where)
                continue
            problems += answer.problems
            if answer.line is not None:
                out.write(answer.line.encode("utf-8") + b"\n")
                out.flush()
                written += 1
            advance(answer.id or "")
    return CorpusSummary(written, len(done), tuple(problems))


#: How each row of an output begins; a line torn by an interruption begins so, too.
_OPENING = b'{"id":'


def _finished_ids(target: Path) -> set[str]:
    if not target.exists():
        return set()
    found: set[str] = set()
    whole = 0
    torn = b""
    try:
        with target.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    torn = line
                    break
                found.add(json.loads(line)["id"])
                whole += len(line)
    except OSError as error:
        raise ExportError(
            f"{target} cannot be read: {error.strerror}.", path=str(target)
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _no_output(target) from error
    if torn:
        # Only what an interrupted run of ours can have left is cut off; a file of notes is not.
        if not (torn.startswith(_OPENING) or _OPENING.startswith(torn)):
            raise _no_output(target)
        os.truncate(target, whole)
    return found


def _no_output(target: Path) -> ExportError:
    return ExportError(
        f"{target} exists and is not the output of an earlier run (a line has no id). "
        "Name another file.",
        path=str(target),
    )


def _rows(
    source: Path,
    settings: Settings,
    done: set[str],
    seen: set[str],
    problems: list[Problem],
    advance: Callable[[str], None],
) -> Iterator[CorpusRow]:
    with source.open("rb") as file:
        for number, line in enumerate(file, 1):
            where = f"{source.name}, row {number}"
            if not line.strip():
                continue
            identifier = _row_id(line)
            if identifier is not None and identifier in seen:
                problems.append(
                    Problem(
                        "bad_row",
                        where,
                        "Its id was met in an earlier row.",
                        "The row was left out.",
                        "Give every row an id of its own.",
                    )
                )
                continue
            if identifier is not None:
                seen.add(identifier)
                if identifier in done:
                    advance(identifier)
                    continue
            yield CorpusRow(
                number, line, where, settings.reading, settings.threshold, settings.recognisers
            )


def _row_id(line: bytes) -> str | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    identifier = row.get("id") if isinstance(row, dict) else None
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        return str(identifier)
    # As the reader cleans it, or the finished row would not be known again.
    return clean_words(identifier) if isinstance(identifier, str) else None


def _batches(rows: Iterator[CorpusRow]) -> Iterator[list[CorpusRow]]:
    batch: list[CorpusRow] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def read_rows(rows: Sequence[CorpusRow]) -> list[CorpusAnswer]:
    """Return the reading of each row; runs in a worker process."""
    return [_read_row(row) for row in rows]


@cache
def _find_reading(name: str) -> Reading:
    # Once a process: to look through all that is installed takes as long as to read a short text.
    from sayso.extract import find_reading

    return find_reading(name)


def _read_row(row: CorpusRow) -> CorpusAnswer:
    from sayso.export import reading_dict, record_dict
    from sayso.extract import ReadingSettings
    from sayso.models.recognisers import open_recognisers
    from sayso.pipeline import extract_safely
    from sayso.readers import UnreadableError, read_given_row

    try:
        given = read_given_row(row.line.rstrip(b"\r\n"), row.number, row.where)
    except UnreadableError as error:
        trouble = error.trouble
        return CorpusAnswer(
            None,
            None,
            (Problem(trouble.kind, row.where, trouble.what, trouble.done, trouble.todo),),
        )
    digest = hashlib.sha256(given.text.encode("utf-8", "surrogatepass")).hexdigest()
    if given.document is None:
        problem = Problem(
            "no_text",
            row.where,
            "Its text has no words.",
            "The row has no attributions.",
            "Check the text.",
        )
        empty = {
            "id": given.id,
            "text_sha256": digest,
            **_EMPTY,
            "problems": [record_dict(problem)],
        }
        return CorpusAnswer(given.id, _line(empty), (problem,))
    extraction = extract_safely(
        given.document,
        _find_reading(row.reading),
        ReadingSettings(row.threshold, open_recognisers(row.recognisers)),
    )
    if isinstance(extraction, Problem):
        return CorpusAnswer(given.id, None, (extraction,))
    reading = reading_dict(
        given.document,
        extraction.attributions,
        extraction.faces,
        extraction.problems,
        with_text=False,
        names=extraction.names,
        events=extraction.events,
        propositions=extraction.propositions,
        assertions=extraction.assertions,
        dates=extraction.dates,
    )
    for attribution in reading["attributions"] + reading["suggestions"]["attributions"]:
        for role in ("source", "cue", "content"):
            attribution[role] = given.place_all(attribution[role])
    for face in reading["faces"]:
        face["mentions"] = given.place_all(face["mentions"])
    for assertion in reading["assertions"] + reading["suggestions"]["assertions"]:
        assertion["spans"] = given.place_all(assertion["spans"])
    for date in reading["dates"]:
        date["span"] = list(given.place(*date["span"]))
    reading |= {"id": given.id, "text_sha256": digest}
    return CorpusAnswer(given.id, _line(reading), extraction.problems)


_EMPTY: dict[str, Any] = {
    "language": None,
    "attributions": [],
    "faces": [],
    "assertions": [],
    "events": [],
    "dates": [],
    "suggestions": {"attributions": [], "assertions": []},
}


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
