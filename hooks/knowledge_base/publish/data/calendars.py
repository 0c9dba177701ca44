"""The calendars of the site: of each meeting, of all, of each body and country, and of the deadlines of commitments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from knowledge_base.assemble import addresses
from knowledge_base.assemble.deadlines import Deadline
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, Facet
from knowledge_base.locale import N_
from knowledge_base.markdown.slugs import provision_anchor
from knowledge_base.model.entries import Provision
from knowledge_base.model.kinds import MEETING
from knowledge_base.publish.data.icalendar import CalendarEvent, calendar
from knowledge_base.publish.data.meeting_events import meeting_event
from knowledge_base.publish.data.names import permanent
from knowledge_base.view.parts.commitments import provision_of, state_label
from knowledge_base.view.parts.other_forms import calendar_path
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.wording import wording

_DAYS_BEFORE = 14
"""How many days before a deadline a calendar reminds of it: two weeks, in which a report can be written."""


def calendar_of_meeting(site: Site, id_: str) -> bytes:
    """Return the calendar of one meeting."""
    entry = site.catalogue.by_id[id_]
    title = str(entry.in_(site.locale).record.title)
    return _calendar(site, title, entry.address, _meetings(site, (entry,)))


def calendar_of_meetings(site: Site) -> bytes:
    """Return the calendar of all meetings, but those withdrawn or superseded."""
    address = f"{MEETING.folder}/index"
    return _calendar(site, site.say(MEETING.plural), address, _meetings(site, site.catalogue.meetings))


def calendar_of_term(site: Site, facet: Facet, id_: str) -> bytes:
    """Return the calendar of a body or a country: its meetings, and the deadlines that concern it.

    The meetings of a body are those that it held; of a country, those that name it and, if it is a Member Country,
    those of which the sources name no country.
    """
    catalogue = site.catalogue
    found = [entry for entry in catalogue.grouped(facet, id_) if entry.kind is MEETING]
    found = [entry for entry in found if not entry.record.status.retired]
    if facet is not BODY and id_ in catalogue.vocabularies.members:
        found += [entry for entry in catalogue.common if entry.kind is MEETING]
    events = (*_meetings(site, found), *(deadline_event(site, each) for each in deadlines_of(site, facet, id_)))
    return _calendar(site, site.term_name(facet, id_), addresses.term_address(facet, id_), events)


def calendar_of_deadlines(site: Site) -> bytes:
    """Return the calendar of all deadlines."""
    events = [deadline_event(site, each) for each in site.catalogue.deadlines.listed]
    return _calendar(site, site.say(N_("Deadlines")), addresses.COMMITMENTS, events)


def deadlines_of(site: Site, facet: Facet, id_: str) -> Sequence[Deadline]:
    """Return the deadlines of a body or a country."""
    deadlines = site.catalogue.deadlines
    return (deadlines.of_body if facet is BODY else deadlines.of_country).get(id_, ())


def _calendar(site: Site, name: str, address: str, events: Iterable[CalendarEvent]) -> bytes:
    unique = {event.uid: event for event in events}
    ordered = sorted(unique.values(), key=lambda event: (_day(event.start), event.uid))
    path = calendar_path(address, site.locale)
    # In a calendar program it stands beside those of others.
    named = site.say(N_("{title} (RCM knowledge base)"), title=name)
    return calendar(named, site.locale, ordered, url=site.home and site.home + path)


def _day(moment: dt.date | dt.datetime) -> str:
    return moment.isoformat()


def _meetings(site: Site, entries: Iterable[Entry]) -> Iterator[CalendarEvent]:
    for entry in entries:
        # The same event is in several calendars.
        event = site.share(meeting_event, entry)
        if event:
            yield event


def deadline_event(site: Site, deadline: Deadline) -> CalendarEvent:
    """Return a deadline as an event: all days that it can mean, from the first, two weeks before which it reminds."""
    commitment = deadline.commitment
    provision, agreement = provision_of(site, commitment), commitment.agreement
    path = site.url(agreement.address, provision_anchor(provision.ref))
    return CalendarEvent(
        uid=permanent("deadline", commitment.clause),
        changed=agreement.record.modified,
        title=deadline_title(site, deadline),
        start=deadline.first,
        end=deadline.last,
        description="\n".join((*deadline_lines(site, deadline), *((f"\n{site.home}{path}",) if site.home else ()))),
        url=site.home and site.home + path,
        tentative=not deadline.sure,
        remind=_DAYS_BEFORE,
    )


def deadline_title(site: Site, deadline: Deadline) -> str:
    """Return what a calendar or a feed shows of a deadline first."""
    agreement = str(deadline.commitment.agreement.in_(site.locale).record.title)
    return site.say(N_("Deadline: {point}, {agreement}"), point=deadline.commitment.ref, agreement=agreement)


def deadline_lines(site: Site, deadline: Deadline) -> Iterator[str]:
    """Yield what is said of a deadline: what is to be done, by when, by whom, and its state."""
    commitment = deadline.commitment
    provision = provision_of(site, commitment)
    yield str(wording(site, commitment.agreement, provision).text)
    for label, value in (
        (N_("Due"), _due(site, provision)),
        (N_("Responsible"), _responsible(site, provision)),
        (N_("Status"), state_label(site, commitment.standing)),
    ):
        if value:
            yield site.say(N_("{label}: {value}"), label=site.say(label), value=value)
    if deadline.first != deadline.last:
        yield site.say(N_("No day is named: this is shown from the first day that the deadline can mean."))


def _due(site: Site, provision: Provision) -> str:
    said = [provision.due.in_words(site.locale)] if provision.due else []
    return "; ".join([*said, *([str(provision.due_note)] if provision.due_note else [])])


def _responsible(site: Site, provision: Provision) -> str:
    who = [str(site.actor_link(id_).label) for id_ in provision.responsible]
    return "; ".join([*who, *([str(provision.responsible_note)] if provision.responsible_note else [])])
