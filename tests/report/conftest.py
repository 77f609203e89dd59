"""The case factory for the tests of the report."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sayso.core import CaseContents

_FACTORY = Path(__file__).with_name("case_factory.py")


@pytest.fixture(scope="session")
def factory() -> ModuleType:
    """The functions that build cases by hand."""
    spec = importlib.util.spec_from_file_location("case_factory", _FACTORY)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["case_factory"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def mill(factory: ModuleType) -> CaseContents:
    """A case of three documents with every shape of attribution."""
    contents: CaseContents = factory.mill_case()
    return contents
