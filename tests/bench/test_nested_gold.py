"""Nested attributions are loaded from words, and parents are counted against them."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading.nested_gold import count_pairs, find_words, is_right, load_gold

GOLD = Path(__file__).resolve().parent.parent / "extract" / "gold" / "nested.toml"
WHOLE = """
[[text]]
text = "The clerk said the guard said that the gate was open."
outer = { source = "The clerk", cue = "said#1", content = "the guard said that the gate was open" }
inner = { source = "the guard", cue = "said#2", content = "that the gate was open" }

[[text]]
text = "The clerk left."
"""


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "nested.toml"
        path.write_text(text, encoding="utf-8")
        return load_gold(path)

    return load


def test_the_gold_holds_a_hundred_pairs_and_traps():
    gold = load_gold(GOLD)
    assert sum(len(text.pairs) for text in gold) == 100
    assert sum(not text.pairs for text in gold) == 25
    assert len({text.text for text in gold}) == len(gold)


def test_every_inner_attribution_of_the_gold_stands_in_the_outer_content():
    for text in load_gold(GOLD):
        for pair in text.pairs:
            places = pair.inner.cue or pair.inner.content
            assert any(a <= s and e <= b for s, e in places for a, b in pair.outer.content)
            assert pair.outer != pair.inner


def test_words_are_found_as_whole_words_and_by_number():
    text = "it said it. Item one: it's fine."
    assert find_words(text, "it#2") == (8, 10)
    assert find_words(text, "Item") == (12, 16)


@pytest.mark.parametrize("words", ["it", "item", "it#4", "it#0", "ite"])
def test_words_that_are_not_there_once_are_refused(words):
    with pytest.raises(ValueError, match="stands there"):
        find_words("it said it. Item one: it's fine.", words)


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ("inner =", "innermost =", "unknown keys innermost"),
        ("cue = ", "verb = ", "unknown roles verb"),
        ("outer =", "inmost =", "stands without"),
        ("The clerk left.", 'The clerk left."\nouter = {}\n#"', "outer holds nothing"),
        ('content = "the guard said that', 'content = "that', "does not stand in the content"),
    ],
)
def test_a_text_whose_labels_do_not_fit_is_refused_with_its_number(load, old, new, trouble):
    with pytest.raises(ValueError, match=rf"nested.toml, text [12]: .*{trouble}"):
        load(WHOLE.replace(old, new, 1) if old != "cue = " else WHOLE.replace(old, new))


def as_rows(pair):
    """A pair of the gold as a reading would give it."""
    spans = [
        {role: getattr(one, role) for role in ("source", "cue", "content")}
        for one in (pair.outer, pair.inner)
    ]
    return [{"id": "a", "parent": None, **spans[0]}, {"id": "b", "parent": "a", **spans[1]}]


def test_a_reading_that_gives_the_gold_is_right_on_all_pairs(load):
    text, trap = load(WHOLE)
    tally = count_pairs(text, as_rows(text.pairs[0])) + count_pairs(trap, [])
    assert (tally.marked, tally.given, tally.right, tally.both) == (1, 1, 1, 1)


def test_rows_without_the_parent_are_found_but_the_pair_is_missed(load):
    text = load(WHOLE)[0]
    rows = [row | {"parent": None} for row in as_rows(text.pairs[0])]
    tally = count_pairs(text, rows)
    assert (tally.given, tally.right, tally.outer, tally.inner, tally.both) == (0, 0, 1, 1, 1)


def test_a_parent_the_wrong_way_round_is_given_and_not_right(load):
    text = load(WHOLE)[0]
    outer, inner = as_rows(text.pairs[0])
    tally = count_pairs(text, [outer | {"parent": "b"}, inner | {"parent": None}])
    assert (tally.given, tally.right) == (1, 0)


def test_a_pair_given_twice_is_right_once(load):
    text = load(WHOLE)[0]
    outer, inner = as_rows(text.pairs[0])
    tally = count_pairs(text, [outer, inner, inner | {"id": "c"}])
    assert (tally.given, tally.right) == (2, 1)


def test_the_rule_asks_for_a_shared_cue_half_the_content_and_the_source(load):
    text = load(WHOLE)[0]
    row = as_rows(text.pairs[0])[1]
    marked = text.pairs[0].inner
    assert is_right(text.text, row, marked)
    assert not is_right(text.text, row | {"cue": [(0, 3)]}, marked)
    assert not is_right(text.text, row | {"source": []}, marked)
    assert not is_right(text.text, row | {"content": [(30, 34)]}, marked)
