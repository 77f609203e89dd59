"""A report as canonical JSON: the same sentences under the same ids as in every other format."""

from __future__ import annotations

from typing import Any

from sayso.core import canonical_bytes
from sayso.export.records import record_dict
from sayso.report import Report, Sentence, list_claims

FORMAT = "sayso-report"
VERSION = 1


def write_report_json(report: Report) -> bytes:
    """Return a report as canonical JSON.

    `sentences` holds every sentence once, `{id, kind, text, evidence, numbers: [{text, from}]}`, in
    the order in which they are shown; the parts name them by id. Texts come as leaves, whose marks
    name their claims by number.
    """
    found = record_dict(report)
    sentences: dict[str, dict[str, Any]] = {}
    for sentence in _list_sentences(report):
        sentences.setdefault(sentence.id, record_dict(sentence))
    prepared = _refer(found, frozenset(sentences))
    return canonical_bytes(
        {"format": FORMAT, "version": VERSION, "sentences": list(sentences.values()), **prepared}
    )


def _list_sentences(report: Report) -> list[Sentence]:
    found = list(report.opening)
    for document in report.documents:
        found += [claim.sentence for claim in list_claims(document.accounts)]
    found += [asserter.finding for asserter in report.asserters]
    found += [claim.sentence for claim in list_claims(report.suggestions)]
    return found


def _refer(value: Any, known: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_refer(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("id") in known and "numbers" in value:
        return value["id"]
    if "marks" in value and "text" in value:
        marks = [
            {"claim": mark["number"], "role": mark["role"], "level": mark["level"]}
            for mark in value["marks"]
        ]
        return {**value, "marks": marks}
    return {key: _refer(item, known) for key, item in value.items()}
