"""Days and months by name: "26th August 2021", "August 26-28", and the year that stands by them."""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.dates import anchor as counting
from sayso.extract.dates.anchor import Anchor
from sayso.extract.dates.calendars import is_day, write_year
from sayso.extract.dates.digits import read_digits
from sayso.extract.dates.lexicon import COUNTED, Role, foreign_months
from sayso.extract.dates.mention import DateGrounds
from sayso.extract.dates.parts import Part
from sayso.extract.dates.tokens import Tokens
from sayso.extract.dates.years import is_month, is_year

#: What stands behind the number of a day, without a space.
DAY_SUFFIXES = frozenset(("st", "nd", "rd", "th", "er", "re", "º", "ª"))
_BEFORE_NUMBER = frozenset("$€£¥₹#@+=&_\\*~.,:/")


class Months:
    """Dates with a month's name in one block; offsets are indexes of tokens."""

    def __init__(self, tokens: Tokens, anchor: Anchor | None) -> None:
        self.tokens = tokens
        self.anchor = anchor

    def day_month(self, index: int) -> Part | None:
        """Read "26th August 2021", "26 de agosto", "1er mars", "3. Oktober"."""
        tokens = self.tokens
        day = tokens.value(index)
        if not 1 <= day <= 31 or not self.is_free(index):
            return None
        at = index + 1
        has_suffix = tokens.is_glued(at) and tokens.word(at) in DAY_SUFFIXES
        at += has_suffix
        if tokens.language == "de" and tokens.word(at) == ".":
            at += 1
        linked = tokens.find(at, Role.OF)
        if linked is not None and tokens.word(at) != "in":
            at = linked[1]
        month, short, at = self.month_name(at, foreign=True)
        if month is None:
            return None
        year, end = self.year_behind(at)
        name = at - (2 if tokens.word(at - 1) == "." else 1)
        lower = tokens.language in ("en", "de") and not tokens.is_capital(name)
        own = tokens.has(name, Role.MONTH, Role.MONTH_SHORT)
        # "12 may have died"; another language's month needs its year.
        if year is None and ((lower and not has_suffix) or not own or (lower and short)):
            return None
        return self.dated(index, end, year, month, day)

    def month(self, index: int, intro: str) -> Part | None:
        """Read "August 26, 2021", "August 2021", "August '21", or a month alone."""
        tokens = self.tokens
        month, short, at = self.month_name(index)
        if month is None:
            return None
        lower = tokens.language in ("en", "de") and not tokens.is_capital(index)
        day = tokens.value(at)
        run = (
            read_digits(tokens.text, tokens.starts[at], tokens.language, self.anchor)
            if day >= 0
            else None
        )
        if run is not None and run.kind == "days":
            year, end = self.year_behind(self.token_after(at, run.end))
            return self.days(index, end, year, month, run.numbers)
        if run is None and 1 <= day <= 31 and self.is_day_behind(index, at):
            end = at + 1
            end += tokens.is_glued(end) and tokens.word(end) in DAY_SUFFIXES
            year, end = self.year_behind(end)
            if not lower or year is not None:
                return self.dated(index, end, year, month, day)
        year, end = self.year_behind(at)
        if year is not None:
            # "may 2021 be better": a verb in lower case.
            if lower and intro != "strong" and (short or tokens.word(index) in ("may", "march")):
                return None
            return Part(index, end, year=year, month=month)
        turned = self.turned_year(at)
        if turned is not None:
            return replace(turned, first=index, month=month)
        if short or not is_month(tokens, index, at, intro):
            return None
        return Part(index, at, month=month)

    def is_day_behind(self, index: int, at: int) -> bool:
        """Return whether the number behind a month is its day: not in "In August 26 people"."""
        tokens = self.tokens
        after = tokens.word(at + 1)
        if tokens.is_glued(at + 1):
            if after in ",.:" and tokens.is_glued(at + 2) and tokens.word(at + 2)[:1].isdigit():
                return False
            if after[:1].isalnum() and after not in DAY_SUFFIXES:
                return False
        if self.year_behind(at + 1)[0] is not None or tokens.is_glued(at + 1):
            return True
        if tokens.language == "en" and tokens.word(index - 1) == "in":
            return False
        counted = after in COUNTED and not tokens.is_capital(at + 1)
        return not counted or tokens.word(index - 1) == "on"

    def day_behind(self, part: Part, index: int) -> Part | None:
        """Return a further day of the month of `part` ("26 and 27"), with the year behind it."""
        tokens = self.tokens
        day = tokens.value(index)
        if part.month is None or not 1 <= day <= 31 or tokens.word(index + 1) in COUNTED:
            return None
        end = index + 1
        if tokens.is_glued(end):
            if tokens.word(end) in DAY_SUFFIXES:
                end += 1
            elif tokens.word(end)[:1].isalnum() or tokens.is_glued(end + 1):
                return None
        if tokens.has(end, Role.MONTH, Role.MONTH_SHORT):
            return None
        year, end = self.year_behind(end)
        return self.dated(index, end, year, part.month, day)

    def month_name(self, index: int, *, foreign: bool = False) -> tuple[int | None, bool, int]:
        """Return the month named here or None, whether it is cut short, and where it ends."""
        tokens = self.tokens
        if tokens.word(index - 1) in ("@", "#", "_") and tokens.is_glued(index):
            return None, False, index
        found = tokens.find(index, Role.MONTH)
        if found is not None:
            return found[0], False, found[1]
        found = tokens.find(index, Role.MONTH_SHORT)
        if found is not None:
            stop = tokens.word(found[1]) == "." and tokens.is_glued(found[1])
            return found[0], True, found[1] + stop
        if foreign and tokens.word(index) in foreign_months():
            return foreign_months()[tokens.word(index)], False, index + 1
        return None, False, index

    def year_behind(self, index: int) -> tuple[int | None, int]:
        """Return the year that belongs to the month or day before this token, and where it ends."""
        tokens = self.tokens
        comma = tokens.word(index) == ","
        at = index + comma
        linked = tokens.find(at, Role.OF)
        if linked is not None and tokens.word(at) != "in" and not comma:
            at = linked[1]
        if tokens.value(at) >= 1000 and is_year(tokens, at, "strong"):
            run = read_digits(tokens.text, tokens.starts[at], tokens.language, self.anchor)
            if run is None:
                return tokens.value(at), at + 1
        marked = tokens.word(at) in ("'", "’", "‘") and tokens.is_glued(at + 1)
        if marked and self.anchor is not None and self.has_two_digits(at + 1):
            return counting.full_year(self.anchor, tokens.value(at + 1)), at + 2
        return None, index

    def has_two_digits(self, index: int) -> bool:
        """Return whether a number of two digits stands here."""
        tokens = self.tokens
        return tokens.value(index) >= 0 and tokens.ends[index] - tokens.starts[index] == 2

    def dated(self, first: int, last: int, year: int | None, month: int, day: int) -> Part:
        """Return a day as a part, one that is in no calendar if the month does not have it."""
        part = Part(first, last, year=year, month=month, day=day)
        if not is_day(year, month, day):
            return Part(first, last, grounds=DateGrounds.NO_CALENDAR)
        if year is None:
            turned = self.turned_year(last)
            if turned is not None:
                return replace(turned, first=first, month=month, day=day)
        return part

    def days(
        self, first: int, last: int, year: int | None, month: int, numbers: tuple[int, ...]
    ) -> Part | None:
        """Return the days from one number to the other, in each year that may be meant."""
        low, high = numbers
        if not is_day(year, month, high):
            return Part(first, last, grounds=DateGrounds.NO_CALENDAR)
        years: tuple[int, ...] = (year,) if year is not None else self.near_years(month, high)
        if not years:
            return Part(first, last, grounds=DateGrounds.NO_ANCHOR)
        stems = (f"{write_year(one)}-{month:02}-" for one in years)
        return Part(
            first,
            last,
            readings=tuple(f"{stem}{low:02}/{stem}{high:02}" for stem in stems),
            grounds=DateGrounds.YEAR_INFERRED if year is None else DateGrounds.AS_WRITTEN,
        )

    def near_years(self, month: int, day: int) -> tuple[int, ...]:
        """Return the years in which a day without one may be, none without a publication date."""
        if self.anchor is None:
            return ()
        return counting.infer_years(self.anchor, month, day, None, is_future=False, is_past=False)

    def days_of_month(self, index: int) -> Part | None:
        """Read "26-28 August 2021": a run of two days with its month behind it."""
        tokens = self.tokens
        if tokens.value(index) < 0:
            return None
        run = read_digits(tokens.text, tokens.starts[index], tokens.language, self.anchor)
        if run is None or run.kind != "days":
            return None
        at = self.token_after(index, run.end)
        linked = tokens.find(at, Role.OF)
        if linked is not None and tokens.word(at) != "in":
            at = linked[1]
        month, _, at = self.month_name(at)
        if month is None:
            return None
        year, end = self.year_behind(at)
        return self.days(index, end, year, month, run.numbers)

    def is_free(self, index: int) -> bool:
        """Return whether no letter, currency sign or the like is glued to the left of a number."""
        tokens = self.tokens
        if not tokens.is_glued(index):
            return True
        before = tokens.word(index - 1)
        return bool(before) and not before[-1].isalnum() and before not in _BEFORE_NUMBER

    def token_after(self, index: int, offset: int) -> int:
        """Return the first token at or behind a code point; runs are short, so it is near."""
        while index < len(self.tokens) and self.tokens.starts[index] < offset:
            index += 1
        return index

    # Words.

    def turned_year(self, index: int) -> Part | None:
        """Read the year in "26 August last year", "May of this year"."""
        tokens = self.tokens
        linked = tokens.find(index, Role.OF)
        at = linked[1] if linked is not None else index
        turn = tokens.find(at, Role.TURN)
        if turn is None or tokens.find(turn[1], Role.YEAR_WORD) is None:
            return None
        if self.anchor is None:
            return Part(index, turn[1] + 1, grounds=DateGrounds.NO_ANCHOR)
        year = self.anchor.year + turn[0]
        return Part(index, turn[1] + 1, year=year, grounds=DateGrounds.FROM_PUBLICATION)
