"""`sayso actors`: actors and ties of a view, and one party's two faces."""

from __future__ import annotations

import json
import re

import pytest

from sayso.store import create_case

KEYS = {"view", "actors", "ties"}
TIE = {"subject", "predicate", "object", "stance", "affirmed_by", "denied_by", "questioned_by",
       "origins"}  # fmt: skip
ROW = {"asserter", "valid", "said", "certainty_words", "document", "spans", "reported_by"}
#: One name for another, as a text with the sides swapped would have them.
PAIRS = (("ISI", "the West"), ("Haqqani network", "Taliban"), ("ISKP", "journalist"))
_ID = re.compile(r"\b(face|event|document|proposition|assertion|actor|view)-[0-9a-f]{32}")


@pytest.fixture
def make_case(tmp_path, founding_rows):
    def make(name="k.sayso", rename=None):
        with create_case(tmp_path / name) as store:
            store.append(founding_rows(rename))
        return name

    return make


@pytest.fixture
def case(make_case):
    return make_case()


def swap(text: str) -> str:
    """Return a text with the names of each pair swapped."""
    table = {left: right for pair in PAIRS for left, right in (pair, pair[::-1])}
    names = re.compile(rf"\b({'|'.join(map(re.escape, table))})\b")
    return names.sub(lambda match: table[match.group()], text)


def find_tie(found, predicate, subject):
    (tie,) = [
        tie
        for tie in found["ties"]
        if tie["predicate"] == predicate and tie["subject_label"] == subject
    ]
    return tie


def test_the_whole_case_has_the_keys_of_the_contract(sayso, case) -> None:
    result = sayso("actors", case, "--json")
    assert result.status == 0, result.err
    found = json.loads(result.out)
    assert set(found) >= KEYS
    assert len(found["actors"]) == 15
    assert len(found["ties"]) == 28
    for actor in found["actors"]:
        assert set(actor) >= {"id", "label", "kinds", "names", "faces", "conflicts"}
    parties = {item["id"] for item in (*found["actors"], *found["events"])}
    for tie in found["ties"]:
        assert set(tie) >= TIE
        assert set(tie["origins"]) == {"at_least", "at_most"}
        for end in (tie["subject"], tie["object"]):
            assert set(end) == {"text"} if isinstance(end, dict) else end in parties | {None}
        rows = [*tie["affirmed_by"], *tie["denied_by"], *tie["questioned_by"]]
        for row in rows:
            assert set(row) >= ROW
            assert row["asserter"] in parties | {"(author)"}
            for span in row["spans"]:
                assert set(span) == {"start", "end", "exact"}
                assert len(span["exact"]) == span["end"] - span["start"]


def test_a_report_names_the_hands_it_came_through(sayso, case) -> None:
    found = json.loads(sayso("actors", case, "--json").out)
    tie = find_tie(found, "controls", "Haqqani network")
    (reported,) = [row for row in tie["affirmed_by"] if row["reported_by"]]
    assert reported["asserter_label"] == "journalist"
    (hand,) = reported["reported_by"]
    assert (hand["asserter"], hand["step"]) == ("(author)", "translation")
    assert tie["stance"] == "unopposed"
    assert find_tie(found, "carried_out", "someone")["stance"] is None
    assert find_tie(found, "rival_of", "ISKP")["stance"] == "contested"


def test_a_name_adds_the_two_faces_and_their_clashes(sayso, case) -> None:
    found = json.loads(sayso("actors", case, "iskp", "--json").out)
    assert set(found) >= KEYS | {"says_of_itself", "said_of_it", "clashes"}
    (own,) = found["says_of_itself"]
    assert (own["predicate"], own["asserter_label"]) == ("carried_out", "ISKP")
    assert {clash["kind"] for clash in found["clashes"]} == {"rival_filler"}
    assert {clash["right"]["subject_label"] for clash in found["clashes"]} == {
        "ISIS",
        "Haqqani network",
    }
    assert all(set(row) >= ROW for row in found["said_of_it"])


def test_several_faces_of_one_name_are_shown_apart(sayso, tmp_path, founding_rows) -> None:
    with create_case(tmp_path / "two.sayso") as store:
        store.append(founding_rows(title="first paper"))
        store.append(founding_rows(title="second paper"))
    result = sayso("actors", "two.sayso", "Pakistan", "--json")
    assert result.status == 0
    found = json.loads(result.out)
    first, second = (page["id"] for page in found["pages"])
    assert [row["page"] for row in found["says_of_itself"]] == [first, first, second, second]
    assert [page["label"] for page in found["pages"]] == [
        "Pakistan [first paper]",
        "Pakistan [second paper]",
    ]
    text = sayso("actors", "two.sayso", "Pakistan").out
    assert text.count("Says of itself (2)") == 2
    (one,) = json.loads(sayso("actors", "two.sayso", first, "--json").out)["pages"]
    assert one["id"] == first


