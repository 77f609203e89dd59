"""The grammar of single dates: which tokens give year, month, day, season, decade, century."""

from __future__ import annotations

from dataclasses import replace

from sayso.core.edtf import days_from_civil
from sayso.extract.dates import anchor as counting
from sayso.extract.dates.anchor import Anchor
from sayso.extract.dates.calendars import weekday, write_year
from sayso.extract.dates.digits import read_digits
from sayso.extract.dates.lexicon import Role
from sayso.extract.dates.mention import DateGrounds
from sayso.extract.dates.months import DAY_SUFFIXES, Months
from sayso.extract.dates.parts import Part, write_century, write_decade
from sayso.extract.dates.tokens import Tokens
from sayso.extract.dates.years import is_year
from sayso.extract.words import list_words

_DAY_NAMES_BEFORE = frozenset(
    list_words(
        "black good bloody ash holy easter palm super cyber red throwback sheffield every "
        "each any maundy shrove whit girl"
    )
)
_DAY_NAMES_AFTER = frozenset(
    list_words(
        "prayers prayer sermon sermons times mirror express telegraph league school mail "
        "lunch magazine"
    )
)
#: Parts within parts: "since early | in the year | of 2019" has two.
_DEEPEST = 5
_OPENERS = frozenset(("q", "h", "ad", "s", "años", "années", "anos"))
_PLURAL_YEARS = frozenset(("años", "années", "anos"))
_QUARTERS, _HALVES = 33, 40


