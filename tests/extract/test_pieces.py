"""Words are cut as the scorer cuts them, and into the pieces that the model was trained on."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sayso.extract.pieces import FEATURES, WordPieces, read_words

VOCABULARY = (files("sayso.extract") / "model" / "vocab.txt").read_text("utf-8").splitlines()
PIECES = WordPieces(VOCABULARY)


def shown(word):
    return [VOCABULARY[number] for number in PIECES.cut(word)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("said", ["said"]),
        ("Said", ["said"]),
        ("São", ["sao"]),
        ("unwavering", ["un", "##wave", "##ring"]),
        ("snake_case", ["snake", "_", "case"]),
        ("北京", ["北", "京"]),
        ("\u0303", ["[UNK]"]),
        ("🙂", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces(word, parts):
    assert shown(word) == parts


def test_any_word_has_a_piece_and_the_same_ones_again():
    for code in [*range(0x20, 0x3000, 7), 0x1F600, 0x202E, 0xFFFD, 0xD800]:
        word = chr(code)
        assert PIECES.cut(word)
        assert PIECES.cut(word) == PIECES.cut(word)


def test_the_pieces_are_those_of_the_library_that_the_vocabulary_comes_from():
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is only an oracle")
    oracle = tokenizers.BertWordPieceTokenizer(
        {piece: number for number, piece in enumerate(VOCABULARY)}, lowercase=True
    )
    for word in ("Kandahar", "Überläufer", "co2", "don", "A", "Façade", "нет", "9", "—"):
        assert oracle.encode(word, add_special_tokens=False).ids == list(PIECES.cut(word))


def features(text):
    words = read_words(text)
    return {
        text[a:b]: (mark // 6, mark // 2 % 3, mark % 2)
        for a, b, mark in zip(words.starts, words.ends, words.features, strict=True)
    }


def test_features_tell_shape_quotation_and_the_first_of_a_line():
    found = features("ISK said “No McVey, 3rd time” twice.\nThen")
    assert found["ISK"] == (2, 0, 1)
    assert found["said"] == (0, 0, 0)
    assert found["“"] == (5, 2, 0)
    assert found["No"] == (1, 1, 0)
    assert found["McVey"] == (3, 1, 0)
    assert found["3rd"] == (4, 1, 0)
    assert found["twice"] == (0, 0, 0)
    assert found["Then"] == (1, 0, 1)


def test_a_quotation_left_open_ends_with_its_line():
    assert features('"No\nYes')["Yes"] == (1, 0, 1)
    assert features('"No\n"Yes" he')["he"] == (0, 0, 0)


def test_features_are_in_range_whatever_the_text():
    words = read_words('\x00\u202e\ufeff🙂 “"«„” ǅ Ⅳ ² 字 _ İ')
    assert all(0 <= mark < FEATURES for mark in words.features)
