"""Meetings, concept notes and agreements in the order of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_, short_month
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, MEETING, Kind
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site

MOST_EVENTS = 40
"""How many events, the newest, a timeline has: more of them would hide each other."""

_LANES = (CONCEPT_NOTE, MEETING, AGREEMENT)
_MONTHS_BETWEEN_MARKS = (1, 2, 3, 6, 12, 24, 60, 120)
_MOST_MARKS = 5


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened.

    Attributes:
        number: its place in the order of time, from 1: the same in the picture and in the list beside it.
        kind: the name of its kind.
        kind_label: what readers call the kind.
        first: the earliest day that may be meant.
        last: the latest.
        when: its date, in words.
        iso: the same as HTML has it; empty where it has no such date.
        link: to its page, under its title.
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
    """The events of a kind, oldest first."""

    kind: str
    label: str
    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Events in the order of time.

    Attributes:
        title: what it shows.
        events: oldest first.
        lanes: the same, kind by kind.
        start: the first day of its line.
        end: the day after its last.
        months: the days that are marked, each with its words.
        older: how many older events are not in it.
    """

    title: str
    events: tuple[Event, ...]
    lanes: tuple[Lane, ...]
    start: dt.date
    end: dt.date
    months: tuple[tuple[dt.date, str], ...]
    older: int

    def share(self, day: dt.date) -> float:
        """Return how far along its line a day is, from 0 to 1."""
        return (day - self.start) / (self.end - self.start)

    def middle(self, event: Event) -> float:
        """Return how far along its line the middle of what is known of the date of an event is."""
        return (self.share(event.first) + self.share(event.last)) / 2


def timeline_of(site: Site) -> Timeline | None:
    """Return the timeline of the newest meetings, concept notes and agreements; nothing where there are none."""
    kinds = {kind.name for kind in _LANES}
    entries = [entry for entry in site.catalogue.current if entry.kind.name in kinds]
    shown = sorted(entries[:MOST_EVENTS], key=site.catalogue.place_in_time)
    if not shown:
        return None
    events = tuple(_event(site, number, entry) for number, entry in enumerate(shown, 1))
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


def _event(site: Site, number: int, entry: Entry) -> Event:
    date = site.catalogue.dates[entry.id]
    # An end without a date is drawn where the other is.
    point = date.point.days
    return Event(
        number=number,
        kind=entry.kind.name,
        kind_label=site.say(entry.kind.singular),
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
    """Return the first days of a few months, evenly apart, with their words."""
    length = (end.year - start.year) * 12 + end.month - start.month
    step = next((step for step in _MONTHS_BETWEEN_MARKS if length / step <= _MOST_MARKS), -(-length // _MOST_MARKS))
    days = (_months_on(start, count) for count in range(0, length, step))
    return tuple((day, short_month(day, site.locale)) for day in days)


def _months_on(day: dt.date, count: int) -> dt.date:
    """Return the first day of the month that comes so many months after that of a day."""
    years, month = divmod(day.month - 1 + count, 12)
    return dt.date(day.year + years, month + 1, 1)
