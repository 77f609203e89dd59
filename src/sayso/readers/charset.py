"""Bytes as text: which encoding they are in, and which byte each code point came from."""

from __future__ import annotations

import codecs
import importlib
import pkgutil
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# A page that names the encoding on the left is read as the superset on the right, as browsers do
# (WHATWG Encoding, section 4.2): pages call Windows text Latin-1 more often than not.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

# Codecs that keep state between code points, so that the place of one cannot be told from its
# neighbours' lengths.
_STATEFUL = ("iso2022", "hz", "utf-7", "utf_7")

# Codecs of Python that are no charset of any document; some undo escapes, some decode host names.
_NO_CHARSET = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs")

# Bytes looked at when the encoding must be guessed, so that the time does not grow with the file.
_SAMPLE = 65_536

# How much more a match must look like words of a language than Windows-1252 does. At 0.05, 11 of
# 14 samples of a sentence or two in 14 code pages came out right.
_NEAR = 0.05

_ASCII = bytes(range(0x80))
_TYPOGRAPHY = b"\x80\x85\x91\x92\x93\x94\x96\x97\x99\xa0"  # quotes and dashes of Windows

# Code pages of DOS and of the first Macs, which the detector takes for typographic quotes.
_RARE = (
    "cp437", "cp720", "cp737", "cp775", "cp850", "cp852", "cp855", "cp857", "cp858", "cp860",
    "cp861", "cp862", "cp863", "cp864", "cp865", "cp869", "hp_roman8", "mac_latin2", "mac_iceland",
    "mac_greek", "mac_turkish", "mac_roman", "mac_cyrillic", "cp1140", "cp500", "cp037", "cp273",
    "cp1026", "utf_7",
)  # fmt: skip

# Distance of the points at which the byte offset is kept: 8 bytes for each 1,024 code points.
_STEP = 1_024


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, and where each code point stands in them.

    Bytes that the encoding does not know stand in `text` as lone surrogates (U+DC80 to U+DCFF) or
    as U+FFFD. `exact` says that stretches of `text` can be encoded again to the bytes they came
    from; it is false for encodings with state and for bytes damaged beyond one-by-one replacement.
    """

    text: str
    encoding: str
    exact: bool
    skipped: int
    marks: array[int] | None
    step: int

    def offset(self, index: int) -> int:
        """Return the offset of the first byte of code point `index` (or the end of the bytes)."""
        return self.follow_offsets()(index)

    def follow_offsets(self) -> Callable[[int], int]:
        """Return a function like `offset` that is fast for indices that rise in small steps."""
        text, encoding, step, skipped = self.text, self.encoding, self.step, self.skipped
        marks, handler = self.marks, _handler(self.encoding)
        at, byte = 0, skipped

        def offset(index: int) -> int:
            nonlocal at, byte
            if marks is None:
                return skipped + index
            if step == 1:
                return marks[index]
            if not at <= index < at + step:
                at = index - index % step
                byte = marks[index // step]
            if index > at:
                byte += len(text[at:index].encode(encoding, handler))
                at = index
            return byte

        return offset


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`: by its byte order mark, as declared, as UTF-8, or by a guess.

    `declared` is the name of an encoding that the document gives itself; an unknown one is passed
    over.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding, len(mark))
    known = _find_encoding(declared) if declared else None
    if known is not None:
        return _decode_as(data, known, 0)
    wide = _guess_wide(data)
    if wide is not None:
        return _decode_as(data, wide, 0)
    if is_utf8(data):
        return _decode_as(data, "utf-8", 0)
    return _decode_as(data, _guess(data), 0)


def is_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8 throughout."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_utf8(data: bytes) -> Decoded:
    """Return the text of bytes that are UTF-8, with or without a byte order mark."""
    skipped = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    return _decode_as(data, "utf-8", skipped)


def is_charset(name: str) -> bool:
    """Return whether `name` is an encoding that `decode` may have found."""
    wide = tuple(encoding for _, encoding in _MARKS)
    return name in wide or _find_encoding(name) == name


def _find_encoding(name: str) -> str | None:
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if info.name in _NO_CHARSET or not getattr(info, "_is_text_encoding", True):
        return None
    if info.name.startswith(("utf-16", "utf-32")):
        # The declaration could be read as ASCII, so it cannot be true (WHATWG HTML, 13.2.3.2).
        return "utf-8"
    if info.name == "utf-8-sig":
        return "utf-8"
    return _SUPERSETS.get(info.name, info.name)


def _guess_wide(data: bytes) -> str | None:
    # UTF-16 without a mark: ASCII letters leave every second byte zero.
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if not sample.translate(None, _ASCII + _TYPOGRAPHY):
        return "cp1252"
    matches = from_bytes(sample, cp_exclusion=list(_RARE))
    best = matches.best()
    if best is None:
        return "cp1252"
    # A few accents look alike in many code pages: of equals, take the one that documents are in.
    for match in matches:
        names = (match.encoding, *match.could_be_from_charset)
        equal = match.chaos <= best.chaos and match.coherence > best.coherence - _NEAR
        if equal and "cp1252" in names:
            return "cp1252"
    name = _find_encoding(best.encoding) or "cp1252"
    return "cp1252" if name == "utf-8" else name


def _handler(encoding: str) -> str:
    # The multi-byte surrogates of UTF-16 and -32 are code points of their own there.
    return "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _decode_as(data: bytes, encoding: str, skipped: int) -> Decoded:
    body = data[skipped:]
    if not encoding.startswith(_STATEFUL):
        try:
            text = body.decode(encoding, _handler(encoding))
            again = text.encode(encoding, _handler(encoding))
        except (UnicodeError, TypeError):
            again = None
        # Only bytes that come out again have known places: some code pages write one character in
        # two ways, or two characters as one.
        if again == body:
            if len(text) == len(body):
                return Decoded(text, encoding, True, skipped, None, 1)
            return Decoded(text, encoding, True, skipped, _mark(text, encoding, skipped), _STEP)
    pieces = array("Q")
    words: list[str] = []
    for start, piece in _decode_bytewise(body, encoding):
        words.append(piece)
        pieces.extend([skipped + start] * len(piece))
    pieces.append(len(data))
    return Decoded("".join(words), encoding, False, skipped, pieces, 1)


def _mark(text: str, encoding: str, skipped: int) -> array[int]:
    marks = array("Q", [skipped])
    at = skipped
    for start in range(0, len(text), _STEP):
        at += len(text[start : start + _STEP].encode(encoding, _handler(encoding)))
        marks.append(at)
    return marks


def _decode_bytewise(body: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    start = 0
    for index in range(len(body)):
        piece = decoder.decode(body[index : index + 1])
        if piece:
            yield start, piece
            start = index + 1
    rest = decoder.decode(b"", True)
    if rest:
        yield start, rest


def line_starts(text: str) -> list[int]:
    """Return the index of the first code point of each line, and the length of the text.

    Lines end as in Markdown: with CR LF, LF or CR.
    """
    return [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text)), len(text)]


def preload() -> None:
    """Import every codec and the detector, for a process that may open no file later."""
    import encodings

    for module in pkgutil.iter_modules(encodings.__path__):
        if module.name in ("mbcs", "oem"):
            continue
        importlib.import_module(f"encodings.{module.name}")
        try:
            codecs.lookup(module.name)
        except LookupError:
            continue
    from charset_normalizer import from_bytes

    from_bytes("Größe, déjà vu, naïve café".encode("cp1252") * 4).best()
