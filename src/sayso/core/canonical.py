"""Canonical JSON: one byte string for one value, the form that is hashed and exported."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sayso.core.errors import DataError

#: Largest integer that every reader of JSON holds exactly (RFC 7493, section 2.2).
MAX_SAFE_INTEGER = 2**53 - 1


def canonical_json(value: object) -> str:
    """Return `value` as canonical JSON after RFC 8785, without floats.

    Keys are sorted by UTF-16 code units, there is no white space, and non-ASCII characters stand as
    themselves. Values are None, booleans, integers within +-(2**53 - 1), strings, sequences and
    mappings with string keys; numbers with a fraction are written as decimal strings by the caller,
    so that no two machines can disagree on a digit.

    >>> canonical_json({"b": 1, "a": ["x", None, True]})
    '{"a":["x",null,true],"b":1}'

    Raises
    ------
    DataError
        For a float, an integer out of range, a lone surrogate, or any other type.

    References
    ----------
    RFC 8785 (JSON Canonicalization Scheme), sections 3.2.2 and 3.2.3.
    """
    prepared = _prepare(value)
    text = json.dumps(prepared, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DataError(
            "A text holds a lone surrogate and cannot be written as UTF-8. "
            "Replace it by U+FFFD before storing.",
            value=error.object[error.start : error.end],
        ) from error
    return text


def canonical_bytes(value: object) -> bytes:
    """Return the UTF-8 bytes of `canonical_json(value)`."""
    return canonical_json(value).encode("utf-8")


def _utf16_key(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _prepare(value: object) -> Any:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_SAFE_INTEGER:
            raise DataError(f"The integer {value} is too large for JSON.", value=value)
        return value
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise DataError(f"A JSON key must be a string, not {key!r}.", value=key)
        return {key: _prepare(value[key]) for key in sorted(value, key=_utf16_key)}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [_prepare(item) for item in value]
    raise DataError(
        f"{type(value).__name__} has no canonical form. Write numbers as decimal strings.",
        value=value,
    )
