"""Meetings as events of calendars: when, where, and the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY
from knowledge_base.locale import N_, clock
from knowledge_base.model.choices import Attendance
from knowledge_base.model.entries import Meeting
from knowledge_base.model.meeting_parts import AgendaItem, AgendaPart
from knowledge_base.model.points import Precision
from knowledge_base.model.when import When
from knowledge_base.publish.data.icalendar import CalendarEvent
from knowledge_base.publish.data.names import permanent
from knowledge_base.view.kinds.meeting import clocks_of
from knowledge_base.view.parts.series import where
from knowledge_base.view.parts.site import Site, topic_links

_WIDEST = dt.timedelta(days=92)
"""The longest time that an event may cover whose days are not known: a quarter. Of a year, it would say nothing."""


def meeting_event(site: Site, entry: Entry) -> CalendarEvent | None:
    """Return a meeting as an event; ``None`` if no more than its year is known.

    It has times if the agenda has those of its first and its last day, and is of whole days otherwise. A meeting of
    which only the month or the quarter is known takes all its days, and is marked as tentative.
    """
    record = site.record(entry, Meeting)
    days = record.date.earliest, record.date.latest
    if days[0] is None or days[1] is None or days[1] - days[0] > _WIDEST:
        return None
    sure = _sure(record.date)
    times = times_of_agenda(record) if sure and record.time_zone else None
    start, end = times or (days[0], days[1])
    places = [str(where(site, place)) for place in record.places]
    return CalendarEvent(
        uid=permanent("meeting", entry.id),
        changed=record.modified,
        title=str(record.title),
        start=start,
        end=end,
        zone=record.time_zone or "" if times else "",
        description="\n".join(_described(site, entry, record)),
        location="; ".join(places) or record.modality.label_in(site.locale),
        url=site.home and site.home + site.url(entry.address),
        categories=tuple(str(link.label) for link in topic_links(site, record.topics)),
        tentative=not sure,
    )


def _sure(date: When) -> bool:
    """Whether the first and the last day are known."""
    ends = (date.first, date.last)
    return bool(date.not_before and date.over_by) and all(
        getattr(end, "precision", None) is Precision.DAY for end in ends
    )


def times_of_agenda(record: Meeting) -> tuple[dt.datetime, dt.datetime | None] | None:
    """Return when a meeting begins and ends by its agenda, on the clocks of its time zone.

    Returns:
        The beginning of the first and the end of the last item; no end if that is not known. ``None`` if there are no
        times of its first and its last day.
    """
    day = record.date.earliest
    starts: list[dt.datetime] = []
    ends: list[dt.datetime] = []
    for item in record.agenda:
        day = item.day or day
        rows: tuple[AgendaItem | AgendaPart, ...] = (item, *item.parts)
        for row in rows:
            starts += [dt.datetime.combine(day, row.start)] if day and row.start else []
            ends += [dt.datetime.combine(day, row.end)] if day and row.end else []
    known = (*starts, *ends)
    if not starts or min(known).date() != record.date.earliest or max(known).date() != record.date.latest:
        return None
    first, last = min(known), max(known)
    return first, last if last > first else None


def _described(site: Site, entry: Entry, record: Meeting) -> Iterator[str]:
    """Yield the lines of its description: its summary, its date, its bodies and its agenda."""
    yield str(record.summary)
    yield site.say(N_("{label}: {value}"), label=site.say(N_("Date")), value=record.date.in_words(site.locale))
    bodies = ", ".join(site.term_name(BODY, body) for body in record.bodies)
    label = site.say(N_("Body") if len(record.bodies) == 1 else N_("Bodies"))
    yield site.say(N_("{label}: {value}"), label=label, value=bodies)
    if record.agenda:
        yield ""
        # A calendar shows the event on the reader's clocks, which may be others.
        clocks = clocks_of(site, record) if _is_timed(record) else ""
        yield site.say(N_("Agenda, times of {place}"), place=clocks) if clocks else site.say(N_("Agenda"))
        yield from _agenda(site, entry, record)
    if site.home:
        yield ""
        yield site.home + site.url(entry.address)


def _is_timed(record: Meeting) -> bool:
    rows: list[AgendaItem | AgendaPart] = []
    for item in record.agenda:
        rows += [item, *item.parts]
    return any(row.start or row.end for row in rows)


def _agenda(site: Site, entry: Entry, record: Meeting) -> Iterator[str]:
    outside = site.catalogue.outside[entry.id]
    badge = site.say(N_("Members only") if outside else N_("Member Countries only"))
    for item in record.agenda:
        if item.day:
            yield site.date(item.day)
        if item.session:
            yield str(item.session)
        yield _row(site, item, badge if item.access is Attendance.MEMBERS else "")
        for part in item.parts:
            yield f"- {_row(site, part, badge if part.access is Attendance.MEMBERS else '')}"


def _row(site: Site, row: AgendaItem | AgendaPart, badge: str) -> str:
    time = "–".join(clock(time) for time in (row.start, row.end) if time)
    speakers = ", ".join(str(site.actor_link(speaker.organisation).label) for speaker in row.speakers)
    marks = "; ".join(filter(None, (speakers, badge)))
    said = " ".join(filter(None, (time, str(row.title))))
    return f"{said} ({marks})" if marks else said
