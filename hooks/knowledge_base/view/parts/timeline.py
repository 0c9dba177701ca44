"""The data of the timeline of meetings, concept notes and agreements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_, short_month
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, MEETING, Kind
from knowledge_base.model.when import When
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site

MOST_EVENTS = 40
"""Maximum number of events, newest first; more would overlap."""

_LANES = (CONCEPT_NOTE, MEETING, AGREEMENT)
_MONTHS_BETWEEN_MARKS = (1, 2, 3, 6, 12, 24, 60, 120)
_MOST_MARKS = 5


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event on the timeline: an entry at its date.

    Attributes:
        number: its position in chronological order, from 1; labels it in the picture and in the list beside it.
        kind: the name of its kind.
        kind_label: the display name of its kind.
        first: the earliest possible date, for a date that is imprecise or a range.
        last: the latest possible date.
        when: its date in words.
        iso: its date for the ``datetime`` attribute of HTML; empty if HTML can't express it.
        link: a link to its page, labelled with its title.
    """

    number: int
    kind: str
    kind_label: str
    first: dt.date
    last: dt.date
    when: str
    iso: str
    link: Link


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The events of one kind, oldest first."""

    kind: str
    label: str
    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Events in chronological order, with the axis they are drawn on.

    Attributes:
        title: the title of the timeline.
        events: all events, oldest first.
        lanes: the same events, by kind.
        start: the first day of the axis.
        end: the day after the last day of the axis.
        months: the ticks of the axis: the first day of a month, and its label.
        older: the number of older events that are left out.
    """

    title: str
    events: tuple[Event, ...]
    lanes: tuple[Lane, ...]
    start: dt.date
    end: dt.date
    months: tuple[tuple[dt.date, str], ...]
    older: int

    def share(self, day: dt.date) -> float:
        """Return the position of a day on the axis, from 0 to 1."""
        return (day - self.start) / (self.end - self.start)

    def middle(self, event: Event) -> float:
        """Return the position on the axis, from 0 to 1, of the midpoint between an event's earliest and latest date."""
        return (self.share(event.first) + self.share(event.last)) / 2


def timeline_of(site: Site) -> Timeline | None:
    """Return the timeline of the newest meetings, concept notes and agreements; ``None`` if there are none."""
    kinds = {kind.name for kind in _LANES}
    dates = site.catalogue.dates
    entries = [entry for entry in site.catalogue.current if entry.kind.name in kinds and dates[entry.id]]
    shown = sorted(entries[:MOST_EVENTS], key=site.catalogue.place_in_time)
    if not shown:
        return None
    events = tuple(
        _event(site, number, entry, date) for number, entry in enumerate(shown, 1) if (date := dates[entry.id])
    )
    start = min(event.first for event in events).replace(day=1)
    end = _months_on(max(event.last for event in events), 1)
    return Timeline(
        title=site.say(N_("Meetings, concept notes and agreements in the order of time")),
        events=events,
        lanes=tuple(lane for kind in _LANES if (lane := _lane(site, kind, events)).events),
        start=start,
        end=end,
        months=_months(site, start, end),
        older=len(entries) - len(shown),
    )


def _event(site: Site, number: int, entry: Entry, date: When) -> Event:
    # An open end of a range is drawn at its known end.
    point = date.point.days
    return Event(
        number=number,
        kind=entry.sort.name,
        kind_label=site.say(entry.sort.singular),
        first=date.earliest or point[0],
        last=date.latest or point[1],
        when=site.when(entry),
        iso=date.html,
        link=site.entry_link(entry),
    )


def _lane(site: Site, kind: Kind, events: tuple[Event, ...]) -> Lane:
    return Lane(
        kind=kind.name, label=site.say(kind.plural), events=tuple(event for event in events if event.kind == kind.name)
    )


def _months(site: Site, start: dt.date, end: dt.date) -> tuple[tuple[dt.date, str], ...]:
    """Return evenly spaced ticks: the first days of months, with their labels."""
    length = (end.year - start.year) * 12 + end.month - start.month
    step = next((step for step in _MONTHS_BETWEEN_MARKS if length / step <= _MOST_MARKS), -(-length // _MOST_MARKS))
    days = (_months_on(start, count) for count in range(0, length, step))
    return tuple((day, short_month(day, site.locale)) for day in days)


def _months_on(day: dt.date, count: int) -> dt.date:
    """Return the first day of the month ``count`` months after that of ``day``, or the last day that can be written."""
    years, month = divmod(day.month - 1 + count, 12)
    return dt.date.max if day.year + years > dt.MAXYEAR else dt.date(day.year + years, month + 1, 1)
