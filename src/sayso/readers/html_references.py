"""Character references of HTML: where they stand, and what they stand for.

The standard library's `html.unescape` drops control characters and noncharacters, and resolves
`&sect` in the address `?a=1&section=2`; browsers do neither.

References
----------
WHATWG HTML Living Standard, sections 13.2.5.72 to 13.2.5.84 (character references).
"""

from __future__ import annotations

import re
from html.entities import html5

#: A character reference, or what looks like one.
REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")

_UNKNOWN = "\ufffd"
# Digits of the highest code point, in either base at most.
_MOST_DIGITS = 7
# Numbers from 0x80 on mean Windows-1252 where that has a character (a table of the standard).
_WINDOWS = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")


def resolve(reference: str) -> str:
    """Return what a match of `REFERENCE` stands for in text, or itself where for nothing.

    >>> resolve("&eacute;"), resolve("&#150;"), resolve("&notit;"), resolve("&nosuch;")
    ('é', '–', '¬it;', '&nosuch;')
    """
    if reference[1] == "#":
        return _resolve_number(reference)
    name = reference[1:]
    # Old names need no semicolon, and the longest one counts.
    for length in range(len(name), 1, -1):
        found = html5.get(name[:length])
        if found is not None:
            return found + name[length:]
    return reference


def resolve_all(text: str) -> str:
    """Return `text` with its character references resolved."""
    return REFERENCE.sub(lambda match: resolve(match.group()), text) if "&" in text else text


def resolve_attribute(value: str) -> str:
    """Return the value of an attribute with its character references resolved.

    A name without semicolon before a letter, digit or equals sign is none: it is part of an
    address.
    """
    return REFERENCE.sub(_resolve_in_attribute, value) if "&" in value else value


def _resolve_in_attribute(match: re.Match[str]) -> str:
    reference = match.group()
    if reference[1] == "#":
        return _resolve_number(reference)
    following = match.string[match.end() : match.end() + 1]
    if reference[-1] != ";" and (following == "=" or (following.isascii() and following.isalnum())):
        return reference
    return html5.get(reference[1:], reference)


def _resolve_number(reference: str) -> str:
    digits = reference[2:].rstrip(";")
    base = 10
    if digits[0] in "xX":
        digits, base = digits[1:], 16
    digits = digits.lstrip("0")
    if not digits or len(digits) > _MOST_DIGITS:
        return _UNKNOWN
    number = int(digits, base)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return _UNKNOWN
    if 0x80 <= number < 0xA0 and _WINDOWS[number - 0x80] != _UNKNOWN:
        return _WINDOWS[number - 0x80]
    return chr(number)
