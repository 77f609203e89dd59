"""The main job: one article gives the same claims from every format, each cut out exactly."""

from __future__ import annotations

import html
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.cli.main import run
from sayso.core import AUTHOR, ByteRange, Document, PageBox, PartRange, Span
from sayso.extract import Extraction, ReadingSettings, extract_document, find_reading
from sayso.readers import DocumentReader
from sayso.readers.docx_paragraphs import paragraph_texts

HERE = Path(__file__).resolve().parent
FORMATS = ("txt", "html", "docx", "pdf")
# The first of the development set; each takes a second in all its formats.
SHARED = 20


def load_renderer() -> Any:
    spec = importlib.util.spec_from_file_location(
        "render_article_for_claims", HERE / "readers" / "render_article.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up while it is being executed
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def render() -> Any:
    return load_renderer()


@pytest.fixture(scope="module")
def reader():
    with DocumentReader(clock=lambda: "2026-01-01T00:00:00Z") as reader:
        yield reader


def write_formats(render: Any, folder: Path, text: str) -> dict[str, Path]:
    """Write an article in each format and return the paths."""
    paragraphs = render.split_article(text)
    data = {
        "txt": render.as_text(paragraphs),
        "html": render.as_html(paragraphs),
        "docx": render.as_docx(paragraphs),
        "pdf": render.as_pdf(paragraphs),
    }
    paths = {}
    for form, content in data.items():
        paths[form] = folder / f"article.{form}"
        paths[form].write_bytes(content)
    return paths


def fold(text: str) -> str:
    return " ".join(text.split())


def words(spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(fold(span.exact) for span in spans)


def list_claims(extraction: Extraction) -> list[tuple]:
    """Return each attribution as words, without offsets."""
    labels = {face.id: face.label for face in extraction.faces} | {AUTHOR: AUTHOR, None: None}
    by_id = {row.id: row for row in extraction.attributions}
    return [
        (
            words(row.source),
            words(row.cue),
            words(row.content),
            row.kind,
            row.polarity,
            row.stance,
            row.step,
            row.certainty_words,
            row.confidence,
            labels[row.asserter],
            words(by_id[row.parent].content) if row.parent else None,
        )
        for row in extraction.attributions
    ]


def assert_cut_out(document: Document, data: bytes, spans: tuple[Span, ...]) -> None:
    """Fail unless every span cuts its words out of the text and out of the original."""
    paragraphs = paragraph_texts(data) if document.media_type.endswith("document") else {}
    for span in spans:
        assert document.text[span.start : span.end] == span.exact
        origins = document.source_map.locate(document.text, span.start, span.end)
        assert origins
        found = ""
        for origin in origins:
            if isinstance(origin, ByteRange):
                found += data[origin.start : origin.end].decode() + " "
            elif isinstance(origin, PartRange):
                place = (origin.part, origin.paragraph)
                found += paragraphs[place][origin.start : origin.end] + " "
            else:
                assert isinstance(origin, PageBox)
                assert origin.left < origin.right
                assert origin.bottom < origin.top
        if found:
            assert fold(html.unescape(found)).replace(" ", "") == fold(span.exact).replace(" ", "")


def read(reader: DocumentReader, path: Path) -> tuple[Document, Extraction]:
    (outcome,) = reader.read([path])
    assert outcome.document is not None, outcome.problems
    assert not outcome.problems
    reading = find_reading("rules")
    return outcome.document, extract_document(outcome.document, reading, ReadingSettings())


def assert_same_claims(reader: DocumentReader, paths: dict[str, Path]) -> int:
    """Fail unless all formats give one text and one list of claims; return how many claims."""
    found = {form: read(reader, path) for form, path in paths.items()}
    texts = {form: fold(document.text) for form, (document, _) in found.items()}
    claims = {form: list_claims(extraction) for form, (_, extraction) in found.items()}
    for form in FORMATS[1:]:
        assert texts[form] == texts["txt"], form
        assert claims[form] == claims["txt"], form
    for form, (document, extraction) in found.items():
        spans = [span for row in extraction.attributions for span in row.spans]
        spans += [span for face in extraction.faces for span in face.mentions]
        assert_cut_out(document, paths[form].read_bytes(), tuple(spans))
    return len(claims["txt"])


@pytest.mark.parametrize("name", sorted(p.name for p in (HERE / "readers/articles").glob("*.txt")))
def test_our_own_articles_give_the_same_claims_in_four_formats(
    render, reader, tmp_path, name: str
) -> None:
    text = (HERE / "readers" / "articles" / name).read_text(encoding="utf-8")
    assert assert_same_claims(reader, write_formats(render, tmp_path, text)) > 3


def test_the_founding_article_gives_the_same_claims_in_four_formats(
    render, reader, tmp_path, shared
) -> None:
    text = (shared / "cases" / "founding-article.txt").read_text(encoding="utf-8")
    assert assert_same_claims(reader, write_formats(render, tmp_path, text)) > 10


@pytest.mark.parametrize("number", range(SHARED))
def test_an_article_of_the_development_set_gives_the_same_claims_in_four_formats(
    render, reader, tmp_path, shared, number: int
) -> None:
    with (shared / "data" / "attribution" / "dev.jsonl").open(encoding="utf-8") as file:
        text = json.loads([line for _, line in zip(range(number + 1), file, strict=False)][-1])[
            "text"
        ]
    assert assert_same_claims(reader, write_formats(render, tmp_path, text)) > 0


def test_a_case_of_all_formats_is_made_by_the_commands_and_verifies(
    render, tmp_path, shared, capfd, monkeypatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    text = (shared / "cases" / "founding-article.txt").read_text(encoding="utf-8")
    paths = write_formats(render, tmp_path, text)
    case = str(tmp_path / "founding.sayso")
    assert run(["new", case]) == 0
    assert run(["add", case, *map(str, paths.values())]) == 0
    assert run(["verify", case]) == 0
    assert run(["export", "-q", case, "--to", "json", "-o", str(tmp_path / "f.json")]) == 0
    records = json.loads((tmp_path / "f.json").read_bytes())["records"]
    counts = {
        document["uri"]: sum(row["document"] == document["id"] for row in records["attribution"])
        for document in records["document"]
    }
    assert len(counts) == 4
    assert len(set(counts.values())) == 1
