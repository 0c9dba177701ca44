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
        date: its day.
        when: the same, in words.
        link: to its page, under its title.
    """

    number: int
    kind: str
    kind_label: str
    date: dt.date
    when: str
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


def timeline_of(site: Site) -> Timeline | None:
    """Return the timeline of the newest meetings, concept notes and agreements; nothing where there are none."""
    kinds = {kind.name for kind in _LANES}
    entries = [entry for entry in site.catalogue.current if entry.kind.name in kinds]
    shown = sorted(entries[:MOST_EVENTS], key=lambda entry: (site.catalogue.dates[entry.id], _place(entry), entry.id))
    if not shown:
        return None
    events = tuple(_event(site, number, entry) for number, entry in enumerate(shown, 1))
    start, end = events[0].date.replace(day=1), _months_on(events[-1].date.replace(day=1), 1)
    return Timeline(
        title=site.say(N_("Meetings, concept notes and agreements in the order of time")),
        events=events,
        lanes=tuple(lane for kind in _LANES if (lane := _lane(site, kind, events)).events),
        start=start,
        end=end,
        months=_months(site, start, end),
        older=len(entries) - len(shown),
    )


def _place(entry: Entry) -> int:
    """Return where an entry stands among those of its day: the note prepares the meeting that agrees."""
    return [kind.name for kind in _LANES].index(entry.kind.name)


def _event(site: Site, number: int, entry: Entry) -> Event:
    date = site.catalogue.dates[entry.id]
    link = site.entry_link(entry)
    return Event(
        number=number,
        kind=entry.kind.name,
        kind_label=site.say(entry.kind.singular),
        date=date,
        when=site.date(date),
        link=link,
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
