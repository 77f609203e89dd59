"""The rules on the development articles, by the scorer beside them: floors that may rise."""

from __future__ import annotations

import json
import runpy

import pytest

from sayso.core import Review
from sayso.extract import ReadingSettings, find_reading

#: Measured when they were set: 64.5, 70.4, 52.6, 78.9, ECE .022.
ATTRIBUTION_F1 = 0.635
TOKEN_MACRO_F1 = 0.695
EXACT_CONTENT_F1 = 0.515
DIRECT_RECALL = 0.775
CALIBRATION_ERROR = 0.05


@pytest.fixture(scope="module")
def reading(shared, make_document):
    folder = shared / "data" / "attribution"
    scorer = runpy.run_path(str(folder / "score.py"))
    rules = find_reading("rules")
    counts = []
    bins = [[0, 0.0, 0] for _ in range(10)]
    for line in (folder / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        document = make_document(row["text"])
        found, _ = rules.attribute(document, settings=ReadingSettings())
        sheet = scorer["Doc"](row["text"])
        gold = scorer["Reading"](sheet, row["attributions"])
        outer = [item for item in found if item.parent is None]
        plain = [
            {
                role: [[span.start, span.end] for span in spans]
                for role, spans in zip(scorer["ROLES"], item.roles, strict=True)
            }
            for item in outer
        ]
        standing = [
            spans for spans, item in zip(plain, outer, strict=True) if item.review is Review.MACHINE
        ]
        counts.append(scorer["doc_counts"](sheet, scorer["Reading"](sheet, standing), gold))
        for spans, item in zip(plain, outer, strict=True):
            ids = {role: sheet.ids(spans[role]) for role in scorer["ROLES"]}
            right = any(scorer["CONDITIONS"]["attribution"](ids, other) for other in gold.items)
            place = bins[min(9, int(item.confidence * 10))]
            place[0] += 1
            place[1] += item.confidence
            place[2] += right
    return scorer["metrics"](scorer["total_of"](counts)), bins


def test_attribution_f1_stays_above_its_floor(reading):
    assert reading[0]["attribution"]["f1"] >= ATTRIBUTION_F1


def test_token_and_exact_scores_stay_above_their_floors(reading):
    assert reading[0]["token"]["macro_f1"] >= TOKEN_MACRO_F1
    assert reading[0]["exact"]["content"]["f1"] >= EXACT_CONTENT_F1


def test_recall_of_direct_speech_stays_above_its_floor(reading):
    assert reading[0]["recall_by_type"]["direct"]["attribution"] >= DIRECT_RECALL


def test_a_confidence_is_the_share_that_is_right(reading):
    bins = reading[1]
    total = sum(count for count, _, _ in bins)
    assert sum(abs(said - right) for _, said, right in bins) / total <= CALIBRATION_ERROR
