from __future__ import annotations

import struct

import pytest

from sayso.readers.sandbox.seccomp import make_filter

ALLOW, KILL, FAIL = 0x7FFF0000, 0x80000000, 0x00050001
CODES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def decide(machine: str, number: int, *args: int, code: int | None = None) -> int:
    """Return what the filter says to a system call: a machine for the few steps that it uses."""
    program = list(struct.iter_unpack("=HBBI", make_filter(machine, 77)))
    call = struct.pack("=iIQ6Q", number, code or CODES[machine], 0, *args, *[0] * (6 - len(args)))
    value, at = 0, 0
    while True:
        operation, yes, no, operand = program[at]
        at += 1
        if operation == 0x20:
            (value,) = struct.unpack_from("=I", call, operand)
        elif operation == 0x06:
            return operand
        else:
            true = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}
            at += yes if true[operation] else no


@pytest.mark.parametrize(
    ("machine", "calls"),
    [
        ("x86_64", {"read": 0, "write": 1, "brk": 12, "futex": 202, "exit_group": 231}),
        ("aarch64", {"read": 63, "write": 64, "brk": 214, "futex": 98, "exit_group": 94}),
    ],
)
def test_memory_time_and_the_pipe_are_allowed(machine: str, calls: dict[str, int]) -> None:
    assert {decide(machine, number) for number in calls.values()} == {ALLOW}


@pytest.mark.parametrize(
    ("machine", "calls"),
    [
        (
            "x86_64",
            {"open": 2, "stat": 4, "socket": 41, "clone": 56, "fork": 57, "execve": 59, "kill": 62,
             "ptrace": 101, "prctl": 157, "openat": 257, "prlimit64": 302, "process_vm_writev": 311,
             "memfd_create": 319, "execveat": 322, "io_uring_setup": 425, "clone3": 435,
             "ioctl": 16, "fcntl": 72, "sendmsg": 46, "dup2": 33, "tkill": 200},
        ),
        (
            "aarch64",
            {"openat": 56, "socket": 198, "clone": 220, "execve": 221, "kill": 129, "ptrace": 117,
             "prctl": 167, "prlimit64": 261, "io_uring_setup": 425, "clone3": 435, "ioctl": 29,
             "fcntl": 25, "sendmsg": 211, "dup3": 24, "tkill": 130},
        ),
    ],
)  # fmt: skip
def test_what_opens_connects_starts_or_reaches_fails(machine: str, calls: dict[str, int]) -> None:
    assert {name for name, number in calls.items() if decide(machine, number) != FAIL} == set()


@pytest.mark.parametrize(
    ("machine", "tgkill", "mmap", "mprotect"), [("x86_64", 234, 9, 10), ("aarch64", 131, 222, 226)]
)
def test_arguments_are_heeded(machine: str, tgkill: int, mmap: int, mprotect: int) -> None:
    assert decide(machine, tgkill, 77, 77, 6) == ALLOW
    assert decide(machine, tgkill, 78, 78, 6) == FAIL
    for number in (mmap, mprotect):
        assert decide(machine, number, 0, 4096, 3) == ALLOW
        assert decide(machine, number, 0, 4096, 7) == FAIL


def test_calls_of_another_architecture_end_the_process() -> None:
    assert decide("x86_64", 3, code=0x40000003) == KILL
    assert decide("x86_64", 0x40000000 | 2) == FAIL
