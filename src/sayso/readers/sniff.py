"""What a file is: by its content, checked against its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from sayso.readers.charset import is_utf8
from sayso.readers.parsed import Trouble, UnreadableError


class Format(StrEnum):
    """A format that can be read; the value is its media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    JSON_LINES = "application/jsonl"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The format found, and a notice where the file's name says otherwise."""

    format: Format
    notice: Trouble | None = None


_BY_NAME = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
}
_NAMES = {
    Format.TEXT: "plain text",
    Format.MARKDOWN: "Markdown",
    Format.HTML: "an HTML page",
    Format.JSON_LINES: "JSON lines",
    Format.PDF: "a PDF",
    Format.DOCX: "a Word document (DOCX)",
}

_OCR = "Run OCR on the picture and read the text that it gives."
_AS_DOCX = "Save it as DOCX, PDF or text and read that file."
_NO_WORDS = "Read the document itself, as PDF, DOCX, HTML, Markdown or text."

# First bytes, what they mean, and what to do; the offset is 0 but where it is given.
_REFUSED = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture", _OCR),
    (0, b"\xff\xd8\xff", "a JPEG picture", _OCR),
    (0, b"GIF8", "a GIF picture", _OCR),
    (0, b"II*\x00", "a TIFF picture", _OCR),
    (0, b"MM\x00*", "a TIFF picture", _OCR),
    (0, b"BM", "a BMP picture", _OCR),
    (8, b"WEBP", "a WebP picture", _OCR),
    (
        4,
        b"ftyp",
        "a film, a sound or a HEIC picture",
        "Write down what is said in it, and read that.",
    ),
    (0, b"ID3", "a sound", "Write down what is said in it, and read that."),
    (0, b"OggS", "a film or a sound", "Write down what is said in it, and read that."),
    (0, b"\x1aE\xdf\xa3", "a film", "Write down what is said in it, and read that."),
    (0, b"{\\rtf", "a rich text file (RTF)", _AS_DOCX),
    (0, b"%!PS", "PostScript", "Save it as PDF and read that file."),
    (0, b"\x1f\x8b", "a packed file (gzip)", "Unpack it and read the files inside."),
    (0, b"7z\xbc\xaf\x27\x1c", "a packed file (7-Zip)", "Unpack it and read the files inside."),
    (0, b"Rar!", "a packed file (RAR)", "Unpack it and read the files inside."),
    (0, b"BZh", "a packed file (bzip2)", "Unpack it and read the files inside."),
    (0, b"\xfd7zXZ", "a packed file (xz)", "Unpack it and read the files inside."),
    (257, b"ustar", "a packed file (tar)", "Unpack it and read the files inside."),
    (0, b"SQLite format 3\x00", "a database", "Export the texts as JSON lines and read that file."),
    (0, b"\x7fELF", "a program", _NO_WORDS),
    (0, b"MZ", "a program", _NO_WORDS),
    (0, b"\xcf\xfa\xed\xfe", "a program", _NO_WORDS),
    (0, b"\xca\xfe\xba\xbe", "a program", _NO_WORDS),
)

# Marks that stand in a ZIP's directory, which is never packed itself.
_ZIPPED = (
    (b"xl/workbook.", "a spreadsheet (XLSX)", "Save it as text and read that file."),
    (b"ppt/presentation.", "a presentation (PPTX)", "Save it as PDF and read that file."),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (ODT)", _AS_DOCX),
    (b"application/epub+zip", "an e-book (EPUB)", "Save it as HTML or PDF and read that file."),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,300}>|<!--.{0,2000}?-->){0,20}"
    rb"<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"</?[a-zA-Z][a-zA-Z0-9]{0,20}[\s/>]|<!")
_EARLY = 4_096

# Share of control characters among the first bytes above which a file is no text. One page feed a
# page, or some stray NUL, is far below; programs and pictures are far above.
_MOST_CONTROLS = 0.1
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})


def sniff(data: bytes, name: str) -> Sniffed:
    """Return what the file with these bytes and this name is; the content wins over the name.

    Raises
    ------
    UnreadableError
        `refused_type` for what Sayso does not read, `encrypted` for a locked office file.
    """
    named = _BY_NAME.get(PurePosixPath(name).suffix.lower())
    found = _by_content(data, named)
    if named is None or named is found or (named is Format.TEXT and found is Format.TEXT):
        return Sniffed(found)
    return Sniffed(
        found,
        Trouble(
            "refused_type",
            "",
            f"The name says {_NAMES[named]}, the content is {_NAMES[found]}.",
            f"It was read as {_NAMES[found]}.",
            "Rename the file if that is right.",
            lost=False,
        ),
    )


def _by_content(data: bytes, named: Format | None) -> Format:
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _by_directory(data, named)
    if data.startswith(_OLE):
        raise _refuse_ole(data)
    for offset, mark, what, todo in _REFUSED:
        if data.startswith(mark, offset) and not (len(mark) < 4 and _is_text(data)):
            raise UnreadableError(_refused(what, todo))
    if not _is_text(data):
        raise UnreadableError(_refused("not a text", _NO_WORDS))
    if named is Format.JSON_LINES or named is Format.MARKDOWN:
        return named
    narrow = data[:_EARLY].replace(b"\x00", b"")
    if _HTML_START.match(narrow) or (named is Format.HTML and _TAG.search(narrow)):
        return Format.HTML
    return Format.TEXT


def _by_directory(data: bytes, named: Format | None) -> Format:
    if b"word/document.xml" in data:
        return Format.DOCX
    for mark, what, todo in _ZIPPED:
        if mark in data:
            raise UnreadableError(_refused(what, todo))
    if named is Format.DOCX:
        raise UnreadableError(
            Trouble(
                "malformed",
                "",
                "The DOCX file is broken: it holds no document.",
                "It was kept, but not read.",
                "Open it in the program that made it and save it again.",
            )
        )
    raise UnreadableError(_refused("a packed file (ZIP)", "Unpack it and read the files inside."))


def _refuse_ole(data: bytes) -> UnreadableError:
    # Names in the old container are UTF-16. A locked DOCX is such a container around the real one.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableError(
            Trouble(
                "encrypted",
                "",
                "The file is locked with a password.",
                "It was kept, but not read.",
                "Save a copy without the password and read the copy.",
            )
        )
    return UnreadableError(_refused("an Office file of the old kind (DOC, XLS, PPT)", _AS_DOCX))


def _refused(what: str, todo: str) -> Trouble:
    return Trouble("refused_type", "", f"The file is {what}.", "It was kept, but not read.", todo)


def _is_text(data: bytes) -> bool:
    sample = data[: 16 * _EARLY]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    even, odd = sample[0::2], sample[1::2]
    for empty, other in ((even, odd), (odd, even)):
        # UTF-16 without a mark: ASCII letters leave every second byte zero.
        if empty.count(0) > 0.4 * len(empty) and other.count(0) < 0.05 * len(other) + 1:
            sample = other
            break
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if is_utf8(data[: 16 * _EARLY - 4]) and controls <= 2 * _MOST_CONTROLS * len(sample):
        return True
    return controls <= _MOST_CONTROLS * len(sample)
