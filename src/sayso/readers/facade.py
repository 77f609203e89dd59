"""Files in, documents out: the one door to all readers."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from sayso.core import Document, Problem, bytes_sha256, document_id, show_safely
from sayso.readers.charset import decode_utf8, is_utf8
from sayso.readers.dateline import read_dateline
from sayso.readers.jsonl import Row, bad_row_twice, parse_row
from sayso.readers.limits import ReadLimits
from sayso.readers.parsed import Parsed, Trouble, UnreadableError
from sayso.readers.plain import parse_decoded
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


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What came of one file, or of one row of a corpus.

    `data` are the original bytes (of the row, for a row), None when the file cannot be reached or
    is too large to keep. `document` is None when nothing could be read, and when it is `known`
    already. A problem may come with a document (`partly_read`) or instead of it.
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

    `clock` gives the present instant in UTC (RFC 3339). Only UTF-8 text and JSON lines are read in
    this process; a program that reads nothing else starts no other.
    """

    def __init__(self, *, clock: Callable[[], str], limits: ReadLimits | None = None) -> None:
        self._clock = clock
        self._limits = limits or ReadLimits()
        self._sandbox = Sandbox(_ALL, self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process that parses."""
        self._sandbox.close()

    def read(
        self, paths: Iterable[Path], *, is_known: Callable[[str], bool] = lambda _: False
    ) -> Iterator[ReadOutcome]:
        """Yield one outcome a file, or a row of a corpus, in the order of `paths`.

        Folders are walked in the order of their names, hidden files and folders left out. A
        document whose id `is_known` is not parsed again.
        """
        for path in paths:
            for file in _walk(path):
                if isinstance(file, ReadOutcome):
                    yield file
                else:
                    yield from self._read_file(file, is_known)

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
            if found.format is Format.TEXT and is_utf8(data):
                parsed = parse_decoded(decode_utf8(data), _ignore)
                layers: tuple[str, ...] = ()
            else:
                parsed = self._parse_apart(found.format, data)
                layers = tuple(layer.name for layer in self._sandbox.layers if layer.in_force)
        except UnreadableError as error:
            return _fail(origin.uri, data, error.trouble)
        if found.notice is not None:
            parsed = replace(parsed, troubles=(found.notice, *parsed.troubles))
        return self._succeed(parsed, data, found.format, replace(origin, layers=layers))

    def _parse_apart(self, kind: Format, data: bytes) -> Parsed:
        second = _SECOND_PDF if kind is Format.PDF else None
        answer = parse_with_retry(self._sandbox, _PARSERS[kind], second, data)
        if answer.parsed is None:
            assert answer.trouble is not None
            raise UnreadableError(answer.trouble)
        return answer.parsed

    def _read_rows(
        self, path: Path, uri: str, is_known: Callable[[str], bool]
    ) -> Iterator[ReadOutcome]:
        seen: set[str] = set()
        rows = 0
        with path.open("rb") as file:
            # One byte more than allowed tells a line that is too long from one that just fits.
            for number, line in enumerate(_lines(file, self._limits.file_bytes + 1), start=1):
                row = line.rstrip(b"\r\n")
                if number == 1:
                    row = row.removeprefix(b"\xef\xbb\xbf")
                if not row.strip():
                    continue
                rows += 1
                if len(row) > self._limits.file_bytes:
                    trouble = _too_large(len(row), self._limits.file_bytes, kept=False)
                    yield _fail(uri, None, replace(trouble, place=f"row {number}"))
                    return
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
            row.parsed, line, Format.JSON_LINES, replace(origin, uri=uri, member=row.id)
        )

    def _succeed(self, parsed: Parsed, data: bytes, kind: Format, origin: _Origin) -> ReadOutcome:
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
    try:
        if not path.is_dir():
            yield path
            return
        entries = sorted(path.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _fail(_uri(path), None, _unreachable(error))
        return
    for entry in entries:
        # A link to a folder above would be walked for ever.
        if not entry.name.startswith(".") and not (entry.is_symlink() and entry.is_dir()):
            yield from _walk(entry)


def _size(path: Path) -> int:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        # A pipe or a device would be read for ever.
        raise OSError(None, "it is no regular file")
    return found.st_size


def _lines(file: object, limit: int) -> Iterator[bytes]:
    read = file.readline  # type: ignore[attr-defined]
    while line := read(limit):
        yield line


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
