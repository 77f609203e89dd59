"""Dates in the output of `sayso read`."""

from __future__ import annotations

import json


def test_spans_of_dates_count_in_the_text_as_given(sayso, tmp_path) -> None:
    text = "The cafe\u0301 closed on 26 August 2021.\r\n\r\nIt has been empty since 2022."
    row = {"id": "a", "text": text}
    (tmp_path / "in.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    sayso("read", "--jsonl", "in.jsonl", "--out", "out.jsonl", "--reading", "rules")
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(text[slice(*date["span"])], date["edtf"]) for date in json.loads(line)["dates"]]
    assert found == [("26 August 2021", "2021-08-26"), ("since 2022", "2022/..")]
