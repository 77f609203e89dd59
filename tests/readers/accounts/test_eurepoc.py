"""Attributions of incidents come in by who made them, as the database reports them."""

from __future__ import annotations

import pytest

from sayso.core import DataError, FaceKind
from sayso.readers.accounts.eurepoc import COLUMNS

HEAD = ",".join(COLUMNS) + "\n"


@pytest.fixture
def table(read):
    def call(*lines):
        return read("eurepoc", "e.csv", HEAD + "".join(line + "\n" for line in lines))

    return call


def voices(told, rows):
    return [row for row in told(rows) if row[0] != "EuRepoC"]


def test_the_rows_of_one_attribution_are_one_and_the_database_mentions_it(table, told) -> None:
    rows = table(
        "7,8664.0,2020-05-06,t,b,Bureau,Not available,Freedonia,Lynx,Ruritania,group",
        "7,8664.0,2020-05-06,t,b2,Bureau,Not available,Freedonia,Lynx,Ruritania,state",
        "7,8664,2020-05-06,t,b,Institute,Not available,Freedonia,Lynx,Ruritania,state",
    )
    said = "carried_out", "Lynx", "incident 7", "reported by EuRepoC"
    assert voices(told, rows) == [("Bureau", "affirms", *said), ("Institute", "affirms", *said)]
    assert {row[1] for row in told(rows) if row[0] == "EuRepoC"} == {"mentions"}
    assert {row.row for row in rows.assertions} == {"2"}


def test_company_country_and_basis_stand_in_for_an_actor_who_is_nobody(table, told) -> None:
    nobody = "Not available"
    rows = table(
        f"1,1,,t,b,{nobody},Firm,Freedonia,Lynx,,",
        f"1,2,,t,b,{nobody},{nobody},Freedonia,Lynx,,",
        f"1,3,,t,Self-attribution,{nobody},{nobody},,Lynx,,",
    )
    assert [row[0] for row in voices(told, rows)] == ["Firm", "Freedonia", "Self-attribution"]


def test_rows_without_an_id_are_attributions_of_their_own(table, told) -> None:
    rows = table("1,,,t,b,Bureau,,,Lynx,,", "1,,,t,b,Institute,,,Cat,,")
    assert [row[3] for row in voices(told, rows)] == ["Lynx", "Cat"]


def test_a_country_is_not_the_party_that_acted(table) -> None:
    rows = table("1,1,,t,b,Bureau,,,Not available,Ruritania,state")
    assert ("someone from Ruritania", FaceKind.ROLE) in {
        (face.label, face.kind) for face in rows.faces
    }


def test_the_first_of_january_stands_for_its_year(table) -> None:
    rows = table(
        "1,1,2020-01-01 00:00:00,t,b,Bureau,,,Lynx,,", "1,2,2020-01-02,t,b,Bureau,,,Lynx,,"
    )
    assert [row.said for row in rows.assertions if row.reported_in] == ["2020", "2020-01-02"]


def test_what_cannot_be_used_is_listed_and_the_rest_stands(table) -> None:
    rows = table(
        ",1,,t,b,Bureau,,,Lynx,,",
        "1,2,soon,t,b,Bureau,,,Lynx,,",
        "1,3,,t,,,,,Lynx,,",
        "1,4,,t,b,Bureau,,,,,",
        "1,5",
    )
    assert [(item.where, item.lost) for item in rows.problems] == [
        ('e.csv, row 2, column "incident_ID"', True),
        ("e.csv, row 6", True),
        ('e.csv, row 3, column "attribution_date"', False),
        ('e.csv, row 4, column "attributing_actor"', True),
        ("e.csv", False),
    ]
    assert len(rows.assertions) == 2


def test_a_table_without_its_columns_is_refused(read) -> None:
    with pytest.raises(DataError, match="no column attribution_ID"):
        read("eurepoc", "e.csv", "incident_ID\n1\n")
