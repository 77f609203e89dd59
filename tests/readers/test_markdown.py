from __future__ import annotations

import pytest

from sayso.readers.markdown import parse_markdown
from sayso.readers.parsed import Parsed, UnreadableError


def read(data: str | bytes) -> Parsed:
    return parse_markdown(data if isinstance(data, bytes) else data.encode(), lambda page: None)


def outline(data: str) -> list[tuple[str, str]]:
    parsed = read(data)
    return [(str(b.kind), parsed.text[b.start : b.end]) for b in parsed.blocks]


def test_each_construct_gives_its_kind_of_block() -> None:
    data = """# Head *line*

By the *harbour*, **nobody** saw `it`.
Second line.

> Quoted
> words.

- one
- two

  more

| a | b |
|---|---|
| c | d |

![The quay](quay.jpg)

```
code
```
"""
    assert outline(data) == [
        ("headline", "Head line"),
        ("paragraph", "By the harbour, nobody saw it.\nSecond line."),
        ("block_quote", "Quoted\nwords."),
        ("list_item", "one"),
        ("list_item", "two"),
        ("list_item", "more"),
        ("table_cell", "a"),
        ("table_cell", "b"),
        ("table_cell", "c"),
        ("table_cell", "d"),
        ("caption", "The quay"),
        ("paragraph", "code"),
    ]


def test_words_of_a_link_stay_and_its_address_goes() -> None:
    data = 'He [said so](http://a.example/so "said so again") again, see <http://b.example>.'
    parsed = read(data)
    assert parsed.text == "He said so again, see http://b.example."
    again = parsed.text.index("again")
    (origin,) = parsed.source_map.locate(parsed.text, again, again + 5)
    assert origin.start == data.rindex("again,")


def test_escapes_and_entities_are_resolved() -> None:
    assert outline("a \\* b &amp; c &eacute; &copy;") == [("paragraph", "a * b & c é ©")]


def test_html_inside_is_read_for_its_words() -> None:
    assert outline("One <b>two</b>.\n\n<div>three &amp; <i>four</i></div>") == [
        ("paragraph", "One two."),
        ("paragraph", "three & four"),
    ]


def test_front_matter_says_what_the_document_is() -> None:
    parsed = read(
        '---\ntitle: "A barge"\nauthor: [Jo Doe, Al Roe]\ndate: 2021-08-26\n'
        "publisher: The Gazette\nlang: en\n---\n\nNobody saw it.\n"
    )
    assert parsed.title == "A barge"
    assert parsed.byline == "Jo Doe, Al Roe"
    assert parsed.published == "2021-08-26"
    assert parsed.outlet == "The Gazette"
    assert parsed.language == "en"
    assert parsed.text == "Nobody saw it."


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert read("---\n\nNobody saw it.\n\n---\n\nEnd.").text.startswith("Nobody")


def test_a_date_in_the_front_matter_that_is_none_is_a_notice() -> None:
    parsed = read("---\ndate: 26th of Aug\n---\nWords.")
    assert [(trouble.kind, trouble.lost) for trouble in parsed.troubles] == [("bad_date", False)]


@pytest.mark.parametrize(
    "data",
    [
        "# a\r\n\r\nb *c*  \r\nd\\\r\ne\r\n\r\n    code\r\n\r\n    more",
        "e\u0301 **e**\u0301 \u202e😀 &#x301; \x00",
        "> a\n> > b\n>\n> - c\n>   d\nlazy",
        "[a][b] [b] ![c][b] [d](<e f>)\n\n[b]: http://x 'a b c d'",
        "a\n===\n\nb\n---\n\n* * *\n\n1. c\n2. d",
        "<p>a\n<b>c</b>\n\nd</p> &lt; <!-- e -->\n\n<script>\nno\n</script>",
        "|a|b\n|-|-\n|c \\| d|`e|f`\n|" + "x|" * 50,
        "`a  b` ``c ` d`` ~~e~~ <f@g.example>",
        "*" * 2_000 + "a" + "[" * 500 + "b" + "]" * 500,
        '"' * 3_000,
    ],
)
def test_every_word_is_mapped_to_its_bytes(data: str, check_map) -> None:
    parsed = read(data)
    check_map(parsed.text, parsed.blocks, parsed.source_map, data.encode())


def test_words_that_stand_verbatim_are_mapped_exactly(check_map) -> None:
    data = "# Head\n\nPlain *words* and [a link](x).\n\n- item\n"
    parsed = read(data)
    assert all(segment.exact for segment in parsed.source_map.segments)


@pytest.mark.parametrize("data", ["---\ntitle: a\n---\n", "[b]: http://x\n", "***\n", "<!-- a -->"])
def test_a_file_without_words_is_no_text(data: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert caught.value.trouble.kind == "no_text"
