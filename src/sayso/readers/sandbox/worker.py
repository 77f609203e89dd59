"""What a forked worker does: lock itself in, parse one document, say what it found, end."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass

from sayso.core import bytes_sha256
from sayso.readers.limits import ReadLimits
from sayso.readers.parsed import Parsed, Trouble, UnreadableError
from sayso.readers.sandbox import seccomp
from sayso.readers.sandbox.frames import (
    Frame,
    PageFrame,
    TroubleFrame,
    encode_frame,
    make_parsed_frame,
)


@dataclass(frozen=True, slots=True)
class Task:
    """One document for one worker: descriptors of its bytes and of the pipe for the answer.

    `last_page` is the page after which to stop, for a parser that knows how to.
    """

    data: int
    answer: int
    last_page: int | None = None


def run_worker(
    parse: Callable[..., Parsed] | str, task: Task, limits: ReadLimits, *, filtered: bool
) -> None:
    """Parse the document of `task` and end this process; it never returns.

    `parse` is the parser, or why it could not be imported.
    """
    code = 1
    try:
        os.setpgid(0, 0)
        size = os.fstat(task.data).st_size
        _drop_descriptors(task)
        _lock_in(limits, filtered=filtered)
        _answer(parse, task, size, limits)
        code = 0
    finally:
        # Not sys.exit: nothing of the server's may be unwound here.
        os._exit(code)


def _drop_descriptors(task: Task) -> None:
    kept = sorted({task.data, task.answer})
    highest = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    first = 3
    for descriptor in [*kept, min(highest, 65_536)]:
        if descriptor > first:
            os.closerange(first, descriptor)
        first = descriptor + 1


def _lock_in(limits: ReadLimits, *, filtered: bool) -> None:
    for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGPROF, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    seccomp.die_with_parent()
    seccomp.hide_memory()
    set_limits(limits)
    # Last: it forbids everything that stands above.
    if filtered:
        seccomp.install_filter()


def set_limits(limits: ReadLimits) -> None:
    """Bound memory, processor time, files, descriptors, processes and core of this process."""
    bounds = (
        ("RLIMIT_AS", limits.memory_bytes),
        ("RLIMIT_CPU", limits.cpu_seconds),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NOFILE", limits.descriptors),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CORE", 0),
    )
    for name, bound in bounds:
        # macOS has no limit on memory that it keeps, and says so by refusing it.
        number = getattr(resource, name, None)
        if number is None:
            continue
        try:
            resource.setrlimit(number, (bound, bound))
        except (ValueError, OSError):
            if name not in ("RLIMIT_AS", "RLIMIT_NPROC"):
                raise


def _answer(parse: Callable[..., Parsed] | str, task: Task, size: int, limits: ReadLimits) -> None:
    _give_time(limits)
    data = _read_all(task.data, size)
    sha256 = bytes_sha256(data)
    # Made now: there may be no memory for it later.
    out_of_memory = encode_frame(TroubleFrame(sha256, _OUT_OF_MEMORY))
    if isinstance(parse, str):
        trouble = _crashed(parse)
        return _send(task.answer, encode_frame(TroubleFrame(sha256, trouble)))

    pages = 0

    def page_done(number: int) -> None:
        nonlocal pages
        pages = max(pages + 1, number)
        _send(task.answer, encode_frame(PageFrame(pages)))
        _give_time(limits)

    extra = {} if task.last_page is None else {"last_page": task.last_page}
    frame: Frame
    try:
        parsed = parse(data, page_done, **extra)
        _give_time(limits)
        frame = make_parsed_frame(sha256, parsed)
        answer = encode_frame(frame)
    except UnreadableError as error:
        answer = encode_frame(TroubleFrame(sha256, error.trouble))
    except MemoryError:
        answer = out_of_memory
    except RecursionError:
        answer = encode_frame(TroubleFrame(sha256, _TOO_DEEP))
    except Exception as error:
        # A parser's own bug must not end the user's work; the kind of error is enough to find it.
        trouble = _crashed(
            f"The reader met an error that it does not know: {type(error).__name__}."
        )
        answer = encode_frame(TroubleFrame(sha256, trouble))
    if len(answer) > limits.output_bytes:
        answer = encode_frame(TroubleFrame(sha256, _TOO_LONG))
    return _send(task.answer, answer)


def _give_time(limits: ReadLimits) -> None:
    # The default action of SIGPROF ends the process: no handler of Python would run inside a
    # library that spins.
    signal.setitimer(signal.ITIMER_PROF, limits.page_cpu_seconds)


def _read_all(descriptor: int, size: int) -> bytes:
    buffer = bytearray(size)
    at = 0
    while at < size:
        piece = os.read(descriptor, min(size - at, 1 << 20))
        if not piece:
            break
        buffer[at : at + len(piece)] = piece
        at += len(piece)
    return bytes(buffer[:at])


def _send(descriptor: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(descriptor, view[: 1 << 20]) :]


_KEPT = "The file was kept, but not read."
_OUT_OF_MEMORY = Trouble(
    "out_of_memory",
    "",
    "Reading the file takes more memory than one document may have.",
    _KEPT,
    "Split the file, or save it anew from the program that made it.",
)
_TOO_DEEP = Trouble(
    "malformed",
    "",
    "The file is nested more deeply than any document needs.",
    _KEPT,
    "Save it anew from the program that made it.",
)
_TOO_LONG = Trouble(
    "refused_size", "", "The file holds more text than one document may have.", _KEPT,
    "Split the file.",
)  # fmt: skip


def _crashed(what: str) -> Trouble:
    return Trouble("crashed", "", what, _KEPT, "Save the document as PDF or text and read that.")
