"""Dates and periods that are as precise as their source, and no more.

The notation is the Extended Date/Time Format (EDTF, ISO 8601-2:2019, https://www.loc.gov/standards/datetime/), levels 0
and 1 plus, of level 2, the quarters and "one of a set":

- a day, month or year: ``2021-06-10``, ``2021-06``, ``2021``;
- a quarter ``2021-33`` … ``2021-36``, a season ``2021-21`` … ``2021-24`` (spring, summer, autumn, winter);
- a decade ``199X``, a century ``19XX``; ``2021-XX`` and ``2021-06-XX`` are read as ``2021`` and ``2021-06``;
- any of these followed by ``~`` (approximate), ``?`` (uncertain) or ``%`` (both);
- one of several dates, ``[2022,2025]``;
- a period between any two of these, ``2021-07-29/2021-07-30``; one end may be open (``2019/..``) or unknown
  (``2019/``). That an end may be one of several dates, ``2019/[2022,2025]``, is ours: EDTF has no notation for it.

Not supported, because the content has no use for them: years with other than four digits (level 1) and times of day
(level 0).

We do not use the edtf package (5.0.2). It is maintained, but guesses where we must not: it puts an unknown end ten
years after the start, takes spring as March to May, and accepts periods that end before they start. Its values are
mutable and compare by padded dates, and its parse errors only give the offset at which the grammar failed. The undate
package (0.8.0) depends on NumPy and on two calendar libraries.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from knowledge_base.locale import N_, Locale, date_span, message, month_span, span, year_span
from knowledge_base.model.points import ONE_OF_FORM, POINT_FORM, Doubt, OneOf, Point, Precision, one_of, point_of
from knowledge_base.model.types import BLANKS, Form

_END = rf"(?:{POINT_FORM}|{ONE_OF_FORM})"
WHEN_FORM = rf"{_END}(?:/(?:{_END}|\.\.)?)?|(?:\.\.)?/{_END}"
WHEN_PATTERN = rf"^[{BLANKS}]*(?:{WHEN_FORM})[{BLANKS}]*$"
"""The notation as a regular expression (ECMA-262, flag u). It does not know the calendar or the order of the ends."""


class Edge(StrEnum):
    """An end of a period that has no date. The values are what EDTF writes in its place."""

    OPEN = ".."
    """The period has no such end: it is ongoing, or has no start."""
    UNKNOWN = ""
    """The period has such an end, but the date is not known."""


# The keys say whether Spanish needs an article before the date (`Point.takes_article`). English needs none, but a
# catalogue has one translation per message, so the English sentences have to differ.
_SINCE = {False: N_("from {date} on"), True: N_("from {date} onwards")}
_AS_OF = {False: N_("as at {date}"), True: N_("as of {date}")}
_UNTIL = {False: N_("until {date}"), True: N_("up to {date}")}
_AROUND = {False: N_("around {date}"), True: N_("on or around {date}")}

SortKey = tuple[tuple[int, int, int], bool, str]
"""The type of `When.sort_key`."""


@dataclass(frozen=True)
class When:
    """A date or a period, as precise as its source.

    Attributes:
        first: the date; for a period, its start.
        last: the same date; for a period, its end.

    Raises:
        PydanticCustomError: ``when_empty`` (a period without any date), ``when_backwards`` (it ends before it begins).
    """

    first: Point | OneOf | Edge
    last: Point | OneOf | Edge

    def __post_init__(self) -> None:
        if isinstance(self.first, Edge) and isinstance(self.last, Edge):
            raise PydanticCustomError("when_empty", "when_empty")
        earliest, latest = self.earliest, self.latest
        if earliest and latest and earliest > latest:
            raise PydanticCustomError("when_backwards", "when_backwards")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse EDTF; surrounding white space is ignored.

        Raises:
            PydanticCustomError: ``when_format`` (not EDTF), ``date_impossible`` (no such day), ``when_twice`` (a period
                whose ends are the same date), and those of the class.
        """
        first, slash, last = text.strip().partition("/")
        if not slash:
            date = one_of(first) if first.startswith("[") else point_of(first)
            return cls(date, date)
        start, end = _edge(first), _edge(last)
        if start == end and not isinstance(start, Edge):
            raise PydanticCustomError("when_twice", "when_twice")
        return cls(start, end)

    @classmethod
    def on(cls, day: dt.date) -> Self:
        """Return the date of a calendar day."""
        point = Point(year=day.year, precision=Precision.DAY, part=day.month, day=day.day)
        return cls(point, point)

    def __str__(self) -> str:
        return f"{self.first}" if self.single else f"{self.first}/{self.last}"

    @property
    def single(self) -> bool:
        """Whether it is a date, not a period."""
        return self.first == self.last

    @property
    def earliest(self) -> dt.date | None:
        """The earliest possible day, ignoring doubt; ``None`` if the start has no date."""
        return None if isinstance(self.first, Edge) else self.first.days[0]

    @property
    def latest(self) -> dt.date | None:
        """The latest possible day, ignoring doubt; ``None`` if the end has no date."""
        return None if isinstance(self.last, Edge) else self.last.days[1]

    @property
    def not_before(self) -> dt.date | None:
        """The first day on which it may begin; ``None`` if its start has no date or is in doubt."""
        first = _sure(self.first)
        return first and first[0]

    @property
    def begun_by(self) -> dt.date | None:
        """The day by which it has surely begun; ``None`` if its start has no date or is in doubt."""
        first = _sure(self.first)
        return first and first[1]

    @property
    def over_by(self) -> dt.date | None:
        """The day by which it is surely over; ``None`` if its end has no date or is in doubt."""
        last = _sure(self.last)
        return last and last[1]

    @property
    def point(self) -> Point:
        """The date to sort and group by: the start, or the end if the start has no date; the earliest of several."""
        date = self._dated_end
        return date.points[0] if isinstance(date, OneOf) else date

    @property
    def _dated_end(self) -> Point | OneOf:
        """The start, or the end if the start has no date."""
        if not isinstance(self.first, Edge):
            return self.first
        if not isinstance(self.last, Edge):
            return self.last
        raise AssertionError(self)  # pragma: no cover - one end has a date

    @property
    def year(self) -> int | None:
        """The year of `point`; ``None`` if only the decade or century is known, or it may be one of several years."""
        date = self._dated_end
        points = date.points if isinstance(date, OneOf) else (date,)
        years = {point.year if point.precision >= Precision.YEAR else None for point in points}
        return years.pop() if len(years) == 1 else None

    @property
    def day(self) -> dt.date | None:
        """The calendar day, if it is a single day without doubt; else ``None``."""
        sure = self._certain and self.point.precision is Precision.DAY
        return self.earliest if sure else None

    @property
    def _certain(self) -> bool:
        """Whether it is a single date without doubt."""
        return self.single and isinstance(self.first, Point) and self.first.doubt is Doubt.NONE

    @property
    def sort_key(self) -> SortKey:
        """The sort key: the place of `point`, then dates before periods, then the text."""
        return self.point.place, not self.single, str(self)

    def surely_before(self, other: When) -> bool:
        """Whether it ends before the other starts, for every possible reading of both.

        Always false if the ends to be compared are approximate, uncertain or without a date.
        """
        last, first = _sure(self.last), _sure(other.first)
        return bool(last and first and last[1] < first[0])

    def contains(self, other: When) -> bool:
        """Whether the other lies within it, for every possible reading of both."""
        return (
            self.first is Edge.OPEN
            or bool((mine := _core(self.first)) and (its := _sure(other.first)) and mine[0] <= its[0])
        ) and (
            self.last is Edge.OPEN
            or bool((mine := _core(self.last)) and (its := _sure(other.last)) and mine[1] >= its[1])
        )

    def to_come(self, today: dt.date) -> bool:
        """Whether any of it may still lie ahead; for a period whose end has no date, whether it has yet to start.

        Args:
            today: the current day, which counts as ahead.
        """
        until = self.latest or self.earliest
        return until is not None and until >= today

    def in_words(self, locale: Locale) -> str:
        """Format it, no more precisely than it is: "29–30 de julio de 2021", "desde 2019", "hacia 2019"."""
        match self.first, self.last:
            case (Point() | OneOf()) as first, (Point() | OneOf()) as last if first == last:
                around = message(locale, _AROUND[first.takes_article], date=first.in_words(locale))
                text = around if first.doubt.approximate else first.in_words(locale)
                return _unconfirmed(text, first.doubt, locale)
            case Point() as first, Point() as last:
                return _span(first, last, locale)
            case (Point() | OneOf()) as first, (Point() | OneOf()) as last:
                # With a dash, it would not be clear how far it reaches: 2019–2022 or 2025.
                since, until = _since(first, locale), _until(last, locale)
                return message(locale, N_("{since}, {until}"), since=since, until=until)
            case (Point() | OneOf()) as first, Edge() as end:
                said = _since(first, locale)
                return said if end is Edge.OPEN else message(locale, N_("{period}, end unknown"), period=said)
            case Edge() as start, (Point() | OneOf()) as last:
                said = _until(last, locale)
                return said if start is Edge.OPEN else message(locale, N_("{period}, beginning unknown"), period=said)
        raise AssertionError(self)  # pragma: no cover - one end has a date

    def as_of(self, locale: Locale) -> str:
        """Format it as the date for which a statement is valid: "al 10 de junio de 2021", "a septiembre de 2021"."""
        return message(locale, _AS_OF[self.day is not None], date=self.in_words(locale))

    @property
    def html(self) -> str:
        """The ``datetime`` attribute of ``<time>`` (https://html.spec.whatwg.org/#the-time-element).

        Empty if HTML cannot express it: a period, a season, a date in doubt, one of several.
        """
        return (
            str(self)
            if self._certain and self.point.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY)
            else ""
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # YAML parses an unquoted year as an integer.
        return {
            "type": ["string", "integer"],
            "minimum": 1000,
            "maximum": dt.MAXYEAR,
            "pattern": WHEN_PATTERN,
            "description": "A date or period in EDTF (ISO 8601-2): 2021-06-10, 2021-06, 2021-34, 2021, 2019/2021",
        }

    @classmethod
    def _validate(cls, value: Any) -> When:
        if isinstance(value, When):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("when_format", "when_format")
        return cls.parse(value)


