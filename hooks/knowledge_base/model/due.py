"""Deadlines: a date or period, a duration after the adoption, or continuous."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Annotated, Any, Self, assert_never

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from knowledge_base.locale import N_, Locale, duration, message
from knowledge_base.model.types import BLANKS, Form
from knowledge_base.model.when import WHEN_FORM, When

CONTINUOUS = "continuous"
"""The notation of a task without end."""
_DURATION = re.compile(r"P(?=[0-9])(?:([0-9]{1,3})W|(?:([0-9]{1,2})Y)?(?:([0-9]{1,3})M)?(?:([0-9]{1,4})D)?)", re.ASCII)
DUE_PATTERN = rf"^[{BLANKS}]*(?:{WHEN_FORM}|{_DURATION.pattern}|{CONTINUOUS})[{BLANKS}]*$"
"""The notation of a deadline as a regular expression (ECMA-262, flag u). It does not know the calendar."""


@dataclass(frozen=True, kw_only=True)
class Duration:
    """A calendar duration (ISO 8601-1: ``P60D``, ``P1Y6M``, ``P2W``); weeks do not combine with other units.

    Raises:
        ValueError: all counts are 0, one is negative, or weeks are combined with another unit.
    """

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        others = self.years or self.months or self.days
        if min(self.years, self.months, self.weeks, self.days) < 0 or bool(self.weeks) == bool(others):
            raise ValueError("a duration counts weeks, or years, months and days")

    def __str__(self) -> str:
        counts = ((self.years, "Y"), (self.months, "M"), (self.weeks, "W"), (self.days, "D"))
        return "P" + "".join(f"{count}{unit}" for count, unit in counts if count)

    def after(self, day: dt.date) -> dt.date:
        """Return the day that is this long after a day.

        Adding months keeps the day of the month, or takes the last day of a shorter month: 31 January plus one month
        is 28 or 29 February.

        Raises:
            OverflowError: the result is after the year 9999.
        """
        months = 12 * self.years + self.months + day.month - 1
        year, month = day.year + months // 12, months % 12 + 1
        if year > dt.MAXYEAR:
            raise OverflowError(year)
        moved = dt.date(year, month, min(day.day, monthrange(year, month)[1]))
        return moved + dt.timedelta(weeks=self.weeks, days=self.days)

    def in_words(self, locale: Locale) -> str:
        """Format it: ``60 días``, ``1 year, 6 months``."""
        return duration(
            (("year", self.years), ("month", self.months), ("week", self.weeks), ("day", self.days)), locale
        )


@dataclass(frozen=True)
class Due:
    """A deadline.

    A deadline that a source gives only in words ("before the next meeting") is not one of these, but a `Text` field
    next to it, because it has to be translated.

    Attributes:
        limit: a date or period, a duration counted from the adoption, or ``None`` for a task without end.
    """

    limit: When | Duration | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse a date or period (EDTF), a duration (ISO 8601) or ``continuous``.

        Raises:
            PydanticCustomError: ``due_format`` (none of these), and those of `When.parse` except ``when_format``.
        """
        written = text.strip()
        if written == CONTINUOUS:
            return cls(None)
        if found := _DURATION.fullmatch(written):
            weeks, years, months, days = (int(count or 0) for count in found.groups())
            if not any((weeks, years, months, days)):
                raise PydanticCustomError("due_format", "due_format")
            return cls(Duration(years=years, months=months, weeks=weeks, days=days))
        try:
            return cls(When.parse(written))
        except PydanticCustomError as error:
            if error.type != "when_format":
                raise
            raise PydanticCustomError("due_format", "due_format") from None

    def __str__(self) -> str:
        return CONTINUOUS if self.limit is None else str(self.limit)

    def beyond_calendar(self, adopted: When) -> bool:
        """Whether it may be a time that ends after the last year that there is, counted from the date of adoption."""
        if not isinstance(self.limit, Duration) or adopted.latest is None:
            return False
        try:
            self.limit.after(adopted.latest)
        except OverflowError:
            return True
        return False

    def date(self, adopted: When) -> When | None:
        """Resolve it to a date or period; ``None`` if it has none or the day of adoption is not known.

        Args:
            adopted: the date of adoption, from which durations are counted.
        """
        match self.limit:
            case None:
                return None
            case When():
                return self.limit
            case Duration():
                day = adopted.day
                return When.on(self.limit.after(day)) if day else None
            case _:  # pragma: no cover - mypy sees to it
                assert_never(self.limit)

    def in_words(self, locale: Locale) -> str:
        """Format it: "junio de 2021", "en un plazo de 60 días", "de manera continua"."""
        match self.limit:
            case None:
                return message(locale, N_("continuously"))
            case When():
                return self.limit.in_words(locale)
            case Duration():
                length = self.limit.in_words(locale)
                return message(locale, N_("within {duration}"), duration=length)
            case _:  # pragma: no cover - mypy sees to it
                assert_never(self.limit)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": ["string", "integer"],
            "minimum": 1000,
            "maximum": dt.MAXYEAR,
            "pattern": DUE_PATTERN,
            "description": "A date or period (EDTF), a duration after the adoption (ISO 8601: P60D), or continuous",
        }

    @classmethod
    def _validate(cls, value: Any) -> Due:
        if isinstance(value, Due):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("due_format", "due_format")
        return cls.parse(value)


DueDate = Annotated[Due, Form("due", "2021-06", {})]
"""A field that holds a `Due`."""
