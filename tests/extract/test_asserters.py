"""Who a source is, by sure steps, and what is left open."""

from __future__ import annotations

import pytest

from sayso.core import AUTHOR, Attribution, AttributionKind, FaceKind, SpanRole
from sayso.extract import Extraction, ReadingSettings, find_reading, resolve_asserters
from sayso.extract.asserters import trace_asserters
from sayso.extract.names import SourceKind, read_source, split_joint
from sayso.extract.parties import Link

RULES = find_reading("rules")


def read(make_document, text):
    document = make_document(text)
    rows, problems = RULES.attribute(document, settings=ReadingSettings())
    resolved, faces, open_ends = resolve_asserters(document, rows)
    return Extraction(resolved, faces, problems + open_ends)


def last_link(make_document, text):
    document = make_document(text)
    rows, _ = RULES.attribute(document, settings=ReadingSettings())
    _, _, _, links = trace_asserters(document, rows)
    return links[-1]


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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Northern Relief Front said it was so. The front said it rained.", None),
        ("Solvane Lines stopped. Solvane said it was so.", "Solvane Lines"),
        ("Judge Omar Keld came in. The judge said it was so.", "Omar Keld"),
        ("Nadia Frey, the prosecutor, left. The prosecutor said that it rained.", "Nadia Frey"),
        ("The Ministry of Ports said no. The ministry added that it rained.", "Ministry of Ports"),
        ("Brightwell said no. The company added that it rained.", "Brightwell"),
        ("Brightwell said no. Norwell said yes. The committee said it rained.", "committee"),
        ("Many Liberals said that it rained.", "Many Liberals"),
        ("Alma Dorn and Jon Marr said that it rained.", "Alma Dorn and Jon Marr"),
        ("Mayor Bill de Hoorn left. De Hoorn said that it rained.", "Bill de Hoorn"),
    ],
)
def test_nouns_and_short_names_are_tied_to_what_the_text_named(make_document, text, wanted):
    found = asserters(read(make_document, text))
    if wanted is None:
        assert len(set(found)) == 1
    else:
        assert found[-1] == wanted


def test_two_people_of_one_surname_are_told_apart_by_their_titles(make_document):
    text = "Lena Ortega and Hugo Ortega came in. Ms. Ortega said that it rained."
    assert asserters(read(make_document, text)) == ["Lena Ortega"]


def test_a_surname_stays_with_its_first_bearer_when_another_comes_in_late(make_document):
    text = (
        "Alma Dorn came in. Dorn sat down. Dorn stood up. Dorn left. Her cousin Peter Dorn stayed. "
        "Dorn said that it rained."
    )
    assert asserters(read(make_document, text)) == ["Alma Dorn"]


def test_an_unknown_single_name_that_is_nearer_is_not_passed_over(make_document):
    text = "Alma Dorn said that it rained. Tarvia denied the raid. She said that it snowed."
    assert asserters(read(make_document, text))[-1] is None


def test_whom_a_post_means_is_not_looked_for_around_it(make_document):
    text = (
        "Reporter Ana Sole (@anasole) shared two posts.\n"
        "English translation: Omar Keld left.\n"
        "The day ended. He said that it rained."
    )
    assert "Omar Keld" not in asserters(read(make_document, text))


def test_the_members_of_a_group_claim_an_act_for_it_and_say_other_things_themselves(make_document):
    claim = "The mayor met the Red Lantern fighters, who claimed responsibility for the blast."
    other = "The mayor met the Red Lantern fighters, who said that the wells were dry."
    assert asserters(read(make_document, claim))[-1] == "Red Lantern"
    assert asserters(read(make_document, other))[-1] == "Red Lantern fighters"


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Alma Dorn said that it rained.", Link.NAME),
        ("Alma Dorn left. Dorn said that it rained.", Link.SURNAME),
        ("The Red Relief Front (RRF) left. The RRF said that it rained.", Link.SHORT),
        ("Ana Sole (@anasole) left. @anasole wrote that it rained.", Link.HANDLE),
        ("Ivo Stahl, a spokesman for Norland, said that it rained.", Link.APPOSED),
        ("Officials said that it rained.", Link.ROLE),
        ("Alma Dorn and Jon Marr said that it rained.", Link.JOINT),
        ("The Ministry of Ports said no. The ministry said that it rained.", Link.NOUN),
        ("Alma Dorn said no. She said that it rained.", Link.PRONOUN),
        ("Alma Dorn, who believes that it rained, left.", Link.RELATIVE),
        ("I believe that it rained.", Link.FIRST),
        ("It is believed that it rained.", Link.NOBODY),
        ("She said that it rained.", Link.OPEN),
    ],
)
def test_each_link_names_its_step(make_document, text, link):
    assert last_link(make_document, text) is link


def test_a_quotation_that_goes_on_has_the_asserter_it_began_with(make_document):
    first, second = 'Alma Dorn said: "It rained.', '"It snowed."'
    document = make_document(f"{first}\n{second}")
    start = len(first) + 1
    rows = (
        Attribution(
            document.id,
            (document.span(0, 9, SpanRole.SOURCE),),
            (document.span(10, 15, SpanRole.CUE),),
            (document.span(16, len(first), SpanRole.CONTENT),),
            AttributionKind.DIRECT,
        ),
        Attribution(
            document.id,
            (),
            (),
            (document.span(start, start + len(second), SpanRole.CONTENT),),
            AttributionKind.DIRECT,
        ),
    )
    resolved, _, problems, links = trace_asserters(document, rows)
    assert resolved[0].asserter == resolved[1].asserter is not None
    assert links[1] is Link.CONTINUED
    assert problems == ()


def test_names_in_a_list_are_told_from_a_name_with_an_apposition():
    assert split_joint("Alma Dorn, Jon Marr and the NRF") == ("Alma Dorn", "Jon Marr", "NRF")
    assert split_joint("Ana Ruiz, a lawyer and poet") == ()
    assert split_joint("the Ministry of Trade and Industry") == ()
