"""Files in, documents out: the one door to all readers."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Self

from sayso.core import Document, Problem, bytes_sha256, document_id, show_safely
from sayso.readers.charset import is_utf8
from sayso.readers.dateline import read_dateline
from sayso.readers.jsonl import Row, bad_row_twice, parse_row
from sayso.readers.limits import ReadLimits, find_excess
from sayso.readers.parsed import Parsed, Trouble, UnreadableError
from sayso.readers.plain import parse_text
from sayso.readers.retry import parse_with_retry
from sayso.readers.sandbox import Layer, Sandbox
from sayso.readers.sniff import Format, sniff

_PARSERS = {
    Format.TEXT: "sayso.readers.plain:parse_text",
    Format.MARKDOWN: "sayso.readers.markdown:parse_markdown",
    Format.HTML: "sayso.readers.html:parse_html",
    Format.PDF: "sayso.readers.pdf:parse_pdf",
    Format.DOCX: "sayso.readers.docx:parse_docx",
}
_SECOND_PDF = "sayso.readers.pdf_fallback:parse_pdf_again"
_ALL = (*_PARSERS.values(), _SECOND_PDF)

# What marks a case: the number that the store writes into the header of its SQLite file. Readers
# know no store, so it stands here again; a test compares the two.
_CASE_ID = 0x5359534F
_SQLITE = b"SQLite format 3\x00"
_CASE_ID_AT = 68  # SQLite's file format, section 1.3: four bytes, big-endian
_BESIDE_CASE = (".sayso-wal", ".sayso-shm", ".sayso-journal")
_CASE_COPY = ".sayso.before-"

# How much of a row that is too long is passed over at a time.
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of one file, or of one row of a corpus.

    `data` are the original bytes (of the row, for a row), None when the file cannot be reached, is
    too large to keep, or is a case. `document` is None when nothing could be read, and when it is
    `known` already. A problem may come with a document (`partly_read`) or instead of it.
    """

    uri: str
    sha256: str | None
    member: str
    data: bytes | None
    document: Document | None
    problems: tuple[Problem, ...]
    known: bool = False


