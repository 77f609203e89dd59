from __future__ import annotations

import pytest

from sayso.readers.html_tokens import TokenKind, tokenise


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


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<![", "<a b='", '<a b="', "<", "</", "<a ", "&", "&#", "<a b=", "<script>", "<title>",
     "</title ", "<a  =", "<!-- -", "<p x" + " " * 50, "<script><!--", "<svg><![CDATA[",
     "<svg></a>", "<svg><desc></math>"],
)  # fmt: skip
def test_twice_the_trap_takes_no_more_than_twice_the_steps(piece: str) -> None:
    """Each character is looked at a bounded number of times: the tokens are few, and end."""
    source = piece * 20_000
    assert sum(1 for _ in tokenise(source)) <= 3 * 20_000


def test_white_space_is_that_of_the_standard_only() -> None:
    (token,) = tokenise("<a\u00a0b c=d\u00a0e>")
    assert (token.name, token.attributes) == ("a\u00a0b", (("c", "d\u00a0e"),))


def test_letters_that_only_fold_to_ascii_name_no_element() -> None:
    assert texts("<\u212a>a</ſcript>") == ["<\u212a>a"]
    assert texts("<script>a</ſcript>b</script>c") == ["c"]


@pytest.mark.parametrize(
    "source",
    [
        "<script><!-- <script> </script> x --></script>y",
        "<script><!-- <script> --> </script>y",
        "<script><!--> <script> </script>y",
        "<script><!-- </script>y",
        "<script><!-- <script> </script> </script>y",
    ],
)
def test_a_script_within_a_comment_within_a_script_ends_neither(source: str) -> None:
    assert texts(source) == ["y"]


def test_svg_and_mathml_have_rules_of_their_own() -> None:
    assert texts("<svg><style/><title/>a</svg><title>b<i></title>") == ["a", "b<i>"]
    assert texts("<math><![CDATA[a<b&amp;]]></math><![CDATA[c]]>d") == ["a<b&amp;", "d"]
    assert texts("<svg><desc><![CDATA[a]]><style>b</style></desc><![CDATA[c") == ["c"]
    assert texts("<svg><p><style>b</style>c") == ["c"]
    assert [token.closed for token in tokenise("<svg/><br/><svg><path/><a></svg>")] == [
        True, False, False, True, False, False,
    ]  # fmt: skip


def test_text_that_knows_no_references_says_so() -> None:
    tokens = tokenise("<xmp>&lt;</xmp><textarea>a</textarea><plaintext></plaintext>")
    named = [token.name for token in tokens if token.kind is TokenKind.TEXT]
    assert named == ["xmp", "textarea", "plaintext"]
