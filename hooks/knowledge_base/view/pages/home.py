"""The home page: what this is, the meetings, the ways in, what changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import INDEXED_FACETS, TOPIC
from knowledge_base.locale import N_
from knowledge_base.model.kinds import AGREEMENT, MEETING, PRACTICE
from knowledge_base.view.parts.chrome import PICTURES_STYLE, Chrome
from knowledge_base.view.parts.pieces import Card, Link
from knowledge_base.view.parts.site import Site, country_links
from knowledge_base.view.parts.timeline import Timeline, timeline_of

_STYLE = "assets/stylesheets/home.css"

_LATELY = 5

_BUSIEST = 8


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """The front page: what this is, the meetings, the doors, what changed."""

    chrome: Chrome
    title: str
    lead: str
    next_meeting: Card | None
    latest_meeting: Card | None
    doors: tuple[Door, ...]
    topics: tuple[Link, ...]
    members: tuple[Link, ...]
    lately: tuple[RecentChange, ...]
    timeline: Timeline | None
    explore: str
    search: None = None

    template = "home.html"


@dataclass(frozen=True, kw_only=True)
class Door:
    """A way into the content: where to, and what is there."""

    link: Link
    text: str


@dataclass(frozen=True, kw_only=True)
class RecentChange:
    """An entry that changed lately."""

    date: str
    iso: dt.date
    card: Card


def home_chrome(site: Site) -> Chrome:
    """Return what surrounds the home page."""
    name = site.say(N_("Knowledge base of the Regional Conference on Migration"))
    lead = site.say(
        N_("The agreements, concept notes and good practices of eleven countries, by topic, country and meeting.")
    )
    return site.chrome(addresses.HOME, name, lead, styles=(_STYLE, PICTURES_STYLE))


def home_view(site: Site) -> HomeView:
    """Return the home page."""
    catalogue = site.catalogue
    chrome = home_chrome(site)
    meetings = catalogue.meetings
    to_come = [m for m in meetings if site.today and site.catalogue.dates[m.id].to_come(site.today)]
    past = [meeting for meeting in meetings if meeting not in to_come]
    changed = sorted(catalogue.entries, key=lambda entry: entry.record.modified, reverse=True)
    return HomeView(
        chrome=chrome,
        title=chrome.title,
        lead=chrome.description,
        next_meeting=site.card(to_come[-1]) if to_come else None,
        latest_meeting=site.card(past[0]) if past else None,
        doors=(
            *(_door(site, facet.plural, facet.index, facet.door) for facet in INDEXED_FACETS if facet.door),
            _door(site, MEETING.plural, "meetings/index", N_("Agendas, papers and what followed")),
            _door(site, PRACTICE.plural, "practices/index", N_("What has been presented to the others")),
            _door(site, AGREEMENT.plural, "agreements/index", N_("What was agreed, and what became of it")),
            _door(site, N_("Figures"), addresses.FIGURES, N_("Numbers with period and source")),
            _door(site, N_("Guiding questions"), addresses.QUESTIONS, N_("Who has answered, and who has not yet")),
            _door(site, N_("Glossary"), addresses.GLOSSARY, N_("Words and acronyms of the meetings")),
        ),
        topics=_busiest_topics(site),
        members=country_links(site, catalogue.vocabularies.members),
        lately=tuple(_change(site, entry) for entry in changed[:_LATELY]),
        timeline=timeline_of(site),
        explore=site.url(addresses.EXPLORE),
    )


def _change(site: Site, entry: Entry) -> RecentChange:
    day = entry.record.modified
    return RecentChange(date=site.date(day), iso=day, card=site.card(entry))


def _door(site: Site, label: str, address: str, text: str) -> Door:
    return Door(link=Link(site.say(label), url=site.url(address)), text=site.say(text))


def _busiest_topics(site: Site) -> tuple[Link, ...]:
    groups = site.catalogue.groups[TOPIC.name]
    busiest = sorted(groups, key=lambda id_: (-len(groups[id_]), id_))[:_BUSIEST]
    return tuple(site.counted(TOPIC, id_) for id_ in busiest)
