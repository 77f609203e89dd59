"""Who a source is, by sure steps, and what is left open."""

from __future__ import annotations

import pytest

from sayso.core import AUTHOR, FaceKind
from sayso.extract import extract_document, find_reading
from sayso.extract.names import SourceKind, read_source

RULES = find_reading("rules")


def read(make_document, text):
    return extract_document(make_document(text), RULES)


def face_named(extraction, label):
    (face,) = [face for face in extraction.faces if face.label == label]
    return face


def asserters(extraction):
    labels = {face.id: face.label for face in extraction.faces}
    return [
        labels.get(row.asserter or "", row.asserter)
        for row in extraction.attributions
        if row.parent is None
    ]


def test_a_face_is_mentioned_wherever_one_of_its_names_stands(make_document):
    extraction = read(
        make_document,
        "Gen. Alma Dorn said the port was open. It belongs to the Northern Relief Front (NRF). "
        "The NRF said it would stay. Dorn was seen with the Northern Relief Front.",
    )
    general = face_named(extraction, "Alma Dorn")
    assert [span.exact for span in general.mentions] == ["Alma Dorn", "Dorn"]
    assert general.kind is FaceKind.PERSON
    front = face_named(extraction, "Northern Relief Front")
    assert [span.exact for span in front.mentions] == [
        "Northern Relief Front",
        "NRF",
        "NRF",
        "Northern Relief Front",
    ]


def test_initials_that_do_not_agree_tie_nothing(make_document):
    extraction = read(make_document, "The Northern Relief Front (ABC) left. ABC said it was over.")
    assert asserters(extraction) == ["ABC"]


def test_a_handle_beside_a_name_is_that_person(make_document):
    extraction = read(
        make_document,
        "Reporter Ana Sole (@anasole) said the siege was over. @anasole wrote that it rained.",
    )
    assert set(asserters(extraction)) == {"Ana Sole"}


def test_a_surname_that_two_people_bear_is_left_open_and_said_so(make_document):
    extraction = read(
        make_document, "Alma Dorn and Peter Dorn met. Dorn said the panel agreed. Dorn said yes."
    )
    assert asserters(extraction) == [None, None]
    (problem,) = extraction.problems
    assert problem.kind == "unresolved_asserter"
    assert not problem.lost
    assert problem.what.startswith("2 sources")


def test_a_word_before_a_full_name_makes_no_second_bearer(make_document):
    extraction = read(
        make_document,
        "Alma Dorn met the panel. Norlander Alma Dorn left. Dorn said it agreed. "
        "Norlander Alma Dorn said it was over.",
    )
    assert asserters(extraction) == ["Alma Dorn", "Alma Dorn"]
    assert extraction.problems == ()


def test_a_source_that_is_only_a_possessive_mark_is_nobody():
    assert read_source("'s").kind is SourceKind.NOBODY
    assert read_source("").kind is SourceKind.NOBODY


def test_a_spokesman_with_a_name_is_the_person_not_the_principal(make_document):
    extraction = read(make_document, "Ivo Stahl, a spokesman for Norland, said the port was open.")
    assert asserters(extraction) == ["Ivo Stahl"]


def test_a_spokesman_without_a_name_is_a_role(make_document):
    extraction = read(make_document, "A spokesman for Norland said the port was open.")
    assert asserters(extraction) == ["spokesman for Norland"]
    assert face_named(extraction, "spokesman for Norland").kind is FaceKind.ROLE


def test_roles_of_different_wording_are_different_faces(make_document):
    extraction = read(
        make_document, "Officials said it was over. Senior officials said it was not."
    )
    assert asserters(extraction) == ["Officials", "Senior officials"]


def test_a_passive_without_a_source_has_no_asserter_and_no_problem(make_document):
    extraction = read(make_document, "It is believed that the cell moved north.")
    assert asserters(extraction) == [None]
    assert extraction.problems == ()


def test_the_first_person_is_the_author_outside_quotation_marks(make_document):
    assert asserters(read(make_document, "I believe that the port is open.")) == [AUTHOR]


def test_the_first_person_inside_them_is_whoever_is_quoted(make_document):
    extraction = read(make_document, '"I believe that the port is open," Ivo Stahl said.')
    labels = {face.id: face.label for face in extraction.faces}
    assert {labels.get(row.asserter or "") for row in extraction.attributions} == {"Ivo Stahl"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ivo Stahl said it was so. He added that it rained.", "Ivo Stahl"),
        ("Mr. Stahl said it was so. She added that it rained.", None),
        ("Norland said it was so. It added that it rained.", "Norland"),
        ("Iceland said it was so. He added that it rained.", None),
        ("Officials said it was so. They added that it rained.", "Officials"),
        ("Officials said it was so. He added that it rained.", None),
        ("The ministry said it was so. Norland said no. It added that it rained.", "Norland"),
    ],
)
def test_a_pronoun_is_resolved_only_where_one_source_fits(make_document, text, wanted):
    assert asserters(read(make_document, text))[-1] == wanted


def test_a_pronoun_is_not_resolved_over_two_blocks(make_document):
    text = "Ivo Stahl said it was so.\nIt rained.\nThe sun shone.\nHe added that it snowed."
    assert asserters(read(make_document, text)) == ["Ivo Stahl", None]


def test_who_is_the_name_before_it(make_document):
    extraction = read(make_document, "Ivo Stahl, who believes that it rained, left the room.")
    assert asserters(extraction) == ["Ivo Stahl"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Norland", FaceKind.UNKNOWN),
        ("Iceland", FaceKind.STATE),
        ("The Ministry of Ports", FaceKind.ORGANISATION),
        ("The Ebren Times", FaceKind.OUTLET),
        ("The Ninth Brigade", FaceKind.UNIT),
        ("The Red Lantern Front", FaceKind.GROUP),
        ("The Border Intelligence", FaceKind.SERVICE),
        ("Judge Omar Keld", FaceKind.PERSON),
        ("Critics", FaceKind.ROLE),
    ],
)
def test_the_kind_is_told_from_titles_and_words_or_left_unknown(make_document, source, kind):
    extraction = read(make_document, f"{source} said that it rained.")
    (face,) = extraction.faces
    assert face.kind is kind
