"""A name or a written tie leads to every party or tie that fits."""

from __future__ import annotations

import pytest

from sayso.actors import (
    find_parties,
    find_propositions,
    make_labels,
    pick_tie,
    resolve_actors,
    show_actors,
)
from sayso.core import DataError, Event, FaceKind, View, document_id

OTHER = document_id("2" * 64)


@pytest.fixture
def made(build):
    """Two documents that each know a "Crew A", and one event."""
    maker = build.Maker(kinds={"Crew A": FaceKind.GROUP})
    maker.add_event("fire", Event(maker.document, "the depot fire", "2024-05"))
    maker.add("", "controls", "Port Office", "Crew A", spans=((0, 5),))
    maker.add("", "carried_out", "Crew A", "fire", spans=((6, 9),))
    maker.add("", "allied_with", "Port Office", "Dock Union", spans=((10, 12),))
    maker.add("Dock Union", "has_motive", "Crew A", "To save a fee", spans=((13, 15),))
    maker.add("", "active", "Crew A", spans=((16, 18),))
    maker.add("", "named", "Crew A", "the Gulls", spans=((19, 20),))
    first = dict(maker.ids)
    del maker.ids["Crew A"], maker.ids["Port Office"]
    maker.face("Crew A", OTHER)
    maker.face("Port Office", OTHER)
    maker.add("", "controls", "Port Office", "Crew A", spans=((0, 5),), document=OTHER)
    return maker.case(), first, dict(maker.ids)


def pick(case, text, identity="none"):
    actors, _ = resolve_actors(case, View(identity=identity))
    return pick_tie(case, text, actors, make_labels(case, actors))


def test_a_name_stands_for_every_face_that_bears_it(made) -> None:
    case, first, other = made
    assert set(find_parties(case, "crew a")) == {first["Crew A"], other["Crew A"]}
    assert find_parties(case, "the Gulls") == (first["Crew A"],)
    assert find_parties(case, first["Crew A"]) == (first["Crew A"],)
    assert find_parties(case, "The depot fire") == (first["fire"],)


def test_a_name_that_nobody_bears_is_refused(made) -> None:
    with pytest.raises(DataError, match='"Crew B"'):
        find_parties(made[0], "Crew B")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Crew A carried_out the depot fire", "carried_out"),
        ("crew a carried out the depot fire", "carried_out"),
        ("the depot fire carried_out_by Crew A", "carried_out"),
        ("Dock Union allied_with Port Office", "allied_with"),
        ("Port Office allied with Dock Union", "allied_with"),
        ("Crew A has_motive to save a fee", "has_motive"),
        ("Crew A active", "active"),
        ("the Gulls named the Gulls", "named"),
    ],
)
def test_a_tie_is_found_by_the_names_of_its_parties(made, text, predicate) -> None:
    case, _, _ = made
    (found,) = find_propositions(case, text)
    assert found.predicate == predicate
    assert pick(case, text).id == found.id
    assert pick(case, found.id).id == found.id


def test_where_several_ties_fit_they_are_listed_with_their_ids(made) -> None:
    case, _, _ = made
    found = find_propositions(case, "Port Office controls Crew A")
    assert len(found) == 2
    with pytest.raises(DataError) as caught:
        pick(case, "Crew A controlled_by Port Office")
    assert "2 propositions fit" in caught.value.message
    for item in found:
        assert item.id in caught.value.message
        assert pick(case, item.id).id == item.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Port Office knows Crew A", "holds no predicate"),
        ("controls", "holds no predicate"),
        ("", "holds no predicate"),
        ("Crew B controls Crew A", '"Crew B"'),
        ("Crew A controls Port Office", "Nobody in the case speaks of"),
        ("Crew A active Port Office", "holds no predicate"),
        ("proposition-0", "holds no predicate"),
    ],
)
def test_what_fits_nothing_is_refused_with_the_reason(made, text, words) -> None:
    with pytest.raises(DataError) as caught:
        pick(made[0], text)
    assert words in caught.value.message


def test_parties_of_one_label_are_told_apart_by_their_account(made) -> None:
    case, first, other = made
    actors, _ = resolve_actors(case, View())
    labels = make_labels(case, actors)
    both = [labels.name_party(ids["Crew A"]) for ids in (first, other)]
    assert len(set(both)) == 2
    assert all(label.startswith("Crew A [document-") for label in both)
    assert labels.name_party(first["Dock Union"]) == "Dock Union"


def test_faces_of_one_name_have_a_page_each(made) -> None:
    case, first, other = made
    page = show_actors(case, View(), name="Crew A")
    said = {one.actor.id: len(one.said_of_it) for one in page.pages}
    assert said == {first["Crew A"]: 5, other["Crew A"]: 1}


def test_under_an_identity_that_joins_them_they_have_one(build) -> None:
    maker = build.Maker()
    maker.add("", "active", "Crew A")
    maker.add("", "same_as", "Crew A", "Gulls")
    maker.add("", "named", "Gulls", "Crew A")
    case = maker.case()
    assert len(show_actors(case, View(), name="Crew A").pages) == 2
    assert len(show_actors(case, View(identity="any"), name="Crew A").pages) == 1
