"""What a cue says: the clause behind it, the words before it, quotations over several blocks."""

from __future__ import annotations

from sayso.extract import clauses as c
from sayso.extract.cues import VERB_FORMS
from sayso.extract.places import Place, Ranges, cut
from sayso.extract.text import Line

#: The most quotations that one cue holds.
_MAX_FRAGMENTS = 200


def tail_content(place: Place, before: int, after: int) -> Ranges:
    """Return what stands before `before` (a source or cue) and goes on at `after`."""
    line, low, high = place.line, place.low, place.high
    mark = before - 1
    if (
        mark >= low
        and line.tags[mark] in ",-"
        and line.quoted[mark] < 0
        and mark - 1 >= low
        and line.tags[mark - 1] == "q"
    ):
        mark -= 1
    if mark < low:
        return ()
    if line.quoted[mark] >= 0 and line.tags[mark] == "q":
        quotation = line.quotations[line.quoted[mark]]
        if quotation.words >= 4 or quotation.first == low:
            pieces = [(quotation.first, quotation.last)]
            # 'It is "bad," he said': words before the marks belong to the content.
            first = quotation.first
            start = first
            if first > low and line.tags[first - 1] not in ",:-.":
                start = clause_start(line, low, first)
            pieces = [(start, quotation.last)]
            return cut(line, *pieces[0]) + following(place, after)
        start = clause_start(line, low, mark)
        return cut(line, start, mark + 1) + following(place, after)
    if line.tags[mark] not in ",-?!":
        return ()
    start = clause_start(line, low, mark)
    if mark - start < 2:
        return ()
    end = mark + (line.tags[mark] in "?!")
    rest = following(place, after)
    if (
        not rest
        and after + 1 < high
        and line.tags[after] in ",-"
        and line.tags[after + 1] not in "GCq"
    ):
        stop = c.clause_end(line, after + 1, high, wide=True)
        if stop - after > 2 and line.lower[after + 1] not in (
            "who",
            "which",
            "while",
            "according",
            "citing",
        ):
            rest = cut(line, after + 1, stop)
    return cut(line, start, end) + rest


def clause_start(line: Line, low: int, before: int) -> int:
    """Return where a clause begins whose first word may be a conjunction or a mark."""
    start = low or _dateline_end(line, before)
    while start < before and line.tags[start] in "C,-)*.:":
        start += 1
    return start


#: Tokens of the longest dateline: "ANDRESK, Norland, 4 May (NRA) —".
_MAX_DATELINE = 14


def _dateline_end(line: Line, before: int) -> int:
    """Return the first token behind the place in capitals that a report opens with, or 0."""
    if not before or not line.texts[0].isupper() or len(line.texts[0]) < 3:
        return 0
    for index in range(1, min(before, _MAX_DATELINE)):
        if line.tags[index] == "-":
            return index + 1
        if line.tags[index] not in "XD#M,.()P'":
            return 0
    return 0


def following(place: Place, after: int) -> Ranges:
    """Return the quotations that go on behind a cue: in its sentence, then whole sentences."""
    line, high = place.line, place.high
    index = after
    # To the next quotation of this sentence, over "in a statement", if but a mark is before it.
    while index < high and line.tags[index] not in "q":
        if VERB_FORMS.get(line.lower[index]) and line.tags[index] in "BVG":
            return ()
        index += 1
    if index < high and line.quoted[index] >= 0 and line.quotations[line.quoted[index]].words >= 2:
        quotation = line.quotations[line.quoted[index]]
        if quotation.first == index and line.tags[index - 1] in ",:-.":
            return cut(line, quotation.first, quotation.last) + whole_quotations(
                place, quotation.last
            )
        return ()
    return whole_quotations(place, high)


def whole_quotations(place: Place, after: int) -> Ranges:
    """Return the sentences from `after` on that are nothing but quotations, over blocks if open."""
    line = place.line
    found: Ranges = ()
    last_open = False
    if after and line.quoted[after - 1] >= 0:
        last_open = not line.quotations[line.quoted[after - 1]].closed
    first = line.unit_at(after) if after < len(line) else len(line.units)
    for low, high in line.units[first : first + _MAX_FRAGMENTS]:
        if low < after:
            continue
        if line.tags[low] != "q" or line.quoted[low] < 0:
            return found
        quotation = line.quotations[line.quoted[low]]
        rest = [t for t in line.tags[quotation.last : high] if t not in ".,;q"]
        if rest or quotation.words < 2:
            return found
        found += cut(line, quotation.first, quotation.last)
        last_open = not quotation.closed
    if last_open:
        found += reopened(place)
    return found


def reopened(place: Place) -> Ranges:
    """Return the blocks after this one that open with a mark, as long as one is left open."""
    found: Ranges = ()
    here = place.line.number + 1
    for line in place.lines[here : here + _MAX_FRAGMENTS]:
        if not len(line) or line.tags[0] != "q" or line.quoted[0] < 0:
            break
        quotation = line.quotations[line.quoted[0]]
        found += cut(line, quotation.first, quotation.last)
        if quotation.closed or quotation.last < len(line):
            break
    return found


def quotation_content(place: Place, begin: int) -> Ranges:
    """Return the content that opens with the quotation at a token, and goes on in others."""
    line, high = place.line, place.high
    quotation = line.quotations[line.quoted[begin]]
    end = quotation.last
    if end < high and line.tags[end] not in ".,;:-?!q)" and quotation.words < 25:
        # 'said "good" people came': the quotation is part of a clause.
        stop = c.clause_end(line, begin, high, wide=True)
        return cut(line, begin, max(stop, end))
    found = cut(line, begin, end)
    if not quotation.closed and end >= len(line):
        return found + reopened(place)
    return found + whole_quotations(place, max(end, high))


def join_quotes(place: Place, begin: int, end: int) -> Ranges:
    """Return a content that begins unquoted, with the quoted sentences that go on behind it."""
    line = place.line
    found = cut(line, begin, end)
    if not found:
        return ()
    if end > begin and line.quoted[end - 1] >= 0 and end >= place.high - 1:
        quotation = line.quotations[line.quoted[end - 1]]
        if quotation.words >= 4:
            found += whole_quotations(place, place.high)
    return found


def next_block(place: Place) -> Ranges:
    """Return what a sentence ending in a colon announces: the rest, or the next block."""
    line = place.line
    if place.high < len(line):
        return whole_quotations(place, place.high)
    for other in place.lines[line.number + 1 : line.number + 2]:
        if len(other):
            if other.tags[0] == "q" and other.quoted[0] >= 0:
                quotation = other.quotations[other.quoted[0]]
                found = cut(other, quotation.first, quotation.last)
                deeper = Place(place.lines, other, 0, quotation.last)
                if not quotation.closed:
                    return found + reopened(deeper)
                return found + whole_quotations(deeper, quotation.last)
            return cut(other, 0, len(other))
    return ()
