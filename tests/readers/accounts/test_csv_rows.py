"""A table and its map become rows, each with its place, or a problem with row and column."""

from __future__ import annotations

import pytest

from sayso.core import (
    DataError,
    Document,
    FaceKind,
    Polarity,
    SourceMap,
    Stance,
    Step,
)

MAP = """
account = "Harbour Post"

[columns]
asserter = "who"
subject = "a"
predicate = "tie"
object = "b"
polarity = "polarity"
valid = "from"
said = "said"
quote = "words"
reported_by = "through"
stance = "stance"
act_stance = "of the act"
step = "step"
certainty_words = "hedge"
qualifier = "more"
document = "doc"
spans = "at"

[kinds]
Union = "organisation"
Guards = "group"

[events.fire]
label = "the depot fire"
time = "2026-02-01"
"""
HEAD = "who,a,tie,b,polarity,from,said,words,through,stance,of the act,step,hedge,more,doc,at\n"


@pytest.fixture
def table(read, put):
    def call(*lines, map_text=MAP, find=lambda _: None, **options):
        content = HEAD + "".join(line + "\n" for line in lines)
        path = put("MAP.toml", map_text)
        return read("csv", "rivals.csv", content, map_path=path, find=find, **options)

    return call


def test_a_blank_asserter_is_the_account_itself(table, told) -> None:
    rows = table(",Guards,carried_out,fire", "(account),Guards,part_of,Union")
    assert told(rows) == [
        ("Harbour Post", "affirms", "carried_out", "Guards", "the depot fire"),
        ("Harbour Post", "affirms", "part_of", "Guards", "Union"),
    ]
    assert [row.row for row in rows.assertions] == ["2", "3"]
    assert {row.method for row in rows.assertions} == {"csv/1"}
    assert rows.events[0].time == "2026-02-01"
    kinds = {face.label: face.kind for face in rows.faces}
    assert kinds == {"Harbour Post": FaceKind.UNKNOWN, "Guards": FaceKind.GROUP,
                     "Union": FaceKind.ORGANISATION}  # fmt: skip
    assert {face.account for face in rows.faces} == {"Harbour Post"}


def test_the_account_is_named_by_the_user_before_the_map(table) -> None:
    assert table(",Guards,active", account="Evening Mail").account == "Evening Mail"


def test_each_hand_that_a_row_came_through_has_a_row_of_its_own(table, told) -> None:
    rows = table("Union,Guards,carried_out,fire,,,2026-02,,(account) > Wire,endorses,,summary")
    assert told(rows) == [
        ("Harbour Post", "affirms", "carried_out", "Guards", "the depot fire"),
        ("Wire", "affirms", "carried_out", "Guards", "the depot fire", "reported by Harbour Post"),
        ("Union", "affirms", "carried_out", "Guards", "the depot fire", "reported by Wire"),
    ]
    outer, middle, inner = rows.assertions
    assert (outer.by_endorsement, middle.by_endorsement, inner.by_endorsement) == (
        True,
        True,
        False,
    )
    assert (outer.stance, middle.stance, inner.stance) == (None, Stance.ENDORSES, Stance.ENDORSES)
    assert (outer.step, inner.step) == (None, Step.SUMMARY)
    assert len({row.proposition for row in rows.assertions}) == 1


@pytest.mark.parametrize(
    ("stance", "polarity"),
    [("rejects", Polarity.DENIES), ("neutral", Polarity.MENTIONS), ("", Polarity.MENTIONS),
     ("distances", Polarity.MENTIONS)],
)  # fmt: skip
def test_a_reporter_denies_what_it_rejects_and_else_mentions_it(table, stance, polarity) -> None:
    rows = table(f"Union,Guards,active,,,,,,(account),{stance}")
    assert [row.polarity for row in rows.assertions] == [polarity, Polarity.AFFIRMS]


def test_what_an_asserter_thinks_of_an_act_is_not_the_reporters(table) -> None:
    rows = table("Union,someone,carried_out,fire,mentions,,,,(account),neutral,rejects")
    assert [row.act_stance for row in rows.assertions] == [None, Stance.REJECTS]


def test_a_claim_and_its_inverse_are_one_proposition(table) -> None:
    rows = table(",Guards,carried_out,fire", "Union,fire,carried_out_by,Guards,denies")
    assert len(rows.propositions) == 1
    assert [row.polarity for row in rows.assertions] == [Polarity.AFFIRMS, Polarity.DENIES]


def test_a_name_a_motive_a_hedge_and_a_qualifier_stand_as_written(table) -> None:
    rows = table(
        ",Guards,named,The Watch,,2018/..,2026-02",
        ',Guards,has_motive,"be paid, at last",,,,,,,,,may be',
        ",Union,supports,Guards,,,,,,,,,,kind=arms; year=2020",
    )
    assert [name.string for name in rows.names] == ["The Watch"]
    assert rows.assertions[0].valid == "2018/.."
    assert rows.propositions[1].args[1] == "be paid, at last"
    assert rows.assertions[1].certainty_words == "may be"
    assert rows.propositions[2].qualifiers == (("kind", "arms"), ("year", "2020"))


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (",Guards,burned,fire", "tie", "is not a predicate"),
        (",Guards,,fire", "tie", "blank"),
        (",Guards,carried_out,", "b", "blank"),
        (",,carried_out,fire", "a", "blank"),
        (",Guards,active,Union", "b", "takes one party"),
        (",fire,part_of,Union", "a", "is an event"),
        (",Guards,active,,perhaps", "polarity", "is not a word for polarity"),
        (",Guards,active,,,31/02/2021", "from", "is not a date"),
        (",Guards,active,,,,soon", "said", "is not a date"),
        (",Guards,active,,,,,,(account),likes", "stance", "is not a word for stance"),
        (",Guards,active,,,,,,,endorses", "stance", "not by whom"),
        (",Guards,active,,,,,,,,,summary", "step", "not by whom"),
        (",Guards,active,,,,,,A > > B", "through", "leaves out a hand"),
        (",Guards,active,,,,,,,,,,,arms", "more", "is no qualifier"),
        (",Guards,active,,,,,,,,,,,,,10", "at", "is no span"),
        (f",Guards,has_motive,face-{'0' * 32}", "b", "form of an id"),
    ],
)
def test_a_bad_cell_is_listed_with_row_and_column_and_the_other_rows_stand(
    table, told, line, column, words
) -> None:
    rows = table(",Union,active", line, ",Union,incapacitated")
    assert [said[2] for said in told(rows)] == ["active", "incapacitated"]
    (problem,) = rows.problems
    assert problem.where == f'rivals.csv, row 3, column "{column}"'
    assert words in problem.what
    assert problem.lost
    assert "Guards" not in {face.label for face in rows.faces}


