"""Strings that a page, a terminal or a Markdown reader would act on."""

from __future__ import annotations

SCRIPT = "<script>alert('sayso')</script>"
IMAGE = "<img src=x onerror=alert(1)>"
ATTRIBUTE = '" onmouseover="alert(1)" style=\'position:fixed\' x="'
CLOSING = "</span></p></title></style></details>--><!--"
LINK = "[click](javascript:alert(1)) <https://evil.example/> www.evil.example http://evil.example/x"
MARKDOWN = (
    "# head\n\n> quote\n\n1. one\n- two\n***\n`code` ![i](http://evil.example/i.png) | a | b |"
)
TEMPLATE = "{{ 7*7 }}{% include 'report.css.j2' %}"
CONTROL = "\u202egnp.exe\u202c \x1b[31mred\x1b[0m \x07bell\x00nul \u2066isolate"
ENTITY = "&lt;b&gt; &#60;b&#62; &nbsp"

ALL = (SCRIPT, IMAGE, ATTRIBUTE, CLOSING, LINK, MARKDOWN, TEMPLATE, CONTROL, ENTITY)
PLANT = " ".join(ALL)
