"""Whether a number of four digits is a year, and a month's name a month, from what stands around.

A number is a year only where something says so; a quantity, a telephone number, a flight or a name
("2000 people", "Flight 2011", "Theresa May") is none. What is missed stays words; what is taken
wrongly would be a date that nobody gave.
"""

from __future__ import annotations

from sayso.extract.dates.lexicon import COUNTED, HAPPENINGS, MEASURED, Role
from sayso.extract.dates.tokens import NAMES, TITLES, Tokens
from sayso.extract.words import list_words

_GLUE = frozenset("$€£¥₹#@+=&%_\\*~-/.,:–'’")
_CHANGES = frozenset(
    list_words(
        "rose grew fell increased decreased dropped up down climbed shrank gained lost cut "
        "raised reduced won ahead outnumbered"
    )
)
_BEGINS = frozenset(list_words("was saw brought is will has had began ended marked would"))
_SMALL = frozenset(list_words("was is has its as this it his us"))


def is_year(tokens: Tokens, index: int, intro: str) -> bool:
    """Return whether the number here is a year.

    `intro` is how it is introduced: "strong" (in, since, between, a month before it), "by", "of",
    "about", "article", "and" (behind another year), or "" for nothing.
    """
    value = tokens.value(index)
    if not 1000 <= value <= 2200 or tokens.ends[index] - tokens.starts[index] != 4:
        return False
    if not _is_alone(tokens, index, is_compound=intro == "strong"):
        return False
    following = tokens.word(index + 1)
    is_joined = tokens.is_glued(index + 1)
    is_modern = 1900 <= value <= 2100
    is_round = value % 100 == 0
    counted = following in COUNTED and not tokens.is_capital(index + 1) and not is_joined
    if counted and not (
        intro == "strong" and is_modern and not is_round and _is_timed(tokens, index)
    ):
        return False
    plural = (
        following.endswith("s")
        and following not in HAPPENINGS
        and following not in _SMALL
        and not tokens.is_capital(index + 1)
    )
    if is_round and plural and intro != "and":
        return False
    if intro in ("strong", "bound", "from"):
        return True
    if tokens.value(index + 1) >= 0 and not is_joined:
        return False
    if intro == "by":
        return is_modern and tokens.word(index - 2) not in _CHANGES
    if intro == "of":
        measured = tokens.word(index - 2) in MEASURED
        return 1500 <= value <= 2100 and not measured and not is_round
    if intro == "about":
        return is_modern and not is_round and not (following.isalpha() and plural)
    if intro == "and":
        # "2000 workers in 2001 and 1900 in 2005"
        return 1500 <= value <= 2100 and not (is_round and following == "in")
    if intro == "article":
        is_noun = following.isalpha() or following in ("@", '"', "“", "-")
        is_noun = is_noun and following not in _BEGINS  # a novel: "Orwell's 1984 was"
        return is_noun and (is_modern or (1500 <= value <= 1899 and not is_round))
    return is_modern and _opens(tokens, index)


def _is_timed(tokens: Tokens, index: int) -> bool:
    """Return whether the word before says time and nothing else: "in 1945 people fled"."""
    return tokens.has(index - 1, Role.SINCE) or tokens.word(index - 1) in ("in", "during")


def _is_alone(tokens: Tokens, index: int, *, is_compound: bool) -> bool:
    if tokens.is_glued(index):
        before = tokens.word(index - 1)
        if (
            before
            and (before[-1].isalnum() or before in _GLUE)
            and not (is_compound and before in "-–")
        ):
            return False
    elif tokens.value(index - 1) >= 0 and not is_compound:
        return False
    if tokens.is_glued(index + 1):
        after = tokens.word(index + 1)
        if after[0].isalnum() or after in "%°€$£_\\":
            return False
        # "2,019", "2021.3", "20:21" hold more digits behind the mark.
        if after in ".,:" and tokens.is_glued(index + 2) and tokens.word(index + 2)[0].isdigit():
            return False
    return True


def _opens(tokens: Tokens, index: int) -> bool:
    """Return whether a bare year stands as a sentence's subject or between brackets."""
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if before in ("(", "["):
        return after in (")", "]", ",", ";")
    return before in ("", ".", "!", "?", "“", '"') and after in _BEGINS


def is_month(tokens: Tokens, index: int, end: int, intro: str) -> bool:
    """Return whether a month's name without day and year (`index` to `end`) is a month.

    `intro` is "strong" behind in, since, early, last and the like, "weak" behind by, after, of,
    from, "" behind nothing.
    """
    word, following = tokens.word(index), tokens.word(end)
    if tokens.language in ("es", "fr", "pt"):
        return intro == "strong" and not tokens.is_capital(index)
    if not tokens.is_capital(index) or tokens.language == "und":
        return False
    if tokens.text[tokens.starts[index] : tokens.ends[index]].isupper():
        return intro == "strong" and word not in NAMES
    if tokens.word(index - 1) in TITLES or word in tokens.surnames:
        return intro == "strong" and not tokens.has(end, Role.FUTURE)
    # "August Wilson", "June Carter"; a month is seldom followed by a capital but after a stop.
    if tokens.is_name_like(end) and intro != "strong":
        return False
    if intro == "strong":
        # "the late May Ellis"
        return not (tokens.word(index - 1) == "late" and tokens.is_name_like(end))
    if word in NAMES:
        # "since May took office", "an offer by May": no clause or noun follows a month so.
        free = not following.isalpha() or tokens.has(end, Role.AT, Role.AND, Role.OF)
        return intro != "" and intro != "and" and word != "march" and free
    before = tokens.word(index - 1)
    named = tokens.is_name_like(index - 1) and not tokens.has(index - 1, Role.AT, Role.AND)
    return not named and before not in ("'", "’", "-", "@", "#")
