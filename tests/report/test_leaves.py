from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.core import SpanRole
from sayso.report import Mark, split_leaves

ROLES = st.sampled_from([SpanRole.SOURCE, SpanRole.CUE, SpanRole.CONTENT])
MARKS = st.lists(
    st.builds(
        lambda start, length, role, number, level: Mark(
            start, start + length, role, f"a{number}", number, level
        ),
        st.integers(0, 40),
        st.integers(1, 20),
        ROLES,
        st.integers(1, 5),
        st.integers(0, 2),
    ),
    max_size=12,
)


@given(st.text(max_size=50), MARKS)
def test_leaves_joined_are_the_text(text, marks):
    leaves = split_leaves(text, marks)
    assert "".join(leaf.text for leaf in leaves) == text
    assert [leaf.start for leaf in leaves[1:]] == [leaf.end for leaf in leaves[:-1]]


@given(st.text(min_size=1, max_size=50), MARKS)
def test_a_leaf_holds_exactly_the_marks_that_lie_on_it(text, marks):
    for leaf in split_leaves(text, marks):
        for place in range(leaf.start, leaf.end):
            on_it = {mark for mark in marks if mark.start <= place < mark.end}
            assert set(leaf.marks) == on_it


@given(st.text(max_size=50), MARKS, st.randoms())
def test_the_order_of_marks_does_not_matter(text, marks, random):
    shuffled = list(marks)
    random.shuffle(shuffled)
    assert split_leaves(text, marks) == split_leaves(text, shuffled)


def test_marks_are_clipped_to_the_range_and_cut_at_the_bounds_of_blocks():
    mark = Mark(2, 9, SpanRole.CONTENT, "a1", 1)
    leaves = split_leaves("0123456789", [mark], start=4, end=8, cuts=[6, 0, 99])
    assert [(leaf.text, len(leaf.marks)) for leaf in leaves] == [("45", 1), ("67", 1)]


def test_the_outermost_mark_comes_first():
    inner = Mark(2, 4, SpanRole.SOURCE, "a1", 1, 1)
    outer = Mark(0, 6, SpanRole.CONTENT, "a2", 2, 0)
    middle = split_leaves("abcdef", [inner, outer])[1]
    assert [mark.owner for mark in middle.marks] == ["a2", "a1"]
    assert middle.owners == (1, 2)