def test_views_are_taken_by_asserter_day_recording_and_identity(sayso, case) -> None:
    def ties(*flags):
        result = sayso("actors", case, *flags, "--json")
        assert result.status == 0, result.err
        return {
            (tie["subject_label"], tie["predicate"], tie["object_label"])
            for tie in json.loads(result.out)["ties"]
        }

    taken = ("ISKP", "brand_taken_over_by", "Haqqani network")
    journalist = ("--according-to", "journalist")
    assert taken in ties(*journalist, "--as-of", "2021")
    assert taken not in ties(*journalist, "--as-of", "2019")
    assert ties("--recorded-by", "2026-02") == set()
    assert len(ties("--recorded-by", "2026-03-01")) == 28
    assert ties(*journalist, "--chain", "own-voice") == set()
    assert len(ties(*journalist, "--according-to", "Pakistan")) == len(ties(*journalist)) + 2
    assert ties("--review", "accepted") == set()
    merged = ties("--identity", "as_asserted_by:founding-article")
    assert len(merged) == 27


def test_a_tie_is_asked_about_by_its_words(sayso, case) -> None:
    result = sayso("actors", case, "--about", "ISKP active", "--json")
    (tie,) = json.loads(result.out)["ties"]
    assert (tie["predicate"], tie["object"]) == ("active", None)
    again = json.loads(sayso("actors", case, "--about", tie["id"], "--json").out)
    assert again["ties"] == [tie]


def test_where_several_ties_fit_they_are_listed_and_the_status_is_1(
    sayso, tmp_path, founding_rows
) -> None:
    with create_case(tmp_path / "two.sayso") as store:
        store.append(founding_rows(title="first paper"))
        store.append(founding_rows(title="second paper"))
    result = sayso("actors", "two.sayso", "--about", "ISI leads deep state")
    assert (result.status, result.out) == (1, "")
    assert "2 propositions fit" in result.err
    ids = re.findall(r"proposition-[0-9a-f]{32}", result.err)
    assert len(ids) == 2
    assert sayso("actors", "two.sayso", "--about", ids[0]).status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Nobody",), '"Nobody"'),
        (("--according-to", "Nobody"), '"Nobody"'),
        (("--as-of", "31/02/2021"), "EDTF"),
        (("--as-of", "2021/2020"), "ends before it begins"),
        (("--recorded-by", "yesterday"), "no instant"),
        (("--identity", "loose"), "as_asserted_by:NAME"),
        (("--identity", "as_asserted_by:Nobody"), '"Nobody"'),
        (("--about", "ISI and ISKP"), "holds no predicate"),
    ],
)
def test_a_view_that_cannot_be_taken_is_one_clear_message(sayso, case, arguments, words) -> None:
    result = sayso("actors", case, *arguments)
    assert (result.status, result.out) == (1, "")
    assert words in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    "arguments", [("--chain", "long"), ("--review", "rejected"), ("ISKP", "--about", "ISKP active")]
)
def test_wrong_usage_is_status_2(sayso, case, arguments) -> None:
    assert sayso("actors", case, *arguments).status == 2


def test_no_line_states_a_tie_without_who_asserts_it(sayso, case) -> None:
    """A tie stands in quotation marks; the lines below it, or the same line, say whose word."""
    lines = sayso("actors", case).out.splitlines()
    verbs = ("affirmed by", "denied by", "questioned by", "raised by")
    for number, line in enumerate(lines):
        if line.startswith('  "'):
            assert lines[number + 1].strip().startswith(verbs), line
        elif line.startswith("    ") and '"' in line:
            assert any(verb in line for verb in verbs), line


def test_the_view_and_its_hash_head_the_output(sayso, case) -> None:
    first = sayso("actors", case, "--as-of", "2021").out.splitlines()[0]
    view = json.loads(sayso("actors", case, "--as-of", "2021", "--json").out)["view"]
    assert first.startswith("View: everybody; as of 2021; identity none")
    assert f"[{view['id']}]" in first


@pytest.mark.parametrize(
    "flags", [(), ("--identity", "any"), ("--as-of", "2019"), ("ISI",), ("Haqqani network",)]
)
def test_with_names_swapped_every_line_swaps_and_nothing_else(sayso, make_case, flags) -> None:
    table = {left: right for pair in PAIRS for left, right in (pair, pair[::-1])}
    plain, mirrored = make_case("plain.sayso"), make_case("mirrored.sayso", table)
    other = [swap(flag) for flag in flags]
    for form in ((), ("--json",)):
        one = _ID.sub("ID", sayso("actors", plain, *flags, *form).out)
        two = _ID.sub("ID", sayso("actors", mirrored, *other, *form).out)
        assert swap(one) == two


def test_a_case_without_ties_says_so(sayso) -> None:
    sayso("new", "empty.sayso")
    result = sayso("actors", "empty.sayso")
    assert result.status == 0
    assert "0 actors" in result.out
    assert "0 ties" in result.out


def test_a_read_document_has_actors_and_ties(sayso, tmp_path) -> None:
    (tmp_path / "a.txt").write_text(
        "The Harbour Board said that the Dock Union controls the Night Crew.", encoding="utf-8"
    )
    sayso("new", "k.sayso")
    assert sayso("add", "k.sayso", "a.txt", "--reading", "rules").status == 0
    result = sayso("actors", "k.sayso", "--review", "suggested", "--json")
    assert result.status == 0
    for tie in json.loads(result.out)["ties"]:
        for row in tie["affirmed_by"]:
            assert all(span["exact"] for span in row["spans"])


def test_names_that_a_terminal_would_obey_are_written_out(sayso, make_case) -> None:
    case = make_case("odd.sayso", {"ISI": "I\x1b[31mSI\u202e"})
    for flags in ((), ("--json",)):
        shown = sayso("actors", case, *flags).out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
