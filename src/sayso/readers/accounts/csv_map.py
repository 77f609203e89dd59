"""The map of a table: which column holds what, and what the parties in it are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.core import DataError, FaceKind, ReadError, is_edtf

#: What a column can hold.
FIELDS = (
    "asserter",
    "subject",
    "predicate",
    "object",
    "polarity",
    "valid",
    "said",
    "source",
    "quote",
    "reported_by",
    "stance",
    "act_stance",
    "step",
    "certainty_words",
    "qualifier",
    "document",
    "spans",
)

_NEEDED = ("subject", "predicate")
_KEYS = ("account", "text", "delimiter", "columns", "defaults", "kinds", "events")
_EVENT_KEYS = ("label", "time", "place", "type")
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class TableMap:
    """How a table is read.

    `columns` gives the column of each field, `defaults` what stands where a column is missing or a
    cell blank. `text` names the document in which spans lie where a row names none. `kinds` are the
    kinds of parties by name, `events` the fields of events by the name that the table uses.
    """

    columns: Mapping[str, str]
    account: str | None = None
    text: str | None = None
    delimiter: str = ","
    defaults: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, FaceKind] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_map(path: Path) -> TableMap:
    """Return the map in a TOML file.

    Raises
    ------
    ReadError
        When the file cannot be opened.
    DataError
        When it is not TOML, or holds a key, field or kind that is not known.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read: {error.strerror}. Check the name and the permissions.",
            path=str(path),
        ) from error
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError(f"{path} is not TOML: {error}.", path=str(path)) from error
    return _make_map(given, str(path))


def _make_map(given: dict[str, Any], path: str) -> TableMap:
    _check_keys(given, _KEYS, path, "the map")
    columns = _texts(given, "columns", path)
    _check_keys(columns, FIELDS, path, "[columns]")
    defaults = _texts(given, "defaults", path)
    _check_keys(defaults, FIELDS, path, "[defaults]")
    for needed in _NEEDED:
        if needed not in columns and needed not in defaults:
            raise DataError(
                f'{path}, [columns]: no column is named for "{needed}". Write {needed} = "the name '
                'of its column".',
                path=path,
                location="columns",
            )
    delimiter = given.get("delimiter", ",")
    if not isinstance(delimiter, str) or len(delimiter) != 1 or delimiter in '\r\n"':
        raise DataError(f'{path}: "delimiter" must be one character, "," or ";".', path=path)
    return TableMap(
        columns=columns,
        account=_text(given, "account", path),
        text=_text(given, "text", path),
        delimiter=delimiter,
        defaults=defaults,
        kinds={
            name: _kind(name, kind, path) for name, kind in _texts(given, "kinds", path).items()
        },
        events=_events(given, path),
    )


def _events(given: dict[str, Any], path: str) -> dict[str, dict[str, str]]:
    events = {}
    for name, fields in _table(given, "events", path).items():
        where = f"events.{name}"
        if not isinstance(fields, dict):
            raise DataError(f'{path}, [{where}]: write label = "..." under it.', path=path)
        _check_keys(fields, _EVENT_KEYS, path, f"[{where}]")
        texts = {key: str(value) for key, value in fields.items()}
        if "time" in texts and not is_edtf(texts["time"]):
            raise DataError(
                f'{path}, [{where}]: "{texts["time"]}" is not a date in EDTF. Write YYYY-MM-DD, or '
                "YYYY-MM if the day is unknown.",
                path=path,
                location=where,
            )
        events[name] = {"label": name, **texts}
    return events


def _kind(name: str, kind: str, path: str) -> FaceKind:
    try:
        return FaceKind(kind)
    except ValueError as error:
        known = ", ".join(FaceKind)
        raise DataError(
            f'{path}, [kinds]: "{kind}", the kind of "{name}", is not known. The kinds are: '
            f"{known}.",
            path=path,
            location="kinds",
            value=kind,
        ) from error


def _check_keys(given: Mapping[str, Any], known: tuple[str, ...], path: str, where: str) -> None:
    for key in given:
        if key not in known:
            raise DataError(
                f'{path}: {where} has no "{key}". It takes {", ".join(known)}.',
                path=path,
                location=where,
                value=key,
            )


def _table(given: dict[str, Any], key: str, path: str) -> dict[str, Any]:
    value = given.get(key, {})
    if not isinstance(value, dict):
        raise DataError(f'{path}: "{key}" must be a table, [{key}].', path=path)
    return value


def _texts(given: dict[str, Any], key: str, path: str) -> dict[str, str]:
    table = _table(given, key, path)
    for name, value in table.items():
        if not isinstance(value, str):
            raise DataError(f'{path}, [{key}]: "{name}" is not a text.', path=path, location=key)
    return table


def _text(given: dict[str, Any], key: str, path: str) -> str | None:
    value = given.get(key)
    if value is not None and not (isinstance(value, str) and value.strip()):
        raise DataError(f'{path}: "{key}" is not a text.', path=path, location=key)
    return value
