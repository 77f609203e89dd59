"""A text that the rules cannot read is said to be unread."""

from __future__ import annotations

import pytest

from sayso.extract import extract_document, find_reading
from sayso.extract.language import is_english

RULES = find_reading("rules")
GERMAN = (
    "Der Minister sagte am Dienstag, dass die Stadt nicht beschossen worden sei. Die Armee "
    "bestritt das und nannte die Meldung eine Lüge, die niemand glauben werde."
)
ENGLISH = (
    "The minister said on Tuesday that the town had not been shelled. The army denied it and "
    "called the report a lie that nobody would believe."
)


def test_english_without_a_label_is_read(make_document):
    extraction = extract_document(make_document(ENGLISH, language=None), RULES)
    assert extraction.attributions
    assert not [p for p in extraction.problems if p.kind == "unread_language"]


@pytest.mark.parametrize("language", [None, "de", "de-AT"])
def test_a_text_in_another_language_is_not_read_and_said_to_be_lost(make_document, language):
    extraction = extract_document(make_document(GERMAN, language=language), RULES)
    assert extraction.attributions == ()
    (problem,) = [problem for problem in extraction.problems if problem.lost]
    assert problem.kind == "unread_language"
    assert "English" in problem.what


def test_translated_posts_are_read_in_a_document_of_another_language(make_document):
    text = GERMAN + "\nEnglish translation: The town is open."
    extraction = extract_document(make_document(text, language="de"), RULES)
    assert [row.content[0].exact for row in extraction.attributions] == ["The town is open."]
    assert "unread_language" in {problem.kind for problem in extraction.problems}


def test_the_language_that_a_document_gives_is_believed(make_document):
    assert is_english(make_document(GERMAN, language="en-GB"))
    assert not is_english(make_document(ENGLISH, language="fr"))


def test_a_text_too_short_to_tell_is_read(make_document):
    assert is_english(make_document("Bron said no.", language=None))
