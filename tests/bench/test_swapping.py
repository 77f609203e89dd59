"""Names are swapped throughout a text, and rows are found again after the swap."""

from __future__ import annotations

import pytest
from reading.swapping import Swapped, compare, find_pair, find_surnames, swap_names

PAIR = ("Calder", "Osmanoglu")
TEXT = "Mr. Calder told OSMANOGLU that Calder's men, and the Osmanoglus, knew. Caldera erupted."


@pytest.fixture(scope="module")
def swapped():
    return swap_names(TEXT, PAIR)


def test_names_are_swapped_as_whole_words_in_capitals_and_in_the_plural(swapped):
    assert swapped.text == (
        "Mr. Osmanoglu told CALDER that Osmanoglu's men, and the Calders, knew. Caldera erupted."
    )


def test_swapping_twice_gives_the_text_back(swapped):
    assert swap_names(swapped.text, PAIR).text == TEXT


def test_a_bare_apostrophe_becomes_one_with_s_and_what_follows_is_found():
    text = "Brandts' ship sank, Calder said."
    found = swap_names(text, ("Brandts", "Calder"))
    assert found.text == "Calder's ship sank, Brandts said."
    ship = text.index("ship")
    assert found.move([(0, len("Brandts'")), (ship, ship + 4)]) == ((0, 8), (9, 13))


def test_every_word_that_is_no_name_is_found_again_by_its_moved_offsets(swapped):
    place = 0
    for word in TEXT.split():
        start = TEXT.index(word, place)
        place = start + len(word)
        ((begin, end),) = swapped.move([(start, place)])
        assert swap_names(word, PAIR).text == swapped.text[begin:end]


def test_a_range_that_cuts_a_name_cannot_be_moved(swapped):
    start = TEXT.index("Calder")
    assert swapped.move([(start, start + 3)]) is None
    assert swapped.move([(start, start + 6)]) is not None


def test_surnames_are_words_met_twice_after_a_title_and_no_given_names_or_words():
    texts = [
        "Mr. Calder met Mrs. Osman. Mr. Ines Calder left.",
        "Sen. Calder and Dr. Osman spoke. Mr. Ines Osman, Mr. Brandt and Ines Calder listened.",
        "Mr. White, Mr. White and a white horse, white as snow.",
    ]
    assert find_surnames(texts) == {"Calder", "Osman"}


def test_the_pair_is_the_two_surnames_met_most_often():
    names = frozenset(("Calder", "Osman", "Brandt"))
    text = "Brandt, Osman, Osman, Calder, Brandt, Calder, Calder"
    assert find_pair(text, names) == ("Calder", "Brandt")
    assert find_pair("Osman and Osman met Calder", names) is None


def row(source, cue, content, **more):
    usual = {"kind": "indirect", "polarity": "affirms", "stance": "neutral", "step": "paraphrase"}
    return {"source": source, "cue": cue, "content": content, "asserter": None, **usual, **more}


def answer(*rows, label="Calder", suggested=()):
    return {
        "attributions": list(rows),
        "suggestions": {"attributions": list(suggested)},
        "faces": [{"id": "f1", "label": label}],
    }


def test_a_reading_agrees_with_itself_where_no_name_changes_length():
    text = "Calder said so. Brandt did not."
    found = swap_names(text, ("Calder", "Brandt"))
    one = row([[0, 6]], [[7, 11]], [[12, 14]], asserter="f1")
    told = compare(answer(one), answer(one, label="Brandt"), found, ("Calder", "Brandt"))
    assert (told.rows, told.spans, told.qualities, told.asserters) == (2, 2, 2, 2)
    assert (told.alike, told.kept) == (2, 2)


def test_rows_without_a_counterpart_count_on_both_sides():
    found = Swapped("Calder said so.", ())
    one, other = row([[0, 6]], [[7, 11]], [[12, 14]]), row([], [[7, 11]], [[12, 14]])
    told = compare(answer(one), answer(other), found, PAIR)
    assert (told.rows, told.spans, told.alike) == (2, 0, 0)


def test_a_row_with_other_edges_is_the_same_attribution_and_not_the_same_spans():
    found = Swapped("Calder said so and so.", ())
    one = row([[0, 6]], [[7, 11]], [[12, 21]])
    other = row([[0, 6]], [[7, 11]], [[12, 17]])
    told = compare(answer(one), answer(other), found, PAIR)
    assert (told.rows, told.spans, told.alike) == (2, 0, 2)


def test_a_row_that_becomes_a_suggestion_is_kept_and_not_alike():
    found = Swapped("Calder said so.", ())
    one = row([[0, 6]], [[7, 11]], [[12, 14]])
    told = compare(answer(one), answer(suggested=[one]), found, PAIR)
    assert (told.rows, told.alike, told.kept) == (1, 0, 1)


def test_the_same_spans_with_another_polarity_or_asserter_are_told_apart():
    found = Swapped("Calder said so.", ())
    one = row([[0, 6]], [[7, 11]], [[12, 14]], asserter="f1")
    other = row([[0, 6]], [[7, 11]], [[12, 14]], asserter="(author)", polarity="denies")
    told = compare(answer(one), answer(other), found, PAIR)
    assert (told.spans, told.qualities, told.asserters) == (2, 0, 0)
