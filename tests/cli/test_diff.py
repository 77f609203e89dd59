"""`sayso diff`: two accounts side by side, or one as of two dates."""

from __future__ import annotations

import json
import re

import pytest

from sayso.core import encode_end_mark
from sayso.pipeline import load_rows
from sayso.store import create_case

KEYS = {"left", "right", "agreed", "clash", "only_left", "only_right", "escalations", "tensions"}
_ID = re.compile(r"\b(face|event|document|proposition|assertion|actor|view)-[0-9a-f]{32}")


@pytest.fixture
def case(tmp_path, founding_rows):
    with create_case(tmp_path / "k.sayso") as store:
        store.append(founding_rows())
    return "k.sayso"


def said(items, side):
    return {
        (row["subject_label"], row["predicate"], row["object_label"])
        for item in items
        for row in item[side]
    }


def test_the_keys_are_those_of_the_contract(sayso, case) -> None:
    result = sayso("diff", case, "--left", "founding-article", "--right", "journalist", "--json")
    assert result.status == 0, result.err
    found = json.loads(result.out)
    assert set(found) >= KEYS
    assert found["left"]["account"] == "founding-article"
    assert found["right"]["view"]["asserters"] == ["journalist"]
    assert ("Haqqani network", "part_of", "Taliban") in said(found["agreed"], "left")
    assert ("ISI", "controls", "Haqqani network") in said(found["only_left"], "left")
    assert said(found["only_left"], "right") == said(found["only_right"], "left") == set()


def test_every_row_stands_in_exactly_one_class(sayso, case) -> None:
    found = json.loads(
        sayso("diff", case, "--left", "founding-article", "--right", "journalist", "--json").out
    )
    ids = [
        row["assertion"]
        for kind in ("agreed", "clash", "only_left", "only_right")
        for item in found[kind]
        for row in (*item["left"], *item["right"])
    ]
    assert len(ids) == len(set(ids)) > 20


def test_escalations_and_tensions_name_the_account_and_both_rows(sayso, case) -> None:
    found = json.loads(
        sayso("diff", case, "--left", "founding-article", "--right", "journalist", "--json").out
    )
    named = [step for step in found["escalations"] if "named_party" in step["kinds"]]
    assert {(step["own"]["subject_label"], step["cited"]["subject_label"]) for step in named} == {
        ("ISI", "a neighbouring secret service"),
        ("Haqqani network", "radical wing of the Emirate"),
    }
    assert all(step["in"] == ["left"] for step in found["escalations"])
    assert [item["holds"] for item in found["tensions"]] == ["certain", "possible"]


def test_swapped_accounts_swap_the_output_byte_for_byte(sayso, case) -> None:
    one = json.loads(
        sayso("diff", case, "--left", "founding-article", "--right", "ISKP", "--json").out
    )
    two = json.loads(
        sayso("diff", case, "--left", "ISKP", "--right", "founding-article", "--json").out
    )
    assert one["clash"]
    sides = {"left": "right", "right": "left", "only_left": "only_right", "only_right": "only_left"}

    def mirror(value):
        if isinstance(value, dict):
            return {sides.get(name, name): mirror(item) for name, item in value.items()}
        if isinstance(value, list):
            return [mirror(item) for item in value]
        return sides.get(value, value)

    # Of a tension, left and right are two rows of one asserter in the order of the case.
    tensions = [found.pop("tensions") for found in (one, two)]
    assert [[item.pop("in") for item in part] for part in tensions] == [
        [["left"]] * 2,
        [["right"]] * 2,
    ]
    assert tensions[0] == tensions[1]
    assert json.dumps(mirror(one), sort_keys=True) == json.dumps(two, sort_keys=True)


def test_one_account_as_of_two_dates_shows_what_came_and_went(
    sayso, case, tmp_path, founding_rows
) -> None:
    from sayso.store import open_case

    with open_case(tmp_path / case) as store:
        rows, _ = load_rows(store)
        (led,) = [row for row in rows.rows if row.proposition.predicate == "leads"]
        mark = encode_end_mark(
            led.id, "corrected", recorded_at="2026-04-02T00:00:00Z", recorded_by="tester"
        )
        store.append((mark,))
    name = "founding-article"
    result = sayso("diff", case, "--left", f"{name}@2026-03", "--right", f"{name}@2026-04",
                   "--json")  # fmt: skip
    found = json.loads(result.out)
    assert said(found["only_left"], "left") == {("ISI", "leads", "deep state")}
    assert found["only_right"] == found["clash"] == []
    assert found["left"]["view"]["as_of_recorded"] == "2026-03-31T23:59:59.999999Z"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ("Nobody", '"Nobody"'),
        ("journalist@2026-13", '"2026-13"'),
        ("Nobody@2026", '"Nobody"'),
        ("journalist@2026/..", "no end"),
    ],
)
def test_an_account_that_cannot_be_read_is_one_clear_message(sayso, case, left, words) -> None:
    result = sayso("diff", case, "--left", left, "--right", "journalist")
    assert (result.status, result.out) == (1, "")
    assert words in result.err


def test_both_accounts_have_to_be_named(sayso, case) -> None:
    assert sayso("diff", case, "--left", "journalist").status == 2


def test_accounts_of_two_documents_meet_by_a_policy_of_identity_only(
    sayso, tmp_path, founding_rows
) -> None:
    with create_case(tmp_path / "two.sayso") as store:
        store.append(founding_rows(title="first paper"))
        store.append(founding_rows(title="second paper"))
    result = sayso("diff", "two.sayso", "--left", "first paper", "--right", "second paper")
    assert result.status == 0
    assert "Agreed (0)" in result.out
    assert "accounts_apart" in result.err


def test_with_names_swapped_the_lines_swap(sayso, tmp_path, founding_rows) -> None:
    pair = {"ISI": "Pakistan", "Pakistan": "ISI"}
    for name, rename in (("a.sayso", None), ("b.sayso", pair)):
        with create_case(tmp_path / name) as store:
            store.append(founding_rows(rename))
    shown = [
        _ID.sub(
            "ID", sayso("diff", name, "--left", "founding-article", "--right", "journalist").out
        )
        for name in ("a.sayso", "b.sayso")
    ]
    swapped = re.sub(r"\b(ISI|Pakistan)\b", lambda match: pair[match.group()], shown[0])
    assert swapped == shown[1]
