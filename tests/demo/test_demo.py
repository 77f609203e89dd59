from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from sayso.demo import demo_documents


def _texts():
    """The six documents as words, roughly: tags and front matter off. Readers do it properly."""
    found = {}
    for name, data in demo_documents():
        text = data.decode("utf-8")
        if name.endswith(".jsonl"):
            for line in text.splitlines():
                row = json.loads(line)
                found[row["id"]] = row["text"]
            continue
        if name.endswith(".html"):
            text = re.sub(r"<head>.*?</head>", " ", text, flags=re.DOTALL)
            text = re.sub(r"<[^>]+>", " ", text)
            text = text.replace("&quot;", '"').replace("&#8217;", "’")
        found[name[:2]] = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return found


TEXTS = _texts()


def test_there_are_six_documents_in_four_formats():
    names = [name for name, _ in demo_documents()]
    assert {name.rsplit(".", 1)[1] for name in names} == {"txt", "html", "md", "jsonl"}
    assert len(TEXTS) == 6


def test_the_files_are_the_ones_in_the_folder():
    folder = files("sayso.demo").joinpath("documents")
    assert sorted(item.name for item in folder.iterdir()) == [n for n, _ in demo_documents()]


@pytest.mark.parametrize("key", TEXTS)
def test_a_document_is_short_and_says_outlet_and_date_at_its_top(key):
    words = TEXTS[key].split()
    assert 150 <= len(words) <= 350
    top = " ".join(words[:45])
    outlet = {
        "01": "Meridian Wire",
        "02": "Harbour Ledger",
        "03": "The Andresk Review",
        "04": "Seamark Radio",
        "north-statement": "Upland Courier",
        "talmere-gazette": "Talmere Gazette",
    }[key]
    assert outlet in top
    assert re.search(r"1[5-9] March 2024", top)


def test_the_copy_keeps_most_sentences_of_the_wire_and_drops_its_name():
    def sentences(text):
        return {
            " ".join(part.split()).replace("’", "'") for part in re.split(r"(?<=[.”\"])\s", text)
        }

    wire, copy = sentences(TEXTS["01"]), sentences(TEXTS["02"])
    assert len(wire & copy) / len(copy) > 0.6
    assert "Meridian Wire" not in TEXTS["02"]


@pytest.mark.parametrize(
    ("words", "hedged", "flat"),
    [
        ("caused by a device", "may have been caused", "was caused"),
        ("a front for the Lantern Council", "may be a front", "is a front"),
        ("attackers", "said two attackers had entered", "Two attackers entered"),
    ],
)
def test_hedges_of_the_wire_are_lost_in_the_copy(words, hedged, flat):
    assert words in TEXTS["01"]
    assert hedged in TEXTS["01"]
    assert flat in TEXTS["02"]
    assert hedged not in TEXTS["02"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("01", "claimed responsibility in a message"),
        ("01", "condemned the attack"),
        ("01", "who asked not to be named"),
        ("03", "The prevailing account is"),
        ("03", "is a front for the Lantern Council, as the governor"),
        ("03", "English translation:"),
        ("03", "A recording of about 2019"),
        ("03", "was taken over by the council"),
        ("04", "one attacker, not two"),
        ("04", "denied that the fund had any tie"),
        ("04", "said a night watchman had told the police that"),
        ("north-statement", "The Northern Dawn Brigade is another organisation"),
        ("north-statement", '"always meant the same men"'),
        ("talmere-gazette", "an explosion of grain dust could not be ruled out"),
        ("talmere-gazette", "The interior ministry of Kessaly maintains"),
    ],
)
def test_what_the_readme_says_is_planted_is_there(key, words):
    assert words in " ".join(TEXTS[key].split())


def test_each_side_is_heard_in_its_own_words():
    whole = " ".join(TEXTS.values())
    for voice in ("Mavin", "Tarn", "Dost", "Vorin", "Sool", "had no part", "engineers"):
        assert voice in whole


def test_the_readme_names_every_file_and_row():
    readme = files("sayso.demo").joinpath("README.md").read_text(encoding="utf-8")
    for name, _ in demo_documents():
        assert name in readme
    for row in ("north-statement", "talmere-gazette"):
        assert row in readme
