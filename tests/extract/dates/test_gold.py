"""The gold of dates: exact EDTF for what the words give, and no day that they do not give."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from sayso.core import is_edtf
from sayso.extract.dates import find_dates

GOLD = Path(__file__).parent.parent / "gold"
DAY = re.compile(r"-?\d{4}-(?:0\d|1[0-2])-\d\d")
#: Share of the expressions that must be exact; the figure to reach is 0.95.
FLOOR = 0.98


def sentences(name: str) -> list[dict]:
    return tomllib.loads((GOLD / name).read_text(encoding="utf-8"))["sentence"]


def given(mention) -> str:
    return mention.edtf or "|".join(mention.readings)


@pytest.mark.parametrize("name", ["dates.toml", "dates_unseen.toml"])
def test_expressions_are_exact_and_no_day_is_invented(make_document, name) -> None:
    wrong, invented, count = [], [], 0
    for sentence in sentences(name):
        text = sentence["text"]
        document = make_document(
            text, language=sentence.get("language", "en"), published=sentence.get("published")
        )
        mentions = find_dates(document)
        allowed = {day for _, edtf in sentence.get("dates", ()) for day in DAY.findall(edtf)}
        invented += [
            (mention.words, given(mention), text)
            for mention in mentions
            if set(DAY.findall(given(mention))) - allowed
        ]
        at = 0
        for words, edtf in [
            *sentence.get("dates", ()),
            *((w, None) for w in sentence.get("not_dates", ())),
        ]:
            at = text.index(words, at if edtf is not None else 0)
            end = at + len(words)
            found = [m for m in mentions if m.span.start < end and at < m.span.end]
            count += 1
            right = any(given(m) == edtf for m in found) if edtf else not any(map(given, found))
            if not right or (edtf is None and found):
                wrong.append((words, edtf, [given(m) for m in found], text))
            at = end
    assert not invented
    assert len(wrong) <= (1 - FLOOR) * count, wrong


def test_the_gold_has_200_expressions_of_which_a_third_give_no_date() -> None:
    found = [s for name in ("dates.toml", "dates_unseen.toml") for s in sentences(name)]
    dates = [edtf for s in found for _, edtf in s.get("dates", ())]
    empty = sum(len(s.get("not_dates", ())) for s in found) + dates.count("")
    assert len(dates) + empty - dates.count("") >= 200
    assert 3 * empty >= len(dates) + empty - dates.count("")


def test_every_date_of_the_gold_is_edtf() -> None:
    for name in ("dates.toml", "dates_unseen.toml"):
        for sentence in sentences(name):
            for _, edtf in sentence.get("dates", ()):
                assert all(is_edtf(reading) for reading in edtf.split("|") if edtf), edtf
