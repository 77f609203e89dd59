"""Reports of generated cases: whatever the words, links hold and quotes are the document's."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from sayso.core import (
    Attribution,
    AttributionKind,
    CaseContents,
    Face,
    FaceKind,
    Polarity,
    Review,
    SpanRole,
    normalise_text,
)
from sayso.export import write_native_json, write_report_html, write_report_json
from sayso.export.report_markdown import write_report_markdown
from sayso.report import build_report

WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab .\n\n\"'<>&*_`[]()#|{}%“”\u202e\u0627\x1b\x00🔥"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=80,
)


@st.composite
def _cases(draw, factory):
    documents, rows, faces = [], [], []
    for key in range(draw(st.integers(0, 2))):
        text = normalise_text(draw(WORDS))
        title = draw(st.none() | WORDS.map(normalise_text))
        document = factory.make_document(text, key=str(key), title=title)
        documents.append(document)
        span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30))

        def spans(role, *, document=document, span=span):
            places = sorted(draw(st.lists(span, max_size=2)))
            size = len(document.text)
            return tuple(document.span(s, min(s + n, size), role) for s, n in places)

        face = Face(document.id, FaceKind.ROLE, draw(WORDS), spans(SpanRole.MENTION))
        faces.append(face)
        for _ in range(draw(st.integers(0, 4))):
            rows.append(
                Attribution(
                    document.id,
                    spans(SpanRole.SOURCE),
                    spans(SpanRole.CUE),
                    spans(SpanRole.CONTENT),
                    draw(st.sampled_from(AttributionKind)),
                    asserter=draw(st.sampled_from([None, face.id, "(author)"])),
                    parent=draw(st.sampled_from([None, *(row.id for row in rows)])),
                    polarity=draw(st.sampled_from(Polarity)),
                    review=draw(st.sampled_from(Review)),
                )
            )
    unique = {row.id: row for row in reversed(rows)}
    return CaseContents(tuple(documents), tuple(unique.values())[::-1], tuple(faces))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_links_hold_and_quotes_are_the_words_of_the_document(data, factory):
    contents = data.draw(_cases(factory))
    report = build_report(contents, factory.HEAD)
    text = write_report_html(report).decode()
    tree = lxml_html.document_fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(link[:1] == "#" and link[1:] in ids for link in tree.xpath("//@href"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    texts = {document.id: document.text for document in contents.documents}
    for item in report.evidence:
        for quote in item.context:
            assert texts[item.document][quote.start : quote.end] == quote.text
            for span in item.spans:
                assert texts[item.document][span.start : span.end] == span.exact
    kept = {Review.MACHINE, Review.ACCEPTED, Review.SUGGESTED}
    counted = sum(row.review in kept and bool(row.spans) for row in contents.attributions)
    assert len(report.evidence) == counted
    markdown = write_report_markdown(report).decode()
    kinds = {token.type for token in MarkdownIt("commonmark").parse(markdown)}
    assert not kinds & {"html_block", "code_block", "fence", "hr"}
    assert write_report_json(report)
    assert write_native_json(contents)
