"""Time zones as calendars carry them: the component VTIMEZONE (RFC 5545, 3.6.5).

A calendar may be read where the names of the IANA database mean nothing, or something else, so it says itself when
which offset held. Only the changes around its own events are written, each with its date: what holds after the last of
them is not known yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

_UTC = dt.UTC
_STEP = dt.timedelta(days=7)
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class OffsetChange:
    """A change of the offset of a time zone, or what held at the beginning.

    Attributes:
        begins: the local time at which it begins, on the clock as it was before.
        before: the offset from UTC before.
        after: the offset from UTC after.
        name: the abbreviation of the time after.
        summer: whether it is daylight saving time.
    """

    begins: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool


def changes_around(zone: str, years: Iterable[int]) -> tuple[OffsetChange, ...]:
    """Return what held in a time zone at the beginning of some years, and every change in them.

    Args:
        zone: its name in the IANA database.
        years: the years, in any order; those between them cost nothing.
    """
    found: list[OffsetChange] = []
    every = set(years)
    starts = sorted(year for year in every if year - 1 not in every)
    ends = sorted(year for year in every if year + 1 not in every)
    for first, last in zip(starts, ends, strict=True):
        found += changes_in(zone, first, last)
    return tuple(found)


@cache
def changes_in(zone: str, first: int, last: int) -> tuple[OffsetChange, ...]:
    """Return what held in a time zone at the beginning of a year, and every change until the end of another.

    Args:
        zone: its name in the IANA database.
        first: the first year.
        last: the last year.
    """
    info = ZoneInfo(zone)
    # Of the last year that there is only its beginning is known. East of Greenwich, a year begins the day before.
    now = dt.datetime(first, 1, 1, tzinfo=_UTC) - dt.timedelta(days=1)
    end = dt.datetime(min(last + 1, dt.MAXYEAR), 1, 1, tzinfo=_UTC)
    found = [_change(now, now, info)]
    while now < end:
        following = now + _STEP
        if _held(now, info) != _held(following, info):
            found.append(_change(*_narrowed(now, following, info), info))
        now = following
    return tuple(found)


def _held(moment: dt.datetime, info: ZoneInfo) -> tuple[dt.timedelta | None, str | None]:
    local = moment.astimezone(info)
    return local.utcoffset(), local.tzname()


def _narrowed(before: dt.datetime, after: dt.datetime, info: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """Return the last second before a change, and the first after it."""
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _held(middle, info) == _held(before, info):
            before = middle
        else:
            after = middle
    return before, after


def _change(before: dt.datetime, after: dt.datetime, info: ZoneInfo) -> OffsetChange:
    old, new = before.astimezone(info), after.astimezone(info)
    offset = old.utcoffset() or dt.timedelta()
    return OffsetChange(
        begins=(after + offset).replace(tzinfo=None),
        before=offset,
        after=new.utcoffset() or dt.timedelta(),
        name=new.tzname() or "",
        summer=bool(new.dst()),
    )


def written_offset(offset: dt.timedelta) -> str:
    """Return an offset from UTC as calendars write it: ``-0600`` (RFC 5545, 3.3.14)."""
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"
