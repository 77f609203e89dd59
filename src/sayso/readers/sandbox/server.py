"""The fork server: imports the parsers once, then forks one worker for each document.

It runs in a process of its own, inside bubblewrap where that works, never looks into a document and
holds nothing worth stealing. It is started by `launch.py` with one argument, a JSON object.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from sayso.core import bytes_sha256
from sayso.readers import charset
from sayso.readers.limits import ReadLimits
from sayso.readers.parsed import Parsed
from sayso.readers.sandbox import seccomp
from sayso.readers.sandbox.worker import Task, run_worker, set_limits

_LONGEST_MESSAGE = 65_536


def serve(config: dict[str, Any]) -> None:
    """Answer the parent's requests until it closes the socket.

    A request is `{"job", "parser", "last_page"}` with two descriptors, or `{"kill": job}`; each
    worker's end is told as `{"ended": job, "status", "peak"}` (wait status, bytes).
    """
    limits = ReadLimits(**config["limits"])
    os.environ.clear()
    sock = socket.socket(fileno=config["socket"])
    parsers = {name: _load(name) for name in config["parsers"]}
    charset.preload()
    bytes_sha256(b"")  # the library of hashes reads its settings when first used
    seccomp.hide_memory()
    for descriptor in (1, 2):
        os.dup2(0, descriptor)  # parsers write warnings that nobody should read
    gc.collect()
    gc.freeze()  # the workers share these objects for as long as nobody counts them
    trial = _try_locks(limits)
    ready = {**trial, "stopping": [name for name in parsers if _can_stop(parsers[name])]}
    sock.sendall(json.dumps(ready).encode() + b"\n")
    _Server(sock, parsers, limits, filtered=trial["seccomp"] == "").run()


def _load(name: str) -> Callable[..., Parsed] | str:
    module_name, _, function = name.partition(":")
    try:
        module = importlib.import_module(module_name)
        preload = getattr(module, "preload", None)
        if preload is not None:
            preload()
        parser: Callable[..., Parsed] = getattr(module, function)
    except (ImportError, AttributeError) as error:
        return f"The reader for this kind of file is not installed whole ({type(error).__name__})."
    return parser


def _can_stop(parser: Callable[..., Parsed] | str) -> bool:
    return not isinstance(parser, str) and "last_page" in inspect.signature(parser).parameters


def _try_locks(limits: ReadLimits) -> dict[str, str]:
    """Return, for each lock, an empty string where it holds, else why it does not."""
    found = {"limits": _in_child(lambda: _limits_hold(limits))}
    if seccomp.is_known():
        found["seccomp"] = _in_child(_filter_holds)
    else:
        found["seccomp"] = "only known for Linux on x86-64 and aarch64"
    return found


def _in_child(test: Callable[[], bool]) -> str:
    child = os.fork()
    if child == 0:
        code = 3
        try:
            code = 0 if test() else 2
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: "", 2: "it was set, but does not hold", 3: "the system refused it"}.get(
        code, f"the trial ended with {code}"
    )


def _limits_hold(limits: ReadLimits) -> bool:
    set_limits(limits)
    try:
        bytearray(limits.memory_bytes)
    except MemoryError:
        return True
    return False


def _filter_holds() -> bool:
    seccomp.install_filter()
    try:
        os.open("/", os.O_RDONLY)
    except PermissionError:
        return True
    return False


def _take_note(number: int, frame: object) -> None:
    # Without a handler the signal would not wake the selector.
    del number, frame


class _Server:
    def __init__(
        self,
        sock: socket.socket,
        parsers: dict[str, Callable[..., Parsed] | str],
        limits: ReadLimits,
        *,
        filtered: bool,
    ) -> None:
        self._sock = sock
        self._parsers = parsers
        self._limits = limits
        self._filtered = filtered
        self._job: tuple[int, int] | None = None  # number and process of the worker at work
        self._waiting = b""

    def run(self) -> None:
        """Fork, kill and report until the parent closes the socket."""
        wake, woken = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        signal.signal(signal.SIGCHLD, _take_note)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if wake in ready:
                    os.read(wake, 4096)
                    self._reap()
                if self._sock.fileno() in ready and not self._listen():
                    self._kill()
                    return

    def _listen(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._sock, _LONGEST_MESSAGE, 4)
        if not data:
            return False
        *messages, self._waiting = (self._waiting + data).split(b"\n")
        for message in messages:
            request = json.loads(message)
            if "kill" in request:
                if self._job is not None and self._job[0] == request["kill"]:
                    self._kill()
                continue
            self._kill()
            self._start(request, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        return True

    def _start(self, request: dict[str, Any], descriptors: list[int]) -> None:
        task = Task(descriptors[0], descriptors[1], request.get("last_page"))
        parser = self._parsers[request["parser"]]
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            run_worker(parser, task, self._limits, filtered=self._filtered)
        # Both sides set it: whoever comes first.
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.setpgid(child, child)
        self._job = (request["job"], child)
        self._tell({"started": request["job"], "process": child})

    def _kill(self) -> None:
        if self._job is None:
            return
        try:
            os.killpg(self._job[1], signal.SIGKILL)
        except ProcessLookupError:
            os.kill(self._job[1], signal.SIGKILL)

    def _reap(self) -> None:
        while True:
            try:
                child, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if child == 0:
                return
            if self._job is not None and self._job[1] == child:
                scale = 1 if sys.platform == "darwin" else 1024
                peak = usage.ru_maxrss * scale
                self._tell({"ended": self._job[0], "status": status, "peak": peak})
                self._job = None

    def _tell(self, message: dict[str, Any]) -> None:
        try:
            self._sock.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            os._exit(0)  # the parent is gone
