from __future__ import annotations

import pytest

from sayso.readers.html_references import resolve_all, resolve_attribute


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("&eacute;&#233;&#xE9;&#Xe9;", "éééé"),
        ("&copy2 &notit; &nosuch; &; & &#; &#x;", "©2 ¬it; &nosuch; &; & &#; &#x;"),
        ("&#128;&#150;&#x9F;&#x81;", "€–Ÿ\x81"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("&#0000000000065;&#65", "AA"),
        ("&#11;&#xFDD0;", "\x0b\ufdd0"),
        ("&#" + "9" * 5_000 + ";", "\ufffd"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_references_in_text_are_resolved_as_browsers_do(text: str, wanted: str) -> None:
    assert resolve_all(text) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("?a=1&section=2&copy=3&notit;", "?a=1&section=2&copy=3&notit;"),
        ("&copy &amp;b &lt", "© &b <"),
        ("&#169x &sect;ion", "©x §ion"),
    ],
)
def test_an_address_keeps_names_that_only_look_like_references(value: str, wanted: str) -> None:
    assert resolve_attribute(value) == wanted
