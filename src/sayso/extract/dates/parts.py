"""One date in the making: what its words give, and how that is written."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.dates.calendars import month_length, write_year
from sayso.extract.dates.mention import DateGrounds

#: First and last of early, middle and late: thirds of a year in months, of a month in days, of a
#: decade in its years, of a century in its years. The last day of a month is its own.
_MONTHS = ((1, 4), (5, 8), (9, 12))
_DAYS = ((1, 10), (11, 20), (21, 31))
_DECADE = ((0, 3), (4, 6), (7, 9))
_CENTURY = ((0, 33), (34, 66), (67, 99))


@dataclass(frozen=True, slots=True)
class Part:
    """What tokens `first` to `last` (half-open) say: fields of a date, or finished readings.

    `season` is EDTF's number (21 spring to 24 winter, 33 to 36 quarters, 40 and 41 halves),
    `portion` 1 early, 2 middle, 3 late. `readings` are EDTF dates already finished. `grounds` is
    what the fields rest on, or why there is no date. `turn` is -1, 0, 1 for last, this, next.
    """

    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    weekday: int | None = None
    portion: int = 0
    readings: tuple[str, ...] = ()
    grounds: DateGrounds = DateGrounds.AS_WRITTEN
    turn: int | None = None
    is_odd: bool = False

    @property
    def is_yearless(self) -> bool:
        """Return whether a year must come from elsewhere."""
        named = self.month is not None or self.season is not None
        return self.year is None and not self.readings and named

    @property
    def is_relative_weekday(self) -> bool:
        """Return whether this is a weekday and nothing more."""
        return self.weekday is not None and self.month is None and not self.readings


def write_part(part: Part, year: int) -> str:
    """Return the part in a year as EDTF, an interval where it is early, middle or late."""
    written = write_year(year)
    if part.season is not None:
        return f"{written}-{part.season}"
    if part.month is None:
        if not part.portion:
            return written
        first, last = _MONTHS[part.portion - 1]
        return f"{written}-{first:02}/{written}-{last:02}"
    written = f"{written}-{part.month:02}"
    if part.day is not None:
        return f"{written}-{part.day:02}"
    if not part.portion:
        return written
    first, last = _DAYS[part.portion - 1]
    return f"{written}-{first:02}/{written}-{min(last, month_length(year, part.month)):02}"


def write_decade(decade: int, portion: int = 0) -> str:
    """Return a decade (199 for the 1990s) as EDTF, or its early, middle or late years."""
    if not portion:
        return f"{decade:03}X"
    first, last = _DECADE[portion - 1]
    return f"{decade:03}{first}/{decade:03}{last}"


def write_century(hundreds: int, portion: int = 0) -> str:
    """Return a century (18 for the 19th) as EDTF, or its early, middle or late years."""
    if not portion:
        return f"{hundreds:02}XX"
    first, last = _CENTURY[portion - 1]
    return f"{hundreds:02}{first:02}/{hundreds:02}{last:02}"


def first_end(edtf: str) -> str:
    """Return the earlier end of an EDTF date or interval, the first year of a decade.

    EDTF has no open interval that begins with unspecified digits (`199X/..`).
    """
    return edtf.partition("/")[0].replace("X", "0")


def last_end(edtf: str) -> str:
    """Return the later end of an EDTF date or interval, the last year of a decade."""
    return edtf.rpartition("/")[2].replace("X", "9")


def approximate(edtf: str) -> str:
    """Return an EDTF date or interval marked as approximate."""
    ends = edtf.split("/")
    return "/".join(end if end in ("..", "") or end[-1] == "~" else f"{end}~" for end in ends)


def one_of(readings: tuple[str, ...]) -> str | None:
    """Return readings as one EDTF date: the only one, or one of a set; None where none can be.

    EDTF's sets hold plain dates, neither intervals nor seasons.
    """
    if len(readings) == 1:
        return readings[0]
    plain = all(_is_plain(reading) for reading in readings)
    return f"[{','.join(readings)}]" if readings and plain else None


def _is_plain(reading: str) -> bool:
    return set(reading) <= set("0123456789-~X") and reading[5:7] <= "12"