def _edge(text: str) -> Point | OneOf | Edge:
    if text in (Edge.OPEN, Edge.UNKNOWN):
        return Edge(text)
    return one_of(text) if text.startswith("[") else point_of(text)


def _sure(end: Point | OneOf | Edge) -> tuple[dt.date, dt.date] | None:
    """Return the earliest and latest possible day of an end; ``None`` if it has no date or the date is in doubt."""
    return end.days if not isinstance(end, Edge) and end.doubt is Doubt.NONE else None


def _core(end: Point | OneOf | Edge) -> tuple[dt.date, dt.date] | None:
    """Return the days that an end surely reaches, whichever date it is; ``None`` as for `_sure`."""
    return end.sure_days if isinstance(end, OneOf) else _sure(end)


def _since(date: Point | OneOf, locale: Locale) -> str:
    text = message(locale, _SINCE[date.takes_article], date=date.in_words(locale))
    return _doubted(text, date.doubt, locale)


def _until(date: Point | OneOf, locale: Locale) -> str:
    text = message(locale, _UNTIL[date.takes_article], date=date.in_words(locale))
    return _doubted(text, date.doubt, locale)


def _span(first: Point, last: Point, locale: Locale) -> str:
    """Format a period; what both ends share (month, year) appears once."""
    if first.precision is last.precision and first.doubt is last.doubt is Doubt.NONE:
        match first.precision:
            case Precision.DAY:
                return date_span(first.days[0], last.days[0], locale)
            case Precision.MONTH:
                return month_span(first.days[0], last.days[0], locale)
            case Precision.YEAR:
                return year_span(first.days[0], last.days[0], locale)
    start, end = (_doubted(point.in_words(locale), point.doubt, locale) for point in (first, last))
    return span(start, end, locale)


def _doubted(text: str, doubt: Doubt, locale: Locale) -> str:
    """Append the doubts about a date to its text."""
    said = message(locale, N_("{date}, approximately"), date=text) if doubt.approximate else text
    return _unconfirmed(said, doubt, locale)


def _unconfirmed(text: str, doubt: Doubt, locale: Locale) -> str:
    return message(locale, N_("{date} (unconfirmed)"), date=text) if doubt.uncertain else text


Date = Annotated[When, Form("when", "2021-06", {})]
"""A field that holds a `When`."""
