from __future__ import annotations

from sayso.report.context import REACH, list_blocks, quote_context


def _quote(factory, text, source, cue, content):
    document = factory.make_document(text)
    row = factory.attribute(document, source, cue, content)
    return quote_context(text, list_blocks(document), row, ())


def test_the_quote_is_the_sentence_that_holds_the_words(factory):
    text = "It rained. Reeve Tavis said that the mill burnt. Nobody came."
    (quote,) = _quote(factory, text, "Reeve Tavis", "said", "that the mill burnt")
    assert quote.text == "Reeve Tavis said that the mill burnt."
    assert quote.cut_before
    assert quote.cut_after


def test_a_title_or_an_initial_ends_no_sentence(factory):
    text = "Yes. Then Gen. B. Orr said on Monday that it burnt. No."
    (quote,) = _quote(factory, text, "Orr", "said", "that it burnt")
    assert quote.text == "Then Gen. B. Orr said on Monday that it burnt."


def test_a_closing_quotation_mark_stays_with_its_sentence(factory):
    text = "“It fell.” The clerk said so. He left."
    (quote,) = _quote(factory, text, "", "", "It fell.")
    assert quote.text == "“It fell.”"


def test_words_in_two_blocks_give_two_pieces(factory):
    text = "Ada wrote two posts. She is well.\n\nEnglish translation: It fell. I saw it."
    quotes = _quote(factory, text, "Ada", "wrote", "It fell. I saw it.")
    assert [quote.text for quote in quotes] == [
        "Ada wrote two posts.",
        "English translation: It fell. I saw it.",
    ]


def test_a_text_without_full_stops_is_cut(factory):
    text = "word " * 2000 + "the clerk said it fell " + "word " * 2000
    (quote,) = _quote(factory, text, "the clerk", "said", "it fell")
    assert len(quote.text) <= 2 * REACH + len("the clerk said it fell")


def test_words_between_blocks_are_not_lost(factory):
    document = factory.make_document("One.\n\nTwo.\n\nThree.")
    blocks = (document.blocks[0], document.blocks[2])
    gappy = factory.make_document("One.\n\nTwo.\n\nThree.")
    gappy = type(gappy)(
        gappy.sha256, gappy.media_type, gappy.uri, gappy.text, blocks, gappy.source_map
    )
    assert [gappy.text[b.start : b.end] for b in list_blocks(gappy)] == ["One.", "Two.", "Three."]
