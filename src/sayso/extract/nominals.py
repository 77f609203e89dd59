"""Noun and adjective cues: "X's claim that", "is confident that"."""

from __future__ import annotations

from sayso.extract import clauses as c
from sayso.extract import words as w
from sayso.extract.contents import join_quotes, quotation_content
from sayso.extract.cues import CUE_PREPOSITIONS, NOUN_FORMS, VERB_FORMS
from sayso.extract.phrases import phrase_before
from sayso.extract.places import Place, Proposal, borrowed_source, cut, is_clause
from sayso.extract.words import list_words

_LIGHT = frozenset(
    list_words(
        "make issue express raise voice have give offer release repeat deliver show cast throw put "
        "draw send file reject dismiss hold share state deny take "
    )
)
_LINKING = frozenset(list_words("be feel seem appear remain sound become look get grow "))


def propose_noun(place: Place, index: int) -> Proposal | None:
    """Return what a noun proposes: its owner, or the subject of a light verb, holds it."""
    line, low, high = place.line, place.low, place.high
    if index + 1 >= high:
        return None
    base = NOUN_FORMS[line.lower[index]]
    j = index + 1
    tag, word = line.tags[j], line.lower[j]
    cue_end = index + 1
    begin = j
    if tag == "T":
        frame = "that"
    elif tag == "I":
        frame = "to"
        if j + 1 < high and line.tags[j + 1] in "NXDO#'":
            frame, begin, cue_end = "pp.to", j + 1, j + 1
    elif word in CUE_PREPOSITIONS or word == "that":
        frame, begin, cue_end = "pp." + word, j + 1, j + 1
    elif (tag == "q" and line.quoted[j] >= 0) or (
        tag in ":," and j + 1 < high and line.tags[j + 1] == "q"
    ):
        frame = "q"
        begin = j if tag == "q" else j + 1
    else:
        return None
    if begin >= high:
        return None
    # The owner: "X's", "his"; else a light verb whose object the noun is; else nobody.
    first = index
    while first > low and line.tags[first - 1] in "NR#" and index - first < 4:
        first -= 1
    owner: tuple[int, int] | None = None
    shape = "none"
    cue_first = first
    if first > low and line.tags[first - 1] == "'":
        owner = phrase_before(line, first, low)
        shape = "own"
    elif first > low and line.lower[first - 1] in w.POSSESSIVES:
        owner = (first - 1, first)
        shape = "own"
    else:
        back = first
        if back > low and line.tags[back - 1] == "D":
            back -= 1
            cue_first = back
        if back > low and line.tags[back - 1] in "BVG":
            verb = VERB_FORMS.get(line.lower[back - 1], ("", ""))
            if verb[0] in _LIGHT:
                group = c.find_group(line, back - 1, low)
                owner = (
                    borrowed_source(line, group, low, high, "ing")
                    if line.tags[back - 1] == "G" or "to" in line.lower[group:back]
                    else phrase_before(line, group, low)
                )
                if owner is not None:
                    shape, cue_first = "light", group
    if shape == "own" and owner is None:
        return None
    if frame == "q":
        if line.quoted[begin] < 0:
            return None
        content = quotation_content(place, begin)
    else:
        content = join_quotes(place, begin, c.clause_end(line, begin, high, wide=frame == "that"))
    if not content:
        return None
    return Proposal(
        base, f"n.{frame}/{shape}", index, cut(line, *owner) if owner else (),
        cut(line, cue_first, cue_end), content,
    )  # fmt: skip


def propose_adjective(place: Place, index: int) -> Proposal | None:
    """Return what an adjective behind "be" or "seem" proposes."""
    line, low, high = place.line, place.low, place.high
    j = index + 1
    if j >= high:
        return None
    tag, word = line.tags[j], line.lower[j]
    begin, cue_end = j, j
    if tag == "T":
        frame = "that"
    elif tag == "I":
        frame = "to"
    elif word in CUE_PREPOSITIONS:
        frame, begin, cue_end = "pp." + word, j + 1, j + 1
    elif word in w.QUESTION_WORDS:
        frame = "wh"
    elif tag in "SDX" and is_clause(line, j, high):
        frame = "cl"
    else:
        return None
    back = index
    while back > low and line.tags[back - 1] == "R":
        back -= 1
    if back <= low:
        return None
    link = VERB_FORMS.get(line.lower[back - 1], ("", ""))[0]
    if line.tags[back - 1] != "A" and link not in _LINKING:
        return None
    group = c.find_group(line, back - 1, low)
    source = phrase_before(line, group, low)
    if source is None and group > low and line.tags[group - 1] in "C,":
        source = borrowed_source(line, group, low, high, "fin")
    if source is None:
        return None
    impersonal = line.lower[source[0]] in ("it", "there") and source[1] - source[0] == 1
    end = c.clause_end(line, begin, high, wide=frame in ("that", "cl", "wh"))
    content = join_quotes(place, begin, end) if begin < high else ()
    if not content:
        return None
    shape = "it" if impersonal else "adj"
    return Proposal(
        line.lower[index], f"j.{frame}/{shape}", index, () if impersonal else cut(line, *source),
        cut(line, group, cue_end), content,
    )  # fmt: skip
