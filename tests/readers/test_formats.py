"""One article reads alike as text, HTML, DOCX and PDF."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from sayso.core import BlockKind, ByteRange, PageBox, PartRange
from sayso.readers.docx import parse_docx
from sayso.readers.docx_paragraphs import paragraph_texts
from sayso.readers.html import parse_html
from sayso.readers.parsed import Parsed
from sayso.readers.pdf import parse_pdf
from sayso.readers.plain import parse_text

HERE = Path(__file__).parent
ARTICLES = sorted(path.name for path in (HERE / "articles").glob("*.txt"))
# Articles of the development set, the first ones: each takes a second in all its formats.
SHARED_COUNT = 20


def load(name: str) -> Any:
    """Return a helper module that lies beside this file."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


render = load("render_article")
LAYOUTS = {
    "ragged": render.RAGGED,
    "justified": render.JUSTIFIED,
    "running heads": render.RUNNING,
    "columns": render.COLUMNS,
}


def ignore(page: int) -> None:
    """Take no notice of a finished page."""


def fold(text: str) -> str:
    return " ".join(text.split())


@lru_cache
def read_article(name: str) -> tuple[str, ...]:
    return tuple(render.split_article((HERE / "articles" / name).read_text("utf-8")))


def list_blocks(parsed: Parsed) -> list[tuple[str, BlockKind]]:
    """Return words and kind of each block, running heads and feet left out."""
    return [
        (fold(parsed.text[block.start : block.end]), block.kind)
        for block in parsed.blocks
        if block.kind is not BlockKind.BOILERPLATE
    ]


def assert_whole(parsed: Parsed) -> None:
    """Fail unless the text is in NFC and its blocks and segments cover all words, in order."""
    assert unicodedata.is_normalized("NFC", parsed.text)
    for parts in (parsed.blocks, parsed.source_map.segments):
        end = 0
        for part in parts:
            assert end <= part.start < part.end
            assert not parsed.text[end : part.start].strip()
            end = part.end
        assert not parsed.text[end:].strip()


