"""Formats of accounts are asked for by name, and refused with what to do."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.core import DataError, ReadError
from sayso.pipeline import record_account
from sayso.readers.accounts import ACCOUNT_FORMATS, read_account
from sayso.store import MemoryStore

AT = "2026-03-01T12:00:00Z"


@pytest.mark.parametrize(
    ("form", "options", "words"),
    [
        ("xls", {}, "is no format"),
        ("csv", {}, "without a map"),
        ("stix", {"map_path": "MAP.toml"}, "needs none"),
        ("stix", {"account": " "}, "cannot name an account"),
        ("stix", {"account": f"face-{'0' * 32}"}, "cannot name an account"),
    ],
)
def test_a_wrong_request_is_refused(tmp_path, form, options, words) -> None:
    with pytest.raises(DataError, match=words):
        read_account(tmp_path / "x", form, retrieved_at=AT, **options)


@pytest.mark.parametrize("form", [name for name, *_ in ACCOUNT_FORMATS if name != "csv"])
def test_a_missing_file_is_named(tmp_path, form) -> None:
    with pytest.raises(ReadError, match=r"nowhere\.json cannot be read"):
        read_account(tmp_path / "nowhere.json", form, retrieved_at=AT)


GALAXY = {
    "type": "threat-actor",
    "values": [
        {
            "value": "A",
            "uuid": "u1",
            "meta": {"synonyms": ["B"], "name-attribution": ["B:p"],
                     "cfr-suspected-state-sponsor": "R"},
            "related": [{"dest-uuid": "u2", "type": "similar", "tags": ["x"]}],
        }
    ],
}  # fmt: skip
BUNDLE = {
    "type": "bundle",
    "objects": [
        {"type": "identity", "id": "i", "name": "I", "identity_class": "group"},
        {"type": "intrusion-set", "id": "a", "created_by_ref": "i", "name": "A", "aliases": ["B"],
         "revoked": True, "created": "2020-01-01T00:00:00Z", "modified": "2021-01-01T00:00:00Z",
         "external_references": [{"source_name": "B", "description": "(Citation: C)"}]},
        {"type": "campaign", "id": "c", "name": "C", "first_seen": "2020-01-01T00:00:00Z"},
        {"type": "relationship", "id": "r", "relationship_type": "attributed-to",
         "source_ref": "c", "target_ref": "a"},
        {"type": "opinion", "id": "o", "opinion": "agree", "object_refs": ["r"]},
    ],
}  # fmt: skip
ODD = st.sampled_from(
    [None, True, 3, 2.5, "", " ", "x", "\ud800", "\x00", f"face-{'0' * 32}", [], {}, [[]], [None],
     {"x": []}, ["x", ["y"]]]
)  # fmt: skip


def list_places(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        yield from list_places(inner, (*path, key))


@pytest.mark.parametrize(("form", "whole"), [("misp-galaxy", GALAXY), ("stix", BUNDLE)])
@settings(max_examples=100, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_whatever_stands_in_a_field_the_rows_can_be_stored_or_the_file_is_refused(
    tmp_path, form, whole, data
) -> None:
    value = copy.deepcopy(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        *path, last = data.draw(st.sampled_from([p for p in list_places(value) if p]))
        holder = value
        for key in path:
            holder = holder[key]
        holder[last] = copy.deepcopy(data.draw(ODD))
    file = tmp_path / "f.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    try:
        rows = read_account(file, form, retrieved_at=AT)(lambda _: None)
    except DataError:
        return
    store = MemoryStore(bytes(32))
    first = record_account(store, rows, recorded_by="t", clock=lambda: AT)
    again = record_account(store, rows, recorded_by="t", clock=lambda: AT)
    assert (again.assertions, again.known) == (0, first.assertions)
