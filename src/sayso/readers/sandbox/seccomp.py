"""A list of the system calls that a parser may make; every other one fails (Linux).

A parser has its bytes and one pipe. It needs memory, time and its own signals, and nothing that
opens, connects, starts or reaches another process.

References
----------
Linux kernel documentation, "Seccomp BPF (SECure COMPuting with filters)"; system call numbers from
the kernel's tables for x86-64 and for the generic table that aarch64 uses.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

_ALLOWED_X86_64 = {
    "read": 0, "write": 1, "close": 3, "lseek": 8, "munmap": 11, "brk": 12, "rt_sigaction": 13,
    "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17, "readv": 19, "writev": 20,
    "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "setitimer": 38, "getpid": 39,
    "exit": 60, "gettimeofday": 96, "getrusage": 98, "times": 100, "sigaltstack": 131,
    "gettid": 186, "time": 201, "futex": 202, "restart_syscall": 219, "clock_gettime": 228,
    "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "set_robust_list": 273,
    "getrandom": 318, "rseq": 334,
}  # fmt: skip
_ALLOWED_AARCH64 = {
    "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67,
    "exit": 93, "exit_group": 94, "futex": 98, "set_robust_list": 99, "nanosleep": 101,
    "setitimer": 103, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
    "sched_yield": 124, "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "times": 153, "getrusage": 165,
    "gettimeofday": 169, "getpid": 172, "gettid": 178, "brk": 214, "munmap": 215, "mremap": 216,
    "madvise": 233, "getrandom": 278, "rseq": 293,
}  # fmt: skip

# Architecture as the kernel names it, allowed calls, numbers of tgkill, mmap and mprotect.
_TABLES = {
    "x86_64": (0xC000003E, _ALLOWED_X86_64, 234, (9, 10)),
    "aarch64": (0xC00000B7, _ALLOWED_AARCH64, 131, (222, 226)),
}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_X32 = 0x40000000  # calls of the 32-bit ABI on x86-64 carry this bit
_EXECUTABLE = 4

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_FILTER_MODE = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def is_known() -> bool:
    """Return whether the system calls of this machine are known."""
    return sys.platform == "linux" and platform.machine() in _TABLES and sys.maxsize > 2**32


def make_filter(machine: str, pid: int) -> bytes:
    """Return the filter for process `pid` on a machine (`x86_64` or `aarch64`) as BPF bytes."""
    architecture, allowed, tgkill, maps = _TABLES[machine]
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _FAIL),
        # abort() signals its own process; no other may be signalled.
        (_EQUAL, 0, 4, tgkill),
        (_LOAD, 0, 0, 16),
        (_EQUAL, 0, 1, pid),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _FAIL),
    ]
    for number in maps:
        # Memory may be had, but none from which to run code.
        steps += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, 32),
            (_ANY_BIT, 0, 1, _EXECUTABLE),
            (_RETURN, 0, 0, _FAIL),
            (_RETURN, 0, 0, _ALLOW),
        ]
    for number in sorted(allowed.values()):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    steps.append((_RETURN, 0, 0, _FAIL))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def install_filter() -> None:
    """Let this process make only the allowed calls from now on, and never gain a privilege.

    Raises
    ------
    OSError
        When the kernel refuses the filter.
    """
    program = make_filter(platform.machine(), os.getpid())
    buffer = ctypes.create_string_buffer(program, len(program))
    header = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.addressof(header))


def hide_memory() -> None:
    """Make this process undumpable: siblings of the same user cannot read or change its memory."""
    if sys.platform == "linux":
        _prctl(_PR_SET_DUMPABLE, 0)


def die_with_parent() -> None:
    """Have the kernel end this process when its parent ends."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, 9)


def _prctl(option: int, first: int, second: int = 0) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    word = ctypes.c_ulong
    if library.prctl(option, word(first), word(second), word(0), word(0)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"prctl({option}): {os.strerror(code)}")
