from __future__ import annotations

import pytest

from sayso.readers.metadata import clean_language, clean_words, read_date


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2021", "2021"),
        ("2021-08", "2021-08"),
        ("2021-08-26", "2021-08-26"),
        ("2021~", "2021~"),
        ("2021-08-26T10:00:00Z", "2021-08-26T10:00:00Z"),
        ("2021-08-26T10:00:00.123+0200", "2021-08-26T10:00:00+02:00"),
        ("2021-08-26 10:00:00 -05", "2021-08-26T10:00:00-05:00"),
        ("2021-08-26T10:00:00", "2021-08-26T10:00:00"),
        ("2021-08-26T10:00Z", "2021-08-26"),
        ("2021/08/26", "2021-08-26"),
        ("20210826", "2021-08-26"),
    ],
)
def test_a_date_keeps_its_precision_and_zone(words: str, edtf: str) -> None:
    assert read_date(words) == (edtf, None)


@pytest.mark.parametrize("words", ["31/02/2021", "03/04/2021", "yesterday", "2021-13", "\x1b[31m"])
def test_a_date_that_must_be_guessed_is_a_notice(words: str) -> None:
    published, trouble = read_date(words)
    assert published is None
    assert trouble is not None
    assert (trouble.kind, trouble.lost) == ("bad_date", False)
    assert "\x1b" not in trouble.what


def test_a_language_tag_has_the_usual_form() -> None:
    assert clean_language("EN_us") == "en-us"
    assert clean_language("the English language") is None
    assert clean_language(None) is None


def test_words_are_folded_and_bounded() -> None:
    assert clean_words(" a\n b\x00 ") == "a b"
    assert clean_words(" \n") is None
    assert len(clean_words("x" * 9_999) or "") == 1_000
