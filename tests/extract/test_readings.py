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
