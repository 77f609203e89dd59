"""The trained tagger from its files, which are checked before anything runs them."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sayso.core import SettingsError
from sayso.extract.tagged import Tagger

#: What names the files of a model, their hashes, its version and its tuning.
ABOUT = "model.json"
_ENCODER, _LINKER, _VOCABULARY = "encoder.onnx", "linker.onnx", "vocab.txt"


def load_tagger(folder: Path | Traversable) -> Tagger:
    """Return the tagger whose files are in a folder.

    A worker of a pool computes in one thread, since its fellows use the other cores; any other
    process in as many as there are cores. The numbers are the same.

    Raises
    ------
    ImportError
        When onnxruntime or numpy cannot be imported.
    SettingsError
        When a file is missing, or is not the one that `model.json` names.
    """
    about, files = read_files(folder)
    # Here and not above: they take 0.2 s, and 100 MB.
    from sayso.extract.pieces import WordPieces
    from sayso.extract.tagging import TrainedTagger, Tuning
    from sayso.models.session import OnnxNetwork

    try:
        tuning = Tuning(**about["tuning"] | {"weights": tuple(about["tuning"]["weights"])})
        network = OnnxNetwork(files[_ENCODER], files[_LINKER], _count_threads())
        pieces = WordPieces(files[_VOCABULARY].decode("utf-8").splitlines())
        return TrainedTagger(network, pieces, tuning, str(about["version"]))
    except (KeyError, TypeError) as error:
        raise _damaged(ABOUT, f"{error} is not as this version of Sayso expects it") from error


def read_files(folder: Path | Traversable) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what `model.json` says and the bytes of each file that it names, checked.

    Raises
    ------
    SettingsError
        When a file is missing, or is not the one that `model.json` names.
    """
    try:
        about = json.loads((folder / ABOUT).read_bytes())
        named = dict(about["files"])
    except OSError as error:
        raise _damaged(ABOUT, "it cannot be read") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(ABOUT, "it does not name the files of a model") from error
    files: dict[str, bytes] = {}
    for name, sha256 in sorted(named.items()):
        if not isinstance(name, str) or name != Path(name).name:
            raise _damaged(ABOUT, f"{name!r} is no name of a file beside it")
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            raise _damaged(name, "it cannot be read") from error
        found = hashlib.sha256(files[name]).hexdigest()
        if found != sha256:
            raise _damaged(name, f"its SHA-256 is {found}, and {ABOUT} names {sha256}")
    return about, files


def _damaged(name: str, what: str) -> SettingsError:
    return SettingsError(
        f"The file {name} of the trained model is damaged: {what}. "
        "Reinstall Sayso, or read with --reading rules.",
        value=name,
    )


def _count_threads() -> int:
    """Return the number of threads to compute in; 0 is one for each core."""
    return 1 if multiprocessing.parent_process() is not None else 0
