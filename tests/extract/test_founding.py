"""What the founding article must give (design, section 10), as far as the rules reach."""

from __future__ import annotations

import unicodedata

import pytest

from sayso.core import AttributionKind, FaceKind, Polarity, Review, Stance, Step
from sayso.extract import extract_document, find_reading


@pytest.fixture(scope="module")
def article(shared, make_document):
    text = (shared / "cases" / "founding-article.txt").read_text("utf-8")
    document = make_document(unicodedata.normalize("NFC", text), language=None, published="2021-08")
    return extract_document(document, find_reading("rules"))


@pytest.fixture(scope="module")
def labels(article):
    return {face.id: face.label for face in article.faces}


def with_cue(article, word):
    return [
        row for row in article.attributions if word in " ".join(s.exact for s in row.cue).split()
    ]


def posts(article):
    return [row for row in article.attributions if not row.cue]


@pytest.mark.parametrize("cue", ["vowed", "promised"])
def test_the_president_vows_and_promises(article, labels, cue):
    (row,) = with_cue(article, cue)
    assert labels[row.asserter] == row.source[0].exact == "Biden"
    assert row.said == "2021-08"


def test_the_president_alludes_to_the_affiliate_as_a_suggestion(article, labels):
    (row,) = with_cue(article, "alluding")
    assert labels[row.asserter] == "Biden"
    assert row.content[0].exact.endswith("(ISKP)")


def test_the_act_is_claimed(article):
    (row,) = with_cue(article, "claimed")
    assert "responsibility" in row.content[0].exact


def test_the_act_is_claimed_by_the_group_itself(article, labels):
    (row,) = with_cue(article, "claimed")
    assert labels[row.asserter] == "ISIS"


def test_two_narratives_hold_what_the_author_rejects(article, labels):
    rows = [
        row for row in article.attributions if "narrative" in labels.get(row.asserter or "", "")
    ]
    assert len(rows) == 2
    assert {row.stance for row in rows} == {Stance.REJECTS}
    kinds = {face.kind for face in article.faces if "narrative" in face.label}
    assert kinds == {FaceKind.ROLE}


def test_four_translated_posts_have_one_asserter_and_no_cue(article, labels):
    rows = posts(article)
    assert len(rows) == 4
    assert {row.step for row in rows} == {Step.TRANSLATION}
    assert {row.kind for row in rows} == {AttributionKind.DIRECT}
    assert len({row.asserter for row in rows}) == 1
    assert labels[rows[0].asserter] == "Amador Guallar Perez"
    assert all(not row.content[0].exact.lower().startswith("english") for row in rows)


def test_the_post_with_an_unclosed_mark_ends_with_its_block(article):
    rows = [row for row in posts(article) if row.content[0].exact.startswith("“")]
    (row,) = rows
    assert row.content[0].exact.endswith("@jmscaronte")


def test_the_handle_is_a_name_of_the_journalist(article):
    (face,) = [face for face in article.faces if face.label == "Amador Guallar Perez"]
    assert [span.exact for span in face.mentions] == ["Amador Guallar Perez", "@AmadorGuallar"]


def test_the_author_endorses_the_posts(article):
    assert {row.stance for row in posts(article)} == {Stance.ENDORSES}


def test_the_journalist_describes_a_nexus(article, labels):
    (row,) = with_cue(article, "describing")
    assert labels[row.asserter] == "Amador Guallar Perez"


def test_the_clip_gives_one_direct_quotation(article):
    rows = [
        row
        for row in article.attributions
        if row.kind is AttributionKind.DIRECT and row.cue and row.parent is None
    ]
    (row,) = rows
    assert row.cue[0].exact == "claiming"
    assert row.step is Step.VERBATIM


def test_what_will_be_stated_is_nested_in_the_clip(article):
    (row,) = with_cue(article, "stated")
    (outer,) = with_cue(article, "claiming")
    assert row.parent == outer.id
    assert row.source == ()


def test_the_former_chief_is_the_asserter_of_the_clip(article, labels):
    (row,) = with_cue(article, "claiming")
    assert labels[row.asserter].startswith("Former chief of")
    (face,) = [face for face in article.faces if face.id == row.asserter]
    assert face.kind is FaceKind.ROLE


def test_pakistan_calls_itself_a_victim(article, labels):
    (row,) = [row for row in with_cue(article, "calling") if row.review is Review.MACHINE]
    assert labels[row.asserter] == "Pakistan"


def test_pakistan_calls_itself_an_ally(article):
    (row,) = with_cue(article, "terming")
    assert row.review is Review.MACHINE
    assert row.content[0].exact.startswith("itself an ally")


def test_two_peoples_or_groups_want_something(article, labels):
    rows = with_cue(article, "want")
    assert [labels.get(row.asserter or "") for row in rows] == ["Pakistanis", "Taliban"]


def test_the_act_is_owned_by_one_and_condemned_by_another_without_denial(article, labels):
    (owned,) = with_cue(article, "owned")
    (condemned,) = with_cue(article, "condemned")
    assert labels[owned.asserter] == "Islamic State Khorasan Province"
    assert labels[condemned.asserter] == "Taliban"
    assert condemned.polarity is Polarity.MENTIONS
    assert owned.content[0].exact == condemned.content[0].exact


def test_the_state_and_its_service_stay_names_of_their_own(article):
    (face,) = [face for face in article.faces if face.label == "Pakistan"]
    assert face.kind is FaceKind.STATE
    assert {span.exact for span in face.mentions} == {"Pakistan"}


@pytest.mark.parametrize("word", ["reported", "wonder", "question", "shows that", "via"])
def test_what_is_no_attribution_gives_none(article, word):
    standing = [row for row in article.attributions if row.review is Review.MACHINE]
    assert not [row for row in standing if word in " ".join(span.exact for span in row.cue)]


def test_the_reality_is_nobody(article):
    assert not [face for face in article.faces if "reality" in face.label]


def test_the_headline_is_the_authors_own_voice(article):
    assert min(row.content[0].start for row in article.attributions) > 100


def test_whom_a_post_means_is_not_guessed(article, labels):
    held = {row.id for row in posts(article)}
    inside = [row for row in article.attributions if row.parent in held]
    assert {row.asserter for row in inside} <= {None, posts(article)[0].asserter}
