from __future__ import annotations

from sayso.core import READ_FAILURES, READING_NOTICES, Problem
from sayso.report.problems import group_problems, title_kind


def test_every_kind_of_problem_has_a_heading_of_its_own():
    titles = [title_kind(kind) for kind in (*READ_FAILURES, *READING_NOTICES)]
    assert len(set(titles)) == len(titles)
    for kind, title in zip((*READ_FAILURES, *READING_NOTICES), titles, strict=True):
        assert title != kind.replace("_", " ").capitalize()


def test_an_unknown_kind_is_shown_under_its_own_name():
    problem = Problem("lost_page", "a", "b", "c", "d")
    (group,) = group_problems([problem, problem], [])
    assert (group.title, group.problems) == ("Lost page", (problem,))
