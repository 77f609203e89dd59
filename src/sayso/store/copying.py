"""Copies of a case, taken through SQLite so that one in use is copied whole."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from sayso.store.connection import Connection


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, whatever the umask; it must not exist."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def copy_beside(connection: Connection, target: Path) -> None:
    """Write the open case to `target`, replacing an earlier copy; whole or not at all."""
    growing = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    make_private(growing)
    try:
        connection.copy_to(str(growing))
        growing.replace(target)
    finally:
        growing.unlink(missing_ok=True)


def make_scratch(connection: Connection) -> Path:
    """Return a private copy of the open case in the system's folder for temporary files."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-"))
    scratch = folder / "scratch.sayso"
    make_private(scratch)
    connection.copy_to(str(scratch))
    return scratch


def discard_scratch(scratch: Path) -> None:
    """Delete a scratch copy with its folder."""
    for path in scratch.parent.glob(f"{scratch.name}*"):
        path.unlink(missing_ok=True)
    scratch.parent.rmdir()
