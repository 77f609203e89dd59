"""Names and their kinds in English text."""

from __future__ import annotations

import pytest

from sayso.core import DataError
from sayso.extract.recognise import (
    GazetteerRecogniser,
    MentionKind,
    NamesRecogniser,
    face_kind,
    find_recogniser,
    list_recognisers,
    read_gazetteer,
)


def find(make_document, text):
    document = make_document(text)
    return [
        (text[m.start : m.end], m.kind.value) for m in NamesRecogniser().find_mentions(document)
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Gen. Mira Dorn spoke.", "Mira Dorn", "person"),
        ("It was printed by the Velm Gazette.", "Velm Gazette", "outlet"),
        ("The militant group Tarn fought on.", "Tarn", "group"),
        ("He crossed into Iran.", "Iran", "state"),
        ("The ISI met him.", "ISI", "service"),
        ("The Karim network met him.", "Karim network", "group"),
        ("They met the 14th Rifle Brigade.", "14th Rifle Brigade", "unit"),
        ("They met the Ministry of Defence.", "Ministry of Defence", "organisation"),
        ("They met in Mosul.", "Mosul", "place"),
    ],
)
def test_a_name_has_the_kind_that_its_words_or_its_place_tell(make_document, text, name, kind):
    assert (name, kind) in find(make_document, text)


def test_one_name_has_one_kind_in_a_document(make_document):
    found = find(make_document, "Tarn fought. The militant group Tarn lost. Tarn fled.")
    assert {kind for name, kind in found if name == "Tarn"} == {"group"}


def test_an_acronym_has_the_kind_of_its_long_name(make_document):
    found = find(make_document, "The Pine Relief Front (PRF) met. PRF fighters fled.")
    assert ("PRF", "group") in found


def test_the_name_inside_a_compound_is_found_alone(make_document):
    assert ("Iran", "state") in find(make_document, "They met the Iran-backed Tarn Front.")


def test_a_word_that_the_text_writes_small_is_no_name_at_the_start(make_document):
    assert find(make_document, "Farmers met. The farmers left. Snow fell; the snow lay.") == []


def test_mentions_do_not_overlap_and_stand_in_order(make_document):
    text = "The Haqqani network of the Afghan Taliban (AT) met President Ana Ruiz in Kabul."
    found = NamesRecogniser().find_mentions(make_document(text))
    ends = [0, *(mention.end for mention in found)]
    assert all(end <= mention.start for end, mention in zip(ends, found, strict=False))


def test_a_table_of_names_finds_them_in_any_language(make_document):
    names = read_gazetteer(["name,kind,aliases", "Frente Pino,group,FP;los Pinos"], "own.csv")
    text = "Ayer los Pinos hablaron."
    (mention,) = GazetteerRecogniser(names).find_mentions(make_document(text, language="es"))
    assert (text[mention.start : mention.end], mention.label) == ("los Pinos", "Frente Pino")
    assert mention.kind is MentionKind.GROUP


@pytest.mark.parametrize("lines", [["name"], ["name,kind", "Tarn,alien"], ["name,kind", ",group"]])
def test_a_table_that_cannot_be_used_is_refused_with_its_row(lines):
    with pytest.raises(DataError, match=r"own\.csv, row \d"):
        read_gazetteer(lines, "own.csv")


def test_a_place_and_an_event_are_no_parties():
    assert face_kind(MentionKind.PLACE) is face_kind(MentionKind.EVENT) is None


def test_our_recogniser_is_found_by_its_name():
    assert "names" in list_recognisers()
    assert find_recogniser("names").name == "names"
