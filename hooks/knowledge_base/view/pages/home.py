"""The home page: introduction, meetings and what they left open, links into the content, recent changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge_base.assemble import addresses
from knowledge_base.assemble.commitments import Commitment
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import INDEXED_FACETS, MEETING_FACET, TOPIC
from knowledge_base.locale import N_
from knowledge_base.model.editorial import EmptyStates
from knowledge_base.model.entries import Agreement
from knowledge_base.model.kinds import AGREEMENT, MEETING, PRACTICE
from knowledge_base.model.types import Text
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.commitments import CommitmentLine, all_commitments, commitment_line
from knowledge_base.view.parts.other_forms import forms_of_home
from knowledge_base.view.parts.pieces import Card, Link
from knowledge_base.view.parts.site import Site, country_links
from knowledge_base.view.parts.wording import shortened_wording

_STYLE = "assets/stylesheets/home.css"

_LATELY = 5

_BUSIEST = 8


# The maximum number of commitments, and of characters of each.
_OPEN, _WORDS = 3, 160


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """The home page.

    Attributes:
        left_open: the commitments of the latest meeting that are not known to be done; if there are none, the first of
            those that are open.
        of_latest: whether they are of the latest meeting.
        all_commitments: a link to all commitments, with their number.
    """

    chrome: Chrome
    title: str
    lead: str
    next_meeting: Card | None
    latest_meeting: Card | None
    left_open: tuple[CommitmentLine, ...]
    of_latest: bool
    all_commitments: Link
    doors: tuple[Door, ...]
    topics: tuple[Link, ...]
    members: tuple[Link, ...]
    lately: tuple[RecentChange, ...]
    explore: str
    empty: EmptyStates
    search: None = None

    template = "home.html"


@dataclass(frozen=True, kw_only=True)
class Door:
    """A link into the content, with a description."""

    link: Link
    text: str


@dataclass(frozen=True, kw_only=True)
class RecentChange:
    """An entry in the list of recent changes."""

    date: str
    iso: dt.date
    card: Card


def home_chrome(site: Site) -> Chrome:
    """Return the metadata of the home page."""
    said = site.editorial
    chrome = site.chrome(
        addresses.HOME, str(said.title), str(said.summary), styles=(_STYLE,), forms=forms_of_home(site)
    )
    return replace(chrome, source_path=str(addresses.editorial_path(site.locale)))


def home_view(site: Site) -> HomeView:
    """Return the home page."""
    catalogue = site.catalogue
    chrome = home_chrome(site)
    soonest, latest = catalogue.next_meeting(site.today), catalogue.latest_meeting(site.today)
    of_latest = _commitments_of(site, latest) if latest else ()
    changed = sorted(catalogue.entries, key=lambda entry: entry.record.modified, reverse=True)
    return HomeView(
        chrome=chrome,
        title=chrome.title,
        lead=chrome.description,
        next_meeting=site.card(soonest) if soonest else None,
        latest_meeting=site.card(latest) if latest else None,
        left_open=tuple(_left_open(site, each) for each in (of_latest or catalogue.commitments.still_open)[:_OPEN]),
        of_latest=bool(of_latest),
        all_commitments=all_commitments(site),
        doors=tuple(_doors(site)),
        empty=site.editorial.empty,
        topics=_busiest_topics(site),
        members=country_links(site, catalogue.vocabularies.members),
        lately=tuple(_change(site, entry) for entry in changed[:_LATELY]),
        explore=site.url(addresses.EXPLORE),
    )


def _commitments_of(site: Site, meeting: Entry) -> tuple[Commitment, ...]:
    """Return the commitments of the agreements of a meeting that are not known to be done."""
    here = site.catalogue.groups[MEETING_FACET.name].get(meeting.id, ())
    agreed = (e for e in here if isinstance(e.record, Agreement) and e.record.adopted_at == meeting.id)
    return tuple(each for e in agreed for each in site.catalogue.commitments.of_agreement.get(e.id, ()))


def _left_open(site: Site, commitment: Commitment) -> CommitmentLine:
    line = commitment_line(site, commitment)
    return replace(line, wording=shortened_wording(line.wording, _WORDS))


def _change(site: Site, entry: Entry) -> RecentChange:
    day = entry.record.modified
    return RecentChange(date=site.date(day), iso=day, card=site.card(entry))


def _doors(site: Site) -> Iterator[Door]:
    said = site.editorial.doors
    of_facets = dict(said)
    for facet in INDEXED_FACETS:
        if facet.door:
            yield _door(site, facet.plural, facet.index, of_facets.get(facet.folder, site.say(facet.intro)))
    yield _door(site, MEETING.plural, "meetings/index", said.meetings)
    yield _door(site, PRACTICE.plural, "practices/index", said.practices)
    yield _door(site, AGREEMENT.plural, "agreements/index", said.agreements)
    yield _door(site, N_("Commitments"), addresses.COMMITMENTS, said.commitments)
    yield _door(site, N_("Figures"), addresses.FIGURES, said.figures)
    yield _door(site, N_("Guiding questions"), addresses.QUESTIONS, said.questions)
    yield _door(site, N_("Glossary"), addresses.GLOSSARY, said.glossary)


def _door(site: Site, label: str, address: str, text: Text | str) -> Door:
    return Door(link=Link(site.say(label), url=site.url(address)), text=str(text))


def _busiest_topics(site: Site) -> tuple[Link, ...]:
    groups = site.catalogue.groups[TOPIC.name]
    busiest = sorted(groups, key=lambda id_: (-len(groups[id_]), id_))[:_BUSIEST]
    return tuple(site.counted(TOPIC, id_) for id_ in busiest)
