"""What may be done to words: normalisation before storing, masking before showing."""

from __future__ import annotations

import re
import unicodedata

# C0 but tab and line break, DEL, C1, and the controls that reorder text (Unicode 15, UAX 9): a
# terminal acts on the first three, a reader's eye is misled by the last.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_UNSAFE_IN_LINE = re.compile(f"{_UNSAFE.pattern[:-1]}\t\n\u2028\u2029]")


def normalise_text(text: str) -> str:
    """Return `text` in Unicode normalisation form C, lone surrogates replaced by U+FFFD."""
    return unicodedata.normalize("NFC", re.sub("[\ud800-\udfff]", "\ufffd", text))


def show_safely(text: str, *, one_line: bool = False) -> str:
    r"""Return `text` with control and reordering characters written out, fit for a terminal.

    With `one_line`, tabs and line breaks are written out, too.

    >>> show_safely("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    pattern = _UNSAFE_IN_LINE if one_line else _UNSAFE
    return pattern.sub(_write_out, text)


def _write_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def fold_for_search(text: str) -> str:
    """Return `text` as it is searched: compatibility forms joined, case folded, marks off.

    Accents and the points of Hebrew, Arabic and Syriac go (combining classes 10 to 36 and 200 up);
    what spells a different letter stays: the voicing of kana, nukta and virama (7 to 9), vowel
    signs (0), Thai and Tibetan signs (103 to 132). Invisible format characters go, too, so that a
    soft hyphen or a joiner does not hide a word.

    >>> fold_for_search("\u00c9tat \ufb01rst STRASSE")
    'etat first strasse'
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", "".join(filter(_is_searched, folded)))


def _is_searched(character: str) -> bool:
    combining = unicodedata.combining(character)
    if combining:
        return not (10 <= combining <= 36 or combining >= 200)
    return character.isascii() or unicodedata.category(character) != "Cf"