def test_rows_are_counted_as_a_spreadsheet_counts_them(table) -> None:
    rows = table(',Guards,has_motive,"two\nlines"', ",Guards,active", "", ",Union,active")
    assert [row.row for row in rows.assertions] == ["2", "3", "5"]


def test_a_row_with_more_cells_than_the_heading_is_left_out(table) -> None:
    rows = table(",Guards,active" + "," * 14 + "x")
    assert rows.assertions == ()
    assert rows.problems[0].where == "rivals.csv, row 2"


def test_a_map_fills_what_a_table_has_no_column_for(read, put) -> None:
    path = put("MAP.toml", 'delimiter = ";"\n[columns]\nsubject = "x"\n[defaults]\n'
               'predicate = "active"\nsaid = "2026"')  # fmt: skip
    rows = read("csv", "list.csv", "x\nGuards\nUnion\n", map_path=path)
    assert [(row.said, row.row) for row in rows.assertions] == [("2026", "2"), ("2026", "3")]
    assert rows.account == "list"


@pytest.mark.parametrize(
    ("map_text", "words"),
    [
        ("[columns]\nsubject = 'a'", 'no column is named for "predicate"'),
        (MAP.replace('"tie"', '"bond"'), 'has no column "bond"'),
        (MAP + "\n[colours]\n", 'the map has no "colours"'),
        (MAP.replace("[columns]", '[columns]\nmood = "a"'), '[columns] has no "mood"'),
        (MAP.replace('"group"', '"gang"'), '"gang", the kind of "Guards", is not known'),
        (MAP.replace("2026-02-01", "02/2026"), "is not a date in EDTF"),
        ("columns = [", "is not TOML"),
        ("columns = 3", "must be a table"),
        (MAP.replace('account = "Harbour Post"', "account = 3"), '"account" is not a text'),
        ('delimiter = "::"\n' + MAP, "must be one character"),
    ],
)
def test_a_map_that_cannot_be_used_is_refused_whole(table, map_text, words) -> None:
    with pytest.raises(DataError) as caught:
        table(",Guards,active", map_text=map_text)
    assert words in caught.value.message


@pytest.mark.parametrize(("content", "words"), [("", "is empty"), ("\ufeff", "is empty")])
def test_an_empty_table_is_refused(read, put, content, words) -> None:
    with pytest.raises(DataError, match=words):
        read("csv", "t.csv", content, map_path=put("MAP.toml", MAP))


def test_a_table_that_is_not_utf8_is_refused(read, put, tmp_path) -> None:
    (tmp_path / "t.csv").write_bytes(b"who\xe9")
    from sayso.readers.accounts import read_account

    with pytest.raises(DataError, match="is not UTF-8"):
        read_account(
            tmp_path / "t.csv", "csv", retrieved_at="2026-03-01T12:00:00Z",
            map_path=put("MAP.toml", MAP),
        )  # fmt: skip


TEXT = "The union said the guards left. The guards left, the port said."


@pytest.fixture
def article():
    return Document("0" * 64, "text/plain", "a.txt", TEXT, (), SourceMap(()))


def test_spans_in_a_document_of_the_case_give_a_row_its_words(table, article) -> None:
    rows = table(
        ",Guards,active,,,,,,,,,,,,a.txt,19-30",
        ",Guards,active,,,,,the port said,,,,,,,a.txt",
        find={"a.txt": article}.get,
    )
    first, second = rows.assertions
    assert not rows.problems
    assert first.document == second.document == article.id
    assert [span.exact for span in first.spans] == ["guards left"[:11]]
    assert [span.exact for span in second.spans] == ["the port said"]
    # The row still says from which table it came.
    assert first.row == f"{rows.document.sha256[:16]}#2"


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        (",,,,,,,b.txt,0-3", "doc", "no one document"),
        (",,,,,,,a.txt,0-900", "at", "outside"),
        ("the union left,,,,,,,a.txt,0-9", "words", "not what stands"),
        ("guards left,,,,,,,a.txt,", "words", "exactly once"),
        ("nowhere,,,,,,,a.txt,", "words", "exactly once"),
        (",,,,,,,a.txt,", "doc", "no place in it"),
        (",,,,,,,,0-3", "at", "names no document"),
    ],
)
def test_words_that_cannot_be_found_are_listed_and_the_row_stands_on_the_table(
    table, article, cells, column, words
) -> None:
    rows = table(f",Guards,active,,,,,{cells}", find={"a.txt": article}.get)
    (row,) = rows.assertions
    assert (row.document, row.spans, row.row) == (rows.document.id, (), "2")
    (problem,) = rows.problems
    assert problem.kind == "orphaned_anchor"
    assert problem.where == f'rivals.csv, row 2, column "{column}"'
    assert words in problem.what
    assert not problem.lost
