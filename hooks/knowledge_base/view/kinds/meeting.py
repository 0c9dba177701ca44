"""Facts, details and brief items of meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.briefs import Matter
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, MEETING_FACET
from knowledge_base.locale import N_, clock, time_zone_place, utc_offset
from knowledge_base.model.choices import Attendance
from knowledge_base.model.entries import Agreement, Meeting, Practice
from knowledge_base.model.kinds import MEETING
from knowledge_base.model.meeting_parts import AgendaItem, AgendaPart, Participants, Speaker
from knowledge_base.model.types import Text
from knowledge_base.view.parts.brief_items import BriefItem, Lengths, entry_item, short_name
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.chrome import TRAIL_STYLE
from knowledge_base.view.parts.facts import actor_links, chosen, not_stated, plain
from knowledge_base.view.parts.kind_pages import KindPages
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.pieces import Card, Fact, Link
from knowledge_base.view.parts.points import clause_link
from knowledge_base.view.parts.series import where
from knowledge_base.view.parts.site import Site, country_links
from knowledge_base.view.parts.trail import Trail, trail_of


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """A row of an agenda: an item, or a sub-item of the item above.

    Attributes:
        day: the day that begins with it, in words; empty if it is on the day of the row above.
        session: the heading of the session that begins with it.
        time: its times; empty where the source gives none.
        title: what it is about.
        speakers: who speaks.
        moderators: who gives the floor.
        members_only: the badge of an item for members only; else empty.
        practice: the practice that is presented.
        is_part: whether it is a sub-item.
    """

    day: str
    session: Text | None
    time: str
    title: Text
    speakers: tuple[SpeakerLine, ...]
    moderators: tuple[Link, ...]
    members_only: str
    practice: Link | None
    practice_label: str
    is_part: bool


@dataclass(frozen=True, kw_only=True)
class SpeakerLine:
    """A speaker: the person's country or organisation, and the office held."""

    name: Link
    office: Text | None


@dataclass(frozen=True, kw_only=True)
class MeetingDetail:
    """The parts of the page that only meetings have.

    Attributes:
        agenda: the rows of the agenda.
        timed: whether any row has a time.
        clocks_of: the place whose times they are, and its offset from UTC; empty if no time zone is given.
        concept_notes: the notes that prepare it.
        agreements: what it adopted.
        practices: what was presented at it.
        trail: its commitment trail.
    """

    agenda: tuple[AgendaRow, ...]
    timed: bool
    clocks_of: str
    concept_notes: ShownCards
    agreements: ShownCards
    presented: ShownCards
    announced: ShownCards
    trail: Trail | None


@dataclass(frozen=True, kw_only=True)
class ShownCards:
    """The newest entries of a list, and the number of the others."""

    cards: tuple[Card, ...]
    more: int


def _facts(site: Site, entry: Entry) -> Iterator[Fact]:
    record, say = site.record(entry, Meeting), site.say
    outside = site.catalogue.outside[entry.id]
    yield Fact(say(N_("Date")), plain(record.date.in_words(site.locale)))
    bodies = tuple(site.term_link(BODY, body) for body in record.bodies)
    yield Fact(say(N_("Body") if len(bodies) == 1 else N_("Bodies")), bodies)
    yield Fact(
        say(N_("Place") if len(record.places) < 2 else N_("Places")),
        tuple(Link(where(site, place)) for place in record.places),
    )
    yield Fact(say(N_("Modality")), chosen(site, record.modality))
    yield Fact(say(N_("Number in the series")), tuple(_numbers(site, record)))
    yield Fact(say(N_("Level")), chosen(site, record.level))
    yield Fact(say(N_("Host") if len(record.hosts) < 2 else N_("Hosts")), actor_links(site, record.hosts))
    presidencies = tuple(site.term_link(COUNTRY, code) for code in record.presidencies)
    # Of a meeting outside the RCM, nobody would look for the presidency of the RCM.
    unnamed = () if outside else not_stated(site)
    yield Fact(say(N_("Presidency") if outside else N_("Presidency Pro Tempore")), presidencies or unnamed)
    yield Fact(say(N_("At the initiative of")), actor_links(site, record.organisers))
    yield Fact(say(N_("Moderators")), actor_links(site, record.moderators))
    yield from _took_part(site, record.participants, outside=outside)
    yield Fact(say(N_("Mandate")), tuple(_mandates(site, record.mandate)))


