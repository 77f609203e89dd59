"""Where verb groups and clauses begin and end, told from tags alone."""

from __future__ import annotations

from sayso.extract import words as w
from sayso.extract.cues import CUE_VERBS, NAMING, PARTICLES, VERB_FORMS
from sayso.extract.text import Line
from sayso.extract.words import list_words


def find_group(line: Line, verb: int, low: int) -> int:
    """Return the first token of the verb group that ends in `verb`: auxiliaries, adverbs, "to"."""
    first = verb
    while first > low and line.tags[first - 1] in "AMR":
        if line.lower[first - 1] in ("'s", "’s") and line.tags[first - 1] == "'":
            break
        first -= 1
    if first > low and line.tags[first - 1] == "I":
        first -= 1
        # "not to comment", "continue to say": the infinitive hangs on a verb before it.
        while first > low and line.tags[first - 1] == "R":
            first -= 1
    while (
        first < verb
        and line.tags[first] == "R"
        and line.lower[first]
        in (
            "then",
            "there",
            "here",
            "yesterday",
            "today",
            "yet",
            "instead",
            "once",
            "so",
            "however",
            "perhaps",
            "maybe",
            "meanwhile",
        )
    ):
        first += 1
    return first


def clause_end(line: Line, start: int, high: int, *, wide: bool) -> int:
    """Return where the content that begins at `start` ends, its closing stop left out.

    `wide` is for a reported clause, which runs on over commas; a noun phrase or infinitive ends at
    a comma or where another clause begins.
    """
    index = start
    depth = 0
    while index < high:
        tag = line.tags[index]
        quotation = line.quoted[index]
        if quotation >= 0:
            index = max(index + 1, min(high, line.quotations[quotation].last))
            continue
        if tag == "(":
            depth += 1
        elif tag == ")":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and index > start:
            if tag in ";" or (tag in ".?!" and index >= high - 2):
                break
            if tag in ",-" and index + 1 < high and _breaks(line, index, high, wide=wide):
                break
            if tag == "G" and _names_itself(line, index):
                break
            if _goes_on(line, start, index) or (not wide and _turns(line, start, index)):
                break
        index += 1
    while index > start and line.tags[index - 1] in ",.;:-":
        index -= 1
    if not wide:
        index = _drop_time(line, start, index)
    return index


_ITSELF = (("itself",), ("himself",), ("herself",), ("themselves",))


def _names_itself(line: Line, index: int) -> bool:
    """Return whether "calling itself" stands here: a cue of its own, whose content is its own."""
    base = VERB_FORMS.get(line.lower[index], ("", ""))[0]
    return base in NAMING and line.lower[index + 1 : index + 2] in (
        ("itself",), ("himself",), ("herself",), ("themselves",),
    )  # fmt: skip


def _goes_on(line: Line, start: int, index: int) -> bool:
    """Return whether "and" with a verb of saying follows: the same source says something else."""
    if line.tags[index] != "C" or line.tags[index + 1 : index + 2] not in ("B", "V"):
        return False
    base = VERB_FORMS.get(line.lower[index + 1], ("", ""))[0]
    return base in _SAYING and line.tags[start] != "I"


def _turns(line: Line, start: int, index: int) -> bool:
    """Return whether a noun phrase or infinitive ends here, another clause beginning."""
    tag = line.tags[index]
    if tag in "UH" and line.tags[index - 1] not in "BVGPC,":
        # "describes itself as a friend": the name it gives itself.
        named = line.lower[index] == "as" and line.lower[index - 1] in w.REFLEXIVES
        return line.lower[index] in _TURNING and not named
    if tag == "G" and line.tags[index - 1] in "NX":
        # "shows a kind face calling itself": the participle is a cue of its own.
        return VERB_FORMS.get(line.lower[index], ("", ""))[0] in _SAYING
    if tag == "C" and line.tags[index + 1 : index + 2] in ("B", "V", "S"):
        return line.lower[index] != "or" and line.tags[start] != "I"
    return False


_TURNING = frozenset(
    w.list_words("when while after before because although though as if unless since")
)


def _drop_time(line: Line, start: int, end: int) -> int:
    """Return the end without "on Tuesday" or "last week", which tell when it was said."""
    index = end
    if (
        index - 2 > start
        and line.lower[index - 1] in _PERIODS
        and line.lower[index - 2] in ("last", "this")
    ):
        index -= 2
    elif index - 1 > start and line.lower[index - 1] in w.DAYS:
        index -= 1
        while index - 1 > start and line.lower[index - 1] in ("on", "late", "early"):
            index -= 1
    return index


def _breaks(line: Line, comma: int, high: int, *, wide: bool) -> bool:
    """Return whether what follows a comma or dash is no part of the content before it."""
    following = line.tags[comma + 1]
    word = line.lower[comma + 1]
    form = VERB_FORMS.get(word)
    if form and form[1] == "g" and form[0] in CUE_VERBS:
        return True
    if word == "according" or (following == "C" and word in ("but", "yet")):
        return True
    if word in ("while", "though", "although", "whereas"):
        return True
    if word == "as" and any(
        line.lower[j] in ("said", "put", "says") for j in range(comma + 2, min(high, comma + 6))
    ):
        return True
    if following == "C" and word == "and":
        # ", and said ...": the same source goes on.
        for j in range(comma + 2, min(high, comma + 5)):
            form = VERB_FORMS.get(line.lower[j])
            if form and form[0] in _SAYING and line.tags[j] in "BV":
                return True
        return not wide and line.tags[comma + 2 : comma + 3] in ("S", "B", "V")
    if wide:
        return False
    if following in "HUCSGT" or (following == "D" and line.tags[comma] == "-"):
        return True
    # ", a list, of things," goes on; ", which" and other asides do not.
    return not _is_list(line, comma, high)


_PERIODS = frozenset(list_words("week month year night weekend summer fall spring winter "))
_SAYING = frozenset(
    w.list_words(
        "say tell add argue write note ask call term warn claim accuse vow promise want think "
        "believe insist deny admit concede acknowledge maintain "
    )
)


def _is_list(line: Line, comma: int, high: int) -> bool:
    for index in range(comma + 1, min(high, comma + 14)):
        if line.tags[index] in ".;:q":
            return False
        if line.tags[index] == "," and index + 1 < high and line.tags[index + 1] != "C":
            continue
        if (
            line.tags[index] == "C"
            and line.lower[index] in ("and", "or")
            and line.tags[index - 1] in ",NX"
        ):
            return True
    return False


def skip_particles(line: Line, index: int, high: int) -> int:
    """Return the index behind particles ("out" of "pointed out") at `index`."""
    while (
        index < high
        and line.lower[index] in PARTICLES
        and index + 1 < high
        and line.lower[index] not in ("on",)
    ):
        index += 1
    return index
