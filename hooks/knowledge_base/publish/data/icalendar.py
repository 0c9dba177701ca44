"""Calendars as text: iCalendar (RFC 5545, with properties of RFC 7986), by its rules of escaping and folding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge_base.publish.data.time_zones import OffsetChange, changes_around, written_offset

_LONGEST = 75
"""The longest line in octets, without its end (3.1)."""

_UTC, _EPOCH = "Etc/UTC", 1970

# A backslash, a semicolon and a comma have a meaning in texts; a line break is written as \n (3.3.11).
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """An event: a meeting, or the days of a deadline.

    Attributes:
        uid: what tells it from all others, for ever.
        changed: the day on which what is said of it was changed last.
        title: what calendars show of it.
        title_language: the language of its title; empty if that of the calendar.
        start: its first day, or its beginning on the clocks of ``zone``.
        end: its last day, or its end on the clocks of ``zone``; ``None`` if it is not known when on that day it ends.
        zone: the time zone of its times, in the IANA database; empty if it has none.
        description: what is known of it, in lines.
        location: where it is; may be empty.
        url: its page; may be empty.
        categories: what it is about.
        tentative: whether its days are not known exactly.
        remind: how many days before its start a calendar reminds of it; ``None`` for no reminder.
    """

    uid: str
    changed: dt.date
    title: str
    title_language: str = ""
    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    zone: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    tentative: bool = False
    remind: int | None = None


def calendar(name: str, locale: str, events: Sequence[CalendarEvent], *, url: str = "") -> bytes:
    """Return a calendar of events.

    Args:
        name: what calendars call it.
        locale: the language of its texts.
        events: its events.
        url: where it is published; may be empty.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//RCM//Knowledge base//{locale.upper()}",
        "CALSCALE:GREGORIAN",
        # No METHOD: with one, an event needs an organiser (RFC 5546, 3.2.1), and DTSTAMP is not that of its last change
        # (3.8.7.2).
        # Programs of before RFC 7986 read the name from the second.
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    if url:
        lines += [f"SOURCE;VALUE=URI:{url}", "REFRESH-INTERVAL;VALUE=DURATION:P1D"]
    for zone in sorted({event.zone for event in events if event.zone}):
        years = [day.year for event in events if event.zone == zone for day in (event.start, event.end) if day]
        lines += _time_zone(zone, changes_around(zone, years))
    if not events:
        # A calendar has at least one component (3.6).
        lines += _time_zone(_UTC, changes_around(_UTC, [_EPOCH]))
    for event in events:
        lines += _event(event, locale)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(event: CalendarEvent, locale: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.changed:%Y%m%d}T000000Z"
    yield f"LAST-MODIFIED:{event.changed:%Y%m%d}T000000Z"
    yield f"DTSTART{_moment(event.start, event.zone)}"
    # The end of whole days is the day after the last (3.6.1), unless there is none.
    if event.end not in (None, dt.date.max):
        end = event.end if isinstance(event.end, dt.datetime) else event.end + dt.timedelta(days=1)
        yield f"DTEND{_moment(end, event.zone)}"
    language = f";LANGUAGE={locale}"
    of_title = f";LANGUAGE={event.title_language or locale}"
    yield f"SUMMARY{of_title}:{escaped(event.title)}"
    if event.description:
        yield f"DESCRIPTION{language}:{escaped(event.description)}"
    if event.location:
        yield f"LOCATION{language}:{escaped(event.location)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.categories:
        yield f"CATEGORIES{language}:{','.join(map(escaped, event.categories))}"
    yield f"STATUS:{'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    if not isinstance(event.start, dt.datetime):
        # A whole day in a calendar is no sign that somebody is busy on it.
        yield "TRANSP:TRANSPARENT"
    if event.remind is not None:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION{of_title}:{escaped(event.title)}"
        yield f"TRIGGER:-P{event.remind}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _moment(moment: dt.date | dt.datetime, zone: str) -> str:
    if isinstance(moment, dt.datetime):
        return f";TZID={zone}:{moment:%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def _time_zone(zone: str, changes: Iterable[OffsetChange]) -> Iterator[str]:
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone}"
    for change in changes:
        part = "DAYLIGHT" if change.summer else "STANDARD"
        yield f"BEGIN:{part}"
        yield f"DTSTART:{re.sub('[-:]', '', change.begins.isoformat(timespec='seconds'))}"
        yield f"TZOFFSETFROM:{written_offset(change.before)}"
        yield f"TZOFFSETTO:{written_offset(change.after)}"
        yield f"TZNAME:{escaped(change.name)}"
        yield f"END:{part}"
    yield "END:VTIMEZONE"


def escaped(text: str) -> str:
    """Return a text as a value of the type TEXT (3.3.11)."""
    return text.translate(_ESCAPED)


def folded(line: str) -> str:
    """Return a line in parts of at most 75 octets, none of which cuts a character in two (3.1)."""
    if len(line.encode()) <= _LONGEST:
        return line
    cuts, size = [0], 0
    for place, character in enumerate(line):
        wide = len(character.encode())
        if size + wide > _LONGEST:
            cuts.append(place)
            # The blank before what goes on counts.
            size = 1
        size += wide
    return "\r\n ".join(line[begin:end] for begin, end in pairwise([*cuts, len(line)]))
