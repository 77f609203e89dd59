"""The reliability diagram is a well-formed picture that says in words what it shows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from reading.confidence import Judged, fill_bins
from reading.diagram import Curve, draw_reliability

SVG = "{http://www.w3.org/2000/svg}"


def curve(name, step=3):
    rows = [Judged(number / 100, number % step != 0) for number in range(100)]
    return Curve(name, fill_bins(rows))


@pytest.fixture(scope="module")
def picture():
    return draw_reliability([curve("one & only"), curve("<two>", 4)], "Right rows by confidence")


def test_it_is_well_formed_whatever_the_names_hold(picture):
    root = ElementTree.fromstring(picture)
    assert root.tag == f"{SVG}svg"
    assert "one & only" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_screen_reader_finds_a_title_and_a_description_of_every_bin(picture):
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    labels = root.get("aria-labelledby").split()
    assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == labels
    described = root.find(f"{SVG}desc").text
    assert described.count("rows from") == 20
    assert "<two>: of 10 rows from 0.0 to 0.1" in described
    assert "ECE" in described


def test_it_has_colours_for_light_and_for_dark_and_no_colour_outside_the_style(picture):
    style = ElementTree.fromstring(picture).find(f"{SVG}style").text
    assert "prefers-color-scheme: dark" in style
    assert not re.search(r"#[0-9a-f]{6}", picture.replace(style, ""))
    light, dark = style.split("@media")
    named = [set(re.findall(r"\.(\w+)", part)) for part in (light, dark)]
    assert {"paper", "ink", "faint", "grid", "axis", "ideal", "c0", "c1", "c2"} <= named[0] & named[
        1
    ]


def test_curves_differ_in_shape_as_well_as_in_colour(picture):
    root = ElementTree.fromstring(picture)
    # Ten points each and one mark in the key.
    assert len(list(root.iter(f"{SVG}circle"))) == 11
    assert len([one for one in root.iter(f"{SVG}rect") if one.get("width") == "9"]) == 11


def test_points_stand_where_their_numbers_are():
    rows = [Judged(0.55, number < 3) for number in range(4)]
    root = ElementTree.fromstring(draw_reliability([Curve("one", fill_bins(rows))], "title"))
    point = next(root.iter(f"{SVG}circle"))
    assert (point.get("cx"), point.get("cy")) == ("311", "165")


def test_nothing_is_drawn_outside_the_picture(picture):
    root = ElementTree.fromstring(picture)
    for one in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(one.get(name, 0)) <= 640
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(one.get(name, 0)) <= 640


def test_a_reading_without_rows_gives_a_picture_without_points():
    root = ElementTree.fromstring(draw_reliability([Curve("none", ())], "title"))
    assert "no rows" in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("count", [0, 4])
def test_more_curves_than_can_be_told_apart_are_refused(count):
    with pytest.raises(ValueError, match="curves"):
        draw_reliability([curve("one")] * count, "title")
