from __future__ import annotations

import pytest

from sayso.core import BlockKind, ByteRange
from sayso.readers.html import parse_html
from sayso.readers.parsed import Parsed, UnreadableError


def read(page: str | bytes) -> Parsed:
    return parse_html(page if isinstance(page, bytes) else page.encode(), lambda page: None)


def outline(page: str) -> list[tuple[str, str]]:
    parsed = read(page)
    return [(str(b.kind), parsed.text[b.start : b.end]) for b in parsed.blocks]


def words(page: str) -> list[str]:
    return [text for _, text in outline(page)]


def test_white_space_is_shown_as_a_browser_shows_it() -> None:
    assert words("<p>  One\n  <b> two </b>\tthree<i>four</i> .<p>\n five ") == [
        "One two threefour .",
        "five",
    ]


def test_a_line_break_stays_and_two_part_blocks() -> None:
    assert words("<p>One <br> two<br><br>three</p>") == ["One\ntwo", "three"]


def test_preformatted_text_keeps_its_lines_and_parts_at_blank_ones() -> None:
    assert words("<pre>\na  b\n c\n \n\nd &lt;\n</pre>") == ["a  b\n c", "d <"]


def test_each_element_gives_its_kind_of_block() -> None:
    page = """<h1>Head</h1><p class="byline">By Jo Doe</p><p>Text.<ul><li>Item</ul>
    <blockquote><p>Quoted.</p></blockquote><blockquote class="twitter-tweet">Posted.</blockquote>
    <figure><img><figcaption>Shown</figcaption></figure><table><tr><td>Cell</table>
    <nav>Menu</nav><footer>Foot</footer><address>Jo</address>"""
    assert outline(page) == [
        ("headline", "Head"),
        ("byline", "By Jo Doe"),
        ("paragraph", "Text."),
        ("list_item", "Item"),
        ("block_quote", "Quoted."),
        ("post", "Posted."),
        ("caption", "Shown"),
        ("table_cell", "Cell"),
        ("boilerplate", "Menu"),
        ("boilerplate", "Foot"),
        ("byline", "Jo"),
    ]


@pytest.mark.parametrize(
    "hidden",
    ["<script>no</script>", "<style>no</style>", "<template>no</template>", "<p hidden>no</p>",
     "<noscript>no</noscript>", "<svg><text>no</text></svg>", '<p aria-hidden="true">no</p>',
     '<div style="x:y; DISPLAY : none">no<p>no</p></div>', "<!-- no -->", "<title>no</title>",
     "<iframe>no</iframe>", "<dialog>no</dialog>"],
)  # fmt: skip
def test_what_the_page_does_not_show_is_left_out(hidden: str) -> None:
    assert words(f"<p>One.</p>{hidden}<p>Two.</p>") == ["One.", "Two."]


def test_what_stands_outside_the_article_is_boilerplate() -> None:
    page = (
        "<p>Before</p><article><header><h1>H</h1></header><p>Story goes on.</p></article><p>After"
    )
    assert outline(page) == [
        ("boilerplate", "Before"),
        ("headline", "H"),
        ("paragraph", "Story goes on."),
        ("boilerplate", "After"),
    ]


def test_a_teaser_marked_as_article_does_not_make_the_story_boilerplate() -> None:
    story = "A long story that is not marked at all goes on and on. " * 5
    assert outline(f"<div><p>{story}</p></div><article>Teaser</article>")[0][0] == "paragraph"


def test_a_page_inside_one_form_is_still_a_page() -> None:
    assert outline("<form><p>All of it is in a form.</p></form>")[0][0] == "paragraph"
    assert outline("<p>A page with some words.</p><form>Mail</form>")[1][0] == "boilerplate"


def test_an_inline_end_tag_closes_nothing_beyond_its_block() -> None:
    page = "<article><span><p>One.</span></p><p>Two.</p></article>"
    assert outline(page) == [("paragraph", "One."), ("paragraph", "Two.")]


def test_a_page_marked_as_its_author_s_is_not_one_byline() -> None:
    story = "He said that it was so. " * 20
    assert outline(f'<body class="author"><p>{story}</p>')[0][0] == "paragraph"


def test_the_data_of_a_page_come_before_its_tags() -> None:
    parsed = read("""<html lang="en_GB"><title>Barge &amp; boat | The Gazette</title>
    <meta property="og:title" content="Barge and boat"><meta name="author" content="Not she">
    <meta property="og:site_name" content="The Gazette">
    <meta property="article:published_time" content="2021-08-26T10:00:00+0200">
    <script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"],
    "headline": "Barge &amp; boat", "author": [{"name": "Jo Doe"}, {"name": "Al Roe"}]}]}</script>
    <p>Words.""")
    assert parsed.title == "Barge & boat"
    assert parsed.byline == "Jo Doe, Al Roe"
    assert parsed.outlet == "The Gazette"
    assert parsed.published == "2021-08-26T10:00:00+02:00"
    assert parsed.language == "en-GB"
    assert parsed.troubles == ()


