"""Ties as assertions: inner and outer rows, spans, and what hostile text costs."""

from __future__ import annotations

from sayso.core import AUTHOR, Polarity, Step, find_predicate
from sayso.extract import extract_document, find_reading
from sayso.extract.ties.forms import load_lexicon

RULES = find_reading("rules")
NESTED = (
    "According to Radio Tarsa, the governor of Velm says that Orlon pays the Pine Brigade. "
    "The Salt Front is a branch of the Coast Alliance."
)


def test_every_hand_of_a_report_has_a_row_and_the_outer_ones_come_first(make_document):
    found = extract_document(make_document(NESTED, published="2021-05"), RULES)
    labels = {face.id: face.label for face in found.faces}
    rows = {row.id: row for row in found.assertions}
    (inner,) = [r for r in found.assertions if labels.get(r.asserter) == "governor of Velm"]
    outer = rows[inner.reported_in]
    author = rows[outer.reported_in]
    assert labels[outer.asserter] == "Radio Tarsa"
    assert author.asserter == AUTHOR
    assert author.reported_in is None
    assert [r.polarity for r in (inner, outer, author)] == [
        Polarity.AFFIRMS,
        Polarity.MENTIONS,
        Polarity.MENTIONS,
    ]
    assert not inner.by_endorsement
    assert outer.by_endorsement
    assert author.by_endorsement
    assert inner.step is Step.PARAPHRASE
    order = [row.id for row in found.assertions]
    assert order.index(author.id) < order.index(outer.id) < order.index(inner.id)


def test_what_stands_in_no_attribution_is_the_authors(make_document):
    found = extract_document(make_document(NESTED), RULES)
    own = [r for r in found.assertions if r.asserter == AUTHOR and not r.by_endorsement]
    (row,) = own
    assert row.reported_in is row.attribution is row.stance is None


def test_quoted_words_of_whom_nobody_names_are_never_the_authors(make_document):
    text = '"The council runs the Dawn Brigade.\n\n"The Salt Front leads the Coast Alliance."'
    found = extract_document(make_document(text), RULES)
    assert not [row for row in found.assertions if row.asserter == AUTHOR]


def test_spans_cut_out_their_words_and_every_end_is_a_record(make_document):
    document = make_document(NESTED)
    found = extract_document(document, RULES)
    known = {item.id for item in (*found.faces, *found.events, *found.names)}
    for row in found.assertions:
        for span in row.spans:
            assert document.text[span.start : span.end] == span.exact
    for item in found.propositions:
        letters = find_predicate(item.predicate).arguments
        assert len(letters) == len(item.args)
        assert all(a in known for a, kind in zip(item.args, letters, strict=True) if kind != "L")


def test_a_claim_and_a_denial_of_one_act_share_its_proposition(make_document):
    text = (
        "Orlon blamed the Salt Front for the attack on the port. "
        "The Salt Front denied any role in the attack."
    )
    found = extract_document(make_document(text), RULES)
    assert len(found.events) == 1
    inner = [row for row in found.assertions if not row.by_endorsement]
    assert len({row.proposition for row in inner}) == 1
    assert {row.polarity for row in inner} == {Polarity.AFFIRMS, Polarity.DENIES}


def test_swapped_names_swap_every_tie(make_document):
    def shape(text, one, two):
        found = extract_document(make_document(text), RULES)
        labels = {face.id: face.label for face in found.faces}
        swap = {one: two, two: one}
        propositions = {item.id: item for item in found.propositions}
        plain, swapped = set(), set()
        for row in found.assertions:
            item = propositions[row.proposition]
            ends = [labels.get(arg, arg) for arg in item.args]
            who = labels.get(row.asserter, row.asserter)
            plain.add((item.predicate, tuple(ends), who, row.polarity))
            ends = tuple(swap.get(end, end) for end in ends)
            swapped.add((item.predicate, ends, swap.get(who, who), row.polarity))
        return plain, swapped

    text = "Orlon says that Tarvu funds the Pine Brigade. Tarvu controls the Salt Front."
    other = text.replace("Orlon", "\0").replace("Tarvu", "Orlon").replace("\0", "Tarvu")
    assert shape(other, "Orlon", "Tarvu")[0] == shape(text, "Orlon", "Tarvu")[1]


def test_hostile_text_is_read_without_harm(make_document):
    for text in (
        "Iran-backed " * 400,
        "Orlon funds " * 400 + "Tarvu.",
        "A, B and " * 500 + "C control D.",
        "( " * 500,
        "the front for the front of " * 300,
        "“" * 600,
        "the attack by the attack by " * 300,
        "\u202eOrlon funds Tarvu\u202c \0 \ud83d",
    ):
        extract_document(make_document(text.replace("\ud83d", "")), RULES)


def test_every_trigger_of_the_table_has_a_predicate_of_the_core():
    lexicon = load_lexicon()
    assert lexicon.version == "1"
    for entries in lexicon.verbs.values():
        for pattern, _ in entries:
            assert find_predicate(pattern.predicate)
