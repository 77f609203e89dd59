"""What a worker sends, gathered within the limits, and what its end says."""

from __future__ import annotations

import os
import select
import signal
import time
from dataclasses import dataclass, replace

from sayso.core import bytes_sha256
from sayso.readers.limits import ReadLimits
from sayso.readers.parsed import Parsed, Trouble
from sayso.readers.sandbox.frames import (
    HEADER,
    BadFrameError,
    PageFrame,
    ParsedFrame,
    TroubleFrame,
    check_parsed,
    check_trouble,
    decode_frame,
)

# Share of the memory limit above which a worker that died is taken to have died of it.
_FULL_MEMORY = 0.8

_KEPT = "The file was kept, but not read."
_ANEW = "Save it anew from the program that made it, or as PDF or text, and read that."
CRASHED = Trouble("crashed", "", "The reader broke down on this file.", _KEPT, _ANEW)
_BAD_ANSWER = replace(
    CRASHED, kind="bad_answer", what="The reader gave an answer that does not fit the file."
)
_TIMED_OUT = Trouble(
    "timed_out", "", "Reading the file takes longer than one document may.", _KEPT, _ANEW
)
_OUT_OF_MEMORY = Trouble(
    "out_of_memory",
    "",
    "Reading the file takes more memory than one document may have.",
    _KEPT,
    "Split the file, or save it anew from the program that made it.",
)
_TOO_LONG = Trouble(
    "refused_size",
    "",
    "The file holds more text than one document may have.",
    _KEPT,
    "Split the file.",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one document: a text or a trouble, and the pages finished until then."""

    parsed: Parsed | None
    trouble: Trouble | None
    pages: int


class Collector:
    """What a worker has sent so far, within the limits."""

    def __init__(self, data: bytes, limits: ReadLimits) -> None:
        self._data = data
        self._sha256 = bytes_sha256(data)
        self._limits = limits
        self._buffer = bytearray()
        self._size = 0
        self._parsed: Parsed | None = None
        self._trouble: Trouble | None = None
        self.pages = 0
        self.complete = False  # whether the worker closed its pipe by itself

    def collect(self, descriptor: int) -> None:
        """Read frames until the worker closes its pipe, stays silent or says too much."""
        whole = time.monotonic() + self._limits.wall_seconds
        silence = time.monotonic() + self._limits.silent_seconds
        while True:
            left = min(whole, silence) - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                if not self._has_final:
                    self._trouble = _TIMED_OUT
                return
            piece = os.read(descriptor, 1 << 20)
            if not piece:
                self.complete = True
                return
            self._size += len(piece)
            if self._size > self._limits.output_bytes + 1024:
                self._parsed, self._trouble = None, _TOO_LONG
                return
            self._buffer += piece
            try:
                if self._take_frames():
                    silence = time.monotonic() + self._limits.silent_seconds
            except BadFrameError:
                self._parsed, self._trouble = None, _BAD_ANSWER
                return

    @property
    def _has_final(self) -> bool:
        return self._parsed is not None or self._trouble is not None

    def _take_frames(self) -> bool:
        at = 0
        taken = False
        while len(self._buffer) - at >= HEADER:
            length = int.from_bytes(self._buffer[at : at + HEADER], "big")
            if length > self._limits.output_bytes:
                raise BadFrameError("a frame longer than any answer")
            if len(self._buffer) - at - HEADER < length:
                break
            self._take(bytes(self._buffer[at + HEADER : at + HEADER + length]))
            at += HEADER + length
            taken = True
        del self._buffer[:at]
        return taken

    def _take(self, body: bytes) -> None:
        frame = decode_frame(body)
        if self._has_final:
            raise BadFrameError("something follows the answer")
        if isinstance(frame, PageFrame):
            # Pages come in order; anything else would let a worker talk for ever.
            if frame.number <= self.pages:
                raise BadFrameError("pages do not follow one another")
            self.pages = frame.number
            return
        if frame.sha256 != self._sha256:
            raise BadFrameError("an answer about another document")
        if isinstance(frame, TroubleFrame):
            self._trouble = check_trouble(frame.trouble)
        elif isinstance(frame, ParsedFrame):
            self._parsed = check_parsed(frame, self._data)

    def conclude(self, status: int, peak: int) -> Answer:
        """Return the answer, given how the worker ended."""
        if self._parsed is not None or self._trouble is not None:
            return Answer(self._parsed, self._trouble, self.pages)
        number = os.waitstatus_to_exitcode(status)
        if number in (-signal.SIGPROF, -signal.SIGXCPU, -signal.SIGVTALRM):
            return Answer(None, _TIMED_OUT, self.pages)
        if peak > _FULL_MEMORY * self._limits.memory_bytes:
            return Answer(None, _OUT_OF_MEMORY, self.pages)
        if number == -signal.SIGKILL:
            # The kernel's own end for a process above its hard limit of time.
            return Answer(None, _TIMED_OUT, self.pages)
        return Answer(None, CRASHED, self.pages)
