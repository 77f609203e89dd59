"""How a content hangs on a verb: what stands behind the cue, and where the content begins."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.cues import CUE_PREPOSITIONS, INTEND, NAMING, SAY, THINK
from sayso.extract.phrases import phrase_after
from sayso.extract.places import is_clause
from sayso.extract.text import Line
from sayso.extract.words import DAYS, QUESTION_WORDS, REFLEXIVES, list_words

#: Verbs that report a clause, which runs on over commas.
WIDE = frozenset(SAY) | frozenset(THINK)
_INTEND = frozenset(INTEND)
#: Verbs whose first object is who is spoken to.
_ADDRESSING = frozenset(
    list_words(
        "tell inform remind assure reassure notify warn advise ask urge beg implore plead "
        "encourage persuade convince brief caution text email instruct order direct promise"
    )
)
#: Those whose addressee may stand before a comma: 'told reporters, "..."'.
TELLING = frozenset(("tell", "inform", "remind", "assure", "warn"))
_VENUES = frozenset(("in", "on", "at", "during", "to", "via", "through"))
_VENUE_LINKS = frozenset(list_words("of with on to in for at & from by about and"))
_TIMES = frozenset(
    list_words("week month year night morning afternoon evening this weekend summer")
)
_MONTHS = frozenset(
    list_words(
        "january february march april may june july august september october november december"
    )
)
_GROUNDS = frozenset(("evidence", "proof", "basis", "foundation"))
#: The longest addressee, in tokens.
_MAX_ADDRESSEE = 14


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between a cue and its content.

    The content is looked for at token `begin`; the cue ends before `cue_end`; `addressed` says that
    somebody spoken to stands between.
    """

    begin: int
    cue_end: int
    addressed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's name, where its content begins, and where the cue ends with its preposition.

    The name `end` says that nothing follows that could be a content.
    """

    name: str
    begin: int
    cue_end: int
    quoted: bool = False


def find_gap(line: Line, base: str, after: int, high: int, *, passive: bool) -> Gap:
    """Return the gap behind a cue that ends before `after`: an addressee, a day, a place."""
    begin = after
    while (
        begin < high
        and line.tags[begin] == "R"
        and line.lower[begin] not in ("not", "even", "then", "so")
    ):
        begin += 1
    addressed = False
    if base in _ADDRESSING and not passive and begin < high and line.tags[begin] in "NXDO#S":
        end = phrase_after(line, begin, high)
        if begin < end < high and end - begin <= _MAX_ADDRESSEE and _ends_addressee(line, end):
            pronoun = line.tags[begin] in "OS"
            if pronoun or line.tags[end] not in ",." or base in TELLING:
                begin, addressed = end, True
    cue_end = after
    if base in WIDE:
        stop = skip_venue(line, begin, high)
        if stop > begin:
            begin = stop
            cue_end = cue_end if addressed else stop
    return Gap(begin, cue_end, addressed)


def _ends_addressee(line: Line, end: int) -> bool:
    return line.tags[end] in "TIq,:.PHSDNXU" or line.lower[end] in QUESTION_WORDS


def find_frame(line: Line, base: str, gap: Gap, high: int) -> Frame | None:
    """Return the frame behind a gap, or None where no content can stand."""
    at = gap.begin
    # A preposition or colon belongs to the cue, unless an addressee stands between.
    with_next = gap.cue_end if gap.addressed else max(gap.cue_end, at + 1)
    if at >= high:
        return Frame("end", at, gap.cue_end)
    tag, word = line.tags[at], line.lower[at]
    if opens_quotation(line, at, high):
        return Frame("q", at, gap.cue_end)
    if tag in ",:-" and opens_quotation(line, at + 1, high):
        return Frame("q", at + 1, with_next if tag == ":" else gap.cue_end, quoted=True)
    if tag == ":":
        return Frame("colon", at + 1, with_next)
    if tag in ",.;?!-q)":
        return Frame("end", at, gap.cue_end)
    if tag == "T":
        return Frame("that", at, gap.cue_end)
    if tag == "I":
        return _find_to(line, base, at, high, gap.cue_end, with_next)
    if word in QUESTION_WORDS:
        return Frame("wh", at, gap.cue_end)
    if word in CUE_PREPOSITIONS:
        return Frame(f"pp.{word}", at + 1, with_next)
    if tag not in "SNXDO#PARMHG'B":
        return None
    if base in NAMING and word in REFLEXIVES:
        return Frame("self", at, gap.cue_end)
    if is_clause(line, at, high):
        return Frame("cl", at, gap.cue_end)
    if tag in "AMR":
        return None
    return Frame("ing" if tag == "G" else "np", at, gap.cue_end)


def _find_to(
    line: Line, base: str, at: int, high: int, cue_end: int, with_next: int
) -> Frame | None:
    if at + 1 >= high or line.tags[at + 1] in ",.;:?!)AM":
        return Frame("pp.to", at + 1, with_next)  # "the ship which she alluded to."
    following = line.tags[at + 1]
    # "pointed to maps" has an object, "plans to map" an infinitive; the noun tag tells neither.
    if following in "XDO#" or (following == "N" and base not in _INTEND):
        return Frame("pp.to", at + 1, with_next)
    return Frame("to", at, cue_end)


def opens_quotation(line: Line, index: int, high: int) -> bool:
    """Return whether a quotation begins at a token."""
    return (
        index < high
        and line.tags[index] == "q"
        and line.quoted[index] >= 0
        and line.quotations[line.quoted[index]].first == index
    )


def skip_venue(line: Line, start: int, high: int) -> int:
    """Return the index behind days, and places such as "in a statement" that a content follows."""
    index = start
    while index < high:
        word = line.lower[index]
        following = line.lower[index + 1] if index + 1 < high else ""
        if word in DAYS or (word in ("morning", "night", "afternoon", "evening") and index > start):
            index += 1
        elif word in ("on", "late", "early") and following in DAYS:
            index += 2
        elif word in ("last", "this", "earlier", "later") and following in _TIMES:
            index += 3 if following == "this" else 2
        elif word == "on" and _is_date(line, index + 1, high):
            index += 3
        elif word == "without" and _ends_groundless(line, index, high) > index:
            index = _ends_groundless(line, index, high)
        elif word in _VENUES:
            end = _end_of_venue(line, index + 1, high)
            # "lied on the stand, and": a comma after a place is no content to come, but it may be.
            if end >= high or line.tags[end] not in "T:,q.S" or end - index < 2:
                break
            index = end
        else:
            break
    return min(index, high)


def _is_date(line: Line, index: int, high: int) -> bool:
    """Return whether "4 May" or "May 4" stands at a token, and something behind it."""
    pair = line.lower[index : index + 2]
    return index + 2 < high and any(
        day.isdigit() and month in _MONTHS for day, month in (pair, pair[::-1])
    )


def _ends_groundless(line: Line, index: int, high: int) -> int:
    """Return the end of "without (any) evidence" at a token, or the token."""
    for end in (index + 2, index + 3):
        if end < high and line.lower[end - 1] in _GROUNDS:
            return end
    return index


def _end_of_venue(line: Line, start: int, high: int) -> int:
    end = start
    while end < high and end - start < _MAX_ADDRESSEE - 1:
        title = _title_end(line, end)
        if title > end:
            end = title
        elif line.tags[end] in "NXD#'" or line.lower[end] in _VENUE_LINKS:
            end += 1
        else:
            break
    return end


def _title_end(line: Line, index: int) -> int:
    """Return the end of a short title in quotation marks ("This Week") at `index`, or `index`."""
    if line.tags[index] != "q" or line.quoted[index] < 0:
        return index
    quotation = line.quotations[line.quoted[index]]
    inner = line.texts[index + 1 : quotation.last - 1]
    if quotation.first != index or quotation.words > 7 or line.tags[index - 1] in ",:":
        return index
    if inner[0][0].isupper() and all(
        part[0].isupper() or not part[0].isalpha() or len(part) < 5 for part in inner
    ):
        return quotation.last
    return index
