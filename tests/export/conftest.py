"""The case factory for the tests of the exports."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sayso.core import CaseContents, Face, FaceKind, Problem, SpanRole

_FACTORY = Path(__file__).parents[1] / "report" / "case_factory.py"


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def factory() -> ModuleType:
    """The functions that build cases by hand."""
    return _load("case_factory", _FACTORY)


@pytest.fixture(scope="session")
def plants() -> ModuleType:
    """The hostile strings."""
    return _load("hostile", Path(__file__).with_name("hostile.py"))


@pytest.fixture
def mill(factory: ModuleType) -> CaseContents:
    """A case of three documents with every shape of attribution."""
    contents: CaseContents = factory.mill_case()
    return contents


@pytest.fixture
def hostile(factory: ModuleType, plants: ModuleType) -> CaseContents:
    """A case in which every field that a document or a reading can fill holds hostile strings."""
    plant: str = plants.PLANT
    document = factory.make_document(
        f"{plant}\n\nA man said that {plant} it fell.",
        key="hostile",
        title=plant,
        outlet=plant,
        byline=plant,
        published=plant,
        language=plant,
        uri=plant,
        member=plant,
        media_type=plant,
        reader=plant,
        layers=(plant,),
        retrieved_at=plant,
    )
    face = Face(document.id, FaceKind.ROLE, plant, (document.span(0, 9, SpanRole.MENTION),))
    row = factory.attribute(
        document,
        "A man",
        "said",
        f"that {plant} it fell",
        asserter=face,
        certainty_words=plant,
        said=plant,
        method=plant,
    )
    unresolved = factory.attribute(document, plant, "", "it fell", method=plant)
    problem = Problem(
        plant, plant, plant, plant, plant, document=document.id, sha256=document.sha256
    )
    return CaseContents((document,), (row, unresolved), (face,), (problem,))
