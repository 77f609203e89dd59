"""Core values as dictionaries for JSON, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from sayso.core import ByteRange, PageBox, PartRange, Span

#: How each kind of place in an original is told apart.
_ORIGINS = {ByteRange: "bytes", PageBox: "page", PartRange: "part"}

# Of these, the JSON name is another: "from" is a word of Python.
_NAMES = {("Number", "origin"): "from"}


def record_dict(value: Any) -> dict[str, Any]:
    """Return a core value as a dictionary: its id, where it has one, and all fields by name.

    Spans are `{"role", "start", "end", "exact", "prefix", "suffix"}`, with `"document"` only where
    it differs from the record's own. Numbers with a fraction are decimal strings, a confidence with
    four places ("0.8200"), so that the result has a canonical form. A place in an original has a
    `"kind"`: `bytes`, `page` or `part`.

    Raises
    ------
    TypeError
        When `value` is not a dataclass.
    """
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} is not a record")
    record: Any = value
    home = getattr(value, "document", None) or getattr(value, "account", None)
    found: dict[str, Any] = {}
    if isinstance(getattr(type(value), "id", None), property):
        found["id"] = record.id
    if type(value) in _ORIGINS:
        found["kind"] = _ORIGINS[type(value)]
    for field in fields(value):
        name = _NAMES.get((type(value).__name__, field.name), field.name)
        found[name] = _plain(getattr(value, field.name), field.name, home)
    return found


def _plain(value: Any, name: str, home: object) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.4f}" if name == "confidence" else repr(value)
    if isinstance(value, Span):
        return span_dict(value, home)
    if isinstance(value, (tuple, list)):
        return [_plain(item, name, home) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item, str(key), home) for key, item in value.items()}
    return record_dict(value)


def span_dict(span: Span, home: object = None) -> dict[str, Any]:
    """Return a span as a dictionary; `home` is the document of the record that holds it."""
    found: dict[str, Any] = {
        "role": span.role.value,
        "start": span.start,
        "end": span.end,
        "exact": span.exact,
        "prefix": span.prefix,
        "suffix": span.suffix,
    }
    if span.document != home:
        found["document"] = span.document
    return found
