"""Tables of scores show what is known and a dash for what is not; intervals and speeds add up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reading.intervals import resample_share, wilson
from reading.processes import Cost, take_median
from reading.scores import SCORES, describe_scores, list_scores
from reading.speeds import Speeds, Timed, cut_words, describe_speeds, estimate_ratios
from reading.systems import System


def test_the_scores_that_came_with_the_data_fill_a_column(shared):
    folder = shared / "data" / "attribution"
    systems = json.loads((folder / "peers.json").read_text("utf-8"))["systems"]
    cells = list_scores(systems[0]["scores"])
    assert len(cells) == len(SCORES)
    assert cells[0] == "70.8, 47.1, 56.6"
    assert cells[1] == "53.6 to 60.1"


def test_a_score_without_interval_or_kind_is_a_dash():
    found = {
        "attribution": {"p": 0.5, "r": 0.25, "f1": 1 / 3},
        "token": {"macro_f1": 0.5},
        "exact": {"content": {"f1": 0.5}},
        "span": {role: {"f1": 0.5} for role in ("source", "cue", "content")},
        "recall_by_type": {"direct": {"attribution": 1.0}},
    }
    cells = list_scores(found)
    assert cells[1] == "–"
    assert cells[-3:] == ["100.0", "–", "–"]
    table = describe_scores({"one": cells, "two": cells})
    assert all(line.count("|") == 4 for line in table.splitlines())


def test_wilsons_interval_is_that_of_the_paper_and_stays_between_0_and_1():
    # 10 of 20: .2993 to .7007 in R's prop.test(10, 20, correct = FALSE).
    assert wilson(10, 20) == pytest.approx((0.2993, 0.7007), abs=1e-4)
    assert wilson(0, 0) == (0, 1)
    assert wilson(3, 3)[1] == 1


def test_resampling_is_the_same_for_one_seed_and_exact_where_all_are_right():
    counts = [(9, 10), (4, 8), (20, 20)]
    assert resample_share(counts, 200, 1) == resample_share(counts, 200, 1)
    assert resample_share([(3, 3)] * 4, 200, 1) == (1, 1)
    low, high = resample_share(counts, 200, 1)
    assert low <= 33 / 38 <= high


def test_the_median_is_taken_of_each_figure_for_itself():
    costs = [Cost(1, 9, 5), Cost(2, 8, 4), Cost(3, 7, 9)]
    assert take_median(costs) == Cost(2, 8, 5)


def test_a_core_was_shared_when_the_clock_ran_on():
    assert Cost(2.0, 1.0, 1).is_shared
    assert not Cost(1.05, 1.0, 1).is_shared


@pytest.fixture
def speeds():
    found = Speeds()
    found.costs[Timed("model", "whole", 1)].append(Cost(10, 10, 100))
    found.costs[Timed("model", "whole", 2)].append(Cost(5, 11, 100))
    found.costs[Timed("textacy", "whole", 1)].append(Cost(40, 30, 300))
    return found


def test_ratios_are_of_the_peers_time_on_one_core(speeds):
    titles = {"model": "`model`", "textacy": "textacy"}
    lines = describe_speeds(speeds, titles, ["textacy"], 10_000).splitlines()
    assert lines[2] == "| `model`, one core | 1,000 | 1,000 | 100 | 3.0, 4.0 |"
    assert lines[3] == "| `model`, 2 cores, `--jobs 2` | 909 | 2,000 | 100 | 2.7, 8.0 |"
    assert lines[4] == "| textacy, one core | 333 | 250 | 300 | 1.0, 1.0 |"


def test_a_peer_that_was_not_run_is_estimated_by_way_of_one_that_was(speeds, tmp_path: Path):
    rows = [
        {"system": "textacy, by paragraph", "cpu_s": 10.0},
        {"system": "Citron", "cpu_s": 25.0},
        {"system": "GenderGapTracker", "cpu_s": 5.0},
    ]
    (tmp_path / "peers.json").write_text(json.dumps({"speed": {"rows": rows}}), "utf-8")
    told = estimate_ratios(speeds, "model", tmp_path, ["textacy"])
    assert "7.5 times Citron and 1.5 times GenderGapTracker" in told
    assert "Citron" not in estimate_ratios(speeds, "model", tmp_path, ["textacy", "citron"])
    assert estimate_ratios(speeds, "model", tmp_path, []) == ""


def test_words_are_cut_as_they_stand_over_several_texts():
    rows = [{"text": "one two\nthree"}, {"text": "four  five six"}]
    assert cut_words(rows, 2) == "one two"
    assert cut_words(rows, 5) == "one two\nthree\n\nfour  five"
    assert cut_words(rows, 9) == "one two\nthree\n\nfour  five six"


def test_a_system_is_called_with_its_flags_and_jobs_before_the_paths():
    ours = System("model", "`model`", ("sayso", "read"), ("--jsonl", "--out"))
    peer = System("peer", "peer", ("python", "peer.py"))
    assert ours.call(Path("a"), Path("b"), 2) == [
        *("sayso", "read", "--jobs", "2", "--jsonl", "a", "--out", "b")
    ]
    assert peer.call(Path("a"), Path("b")) == ["python", "peer.py", "a", "b"]
