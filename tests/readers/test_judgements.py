"""Files of decisions: each line is read apart, and a hostile one is a problem and nothing more."""

from __future__ import annotations

import json
import tracemalloc

import pytest

from sayso.core import DataError, Problem, ReadError, SpanRole
from sayso.readers.judgements import LONGEST_LINE, MOST_BAD_LINES, read_judgements
from sayso.review import GivenDecision, GivenSpan

GOOD = {"decision": "accept", "target": "attribution-1"}


@pytest.fixture
def read(tmp_path):
    def call(*lines, end=b"\n"):
        path = tmp_path / "d.jsonl"
        data = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        path.write_bytes(end.join(data) + end)
        return list(read_judgements(path))

    return call


def test_a_line_is_a_decision_with_its_number(read):
    first, second = read(GOOD, b"", {**GOOD, "analyst": "A", "reason": "r", "at": "2026"})
    assert (first.line, first.where, first.target) == (1, "d.jsonl, line 1", "attribution-1")
    assert (second.line, second.analyst, second.reason, second.at) == (3, "A", "r", "2026")


def test_roles_and_fields_are_taken_as_written(read):
    to = {"content": [[1, 2], [3, 4, "x"]], "source": [], "said": None, "polarity": "denies"}
    (given,) = read({"decision": "correct", "target": "a", "to": to})
    assert dict(given.reading.roles) == {
        SpanRole.CONTENT: (GivenSpan(1, 2), GivenSpan(3, 4, "x")),
        SpanRole.SOURCE: (),
    }
    assert dict(given.reading.fields) == {"said": None, "polarity": "denies"}


def test_a_line_is_told_apart_by_the_file_up_to_it(read):
    first = read(GOOD, GOOD)
    assert first[0].row != first[1].row
    assert [given.row for given in read(GOOD, GOOD, GOOD)][:2] == [given.row for given in first]
    assert [given.row for given in read(GOOD, GOOD, end=b"\r\n")] == [given.row for given in first]
    assert read({**GOOD, "reason": "x"}, GOOD)[1].row != first[1].row


def test_a_byte_order_mark_is_no_part_of_the_first_line(read):
    marked = b"\xef\xbb\xbf" + json.dumps(GOOD).encode()
    assert read(marked)[0] == read(GOOD)[0]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b'"accept"', "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"decision": "accept", "target": "a", "target": "b"}', "twice"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "number that is too long"),
        ({}, 'no "decision"'),
        ({"decision": 3}, "not a text"),
        ({"decision": "ACCEPT", "target": "a"}, "accept, reject, correct, add, undo"),
        ({"decision": "same", "target": "a"}, "accept, reject, correct, add, undo"),
        ({"decision": "accept"}, 'no "target"'),
        ({"decision": "accept", "target": None}, 'no "target"'),
        ({"decision": "accept", "target": ["a"]}, "not a text"),
        ({"decision": "correct", "target": "a"}, 'no "to"'),
        ({"decision": "add", "to": {}}, 'no "document"'),
        ({**GOOD, "to": {}}, 'takes no "to"'),
        ({**GOOD, "reson": "typo"}, 'takes no "reson"'),
        ({**GOOD, "reason": 1}, "not a text"),
        ({**GOOD, "analyst": " "}, "no name"),
        ({**GOOD, "analyst": "x" * 201}, "no name"),
        (b'{"decision": "accept", "target": "a", "reason": "\\ud83d"}', "surrogate"),
        (b'{"decision": "accept", "target": "a", "\\ud83d": 1}', "takes no"),
        ({"decision": "correct", "target": "a", "to": []}, "not an object"),
        ({"decision": "correct", "target": "a", "to": {}}, "empty"),
        ({"decision": "correct", "target": "a", "to": {"colour": "red"}}, 'takes no "colour"'),
        ({"decision": "correct", "target": "a", "to": {"kind": 1}}, "not a text"),
        ({"decision": "correct", "target": "a", "to": {"cue": {}}}, "not a list"),
        *(
            ({"decision": "correct", "target": "a", "to": {"cue": [span]}}, "whole numbers")
            for span in (1, [], [1], [1.0, 2.0], [True, 2], ["1", "2"], [1, 2, "x", 4], [1, 2**60])
        ),
        ({"decision": "correct", "target": "a", "to": {"cue": [[1, 2, 3]]}}, "not a text"),
        (b'{"decision": "accept", "target": NaN}', "not a text"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_decision_is_a_problem_and_the_next_one_is_read(read, line, words):
    problem, given = read(line, GOOD)
    assert isinstance(problem, Problem)
    assert words in f"{problem.what} {problem.todo}"
    assert problem.where == "d.jsonl, line 1"
    assert all(len(text) < 400 for text in (problem.what, problem.todo))
    assert isinstance(given, GivenDecision)


def test_a_huge_line_is_a_problem_and_is_never_held_whole(tmp_path):
    path = tmp_path / "d.jsonl"
    with path.open("wb") as file:
        for _ in range(20):
            file.write(b"x" * LONGEST_LINE)
        file.write(b"\n" + json.dumps(GOOD).encode())
    tracemalloc.start()
    problem, given = read_judgements(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "longer than" in problem.what
    assert given.line == 2
    assert peak < 6 * LONGEST_LINE


def test_a_file_that_is_something_else_is_an_error(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("a line\n" * (MOST_BAD_LINES + 1), encoding="utf-8")
    with pytest.raises(DataError, match="right file"):
        list(read_judgements(path))


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    for path in (tmp_path / "nosuch", tmp_path):
        with pytest.raises(ReadError, match="cannot be read"):
            list(read_judgements(path))


def test_an_empty_file_holds_no_decision(read):
    assert read() == []