class Grammar:
    """Single dates in one block; each method returns the part that begins at a token, or None."""

    def __init__(self, tokens: Tokens, anchor: Anchor | None) -> None:
        self.tokens = tokens
        self.anchor = anchor
        self.months = Months(tokens, anchor)
        self._known: dict[tuple[int, str], Part | None] = {}
        self._depth = 0

    def part(self, index: int, intro: str = "", *, lenient: bool = False) -> Part | None:
        """Return the date that begins at a token.

        `intro` tells how it is introduced (see `years`). With `lenient` a bare month or year needs
        no introduction, because the other end of a range gives it.
        """
        intro = "strong" if lenient else intro
        key = (index, intro)
        if key not in self._known:
            # Words that open a part within a part ("the early the early") may nest without end.
            if self._depth >= _DEEPEST:
                return None
            self._depth += 1
            part = self._read(index, intro)
            self._depth -= 1
            if self._depth:
                return part  # what stands deeper may have been cut off
            self._known[key] = part
        return self._known[key]

    def _read(self, index: int, intro: str) -> Part | None:
        tokens = self.tokens
        word = tokens.word(index)
        if word[:1].isdigit():
            return self._number(index, intro)
        if word not in tokens.phrases and word not in _OPENERS:
            return None
        return (
            self._relative(index)
            or self._portion(index)
            or self._weekday(index)
            or self.months.month(index, intro)
            or self._season(index)
            or self._fraction(index)
            or self._decade_word(index)
            or self._worded_day(index)
            or self._introduced_year(index)
            or self._article(index, intro)
        )

    # Numbers first.

    def _number(self, index: int, intro: str) -> Part | None:
        tokens = self.tokens
        run = read_digits(tokens.text, tokens.starts[index], tokens.language, self.anchor)
        if run is not None:
            last = self.months.token_after(index, run.end)
            if run.kind == "date":
                return Part(index, last, readings=run.readings, grounds=run.grounds)
            if run.kind == "years" and (
                intro or is_bracketed(tokens, index, last) or tokens.word(last) in ("period", "war")
            ):
                return Part(index, last, readings=run.readings)
            return None
        day = self.months.day_month(index)
        if day is not None:
            return day
        value, after = tokens.value(index), index + 1
        if value < 0:
            return None
        suffix = tokens.word(after) if tokens.is_glued(after) else ""
        if suffix in DAY_SUFFIXES and tokens.has(after + 1, Role.CENTURY):
            return self._century(index, after + 2, value)
        if suffix in DAY_SUFFIXES and tokens.has(after + 1, Role.FRACTION):
            return self._of_year(index, after + 1, value)
        decade = self._decade_number(index, value)
        if decade is not None:
            return decade
        era = tokens.word(after)
        if era in ("bc", "bce", "ad", "ce") and tokens.text[tokens.starts[after]].isupper():
            year = value if era in ("ad", "ce") else 1 - value
            return Part(index, after + 1, readings=(write_year(year),)) if value else None
        if is_year(tokens, index, intro):
            return Part(index, after, year=value)
        return None

    def _century(self, first: int, last: int, number: int, portion: int = 0) -> Part | None:
        if not 1 <= number <= 30 or self.tokens.word(last) in ("bc", "bce"):
            return None
        return Part(first, last, readings=(write_century(number - 1, portion),))

    def _decade_number(self, index: int, value: int, portion: int = 0) -> Part | None:
        """Read "1990s", "1990's", "1990er"; and "'90s" behind "the"."""
        tokens = self.tokens
        at = index + 1
        marked = tokens.word(at) in ("'", "’") and tokens.is_glued(at)
        at += marked
        if not tokens.is_glued(at) or tokens.word(at) not in ("s", "er") or value % 10:
            return None
        if 1000 <= value <= 2200 and tokens.ends[index] - tokens.starts[index] == 4:
            if not self.months.is_free(index):
                return None
            if value % 100 == 0 and not portion:
                return Part(index, at + 1, readings=(f"{value // 10}X", f"{value // 100}XX"))
            return Part(index, at + 1, readings=(write_decade(value // 10, portion),))
        apostrophe = tokens.word(index - 1) in ("'", "’", "‘") and tokens.is_glued(index)
        the = index - 1 - apostrophe
        said = tokens.word(the) in ("the", "early", "late", "mid", "-") and not marked
        if said and self.months.has_two_digits(index) and (apostrophe or tokens.word(the) == "the"):
            return self._decade(index - apostrophe, at + 1, value // 10, portion)
        return None

    def _decade(self, first: int, last: int, digit: int, portion: int = 0) -> Part:
        if self.anchor is None:
            return Part(first, last, grounds=DateGrounds.NO_ANCHOR)
        decades = counting.decade_of(self.anchor, digit)
        readings = tuple(write_decade(decade, portion) for decade in decades)
        return Part(first, last, readings=readings, grounds=DateGrounds.YEAR_INFERRED)

    def _relative(self, index: int) -> Part | None:
        """Read "yesterday", "last year", "this month", "last May", "next Thursday"."""
        tokens = self.tokens
        named = tokens.find(index, Role.DAY_WORD)
        if named is not None:
            # "the Harbour Today"
            is_name = tokens.is_capital(index) and tokens.is_name_like(index - 1)
            return None if is_name else self._counted(index, named[1], 1, named[0])
        turn = tokens.find(index, Role.TURN)
        if turn is None:
            return None
        way, at = turn
        if tokens.word(index - 1) == "the" and way:
            return None  # "the last year", "the next day" count from elsewhere
        unit = tokens.find(at, Role.UNIT)
        if unit is not None and unit[0] in (2, 3, 4, 5, 6, 7) and tokens.word(at)[-1] != "s":
            return self._counted(index, unit[1], unit[0], way)
        day = tokens.find(at, Role.WEEKDAY)
        if day is not None and tokens.is_capital(at):
            last = day[1] + tokens.has(day[1], Role.TIME_OF_DAY)
            return Part(index, last, weekday=day[0], turn=way)
        month, short, end = self.months.month_name(at)
        if month is not None and not short and tokens.is_capital(at):
            return self._turned_month(index, end, month, way)
        season = tokens.find(at, Role.SEASON)
        if season is not None:
            return self._turned_season(index, season[1], season[0], way)
        return None

    def _counted(self, first: int, last: int, unit: int, count: int) -> Part:
        readings = counting.unit_from(self.anchor, unit, count) if self.anchor else ()
        grounds = DateGrounds.FROM_PUBLICATION if readings else DateGrounds.NO_ANCHOR
        if readings and unit == 4:
            # A year can still be cut into early and late.
            return Part(first, last, year=int(readings[0]), grounds=grounds)
        return Part(first, last, readings=readings, grounds=grounds)

    def _turned_month(self, first: int, last: int, month: int, way: int) -> Part:
        day = self.tokens.value(last)
        if 1 <= day <= 31 and way:
            return Part(first, last + 1, grounds=DateGrounds.VAGUE)
        years = counting.turned_month(self.anchor, month, way) if self.anchor else ()
        grounds = DateGrounds.FROM_PUBLICATION if years else DateGrounds.NO_ANCHOR
        if len(years) == 1:
            return Part(first, last, year=years[0], month=month, grounds=grounds)
        readings = tuple(f"{write_year(year)}-{month:02}" for year in years)
        return Part(first, last, readings=readings, grounds=grounds)

    def _turned_season(self, first: int, last: int, season: int, way: int) -> Part:
        readings = counting.this_season(self.anchor, season, way) if self.anchor else ()
        grounds = DateGrounds.FROM_PUBLICATION if readings else DateGrounds.NO_ANCHOR
        return Part(first, last, readings=readings, grounds=grounds)

    def _portion(self, index: int) -> Part | None:
        """Read "early 2019", "mid-August", "the end of last year", "the late 19th century"."""
        tokens = self.tokens
        found = tokens.find(index, Role.PORTION)
        if found is None:
            return None
        portion, at = found
        if tokens.word(at) == "-" and tokens.is_glued(at):
            at += 1
        for _ in range(2):
            linked = tokens.find(at, Role.OF, Role.ARTICLE)
            if linked is not None and tokens.find(at, Role.DAY_WORD) is None:
                at = linked[1]
        inner: Part | None = None
        if tokens.value(at) >= 0:
            value = tokens.value(at)
            suffixed = tokens.is_glued(at + 1) and tokens.word(at + 1) in DAY_SUFFIXES
            if suffixed and tokens.has(at + 2, Role.CENTURY):
                inner = self._century(at, at + 3, value, portion)
            else:
                inner = self._decade_number(at, value, portion)
        elif tokens.has(at, Role.ORDINAL):
            number, end = tokens.find(at, Role.ORDINAL) or (0, at)
            if tokens.has(end, Role.CENTURY):
                inner = self._century(at, end + 1, number, portion)
        elif tokens.has(at, Role.DECADE):
            digit, end = tokens.find(at, Role.DECADE) or (0, at)
            possessive = tokens.word(at - 1) in ("his", "her", "their", "my")
            inner = None if possessive else self._decade(at, end, digit, portion)
        if inner is None:
            inner = self.part(at, "strong")
            if inner is None:
                return None
            if inner.is_relative_weekday or inner.day is not None or inner.season is not None:
                return replace(inner, first=index)
            inner = replace(inner, portion=portion)
        return replace(inner, first=index)

    def _weekday(self, index: int) -> Part | None:
        """Read "Thursday", "Thursday, 26 August 2021", "on Thursday morning"."""
        tokens = self.tokens
        found = tokens.find(index, Role.WEEKDAY)
        if found is None or (tokens.language in ("en", "de") and not tokens.is_capital(index)):
            return None
        number, at = found
        is_short = tokens.language == "en" and len(tokens.word(index)) < 6
        at += is_short and tokens.word(at) == "."
        dated = at + tokens.has(at, Role.TIME_OF_DAY)
        dated += tokens.word(dated) in (",", "(")
        for _ in range(2):
            linked = tokens.find(dated, Role.ARTICLE, Role.OF)
            dated = linked[1] if linked else dated
        day = self.part(dated) if dated != index else None
        if day is not None and (day.day is not None or len(day.readings) == 1):
            return self._check_weekday(replace(day, first=index), number)
        if is_short or tokens.word(index - 1) in _DAY_NAMES_BEFORE:
            return None
        if self._recurs(index, at):
            return None
        if tokens.word(at) in _DAY_NAMES_AFTER or (tokens.is_glued(at) and tokens.word(at) == "-"):
            return None
        last = at + tokens.has(at, Role.TIME_OF_DAY)
        return Part(index, last, weekday=number)

    def _recurs(self, index: int, at: int) -> bool:
        """Return whether a weekday is one of many: "a Sunday", "Monday to Friday"."""
        tokens = self.tokens
        if tokens.language != "en":
            return False
        if tokens.word(index - 1) in ("a", "the") or tokens.has(index - 1, Role.ORDINAL):
            return True
        if tokens.word(at) in ("in", "of") and tokens.has(at + 1, Role.MONTH):
            return True
        joints = ("to", "through", "-", "–")
        return (tokens.word(at) in joints and tokens.has(at + 1, Role.WEEKDAY)) or (
            tokens.word(index - 1) in joints and tokens.has(index - 2, Role.WEEKDAY)
        )

    def _check_weekday(self, part: Part, number: int) -> Part:
        if part.readings:
            written = part.readings[0]
            if len(written) != 10:
                return part
            year, month, day = (int(piece) for piece in written.split("-"))
        elif part.year is None:
            return replace(part, weekday=number)
        else:
            assert part.month is not None
            assert part.day is not None
            year, month, day = part.year, part.month, part.day
        odd = weekday(days_from_civil(year, month, day)) != number
        return replace(part, is_odd=odd)

    def _season(self, index: int) -> Part | None:
        """Read "spring 2016", "the summer of 2014", "winter 2015-16", "in the spring"."""
        tokens = self.tokens
        found = tokens.find(index, Role.SEASON)
        if found is None:
            return None
        season, at = found
        before = tokens.word(index - 1)
        known = tokens.phrases.get(before) is not None
        if tokens.is_name_like(index) and tokens.is_name_like(index - 1) and not known:
            return None  # "Arab Spring 2011"
        lower = tokens.language == "en" and not tokens.is_capital(index)
        if lower and season in (21, 23) and before != "mid" and not known:
            return None  # "prices fall 2019 points"
        linked = tokens.find(at, Role.OF)
        year_at = linked[1] if linked is not None and tokens.word(at) != "in" else at
        year_at += tokens.word(year_at) == ","
        if tokens.value(year_at) >= 1000:
            run = read_digits(tokens.text, tokens.starts[year_at], tokens.language, self.anchor)
            if run is not None:
                return self._season_over_years(index, season, year_at, run.numbers, run.end)
        year, end = self.months.year_behind(at)
        if year is not None:
            return Part(index, end, year=year, season=season)
        turned = self.months.turned_year(at)
        if turned is not None:
            return replace(turned, first=index, season=season)
        bare = before == "the" and tokens.word(index - 2) in ("in", "during", "until", "since")
        if bare and tokens.word(index) not in ("fall", "winter") and tokens.word(at) != "of":
            return Part(index, at, season=season)
        return None

    def _season_over_years(
        self, first: int, season: int, at: int, numbers: tuple[int, ...], end: int
    ) -> Part | None:
        if season != 24 or len(numbers) != 2:
            return None
        year, last = numbers[0], self.months.token_after(at, end)
        following = numbers[1] if numbers[1] > 99 else year // 100 * 100 + numbers[1]
        if following != year + 1:
            return None
        # EDTF's winter of one year does not say whether it runs into the next; these words do.
        return Part(first, last, readings=(f"{year}-12/{following}-02",))

    def _fraction(self, index: int) -> Part | None:
        """Read "Q3 2019", "H1 2020", "third quarter of 2019", "nineteenth century"."""
        tokens = self.tokens
        word = tokens.word(index)
        if word in ("q", "h") and tokens.is_capital(index) and tokens.is_glued(index + 1):
            number = tokens.value(index + 1)
            if 1 <= number <= (4 if word == "q" else 2):
                at = index + 2
                linked = tokens.find(at, Role.OF)
                at = linked[1] if linked is not None else at
                if is_year(tokens, at, "strong"):
                    first = _QUARTERS if word == "q" else _HALVES
                    season = first + number - 1
                    return Part(index, at + 1, year=tokens.value(at), season=season)
            return None
        ordinal = tokens.find(index, Role.ORDINAL)
        if ordinal is None:
            return None
        number, at = ordinal
        if tokens.has(at, Role.CENTURY):
            return self._century(index, at + 1, number)
        if tokens.has(at, Role.FRACTION):
            return self._of_year(index, at, number)
        return None

    def _of_year(self, first: int, index: int, number: int) -> Part | None:
        tokens = self.tokens
        parts, at = tokens.find(index, Role.FRACTION) or (0, index)
        linked = tokens.find(at, Role.OF)
        at = linked[1] if linked is not None else at
        if not 1 <= number <= parts:
            return None
        season = (_QUARTERS if parts == 4 else _HALVES) + number - 1
        if tokens.value(at) >= 0 and is_year(tokens, at, "strong"):
            return Part(first, at + 1, year=tokens.value(at), season=season)
        turned = self.months.turned_year(at)
        return replace(turned, first=first, season=season) if turned is not None else None

    def _decade_word(self, index: int) -> Part | None:
        tokens = self.tokens
        found = tokens.find(index, Role.DECADE)
        if found is None or tokens.word(index - 1) not in ("the", "roaring", "swinging"):
            return None
        return self._decade(index, found[1], found[0])

    def _worded_day(self, index: int) -> Part | None:
        """Read "the first of May 2019"."""
        tokens = self.tokens
        found = tokens.find(index, Role.ORDINAL)
        if found is None or tokens.word(found[1]) != "of":
            return None
        month, short, at = self.months.month_name(found[1] + 1)
        if month is None or short or not tokens.is_capital(found[1] + 1):
            return None
        year, end = self.months.year_behind(at)
        return self.months.dated(index, end, year, month, found[0])

    def _introduced_year(self, index: int) -> Part | None:
        """Read "the year 2019", "im Jahr 2019", "los años 90", "AD 410"."""
        tokens = self.tokens
        word = tokens.word(index)
        if word == "ad" and tokens.text[tokens.starts[index]].isupper():
            value = tokens.value(index + 1)
            return Part(index, index + 2, readings=(write_year(value),)) if value > 0 else None
        value = tokens.value(index + 1)
        if word in _PLURAL_YEARS and value % 10 == 0 and value >= 10:
            if value >= 1000:
                return Part(index, index + 2, readings=(write_decade(value // 10),))
            return self._decade(index, index + 2, value // 10) if value < 100 else None
        found = tokens.find(index, Role.YEAR_WORD)
        if found is None or tokens.value(found[1]) < 0:
            return None
        part = self.part(found[1], "strong")
        return replace(part, first=index) if part is not None else None

    def _article(self, index: int, intro: str) -> Part | None:
        """Read what stands behind "the", "a", "this", "its": "the 1990s", "the 2016 report"."""
        tokens = self.tokens
        found = tokens.find(index, Role.ARTICLE)
        possessive = tokens.word(index) == "s" and tokens.word(index - 1) in ("'", "’")
        if found is None and not possessive:
            return None
        at = index + 1 if found is None else found[1]
        if tokens.has(at, Role.ARTICLE, Role.TURN) or tokens.word(at) == "s":
            return None
        if tokens.has(at, Role.MONTH) and tokens.word(at) == "march":
            return None
        kept = "article" if tokens.value(at) >= 1000 else intro
        if tokens.has(at, Role.MONTH):
            kept = ""
        part = self.part(at, kept)
        if part is None:
            return None
        starts_words = tokens.value(part.first) < 0 or part.readings
        return replace(part, first=index) if starts_words and found is not None else part


def is_bracketed(tokens: Tokens, first: int, last: int) -> bool:
    """Return whether tokens stand alone between brackets."""
    return tokens.word(first - 1) in ("(", "[") and tokens.word(last) in (")", "]", ",", ";")
