"""Expressions to EDTF: the year where the words have none, the ends of ranges and bounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.core import Document, SpanRole
from sayso.core.edtf import days_from_civil
from sayso.extract.dates.anchor import Anchor, infer_years, shift, weekday_from
from sayso.extract.dates.calendars import is_day
from sayso.extract.dates.expressions import Expression, Shape
from sayso.extract.dates.lexicon import Role
from sayso.extract.dates.mention import DateGrounds, DateMention
from sayso.extract.dates.parts import (
    Part,
    approximate,
    first_end,
    last_end,
    one_of,
    write_part,
)
from sayso.extract.dates.tokens import Tokens
from sayso.extract.words import list_words

#: Words between a date and the one that lends it the year: "on 3 May and again on 5 June 2019".
_BRIDGE = 5
#: Words between a verb that looks ahead and the date it looks to.
_REACH = 14
_AHEAD = 9
#: How long after 11 September a bare "11 September" is that of the year.
_FRESH_DAYS = 60
_ATTACKS = frozenset(("attack", "terror", "hijack", "victim", "commis", "museum", "memori"))
#: Past forms that do not end in -ed, the commonest of reports.
_PAST = frozenset(
    list_words(
        "was were had did said told went came took met left began held became fell fled won lost "
        "died made gave found saw shot sent brought struck hit been got ran set rose broke wrote "
        "spoke paid led built put cut sold bought stood kept"
    )
)
_STOPS = frozenset('.!?;"“”«»')
#: Verbs that report: what stands behind them is when it was said, not what is to come.
_REPORTS = frozenset(["said", "told", "announced", "added", "says"])
_LINKS = frozenset((",", "again", "then", "and", "-", "–", "the"))


@dataclass(frozen=True, slots=True)
class _Found:
    """EDTF readings of a part or expression, and what they rest on."""

    readings: tuple[str, ...]
    grounds: DateGrounds
    is_odd: bool = False


def resolve(
    document: Document, tokens: Tokens, expressions: Sequence[Expression], anchor: Anchor | None
) -> list[DateMention]:
    """Return the mentions of a block's expressions, in order."""
    block = _Block(tokens, expressions, anchor)
    mentions = []
    for number, expression in enumerate(expressions):
        found = block.resolve(number)
        start, end = tokens.starts[expression.first], tokens.ends[expression.last - 1]
        readings = tuple(sorted(set(found.readings), key=_in_time))
        mentions.append(
            DateMention(
                span=document.span(start, end, SpanRole.MENTION),
                edtf=one_of(readings),
                readings=readings,
                grounds=found.grounds,
                is_odd=found.is_odd,
            )
        )
    return mentions


def _in_time(reading: str) -> tuple[bool, str]:
    return not reading.startswith(".."), reading


