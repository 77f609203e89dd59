"""Recognisers of a setting: a table of the user's, a spaCy pipeline."""

from __future__ import annotations

import hashlib

import pytest

from sayso.core import Block, Document, MissingExtraError, SettingsError, SourceMap
from sayso.extract import ReadingSettings, extract_document, find_reading
from sayso.models.recognisers import SpacyRecogniser, open_recognisers

TEXT = "Quorn funds Zell."


def make_document(text):
    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = (Block(0, len(text)),)
    return Document(digest, "text/plain", "t.txt", text, blocks, SourceMap(()), language="en")


def test_names_of_a_table_give_the_faces_their_kinds_and_stand_in_the_method(tmp_path):
    table = tmp_path / "own.csv"
    table.write_text("name,kind\nQuorn,service\nZell,group\n", encoding="utf-8")
    recognisers = open_recognisers(f"gazetteer:{table}")
    settings = ReadingSettings(recognisers=recognisers)
    found = extract_document(make_document(TEXT), find_reading("rules"), settings)
    assert {(face.label, face.kind.value) for face in found.faces} == {
        ("Quorn", "service"),
        ("Zell", "group"),
    }
    assert {row.method for row in found.assertions} == {"ties/1+gazetteer/1"}


def test_no_setting_opens_nothing():
    assert open_recognisers("") == ()


@pytest.mark.parametrize("name", ["gazetteer", "gazetteer:nowhere.csv", "spacy", "nobody"])
def test_a_recogniser_that_is_not_there_is_refused(name):
    with pytest.raises(SettingsError):
        open_recognisers(name)


def test_spacy_that_is_not_installed_names_the_extra():
    try:
        import spacy  # noqa: F401
    except ImportError:
        with pytest.raises(MissingExtraError, match="sayso\\[spacy\\]"):
            open_recognisers("spacy:en_core_web_sm")
    else:
        pytest.skip("spaCy is installed here")


def test_a_pipeline_of_spacy_is_a_recogniser():
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("de")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Zell"}, {"label": "DATE", "pattern": "heute"}])
    recogniser = SpacyRecogniser(pipeline)
    (mention,) = recogniser.find_mentions(make_document("Wir sahen Zell heute."))
    assert (mention.start, mention.end, mention.kind.value) == (10, 14, "organisation")
    assert "de_pipeline" in recogniser.version
