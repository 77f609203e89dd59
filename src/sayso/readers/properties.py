"""Title and author as the properties of a file have them, without what programs fill in."""

from __future__ import annotations

import re

from sayso.readers.metadata import clean_words

_FILE_LIKE = re.compile(
    r"\W*(?:untitled\W*\d*|anonymous|unspecified|unknown|none|title|document\s*\d*"
    r"|microsoft word\b.*|\S+\.[a-z]\w{1,4})\W*",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\W*(?:anonymous|unspecified|unknown|none|author|user|admin|administrator|windows user"
    r"|microsoft office user|python-docx|root)?\W*",
    re.IGNORECASE,
)


def clean_title(raw: str | None) -> str | None:
    """Return a title on one line, or None where it is a file's name or a program's default.

    >>> clean_title(" The  harbour "), clean_title("Microsoft Word - a.doc"), clean_title("x.pdf")
    ('The harbour', None, None)
    """
    title = clean_words(raw)
    return None if title is None or _FILE_LIKE.fullmatch(title) else title


def clean_author(raw: str | None) -> str | None:
    """Return an author on one line, or None where a program filled in the field.

    >>> clean_author("Inés Ortega"), clean_author("(anonymous)")
    ('Inés Ortega', None)
    """
    author = clean_words(raw)
    return None if author is None or _NOBODY.fullmatch(author) else author
