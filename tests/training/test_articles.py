"""Articles become words and labels, and come back to the same places."""

from __future__ import annotations

import random
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.extract.pieces import WordPieces

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))

from articles import BEGIN, IN, OUT, build_article, is_set_aside, label
from augment import find_names, rename, restyle

TEXT = "Mr. Oru said: “The bridge is closed,” and Mr. Oru left.\nMs. Tane denied it, Mr. Tane too."


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    vocabulary = (files("sayso.extract") / "model" / "vocab.txt").read_text("utf-8")
    return WordPieces(vocabulary.splitlines())


def row(**roles):
    places = {
        role: [[TEXT.index(part), TEXT.index(part) + len(part)] for part in parts]
        for role, parts in roles.items()
    }
    return {"id": "a", "text": TEXT, "attributions": [{"source": [], "cue": [], **places}]}


def test_spans_become_the_words_they_touch(pieces):
    article = build_article(
        row(source=["Mr. Oru"], cue=["said"], content=["The bridge", "closed"]), pieces
    )
    (marked,) = article.marked
    words = [TEXT[a:b] for a, b in zip(article.words.starts, article.words.ends, strict=True)]
    assert [[words[n] for n in part] for part in marked.content] == [["The", "bridge"], ["closed"]]
    assert [[words[n] for n in part] for part in marked.source] == [["Mr", ".", "Oru"]]
    assert len(article.pieces) == len(words)


def test_an_attribution_without_a_cue_is_counted_and_skipped(pieces):
    article = build_article(row(source=["Mr. Oru"], content=["The bridge"]), pieces)
    assert (article.marked, article.skipped) == ((), 1)


def test_labels_begin_each_fragment_and_stay_inside_their_window():
    labels = [OUT] * 4
    label(((1, 2, 3), (6, 7)), labels, low=2)
    assert labels == [IN, IN, OUT, OUT]
    label(((2, 3), (5,)), labels, low=2)
    assert labels == [BEGIN, IN, OUT, BEGIN]


def test_one_article_in_twenty_is_set_aside_whatever_stands_beside_it():
    names = [f"article-{number}" for number in range(4000)]
    assert 140 < sum(map(is_set_aside, names)) < 260
    assert [is_set_aside(name) for name in names[:50]] == [is_set_aside(n) for n in names[:50]]


def test_renaming_keeps_every_span_on_its_words():
    given = row(source=["Oru"], cue=["said"], content=["bridge"])
    firsts, lasts = find_names([TEXT])
    assert lasts == ("Oru", "Tane")
    other = rename(given, firsts, ("Vel", "Brantwood"), random.Random(1))
    assert other is given  # names outside the pools stay
    other = rename(given, (), lasts, random.Random(3))
    cut = {
        role: [other["text"][a:b] for a, b in other["attributions"][0][role]]
        for role in ("source", "cue", "content")
    }
    assert cut["source"][0] in lasts
    assert (cut["cue"], cut["content"]) == (["said"], ["bridge"])


def test_other_quotation_marks_take_the_same_room():
    for seed in range(8):
        other = restyle(row(), random.Random(seed))
        assert len(other["text"]) == len(TEXT)
        assert other["text"].replace("\n", " ").split()[0] == "Mr."
