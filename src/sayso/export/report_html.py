"""A report as one HTML file: no script, no request, every sentence one step from its words."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sayso.export.wording import (
    ASSERTER_WORDS,
    BLOCK_WORDS,
    REVIEW_WORDS,
    ROLE_WORDS,
    describe_claim,
    describe_head,
    describe_namesakes,
    describe_view,
    show_language,
    show_words,
)
from sayso.report import Leaf, Report

if TYPE_CHECKING:
    from jinja2 import Environment

# Lines that can be drawn under one word; what is nested deeper shares the last.
_LINES = "abc"

#: Words up to which a document's text is shown open.
_OPEN_WORDS = 600


def write_report_html(report: Report) -> bytes:
    """Return the report as one HTML file in UTF-8.

    It holds no script and asks for nothing over a network; a content security policy in the file
    forbids both. Words of documents are escaped, and control and reordering characters in them are
    written out. The same report gives the same bytes.
    """
    environment = _environment()
    style = environment.get_template("report.css.j2").render()
    html = environment.get_template("report.html.j2").render(
        report=report,
        labels={part.id: part.label for part in report.documents},
        documents={part.id: part for part in report.documents},
        problems={problem.id: problem for group in report.problems for problem in group.problems},
        asserter_anchors={
            part.face: part.id for part in reversed(report.asserters) if part.face is not None
        },
        actors={part.face for part in report.actors},
        numbers={item.id: item.number for item in report.evidence},
        ids={item.number: item.id for item in report.evidence},
        style_hash=_hash_style(style),
        open_words=_OPEN_WORDS,
        asserter_words=ASSERTER_WORDS,
        block_words=BLOCK_WORDS,
        review_words=REVIEW_WORDS,
        role_words=ROLE_WORDS,
        describe_claim=describe_claim,
        describe_head=describe_head,
        describe_namesakes=describe_namesakes,
        describe_view=describe_view,
        language=show_language,
        leaf_class=leaf_class,
    )
    return html.encode("utf-8")


def leaf_class(leaf: Leaf) -> str:
    """Return the classes that draw the leaf's lines, the outermost attribution's first.

    `a-content b-source` is the first line solid for a content and the second dotted for a source.
    A mark takes the line of its level, or the next free one; past the third, marks share it.
    """
    classes = []
    line = 0
    for mark in leaf.marks:
        line = min(max(line, mark.level), len(_LINES) - 1)
        classes.append(f"{_LINES[line]}-{mark.role.value}")
        line += 1
    return " ".join(dict.fromkeys(classes))


def _hash_style(style: str) -> str:
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _finalize(value: Any) -> Any:
    # Every value that a template puts out comes through here, so none can be forgotten. What a
    # macro gives back is marked up already, and holds only values that came through.
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return show_words(value)
    return value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("sayso.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
