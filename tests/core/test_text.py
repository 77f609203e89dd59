"""Words are normalised before storing and made safe before showing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sayso.core import Problem, normalise_text, show_safely


@given(st.text(alphabet=st.characters(categories=None)))
def test_shown_text_holds_nothing_that_a_terminal_acts_on(text: str) -> None:
    shown = show_safely(text, one_line=True)
    assert not any(unicodedata.category(char) == "Cc" for char in shown)
    assert not any(
        char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for char in shown
    )
    shown.encode("utf-8")


def test_a_plain_echo_would_have_shown_the_escape() -> None:
    """The control for the test above: the hostile name reaches the output unless it is masked."""
    name = "report\x1b]0;owned\x07.txt"
    assert "\x1b" in name
    assert "\x1b" not in show_safely(name)


@given(st.text(alphabet=st.characters(categories=None)))
def test_normal_text_is_nfc_and_can_be_encoded(text: str) -> None:
    normal = normalise_text(text)
    assert unicodedata.is_normalized("NFC", normal)
    normal.encode("utf-8")


def test_the_same_problem_met_twice_is_one_record() -> None:
    def make(what: str) -> Problem:
        return Problem("malformed", "a.pdf", what, "It was left out.", "Open it and save it again.")

    assert make("No trailer.").id == make("No trailer.").id != make("No xref.").id
    assert make("No trailer.").describe().startswith("a.pdf: No trailer. It was left out.")
