"""Pages of tag soup show the same words and attributes here as in html5lib.

html5lib follows the tokeniser of the HTML standard state by state and builds the tree. Three
hundred pages are put together from pieces, by seed, so that a failure can be had again.

What is left out of the pages, because the two differ by right:

- `select` and `template`: html5lib has the rules of 2020, and the standard has changed since.
- `frameset`: the tree builder drops all text around it; a page of frames has no text to lose.
- `noscript` and SVG: browsers never show the one and show text in the other as part of a picture,
  so `parse_html` leaves both out, and html5lib has them in its tree.

What differs on purpose, and is evened out below: `parse_html` keeps no control characters in its
text (a space or U+FFFD stands for each), and gives it in NFC.
"""

from __future__ import annotations

import functools
import random
import re
import unicodedata
from collections import Counter
from xml.dom.minidom import Node

import html5lib
import pytest

from sayso.readers.html import parse_html
from sayso.readers.html_references import resolve_all
from sayso.readers.html_tokens import TokenKind, tokenise

PAGES = 300
NOT_SHOWN = ("script", "style", "iframe", "noembed", "noframes")
WORDS = (
    "ferry", "quay", "Ärmel", "e\u0301te", "a<1", "<", "<3", "< b", "a & b", "&", "&&", "]]>",
    "-->", "x>y", "/>", "'", '"', "=", "a\0b", "\0", "a\u00a0b", "\u0130", "漢字", "😀", "<é>",
    "<=", "\x0b", "--!>", "&#", "&#x", "&;", "<\u212a>",
)  # fmt: skip
REFERENCES = (
    "&amp;", "&amp", "&lt;b&gt;", "&eacute;", "&eacute", "&copy2", "&notit;", "&notin;", "&nosuch;",
    "&nosuch", "&AMP", "&Amp;", "&nbsp;", "&ampamp;", "&#65;", "&#65", "&#x41;", "&#X41g", "&#128;",
    "&#150;", "&#x9f;", "&#x81;", "&#0;", "&#x0;", "&#xD800;", "&#x110000;", "&#99999999999;",
    "&#00000000065;", "&#11;", "&#x1;", "&#127;", "&#xfdd0;", "&#xFFFE;", "&#13;", "&#x", "&#;",
    "&CounterClockwiseContourIntegral;", "&fjlig;", "&sect=", "&section", "&NotEqualTilde;",
)  # fmt: skip
DECLARATIONS = (
    "<!-- a > b -->", "<!-->", "<!--->", "<!---->", "<!---!>x-->", "<!-- a --!>", "<!-- - -- -->",
    "<!--<!-->", "<!-- <!-- a -->", "<!doctype html>", "<!DOCTYPE a 'b>", '<!doctype a PUBLIC ">',
    "<!>", "<!a>", "<?php a ?>", "<?>", "<![CDATA[a]]>", "<![CDATA[a>b]]>", "</>", "</ a>", "</1>",
    "</é>", "<!- a ->",
)  # fmt: skip
NAMES = (
    "p", "div", "b", "i", "em", "a", "span", "ul", "li", "table", "tr", "td", "th", "caption", "h1",
    "section", "article", "blockquote", "pre", "dl", "dd", "dt", "center", "font", "form", "q",
    "button", "nav", "x-own", "p:q", "a\0b", "p<q", "body", "html", "head", "tbody", "code",
)  # fmt: skip
EMPTY = ("br", "hr", "img", "input", "wbr", "meta", "link")
ATTRIBUTES = (
    "data-a", "data-b=1", "data-c='x>y'", 'data-d="&amp;&eacute &copy=1&copyx"', "DATA-E=Ä",
    "data-f = 'g'", "data-g=a/b", "data-h=?a=1&sect=2&lt=3", "data-i=", "=data-j", "data-k='\0'",
    'data-l="a\n\tb"', "data-m=a\u00a0b", "data-n=\"'\"", "data-o='\"'", 'data-p="1"data-q="2"',
    "data-r/data-s", "data-t=`a`", "data-u='<p>'", "data-v=a\"b'c", "data-b=2", "data-\u0130",
    "data-w=&#150;&#0;", "\0data=x", "data-x=&lt", "data-y='&lt'", "data<z=1", "/",
)  # fmt: skip
SCRIPTS = (
    "a<b>c</b>", "<!-- a", "<!-- <script> a </script>", "</scrip", "</scriptx>", "-->", "a && b",
)  # fmt: skip
TAILS = (
    "<", "</", "<p", "<p a='b", "</p ", "<!-- a", "<!", "<script>a", "<title>a</title", "&", "&am",
    "<textarea>a &lt;", "<plaintext>a &lt; </plaintext>", "<style>a</style", "&#", "<![CDATA[ a",
)  # fmt: skip
FORMULAS = ("<mi>x</mi>", "<style/>", "<title/>", "<mtext><b>y</b></mtext>", "<mglyph>")
START_ENDS = ("", "", " ", "/", " /", "\n", "\t\f")
END_ENDS = ("", "", " ", "/", " a=1", ' a="<p>"')
WHOLE_ENDS = ("", " a=b", "/", "\n")
SPACES = (" ", "\n", "\f", "\t")


