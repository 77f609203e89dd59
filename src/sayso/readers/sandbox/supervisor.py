"""The parent's side: starts the fork server, hands documents over, and ends what does not end."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Self

from sayso.readers.limits import ReadLimits
from sayso.readers.sandbox.collector import CRASHED, Answer, Collector
from sayso.readers.sandbox.launch import import_path, server_command, wrapper_commands

# Importing the parsers takes about a second; a machine under load may take many times that.
_START_SECONDS = 60.0

# How long a server may take to say that a worker has ended.
_ANSWER_SECONDS = 2.0

_SEALS = 0x1 | 0x2 | 0x4 | 0x8  # seal, shrink, grow, write
_ADD_SEALS = 1033


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of protection around the parsers: whether it is in force here, and why (not)."""

    name: str
    in_force: bool
    why: str


class _ServerGoneError(Exception):
    """The server does not answer; it has been ended."""


class Sandbox:
    """A fork server, started when first needed and anew when it fails; a context manager.

    `parsers` are dotted names, `module:function`; `extra_path` are folders to import them from.
    `wrapped` false leaves bubblewrap out. One document is parsed at a time.
    """

    def __init__(
        self,
        parsers: tuple[str, ...],
        limits: ReadLimits,
        *,
        extra_path: tuple[str, ...] = (),
        wrapped: bool = True,
    ) -> None:
        self._parsers = parsers
        self._limits = limits
        self._path = import_path(extra_path)
        self._wrapped = wrapped
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._sock: socket.socket | None = None
        self._waiting = b""
        self._layers: tuple[Layer, ...] = ()
        self._stopping: frozenset[str] = frozenset()
        self._job = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server; a later document starts a new one."""
        with self._lock:
            self._stop()

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Return the layers of protection, as trial runs found them."""
        with self._lock:
            self._start()
            return self._layers

    def can_stop(self, parser: str) -> bool:
        """Return whether the parser takes a `last_page`, after which it stops."""
        with self._lock:
            self._start()
            return parser in self._stopping

    def parse(self, parser: str, data: bytes, *, last_page: int | None = None) -> Answer:
        """Return what the named parser makes of `data` in a worker of its own."""
        with self._lock:
            for attempt in (1, 2):
                self._start()
                try:
                    return self._parse(parser, data, last_page)
                except _ServerGoneError:
                    # Not the document's doing the first time: somebody may have ended the server.
                    self._stop()
                    if attempt == 2:
                        break
            return Answer(None, CRASHED, 0)

    # -- the server ---------------------------------------------------------------------------

    def _start(self) -> None:
        if self._server is not None and self._server.poll() is None:
            return
        self._stop()
        why = "bubblewrap (bwrap) is not installed"
        if not self._wrapped:
            why = "it was left out"
        elif sys.platform != "linux":
            why = "it is a program for Linux"
        for wrapper in wrapper_commands(self._path) if self._wrapped else []:
            ready, why = self._try_start(wrapper)
            if ready is not None:
                self._note_layers(ready, Layer("bubblewrap", True, "a trial run succeeded"))
                return
        ready, failure = self._try_start([])
        if ready is None:
            # Not the material's fault, and nothing can be read: a bug or a broken installation.
            raise RuntimeError(f"the process that reads documents does not start: {failure}")
        self._note_layers(ready, Layer("bubblewrap", False, why))

    def _try_start(self, wrapper: list[str]) -> tuple[dict[str, Any] | None, str]:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs, tempfile.TemporaryFile() as errors:
            config = {
                "socket": theirs.fileno(),
                "path": self._path,
                "parsers": list(self._parsers),
                "limits": asdict(self._limits),
            }
            self._server = subprocess.Popen(  # noqa: S603 -- our own command, no shell
                [*wrapper, *server_command(config)],
                stdin=subprocess.DEVNULL,
                stdout=errors,
                stderr=errors,
                env={},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
            theirs.close()
            self._sock = ours
            try:
                return self._hear(time.monotonic() + _START_SECONDS), ""
            except _ServerGoneError:
                self._stop()
                errors.seek(0)
                said = errors.read().decode("utf-8", "replace").strip().splitlines()
                return None, said[-1][:200] if said else "it ended without a word"

    def _note_layers(self, ready: dict[str, Any], wrapper: Layer) -> None:
        self._stopping = frozenset(ready["stopping"])
        self._layers = (
            Layer("worker process", True, "each document is parsed in a process of its own"),
            *(
                Layer(name, not ready[name], ready[name] or "a trial run succeeded")
                for name in ("limits", "seccomp")
            ),
            wrapper,
        )

    def _stop(self) -> None:
        if self._sock is not None:
            self._sock.close()  # the server ends when it sees this
            self._sock = None
        self._waiting = b""
        if self._server is None:
            return
        try:
            self._server.wait(_ANSWER_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
        self._server = None

    def _hear(self, deadline: float) -> dict[str, Any]:
        """Return the server's next message."""
        assert self._sock is not None
        while b"\n" not in self._waiting:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._sock], [], [], left)[0]:
                raise _ServerGoneError
            try:
                data = self._sock.recv(65_536)
            except OSError as error:
                raise _ServerGoneError from error
            if not data:
                raise _ServerGoneError
            self._waiting += data
        line, self._waiting = self._waiting.split(b"\n", 1)
        message: dict[str, Any] = json.loads(line)
        return message

    def _tell(self, message: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        assert self._sock is not None
        try:
            socket.send_fds(self._sock, [json.dumps(message).encode() + b"\n"], descriptors)
        except OSError as error:
            raise _ServerGoneError from error

    # -- one document -------------------------------------------------------------------------

    def _parse(self, parser: str, data: bytes, last_page: int | None) -> Answer:
        self._job += 1
        read_end, write_end = os.pipe()
        collector = Collector(data, self._limits)
        try:
            try:
                with _readable(data) as descriptor:
                    request = {"job": self._job, "parser": parser, "last_page": last_page}
                    self._tell(request, (descriptor, write_end))
            finally:
                os.close(write_end)
            worker = self._await("started")["process"]
            try:
                collector.collect(read_end)
            finally:
                # Also after an interruption from the keyboard: no worker outlives its document.
                ended = self._end(worker, at_once=not collector.complete)
        finally:
            os.close(read_end)
        return collector.conclude(ended["status"], ended["peak"])

    def _await(self, key: str) -> dict[str, Any]:
        deadline = time.monotonic() + 5 * _ANSWER_SECONDS
        while True:
            message = self._hear(deadline)
            if message.get(key) == self._job:
                return message

    def _end(self, worker: int, *, at_once: bool) -> dict[str, Any]:
        if not at_once:
            with contextlib.suppress(_ServerGoneError):
                return self._await_end()
        try:
            self._tell({"kill": self._job})
            return self._await_end()
        except _ServerGoneError:
            assert self._server is not None
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            if not self._layers[-1].in_force:
                # Inside bubblewrap it goes with the server; its number means nothing out here.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(worker, signal.SIGKILL)
            raise

    def _await_end(self) -> dict[str, Any]:
        deadline = time.monotonic() + _ANSWER_SECONDS
        while True:
            message = self._hear(deadline)
            if message.get("ended") == self._job:
                return message


@contextlib.contextmanager
def _readable(data: bytes) -> Iterator[int]:
    """Yield a descriptor from which `data` can be read, and nothing else be done."""
    if sys.platform == "linux":
        held = os.memfd_create("document", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            _write_all(held, data)
            fcntl.fcntl(held, _ADD_SEALS, _SEALS)
            os.lseek(held, 0, os.SEEK_SET)
            yield held
        finally:
            os.close(held)
        return
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        held = os.open(file.name, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield held
    finally:
        os.close(held)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
