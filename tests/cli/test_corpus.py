"""A corpus is read row by row, in order, resumably, whatever one row holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = 'The mayor said that the bridge was safe. "It is not," said the engineer.'


def write(path: Path, rows: list[object]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(
        tmp_path / "in.jsonl", [{"id": f"r{n}", "text": f"{n}. {TEXT}"} for n in range(40)]
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_come_out_in_the_order_of_the_input(sayso, corpus, tmp_path, jobs: int) -> None:
    result = sayso("read", "--jsonl", corpus, "--out", "out.jsonl", "--jobs", jobs)
    assert result.status == 0, result.err
    rows = rows_of(tmp_path / "out.jsonl")
    assert [row["id"] for row in rows] == [f"r{n}" for n in range(40)]
    assert all(row["attributions"] and "text" not in row for row in rows)


def test_one_worker_and_two_write_the_same_bytes(sayso, corpus, tmp_path) -> None:
    sayso("read", "--jsonl", corpus, "--out", "one.jsonl")
    sayso("read", "--jsonl", corpus, "--out", "two.jsonl", "--jobs", 2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_an_interrupted_run_is_completed_and_a_torn_line_is_cut_off(
    sayso, corpus, tmp_path
) -> None:
    out = tmp_path / "out.jsonl"
    sayso("read", "--jsonl", corpus, "--out", out)
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) // 2])
    result = sayso("read", "--jsonl", corpus, "--out", out)
    assert result.status == 0
    assert out.read_bytes() == whole
    assert "were there already" in result.err


def test_offsets_count_in_the_text_as_given(sayso, tmp_path) -> None:
    text = "Cafe\u0301 owners met.\r\n\r\nThe mayor said that the e\u0301lite was safe. \U0001f600"
    write(tmp_path / "in.jsonl", [{"id": "a", "text": text}])
    sayso("read", "--jsonl", "in.jsonl", "--out", "out.jsonl")
    (row,) = rows_of(tmp_path / "out.jsonl")
    (attribution,) = row["attributions"]
    ((start, end),) = attribution["source"]
    assert text[start:end] == "The mayor"


def test_a_bad_row_is_listed_and_the_rest_is_read(sayso, tmp_path) -> None:
    rows = ["{not json", {"id": "a"}, {"id": "b", "text": 7}, [1], {"text": TEXT},
            {"id": "c", "text": TEXT}, {"id": "c", "text": TEXT}, {"id": "d", "text": ""},
            {"id": "e", "text": "\ud800 \x00 said"}]  # fmt: skip
    write(tmp_path / "in.jsonl", rows)
    result = sayso("read", "--jsonl", "in.jsonl", "--out", "out.jsonl")
    assert result.status == 3
    for number in (1, 2, 3, 4, 5, 7):
        assert f"row {number}:" in result.err
    assert [row["id"] for row in rows_of(tmp_path / "out.jsonl")] == ["c", "d", "e"]


@pytest.mark.parametrize("notes", ["notes\n", "my only notes", '{"a": 1}\nnotes', '{"x'])
def test_a_file_that_is_no_earlier_output_is_not_touched(sayso, corpus, tmp_path, notes) -> None:
    (tmp_path / "out.jsonl").write_text(notes, encoding="utf-8")
    result = sayso("read", "--jsonl", corpus, "--out", "out.jsonl")
    assert result.status == 1
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == notes


def test_a_corpus_is_never_its_own_output_and_a_folder_is_none(sayso, corpus, tmp_path) -> None:
    before = corpus.read_bytes()
    assert sayso("read", "--jsonl", corpus, "--out", corpus).status == 1
    assert corpus.read_bytes() == before
    assert sayso("read", "--jsonl", corpus, "--out", tmp_path).status == 1


def test_a_deep_row_and_an_id_with_spaces_do_not_break_resuming(sayso, tmp_path) -> None:
    deep = '{"id":"d","text":"a","x":' + "[" * 990 + "]" * 990 + "}"
    write(tmp_path / "in.jsonl", [{"id": " a ", "text": TEXT}, deep, {"id": "b", "text": TEXT}])
    first = sayso("read", "--jsonl", "in.jsonl", "--out", "out.jsonl")
    assert first.status in (0, 3)
    ids = [row["id"] for row in rows_of(tmp_path / "out.jsonl")]
    assert ids[0] == "a"
    assert ids[-1] == "b"
    sayso("read", "--jsonl", "in.jsonl", "--out", "out.jsonl")
    assert [row["id"] for row in rows_of(tmp_path / "out.jsonl")] == ids


def test_a_corpus_that_is_not_there_is_an_error(sayso) -> None:
    result = sayso("read", "--jsonl", "nosuch.jsonl", "--out", "out.jsonl")
    assert result.status == 1
    assert "nosuch.jsonl" in result.err
