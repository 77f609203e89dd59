"""Every example in a docstring of the package comes out as it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import sayso

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(sayso.__path__, "sayso.")
    if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_come_out(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_some_module_has_an_example() -> None:
    examples = [
        test
        for name in MODULES
        for test in doctest.DocTestFinder().find(importlib.import_module(name))
        if test.examples
    ]
    assert len(examples) > 5
