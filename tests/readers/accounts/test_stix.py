"""A STIX bundle becomes the accounts of those who created its objects."""

from __future__ import annotations

import pytest

from sayso.core import DataError, FaceKind

MADE, CHANGED = "2020-01-01T00:00:00.000Z", "2022-05-06T07:08:09.000Z"


def thing(kind, key, creator="identity--1", **fields):
    return {
        "type": kind,
        "id": f"{kind}--{key}",
        "created_by_ref": creator,
        "created": MADE,
        "modified": CHANGED,
        **fields,
    }


def tie(key, kind, source, target, **fields):
    return thing(
        "relationship", key, relationship_type=kind, source_ref=source, target_ref=target, **fields
    )


def group(key, name, **fields):
    return thing("intrusion-set", key, name=name, **fields)


MAKER = thing("identity", "1", None, name="Bureau", identity_class="organization")
OTHER = thing("identity", "2", None, name="Institute")


@pytest.fixture
def bundle(read):
    def call(*objects, **options):
        return read("stix", "b.json", {"type": "bundle", "objects": list(objects)}, **options)

    return call


def test_an_actor_is_a_face_of_its_creator_with_its_aliases(bundle, told) -> None:
    rows = bundle(MAKER, group("a", "Lynx", aliases=["Lynx", "RL"], confidence=70))
    assert told(rows) == [
        ("Bureau", "affirms", "named", "Lynx", "Lynx"),
        ("Bureau", "affirms", "named", "Lynx", "RL"),
    ]
    assert [row.row for row in rows.assertions] == ["/objects/1/name", "/objects/1/aliases/1"]
    assert {row.certainty for row in rows.assertions} == {("0.70", "0.70")}
    assert {(item.at, item.by) for item in rows.recorded} == {("2022-05-06T07:08:09Z", "Bureau")}
    assert {face.account for face in rows.faces} == {"Bureau"}


def test_a_cited_work_gives_the_alias_inside_its_creators_word(bundle, told) -> None:
    cited = [
        {"source_name": "RL", "description": "(Citation: Ansah 2019)(Citation: Roe 2020)"},
        {"source_name": "Ansah 2019", "url": "https://example.org"},
    ]
    rows = bundle(MAKER, group("a", "Lynx", aliases=["RL"], external_references=cited))
    assert told(rows)[2:] == [
        ("Ansah 2019", "affirms", "named", "Lynx", "RL", "reported by Bureau"),
        ("Roe 2020", "affirms", "named", "Lynx", "RL", "reported by Bureau"),
    ]


def test_a_campaign_is_an_event_and_attribution_runs_from_its_party(bundle, told) -> None:
    campaign = thing("campaign", "c", name="Night", first_seen="2021-01-02T00:00:00Z",
                     last_seen="2021-03-04T00:00:00Z")  # fmt: skip
    rows = bundle(
        MAKER, group("a", "Lynx"), campaign,
        tie("r", "attributed-to", "campaign--c", "intrusion-set--a"),
    )  # fmt: skip
    assert told(rows)[-1] == ("Bureau", "affirms", "carried_out", "Lynx", "Night")
    assert [event.time for event in rows.events] == ["2021-01-02/2021-03-04"]
    assert "Night" not in {face.label for face in rows.faces}


def test_the_rows_of_a_revoked_object_end_and_its_successor_is_dated(bundle, told) -> None:
    rows = bundle(
        MAKER,
        group("a", "Old", revoked=True),
        group("b", "New"),
        group("d", "Idle", x_mitre_deprecated=True),
        tie("r", "revoked-by", "intrusion-set--a", "intrusion-set--b"),
    )
    (end,) = rows.ends
    old = next(row for row in rows.assertions if row.id == end.target)
    assert (end.at, old.row) == ("2022-05-06T07:08:09Z", "/objects/1/name")
    recorded = {item.id: item.at for item in rows.recorded}
    assert recorded[old.id] == "2020-01-01T00:00:00Z"
    assert told(rows)[-1] == ("Bureau", "affirms", "merged_into", "Old", "New")
    assert rows.assertions[-1].valid == "2020-01-01"


def test_an_opinion_meets_the_tie_that_it_is_about(bundle, told) -> None:
    rows = bundle(
        MAKER,
        OTHER,
        group("a", "Lynx"),
        group("b", "Cat"),
        tie("r", "alleged-part-of", "intrusion-set--a", "intrusion-set--b"),
        thing("opinion", "o", "identity--2", opinion="strongly-disagree",
              object_refs=["relationship--r", "intrusion-set--a"]),
    )  # fmt: skip
    assert told(rows)[-2:] == [
        ("Bureau", "affirms", "part_of", "Lynx", "Cat"),
        ("Institute", "denies", "part_of", "Lynx", "Cat"),
    ]
    assert [row.certainty_words for row in rows.assertions[-2:]] == ["alleged", "strongly-disagree"]
    assert rows.assertions[-1].proposition == rows.assertions[-2].proposition
    assert [problem.where for problem in rows.problems] == ["b.json, /objects/5/object_refs/1"]


def test_a_name_given_by_the_user_stands_for_a_sole_creator_only(bundle, told) -> None:
    nobody = group("z", "Owl", created_by_ref=None)
    rows = bundle(MAKER, group("a", "Lynx"), nobody, account="bureau 2022")
    assert {row[0] for row in told(rows)} == {"bureau 2022"}
    both = (MAKER, OTHER, group("a", "Lynx"), group("b", "Cat", created_by_ref="identity--2"))
    rows = bundle(*both, nobody, account="mine")
    assert [row[0] for row in told(rows)] == ["Bureau", "Institute", "mine"]


def test_classes_of_identities_are_kinds_and_a_threat_is_none(bundle) -> None:
    rows = bundle(
        MAKER,
        thing("identity", "p", name="Person", identity_class="individual"),
        thing("identity", "s", name="Sector", identity_class="class"),
        thing("threat-actor", "t", name="Actor"),
    )
    kinds = {face.label: face.kind for face in rows.faces}
    assert kinds == {
        "Bureau": FaceKind.UNKNOWN,
        "Person": FaceKind.PERSON,
        "Sector": FaceKind.UNKNOWN,
        "Actor": FaceKind.GROUP,
    }


@pytest.mark.parametrize(
    ("bad", "place"),
    [
        ("text", "/objects/2"),
        ({"type": "intrusion-set"}, "/objects/2"),
        (group("b", None), "/objects/2"),
        (group("b", "B", aliases=["x", 3]), "/objects/2/aliases/1"),
        (group("a", "Lynx", modified=MADE), "/objects/2"),
        (thing("opinion", "o", opinion="maybe"), "/objects/2/opinion"),
    ],
)
def test_a_bad_object_is_listed_with_its_pointer_and_the_rest_stands(bundle, told, bad, place):
    rows = bundle(MAKER, group("a", "Lynx"), bad)
    assert [problem.where for problem in rows.problems if problem.lost] == [f"b.json, {place}"]
    assert told(rows)[0][4] == "Lynx"


def test_a_bad_timestamp_is_noted_and_the_row_is_recorded_on_import(bundle) -> None:
    rows = bundle(MAKER, group("a", "Lynx", modified="yesterday"))
    assert rows.recorded == ()
    assert [(item.kind, item.where, item.lost) for item in rows.problems] == [
        ("bad_date", "b.json, /objects/1/modified", False)
    ]


@pytest.mark.parametrize("content", [{"objects": []}, {"type": "bundle"}, [], 3])
def test_another_file_is_refused(read, content) -> None:
    with pytest.raises(DataError, match="no STIX bundle"):
        read("stix", "b.json", content)