def test_without_data_the_first_heading_is_the_title() -> None:
    page = (
        "<title>Barge | Gazette</title><h1>The barge</h1><p>By <a rel=author>Jo</a></p><p>It left."
    )
    parsed = read(page)
    assert parsed.title == "The barge"
    assert parsed.byline == "By Jo"
    assert read("<title>Barge | Gazette</title><p>It left.").title == "Barge | Gazette"
    assert read("<p>The barge<p>It left.").title == "The barge"


def test_a_date_in_the_text_counts_only_where_it_is_marked() -> None:
    assert read("<p><time datetime=2021-08-26>yesterday</time> it left.").published == "2021-08-26"
    assert read("<p>2021-08-26</p>").published is None


def test_a_date_without_meaning_is_a_notice() -> None:
    parsed = read('<meta name="date" content="26th of Aug"><p>Words.')
    assert parsed.published is None
    assert [(trouble.kind, trouble.lost) for trouble in parsed.troubles] == [("bad_date", False)]


@pytest.mark.parametrize("broken", ["{", "[" * 100_000, '{"@type": 3}', "null", '{"headline": []}'])
def test_broken_data_do_not_stop_the_page(broken: str) -> None:
    page = f'<script type="application/ld+json">{broken}</script><p>Words.'
    assert words(page) == ["Words."]


PAGES = (
    "<p>caf&eacute; &amp; te&#x301;a &#0; &nbsp; &lt;b&gt; &#99999999999; &zwj; a&shy;b</p>",
    "<p>e<b>\u0301</b>x \u1100<i>\u1161</i></p>",
    "<table><tr><td>a<td>b<tr><th>c</table><ul><li>x<ul><li>y</ul><li>z</ul>",
    "<p>one\r\ntwo<pre>\r\n a\r\n\r\n b\r c</pre>",
    "<p>\u202eabc 😀 \x00\x01 \x0b d</p>" + '"' * 500,
    "no tags at all & none < needed",
    "<div>" * 2_000 + "deep" + "</div>" * 1_000 + "<p>x" + "</b>" * 500,
    "<p hidden><p>shown<dl><dt>t<dd>d</dl><select><option>o<option>p</select>",
    "<textarea>&amp;</textarea>",
    "<plaintext><b>as it is",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_word_is_mapped_to_its_bytes(page: str, encoding: str, check_map) -> None:
    data = page.encode(encoding)
    parsed = read(data)
    check_map(parsed.text, parsed.blocks, parsed.source_map, data)


def test_a_reference_points_to_itself() -> None:
    parsed = read("<p>a &eacute; b")
    assert parsed.source_map.locate(parsed.text, 2, 3) == (ByteRange(5, 13),)


@pytest.mark.parametrize(
    "declaration",
    ['<meta charset="windows-1251">',
     "<meta http-equiv=Content-Type content='text/html;charset=cp1251'>",
     '<?xml version="1.0" encoding="windows-1251"?>'],
)  # fmt: skip
def test_the_page_s_own_declaration_of_its_encoding_holds(declaration: str, check_map) -> None:
    data = declaration.encode() + "<p>Ещё</p>".encode("cp1251")
    parsed = read(data)
    assert parsed.text == "Ещё"
    check_map(parsed.text, parsed.blocks, parsed.source_map, data)


@pytest.mark.parametrize("page", ["<p> &nbsp; </p>", "<script>x</script>", "<!--", "<p", " "])
def test_a_page_without_words_is_no_text(page: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(page)
    assert caught.value.trouble.kind == "no_text"


def test_the_same_page_without_heading_has_the_headline_that_text_has() -> None:
    parsed = read("<p>Barge goes missing</p><p>Nobody saw it leave.</p>")
    assert [block.kind for block in parsed.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH]


def test_a_second_head_hides_nothing() -> None:
    assert words("<head><head>a<p>b") == ["a", "b"]


def test_an_svg_closed_in_its_own_tag_hides_nothing_behind_it() -> None:
    assert words("<p>a<svg/>b<svg><title>c</title><style/>c</svg>d") == ["abd"]


def test_html_ends_an_svg_that_nobody_closed() -> None:
    assert words("<p>a<svg><g>b<title>c</title><p>d") == ["a", "d"]


def test_text_that_knows_no_references_is_shown_as_it_stands() -> None:
    assert words("<xmp>a &lt; <b></xmp><p>c<math><![CDATA[ <d> &amp; ]]></math>") == [
        "a &lt; <b>",
        "c <d> &amp;",
    ]


def test_null_characters_are_dropped_but_in_a_text_field() -> None:
    assert words("<p>a\0b \0 c<pre>\0d\0\ne</pre><textarea>f\0g</textarea>") == [
        "ab c",
        "d\ne",
        "f\ufffdg",
    ]
