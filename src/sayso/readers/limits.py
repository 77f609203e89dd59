"""How much one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What is refused, and when a reader is stopped.

    `file_bytes` is the largest file that is read, `kept_bytes` the largest whose bytes are kept at
    all (SQLite holds no value of 1 GB). A worker may take `memory_bytes` of address space,
    `page_cpu_seconds` of processor time without a finished page and `cpu_seconds` in all,
    `silent_seconds` of wall time without a message and `wall_seconds` in all; its answer may have
    `output_bytes`.
    """

    file_bytes: int = 200_000_000
    kept_bytes: int = 900_000_000
    memory_bytes: int = 1_500_000_000
    page_cpu_seconds: float = 2.0
    cpu_seconds: int = 120
    silent_seconds: float = 10.0
    wall_seconds: float = 600.0
    output_bytes: int = 64_000_000
    descriptors: int = 16
