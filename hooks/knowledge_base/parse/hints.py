"""What people mean by what they write: the days, times and addresses of daily life, in the form that fields take."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from knowledge_base.locale import Locale, fold, months

_DAY_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/. -](\d{1,2})(?:[/. -](\d{1,2}))?")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|o|º|°)?(?: de| of)? ([a-z]+)\.?,?(?: del?| of)? (\d{4})")
_MONTH_AND_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_MONTH = re.compile(r"([a-z]+)\.?(?: del?| of)? (\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ](\d{2}))?(?::\d{2})? ?(?:(a|p)\.? ?m\.?|h|hs|hrs?\.?|horas?)?")


def day_meant(written: str, locale: Locale) -> str:
    """Return a day, or a month of a year, in the form of ISO 8601; empty where it is not plain which is meant.

    Args:
        written: what somebody wrote: ``24/08/2021``, ``10 de junio de 2021``, ``June 2021``.
        locale: the language it was written in: in Spanish the day comes first; in English either may.
    """
    text = " ".join(fold(written).split())
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        orders = [(first, second)] if locale is Locale.ES else [(first, second), (second, first)]
        days = {day for pair in orders if (day := _day(year, pair[1], pair[0]))}
        return days.pop() if len(days) == 1 else ""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _DAY_AND_MONTH.fullmatch(text):
        return _day(int(found[3]), months().get(found[2], 0), int(found[1]))
    if found := _MONTH_AND_DAY.fullmatch(text):
        return _day(int(found[3]), months().get(found[1], 0), int(found[2]))
    if found := _MONTH.fullmatch(text):
        return _day(int(found[2]), months().get(found[1], 0), None)
    return ""


def _day(year: int, month: int, day: int | None) -> str:
    try:
        date = dt.date(year, month, day or 1)
    except ValueError:
        return ""
    return date.isoformat() if day else f"{date:%Y-%m}"


def time_meant(written: str) -> str:
    """Return a time of day on the 24-hour clock; empty where none is meant: ``9:00 a.m.`` is ``09:00``."""
    found = _CLOCK.fullmatch(fold(written).strip())
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def address_meant(written: str) -> str:
    """Return the web address that somebody wrote without its beginning; empty where none is meant."""
    return f"https://{written}" if re.fullmatch(r"(www\.|[a-z0-9-]+\.(gob|gov|org|int)\b)[^\s<>\"']*", written) else ""


def items_meant(written: str) -> tuple[str, ...]:
    """Return the items of a list that somebody wrote as a sentence: ``a, b; c`` or ``• a • b``."""
    parts = _non_empty(re.split(r"[,;•·]|(?:^| )-", written))
    if len(parts) == 1 and re.fullmatch(r"([a-z0-9-]+|[A-Z]{2})( ([a-z0-9-]+|[A-Z]{2}))+", parts[0]):
        return tuple(parts[0].split())
    return parts


def _non_empty(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if part.strip())
