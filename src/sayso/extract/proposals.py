"""Every place in a text where a cue of the lexicon may tie a source to a content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.core import Block, Document
from sayso.extract import clauses as c
from sayso.extract.contents import clause_start, join_quotes
from sayso.extract.cues import ADJECTIVE_FORMS, CUE_VERBS, NOUN_FORMS, VERB_FORMS
from sayso.extract.nominals import propose_adjective, propose_noun
from sayso.extract.phrases import phrase_after, phrase_before
from sayso.extract.places import Place, Proposal, cut
from sayso.extract.text import Line, read_line
from sayso.extract.verbs import propose_verb

#: Quotations in quotations that are read.
_MAX_DEPTH = 2


def propose(lines: Sequence[Line], number: int) -> Iterator[Proposal]:
    """Yield the proposals of the block `number` of `lines`, in the order of their cues.

    Words inside quotation marks are passed over: they are read as a line of their own.
    """
    line = lines[number]
    colon = _propose_colon(line)
    if colon is not None:
        yield colon
    for low, high in line.units:
        here = Place(lines, line, low, high)
        for index in range(low, high):
            if line.quoted[index] >= 0:
                continue
            tag = line.tags[index]
            word = line.lower[index]
            if tag in "BVGN":
                form = VERB_FORMS.get(word)
                if form and tag != "N" and form[0] in CUE_VERBS:
                    found = propose_verb(here, index, form[0], form[1])
                    if found is not None:
                        yield found
                    continue
                if tag == "N" and word in NOUN_FORMS:
                    found = propose_noun(here, index)
                    if found is not None:
                        yield found
                    continue
                if tag == "N" and word in ADJECTIVE_FORMS:
                    found = propose_adjective(here, index)
                    if found is not None:
                        yield found
            if word == "according" and line.lower[index + 1 : index + 2] == ("to",):
                found = _propose_according(here, index)
                if found is not None:
                    yield found


def _propose_according(place: Place, index: int) -> Proposal | None:
    line, low, high = place.line, place.low, place.high
    begin = index + 2
    if begin >= high:
        return None
    end = phrase_after(line, begin, high)
    if end == begin:
        return None
    source = cut(line, begin, end)
    if index - low <= 2 or (index > low and line.tags[index - 1] in "C"):
        start = end + (end < high and line.tags[end] == ",")
        stop = c.clause_end(line, start, high, wide=True) if start < high else start
        content = join_quotes(place, start, stop)
    else:
        last = index
        while last > low and line.tags[last - 1] in ",-A":
            last -= 1
        start = clause_start(line, low, last)
        content = cut(line, start, last)
        if (
            end + 1 < high
            and line.tags[end] in ",-"
            and line.tags[end + 1] not in "GCDH"
            and last - start < 12
        ):
            content += cut(line, end + 1, c.clause_end(line, end + 1, high, wide=True))
    if not content:
        return None
    return Proposal("according", "according", index, source, cut(line, index, begin), content)


def _propose_colon(line: Line) -> Proposal | None:
    """Return the proposal of a block that opens with a name and a colon, or None."""
    colon = line.tags.find(":", 0, 12)
    if colon < 1 or colon + 2 >= len(line):
        return None
    if (
        any(tag not in "XN.'D#P(),*-" for tag in line.tags[:colon])
        or not line.texts[0][0].isupper()
    ):
        return None
    first = phrase_before(line, colon, 0)
    if first is None or first[0] > 0:
        return None
    headline = line.number == 0
    shouted = all(t.isupper() or not t[0].isalpha() for t in line.texts[:colon])
    if line.starts[colon] > line.ends[colon - 1]:
        return None
    if not any(tag in "BVGAMq" for tag in line.tags[colon + 1 :]):
        return None  # "The border: a history" is a title, and nobody says it
    frame = "headline" if headline else "turn" if shouted else "opening"
    high = len(line)
    end = high if frame != "headline" else c.clause_end(line, colon + 1, high, wide=True)
    return Proposal(
        ":",
        frame,
        colon,
        cut(line, 0, colon),
        cut(line, colon, colon + 1),
        cut(line, colon + 1, end),
    )


def read_proposals(document: Document, lines: Sequence[Line]) -> Iterator[Proposal]:
    """Yield the proposals of all lines, those inside quotations too, as a text of their own."""
    for number, line in enumerate(lines):
        yield from propose(lines, number)
        yield from _read_inside(document, line, 0)


def _read_inside(document: Document, line: Line, depth: int) -> Iterator[Proposal]:
    for quotation in line.quotations:
        last = quotation.last - (1 if quotation.closed else 0)
        if quotation.words < 4 or last <= quotation.first + 1:
            continue
        block = Block(line.starts[quotation.first + 1], line.ends[last - 1], line.block.kind)
        inner = read_line(document, block, 1)
        yield from (p for p in propose((inner, inner), 1) if p.word != ":")
        if depth < _MAX_DEPTH:
            yield from _read_inside(document, inner, depth + 1)
