"""The plug-in that finds attributions, its settings, and how one is found by name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol

from sayso.core import Attribution, Document, Problem, SettingsError
from sayso.extract.recognise.mention import Recogniser

_GROUP = "sayso.readings"
#: Our own, as pyproject.toml registers them.
_OWN = (
    EntryPoint("model", "sayso.models:load_reading", _GROUP),
    EntryPoint("rules", "sayso.extract.rules:RulesReading", _GROUP),
)


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What a reading may be told.

    `threshold` is a probability, 0 to 1: an attribution below it is a suggestion, not a finding.
    None takes the reading's own, which it states. `recognisers` find names beside our own, and
    have the last word on those that they find.
    """

    threshold: float | None = None
    recognisers: tuple[Recogniser, ...] = ()

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise SettingsError(
                f"The threshold of a reading is {self.threshold}. Give a probability from 0 to 1.",
                value=self.threshold,
            )


class Reading(Protocol):
    """A way to find who says what in a document."""

    name: str
    version: str
    languages: frozenset[str]

    def attribute(
        self, document: Document, *, settings: ReadingSettings
    ) -> tuple[tuple[Attribution, ...], tuple[Problem, ...]]:
        """Return the attributions in the order of their contents, and what could not be read."""
        ...


def list_readings() -> tuple[str, ...]:
    """Return the names of the readings at hand, in the order of the alphabet."""
    return tuple(sorted(_list_entries()))


def find_reading(name: str) -> Reading:
    """Return the reading with this name, one of an installed package or our own.

    Raises
    ------
    SettingsError
        When no reading bears the name, or an installed one cannot be loaded.
    """
    entry = _list_entries().get(name)
    if entry is None:
        known = ", ".join(list_readings())
        raise SettingsError(f'There is no reading "{name}". Take one of: {known}.', value=name)
    try:
        make = entry.load()
    except (ImportError, AttributeError) as error:
        raise SettingsError(
            f'The reading "{name}" ({entry.value}) cannot be loaded: {error}. '
            "Reinstall the package that brings it, or take another reading.",
            value=name,
        ) from error
    reading: Reading = make()
    return reading


def _list_entries() -> dict[str, EntryPoint]:
    """Return the readings by name; run from a source tree, the package registers none of its own.

    An installed package may replace one of ours: what is registered last holds.
    """
    registered = entry_points(group=_GROUP)
    return {entry.name: entry for entry in (*_OWN, *registered)}
