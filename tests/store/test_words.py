"""Words and queries as every store reads them."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core import StoreError
from sayso.store.sqlite_rows import match_expression
from sayso.store.words import LONGEST_WORD, Term, has_term, join_fields, parse_query, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't STOP, al-Qadir's 3.5!", ["don", "t", "stop", "al", "qadir", "s", "3", "5"]),
        ("\u00c9tat caf\u0065\u0301 Stra\u00dfe", ["etat", "cafe", "strasse"]),
        ("so\u00adft \u0645\u064f\u062d\u0645\u0651\u062f", ["soft", "\u0645\u062d\u0645\u062f"]),
        ("がか", ["がか", "か"]),
        ("大火2台", ["大火", "火", "2", "台"]),
        ("", []),
        ("\x00\u202e!?", []),
        ("x" * 500, ["x" * LONGEST_WORD]),
    ],
)
def test_a_text_falls_into_folded_words(text, words):
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("fire barge", [Term(("fire",)), Term(("barge",))]),
        ('"the fire" x', [Term(("the", "fire")), Term(("x",))]),
        ("al-qa*", [Term(("al", "qa"), True)]),
        ('"open end', [Term(("open", "end"))]),
        ('"the fi"*', [Term(("the", "fi"), True)]),
        ("火", [Term(("火",), True)]),
        ("大火", [Term(("大火",))]),
        ("火 火", [Term(("火",), True)]),
        ("OR AND", [Term(("or",)), Term(("and",))]),
        ("* - \" '", []),
    ],
)
def test_a_query_is_read_as_terms(query, terms):
    assert list(parse_query(query)) == terms


def test_a_query_of_hostile_length_is_refused():
    for query in ("x" * 3000, " ".join(map(str, range(65)))):
        with pytest.raises(StoreError, match="at most"):
            parse_query(query)


letters = st.text(st.sampled_from('ab火大é "*-\u00b7\u200c1ก'), max_size=12)


@given(st.lists(letters, min_size=1, max_size=4), letters)
def test_the_index_and_the_plain_search_agree(texts, query):
    """FTS5 itself against `has_term`, on texts made to be confusing."""
    terms = parse_query(query)
    if not terms:
        return
    indexed = [join_fields([text, "end"]) for text in texts]
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE search USING fts5(words, tokenize='ascii')")
        database.executemany("INSERT INTO search VALUES (?)", [(text,) for text in indexed])
        found = database.execute(
            "SELECT rowid - 1 FROM search WHERE search MATCH ? ORDER BY 1",
            (match_expression(terms),),
        )
        hits = [number for (number,) in found]
    finally:
        database.close()
    plain = [
        number
        for number, text in enumerate(indexed)
        if all(has_term(text.split(" "), term) for term in terms)
    ]
    assert hits == plain


def test_a_stretch_of_a_text_without_spaces_is_found():
    draw = random.Random(5)
    text = "".join(draw.choices("火大港口消防局駁船引起", k=60))
    words = split_words(text)
    for _ in range(200):
        start = draw.randrange(60)
        stretch = text[start : start + draw.randrange(1, 6)]
        assert all(has_term(words, term) for term in parse_query(stretch))
    assert not any(has_term(words, term) for term in parse_query("口口口口口"))
