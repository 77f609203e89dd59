"""A possible attribution, the place of its cue, and where a source is when it is not beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract import clauses as c
from sayso.extract.cues import SAY, VERB_FORMS
from sayso.extract.phrases import phrase_after, phrase_before
from sayso.extract.text import Line
from sayso.extract.words import names_no_one

#: Half-open ranges of code points.
Ranges = tuple[tuple[int, int], ...]

_SAY = frozenset(SAY)
#: What stands for the words said, and never for who says them behind the verb.
_OBJECTS = frozenset(("it", "this", "that", "these", "those", "so"))
_SHOWING = frozenset(("show", "suggest", "indicate", "find", "read", "reveal", "say"))


@dataclass(frozen=True, slots=True)
class Proposal:
    """One possible attribution: `word` is the cue's base, `frame` how the content hangs on it.

    `at` is the token of the cue in its block, by which proposals of a block are ordered.
    """

    word: str
    frame: str
    at: int
    source: Ranges
    cue: Ranges
    content: Ranges
    unquoted: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """A cue's surroundings: its block, the blocks after it, and the sentence it stands in."""

    lines: Sequence[Line]
    line: Line
    low: int
    high: int


def cut(line: Line, first: int, last: int) -> Ranges:
    """Return the range of some tokens, or none where there are none."""
    return ((line.starts[first], line.ends[last - 1]),) if last > first else ()


def after_quotation(line: Line, index: int, low: int) -> bool:
    """Return whether a quotation of some length ends right before a token."""
    mark = index - 1
    if mark > low and line.tags[mark] in ",-":
        mark -= 1
    if mark < low or line.tags[mark] != "q" or line.quoted[mark] < 0:
        return False
    quotation = line.quotations[line.quoted[mark]]
    return quotation.words >= 4 or line.tags[mark - 1] in ",?!."


def inverted_source(
    line: Line, group: int, after: int, low: int, high: int
) -> tuple[int, int] | None:
    """Return the source behind the verb in `..., said X.`, or None."""
    if group <= low or line.tags[group - 1] not in "q," or after >= high:
        return None
    if line.tags[after] not in "XNDS#'":
        return None
    if line.tags[group - 1] == "," and group - 1 - low < 3:
        return None  # ", said X" without quotation marks needs a clause before it
    end = phrase_after(line, after, high)
    said = line.lower[after:end]
    if names_no_one(said) or (end - after == 1 and said[0] in _OBJECTS):
        return None  # "denied it", "said nothing", "said Monday": what was said, or when
    if end == after or (end < high and line.tags[end] not in ",.;:-?!PRUCGI("):
        return None
    return after, end


def borrowed_source(
    line: Line, group: int, low: int, high: int, shape: str
) -> tuple[int, int] | None:
    """Return the subject of a verb before the group: for participles, infinitives, "and said"."""
    if shape == "ing" and group > low and line.tags[group - 1] in "XNS":
        near = phrase_before(line, group, low)
        if near is not None:
            base = VERB_FORMS.get(line.lower[group], ("", ""))[0]
            before = line.tags[near[0] - 1] if near[0] > low else "."
            # "brags to a crowd claiming", "won sympathy calling": the object is not who speaks;
            # "cites polls showing" does show.
            if before not in "BVGPI" or base in _SHOWING:
                return near
    tries = 0
    index = group - 1
    if shape == "fin" and VERB_FORMS.get(line.lower[group], ("", ""))[0] in _SAY:
        # "X did not deny that Y paid but insisted": who said the one thing says the other, too.
        joined = line.tags[group - 1] == "C" and line.tags.rfind("T", low, group)
        if joined and joined > low and line.tags[joined - 1] in "BV":
            said = phrase_before(line, c.find_group(line, joined - 1, low), low)
            if said is not None:
                return said
    while index >= low and tries < 4:
        if line.quoted[index] >= 0:
            index = line.quotations[line.quoted[index]].first - 1
            continue
        if line.tags[index] in "BV" or (
            line.tags[index] in "AM" and line.tags[index + 1] not in "BVGAMR"
        ):
            first = c.find_group(line, index, low)
            tries += 1
            if shape == "ing" and tries == 1 and line.tags[group - 1] == "," and group - 1 > index:
                # "X said that food ran out, adding": the verb of saying before, not the nearest.
                saying = _saying_before(line, index, low)
                if saying is not None:
                    index = saying
                    first = c.find_group(line, index, low)
            if "to" not in line.lower[first:index]:
                found = phrase_before(line, first, low)
                if found is not None and line.tags[found[0]] not in "T":
                    return found
                base = VERB_FORMS.get(line.lower[index], ("", ""))[0]
                if base in _SAY:
                    inverted = inverted_source(line, first, index + 1, low, high)
                    if inverted is not None:
                        return inverted
            index = first
        index -= 1
    return None


def _saying_before(line: Line, index: int, low: int) -> int | None:
    for back in range(index, low - 1, -1):
        finite = line.quoted[back] < 0 and line.tags[back] in "BV"
        if finite and VERB_FORMS.get(line.lower[back], ("", ""))[0] in _SAY:
            return back
    return None


def is_clause(line: Line, start: int, high: int) -> bool:
    """Return whether a clause with its own finite verb begins at `start`."""
    if line.tags[start] == "S":
        return start + 1 < high and line.tags[start + 1] in "BVAMRN"
    if line.lower[start] == "there":
        return True
    end = start
    # A phrase without appositions, then a verb.
    while end < high and end - start < 14:
        tag = line.tags[end]
        if tag in "NX#D'*" or (
            tag == "P" and end > start and line.lower[end] in ("of", "for", "in")
        ):
            end += 1
            continue
        break
    if end == start or end >= high:
        return False
    while end < high - 1 and line.tags[end] == "R":
        end += 1
    return line.tags[end] in "BAM" or (
        line.tags[end] == "V" and VERB_FORMS.get(line.lower[end], ("", "d"))[1] == "d"
    )