class Soup:
    """A page as it is put together; `gap` stands between any two pieces."""

    def __init__(self, seed: int, gap: str) -> None:
        self.random = random.Random(seed)
        self.gap = gap

    def make(self) -> str:
        pieces = ["<meta charset=utf-8>", "first"]
        while len(pieces) < 60:
            pieces.append(self.random.choices(*MAKERS)[0](self))
        tail = self.random.choices(("", *TAILS), (10, *(1 for _ in TAILS)))[0]
        return self.gap.join([*pieces, tail])

    def pick(self, choices: tuple[str, ...]) -> str:
        return self.random.choice(choices)

    def change_case(self, name: str) -> str:
        return name.upper() if self.random.random() < 0.2 else name

    def add_words(self) -> str:
        return " ".join(self.pick(WORDS) for _ in range(self.random.randint(1, 3)))

    def add_reference(self) -> str:
        return self.pick(REFERENCES) + self.pick(("", "a", "1", ";", " "))

    def add_declaration(self) -> str:
        return self.pick(DECLARATIONS)

    def add_start(self) -> str:
        return self.open(self.pick(NAMES))

    def add_empty(self) -> str:
        return self.open(self.pick(EMPTY))

    def add_attributes(self) -> str:
        chosen = (self.pick(ATTRIBUTES) for _ in range(self.random.randint(1, 5)))
        return (
            "<span" + "".join(self.pick(SPACES) + one for one in chosen) + self.pick(SPACES) + ">"
        )

    def open(self, name: str) -> str:
        return f"<{self.change_case(name)}{self.pick(START_ENDS)}>"

    def open_whole(self, name: str) -> str:
        return f"<{self.change_case(name)}{self.pick(WHOLE_ENDS)}>"

    def close(self, name: str) -> str:
        return f"</{self.change_case(name)}{self.pick(END_ENDS)}>"

    def add_end(self) -> str:
        return self.close(self.pick(NAMES))

    def add_script(self) -> str:
        name = self.pick(NOT_SHOWN)
        inside = " ".join(self.pick(SCRIPTS) for _ in range(self.random.randint(0, 3)))
        return self.open_whole(name) + inside + self.close(name)

    def add_text_element(self) -> str:
        name = self.pick(("textarea", "title", "xmp"))
        makers = self.random.choices((Soup.add_words, Soup.add_reference, Soup.add_start), k=3)
        inside = (maker(self) for maker in makers)
        return self.gap.join((self.open_whole(name), *inside, self.close(name)))

    def add_formula(self) -> str:
        inside = self.pick(FORMULAS)
        return self.gap.join(("<math>", inside, "<![CDATA[a<b &amp; ]]>", "</math>"))


MAKERS = (
    (Soup.add_words, Soup.add_reference, Soup.add_declaration, Soup.add_start, Soup.add_empty,
     Soup.add_attributes, Soup.add_end, Soup.add_script, Soup.add_text_element, Soup.add_formula),
    (8, 5, 3, 8, 1, 2, 8, 1, 1, 0.3),
)  # fmt: skip


@functools.cache
def show(page: str) -> Shown:
    """Return what html5lib finds; two tests ask for the same pages."""
    return Shown(page)


class Shown:
    """What html5lib finds on a page."""

    def __init__(self, page: str) -> None:
        self.text: list[str] = []
        self.titles: list[str] = []
        self.attributes: Counter[tuple[str, str]] = Counter()
        # html5lib's builder of ElementTrees loses elements that stand in front of a table.
        tree = html5lib.parse(page, treebuilder="dom")
        tree.normalize()
        self._walk(tree, self.text)

    def _walk(self, node: Node, text: list[str]) -> None:
        for child in node.childNodes:
            if child.nodeType == Node.TEXT_NODE:
                text.append(child.data)
            elif child.nodeType == Node.ELEMENT_NODE and child.tagName not in NOT_SHOWN:
                self._walk(child, self.titles if child.tagName == "title" else text)
                if child.tagName == "span":
                    self.attributes.update(child.attributes.items())


def words_of(text: str) -> list[str]:
    """Return the words, control characters as `parse_html` gives them."""
    clean = re.sub(r"[\x0b\x1c-\x1f]", " ", text)
    clean = re.sub(r"[\0-\x08\x0e-\x1f\x7f]", "\ufffd", clean)
    return sorted(unicodedata.normalize("NFC", clean).split())


def ignore(page: int) -> None:
    """Take no notice of a finished page."""


@pytest.mark.parametrize("group", range(10))
def test_the_words_of_a_page_are_those_that_html5lib_finds(group: int) -> None:
    # Gaps keep apart the words that the tree builder moves next to one another.
    for seed in range(group, PAGES, 10):
        page = Soup(seed, " ").make()
        found = parse_html(page.encode(), ignore).text
        assert words_of(found) == words_of(" ".join(show(page).text)), f"seed {seed}: {page!r}"


@pytest.mark.parametrize("group", range(10))
def test_the_letters_of_a_page_without_gaps_are_those_that_html5lib_finds(group: int) -> None:
    for seed in range(group, PAGES, 10):
        page = Soup(seed, "").make()
        found = parse_html(page.encode(), ignore).text
        wanted = Counter("".join(words_of("".join(Shown(page).text))))
        assert Counter("".join(words_of(found))) == wanted, f"seed {seed}: {page!r}"


@pytest.mark.parametrize("group", range(10))
def test_the_titles_and_attributes_of_a_page_are_those_that_html5lib_finds(group: int) -> None:
    for seed in range(group, PAGES, 10):
        page = Soup(seed, " ").make()
        tokens = list(tokenise(page))
        shown = show(page)
        titles = [
            resolve_all(page[token.start : token.end])
            for token in tokens
            if token.kind is TokenKind.TEXT and token.name == "title"
        ]
        assert words_of(" ".join(titles)) == words_of(" ".join(shown.titles)), (
            f"seed {seed}: {page!r}"
        )
        attributes = Counter(
            item
            for token in tokens
            if token.kind is TokenKind.START and token.name == "span"
            for item in dict(reversed(token.attributes)).items()
        )
        assert attributes == shown.attributes, f"seed {seed}: {page!r}"
