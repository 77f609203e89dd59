"""The articles with marked attributions and their scorer, which stay outside the project."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def find_data(*names: str) -> Path:
    """Return the folder `data/attribution` that holds all `names`, or say what is missing, exit 1.

    It is looked for under `SAYSO_SHARED`, without that under `shared` beside the project.
    """
    given = os.environ.get("SAYSO_SHARED")
    shared = Path(given) if given else ROOT.parent / "shared"
    folder = shared / "data" / "attribution"
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        sys.exit(
            f"{', '.join(missing)} not found: looked in data/attribution under "
            f"{'SAYSO_SHARED' if given else '../shared'}. These data do not come with the "
            "project; set SAYSO_SHARED to the folder that has them."
        )
    return folder


def load_scorer(folder: Path) -> ModuleType:
    """Return the module `score.py` of a folder, which is no package to import from."""
    spec = importlib.util.spec_from_file_location("attribution_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
