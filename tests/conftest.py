"""Fixtures that several parts use."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from sayso.core import (
    Block,
    BlockKind,
    ByteRange,
    Document,
    Row,
    Segment,
    SourceMap,
    bytes_sha256,
    encode_all,
    encode_original,
)

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


@pytest.fixture(scope="session")
def actor_cases() -> ModuleType:
    """The builders of cases for views (tests/actors/actor_cases.py)."""
    name = "actor_cases"
    if name not in sys.modules:
        path = Path(__file__).parent / "actors" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def founding_rows(actor_cases: ModuleType) -> Callable[..., tuple[Row, ...]]:
    """Return a function that gives the encoded founding article as rows of a store.

    Its document holds filler at the places of the article's words, none of which is here.
    """

    def make(
        rename: dict[str, str] | None = None, *, at: str = "2026-03-01T12:00:00Z", title: str = ""
    ) -> tuple[Row, ...]:
        title = title or "founding-article"
        text = (f"{title} " + "lorem ipsum dolor " * 400)[:6000]
        data = text.encode()
        sha256 = bytes_sha256(data)
        whole = Block(0, len(text), BlockKind.PARAGRAPH)
        origin = SourceMap((Segment(0, len(text), ByteRange(0, len(data)), True),), "utf-8")
        document = Document(
            sha256, "text/plain", f"{title}.txt", text, (whole,), origin, title=title
        )
        case = actor_cases.read_table("founding", rename, document.id).case
        assertions = [
            replace(
                row.assertion,
                spans=tuple(
                    document.span(span.start, span.end, span.role) for span in row.assertion.spans
                ),
            )
            for row in sorted(case.rows, key=lambda row: row.entry or 0)
        ]
        stamp = {"recorded_at": at, "recorded_by": "tester"}
        records = (
            document,
            *case.faces.values(),
            *case.events.values(),
            *case.propositions.values(),
            *assertions,
        )
        return (encode_original(data, **stamp), *encode_all(records, **stamp))

    return make