def _numbers(site: Site, record: Meeting) -> Iterator[Link]:
    """Yield the numbers of a meeting in the series of its bodies; where several met, each with the body."""
    if not record.other_numbers:
        yield from plain(record.series_number)
        return
    for body in dict.fromkeys((*record.bodies, *(each.body for each in record.other_numbers))):
        if number := record.number_in(body):
            yield Link(site.say(N_("{number} ({of})"), number=number, of=site.term_name(BODY, body)))


_CAPACITIES = {
    "members": N_("Member Countries that took part"),
    "countries": N_("Countries that took part"),
    "observers": N_("Observers"),
    "guests": N_("Guests"),
    "organisations": N_("Also took part"),
    "networks": N_("Networks that took part"),
}


def _took_part(site: Site, participants: Participants, *, outside: bool) -> Iterator[Fact]:
    """Yield who took part, by capacity. Members of a body outside the RCM are not called Member Countries."""
    for name, ids in participants.by_capacity():
        label = N_("Its members that took part") if outside and name == "members" else _CAPACITIES[name]
        if outside and name == "countries":
            yield from _by_membership(site, ids)
        else:
            links = country_links(site, ids) if name in ("members", "countries") else actor_links(site, ids)
            yield Fact(site.say(label), links)
    yield Fact(site.say(N_("Participants, in words")), (Link(participants.note),) if participants.note else ())


def _by_membership(site: Site, codes: Sequence[str]) -> Iterator[Fact]:
    """Yield the countries that took part in a meeting outside the RCM: its Member Countries, and the others."""
    members = site.catalogue.vocabularies.members
    yield Fact(
        site.say(N_("Member Countries of the RCM that took part")),
        country_links(site, [code for code in codes if code in members]),
    )
    others = [code for code in codes if code not in members]
    yield Fact(site.say(N_("Other countries that took part")), country_links(site, others))


def _mandates(site: Site, mandate: Sequence[str]) -> Iterator[Link]:
    for provision in mandate:
        if provision.partition("#")[0] in site.catalogue.by_id:
            yield clause_link(site, provision)


def _detail(site: Site, entry: Entry) -> MeetingDetail:
    record = site.record(entry, Meeting)
    here = site.catalogue.groups["meeting"].get(entry.id, ())
    decided = [e for e in here if isinstance(e.record, Agreement) and e.record.adopted_at == entry.id]
    practices = [(e, e.record) for e in here if isinstance(e.record, Practice)]
    agenda = tuple(_agenda(site, record, outside=site.catalogue.outside[entry.id]))
    return MeetingDetail(
        agenda=agenda,
        timed=any(row.time for row in agenda),
        clocks_of=clocks_of(site, record),
        concept_notes=_shown(site, site.catalogue.concept_notes(entry)),
        agreements=_shown(site, decided),
        presented=_shown(site, [e for e, practice in practices if entry.id in practice.presented_at]),
        announced=_shown(site, [e for e, practice in practices if entry.id in practice.announced_only]),
        trail=trail_of(site, entry),
    )


def clocks_of(site: Site, meeting: Meeting) -> str:
    """Return the place whose times the agenda has, with its offset on the days of the meeting; empty if not known."""
    zone = meeting.time_zone
    if zone is None:
        return ""
    place = time_zone_place(zone, site.locale)
    days = [day for day in (meeting.date.earliest, meeting.date.latest, *(item.day for item in meeting.agenda)) if day]
    offsets = tuple(dict.fromkeys(utc_offset(zone, day) for day in sorted(days)))
    return site.say(N_("{place} ({offset})"), place=place, offset=", ".join(offsets)) if offsets else place


