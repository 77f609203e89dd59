from __future__ import annotations

import pytest

from sayso.readers.html_tokens import TokenKind, resolve_all, tokenise


def texts(source: str) -> list[str]:
    return [source[t.start : t.end] for t in tokenise(source) if t.kind is TokenKind.TEXT]


def test_text_stands_between_tags() -> None:
    assert texts("a<b>c</b>d<br/>e") == ["a", "c", "d", "e"]


@pytest.mark.parametrize("source", ["a < b", "a <3 b", "1<2", "a<", "a </"])
def test_a_bracket_that_opens_nothing_is_text(source: str) -> None:
    assert texts(source) == [source]


@pytest.mark.parametrize(
    "source",
    ["x<!-- a > b -->y", "x<!-->y", "x<!--->y", "x<!-- -- --!>y", "x<!DOCTYPE q>y", "x<?p ?>y",
     "x</ >y", "x<![CDATA[a]]>y"],
)  # fmt: skip
def test_comments_and_declarations_are_left_out(source: str) -> None:
    assert texts(source) == ["x", "y"]


@pytest.mark.parametrize(
    "source", ["x<!-- y", "x<p y", 'x<p a="y>', "x<script>y", "x<! y", "x<a b='"]
)
def test_what_is_left_open_ends_with_the_file(source: str) -> None:
    assert texts(source) == ["x"]


def test_attributes_are_read_in_every_form_of_quoting() -> None:
    (token,) = tokenise("<A b=1 C='x>y' d=\"&amp;\" e f = g/h b=2>")
    assert token.name == "a"
    assert token.attributes == (
        ("b", "1"), ("c", "x>y"), ("d", "&"), ("e", ""), ("f", "g/h"), ("b", "2"),
    )  # fmt: skip
    assert token.get("b") == "1"
    assert token.get("z") is None


def test_the_text_of_a_script_is_raw_up_to_its_end_tag() -> None:
    tokens = list(tokenise("<script>a</scriptx><b></SCRIPT >c"))
    assert [t.kind for t in tokens] == [
        TokenKind.START, TokenKind.RAW, TokenKind.END, TokenKind.TEXT,
    ]  # fmt: skip


def test_references_are_resolved_and_long_numbers_left() -> None:
    assert resolve_all("&eacute;&#233;&#xe9;&copy2 &nosuch; & &#" + "9" * 5_000) == (
        "ééé©2 &nosuch; & &#" + "9" * 5_000
    )


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<![", "<a b='", '<a b="', "<", "</", "<a ", "&", "&#", "<a b=", "<script>", "<title>",
     "</title ", "<a  =", "<!-- -", "<p x" + " " * 50],
)  # fmt: skip
def test_twice_the_trap_takes_no_more_than_twice_the_steps(piece: str) -> None:
    """Each character is looked at a bounded number of times: the tokens are few, and end."""
    source = piece * 20_000
    assert sum(1 for _ in tokenise(source)) <= 3 * 20_000
