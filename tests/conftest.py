"""Fixtures that several parts use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the project; the test is skipped where it is absent."""
    folder = Path(os.environ.get("SAYSO_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(
            f"no shared data: {folder.name}/ is not beside the project and SAYSO_SHARED is unset"
        )
    return folder


def require(part: str, *, found: bool) -> None:
    """Skip a test whose `part` is missing; fail it where SAYSO_REQUIRE names the part."""
    if found:
        return
    if part in os.environ.get("SAYSO_REQUIRE", "").split(","):
        pytest.fail(f"{part} is required here (SAYSO_REQUIRE) and was not found")
    pytest.skip(f"{part} is not installed")
