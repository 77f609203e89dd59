"""The plug-in that finds attributions, its settings, and how one is found by name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from sayso.core import Attribution, Document, Problem, SettingsError

_GROUP = "sayso.readings"


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What a reading may be told.

    `threshold` is a probability, 0 to 1: an attribution below it is a suggestion, not a finding.
    None takes the reading's own, which it states.
    """

    threshold: float | None = None

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
    return tuple(sorted({"rules", *entry_points(group=_GROUP).names}))


def find_reading(name: str) -> Reading:
    """Return the reading with this name, one of an installed package or our own.

    Raises
    ------
    SettingsError
        When no reading bears the name, or an installed one cannot be loaded.
    """
    found = entry_points(group=_GROUP)
    if name in found.names:
        entry = found[name]
        try:
            kind = entry.load()
        except (ImportError, AttributeError) as error:
            raise SettingsError(
                f'The reading "{name}" ({entry.value}) cannot be loaded: {error}. '
                "Reinstall the package that brings it, or take another reading.",
                value=name,
            ) from error
        reading: Reading = kind()
        return reading
    if name == "rules":
        # Run from a source tree, the package has no metadata to look in.
        from sayso.extract.rules import RulesReading

        return RulesReading()
    known = ", ".join(list_readings())
    raise SettingsError(f'There is no reading "{name}". Take one of: {known}.', value=name)
