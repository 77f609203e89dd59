"""What dates rest on, what stays open, and how a hostile text is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core import Block, BlockKind, is_edtf
from sayso.extract import extract_document, find_reading
from sayso.extract.dates import DateGrounds, find_dates, list_open_dates


def read(make_document, text, published="2021-08-26", language="en"):
    return find_dates(make_document(text, published=published, language=language))


def edtf(make_document, text, **about):
    return [mention.edtf for mention in read(make_document, text, **about)]


def test_words_of_a_mention_are_those_of_its_span(make_document) -> None:
    text = "Closed on 26 August,\nopen since 2018."
    document = make_document(text, published="2021-08-28")
    for mention in find_dates(document):
        assert text[mention.span.start : mention.span.end] == mention.words
        assert mention.span.document == document.id


@pytest.mark.parametrize(
    ("text", "published", "grounds"),
    [
        ("Opened on 26 August 2021.", None, DateGrounds.AS_WRITTEN),
        ("Opened on 26 August.", "2021", DateGrounds.YEAR_INFERRED),
        ("Opened yesterday.", "2021-08-26", DateGrounds.FROM_PUBLICATION),
        ("Opened yesterday.", "2021-08", DateGrounds.NO_ANCHOR),
        ("Opened on 26 August.", None, DateGrounds.NO_ANCHOR),
        ("Opened two days after the flood.", "2021-08-26", DateGrounds.EVENT),
        ("Opened several years ago.", "2021-08-26", DateGrounds.VAGUE),
        ("Opened on 31 April 2019.", "2021-08-26", DateGrounds.NO_CALENDAR),
    ],
)
def test_a_mention_says_what_it_rests_on(make_document, text, published, grounds) -> None:
    (mention,) = read(make_document, text, published=published)
    assert mention.grounds is grounds
    assert bool(mention.edtf) == (
        grounds in (DateGrounds.AS_WRITTEN, DateGrounds.YEAR_INFERRED, DateGrounds.FROM_PUBLICATION)
    )


def test_a_yearless_day_takes_the_nearest_past_year_publication_included(make_document) -> None:
    text = "It opened on 26 August."
    assert edtf(make_document, text, published="2021-08-26") == ["2021-08-26"]
    assert edtf(make_document, text, published="2022-03-01") == ["2021-08-26"]
    assert edtf(make_document, text, published="2021-08") == ["2021-08-26"]


def test_a_day_that_soon_comes_round_has_both_years(make_document) -> None:
    assert edtf(make_document, "It was 30 August.") == ["[2020-08-30,2021-08-30]"]


def test_a_verb_that_looks_ahead_takes_the_nearest_to_come(make_document) -> None:
    assert edtf(make_document, "It will open on 30 May.") == ["2022-05-30"]
    assert edtf(make_document, "They will strike on Monday, he said on Friday.") == [
        "2021-08-30",
        "2021-08-20",
    ]


def test_a_paragraph_that_speaks_of_another_year_leaves_both(make_document) -> None:
    text = "The pact of 12 May 2015 ended. On 20 August a bridge fell."
    assert edtf(make_document, text) == ["2015-05-12", "[2015-08-20,2021-08-20]"]


def test_a_weekday_chooses_the_year_and_a_wrong_one_is_said(make_document) -> None:
    assert edtf(make_document, "On Thursday 26 August.", published="2022-02-01") == ["2021-08-26"]
    (mention,) = read(make_document, "On Friday, 26 August 2021.")
    assert mention.is_odd
    assert mention.edtf == "2021-08-26?"


def test_readings_that_no_set_can_hold_stand_apart(make_document) -> None:
    (mention,) = read(make_document, "Founded in 2010-12.")
    assert mention.edtf is None
    assert mention.readings == ("2010-12", "2010/2012")


def test_september_11_without_a_year_is_the_name_of_the_attacks(make_document) -> None:
    for text in ("since 9/11", "the Sept. 11 attacks", "after September 11"):
        assert all(m.edtf is None for m in read(make_document, text)), text
    assert edtf(make_document, "It fell on 11 September.", published="2021-09-20") == ["2021-09-11"]


def test_the_founding_article_gives_the_dates_of_the_design(make_document, shared) -> None:
    text = (shared / "cases" / "founding-article.txt").read_text(encoding="utf-8")
    assert edtf(make_document, text, published="2021-08") == [
        "2021-08", "2021-08-26", "2018", "2012", "2020", "2018/..", "2015", "2018", "2018",
        "../2020", "2014~",
    ]  # fmt: skip


def test_one_notice_lists_what_stays_open(make_document) -> None:
    document = make_document("Seen last Thursday, a day before the raid.", published="2021-08")
    (problem,) = list_open_dates(document, find_dates(document))
    assert problem.kind == "unresolved_date"
    assert not problem.lost
    assert '"last Thursday" at 5 (needs a date of publication)' in problem.what
    assert '"a day before the raid" at 20 (depends on an event)' in problem.what
    assert list_open_dates(document, ()) == ()


def test_extraction_brings_dates_and_their_notice(make_document) -> None:
    document = make_document("It shut in 2018, a day before the raid.")
    extraction = extract_document(document, find_reading("rules"))
    assert [mention.edtf for mention in extraction.dates] == ["2018", None]
    assert "unresolved_date" in [problem.kind for problem in extraction.problems]


def test_boilerplate_is_not_read(make_document) -> None:
    document = make_document("Copyright 2018 to 2020")
    document = replace(document, blocks=(Block(0, len(document.text), BlockKind.BOILERPLATE),))
    assert find_dates(document) == ()


def test_a_language_that_is_not_known_has_its_dates_in_digits(make_document) -> None:
    assert edtf(make_document, "Это было 26.08.2021.", language="ru") == ["2021-08-26"]
    assert edtf(make_document, "他于2021年8月26日抵达。", language="zh") == ["2021-08-26"]
    assert edtf(make_document, "تم في ٢٦/٠٨/٢٠٢١", language="ar") == ["2021-08-26"]


def test_the_block_tells_the_language_where_the_document_says_none(make_document) -> None:
    text = "El puente y la torre se vieron en los mapas de mayo de 2016 con las dos casas."
    assert edtf(make_document, text, language=None) == ["2016-05"]


@pytest.mark.parametrize(
    "piece",
    ["7", "1/", "2019-", "1.1.", "May ", "Theresa May and ", "\u202e26/08/2021\u200f ", "between ",
     "from May to ", "the ", "early ", "early of the ", "Monday, the ", "8 and ", "two years ",
     "two days before ", "'", "until ", "in 2015 and ", "26 August. ", "e\u0301", "\x00 2019 ",
     "2019, ", "٢٠1٩ ۱۴۰۰/٠6/4 ", "on Monday ", "the year of "],
)  # fmt: skip
def test_a_hostile_line_is_read_with_every_answer_edtf(make_document, piece) -> None:
    text = piece * (20_000 // len(piece))
    document = make_document(text, published="2021-08-26")
    for mention in find_dates(document):
        assert text[mention.span.start : mention.span.end] == mention.words
        assert all(is_edtf(reading) for reading in mention.readings)


def test_work_grows_with_the_text_and_not_with_its_square(make_document) -> None:
    """Counted in calls of the one function that all attempts go through."""
    from sayso.extract.dates import tokens

    calls = []
    original = tokens.Tokens.find

    def counted(self, index, *roles):
        calls.append(index)
        return original(self, index, *roles)

    counts = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens.Tokens, "find", counted)
        for size in (500, 2000):
            calls.clear()
            find_dates(make_document("from early May to the end of the 8 and " * size))
            counts.append(len(calls))
    assert counts[1] < 4.5 * counts[0]


WORDS = st.sampled_from(
    """in since until before after by from to between and the of early mid late end May March
    August 26 8 2018 2019 1990s 3rd last next this year month Thursday spring Q3 two days
    ago yesterday 03/04/2021 2015-18 1400/06/04 , . - – ' ( ) st th year ca. about 19th
    century""".split()  # noqa: SIM905 - a list is harder to read
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, max_size=25),
    st.sampled_from([None, "2021", "2021-08", "2021-08-26", "2021-08-26T10:00:00Z", "x"]),
    st.sampled_from([None, "en", "es", "fr", "de", "pt", "fa"]),
)
def test_any_words_give_edtf_and_spans_in_order(make_document, words, published, language) -> None:
    document = make_document(" ".join(words), published=published, language=language)
    mentions = find_dates(document)
    starts = [mention.span.start for mention in mentions]
    assert starts == sorted(starts)
    for mention in mentions:
        assert all(is_edtf(reading) for reading in mention.readings), mention
        assert mention.edtf is None or is_edtf(mention.edtf), mention
        assert mention.readings or mention.edtf is None


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(make_document, text) -> None:
    from sayso.core import normalise_text

    for mention in find_dates(make_document(normalise_text(text), published="2021-08-26")):
        assert mention.words
