from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sayso.core import show_safely
from sayso.export import write_report_markdown
from sayso.export.report_markdown import escape
from sayso.report import build_report

COMMONMARK = MarkdownIt("commonmark")
# As much as a reader may switch on; linkify needs a package of its own and is left off.
EXTENDED = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _tokens(text, parser=COMMONMARK):
    for token in parser.parse(text):
        yield token
        yield from token.children or ()


def _words(text, parser=COMMONMARK):
    return "".join(t.content for t in _tokens(text, parser) if t.type in {"text", "code_inline"})


def test_every_footnote_that_is_named_is_there_once(mill, factory):
    text = write_report_markdown(build_report(mill, factory.HEAD)).decode()
    named = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    given_ = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert len(given_) == len(set(given_))
    assert named
    assert named <= set(given_)


def test_the_report_parses_with_its_headings_and_without_links_or_html(mill, factory):
    text = write_report_markdown(build_report(mill, factory.HEAD)).decode()
    tokens = list(_tokens(text))
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1


def test_the_same_sentences_stand_in_it(mill, factory):
    report = build_report(mill, factory.HEAD)
    words = _words(write_report_markdown(report).decode())
    for part in report.asserters:
        for sentence in (part.finding, *part.accounts):
            assert sentence.text in words


def test_hostile_words_form_no_markup(hostile, factory, plants):
    report = build_report(hostile, factory.HEAD)
    text = write_report_markdown(report).decode()
    for parser in (COMMONMARK, EXTENDED):
        kinds = {token.type for token in _tokens(text, parser)}
        assert not kinds & {
            "html_block", "html_inline", "link_open", "image", "table_open", "hr", "fence",
            "s_open",
        }  # fmt: skip
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert show_safely(plants.SCRIPT) in _words(text)


def test_the_same_words_unescaped_would_have_been_markup(plants):
    """The control: what the test above looks for is there when nothing escapes it."""
    kinds = {token.type for token in _tokens(f"{plants.MARKDOWN}\n\n{plants.LINK}{plants.IMAGE}")}
    assert {"html_inline", "link_open", "image", "heading_open"} <= kinds


@given(st.text(alphabet=st.sampled_from("ab1 \\`*_{}[]()<>#+-=.!|~&$^:@\"'/w\n\t"), max_size=40))
def test_escaped_text_reads_as_the_text_in_every_place(text):
    line = " ".join(text.split())
    for before in ("", "- ", "> ", "# "):
        for parser in (COMMONMARK, EXTENDED):
            tokens = list(_tokens(f"{before}{escape(text)}", parser))
            inline = [token for token in tokens if token.type == "inline"]
            assert "".join(child.content for t in inline for child in t.children or ()) == line
            assert {token.type for token in tokens} <= {
                "inline", "text", "text_special", "paragraph_open", "paragraph_close",
                "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
                "blockquote_open", "blockquote_close", "heading_open", "heading_close",
            }  # fmt: skip
