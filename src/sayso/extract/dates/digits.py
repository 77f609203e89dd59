"""Dates in digits, in any language: 2021-08-26, 26/08/2021, 03/04/2021, 1400/06/04, 2015-18."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.extract.dates.anchor import Anchor, full_year
from sayso.extract.dates.calendars import (
    is_day,
    islamic_days,
    persian_days,
    write_day,
)
from sayso.extract.dates.mention import DateGrounds

_MARKS = "[\u200e\u200f\u061c]?"
#: Numbers joined by marks without spaces; the direction marks are what locales put into dates.
_RUN = re.compile(rf"\d+(?:{_MARKS}[-/.\u2010\u2011\u2013\u2212:,]{_MARKS}\d+)+")
_JOINT = re.compile(r"[^\d\u200e\u200f\u061c]")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9A-Za-z])"
)
#: Year, month, day with the signs of Chinese and Japanese.
_EAST_ASIAN = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_DASHES = frozenset("-\u2010\u2011\u2013\u2212")
#: Languages whose documents write the day first; English ones write either.
_DAY_FIRST = frozenset({"es", "fr", "de", "pt"})
_BEFORE = frozenset("$€£¥₹#@+=&%_\\*~")
_AFTER = frozenset("%°$€£¥_\\")
_ARABIC_INDIC = range(0x660, 0x66A)
#: Years that are of this century or the last when read in the Solar and the lunar Hijri calendar.
_SOLAR = range(1250, 1440)
_LUNAR = range(1300, 1460)


@dataclass(frozen=True, slots=True)
class DigitDate:
    """What numbers joined by marks say; `end` is the code point behind them.

    `kind` is "date", "years", "days" (for a month beside it: 26-28) or "none"; `numbers` are those
    of the run.
    """

    end: int
    kind: str
    readings: tuple[str, ...] = ()
    grounds: DateGrounds = DateGrounds.AS_WRITTEN
    numbers: tuple[int, ...] = ()


def read_digits(text: str, start: int, language: str, anchor: Anchor | None) -> DigitDate | None:
    """Return what a run of numbers at `start` says, None where a number stands alone.

    A run that is no date (a version, a score, a telephone number) has the kind "none" and is to be
    passed over as a whole.
    """
    moment = _MOMENT.match(text, start)
    if moment is not None and _stands_free(text, start, moment.end()):
        year, month, day, time, zone = moment.groups()
        if is_day(int(year), int(month), int(day)):
            zone = zone or ""
            if len(zone) == 5:
                zone = f"{zone[:3]}:{zone[3:]}"
            written = f"{year}-{month}-{day}T{time}{zone}"
            return DigitDate(moment.end(), "date", (written,))
    counted = _EAST_ASIAN.match(text, start)
    if counted is not None and int(counted[1]) >= 1000:
        year, month = int(counted[1]), int(counted[2])
        day = int(counted[3]) if counted[3] else None
        if 1 <= month <= 12 and is_day(year, month, day or 1):
            written = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
            return DigitDate(counted.end(), "date", (written,))
    found = _RUN.match(text, start)
    if found is None:
        return None
    end = found.end()
    # More than three numbers are no date; the whole run is one thing, such as a version.
    pieces = re.split(r"[^\d]+", found.group(), maxsplit=3)
    if len(pieces) > 3 or not _stands_free(text, start, end):
        return DigitDate(end, "none")
    joints = _JOINT.findall(found.group())
    if any(len(piece) > 4 or not piece.isdecimal() for piece in pieces):
        return DigitDate(end, "none")
    numbers = tuple(int(piece) for piece in pieces)
    sizes = tuple(len(piece) for piece in pieces)
    if len(numbers) == 2:
        return _read_two(end, numbers, sizes, joints[0])
    if joints[0] != joints[1] or joints[0] in ":,":
        return DigitDate(end, "none")
    script = ord(pieces[0][0])
    return _read_three(end, numbers, sizes, joints[0], language, anchor, script)


def _stands_free(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before and (_is_joined(before) or before in _BEFORE or before in "-/.:,–"):
        return False
    if after and (_is_joined(after) or after in _AFTER):
        return False
    return not (after in ("/", "-", "–", "@") and text[end + 1 : end + 2].isalnum())


def _is_joined(character: str) -> bool:
    # Chinese and other scripts without capitals put no space between words and digits.
    return character.isdigit() or character.lower() != character.upper()


def _read_two(end: int, numbers: tuple[int, ...], sizes: tuple[int, ...], joint: str) -> DigitDate:
    first, second = numbers
    if sizes[0] == 4 and 1000 <= first <= 2200:
        if sizes[1] == 4 and joint != "." and first < second <= 2200:
            return DigitDate(end, "years", (f"{first}/{second}",), numbers=numbers)
        if sizes[1] == 2 and (joint in _DASHES or joint == "/"):
            last = first // 100 * 100 + second
            readings = []
            if 1 <= second <= 12 and not (joint == "\u2013" and last > first):
                readings.append(f"{first}-{second:02}")
            if last > first:
                readings.append(f"{first}/{last}")
            if readings:
                return DigitDate(end, "years", tuple(readings), numbers=numbers)
    is_month = 1 <= first <= 12 and sizes[0] <= 2 and 1900 <= second <= 2100
    if is_month and joint in "/." and (joint == "/" or sizes[0] == 2):
        # 08/2021 is a month; 8.2021 may be a decimal.
        return DigitDate(end, "date", (f"{second}-{first:02}",), numbers=numbers)
    if joint in _DASHES and max(sizes) <= 2 and 1 <= first < second <= 31:
        return DigitDate(end, "days", numbers=numbers)
    return DigitDate(end, "none")


def _read_three(
    end: int,
    numbers: tuple[int, ...],
    sizes: tuple[int, ...],
    joint: str,
    language: str,
    anchor: Anchor | None,
    script: int,
) -> DigitDate:
    first, second, third = numbers
    if sizes[0] == 4 and max(sizes[1:]) <= 2:
        readings = _year_first(first, second, third, anchor, language, script)
        return _date(end, readings, looks=1 <= second <= 12 and 1 <= third <= 31)
    if sizes[2] not in (2, 4) or max(sizes[:2]) > 2:
        return DigitDate(end, "none")
    year, inferred = third, False
    if sizes[2] == 2:
        # Three small numbers are as often a version; the month must be told by its place.
        if joint == "." and language == "en":
            return DigitDate(end, "none")
        looks = 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31
        if anchor is None or not looks:
            return DigitDate(end, "date" if looks else "none", (), DateGrounds.NO_ANCHOR)
        year, inferred = full_year(anchor, third), True
    elif not 1000 <= year <= 2200:
        return DigitDate(end, "none")
    orders = [(second, first)]
    if joint != "." and language not in _DAY_FIRST and not 0x660 <= script <= 0x6F9:
        orders.append((first, second))
    readings = tuple(sorted({f"{year}-{m:02}-{d:02}" for m, d in orders if is_day(year, m, d)}))
    looks = 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31
    found = _date(end, readings, looks=looks)
    if inferred and readings:
        return DigitDate(end, "date", readings, DateGrounds.YEAR_INFERRED)
    return found


def _date(end: int, readings: tuple[str, ...], *, looks: bool) -> DigitDate:
    if readings:
        return DigitDate(end, "date", readings)
    # 31/02/2021 was meant as a date, 99/99/2021 was not.
    return DigitDate(end, "date" if looks else "none", (), DateGrounds.NO_CALENDAR)


def _year_first(
    year: int, month: int, day: int, anchor: Anchor | None, language: str, script: int
) -> tuple[str, ...]:
    """Return the readings of year, month, day in the calendars that the year allows.

    Years of 1250 to 1439 may be of the Solar Hijri calendar of Iran and Afghanistan; where the text
    is Arabic, or that reading lies after publication, of the lunar one. That is arithmetical, so
    its day is approximate.
    """
    readings = {f"{year:04}-{month:02}-{day:02}"} if is_day(year, month, day) else set()
    is_arabic = script in _ARABIC_INDIC or language == "ar"
    solar = persian_days(year, month, day) if year in _SOLAR or year in _LUNAR else None
    lies_ahead = solar is not None and anchor is not None and solar > anchor.last
    if year in _SOLAR and solar is not None and not is_arabic and not lies_ahead:
        readings.add(write_day(solar))
    elif year in _LUNAR and (is_arabic or lies_ahead):
        lunar = islamic_days(year, month, day)
        if lunar is not None and (anchor is None or lunar <= anchor.last + 1):
            readings.add(f"{write_day(lunar)}~")
    return tuple(sorted(readings))
