from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as lxml_html

from sayso.core import SpanRole, show_safely
from sayso.export import write_report_html
from sayso.export.report_html import leaf_class
from sayso.report import Leaf, Mark, build_report

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """The elements of a page; raises where tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.words.append(data)

    def values(self, name):
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    def count(self, tag):
        return sum(found == tag for found, _ in self.elements)


def _render(contents, factory, **head):
    return write_report_html(build_report(contents, replace(factory.HEAD, **head))).decode()


@pytest.fixture
def page(mill, factory):
    return Page(_render(mill, factory))


def test_every_link_has_its_place_and_every_id_is_one(page):
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    links = page.values("href")
    assert links
    assert {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_a_sentence_leads_to_evidence_that_shows_the_words_of_the_document(mill, factory):
    report = build_report(mill, factory.HEAD)
    tree = lxml_html.document_fromstring(write_report_html(report).decode())
    texts = {document.id: document.text for document in mill.documents}
    for part in report.asserters:
        for sentence in part.accounts:
            (found,) = tree.xpath(f'//*[@id="{sentence.id}"]')
            link = found.getparent().getparent().find("a").get("href")
            (item,) = tree.xpath(f'//*[@id="{link[1:]}"]')
            evidence = next(e for e in report.evidence if link == f"#ev-{e.id}")
            shown = [quote.text_content().strip("…\u00a0") for quote in item.iter("blockquote")]
            assert shown == [
                texts[evidence.document][quote.start : quote.end] for quote in evidence.context
            ]
            assert evidence.link in item.text_content()
            assert evidence.sha256 in item.text_content()


def test_the_page_has_one_heading_of_the_first_level_and_skips_none(mill, factory):
    tree = lxml_html.document_fromstring(_render(mill, factory))
    levels = [int(found.tag[1]) for found in tree.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_the_page_has_landmarks_a_skip_link_and_headed_tables(page):
    for tag in ("header", "nav", "main", "footer"):
        assert page.count(tag) == 1
    first = next(attributes for tag, attributes in page.elements if tag == "a")
    assert first == {"class": "skip", "href": "#main"}
    assert page.count("table") == 1
    assert all(
        attributes.get("scope") in {"col", "row"}
        for tag, attributes in page.elements
        if tag == "th"
    )


def test_the_page_asks_for_nothing_and_runs_nothing(mill, factory):
    text = _render(mill, factory)
    page = Page(text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg"}
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"style", "src"})
    assert "url(" not in text
    assert "@import" not in text


def test_document_words_have_their_direction_and_language(mill, factory):
    tree = lxml_html.document_fromstring(_render(mill, factory))
    found = tree.xpath('//*[contains(@class, "words")]')
    assert found
    assert all(item.get("dir") == "auto" for item in found)
    assert {item.get("lang") for item in found} == {"en", "fa"}


def test_text_is_cut_into_leaves_that_name_their_accounts(mill, factory):
    tree = lxml_html.document_fromstring(_render(mill, factory))
    leaf = next(
        item
        for item in tree.xpath('//section[@id="texts"]//span[@data-c]')
        if item.text_content() == "a miller"
    )
    assert leaf.get("data-c") == "c4 c5"
    assert leaf.get("class") == "a-content b-source"
    ids = set(tree.xpath("//@id"))
    for names in tree.xpath("//@data-c"):
        assert set(names.split()) - {"c6"} <= ids | {"c6"}


def test_lines_stack_by_level_and_share_the_last():
    roles = (SpanRole.CONTENT, SpanRole.CONTENT, SpanRole.SOURCE, SpanRole.CUE)
    marks = tuple(Mark(0, 1, role, "a", level, level) for level, role in enumerate(roles))
    assert leaf_class(Leaf(0, 1, "x", marks)) == "a-content b-content c-source c-cue"
    assert leaf_class(Leaf(0, 1, "x", marks[1:2])) == "b-content"


def test_hostile_words_stay_words(hostile, factory, plants):
    text = _render(
        hostile,
        factory,
        title=plants.PLANT,
        methods=(plants.PLANT,),
        settings=((plants.PLANT, plants.PLANT),),
    )
    page = Page(text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "base"}
    names = {name for _, attributes in page.elements for name in attributes}
    assert not names & {"onerror", "onmouseover", "style", "x"}
    assert {link[0] for link in page.values("href")} == {"#"}
    assert len(page.values("id")) == len(set(page.values("id")))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    words = "".join(page.words)
    assert show_safely(plants.SCRIPT) in words
    assert "\\u202egnp.exe" in words
    assert plants.TEMPLATE in words


def test_the_same_words_unescaped_would_have_fired(plants):
    """The control: what the test above looks for is there when nothing escapes it."""
    text = f'<p title="{plants.ATTRIBUTE}">{plants.SCRIPT}{plants.IMAGE}</p>'
    found = lxml_html.document_fromstring(text)
    assert {"script", "img"} <= {item.tag for item in found.iter()}
    assert found.xpath("//@onerror | //@onmouseover")
    assert re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", plants.CONTROL)


def test_a_title_in_english_is_read_as_it_stands_in_lxml(mill, factory):
    tree = lxml_html.document_fromstring(_render(mill, factory))
    assert tree.findtext("head/title") == "The mill at Orrin – who says what"
    assert tree.get("lang") == "en"


def test_no_template_turns_escaping_off():
    folder = files("sayso.export").joinpath("templates")
    for template in folder.iterdir():
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*(safe|join|tojson|xmlattr)\b|autoescape", text), template.name
        assert not re.search(r"\sstyle=|<script|https?:", text), template.name


def _colours(block):
    return dict(re.findall(r"--([a-z]+):\s*(#[0-9a-f]{6})", block))


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_have_the_contrast_of_wcag_aa_in_light_dark_and_print():
    css = files("sayso.export").joinpath("templates", "report.css.j2").read_text(encoding="utf-8")
    themes = [_colours(block) for block in re.findall(r":root \{([^}]*)\}", css)]
    themes = [theme for theme in themes if "paper" in theme]
    assert len(themes) == 3
    for theme in themes:
        for ground in ("paper", "raised"):
            for name in ("ink", "muted", "link", "source", "cue", "content", "notice"):
                pair = sorted((_luminance(theme[ground]), _luminance(theme[name])))
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (name, ground)


def test_the_same_case_gives_the_same_bytes_under_every_hash_seed(mill, factory):
    factory_path = Path(factory.__file__)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import hashlib, case_factory as f\n"
        "from sayso.report import build_report\n"
        "from sayso.export import REPORT_FORMATS, write_native_json\n"
        "found = hashlib.sha256()\n"
        "report = build_report(f.mill_case(), f.HEAD)\n"
        "[found.update(write(report)) for _, write in REPORT_FORMATS]\n"
        "found.update(write_native_json(f.mill_case(), f.HEAD.case_head))\n"
        "print(found.hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, str(factory_path.parent)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
    report = build_report(mill, factory.HEAD)
    assert write_report_html(report) == write_report_html(report)


def test_the_policy_allows_only_the_style_that_is_there(mill, factory):
    import base64
    import hashlib

    text = _render(mill, factory)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
