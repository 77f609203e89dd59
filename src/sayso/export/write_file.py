"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sayso.core import ExportError

# A temporary file of a run that was killed is told by this name and can be deleted.
_PREFIX = ".sayso-"

# The first bytes of every SQLite file, and so of every case.
_CASE = b"SQLite format 3\0"


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`: under another name in the same folder, then renamed over it.

    The file is for its owner only (mode 0600). When anything fails, the file that stood there
    before is as it was, and nothing is left of the new one. A symbolic link is replaced by the
    file, and what it points to stays as it is.

    Raises
    ------
    ExportError
        When the folder is missing, cannot be written to, or is full, or when `path` is a folder,
        a device, a case, or a file that cannot be read to see whether it is a case.
    """
    if path.exists() and not path.is_file():
        raise ExportError(f'"{path}" is not a plain file. Name a file to write.', path=str(path))
    _refuse_case(path)
    try:
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=".part", dir=path.parent)
    except OSError as error:
        raise _tell(path, error) from error
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 (a descriptor has no path)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _tell(path, error) from error
    finally:
        # After the rename there is nothing under this name; Ctrl+C comes through here, too.
        temporary.unlink(missing_ok=True)


def _refuse_case(path: Path) -> None:
    # A name mistyped by one suffix would cost the whole record.
    try:
        with path.open("rb") as file:
            start = file.read(len(_CASE))
    except FileNotFoundError:
        return
    except OSError as error:
        raise _tell(path, error) from error
    if start == _CASE:
        raise ExportError(
            f'"{path}" is a case of Sayso and is never written over. Name another file.',
            path=str(path),
        )


def _sync_folder(folder: Path) -> None:
    # Without this a power cut can undo the rename. Some file systems cannot sync a folder.
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _tell(path: Path, error: OSError) -> ExportError:
    reason = error.strerror or str(error)
    return ExportError(
        f'"{path}" cannot be written: {reason}. Nothing was changed. '
        "Name a file in a folder that exists, is yours, and has room.",
        path=str(path),
    )
