"""Commands rewrite their own section of a page and nothing else."""

from __future__ import annotations

import pytest
from reading.page import PAGE, mark_limited, replace_section

PAGE_TEXT = "# Page\n\n<!-- one: begin -->\nold\n<!-- one: end -->\n\nby hand\n"


def test_a_section_is_replaced_and_the_rest_stays():
    assert replace_section(PAGE_TEXT, "one", "new\n") == (
        "# Page\n\n<!-- one: begin -->\n\nnew\n\n<!-- one: end -->\n\nby hand\n"
    )


def test_replacing_twice_is_replacing_once():
    once = replace_section(PAGE_TEXT, "one", "new")
    assert replace_section(once, "one", "new") == once


@pytest.mark.parametrize(
    "page",
    [
        "# Page\n",
        "<!-- one: begin -->",
        "<!-- one: end --> <!-- one: begin -->",
        PAGE_TEXT + "<!-- one: begin -->",
    ],
)
def test_a_page_without_one_pair_of_markers_is_refused(page):
    with pytest.raises(ValueError, match="one: "):
        replace_section(page, "one", "new")


@pytest.mark.parametrize("name", ["bench/read.py", "bench/swap.py", "bench/nested.py"])
def test_the_manual_has_a_place_for_what_each_command_writes(name):
    page = PAGE.read_text(encoding="utf-8")
    assert "new words" in replace_section(page, name, "new words")


def test_a_trial_on_some_articles_is_marked_as_no_result():
    assert mark_limited("figures", 3, 84).startswith("> **Not a result**: a trial on 3 of 84")
    assert mark_limited("figures", 84, 84) == "figures"
