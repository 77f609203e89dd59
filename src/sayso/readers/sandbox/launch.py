"""How the fork server is started: bare, or inside bubblewrap with as little around it as works."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import sayso

_START = (
    "import json,sys;c=json.loads(sys.argv[1]);sys.path[:]=c['path'];"
    "from sayso.readers.sandbox.server import serve;serve(c)"
)

# What an interpreter may need besides its own folders: the system's libraries.
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/nix/store", "/gnu/store",
    "/etc/ld.so.cache",
)  # fmt: skip


def import_path(extra: tuple[str, ...] = ()) -> list[str]:
    """Return where the server finds this package and all it needs; absolute folders only."""
    # An editable install may leave the package's folder out of sys.path.
    folders = [*sys.path, str(Path(sayso.__file__).resolve().parent.parent), *extra]
    return list(dict.fromkeys(entry for entry in folders if Path(entry).is_absolute()))


def server_command(config: dict[str, Any]) -> list[str]:
    """Return the command that starts the server without bubblewrap."""
    # -I: no variable and no folder of the user's decides what is imported; -S: nor any .pth file.
    return [sys.executable, "-I", "-S", "-B", "-c", _START, json.dumps(config)]


def wrapper_commands(path: list[str]) -> list[list[str]]:
    """Return the ways to start bubblewrap that are worth a trial, the narrowest first."""
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux":
        return []
    common = [program, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    # Its own root is a writable tmpfs unless it is mounted again.
    closing = ["--chdir", "/", "--remount-ro", "/", "--"]
    own = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable).parent), *path}
    mounts: list[str] = []
    for folder in _SYSTEM:
        mounts += ["--ro-bind-try", folder, folder]
    for folder in sorted(own):
        if Path(folder).exists() and not folder.startswith(_SYSTEM):
            mounts += ["--ro-bind", folder, folder]
    return [
        [*common, *mounts, *closing],
        [*common, "--ro-bind", "/", "/", *closing],
    ]
