"""A single date at the precision of its source: a century, decade, year, season, quarter, month or day; or one of some.

For the notation (EDTF) see `knowledge_base.model.when`.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from pydantic_core import PydanticCustomError

from knowledge_base.locale import (
    N_,
    Locale,
    alternatives,
    long_date,
    message,
    month_and_year,
    quarter_and_year,
    year_span,
)

_DATE = (
    r"[1-9][0-9]{3}(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]|XX))?|XX(?:-XX)?|2[1-4]|3[3-6]))?"
    r"|[1-9][0-9]{2}X|[1-9][0-9]XX"
)
POINT_FORM = rf"(?:{_DATE})[?~%]?"
"""The notation of one date as a regular expression (ECMA-262, flag u). It does not know the calendar."""

ONE_OF_FORM = rf"\[(?:{_DATE})(?:, ?(?:{_DATE}))+\]"
"""The same of one of several dates (EDTF level 2): ``[2022,2025]``."""

_WRITTEN = re.compile(
    r"([1-9](?:[0-9]{3}|[0-9]{2}X|[0-9]XX))(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)",
    re.ASCII,
)
_SEASONS, _QUARTERS = 20, 32
"""ISO 8601-2 writes seasons as months 21 to 24 and quarters as months 33 to 36: these are the offsets."""
_SEASON_NAMES = (N_("spring {year}"), N_("summer {year}"), N_("autumn {year}"), N_("winter {year}"))


class Precision(IntEnum):
    """The precision of a date, from coarse to fine."""

    CENTURY = 0
    DECADE = 1
    YEAR = 2
    SEASON = 3
    QUARTER = 4
    MONTH = 5
    DAY = 6


class Doubt(StrEnum):
    """How certain a date is. The values are the EDTF qualifiers."""

    NONE = ""
    APPROXIMATE = "~"
    UNCERTAIN = "?"
    BOTH = "%"

    @property
    def approximate(self) -> bool:
        """Whether the date is approximate."""
        return self in (Doubt.APPROXIMATE, Doubt.BOTH)

    @property
    def uncertain(self) -> bool:
        """Whether the date may be wrong."""
        return self in (Doubt.UNCERTAIN, Doubt.BOTH)


@dataclass(frozen=True, kw_only=True)
class Point:
    """A single date of some precision.

    Attributes:
        year: the year, 1000 to 9999; the first one of a decade or century.
        precision: which parts are known.
        part: the month (1 to 12), quarter (1 to 4) or season (1 to 4, from spring), depending on the precision; else 0.
        day: the day of the month at day precision; else 0.
        doubt: whether it is approximate or uncertain.

    Raises:
        ValueError: there is no such date.
    """

    year: int
    precision: Precision = Precision.YEAR
    part: int = 0
    day: int = 0
    doubt: Doubt = Doubt.NONE

    def __post_init__(self) -> None:
        parts = {Precision.SEASON: 4, Precision.QUARTER: 4, Precision.MONTH: 12, Precision.DAY: 12}
        least, most = (1, parts[self.precision]) if self.precision in parts else (0, 0)
        if not (1000 <= self.year <= dt.MAXYEAR and least <= self.part <= most):
            raise ValueError(f"no such part of a year: {self.year}, {self.part}")
        if self.precision is Precision.DAY:
            dt.date(self.year, self.part, self.day)
        elif self.day:
            raise ValueError(f"a day of no month: {self.day}")

    def __str__(self) -> str:
        return f"{self._undoubted()}{self.doubt}"

    def _undoubted(self) -> str:
        match self.precision:
            case Precision.CENTURY:
                return f"{self.year // 100}XX"
            case Precision.DECADE:
                return f"{self.year // 10}X"
            case Precision.YEAR:
                return f"{self.year}"
            case Precision.SEASON:
                return f"{self.year}-{_SEASONS + self.part}"
            case Precision.QUARTER:
                return f"{self.year}-{_QUARTERS + self.part}"
            case Precision.MONTH:
                return f"{self.year}-{self.part:02}"
            case Precision.DAY:
                return f"{self.year}-{self.part:02}-{self.day:02}"

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The earliest and the latest possible day, ignoring doubt.

        The months of a season depend on the hemisphere and, for summer and winter, on whether it is named after the
        year in which it starts or ends. The bounds are the widest of all these readings.
        """
        match self.precision:
            case Precision.CENTURY:
                return _months(self.year, 1, self.year + 99, 12)
            case Precision.DECADE:
                return _months(self.year, 1, self.year + 9, 12)
            case Precision.YEAR:
                return _months(self.year, 1, self.year, 12)
            case Precision.SEASON if self.part % 2:
                return _months(self.year, 3, self.year, 12)
            case Precision.SEASON if self.year < dt.MAXYEAR:
                return _months(self.year - 1, 12, self.year + 1, 3)
            case Precision.SEASON:
                return _months(self.year - 1, 12, self.year, 12)
            case Precision.QUARTER:
                return _months(self.year, 3 * self.part - 2, self.year, 3 * self.part)
            case Precision.MONTH:
                return _months(self.year, self.part, self.year, self.part)
            case Precision.DAY:
                return (day := dt.date(self.year, self.part, self.day)), day

    @property
    def place(self) -> tuple[int, int, int]:
        """The sort key: a coarse date sorts before every finer one that it contains, as a heading would.

        For example: 2021, first quarter of 2021, January 2021, 1 January 2021. A part that is not known sorts as less
        than any known value, and a season as before the first month that it may begin in: spring before March.
        """
        match self.precision:
            case Precision.CENTURY | Precision.DECADE:
                return self.year, self.precision - Precision.YEAR, 0
            case Precision.SEASON if self.part % 2:
                return self.year, 3, self.part - 5
            case Precision.SEASON:
                return self.year, 0, self.part
            case Precision.QUARTER:
                return self.year, 3 * self.part - 2, -1
            case Precision.YEAR | Precision.MONTH | Precision.DAY:
                return self.year, self.part, self.day

    def in_words(self, locale: Locale) -> str:
        """Format it, ignoring doubt: ``junio de 2021``, ``2.º trimestre de 2021``, ``the 1990s``."""
        first, last = self.days
        match self.precision:
            case Precision.CENTURY:
                return year_span(first, last, locale)
            case Precision.DECADE:
                return message(locale, N_("the {year}s"), year=self.year)
            case Precision.YEAR:
                return str(self.year)
            case Precision.SEASON:
                return message(locale, _SEASON_NAMES[self.part - 1], year=self.year)
            case Precision.QUARTER:
                return quarter_and_year(first, locale)
            case Precision.MONTH:
                return month_and_year(first, locale)
            case Precision.DAY:
                return long_date(first, locale)

    @property
    def takes_article(self) -> bool:
        """Whether Spanish puts an article before it: "desde el 10 de junio", but "desde junio"."""
        return self.precision in (Precision.DAY, Precision.QUARTER)


