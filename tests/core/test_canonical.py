"""One value has one canonical byte string."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core import DataError, canonical_bytes, canonical_json

SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | SAFE | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_the_sorting_example_of_the_standard_comes_out() -> None:
    """RFC 8785, section 3.2.3: the order of these keys by UTF-16 code units."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    text = canonical_json(dict.fromkeys(keys, 0))
    assert list(json.loads(text)) == ordered


def test_strings_are_escaped_as_the_standard_says() -> None:
    """RFC 8785, section 3.2.2.2."""
    assert canonical_json('\u20ac$\u000f\u000aA\'B"\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\"/"'


@given(VALUES)
def test_canonical_json_reads_back_and_is_stable(value: object) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, b"x", {1: 2}, {"a": {2}}, "\ud800"])
def test_what_two_machines_could_write_differently_is_refused(value: object) -> None:
    with pytest.raises(DataError):
        canonical_bytes(value)
