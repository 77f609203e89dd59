"""The pool gives results in input order and outlives a worker that dies."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from sayso.engines import Broken, map_batches

# Spawned processes import the function by name, so it stands in a module of its own.
MODULE = """
import os

def double_or_die(batch):
    if 13 in batch:
        os._exit(1)
    return [2 * item for item in batch]
"""


@pytest.fixture
def double_or_die(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "planted_work.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("planted_work").double_or_die


def batches(n: int, size: int) -> list[list[int]]:
    return [list(range(start, min(start + size, n))) for start in range(0, n, size)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_input_order(double_or_die, jobs: int) -> None:
    found = list(map_batches(double_or_die, batches(12, 5), jobs=jobs))
    assert found == [2 * n for n in range(12)]


def test_the_item_that_kills_its_worker_stands_alone_and_the_rest_is_done(double_or_die) -> None:
    found = list(map_batches(double_or_die, batches(22, 4), jobs=2))
    assert found == [Broken(13) if n == 13 else 2 * n for n in range(22)]
