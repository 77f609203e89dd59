"""How often each promise is tried."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

SIZES = tomllib.loads((Path(__file__).parent / "sizes.toml").read_text(encoding="utf-8"))


@pytest.fixture
def size() -> Callable[[str], int]:
    """Return the count of a promise: the smoke one, or the full one with SAYSO_TEST_SIZE=full."""
    chosen = os.environ.get("SAYSO_TEST_SIZE", "smoke")
    return lambda promise: SIZES[promise][chosen]
