"""Files of accounts, written by the tests and read as a user's are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.actors import AccountRows
from sayso.pipeline import record_account
from sayso.readers.accounts import read_account
from sayso.store import MemoryStore

AT = "2026-03-01T12:00:00Z"


@pytest.fixture
def put(tmp_path):
    """Write a file, text as it is and anything else as JSON, and return its path."""

    def write(name: str, content: object) -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def read(put):
    """Write a file in a format and return the rows made of it."""

    def call(form, name, content, *, account=None, map_path=None, find=lambda _: None):
        path = put(name, content)
        make = read_account(path, form, retrieved_at=AT, account=account, map_path=map_path)
        return make(find)

    return call


@pytest.fixture
def told():
    """Return what the rows of a file say, in words, in the order of the file."""
    return tell


def tell(rows: AccountRows) -> list[tuple[str, ...]]:
    labels = {face.id: face.label for face in rows.faces}
    labels |= {name.id: name.string for name in rows.names}
    labels |= {event.id: event.label for event in rows.events}
    about = {item.id: item for item in rows.propositions}
    ids = {assertion.id: assertion for assertion in rows.assertions}
    lines = []
    for assertion in rows.assertions:
        proposition = about[assertion.proposition]
        words = [labels[assertion.asserter], assertion.polarity.value, proposition.predicate]
        words += [labels.get(argument, argument) for argument in proposition.args]
        if assertion.reported_in is not None:
            words.append(f"reported by {labels[ids[assertion.reported_in].asserter]}")
        lines.append(tuple(words))
    return lines


@pytest.fixture
def store():
    return MemoryStore(bytes(32))


@pytest.fixture
def record(store):
    """Record rows in a case in memory and return what they brought."""

    def call(rows):
        return record_account(store, rows, recorded_by="R. Ansah", clock=lambda: AT)

    return call
