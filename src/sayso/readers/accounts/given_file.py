"""A file of an account as it was found: its bytes, and the text or the JSON in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.core import DataError, Document, ReadError, SourceMap, bytes_sha256
from sayso.readers.accounts.maker import clean

#: Bytes of a file at most, as for documents.
LARGEST_FILE = 200_000_000
#: Code points of a cell at most; a longer one is a row whose quotation marks do not close.
LONGEST_CELL = 1_000_000


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as found; `retrieved_at` is the UTC instant (RFC 3339) when it was read."""

    path: str
    data: bytes
    sha256: str
    retrieved_at: str

    @property
    def name(self) -> str:
        """Return the file's name without its folders."""
        return Path(self.path).name

    @property
    def stem(self) -> str:
        """Return the file's name without folders and ending."""
        return Path(self.path).stem

    def to_document(self, *, title: str, media_type: str, reader: str) -> Document:
        """Return the file as a document.

        It has no text: a place in the file stands for the words, and the bytes are kept.
        """
        return Document(
            sha256=self.sha256,
            media_type=media_type,
            uri=self.path,
            text="",
            blocks=(),
            source_map=SourceMap(()),
            title=clean(title),
            reader=reader,
            retrieved_at=self.retrieved_at,
        )


def read_file(path: Path, *, retrieved_at: str) -> GivenFile:
    """Return the file with its bytes.

    Raises
    ------
    ReadError
        When it cannot be opened, or is larger than 200 MB.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}. Check the name and the permissions.",
            path=str(path),
        ) from error
    if len(data) > LARGEST_FILE:
        raise ReadError(f"{path} is larger than 200 MB. Split it.", path=str(path))
    return GivenFile(str(path), data, bytes_sha256(data), retrieved_at)


def read_text(file: GivenFile) -> str:
    """Return the file's text, which must be UTF-8; a byte order mark is left out.

    Raises
    ------
    DataError
        Saying at which byte it is not.
    """
    try:
        return file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"{file.path} is not UTF-8 (byte {error.start + 1}). Save it as UTF-8.",
            path=file.path,
        ) from error


def read_json(file: GivenFile) -> Any:
    """Return the JSON value in the file.

    Raises
    ------
    DataError
        Saying where it is not JSON.
    """
    try:
        return json.loads(read_text(file))
    except json.JSONDecodeError as error:
        raise DataError(
            f"{file.path} is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.",
            path=file.path,
        ) from error
    except (RecursionError, ValueError) as error:
        raise DataError(
            f"{file.path} is nested too deeply, or holds a number that is too long.",
            path=file.path,
        ) from error


def read_cells(file: GivenFile, delimiter: str = ",") -> Iterator[tuple[int, list[str] | str]]:
    """Yield the rows of a table with their numbers, the heading as row 1.

    Numbers count rows as a spreadsheet shows them: a cell may hold line breaks. Empty rows count
    and are not given. A row that cannot be taken apart comes as the words of the trouble.

    Raises
    ------
    DataError
        When the file is not UTF-8.
    """
    rows = csv.reader(io.StringIO(read_text(file), newline=""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"{str(error)[:1].upper()}{str(error)[1:]}."
            continue
        if any(len(cell) > LONGEST_CELL for cell in cells):
            yield number, f"A cell is longer than {LONGEST_CELL:,} characters."
        elif any(cells):
            yield number, cells