class DocumentReader:
    """Reads files into documents, each in a worker of its own; a context manager.

    `clock` gives the present instant in UTC (RFC 3339). Only short UTF-8 text and JSON lines are
    read in this process; a program that reads nothing else starts no other.
    """

    def __init__(self, *, clock: Callable[[], str], limits: ReadLimits | None = None) -> None:
        self._clock = clock
        self._limits = limits or ReadLimits()
        self._sandbox = Sandbox(_ALL, self._limits)
        # A text is normalised and cut in one go, as one page of its own kind: it needs longer than
        # a page of a PDF may take. Neither sandbox starts a process before its first document.
        self._text_sandbox = Sandbox(
            (_PARSERS[Format.TEXT],),
            replace(
                self._limits,
                page_cpu_seconds=self._limits.text_cpu_seconds,
                silent_seconds=self._limits.text_silent_seconds,
            ),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes that parse."""
        self._sandbox.close()
        self._text_sandbox.close()

    def read(
        self,
        paths: Iterable[Path],
        *,
        is_known: Callable[[str], bool] = lambda _: False,
        skip: Callable[[Path], bool] = lambda _: False,
    ) -> Iterator[ReadOutcome]:
        """Yield one outcome a file, or a row of a corpus, in the order of `paths`.

        Folders are walked in the order of their names, hidden files and folders left out. A
        document whose id `is_known` is not parsed again. Files to `skip` (the case that is written
        to), other cases and what SQLite keeps beside them are passed over in a folder, and a
        problem when `paths` names them: a case that took itself in would double with each run.
        A case that this process has open must be one to `skip`: other files are opened to look at
        their first bytes, and closing a database a second time drops the locks of SQLite on it.
        """
        for path in paths:
            for file in _walk(path):
                if isinstance(file, ReadOutcome):
                    yield file
                elif not (skip(file) or _is_case(file)):
                    yield from self._read_file(file, is_known)
                elif file is path:
                    yield _fail(_uri(file), None, _A_CASE)

    def _read_file(self, path: Path, is_known: Callable[[str], bool]) -> Iterator[ReadOutcome]:
        uri = _uri(path)
        try:
            size = _size(path)
            if path.suffix.lower() in (".jsonl", ".ndjson"):
                yield from self._read_rows(path, uri, is_known)
                return
            data = path.read_bytes() if size <= self._limits.kept_bytes else None
        except OSError as error:
            yield _fail(uri, None, _unreachable(error))
            return
        if data is None:
            yield _fail(uri, None, _too_large(size, self._limits.kept_bytes, kept=False))
            return
        sha256 = bytes_sha256(data)
        if is_known(document_id(sha256)):
            yield ReadOutcome(uri, sha256, "", data, None, (), known=True)
            return
        yield self._read_bytes(data, path.name, _Origin(uri, sha256))

    def _read_bytes(self, data: bytes, name: str, origin: _Origin) -> ReadOutcome:
        if not data:
            return _fail(origin.uri, data, _EMPTY)
        if len(data) > self._limits.file_bytes:
            return _fail(
                origin.uri, data, _too_large(len(data), self._limits.file_bytes, kept=True)
            )
        try:
            found = sniff(data, name)
            if (
                found.format is Format.TEXT
                and len(data) <= self._limits.own_process_bytes
                and is_utf8(data)
            ):
                # The same parser as apart, so that the length of a text does not change its words.
                parsed = parse_text(data, _ignore)
                layers: tuple[str, ...] = ()
            else:
                parsed, layers = self._parse_apart(found.format, data)
        except UnreadableError as error:
            return _fail(origin.uri, data, error.trouble)
        if found.notice is not None:
            parsed = replace(parsed, troubles=(found.notice, *parsed.troubles))
        return self._succeed(parsed, data, found.format, replace(origin, layers=layers))

    def _parse_apart(self, kind: Format, data: bytes) -> tuple[Parsed, tuple[str, ...]]:
        long_text = kind is Format.TEXT and len(data) > self._limits.own_process_bytes
        sandbox = self._text_sandbox if long_text else self._sandbox
        second = _SECOND_PDF if kind is Format.PDF else None
        answer = parse_with_retry(sandbox, _PARSERS[kind], second, data)
        if answer.parsed is None:
            assert answer.trouble is not None
            raise UnreadableError(answer.trouble)
        return answer.parsed, tuple(layer.name for layer in sandbox.layers if layer.in_force)

    def _read_rows(
        self, path: Path, uri: str, is_known: Callable[[str], bool]
    ) -> Iterator[ReadOutcome]:
        seen: set[str] = set()
        rows = 0
        with path.open("rb") as file:
            for number, (row, size) in enumerate(_rows(file, self._limits.row_bytes), start=1):
                if not row.strip():
                    continue
                rows += 1
                if size > self._limits.row_bytes:
                    trouble = replace(
                        _too_large(size, self._limits.row_bytes, kept=False),
                        place=f"row {number}",
                        done="The row was left out; the others were read.",
                        todo="Split it into smaller rows.",
                    )
                    yield _fail(uri, None, trouble)
                    continue
                yield self._read_row(row, number, _Origin(uri, bytes_sha256(row)), seen, is_known)
        if not rows:
            yield _fail(uri, b"", _EMPTY)

    def _read_row(
        self,
        line: bytes,
        number: int,
        origin: _Origin,
        seen: set[str],
        is_known: Callable[[str], bool],
    ) -> ReadOutcome:
        try:
            row: Row = parse_row(line, number)
        except UnreadableError as error:
            return _fail(origin.uri, line, error.trouble)
        uri = show_safely(row.uri or f"{origin.uri}#{row.id}", one_line=True)
        if row.id in seen:
            return _fail(origin.uri, line, bad_row_twice(number, row.id), row.id)
        seen.add(row.id)
        if is_known(document_id(origin.sha256, row.id)):
            return ReadOutcome(uri, origin.sha256, row.id, line, None, (), known=True)
        if row.parsed is None:
            assert row.trouble is not None
            return _fail(origin.uri, line, replace(row.trouble, place=f"row {number}"), row.id)
        return self._succeed(
            row.parsed,
            line,
            Format.JSON_LINES,
            replace(origin, uri=uri, member=row.id),
            place=f"row {number}",
        )

    def _succeed(
        self, parsed: Parsed, data: bytes, kind: Format, origin: _Origin, *, place: str = ""
    ) -> ReadOutcome:
        excess = find_excess(parsed, self._limits)
        if excess is not None:
            return _fail(origin.uri, data, replace(excess, place=place), origin.member)
        # What the file says of itself in its metadata goes before what a line of it says.
        line = read_dateline(parsed.text, parsed.blocks)
        document = Document(
            sha256=origin.sha256,
            media_type=str(kind),
            uri=origin.uri,
            text=parsed.text,
            blocks=parsed.blocks,
            source_map=parsed.source_map,
            member=origin.member,
            title=parsed.title,
            outlet=parsed.outlet or line.outlet,
            byline=parsed.byline or line.byline,
            published=parsed.published or line.published,
            language=parsed.language,
            reader=parsed.reader,
            layers=origin.layers,
            retrieved_at=self._clock(),
        )
        problems = tuple(
            _problem(trouble, origin.uri, origin.sha256, document.id) for trouble in parsed.troubles
        )
        return ReadOutcome(origin.uri, origin.sha256, origin.member, data, document, problems)


def describe_layers() -> tuple[Layer, ...]:
    """Return the layers of protection around the parsers, each as a trial run found it here."""
    with Sandbox((), ReadLimits()) as sandbox:
        return sandbox.layers


@dataclass(frozen=True, slots=True)
class _Origin:
    uri: str
    sha256: str
    member: str = ""
    layers: tuple[str, ...] = ()


def _ignore(page: int) -> None:
    del page


def _walk(path: Path) -> Iterator[Path | ReadOutcome]:
    # A list of what is left, not a function that calls itself: folders may be nested more deeply
    # than the interpreter follows.
    waiting = [path]
    while waiting:
        found = waiting.pop()
        try:
            if found is not path and _leads_out(found, path):
                yield _fail(_uri(found), None, _LINK)
                continue
            if not found.is_dir():
                entries = None
            elif found is not path and found.is_symlink():
                # A link to a folder above would be walked for ever.
                continue
            else:
                entries = sorted(found.iterdir(), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield _fail(_uri(found), None, _unreachable(error))
            continue
        if entries is None:
            yield found
        else:
            waiting += (entry for entry in entries if not entry.name.startswith("."))


#: A folder that somebody sends may hold a link to anything of the user's own.
_LINK = Trouble(
    "unreachable",
    "",
    "The link leads out of the folder.",
    "It was left out.",
    "Add the file that it leads to by its own name.",
)


def _leads_out(found: Path, folder: Path) -> bool:
    return (
        found.is_symlink()
        and not found.is_dir()
        and not found.resolve().is_relative_to(folder.resolve())
    )


def _is_case(path: Path) -> bool:
    name = path.name.lower()
    if name.endswith(_BESIDE_CASE) or _CASE_COPY in name:
        return True
    try:
        _size(path)
        with path.open("rb") as file:
            header = file.read(_CASE_ID_AT + 4)
    except OSError:
        return False  # what cannot be opened is reported by who reads it
    return header.startswith(_SQLITE) and header[_CASE_ID_AT:] == _CASE_ID.to_bytes(4, "big")


def _size(path: Path) -> int:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        # A pipe or a device would be read for ever.
        raise OSError(None, "it is no regular file")
    return found.st_size


def _rows(file: BinaryIO, limit: int) -> Iterator[tuple[bytes, int]]:
    """Yield each row without its line end and its size; one above `limit` is cut, not its size."""
    mark = b"\xef\xbb\xbf"
    first = True
    # A row that just fits may have a byte order mark before it and a line end of two bytes.
    while line := file.readline(limit + len(mark) + 2):
        passed = 0
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(_PIECE)):
            passed += len(rest)
        row = (line.removeprefix(mark) if first else line).rstrip(b"\r\n")
        first = False
        yield row, len(line) + passed if passed else len(row)


def _uri(path: Path) -> str:
    # A name that is not UTF-8 has lone surrogates, which cannot be stored.
    return show_safely(path.as_posix(), one_line=True)


def _fail(uri: str, data: bytes | None, trouble: Trouble, member: str = "") -> ReadOutcome:
    sha256 = None if data is None else bytes_sha256(data)
    return ReadOutcome(uri, sha256, member, data, None, (_problem(trouble, uri, sha256, None),))


def _problem(trouble: Trouble, uri: str, sha256: str | None, document: str | None) -> Problem:
    return Problem(
        kind=trouble.kind,
        where=f"{uri}, {trouble.place}" if trouble.place else uri,
        what=show_safely(trouble.what, one_line=True),
        done=trouble.done,
        todo=trouble.todo,
        lost=trouble.lost,
        document=document,
        sha256=sha256,
    )


_EMPTY = Trouble(
    "empty",
    "",
    "The file holds no bytes at all.",
    "It was left out.",
    "Check that it was saved or downloaded whole.",
)


_A_CASE = Trouble(
    "refused_type",
    "",
    "The file is a case of Sayso.",
    "It was left out.",
    "Add the documents, not the case.",
)


def _unreachable(error: OSError) -> Trouble:
    why = error.strerror or "it cannot be opened"
    return Trouble(
        "unreachable",
        "",
        f"The file cannot be read: {os.fsdecode(why)}.",
        "It was left out.",
        "Check the path and your permission to read it.",
    )


def _too_large(size: int, limit: int, *, kept: bool) -> Trouble:
    return Trouble(
        "refused_size",
        "",
        f"It has {size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read.",
        "It was kept, but not read." if kept else "It was left out.",
        "Split it into smaller files.",
    )
