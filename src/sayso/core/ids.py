"""Ids that are hashes of the fields that make a thing what it is."""

from __future__ import annotations

import hashlib

from sayso.core.canonical import canonical_bytes

#: 32 hexadecimal digits, 128 bits: no collision to fear below 10**15 records of one kind.
_DIGITS = 32


def content_id(kind: str, *fields: object) -> str:
    """Return `kind-` and 32 hexadecimal digits of the SHA-256 of the fields in canonical JSON.

    >>> content_id("name", "Haqqani network") == content_id("name", "Haqqani network")
    True
    """
    digest = hashlib.sha256(canonical_bytes([kind, *fields])).hexdigest()
    return f"{kind}-{digest[:_DIGITS]}"


def bytes_sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def original_id(sha256: str) -> str:
    """Return the id of the row that holds the original bytes with this hash."""
    return content_id("original", sha256)
