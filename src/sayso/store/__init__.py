"""Where a case is kept: one SQLite file, append-only, in one chain of hashes."""

from sayso.store.connection import StoreSettings
from sayso.store.describe import DriverState, describe_drivers
from sayso.store.memory import MemoryStore
from sayso.store.opening import create_case, open_case
from sayso.store.sqlite_rows import SqliteStore
from sayso.store.verification import (
    Break,
    Counts,
    GivenHead,
    Verification,
    head_line,
    lines,
    parse_head,
)
from sayso.store.verify import verify_case, verify_file

__all__ = [
    "Break",
    "Counts",
    "DriverState",
    "GivenHead",
    "MemoryStore",
    "SqliteStore",
    "StoreSettings",
    "Verification",
    "create_case",
    "describe_drivers",
    "head_line",
    "lines",
    "open_case",
    "parse_head",
    "verify_case",
    "verify_file",
]
