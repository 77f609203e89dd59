"""Expressions of time in a block: ranges, bounds, lists, and units counted from something."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from sayso.extract.dates.anchor import Anchor, unit_from
from sayso.extract.dates.digits import read_digits
from sayso.extract.dates.grammar import Grammar
from sayso.extract.dates.lexicon import Role
from sayso.extract.dates.mention import DateGrounds
from sayso.extract.dates.parts import Part
from sayso.extract.dates.tokens import Tokens
from sayso.extract.dates.years import is_year
from sayso.extract.words import list_words


class Shape(Enum):
    """How the parts of an expression make one date."""

    ONE = auto()
    RANGE = auto()
    SINCE = auto()
    UNTIL = auto()
    EITHER = auto()
    SHIFTED = auto()


@dataclass(frozen=True, slots=True)
class Expression:
    """Parts with how they hang together; `first` and `last` are tokens, half-open.

    `count` and `unit` move a shifted one: "two days before 26 August 2021".
    """

    first: int
    last: int
    shape: Shape
    parts: tuple[Part, ...]
    is_about: bool = False
    count: int = 0
    unit: int = 0


_BOUNDS = (
    (Role.SINCE, Shape.SINCE, "strong"),
    (Role.UNTIL, Shape.UNTIL, "strong"),
    (Role.BEFORE, Shape.UNTIL, "bound"),
    (Role.AFTER, Shape.SINCE, "bound"),
    (Role.BY, Shape.UNTIL, "by"),
)
#: Words that say the end of a unit itself, so that "until the end of 2016" is until 2016.
_VERY_ENDS = frozenset(
    list_words("end start beginning finales fines final fin ende fim finais inicios")
)
_DASHES = frozenset(("-", "–", "—", "\u2010", "\u2011", "\u2212"))
_RELATING = frozenset(["following", "previous", "preceding", "next", "same"])
_MOST_DAYS = 6
_TRIGGERS = frozenset(list_words("años années anos q h ad s post pre"))


def find_expressions(tokens: Tokens, anchor: Anchor | None) -> list[Expression]:
    """Return the expressions of time of a block, in text order; the time is linear in its length.

    Every attempt looks at a bounded number of tokens.
    """
    finder = _Finder(tokens, anchor)
    found: list[Expression] = []
    index = 0
    while index < len(tokens):
        word = tokens.lower[index]
        is_digit = word[:1].isdigit()
        if not (is_digit or word in tokens.phrases or word in _TRIGGERS):
            index += 1
            continue
        read = finder.expressions(index, found[-1].last if found else -1)
        if read:
            found += read
            index = max(index + 1, max(expression.last for expression in read))
        elif is_digit:
            run = read_digits(tokens.text, tokens.starts[index], tokens.language, anchor)
            index = index + 1 if run is None else finder.grammar.months.token_after(index, run.end)
        else:
            index += 1
    return found


class _Finder:
    """One attempt at a token after the other, the more specific first."""

    def __init__(self, tokens: Tokens, anchor: Anchor | None) -> None:
        self.tokens = tokens
        self.anchor = anchor
        self.grammar = Grammar(tokens, anchor)

    def expressions(self, index: int, before: int) -> list[Expression]:
        tokens = self.tokens
        counted = self._counted(index)
        if counted is not None:
            return [counted]
        for attempt in (self._between, self._from):
            found = attempt(index)
            if found:
                return found
        for role, shape, intro in _BOUNDS:
            bound = tokens.find(index, role)
            if bound is not None:
                found = self._bounded(index, bound[1], shape, intro)
                if found:
                    return found
        about = tokens.find(index, Role.ABOUT)
        if about is not None:
            intro = "strong" if tokens.word(index) in ("circa", "c", "ca", "um") else "about"
            if tokens.has(index - 1, Role.AT):
                intro = "strong"
            part = self.grammar.part(about[1], intro)
            if part is not None and part.day is None:
                return [Expression(index, part.last, Shape.ONE, (part,), is_about=True)]
        at = tokens.find(index, Role.AT)
        if at is not None:
            # What stands behind "in" is read there; the word itself is no part of the date.
            found = self._plain(at[1], "strong")
            if found:
                return found
        return self._plain(index, self._intro(index, before))

    def _intro(self, index: int, before: int) -> str:
        tokens = self.tokens
        joined = index - 1 == before and (
            tokens.has(index - 1, Role.AND, Role.OR) or tokens.word(index - 1) in (",", "/", "&")
        )
        if joined and before >= 0:
            return "and"
        if tokens.word(index - 1) in ("of", "de", "del", "du", "do", "des"):
            return "of"
        compound = tokens.word(index - 2) in ("post", "pre") and tokens.word(index - 1) in _DASHES
        return "strong" if compound else ""

    # Ranges.

    def _between(self, index: int) -> list[Expression]:
        tokens = self.tokens
        found = tokens.find(index, Role.BETWEEN)
        if found is None:
            return []
        days = self._day_list(found[1])
        if days:
            return [self._range(index, days[0], days[-1])] if len(days) == 2 else []
        first = self.grammar.part(found[1], lenient=True)
        if first is None:
            return []
        linked = tokens.find(first.last, Role.AND)
        last = self.grammar.part(linked[1], lenient=True) if linked is not None else None
        if last is None or not self._fit(first, last):
            return []
        return [self._range(index, first, last)]

    def _from(self, index: int) -> list[Expression]:
        tokens = self.tokens
        found = tokens.find(index, Role.FROM)
        since = tokens.find(index, Role.SINCE)
        if found is None and since is None:
            return []
        at = (found or since or (0, index))[1]
        days = self._day_list(at)
        if len(days) == 2 and days[0].day is not None:
            return [self._range(index, days[0], days[-1])]
        first = self.grammar.part(at, lenient=True)
        if first is None:
            return []
        open_end = self._open_end(first.last, is_from=True)
        if open_end:
            strict = self.grammar.part(at, "strong")
            if strict is not None:
                return [Expression(index, open_end, Shape.SINCE, (strict,))]
        to = self._to(first.last)
        last = self.grammar.part(to, lenient=True) if to else None
        if last is not None and self._fit(first, last):
            return [self._range(index, first, last)]
        if found is None or since is not None:
            return []
        return self._plain(at, "strong" if first.month is None else "from")

    def _to(self, index: int) -> int:
        """Return where the later end of a range begins, 0 where there is none."""
        tokens = self.tokens
        if tokens.word(index) in _DASHES:
            return index + 1
        linked = tokens.find(index, Role.TO, Role.UNTIL)
        return linked[1] if linked is not None else 0

    def _open_end(self, index: int, *, is_from: bool = False) -> int:
        """Return the token behind "onwards", "to the present", "until now", or 0."""
        tokens = self.tokens
        onwards = tokens.find(index, Role.ONWARDS)
        if tokens.word(index) == "on" and (not is_from or tokens.word(index + 1).isalnum()):
            onwards = None  # "on Wednesday on the radio"; "from 2012 on" ends there
        if onwards is not None:
            return onwards[1]
        to = self._to(index)
        now = tokens.find(to, Role.NOW) if to else None
        return now[1] if now is not None else 0

    def _fit(self, first: Part, last: Part) -> bool:
        """Return whether two parts can be the ends of a range, and no quantities."""
        tokens = self.tokens
        if first.is_relative_weekday and last.is_relative_weekday:
            return False
        only_years = first.year is not None and first.month is None and not first.readings
        if not only_years or last.month is not None or last.readings or last.year is None:
            return first.grounds is not DateGrounds.NO_CALENDAR
        quantity = tokens.word(last.last)
        both_round = first.year % 100 == 0 and last.year % 100 == 0 if first.year else False
        return (
            first.year is not None
            and first.year <= last.year
            and not (both_round and quantity.isalpha())
        )

    def _range(self, index: int, first: Part, last: Part) -> Expression:
        return Expression(index, last.last, Shape.RANGE, (first, last))

    def _day_list(self, index: int) -> list[Part]:
        """Read "8, 9 and 12 May 2014", "8 or 9 May", "10 to 12 March": days before one month."""
        tokens = self.tokens
        numbers: list[tuple[int, int]] = []
        at = index
        while len(numbers) < _MOST_DAYS:
            day = tokens.value(at)
            if not 1 <= day <= 31:
                return []
            whole = self.grammar.months.day_month(at)
            if whole is not None:
                if whole.day is None:
                    return [whole] if not numbers else []
                return [
                    *(replace(whole, first=first, last=first + 1, day=number)
                      for first, number in numbers),
                    whole,
                ]  # fmt: skip
            numbers.append((at, day))
            at += 1
            at += tokens.is_glued(at) and tokens.word(at) in ("st", "nd", "rd", "th", ".", "er")
            linked = tokens.find(at, Role.AND, Role.OR, Role.TO)
            if linked is None and tokens.word(at) not in (",", *_DASHES):
                return []
            at = linked[1] if linked is not None else at + 1
            article = tokens.find(at, Role.ARTICLE)
            at = article[1] if article is not None else at
        return []

    def _month_list(self, index: int) -> list[Part]:
        """Read "August 3rd, 4th and 5th, 2021", "August 26 to 28": days behind one month."""
        tokens = self.tokens
        first = self.grammar.part(index)
        if (
            first is None
            or first.day is None
            or not tokens.has(index, Role.MONTH, Role.MONTH_SHORT)
        ):
            return []
        days = [first]
        while len(days) < _MOST_DAYS and days[-1].year is None:
            at = days[-1].last
            comma = tokens.word(at) == ","
            linked = tokens.find(at + comma, Role.AND, Role.OR, Role.TO)
            if linked is None and not comma and tokens.word(at) not in _DASHES:
                break
            more = self.grammar.months.day_behind(
                days[-1], linked[1] if linked is not None else at + 1
            )
            if more is None:
                break
            days.append(more)
            if linked is not None:
                break
        # "On March 3, 5 people": a comma alone lists nothing.
        if len(days) < 2 or not self._is_list(days):
            return []
        return [replace(day, year=days[-1].year, grounds=days[-1].grounds) for day in days]

    def _is_list(self, days: list[Part]) -> bool:
        tokens = self.tokens
        gap = range(days[-2].last, days[-1].first)
        return any(
            tokens.has(at, Role.AND, Role.OR, Role.TO) or tokens.word(at) in _DASHES for at in gap
        )

    # Bounds.

    def _bounded(self, index: int, at: int, shape: Shape, intro: str) -> list[Expression]:
        tokens = self.tokens
        if tokens.word(at) == "at" and tokens.word(at + 1) == "least":
            at += 2
        about = tokens.find(at, Role.ABOUT)
        inner = about[1] if about is not None else at
        article = tokens.find(inner, Role.ARTICLE) is not None and tokens.word(inner) != "this"
        part = self.grammar.part(inner, "strong" if about is not None else intro)
        if part is None:
            return []
        whole = (part.year is not None and part.month is None) or part.day is not None
        if article and whole and not part.portion and tokens.word(part.last).isalpha():
            return self._named_event(index, part, shape)
        if shape is Shape.UNTIL and part.portion == 3 and self._is_very_end(part):
            part = replace(part, portion=0)
        if shape is Shape.SINCE and part.portion == 1 and self._is_very_end(part):
            part = replace(part, portion=0)
        bound = Expression(index, part.last, shape, (part,), is_about=about is not None)
        if shape is Shape.SINCE:
            to = self._to(part.last)
            last = self.grammar.part(to, lenient=True) if to else None
            if last is not None and self._fit(part, last):
                return [self._range(index, part, last)]
        return [bound]

    def _is_very_end(self, part: Part) -> bool:
        return any(self.tokens.word(at) in _VERY_ENDS for at in range(part.first, part.last))

    def _named_event(self, index: int, part: Part, shape: Shape) -> list[Expression]:
        """Read "following the 2015 and 2018 defeats": the dates, and the bound that they set."""
        tokens = self.tokens
        parts = [part]
        while len(parts) < _MOST_DAYS:
            linked = tokens.find(parts[-1].last, Role.AND)
            comma = parts[-1].last + 1 if tokens.word(parts[-1].last) == "," else 0
            at = linked[1] if linked is not None else comma
            if not at or tokens.value(at) < 0 or not is_year(tokens, at, "and"):
                break
            parts.append(Part(at, at + 1, year=tokens.value(at)))
        outer = max(parts, key=_year_of) if shape is Shape.SINCE else min(parts, key=_year_of)
        bound = Expression(index, parts[-1].last, shape, (outer,))
        return [bound, *(Expression(p.first, p.last, Shape.ONE, (p,)) for p in parts)]

    # Single ones.

    def _plain(self, index: int, intro: str) -> list[Expression]:
        tokens = self.tokens
        run = self.grammar.months.days_of_month(index)
        if run is not None:
            return [Expression(index, run.last, Shape.ONE, (run,))]
        days = self._day_list(index) or self._month_list(index)
        if len(days) > 1:
            return self._listed(days)
        compound = tokens.word(index) in ("post", "pre") and tokens.word(index + 1) == "-"
        if compound and is_year(tokens, index + 2, "strong"):
            year = Part(index + 2, index + 3, year=tokens.value(index + 2))
            shape = Shape.SINCE if tokens.word(index) == "post" else Shape.UNTIL
            return [Expression(index, index + 3, shape, (year,))]
        part = self.grammar.part(index, intro)
        first = part or (
            self.grammar.part(index, lenient=True)
            if tokens.has(index, Role.MONTH) and tokens.is_capital(index)
            else None
        )
        if first is None:
            return []
        if part is not None and not first.readings:
            open_end = self._open_end(first.last)
            if open_end:
                return [Expression(index, open_end, Shape.SINCE, (first,))]
        to = self._to(first.last)
        last = self.grammar.part(to, lenient=True) if to else None
        if last is not None:
            if first.is_relative_weekday and last.is_relative_weekday:
                return []
            whole = last.year is not None and (last.month is not None) == (first.month is not None)
            if (whole or (first.day is not None and last.day is not None)) and self._fit(
                first, last
            ):
                return [self._range(index, first, last)]
        if part is None:
            return []
        return [Expression(part.first, part.last, Shape.ONE, (part,))]

    def _listed(self, days: list[Part]) -> list[Expression]:
        tokens = self.tokens
        first, last = days[0], days[-1]
        gap = range(first.first + 1, last.first)
        if len(days) == 2 and any(
            tokens.has(at, Role.TO) or tokens.word(at) in _DASHES for at in gap
        ):
            return [self._range(first.first, first, last)]
        if any(tokens.has(at, Role.OR) for at in gap):
            return [Expression(first.first, last.last, Shape.EITHER, tuple(days))]
        return [Expression(day.first, day.last, Shape.ONE, (day,)) for day in days]

    # Units counted from publication, from a date, or from an event.

    def _counted(self, index: int) -> Expression | None:
        tokens = self.tokens
        word = tokens.word(index)
        if tokens.language != "en":
            return None
        if word in ("the", "that"):
            return self._relating(index)
        value = tokens.value(index)
        number = tokens.find(index, Role.COUNT) or ((value, index + 1) if value > 0 else None)
        first = index
        if number is None and not (tokens.has(index, Role.UNIT) and word.endswith("s")):
            return None
        count, at = number or (0, index)
        if tokens.word(index - 1) in _DASHES and tokens.is_glued(index):
            return None
        if tokens.word(at) == "-" and count in (20, 30, 40, 50):
            # "twenty-two years ago"
            units = tokens.find(at + 1, Role.COUNT)
            if units is None or not 0 < units[0] < 10:
                return None
            count, at = count + units[0], units[1]
        unit = tokens.find(at, Role.UNIT)
        if unit is None:
            return None
        kind, end = unit
        if tokens.has(end, Role.AGO):
            return self._ago(first, end + 1, count, kind)
        hanging = tokens.find(end, Role.HANGING)
        if hanging is None:
            return None
        return self._hang(first, hanging[1], count * hanging[0], kind)

    def _ago(self, first: int, last: int, count: int, unit: int) -> Expression | None:
        tokens = self.tokens
        about = tokens.has(first - 1, Role.ABOUT) or tokens.word(first - 1) == "some"
        if unit in (0, 9):
            return None
        if not count:
            part = Part(first, last, grounds=DateGrounds.VAGUE)
            return Expression(first, last, Shape.ONE, (part,))
        readings = unit_from(self.anchor, unit, -count) if self.anchor else ()
        grounds = DateGrounds.FROM_PUBLICATION if readings else DateGrounds.NO_ANCHOR
        part = Part(first, last, readings=readings, grounds=grounds)
        before = tokens.word(first - 1)
        if readings and before in ("over", "than"):
            less = before == "than" and tokens.word(first - 2) in ("less", "fewer")
            start = first - (2 if before == "than" else 1)
            shape = Shape.SINCE if less else Shape.UNTIL
            return Expression(max(0, start), last, shape, (part,))
        return Expression(first, last, Shape.ONE, (part,), is_about=about and unit >= 3)

    def _hang(self, first: int, last: int, count: int, unit: int) -> Expression:
        """Read "two days before ...": moved from a date where one follows, else an open one."""
        tokens = self.tokens
        article = tokens.find(last, Role.ARTICLE)
        at = article[1] if article is not None else last
        part = self.grammar.part(at, "strong") if count and unit else None
        named = part is not None and tokens.word(part.last).isalpha() and article is not None
        if part is not None and not named:
            return Expression(first, part.last, Shape.SHIFTED, (part,), count=count, unit=unit)
        reach = at + 1 if article is not None and tokens.word(at).isalpha() else last
        event = Part(first, reach, grounds=DateGrounds.EVENT)
        return Expression(first, reach, Shape.ONE, (event,))

    def _relating(self, index: int) -> Expression | None:
        """Read "the following day", "that night", "the day before the raid"."""
        tokens = self.tokens
        at = index + 1
        related = tokens.word(index) == "that"
        if not related and tokens.word(at) in _RELATING:
            related, at = True, at + 1
        elif not related:
            unit = tokens.find(at, Role.UNIT)
            hanging = tokens.find(unit[1], Role.HANGING) if unit is not None else None
            if unit is None or hanging is None or not unit[0] or tokens.word(at)[-1] == "s":
                return None
            return self._hang(index, hanging[1], hanging[0], unit[0])
        found = tokens.find(at, Role.UNIT) or tokens.find(at, Role.TIME_OF_DAY)
        if found is None or (tokens.has(at, Role.UNIT) and found[0] in (0, 9)):
            return None
        if tokens.value(found[1]) >= 0:
            return None
        event = Part(index, found[1], grounds=DateGrounds.EVENT)
        return Expression(index, found[1], Shape.ONE, (event,))


def _year_of(part: Part) -> int:
    return part.year or 0
