"""Longer work than the tests: `nox -s train`."""

from __future__ import annotations

import os
from pathlib import Path

import nox

nox.options.sessions = []

ROOT = Path(__file__).parent


@nox.session
def train(session: nox.Session) -> None:
    """Train the reader and make the files that ship; arguments go on to `training/train.py`.

    Some 70 minutes on 2 cores. Goes on from the last checkpoint in `build/train` when it was
    interrupted; delete that folder to begin anew. `--add FILE` takes rows of corrections.
    """
    session.install(".[train]")
    shared = Path(os.environ.get("SAYSO_SHARED", ROOT.parent / "shared"))
    data = shared / "data" / "attribution"
    if not (data / "train.jsonl").is_file():
        session.error("data/attribution is missing: set SAYSO_SHARED to the folder that has it.")
    run = ROOT / "build" / "train"
    weights = run / "pretrained"
    # Threads that wait must not spin: twice as fast where cores are shared.
    quiet = {"OMP_WAIT_POLICY": "passive", "KMP_BLOCKTIME": "0"}
    common = ("--data", str(data), "--weights", str(weights))
    session.run("python", "training/fetch.py", str(weights))
    session.run(
        "python", "training/train.py", *common, "--out", str(run), *session.posargs, env=quiet
    )
    session.run("python", "training/build.py", *common, "--run", str(run), env=quiet)