@dataclass(frozen=True)
class OneOf:
    """One of several dates, where the sources disagree or do not say which: 2022 or 2025.

    Attributes:
        points: the dates, without doubts of their own, in the order of time; at least two.
    """

    points: tuple[Point, ...]

    def __str__(self) -> str:
        return f"[{','.join(map(str, self.points))}]"

    @property
    def doubt(self) -> Doubt:
        """No doubt besides which of the dates it is."""
        return Doubt.NONE

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The earliest and the latest possible day."""
        return min(point.days[0] for point in self.points), max(point.days[1] for point in self.points)

    @property
    def sure_days(self) -> tuple[dt.date, dt.date]:
        """The first day of the latest start, and the last day of the earliest end, among the dates."""
        return max(point.days[0] for point in self.points), min(point.days[1] for point in self.points)

    def in_words(self, locale: Locale) -> str:
        """Format it: ``2022 or 2025``, ``2022 o 2025``."""
        return alternatives((point.in_words(locale) for point in self.points), locale)

    @property
    def takes_article(self) -> bool:
        """Whether Spanish puts an article before it, as before the first of the dates."""
        return self.points[0].takes_article


@cache
def one_of(text: str) -> OneOf:
    """Parse the EDTF notation of one of several dates.

    Raises:
        PydanticCustomError: ``when_format`` (not in the notation, or a date twice), ``date_impossible`` (no such day).
    """
    if not re.fullmatch(ONE_OF_FORM, text, re.ASCII):
        raise PydanticCustomError("when_format", "when_format")
    points = {point_of(each.strip()) for each in text[1:-1].split(",")}
    if len(points) <= text.count(","):
        raise PydanticCustomError("when_format", "when_format")
    return OneOf(tuple(sorted(points, key=lambda point: point.place)))


@cache
def point_of(text: str) -> Point:
    """Parse the EDTF notation of one date.

    Raises:
        PydanticCustomError: ``when_format`` (not in the notation), ``date_impossible`` (no such day).
    """
    found = _WRITTEN.fullmatch(text)
    year, part, day, sign = found.groups() if found else ("", "", "", "")
    if not year or ("X" in year and part) or (day and part == "XX" != day):
        raise PydanticCustomError("when_format", "when_format")
    try:
        return _dated(year, part, day, Doubt(sign))
    except ValueError:
        raise PydanticCustomError("date_impossible", "date_impossible") from None


def _dated(year: str, part: str | None, day: str | None, doubt: Doubt) -> Point:
    """Build a date from its parts as written.

    Raises:
        ValueError: there is no such date.
    """
    first = int(year.replace("X", "0"))
    if "X" in year:
        wide = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
        return Point(year=first, precision=wide, doubt=doubt)
    if part is None or part == "XX":
        return Point(year=first, doubt=doubt)
    number = int(part)
    if day is not None and day != "XX":
        return Point(year=first, precision=Precision.DAY, part=number, day=int(day), doubt=doubt)
    if number > _QUARTERS and day is None:
        return Point(year=first, precision=Precision.QUARTER, part=number - _QUARTERS, doubt=doubt)
    if number > _SEASONS and day is None:
        return Point(year=first, precision=Precision.SEASON, part=number - _SEASONS, doubt=doubt)
    return Point(year=first, precision=Precision.MONTH, part=number, doubt=doubt)


def _months(year: int, month: int, last_year: int, last_month: int) -> tuple[dt.date, dt.date]:
    """Return the first day of one month and the last day of another."""
    return dt.date(year, month, 1), dt.date(last_year, last_month, monthrange(last_year, last_month)[1])