class _Block:
    """One block's expressions with what they lend each other."""

    def __init__(
        self, tokens: Tokens, expressions: Sequence[Expression], anchor: Anchor | None
    ) -> None:
        self.tokens = tokens
        self.expressions = expressions
        self.anchor = anchor
        #: The year of the last date with month and year before the present expression.
        self.told: int | None = None
        #: For each expression that was asked: whether its sentence looks ahead.
        self._looks_ahead_at: dict[int, bool] = {}

    def resolve(self, number: int) -> _Found:
        expression = self.expressions[number]
        parts = self._lend_years(number)
        found = self._shaped(expression, parts, number)
        for part in parts:
            written = part.grounds is DateGrounds.AS_WRITTEN
            if part.year is not None and part.month is not None and written:
                self.told = part.year
        if expression.is_about:
            found = replace(found, readings=tuple(approximate(r) for r in found.readings))
        return found

    def _shaped(self, expression: Expression, parts: tuple[Part, ...], number: int) -> _Found:
        found = [self._part(part, number) for part in parts]
        grounds = next(
            (one.grounds for one in found if not one.readings),
            next(
                (one.grounds for one in found if one.grounds is not DateGrounds.AS_WRITTEN),
                DateGrounds.AS_WRITTEN,
            ),
        )
        is_odd = any(one.is_odd for one in found)
        if not all(one.readings for one in found):
            return _Found((), grounds, is_odd)
        if expression.shape is Shape.RANGE:
            return _Found(_join(found[0].readings, found[1].readings), grounds, is_odd)
        readings = found[0].readings
        if expression.shape is Shape.EITHER:
            readings = tuple(reading for one in found for reading in one.readings)
        elif expression.shape is Shape.SINCE:
            readings = tuple(f"{first_end(reading)}/.." for reading in readings)
        elif expression.shape is Shape.UNTIL:
            readings = tuple(f"../{last_end(reading)}" for reading in readings)
        elif expression.shape is Shape.SHIFTED:
            moved = (shift(reading, expression.unit, expression.count) for reading in readings)
            readings = tuple(reading for reading in moved if reading is not None)
            if not readings:
                return _Found((), DateGrounds.VAGUE)
        return _Found(readings, grounds, is_odd)

    def _lend_years(self, number: int) -> tuple[Part, ...]:
        """Return the parts of an expression, each without a year given that of its neighbour.

        In "between November 2018 and February" and "from 28 February to 4 April 2018" one end lends
        the year to the other; in "on 3 May and again on 5 June 2019" the next date does; in "In
        2019, on 12 May" the one before.
        """
        expression = self.expressions[number]
        parts = list(expression.parts)
        if expression.shape is Shape.RANGE:
            first, last = parts
            if first.is_yearless and last.year is not None and not last.readings:
                later = first.month is not None and first.month > (last.month or 12)
                parts[0] = replace(first, year=last.year - later, grounds=last.grounds)
            elif last.is_yearless and first.year is not None and not first.readings:
                earlier = last.month is not None and last.month < (first.month or 1)
                parts[1] = replace(last, year=first.year + earlier, grounds=first.grounds)
        if not any(part.is_yearless for part in parts):
            return tuple(parts)
        year = self._neighbour_year(number)
        if year is None:
            return tuple(parts)
        return tuple(
            replace(part, year=year, grounds=DateGrounds.YEAR_INFERRED)
            if part.is_yearless and _exists(part, year)
            else part
            for part in parts
        )

    def _neighbour_year(self, number: int) -> int | None:
        expression = self.expressions[number]
        month = next((part.month for part in expression.parts if part.month), None)
        # A chain of yearless dates may lead to the one that has the year; a few are looked at.
        at = expression.last
        for later in self.expressions[number + 1 : number + 4]:
            if not self._are_linked(at, later.first):
                break
            for part in later.parts:
                if part.year is not None and part.month is not None and not part.readings:
                    return part.year - (month is not None and month > part.month)
            at = later.last
        if number:
            before = self.expressions[number - 1]
            # Not over "and": "in early 2019 and again in mid-August" is two years.
            linked = self._are_linked(before.last, expression.first) and not any(
                self.tokens.has(at, Role.AND) for at in range(before.last, expression.first)
            )
            if before.shape is Shape.ONE and linked:
                part = before.parts[0]
                if part.year is not None and part.grounds is DateGrounds.AS_WRITTEN:
                    return part.year
        return None

    def _are_linked(self, first: int, last: int) -> bool:
        if last - first > _BRIDGE or last <= first:
            return False
        tokens = self.tokens
        return all(
            tokens.word(at) in _LINKS or tokens.has(at, Role.AND, Role.OR, Role.AT, Role.OF)
            for at in range(first, last)
        )

    def _part(self, part: Part, number: int) -> _Found:
        if part.is_odd and (part.day is not None or part.readings):
            day = part.readings[0] if part.readings else write_part(part, part.year or 0)
            return _Found((f"{day}?",), part.grounds, is_odd=True)
        if part.readings:
            readings = part.readings
            return _Found(readings, part.grounds)
        if part.grounds not in (
            DateGrounds.AS_WRITTEN,
            DateGrounds.YEAR_INFERRED,
            DateGrounds.FROM_PUBLICATION,
        ):
            return _Found((), part.grounds)
        if part.is_relative_weekday:
            return self._weekday(part, number)
        if part.year is not None:
            if not _exists(part, part.year):
                return _Found((), DateGrounds.NO_CALENDAR)
            return _Found((write_part(part, part.year),), part.grounds)
        return self._yearless(part, number)

    def _weekday(self, part: Part, number: int) -> _Found:
        if self.anchor is None or part.weekday is None:
            return _Found((), DateGrounds.NO_ANCHOR)
        readings = weekday_from(
            self.anchor, part.weekday, part.turn, is_future=self._looks_ahead(number)
        )
        grounds = DateGrounds.FROM_PUBLICATION if readings else DateGrounds.NO_ANCHOR
        return _Found(readings, grounds)

    def _yearless(self, part: Part, number: int) -> _Found:
        if self.anchor is None:
            return _Found((), DateGrounds.NO_ANCHOR)
        if part.season is not None:
            # The season of the year of publication, or of the year before if it is still to come.
            started = 3 * (part.season - 21) + 3 <= (self.anchor.month or 12)
            year = self.anchor.year - (not started and not self._looks_ahead(number))
            return _Found((write_part(part, year),), DateGrounds.YEAR_INFERRED)
        assert part.month is not None
        if (part.month, part.day) == (9, 11) and self._is_name_of_attacks(number):
            return _Found((), DateGrounds.EVENT)
        years = infer_years(
            self.anchor,
            part.month,
            part.day,
            part.weekday,
            is_future=self._looks_ahead(number),
            is_past=self._looks_back(number),
        )
        if not years and part.weekday is not None:
            return _Found((), DateGrounds.NO_CALENDAR, is_odd=True)
        told = self.told if part.weekday is None else None
        if told is not None and told not in years and self._is_past(part, told):
            # The paragraph speaks of another year, and nothing says which of the two is meant.
            years = (told, *years)
        readings = tuple(write_part(part, year) for year in sorted(years))
        grounds = DateGrounds.YEAR_INFERRED if readings else DateGrounds.NO_CALENDAR
        return _Found(readings, grounds)

    def _is_name_of_attacks(self, number: int) -> bool:
        """Return whether "September 11" without a year names the attacks of 2001.

        As "9/11" does. In the weeks after the day it is that of the year, unless attacks follow.
        """
        assert self.anchor is not None
        tokens, at = self.tokens, self.expressions[number].last
        if any(tokens.word(at + ahead)[:6] in _ATTACKS for ahead in (0, 1)):
            return True
        day = days_from_civil(self.anchor.year, 9, 11)
        return not day <= self.anchor.last <= day + _FRESH_DAYS

    def _is_past(self, part: Part, year: int) -> bool:
        assert self.anchor is not None
        if not _exists(part, year):
            return False
        return days_from_civil(year, part.month or 1, part.day or 1) <= self.anchor.last

    def _looks_ahead(self, number: int) -> bool:
        found = self._sees_verb(number)
        self._looks_ahead_at[number] = found
        return found

    def _sees_verb(self, number: int) -> bool:
        """Return whether a verb before the date (or, where it opens its sentence, behind it) does.

        "The talks will resume on 9 September", "On Friday the court is due to rule".
        """
        tokens = self.tokens
        expression = self.expressions[number]
        at = expression.first - 1
        low = max(0, expression.first - _REACH)
        if number:
            # "They will strike on Monday, he said on Friday", but "due on 14 and 20 May".
            before = self.expressions[number - 1]
            linked = self._are_linked(before.last, expression.first)
            if linked and self._looks_ahead_at.get(number - 1):
                return True
            low = max(low, before.last)
        passed = 0
        while at >= low and not self._is_stop(at):
            if self._is_ahead(at):
                return True
            if tokens.word(at) in _REPORTS:
                return False
            passed += tokens.lower[at][:1].isalnum()
            at -= 1
        if passed > 2 or (at >= 0 and at < low):
            return False
        limit = min(len(tokens), expression.last + _AHEAD)
        for at in range(expression.last, limit):
            if self._is_stop(at) or tokens.has(at, Role.AND):
                return False
            if self._is_ahead(at):
                return True
        return False

    def _looks_back(self, number: int) -> bool:
        """Return whether a past form stands before the date in its sentence, or it opens that.

        "Until he leaves office on 20 January" does not; in other languages it is taken as given.
        """
        tokens = self.tokens
        if tokens.language != "en":
            return True
        at = self.expressions[number].first - 1
        low = max(0, at - _REACH)
        passed = 0
        while at >= low and not self._is_stop(at):
            word = tokens.word(at)
            if word in _PAST or (word.endswith("ed") and len(word) > 3):
                return True
            passed += word.isalnum()
            at -= 1
        return passed <= 2

    def _is_ahead(self, at: int) -> bool:
        tokens = self.tokens
        word, following = tokens.word(at), tokens.word(at + 1)
        if word == "set" and following in ("to", "for"):
            return True
        if word in ("is", "are", "was", "were") and following == "to":
            return True
        if word == "would":
            return following not in ("have", "not") and tokens.language == "en"
        return tokens.has(at, Role.FUTURE) and tokens.lower[at + 1 : at + 2] != ("have",)

    def _is_stop(self, at: int) -> bool:
        tokens = self.tokens
        if tokens.word(at) not in _STOPS:
            return False
        if tokens.word(at) not in ".!?":
            return True
        if tokens.is_glued(at + 1):
            return False
        return at + 1 >= len(tokens) or not tokens.text[tokens.starts[at + 1]].islower()


def _exists(part: Part, year: int) -> bool:
    return part.day is None or part.month is None or is_day(year, part.month, part.day)


def _join(first: tuple[str, ...], last: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ranges of two ends, pair by pair where both have several readings."""
    if len(first) == len(last):
        pairs = list(zip(first, last, strict=True))
    elif len(first) == 1 or len(last) == 1:
        pairs = [(one, other) for one in first for other in last]
    else:
        return ()
    ends = ((first_end(one), last_end(other)) for one, other in pairs)
    return tuple(f"{start}/{end}" for start, end in ends if start <= end)
