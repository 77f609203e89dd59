"""Streams of a PDF that inflate enormously, found before anything decodes them."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator

from sayso.readers.parsed import Trouble, UnreadableError

#: Bytes to which the streams of text, fonts and objects of a PDF may inflate together.
MAX_INFLATED = 200 * 2**20
#: Bytes to which one of them may: a page's text takes some 10 kB, a dense map some 10 MB.
MAX_STREAM = 64 * 2**20
# Filters behind one another in one stream; writers use two at most.
_MAX_FILTERS = 4
_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(FlateDecode|Fl|ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
# Pictures are not decoded to read text, and a blank scan inflates a thousand times by right.
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_DICT_REACH = 2048
_BITE = 65_536


def check_streams(data: bytes) -> None:
    """Refuse a PDF whose streams, pictures aside, inflate beyond the limits.

    Raises
    ------
    UnreadableError
        `refused_size`, when they do.
    """
    total = 0
    for start, filters in _list_streams(data):
        if len(filters) > _MAX_FILTERS:
            _refuse(f"A stream at byte {start} is packed {len(filters)} times over.")
        size = 0
        for part in _unpack(data, start, filters):
            size += len(part)
            if size > MAX_STREAM or total + size > MAX_INFLATED:
                _refuse(
                    f"The stream at byte {start} inflates to more than "
                    f"{min(MAX_STREAM, MAX_INFLATED - total) // 2**20} MB."
                )
        total += size


def _list_streams(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the first byte of each packed stream, and the filters it is packed with."""
    for match in _STREAM.finditer(data):
        if data[max(0, match.start() - 3) : match.start()] == b"end":
            continue
        head = data[max(0, match.start() - _DICT_REACH) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        filters = _FILTER.findall(head)
        if filters and not _PICTURE.search(head):
            yield match.end(), filters


def _unpack(data: bytes, start: int, filters: list[bytes]) -> Iterator[bytes]:
    parts: Iterable[bytes] = (
        data[place : place + _BITE] for place in range(start, len(data), _BITE)
    )
    for name in filters:
        if name.startswith(b"Fl"):
            parts = _inflate_once(parts)
        else:
            parts = _decode_letters(data, start, name)
    return iter(parts)


def _decode_letters(data: bytes, start: int, name: bytes) -> Iterator[bytes]:
    """Yield the bytes that letters stand for: fewer than there are letters."""
    end = data.find(b"endstream", start)
    letters = data[start : end if end >= 0 else len(data)]
    try:
        if name.startswith(b"ASCIIH") or name == b"AHx":
            yield bytes.fromhex(letters.split(b">")[0].decode("ascii"))
        else:
            yield base64.a85decode(letters.split(b"~>")[0], ignorechars=b" \t\n\r\v\0\f")
    except ValueError:
        return  # broken: what there is to read, PDFium reads


def _inflate_once(parts: Iterable[bytes]) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    for part in parts:
        rest = part
        while rest and not machine.eof:
            try:
                piece = machine.decompress(rest, 16 * _BITE)
            except zlib.error:
                return  # broken or encrypted: what there is to read, PDFium reads
            rest = machine.unconsumed_tail
            yield piece
        if machine.eof:
            return


def _refuse(what: str) -> None:
    raise UnreadableError(
        Trouble(
            "refused_size",
            "",
            what,
            "The file was not read.",
            "If you trust the file, print it to a new PDF and read that.",
        )
    )
