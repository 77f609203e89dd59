"""Parsers that misbehave, for tests of the sandbox only.

Each tries one thing that no parser may do, with the target in the document's bytes, and gives the
text "FIRED" when it worked. Run without the sandbox, each fires.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sayso.core import Block, ByteRange, Segment, SourceMap
from sayso.readers.parsed import Parsed

PageDone = Callable[[int], None]


def _say(words: str) -> Parsed:
    return Parsed(words, (Block(0, len(words)),), SourceMap(()), "canary/1")


def calm(data: bytes, page_done: PageDone) -> Parsed:
    return _say("calm")


def reach_socket(data: bytes, page_done: PageDone) -> Parsed:
    with socket.create_connection(("127.0.0.1", int(data)), timeout=2):
        return _say("FIRED")


def read_file(data: bytes, page_done: PageDone) -> Parsed:
    return _say("FIRED" if Path(os.fsdecode(data)).read_bytes() else "empty")


def list_folder(data: bytes, page_done: PageDone) -> Parsed:
    return _say("FIRED" if list(Path(os.fsdecode(data)).iterdir()) else "empty")


def write_file(data: bytes, page_done: PageDone) -> Parsed:
    Path(os.fsdecode(data)).write_bytes(b"x")
    return _say("FIRED")


def start_program(data: bytes, page_done: PageDone) -> Parsed:
    child = os.posix_spawn(os.fsdecode(data), [os.fsdecode(data)], {})
    os.waitpid(child, 0)
    return _say("FIRED")


def become_program(data: bytes, page_done: PageDone) -> Parsed:
    os.execv(os.fsdecode(data), [os.fsdecode(data), "FIRED"])


def fork(data: bytes, page_done: PageDone) -> Parsed:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return _say("FIRED")


def kill_process(data: bytes, page_done: PageDone) -> Parsed:
    os.kill(int(data), signal.SIGKILL)
    return _say("FIRED")


def kill_parent(data: bytes, page_done: PageDone) -> Parsed:
    os.kill(os.getppid(), signal.SIGUSR1 if data == b"control" else signal.SIGKILL)
    return _say("FIRED")


def read_environment(data: bytes, page_done: PageDone) -> Parsed:
    library = ctypes.CDLL(None)
    library.getenv.restype = ctypes.c_char_p
    if os.fsdecode(data) in os.environ or library.getenv(data):
        return _say("FIRED")
    return _say("nothing there")


def run_own_code(data: bytes, page_done: PageDone) -> Parsed:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()
    return _say("FIRED")


def eat_memory(data: bytes, page_done: PageDone) -> Parsed:
    return _say("FIRED" if bytearray(int(data)) else "empty")


def spin(data: bytes, page_done: PageDone) -> Parsed:
    end = time.process_time() + float(data)
    while time.process_time() < end:
        pass
    return _say("FIRED")


def spin_after_page(data: bytes, page_done: PageDone) -> Parsed:
    page_done(1)
    page_done(2)
    return spin(data, page_done)


def spin_on_page_three(data: bytes, page_done: PageDone, last_page: int | None = None) -> Parsed:
    for number in range(1, 4):
        if number == 3:
            spin(data, page_done)
        page_done(number)
        if number == last_page:
            break
    return _say(f"{number} pages")


def abort_on_page_three(data: bytes, page_done: PageDone, last_page: int | None = None) -> Parsed:
    for number in range(1, 4):
        if number == 3:
            os.abort()
        page_done(number)
        if number == last_page:
            break
    return _say(f"{number} pages")


def spin_deaf(data: bytes, page_done: PageDone) -> Parsed:
    signal.signal(signal.SIGPROF, signal.SIG_IGN)
    return spin(data, page_done)


def be_silent(data: bytes, page_done: PageDone) -> Parsed:
    time.sleep(float(data))
    return _say("FIRED")


def abort(data: bytes, page_done: PageDone) -> Parsed:
    os.abort()


def nest(data: bytes, page_done: PageDone) -> Parsed:
    return nest(data, page_done)


def fail(data: bytes, page_done: PageDone) -> Parsed:
    raise KeyError("words of the document")


def _pipe() -> int:
    return max(fd for fd in range(3, 64) if _is_open(fd))


def _is_open(descriptor: int) -> bool:
    try:
        os.write(descriptor, b"")
    except OSError:
        return False
    return True


def write_garbage(data: bytes, page_done: PageDone) -> Parsed:
    os.write(_pipe(), data)
    return _say("FIRED")


def write_for_ever(data: bytes, page_done: PageDone) -> Parsed:
    number = 0
    while True:
        number += 1
        page_done(number)


def write_much(data: bytes, page_done: PageDone) -> Parsed:
    return _say("x" * int(data))


def lie_about_places(data: bytes, page_done: PageDone) -> Parsed:
    words = "FIRED"
    segment = Segment(0, len(words), ByteRange(0, len(words)), exact=True)
    return Parsed(words, (Block(0, len(words)),), SourceMap((segment,), "utf-8"), "canary/1")


def lie_about_blocks(data: bytes, page_done: PageDone) -> Parsed:
    return Parsed("FIRED", (Block(0, 500),), SourceMap(()), "canary/1")


if __name__ == "__main__":
    # The control: the same attempt in a process of its own without any sandbox.
    print(globals()[sys.argv[1]](os.fsencode(sys.argv[2]), lambda page: None).text)