def assert_maps_to_pages(parsed: Parsed, data: bytes) -> None:
    """Fail unless PDFium finds each segment's signs in its box, drawn ligatures taken apart."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages: dict[int, Any] = {}
    try:
        for segment in parsed.source_map.segments:
            box = segment.origin
            assert isinstance(box, PageBox)
            if box.page not in pages:
                page = document[box.page - 1]
                pages[box.page] = (page, page.get_textpage())
            found = pages[box.page][1].get_text_bounded(box.left, box.bottom, box.right, box.top)
            words = unicodedata.normalize("NFKC", found)
            wanted = unicodedata.normalize("NFKC", parsed.text[segment.start : segment.end])
            assert not Counter(fold(wanted)) - Counter(words.replace("\xad", "-")), (wanted, found)
            assert wanted.strip("-") in words.replace("\r\n", ""), (wanted, found)
            assert len(fold(found)) <= len(wanted) + 4, (wanted, found)
    finally:
        for page, textpage in pages.values():
            textpage.close()
            page.close()
        document.close()


def assert_maps_to_bytes(parsed: Parsed, data: bytes) -> None:
    encoding = parsed.source_map.encoding or "utf-8"
    for segment in parsed.source_map.segments:
        place = segment.origin
        assert isinstance(place, ByteRange)
        if segment.exact:
            found = data[place.start : place.end].decode(encoding)
            assert found == parsed.text[segment.start : segment.end]


def assert_maps_to_parts(parsed: Parsed, data: bytes) -> None:
    texts = paragraph_texts(data)
    for segment in parsed.source_map.segments:
        place = segment.origin
        assert isinstance(place, PartRange)
        found = texts[place.part, place.paragraph][place.start : place.end]
        if not segment.exact:
            found = unicodedata.normalize("NFC", found)
        assert found == parsed.text[segment.start : segment.end]


def assert_alike(paragraphs: tuple[str, ...], layouts: dict[str, Any]) -> None:
    """Fail unless the paragraphs come back as blocks from all formats, mapped word by word."""
    text = render.as_text(paragraphs)
    expected = list_blocks(parse_text(text, ignore))
    assert [words for words, _ in expected] == [fold(paragraph) for paragraph in paragraphs]
    for make, parse, check in (
        (render.as_text, parse_text, assert_maps_to_bytes),
        (render.as_html, parse_html, assert_maps_to_bytes),
        (render.as_docx, parse_docx, assert_maps_to_parts),
    ):
        data = make(paragraphs)
        parsed = parse(data, ignore)
        assert list_blocks(parsed) == expected, parse.__name__
        assert_whole(parsed)
        check(parsed, data)
    for name, layout in layouts.items():
        data = render.as_pdf(paragraphs, layout)
        parsed = parse_pdf(data, ignore)
        assert list_blocks(parsed) == expected, name
        assert_whole(parsed)
        assert_maps_to_pages(parsed, data)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_of_our_own_reads_alike_in_four_formats(name: str, layout: str) -> None:
    assert_alike(read_article(name), {layout: LAYOUTS[layout]})


def test_the_founding_article_reads_alike_in_four_formats(shared: Path) -> None:
    text = (shared / "cases" / "founding-article.txt").read_text("utf-8")
    paragraphs = tuple(render.split_article(unicodedata.normalize("NFC", text)))
    # Its headline alone would not make two pages: running heads cannot be told on one.
    assert_alike(paragraphs, LAYOUTS)


@pytest.mark.parametrize("part", range(4))
def test_articles_of_newspapers_read_alike_in_four_formats(shared: Path, part: int) -> None:
    rows = (shared / "data" / "attribution" / "dev.jsonl").read_text("utf-8").splitlines()
    for row in rows[part:SHARED_COUNT:4]:
        text = unicodedata.normalize("NFC", json.loads(row)["text"])
        paragraphs = tuple(fold(paragraph) for paragraph in text.split("\n\n") if paragraph.strip())
        assert_alike(paragraphs, {name: LAYOUTS[name] for name in ("ragged", "justified")})


@pytest.mark.parametrize("name", ARTICLES)
def test_a_larger_first_line_a_heading_style_and_h1_are_one_headline(name: str) -> None:
    import dataclasses

    import docx

    headline, *rest = read_article(name)
    document = docx.Document()
    document.add_heading(headline, 1)
    for paragraph in rest:
        document.add_paragraph(paragraph)
    large = dataclasses.replace(render.RAGGED, first_larger=True)
    page = render.as_html(rest).replace(b"<body>", f"<body><h1>{headline}</h1>".encode())
    found = [
        list_blocks(parse_docx(render.save_docx(document), ignore)),
        list_blocks(parse_pdf(render.as_pdf((headline, *rest), large), ignore)),
        list_blocks(parse_html(page, ignore)),
    ]
    assert found[0][0] == (headline, BlockKind.HEADLINE)
    assert found[0] == found[1] == found[2]


def test_after_preloading_the_parsers_open_and_import_nothing(tmp_path: Path) -> None:
    paragraphs = read_article(ARTICLES[0])
    (tmp_path / "a.pdf").write_bytes(render.as_pdf(paragraphs, render.RUNNING))
    (tmp_path / "a.docx").write_bytes(render.as_docx(paragraphs))
    program = """
import pathlib, sys
from sayso.readers import docx, pdf, pdf_fallback
pages, words = (pathlib.Path(name).read_bytes() for name in sys.argv[1:])
for module in (docx, pdf, pdf_fallback):
    module.preload()
def refuse(event, arguments):
    if event in ("open", "import", "socket.connect", "subprocess.Popen", "os.listdir"):
        sys.stderr.write(f"{event} {arguments!r}")
        raise SystemExit(7)
sys.addaudithook(refuse)
for parse, data in (
    (pdf.parse_pdf, pages), (pdf_fallback.parse_pdf_again, pages), (docx.parse_docx, words)
):
    assert parse(data, lambda page: None).text
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.pdf"), str(tmp_path / "a.docx")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
