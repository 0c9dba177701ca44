"""Meetings as events of calendars: when, where, and the agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY
from knowledge_base.locale import N_
from knowledge_base.model.choices import Attendance, Modality
from knowledge_base.model.entries import Meeting
from knowledge_base.model.meeting_parts import AgendaItem, AgendaPart
from knowledge_base.model.points import Precision
from knowledge_base.model.when import When
from knowledge_base.publish.data.icalendar import CalendarEvent
from knowledge_base.publish.data.names import permanent
from knowledge_base.view.kinds.meeting import clocks_of, times_of
from knowledge_base.view.parts.other_forms import event_days
from knowledge_base.view.parts.series import where
from knowledge_base.view.parts.site import Site, topic_links

_ONLINE = (Modality.VIRTUAL, Modality.HYBRID)
"""What is said of where a meeting is, if no place is named."""


def meeting_event(site: Site, entry: Entry) -> CalendarEvent | None:
    """Return a meeting as an event; ``None`` if no more than its year is known.

    It has times if the agenda has those of its first and its last day, and is of whole days otherwise. A meeting of
    which only the month or the quarter is known takes all its days, and is marked as tentative.
    """
    record = site.record(entry, Meeting)
    days = event_days(record)
    if days is None:
        return None
    times = times_of_agenda(record)
    start, end = (times.begins, times.until) if times else days
    places = [str(where(site, place)) for place in record.places]
    return CalendarEvent(
        uid=permanent("meeting", entry.id),
        changed=record.modified,
        title=str(record.title),
        title_language=record.title.locale,
        start=start,
        end=end,
        zone=(record.time_zone or "") if times else "",
        description="\n".join(_described(site, entry, record)),
        location="; ".join(places) or (record.modality.label_in(site.locale) if record.modality in _ONLINE else ""),
        url=site.home and site.home + site.url(entry.address),
        categories=tuple(str(link.label) for link in topic_links(site, record.topics)),
        tentative=not _sure(record.date),
    )


def _sure(date: When) -> bool:
    """Whether the first and the last day are known."""
    ends = (date.first, date.last)
    return bool(date.not_before and date.over_by) and all(
        getattr(end, "precision", None) is Precision.DAY for end in ends
    )


@dataclass(frozen=True, kw_only=True)
class AgendaTimes:
    """When a meeting is by its agenda, on the clocks of its time zone.

    Attributes:
        begins: the beginning of its first item.
        until: the latest time of an item, to which the meeting lasts at least; ``None`` if that is its beginning.
        ends: whether that is the end of an item, and none begins then.
    """

    begins: dt.datetime
    until: dt.datetime | None
    ends: bool


def times_of_agenda(record: Meeting) -> AgendaTimes | None:
    """Return when a meeting is by its agenda.

    Returns:
        ``None`` if there are no times of its first and its last day, of what comes first only the end is known, or it
        is not known which days these are or in which time zone.
    """
    if not record.time_zone or not _sure(record.date):
        return None
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
    first, last = min(starts), max(known)
    if ends and min(ends) <= first:
        return None
    return AgendaTimes(begins=first, until=last if last > first else None, ends=last not in starts)


def _described(site: Site, entry: Entry, record: Meeting) -> Iterator[str]:
    """Yield the lines of its description: whether it still holds, its summary, date and bodies, and the agenda."""
    retired = site.retired(entry)
    yield f"{retired}. {record.summary}" if retired else str(record.summary)
    yield site.say(N_("{label}: {value}"), label=site.say(N_("Date")), value=record.date.in_words(site.locale))
    bodies = ", ".join(site.term_name(BODY, body) for body in record.bodies)
    label = site.say(N_("Body") if len(record.bodies) == 1 else N_("Bodies"))
    yield site.say(N_("{label}: {value}"), label=label, value=bodies)
    if record.agenda:
        yield ""
        yield site.say(N_("Agenda"))
        clocks = clocks_of(site, record)
        if clocks and any(map(_timed, record.agenda)):
            # Whoever reads it has clocks of another place, by which the calendar shows when the meeting is.
            yield site.say(N_("Times are those of {place}."), place=clocks)
        yield from _agenda(site, entry, record)
    if site.home:
        yield ""
        yield site.home + site.url(entry.address)


def _timed(item: AgendaItem) -> bool:
    rows: tuple[AgendaItem | AgendaPart, ...] = (item, *item.parts)
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
    speakers = ", ".join(str(site.actor_link(speaker.organisation).label) for speaker in row.speakers)
    marks = "; ".join(filter(None, (speakers, badge)))
    said = " ".join(filter(None, (times_of(site, row), str(row.title))))
    return f"{said} ({marks})" if marks else said
