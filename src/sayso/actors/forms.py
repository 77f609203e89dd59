"""The forms in which a name is compared: from as it stands to its consonants in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sayso.core import fold_for_search

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u201b\u02bb-\u02bf\u02c8\u00b4\u0060\uff07]")
_DIGITS = re.compile(r"[0-9]+")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"([a-z])\1+")

#: Spellings of one sound that romanisations differ in, digraphs first.
_SOUNDS = (("kh", "h"), ("gh", "g"), ("q", "k"), ("c", "k"), ("z", "s"), ("v", "b"))


@dataclass(frozen=True, slots=True)
class NameForms:
    """A name in every form it is compared in.

    `exact` is NFC; `folded` is without case and marks, with one dash, apostrophe and space; `bare`
    its letters and digits; `roman` the letters and digits of its romanisation; `skeleton` the
    consonants of that, with spellings of one sound made one; `initials` one letter a word, empty
    for a single word; `digits` its numbers, which match exactly or not at all. `is_latin` says that
    the folded form is in Latin letters.
    """

    exact: str
    folded: str
    bare: str
    roman: str
    skeleton: str
    initials: str
    digits: tuple[str, ...]
    words: tuple[str, ...]
    is_latin: bool


def make_forms(name: str) -> NameForms:
    """Return the forms of a name.

    Arabic script leaves out short vowels, so edits on letters fail between scripts; the skeleton
    agrees there.

    >>> make_forms("Haqqani").skeleton == make_forms("\u062d\u0642\u0627\u0646\u06cc").skeleton
    True
    """
    from anyascii import anyascii

    exact = unicodedata.normalize("NFC", name)
    folded = _DASHES.sub("-", _APOSTROPHES.sub("'", fold_for_search(exact)))
    folded = " ".join(folded.split())
    latin = folded if folded.isascii() else anyascii(folded).lower()
    words = tuple(part for part in _NOT_LETTERS.sub(" ", latin.replace("'", "")).split() if part)
    roman = "".join(words)
    return NameForms(
        exact=exact,
        folded=folded,
        bare="".join(filter(str.isalnum, folded)),
        roman=roman,
        skeleton=make_skeleton(roman),
        initials="".join(word[0] for word in words) if len(words) > 1 else "",
        digits=tuple(number.lstrip("0") for number in _DIGITS.findall(" ".join(words))),
        words=words,
        is_latin=folded.isascii(),
    )


def make_skeleton(roman: str) -> str:
    """Return the consonants and digits of a romanised name, spellings of one sound made one.

    >>> make_skeleton("khorasan"), make_skeleton("haqqani")
    ('hrsn', 'hkn')
    """
    for spelling, sound in _SOUNDS:
        roman = roman.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", roman))
