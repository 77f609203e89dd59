"""The trained model that comes with Sayso: the reading `model`, loaded once a process.

Nothing here is imported by `sayso --help`, and onnxruntime and numpy only where a text is read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sayso.core import Attribution, Document, Problem, SettingsError
from sayso.extract.readings import Reading, ReadingSettings
from sayso.extract.rules import RulesReading
from sayso.extract.trained import TrainedReading
from sayso.models.onnx import ABOUT, load_tagger

__all__ = ["ModelState", "RulesInstead", "describe_model", "load_reading", "open_reading"]

_FOLDER = "model"


@dataclass(frozen=True, slots=True)
class ModelState:
    """Whether the trained model is in use here.

    `trouble` says why not, None where it is. `sha256` is that of `model.json`, which names the
    hash of every other file.
    """

    version: str | None
    sha256: str | None
    trouble: str | None


class RulesInstead:
    """The reading by rules, with a note at every document that the model is missing, and why."""

    name = RulesReading.name
    version = RulesReading.version
    languages = RulesReading.languages

    def __init__(self, why: str) -> None:
        self.why = why

    def attribute(
        self, document: Document, *, settings: ReadingSettings
    ) -> tuple[tuple[Attribution, ...], tuple[Problem, ...]]:
        """Return what the rules do, and the note."""
        rows, problems = RulesReading().attribute(document, settings=settings)
        return rows, (*problems, _missing(document, self.why))


def load_reading() -> Reading:
    """Return the reading by the model that comes with Sayso, or by the rules where it is missing.

    Raises
    ------
    SettingsError
        When a file of the model is damaged.
    """
    return _load_own()


@cache
def _load_own() -> Reading:
    return open_reading(_own_folder())


def open_reading(folder: Traversable) -> Reading:
    """Return the reading by the model in a folder, or by the rules where there is none.

    Raises
    ------
    SettingsError
        When a file of the model is damaged.
    """
    if not (folder / ABOUT).is_file():
        return RulesInstead("Its files are not part of this installation.")
    try:
        return TrainedReading(load_tagger(folder))
    except ImportError as error:
        return RulesInstead(f"{error.name or 'onnxruntime'} cannot be imported.")


def describe_model() -> ModelState:
    """Return whether the trained model can be used here; it is loaded to tell."""
    folder = _own_folder()
    try:
        reading = load_reading()
        if isinstance(reading, RulesInstead):
            return ModelState(None, None, reading.why)
        sha256 = hashlib.sha256((folder / ABOUT).read_bytes()).hexdigest()
    except SettingsError as error:
        return ModelState(None, None, str(error))
    return ModelState(reading.version, sha256, None)


def _own_folder() -> Traversable:
    return files("sayso.extract") / _FOLDER


def _missing(document: Document, why: str) -> Problem:
    return Problem(
        kind="model_missing",
        where=document.uri,
        what=f"The trained model could not be used. {why}",
        done="The document was read by the rules alone, which find less.",
        todo="Install Sayso anew with what it depends on and read the document again; "
        "`sayso doctor` tells whether the model is in use.",
        lost=False,
        document=document.id,
    )
