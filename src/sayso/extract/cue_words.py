"""What a cue that was found without the lexicon says: its base, its verb group, its frame."""

from __future__ import annotations

from bisect import bisect_right

from sayso.core import Document
from sayso.extract import clauses as c
from sayso.extract.cues import (
    ADJECTIVE_FORMS,
    CUE_PREPOSITIONS,
    CUE_VERBS,
    NOUN_FORMS,
    VERB_FORMS,
)
from sayso.extract.places import Ranges, is_clause
from sayso.extract.text import Line
from sayso.extract.words import QUESTION_WORDS


def find_tokens(line: Line, cue: Ranges) -> tuple[int, int]:
    """Return the tokens of a cue in its line, half-open, at least one."""
    first = max(0, bisect_right(line.starts, cue[0][0]) - 1)
    return first, max(first + 1, bisect_right(line.starts, cue[-1][1] - 1))


def read_group(document: Document, line: Line, first: int, last: int) -> str:
    """Return the words of a cue and of the auxiliaries and adverbs before its verb."""
    verb = next((index for index in range(first, last) if line.tags[index] in "BVG"), None)
    if verb is not None:
        low = line.units[line.unit_at(verb)][0]
        first = min(first, c.find_group(line, verb, low))
    return document.text[line.starts[first] : line.ends[last - 1]]


def find_base(line: Line, first: int, last: int) -> str:
    """Return the base of the word of a cue that the lexicon knows: a verb, else a noun."""
    words = line.lower[first:last]
    verbs = [VERB_FORMS[word][0] for word in words if word in VERB_FORMS]
    for base in verbs:
        if base in CUE_VERBS:
            return base
    for word in words:
        if word in NOUN_FORMS:
            return NOUN_FORMS[word]
        if word in ADJECTIVE_FORMS:
            return word
    return verbs[0] if verbs else words[0]


def find_frame(line: Line, first: int, last: int, content: Ranges) -> str:
    """Return how a content hangs on a cue, as far as polarity asks."""
    begin = content[0][0]
    if begin < line.starts[first]:
        return "tail"
    start = bisect_right(line.starts, begin) - 1
    if not last <= start < len(line) or begin >= line.ends[-1]:
        return "q"
    high = line.units[line.unit_at(start)][1]
    before = line.lower[start - 1]
    if line.lower[start] == "that":
        return "that"
    if before in CUE_PREPOSITIONS and start <= last:
        return f"pp.{before}"
    if line.lower[start] in QUESTION_WORDS:
        return "wh"
    if line.tags[start] in "qI":
        return "q" if line.tags[start] == "q" else "to"
    return "cl" if start < high and is_clause(line, start, high) else "np"
