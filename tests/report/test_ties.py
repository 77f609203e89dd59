"""Ties by asserter in a report: neutral, each with its asserter, in the order of the text."""

from __future__ import annotations

import hashlib

from sayso.core import PREDICATES, Block, CaseContents, Document, SourceMap
from sayso.extract import extract_document, find_reading
from sayso.report import list_ties
from sayso.report.ties import _TELLING

TEXT = "Orlon controls the Salt Front, the Velm Gazette said. Tarvu may fund the Pine Brigade."


def make_contents():
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    blocks = (Block(0, len(TEXT)),)
    document = Document(digest, "text/plain", "t.txt", TEXT, blocks, SourceMap(()), language="en")
    found = extract_document(document, find_reading("rules"))
    contents = CaseContents(
        documents=(document,),
        faces=found.faces,
        names=found.names,
        events=found.events,
        propositions=found.propositions,
        assertions=found.assertions,
    )
    return contents, {document.id: blocks}


def test_each_tie_names_who_asserts_it_and_who_reports_it():
    parts = list_ties(*make_contents())
    assert [part.label for part in parts] == ["Velm Gazette", "The document's own voice"]
    assert parts[0].ties[0].text == (
        "Velm Gazette asserts that Orlon controls Salt Front "
        "(reported by the document's own voice)."
    )
    assert parts[1].ties[0].text == (
        "The document's own voice asserts that Tarvu supports Pine Brigade "
        "(kind: funds; certainty as written: “may”)."
    )


def test_a_tie_leads_to_its_words():
    (line,) = list_ties(*make_contents())[0].ties
    assert line.words == "Orlon controls the Salt Front"
    assert line.block == 0
    assert line.link.endswith("#0-29")


def test_every_predicate_can_be_told():
    assert set(_TELLING) == {predicate.name for predicate in PREDICATES}
