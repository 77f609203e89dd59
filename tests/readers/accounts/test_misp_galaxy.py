"""A galaxy becomes faces and what the galaxy, and those it cites, call them."""

from __future__ import annotations

import pytest

from sayso.core import DataError, FaceKind, Stance

ONE, TWO, FAR = "u-1", "u-2", "u-far"


def galaxy(*values, **fields):
    return {"type": "threat-actor", "name": "Threat Actor", "values": list(values), **fields}


def entry(value, uuid=ONE, related=None, **meta):
    made = {"value": value, "uuid": uuid, "meta": meta}
    return made if related is None else {**made, "related": related}


def test_an_entry_is_a_face_and_its_names_are_the_galaxys_word(read, told) -> None:
    rows = read("misp-galaxy", "g.json", galaxy(entry("Red Lynx", synonyms=["RL", "Lynx 9"])))
    assert rows.account == "threat-actor"
    assert told(rows) == [
        ("threat-actor", "affirms", "named", "Red Lynx", name)
        for name in ("Red Lynx", "RL", "Lynx 9")
    ]
    assert [row.row for row in rows.assertions] == [
        "/values/0/value",
        "/values/0/meta/synonyms/0",
        "/values/0/meta/synonyms/1",
    ]
    assert {face.label: face.kind for face in rows.faces}["Red Lynx"] is FaceKind.GROUP


def test_a_name_of_a_producer_is_the_producers_word_inside_the_galaxys(read, told) -> None:
    given = entry("Red Lynx", synonyms=["TG:9"], **{"name-attribution": ["TG:9:p-1", "Other:p-2"]})
    rows = read("misp-galaxy", "g.json", galaxy(given))
    assert told(rows)[2:] == [
        ("p-1", "affirms", "named", "Red Lynx", "TG:9", "reported by threat-actor"),
        ("threat-actor", "mentions", "named", "Red Lynx", "Other"),
        ("p-2", "affirms", "named", "Red Lynx", "Other", "reported by threat-actor"),
    ]
    stances = [row.stance for row in rows.assertions if row.reported_in]
    assert stances == [Stance.ENDORSES, Stance.NEUTRAL]


def test_similar_is_sameness_with_its_likelihood_as_written(read, told) -> None:
    tag = 'estimative-language:likelihood-probability="likely"'
    related = [
        {"dest-uuid": TWO, "type": "similar", "tags": [tag]},
        {"dest-uuid": FAR, "type": "similar"},
        {"dest-uuid": TWO, "type": "uses"},
    ]
    rows = read("misp-galaxy", "g.json", galaxy(entry("A", related=related), entry("B", TWO)))
    same = [row for row in told(rows) if row[2] == "same_as"]
    assert [sorted(row[3:]) for row in same] == [["A", "B"], ["A", FAR]]
    words = [row.certainty_words for row in rows.assertions if "related" in (row.row or "")]
    assert words == ["likely", None]
    assert "related: uses (1)" in rows.problems[-1].what
    assert not rows.problems[-1].lost


def test_a_suspected_sponsor_is_suspected_and_a_country_asserts_nothing(read, told) -> None:
    sponsor = {"cfr-suspected-state-sponsor": "Ruritania", "country": "RR"}
    nobody = {"cfr-suspected-state-sponsor": "Unknown"}
    rows = read("misp-galaxy", "g.json", galaxy(entry("A", **sponsor), entry("B", TWO, **nobody)))
    assert [row for row in told(rows) if row[2] != "named"] == [
        ("threat-actor", "affirms", "supports", "Ruritania", "A")
    ]
    assert [row.certainty_words for row in rows.assertions if row.certainty_words] == ["suspected"]
    assert "country (1)" in rows.problems[0].what


def test_a_bare_string_is_a_list_of_one(read, told) -> None:
    rows = read("misp-galaxy", "g.json", galaxy(entry("A", synonyms="Seventeen Letters")))
    assert [row[4] for row in told(rows)] == ["A", "Seventeen Letters"]


def test_two_entries_of_one_name_stay_two_faces(read) -> None:
    rows = read("misp-galaxy", "g.json", galaxy(entry("A"), entry("A", TWO)), account="X")
    assert sorted(face.label for face in rows.faces) == ["A (u-1)", "A (u-2)", "X"]


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([entry("A"), "text"], "/values/1"),
        ([entry("A"), {"uuid": TWO}], "/values/1"),
        ([entry("A"), entry("B")], "/values/1"),
        ([entry("A", synonyms=["x", 7])], "/values/0/meta/synonyms/1"),
        ([entry("A", synonyms={"x": 1})], "/values/0/meta/synonyms"),
        ([entry("A", related=[{"type": "similar"}])], "/values/0/related/0"),
        ([entry("A", related="B")], "/values/0/related"),
        ([{"value": "A", "meta": "text"}], "/values/0/meta"),
        ([entry("A", **{"name-attribution": ["no colon"]})], "/values/0/meta/name-attribution/0"),
    ],
)
def test_a_bad_part_is_listed_with_its_pointer_and_the_rest_stands(read, told, values, place):
    rows = read("misp-galaxy", "g.json", galaxy(*values))
    (problem,) = [problem for problem in rows.problems if problem.lost]
    assert problem.where == f"g.json, {place}"
    assert told(rows)[0][3:] == ("A", "A")


def test_half_characters_and_nulls_do_not_stop_a_file(read, record) -> None:
    rows = read("misp-galaxy", "g.json", galaxy(entry("A\ud800\x00", synonyms=["\udfff"])))
    assert record(rows).assertions == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not JSON"),
        ([], "no cluster file"),
        ({"values": {}}, "no cluster file"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_another_file_is_refused(read, content, words) -> None:
    with pytest.raises(DataError, match=words):
        read("misp-galaxy", "g.json", content)
