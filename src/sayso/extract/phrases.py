"""Where a noun phrase begins and ends, told from tags alone."""

from __future__ import annotations

from sayso.extract import words as w
from sayso.extract.cues import CUE_VERBS, VERB_FORMS
from sayso.extract.text import Line
from sayso.extract.words import list_words

#: The longest source we look for, in tokens; a longer one was never right on the training articles.
MAX_SOURCE = 45
_NOMINAL = "NX#D'"


def phrase_before(line: Line, end: int, low: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before token `end`, appositions included, or None."""
    last = end
    # An aside between subject and verb: "X, a spokesman for Y, said"; "X (D-Ohio) said".
    if last - 1 > low and line.tags[last - 1] in ",-":
        opened = _open_aside(line, last - 1, low)
        if opened is not None:
            head = _plain_before(line, opened, low)
            if head is not None:
                return _widen(line, head, low), last
        return None
    first = _plain_before(line, last, low)
    if first is None:
        return None
    if (first > low and line.tags[first - 1] in "PBVAGI") or all(
        word in w.DAYS for word in line.lower[first:last]
    ):
        # "the people who wrote to her on Thursday say": the subject stands before the "who".
        for index in range(first - 1, max(low, first - 16), -1):
            if line.tags[index] in ",.;:q":
                break
            if line.lower[index] in ("who", "that", "which") and line.tags[index - 1] in "NX)":
                head = _plain_before(line, index, low)
                if head is not None:
                    return head, last
                break
    if all(word in w.DAYS for word in line.lower[first:last]):
        return None
    return first, last


def _widen(line: Line, head: int, low: int) -> int:
    """Return where the name begins that `head` is in apposition to: "X, chief of Y, a firm,"."""
    apposed = head - 2 > low and line.tags[head - 1] == "," and line.tags[head - 2] == "X"
    if apposed and line.tags[head] in "ND" and not line.texts[head][0].isupper():
        name = _plain_before(line, head - 1, low)
        # "In Andresk, the mayor, Ana Ruiz, said": a place before the comma is nobody's name.
        placed = name is not None and name > low and line.tags[name - 1] == "P"
        if name is not None and not placed and line.texts[name][0].isupper():
            return name
    return head


def _open_aside(line: Line, close: int, low: int) -> int | None:
    """Return the first mark of the aside that `close` ends, or None."""
    mark = line.tags[close]
    depth = 0
    for index in range(close - 1, max(low, close - MAX_SOURCE), -1):
        tag = line.tags[index]
        if tag == ")":
            depth += 1
        elif tag == "(":
            depth -= 1
        elif tag in ";:q.?!" and depth == 0:
            return None
        elif tag == mark and depth == 0:
            following = line.tags[index + 1]
            word = line.lower[index + 1]
            # ", and", ", saying": no aside. ", a", ", who", ", 45", ", chairman", ", the".
            if following in "CIMTUSOB" or (following in "GV" and close - index < 3):
                return None
            if line.tags[index - 1] in "XN#'*)" and not (
                following == "P" and word not in ("of", "in", "like", "from", "at")
            ):
                return index
            return None
    return None


def _plain_before(line: Line, end: int, low: int) -> int | None:
    """Return the first token of the simple noun phrase that ends before `end`, or None."""
    index = end - 1
    floor = max(low, end - MAX_SOURCE)
    if index < floor:
        return None
    tag = line.tags[index]
    if line.lower[index] in _REFLEXIVES and index > floor:
        # "Sool himself told the paper": the name before it is meant.
        return _plain_before(line, index, low)
    if tag in "SHTO":
        if tag == "H" and index - 2 >= floor and line.lower[index - 1] == "of":
            # "several of whom", "all of which"
            return index - 2
        if tag == "H" and index - 1 >= floor and line.tags[index - 1] == "P":
            return index
        return index
    if tag == ")":
        depth = 0
        while index >= floor:
            depth += (line.tags[index] == ")") - (line.tags[index] == "(")
            if depth == 0:
                break
            index -= 1
        return None if index <= floor else _plain_before(line, index, low)
    if tag not in _NOMINAL and tag != "q":
        return None
    first = end
    seen_noun = False
    while index >= floor:
        tag = line.tags[index]
        word = line.lower[index]
        if tag in "NX#":
            first, seen_noun = index, True
        elif tag == "'":
            first = index
        elif tag == "D":
            first, seen_noun = index, True
            if not (
                index - 1 >= floor
                and (
                    line.lower[index - 1] in _LINKS
                    or line.tags[index - 1] == "D"
                    or _is_postmodified(line, index - 1, floor)
                )
            ):
                break
        elif seen_noun and _is_postmodified(line, index, floor):
            # "two officials close to the inquiry": not the inquiry, but the officials speak.
            index -= 2
            continue
        elif tag == "P" or word in ("to", "@"):
            if word not in _LINKS or not seen_noun:
                break
            before = line.tags[index - 1] if index > floor else "."
            if before not in "NX#'" and not (
                before == "D" and line.lower[index - 1] not in w.POSSESSIVES
            ):
                break
        elif tag == "R" and seen_noun and line.tags[index - 1 : index] in ("D",):
            pass
        elif tag == "C" and word in ("and", "or") and seen_noun:
            before = line.tags[index - 1] if index > floor else "."
            if not (
                before in "X'"
                or (
                    before == "N"
                    and line.tags[index + 1] in "NDX"
                    and _starts_clause(line, index, low)
                )
            ):
                break
        elif tag == "*" and line.texts[index] in "&/$%*":
            first = index
        elif (tag == "-" and line.texts[index] == "-") or (
            tag == "."
            and line.texts[index - 1 : index]
            and line.tags[index - 1] == "X"
            and line.tags[index + 1] == "X"
        ):
            pass
        elif (
            tag == "q"
            and index + 1 < end
            and line.quoted[index] >= 0
            and line.quotations[line.quoted[index]].words <= 4
            and line.tags[index - 1] not in ",.?!"
            and line.quotations[line.quoted[index]].first >= floor
        ):
            first = index = line.quotations[line.quoted[index]].first
            seen_noun = True
        else:
            break
        index -= 1
    while first < end and line.tags[first] in "CP,-R":
        first += 1
    if first >= end or not seen_noun:
        return None
    # "last week", "on Tuesday Trump": a day before the name is no part of it.
    while first < end - 1 and line.lower[first] in w.DAYS:
        first += 1
    return first


def _is_postmodified(line: Line, index: int, floor: int) -> bool:
    """Return whether a preposition and the word before it describe the noun before them."""
    return (
        index - 2 >= floor
        and (line.tags[index] == "P" or line.lower[index] == "to")
        and line.lower[index - 1] in _POSTMODIFIERS
        and line.tags[index - 2] in "NX"
    )


_REFLEXIVES = frozenset(list_words("himself herself itself themselves"))

#: Prepositions inside one noun phrase.
_LINKS = frozenset(list_words("of for in at from with on against behind near "))

#: Adjectives and participles that stand behind their noun, with a preposition of their own.
_POSTMODIFIERS = frozenset(
    list_words(
        "close familiar loyal opposed allied aligned linked tied privy sympathetic briefed "
        "involved based present acquainted affiliated connected near next "
    )
)


def _starts_clause(line: Line, conjunction: int, low: int) -> bool:
    """Return whether everything before a conjunction is one noun phrase at the clause's start."""
    index = conjunction - 1
    while index >= low and line.tags[index] in "NX#D'":
        index -= 1
    return index < low or line.tags[index] in ",.;:qTU"


def phrase_after(line: Line, start: int, high: int) -> int:
    """Return the end of the noun phrase that begins at `start`, appositions included."""
    index = start
    aside = False
    while index < high:
        tag = line.tags[index]
        word = line.lower[index]
        if tag in "NX#D'" or (tag in "SO" and index == start):
            index += 1
            if tag in "SO":
                return index
            continue
        if (
            tag == "P"
            and word in _LINKS
            and index > start
            and index + 1 < high
            and line.tags[index + 1] in "NX#D"
        ):
            if word in ("on", "in") and line.lower[index + 1] in w.DAYS:
                break
            index += 1
            continue
        if (
            tag == "C"
            and word == "and"
            and index + 1 < high
            and line.tags[index + 1] in "X"
            and index > start
        ):
            index += 1
            continue
        if tag == "R" and index > start and line.tags[index - 1] == "D":
            index += 1
            continue
        if tag == "(" and index > start:
            close = line.tags.find(")", index, min(high, index + 12))
            if close > 0:
                index = close + 1
                continue
        if word == "&":
            index += 1
            continue
        if tag == "H" and index > start and word == "who":
            # A relative clause belongs to the name up to the next comma.
            index = _to_comma(line, index, high)
            continue
        if tag == "," and index > start and index + 1 < high:
            following = line.tags[index + 1]
            word = line.lower[index + 1]
            apposed = (
                following == "D"
                or word in ("who", "of")
                or _is_age(line, index + 1, high)
                or word in w.TITLES
                or _is_apposed_name(line, start, index, high)
                or (
                    (
                        following == "N"
                        or (
                            following == "G"
                            and VERB_FORMS.get(word, ("say", ""))[0] not in CUE_VERBS
                        )
                    )
                    and index + 2 < high
                    and line.tags[index + 2] in "NP"
                    and line.tags[index - 1] == "X"
                )
            )
            if apposed and not aside and not _is_clause_next(line, index + 1, high):
                # "X, 45, a spokesman for Y,": an age may stand before one more aside.
                aside = not _is_age(line, index + 1, high)
                index = _to_comma(line, index + 1, high)
                continue
        break
    while index > start and line.lower[index - 1] in w.DAYS:
        index -= 1
    return index


def _is_clause_next(line: Line, start: int, high: int) -> bool:
    """Return whether a finite verb comes before the next mark: "according to X, the dam broke"."""
    if line.tags[start] in "HG" or line.lower[start] == "of":
        return False
    for index in range(start, high):
        tag = line.tags[index]
        if tag in ",.;:?!q-H(":
            return False
        if tag in "AMB" and index > start:
            return True
        if tag == "V" and index > start and line.tags[index + 1 : index + 2] not in ("P", "I"):
            return True
    return False


def _is_age(line: Line, index: int, high: int) -> bool:
    """Return whether a number stands alone, "X, 45, said"; "12 people died" is a clause."""
    if line.tags[index] != "#":
        return False
    behind = index + 1
    return (
        behind >= high
        or line.tags[behind] in ",.;)"
        or line.lower[behind : behind + 2]
        == (
            "years",
            "old",
        )
    )


def _is_apposed_name(line: Line, start: int, comma: int, high: int) -> bool:
    """Return whether ", Full Name" behind a role names its bearer: "said the mayor, Ana Ruiz."."""
    if line.tags[start] != "D" or line.tags[comma - 1] not in "NX":
        return False
    index = comma + 1
    while index < high and (line.tags[index] == "X" or line.lower[index] in w.TITLES):
        index += 1
    return index - comma > 2 and (index >= high or line.tags[index] in ".,;-?!")


def _to_comma(line: Line, start: int, high: int) -> int:
    index = start
    while index < high and line.tags[index] not in ",.;:?!q-":
        index += 1
    return index
