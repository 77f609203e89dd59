"""The rows of a case come out of every store as they went in, and views read them alike."""

from __future__ import annotations

import json

import pytest

from sayso.actors import show_actors
from sayso.core import (
    Assessment,
    Chain,
    Decision,
    Judgement,
    View,
    encode_all,
    encode_end_mark,
    make_proposition,
)
from sayso.export import actors_dict
from sayso.pipeline import load_rows
from sayso.store import MemoryStore, StoreSettings, create_case

KEY = bytes(range(32))


@pytest.fixture(params=["memory", "apsw", "stdlib"])
def store(request, tmp_path):
    if request.param == "memory":
        made = MemoryStore(KEY)
    else:
        settings = StoreSettings(driver=request.param)
        made = create_case(tmp_path / "k.sayso", key=KEY, settings=settings)
    yield made
    made.close()


def face(case, label):
    (found,) = [key for key, item in case.faces.items() if item.label == label]
    return found


def find(case, predicate, *labels):
    wanted = {face(case, label) for label in labels}
    return [
        row
        for row in case.rows
        if row.proposition.predicate == predicate and wanted <= set(row.proposition.args)
    ]


def test_every_store_gives_the_rows_that_the_table_holds(store, founding_rows, actor_cases) -> None:
    rows = founding_rows()
    store.append(rows)
    case, problems = load_rows(store)
    assert not problems
    (document,) = case.documents
    table = actor_cases.read_table("founding", document=document)
    assert [row.id for row in case.rows] == [row.id for row in table.case.rows]
    assert {row.recorded_at for row in case.rows} == {"2026-03-01T12:00:00Z"}
    assert case.documents[document][0] == "founding-article"
    assert case.lists == ()


def test_what_views_show_does_not_depend_on_the_store(store, founding_rows) -> None:
    rows = founding_rows()
    store.append(rows)
    other = MemoryStore(KEY)
    other.append(rows)
    shown = [
        json.dumps(actors_dict(show_actors(load_rows(one)[0], View()))) for one in (store, other)
    ]
    other.close()
    assert shown[0] == shown[1]


def test_an_end_mark_ends_a_row_from_its_own_instant_on(store, founding_rows) -> None:
    store.append(founding_rows())
    (row,) = find(load_rows(store)[0], "leads", "ISI")
    stamp = {"recorded_at": "2026-05-01T08:00:00Z", "recorded_by": "tester"}
    store.append((encode_end_mark(row.id, "entered by mistake", **stamp),))
    case, _ = load_rows(store)
    (row,) = find(case, "leads", "ISI")
    assert (row.ended_at, row.is_withdrawn) == ("2026-05-01T08:00:00Z", False)
    counts = [
        len([tie for tie in show_actors(case, view).ties if tie.lifted.predicate == "leads"])
        for view in (View(), View(as_of_recorded="2026-04"), View(as_of_recorded="2026-05"))
    ]
    assert counts == [0, 1, 0]


def test_a_rejected_row_is_in_no_view(store, founding_rows) -> None:
    store.append(founding_rows())
    (row,) = find(load_rows(store)[0], "leads", "ISI")
    no = Judgement(Decision.REJECT, row.id, "A. Nalyst", "no such words", "2026-04-01T08:00:00Z")
    stamp = {"recorded_at": "2026-04-01T08:00:00Z", "recorded_by": "tester"}
    store.append(encode_all((no,), **stamp))
    page = show_actors(load_rows(store)[0], View())
    assert "leads" not in {tie.lifted.predicate for tie in page.ties}


def test_an_analyst_s_assessment_joins_two_faces_for_the_house_only(store, founding_rows) -> None:
    store.append(founding_rows())
    case, _ = load_rows(store)
    pair = face(case, "ISI"), face(case, "deep state")
    same = make_proposition("same_as", pair)
    stamp = {"recorded_at": "2026-04-01T08:00:00Z", "recorded_by": "tester"}
    judged = Assessment(same.id, "A. Nalyst", "0.97", None, "the file", "2026-04-01T08:00:00Z")
    store.append(encode_all((same, judged), **stamp))
    case, _ = load_rows(store)
    for policy, count in (("none", 2), ("house", 1), ("any", 2)):
        actors = show_actors(case, View(identity=policy)).actors
        assert len({actors.lift_party(party) for party in pair}) == count, policy


def test_own_voice_leaves_out_what_is_reported_or_endorsed(store, founding_rows) -> None:
    store.append(founding_rows())
    page = show_actors(load_rows(store)[0], View(chain=Chain.OWN_VOICE))
    voices = {
        one.row.row.voice
        for tie in page.ties
        for one in (*tie.affirmed_by, *tie.denied_by, *tie.raised_by)
    }
    assert voices == set(page.case.documents)
