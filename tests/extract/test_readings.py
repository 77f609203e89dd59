"""Readings are found by name."""

from __future__ import annotations

import pytest

from sayso.core import SettingsError
from sayso.extract import find_reading, list_readings


def test_the_rules_are_always_at_hand():
    assert "rules" in list_readings()
    assert find_reading("rules").name == "rules"
    assert "en" in find_reading("rules").languages


def test_an_unknown_reading_is_refused_with_the_names_of_the_others():
    with pytest.raises(SettingsError, match="rules"):
        find_reading("crystal ball")


def test_the_readings_of_the_package_are_those_that_it_registers():
    """Run from a source tree, nothing is registered: the package's own list must be the same."""
    import tomllib
    from pathlib import Path

    from sayso.extract.readings import _OWN

    project = Path(__file__).parents[2] / "pyproject.toml"
    registered = tomllib.loads(project.read_text("utf-8"))["project"]["entry-points"]
    assert {entry.name: entry.value for entry in _OWN} == registered["sayso.readings"]