def _shown(site: Site, entries: Sequence[Entry]) -> ShownCards:
    return ShownCards(cards=site.cards(entries[:MOST_LINKED]), more=len(entries[MOST_LINKED:]))


def _agenda(site: Site, meeting: Meeting, *, outside: bool) -> Iterator[AgendaRow]:
    badge = site.say(N_("Members only") if outside else N_("Member Countries only"))
    day = None
    for item in meeting.agenda:
        begins = item.day if item.day != day else None
        day = item.day or day
        # An item's access applies to its parts too, so only the item shows it.
        rows: tuple[AgendaItem | AgendaPart, ...] = (item, *item.parts)
        for row in rows:
            yield _agenda_row(site, row, badge if row.access is Attendance.MEMBERS else "", begins)
            begins = None


def _agenda_row(site: Site, item: AgendaItem | AgendaPart, members_only: str, day: dt.date | None) -> AgendaRow:
    practice = site.catalogue.by_id.get(item.presents or "")
    return AgendaRow(
        day=site.date(day) if day else "",
        session=item.session if isinstance(item, AgendaItem) else None,
        time="–".join(clock(time) for time in (item.start, item.end) if time),
        title=item.title,
        speakers=tuple(_speaker(site, speaker) for speaker in item.speakers),
        moderators=actor_links(site, item.moderators),
        members_only=members_only,
        practice=site.entry_link(practice) if practice else None,
        practice_label=site.say(practice.sort.singular) if practice else "",
        is_part=isinstance(item, AgendaPart),
    )


def _speaker(site: Site, speaker: Speaker) -> SpeakerLine:
    return SpeakerLine(name=site.actor_link(speaker.organisation), office=speaker.office)


def _brief(site: Site, scope: BriefScope) -> Iterator[Queue]:
    yield Queue(
        id="meetings",
        title=site.say(N_("Meetings that dealt with it")),
        items=[partial(meeting_item, site, entry) for entry in _meetings(site, scope.matter)],
        elsewhere=scope.explore(site, MEETING),
        empty=site.say(N_("The sources name no meeting that dealt with it.")),
    )


def _meetings(site: Site, matter: Matter) -> list[Entry]:
    """Return the meetings where the entries of a brief were announced, presented or agreed, newest first."""
    about = (*matter.entries, *(part.note for part in matter.figures))
    ids = {id_ for entry in about for id_ in site.catalogue.terms_of(MEETING_FACET, entry)}
    meetings = (site.catalogue.by_id[id_] for id_ in ids)
    return sorted(meetings, key=lambda entry: site.catalogue.positions[entry.id])


def meeting_item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    """Return the brief item of a meeting: its date, its bodies and its concept note."""
    return site.share(_made_item, entry, most)


def _made_item(site: Site, entry: Entry, most: Lengths) -> BriefItem:
    record = site.record(entry, Meeting)
    notes = site.catalogue.concept_notes(entry)[:1]
    return entry_item(
        site,
        entry,
        most,
        (
            Link(record.date.in_words(site.locale)),
            *(short_name(site.actor_link(body)) for body in record.bodies),
            *(Link(site.say(note.kind.singular), url=site.url(note.address)) for note in notes),
        ),
    )


MEETING_PAGES = KindPages(
    kind=MEETING,
    intro=N_("When, who, what was on the agenda, and what came of it."),
    facts=_facts,
    detail=_detail,
    brief=_brief,
    styles=(TRAIL_STYLE,),
    own_links=frozenset(
        {
            N_("Concept note"),
            N_("Agreement or act of this meeting"),
            N_("Announced for this meeting"),
            N_("Presented at this meeting"),
            N_("Mandated by"),
        }
    ),
    timeline=True,
)
