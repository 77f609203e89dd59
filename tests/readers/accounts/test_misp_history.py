"""A history gives back what an account said at any time, and what it took back."""

from __future__ import annotations

import pytest

from sayso.actors import select_rows
from sayso.core import DataError, View
from sayso.pipeline import load_rows

HEAD = "committed_at,commit,op,actor_uuid,field,value\n"
ROWS = """2018-01-01T10:00:00+02:00,c1,+,u1,name-attribution,Lynx:p1
2018-01-01T10:00:00+02:00,c1,+,u1,synonym,Lynx
2018-01-01T10:00:00+02:00,c1,+,u1,value,Red Lynx
2019-01-01T00:30:00+02:00,c2,-,u1,synonym,Lynx
2019-01-01T00:30:00+02:00,c2,+,u2,value,Lynx
2020-01-01T00:00:00Z,c3,+,u1,related:similar,u2|likely
2020-01-01T00:00:00Z,c3,+,u1,country,RR
2020-01-01T00:00:00Z,c3,+,u1,suspected-state-sponsor,Ruritania
2021-01-01T00:00:00Z,c4,-,u1,related:similar,u2|likely
"""


def names_at(case, day):
    found = set()
    for seen in select_rows(case, View(asserters=("lynxes",), as_of_recorded=day)).rows:
        about = seen.row.proposition
        if about.predicate == "named":
            found.add((case.faces[about.args[0]].label, case.names[about.args[1]].string))
    return found


@pytest.fixture
def case(read, record, store):
    record(read("misp-history", "lynxes.csv", HEAD + ROWS))
    case, problems = load_rows(store)
    assert not problems
    return case


def test_the_account_is_read_as_of_an_instant_whatever_its_offset(case) -> None:
    assert names_at(case, "2018-01-01T07:59:59Z") == set()
    assert names_at(case, "2018-01-01T08:00:00Z") == {
        ("Red Lynx", "Red Lynx"),
        ("Red Lynx", "Lynx"),
    }
    assert names_at(case, "2018-12-31T22:29:59Z") == names_at(case, "2018-01-01T08:00:00Z")
    assert names_at(case, "2018-12-31T22:30:00Z") == {("Red Lynx", "Red Lynx"), ("Lynx", "Lynx")}


def test_a_producers_word_rests_on_the_name_of_its_commit_whatever_their_order(read, told) -> None:
    rows = read("misp-history", "h.csv", HEAD + ROWS)
    assert ("p1", "affirms", "named", "Red Lynx", "Lynx", "reported by h") in told(rows)
    assert not [row for row in told(rows) if row[1] == "mentions"]


def test_its_times_are_its_own_and_the_file_is_recorded_when_it_came(case, store) -> None:
    from sayso.core import Query

    (document,) = store.select(Query("document"))
    assert (document.recorded_at, document.recorded_by) == ("2026-03-01T12:00:00Z", "R. Ansah")
    rows = list(store.select(Query("assertion")))
    assert {row.recorded_by for row in rows} == {"lynxes"}
    assert min(row.recorded_at for row in rows) == "2018-01-01T08:00:00Z"
    ends = list(store.select(Query("end_mark")))
    assert [row.recorded_at for row in ends] == ["2018-12-31T22:30:00Z", "2021-01-01T00:00:00Z"]


def test_the_same_history_again_adds_nothing(read, record, store) -> None:
    first = record(read("misp-history", "h.csv", HEAD + ROWS))
    head = store.head()
    again = record(read("misp-history", "h.csv", HEAD + ROWS))
    assert (first.assertions, first.known, first.ended) == (6, 0, 2)
    assert (again.assertions, again.known, again.ended) == (0, 6, 0)
    assert store.head() == head


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("yesterday,c9,+,u1,value,X", 'h.csv, row 2, column "committed_at"'),
        ("2020-01-01T00:00:00Z,c9,*,u1,value,X", 'h.csv, row 2, column "op"'),
        ("2020-01-01T00:00:00Z,c9,-,u1,value,X", "h.csv, row 2"),
        ("2020-01-01T00:00:00Z,c9,+,u1,name-attribution,X", "h.csv, row 2"),
        ("2020-01-01T00:00:00Z,c9,+,u1", "h.csv, row 2"),
    ],
)
def test_a_bad_row_is_listed_and_the_others_stand(read, line, where) -> None:
    rows = read("misp-history", "h.csv", f"{HEAD}{line}\n2021-01-01T00:00:00Z,c,+,u7,value,Y\n")
    assert [problem.where for problem in rows.problems] == [where]
    assert len(rows.assertions) == 1


def test_a_table_without_its_columns_is_refused(read) -> None:
    with pytest.raises(DataError, match="no column commit, op"):
        read("misp-history", "h.csv", "committed_at,actor_uuid,field,value\n")
