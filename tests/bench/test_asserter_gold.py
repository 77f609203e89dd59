"""The gold of asserters is loaded from ids, offsets and marked texts, and the resolver scored."""

from __future__ import annotations

import json

from asserters import GOLD, is_right, measure, read_articles, read_own, wilson

#: Share right in our own texts; it was .99 (look) and .96 (unseen) when this was written.
FLOOR = 0.93


def test_our_own_texts_come_out():
    texts = list(read_own())
    assert sum(len(text.sources) for text in texts) == 153
    assert {text.half for text in texts} == {"look", "unseen"}
    tally = measure(texts)
    assert tally.right >= FLOOR * tally.met


def test_the_gold_of_articles_holds_no_words():
    rows = [json.loads(line) for line in (GOLD / "articles.jsonl").read_text().splitlines()]
    assert sum(len(row["sources"]) for row in rows) == 570
    for row in rows:
        assert set(row) == {"article", "number", "half", "parties", "sources"}
        assert all(len(name) <= 3 for name in row["parties"])
        words = {who for source in row["sources"] for who in source["who"]}
        assert words <= {"role", "author", "unresolved", *row["parties"]}


def test_offsets_of_the_gold_cut_out_sources_that_people_marked(shared):
    marked = list(read_articles(shared / "data" / "attribution" / "train.jsonl"))
    assert len(marked) == 66
    for article in marked:
        known = {tuple((s.start, s.end) for s in row.source) for row in article.attributions}
        assert {source.fragments for source in article.sources} <= known


def test_nobody_is_wrong_where_the_gold_names_somebody():
    text = next(text for text in read_own() if text.name.startswith("03"))
    source = next(source for source in text.sources if source.who == ("d",))
    assert not is_right(text, source, None, {})


def test_an_interval_holds_its_share_and_nothing_is_unknown():
    low, high = wilson(9, 10)
    assert low < 0.9 < high
    assert wilson(0, 0) == (0.0, 1.0)
