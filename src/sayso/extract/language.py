"""Whether the rules for English can read a text, from how many of its words are the commonest."""

from __future__ import annotations

import re

from sayso.core import Document, Problem
from sayso.extract.words import list_words

#: Without those that other languages write alike ("in", "an", "so", "at", "for", "was", "me").
_COMMON = frozenset(
    list_words(
        "the of and to is that it with his he be this had not are but from or have they which you "
        "were her all she there would their we been who more if out said what its about than into "
        "them can only other new some could these two may then first any my now such like our over "
        "even most after did many before must through been when"
    )
)
#: Words looked at: enough to tell, and a bound on the time for long texts.
_SAMPLE = 3000
#: Of the training articles the median has 0.30 of the list, the least 0.10 and the next
#: 0.13; paragraphs of our own in German, Dutch, French, Spanish and Norwegian have none or next
#: to none. Headlines and lists have few of such words, so the line lies low.
_LEAST_SHARE = 0.06
#: Below this many words the share says nothing, and the text is read.
_LEAST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+")


def is_english(document: Document) -> bool:
    """Return whether to read the document as English: as it says itself, else by its words."""
    if document.language:
        return document.language.lower().replace("_", "-").split("-")[0] == "en"
    count = hits = 0
    for match in _WORD.finditer(document.text):
        count += 1
        hits += match.group()[:20].lower() in _COMMON
        if count >= _SAMPLE:
            break
    return count < _LEAST_WORDS or hits >= _LEAST_SHARE * count


def unread_language(document: Document) -> Problem:
    """Return the notice that only what needs no words of a language was read."""
    named = (
        f'The document says that its language is "{document.language}"'
        if document.language
        else ("The text does not look like English")
    )
    return Problem(
        kind="unread_language",
        where=document.uri,
        what=f"{named}, and the rules know the cues of English alone.",
        done="Translated posts and other blocks that are told by their layout were read; "
        "indirect speech and quotations were not.",
        todo="Read a translation beside the original, or a reading for this language if one is "
        "installed.",
        lost=True,
        document=document.id,
    )
