from __future__ import annotations

import pytest

from sayso.core import Face, FaceKind, Polarity
from sayso.report.sentences import Agent, Hand, name_agent, quote_words, tell_account

POST = Agent("Orrin Post", "outlet")
WATCH = Agent("Northern Watch", "group")


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        (Polarity.AFFIRMS, "Northern Watch says: “it”"),
        (Polarity.DENIES, "Northern Watch denies: “it”"),
        (Polarity.QUESTIONS, "Northern Watch questions: “it”"),
        (Polarity.MENTIONS, "Northern Watch mentions: “it”"),
    ],
)
def test_the_verb_comes_from_the_polarity(polarity, expected):
    assert tell_account([Hand(WATCH, polarity)], "it", complete=True) == expected


def test_every_hand_is_named_with_its_own_verb():
    chain = [Hand(POST, Polarity.QUESTIONS), Hand(WATCH, Polarity.DENIES)]
    text = tell_account(chain, "any part", complete=True)
    assert text == "Orrin Post questions whether Northern Watch denies: “any part”"


def test_an_account_from_within_an_unknown_one_says_so():
    text = tell_account([Hand(WATCH, Polarity.AFFIRMS)], "it", complete=False)
    assert text == "An account that is not in this report says that Northern Watch says: “it”"


def test_several_people_say_and_one_person_says(factory):
    document = factory.make_document("Two officials of the mill said it was dry.")
    face = factory.make_face(document, "Two officials of the mill", FaceKind.ROLE)
    row = factory.attribute(document, "Two officials of the mill", "said", "it was dry")
    assert name_agent(row, face).is_plural
    for label, kind in [("The boss", "role"), ("Union Docks", "unknown"), ("Reuters", "outlet")]:
        assert not name_agent(row, Face(document.id, FaceKind(kind), label)).is_plural


def test_words_that_bring_their_quotation_marks_get_no_others():
    assert quote_words("“We did.”") == "“We did.”"
    assert quote_words('he said "no"') == '“he said "no"”'
    assert quote_words("") == "(no content is marked)"


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("said", "Northern Watch says: “to leave”"),
        ("has told", "Northern Watch says: “to leave”"),
        ("wants", "Northern Watch says (cue “wants”): “to leave”"),
        ("claimed", "Northern Watch says (cue “claimed”): “to leave”"),
    ],
)
def test_a_cue_that_says_more_than_the_verb_stands_beside_it(cue, expected):
    assert tell_account([Hand(WATCH, Polarity.AFFIRMS, cue)], "to leave", complete=True) == expected
