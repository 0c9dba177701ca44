"""What only a meeting shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import clock, time_zone_place
from knowledge_base.model.choices import Attendance
from knowledge_base.model.entries import AgendaItem, AgendaPart, Agreement, Meeting, Practice, Speaker
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Card, Link
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.trail import TrailStep, trail_of


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """A row of an agenda: an item, or a part of the item above it."""

    time: str
    title: Text
    speakers: tuple[SpeakerLine, ...]
    moderators: tuple[Link, ...]
    members_only: bool
    practice: Link | None
    is_part: bool


@dataclass(frozen=True, kw_only=True)
class SpeakerLine:
    """Who speaks, and in which office."""

    name: Link
    office: Text | None


@dataclass(frozen=True, kw_only=True)
class MeetingDetail:
    """What only a meeting has."""

    agenda: tuple[AgendaRow, ...]
    clocks_of: str
    concept_notes: tuple[Card, ...]
    agreements: tuple[Card, ...]
    practices: tuple[Card, ...]
    trail: tuple[TrailStep, ...]


def meeting_detail(site: Site, entry: Entry, record: Meeting) -> MeetingDetail:
    """Return what only a meeting shows."""
    here = site.catalogue.groups["meeting"].get(entry.id, ())
    decided = [e for e in here if isinstance(e.record, Agreement) and e.record.adopted_at == entry.id]
    presented = [e for e in here if isinstance(e.record, Practice)]
    return MeetingDetail(
        agenda=tuple(_agenda(site, record)),
        clocks_of=time_zone_place(record.time_zone, site.locale) if record.time_zone else "",
        concept_notes=site.cards(site.catalogue.concept_notes(entry)),
        agreements=site.cards(decided),
        practices=site.cards(presented),
        trail=trail_of(site, entry),
    )


def _agenda(site: Site, meeting: Meeting) -> Iterator[AgendaRow]:
    for item in meeting.agenda:
        yield _agenda_row(site, item, item.access is Attendance.MEMBERS)
        for part in item.parts:
            # What is said of an item holds for its parts, and is not repeated on each.
            yield _agenda_row(site, part, part.access is Attendance.MEMBERS)


def _agenda_row(site: Site, item: AgendaItem | AgendaPart, members_only: bool) -> AgendaRow:  # noqa: FBT001
    practice = site.catalogue.by_id.get(item.presents or "")
    return AgendaRow(
        time="–".join(clock(time) for time in (item.start, item.end) if time),
        title=item.title,
        speakers=tuple(_speaker(site, speaker) for speaker in item.speakers),
        moderators=tuple(site.actor_link(id_) for id_ in item.moderators),
        members_only=members_only,
        practice=site.entry_link(practice) if practice else None,
        is_part=isinstance(item, AgendaPart),
    )


def _speaker(site: Site, speaker: Speaker) -> SpeakerLine:
    return SpeakerLine(name=site.actor_link(speaker.organisation), office=speaker.office)
