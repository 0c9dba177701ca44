"""The brief of a country on a topic: two printed pages with what a delegate needs to speak for five minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import Matter, Pair, with_narrower
from knowledge_base.assemble.facets import COUNTRY, TOPIC
from knowledge_base.locale import N_
from knowledge_base.model.entries import Meeting
from knowledge_base.model.record import Source
from knowledge_base.model.types import Text
from knowledge_base.view.kinds.meeting import meeting_item
from knowledge_base.view.kinds.practice import Contact, contacts_of
from knowledge_base.view.kinds.registry import KIND_PAGES
from knowledge_base.view.parts.brief_items import MIDDLE, SHORT, WHOLE, BriefItem, short_web_address
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.paper import GAP, HEADING, ROOM, Print, clip, clipped, share_out
from knowledge_base.view.parts.pieces import Link, Words
from knowledge_base.view.parts.site import Site

_STYLE = "assets/stylesheets/brief.css"
_SCRIPT = "assets/javascripts/brief.js"

# The most characters of each part, and the most narrower topics that are named.
_DEFINITION, _DOCUMENT, _NARROWER = 320, 240, 6
# How many characters the words around the day take on which a document was read.
_RETRIEVED = 20


@dataclass(frozen=True, kw_only=True)
class BriefReference:
    """Where something can be read.

    Attributes:
        number: of the document in the list of sources of the brief.
        locator: where in the document.
    """

    number: int
    locator: Words


@dataclass(frozen=True, kw_only=True)
class BriefDocument:
    """A document that a brief rests on; its number is its place in the list.

    Attributes:
        title: of the document.
        url: where it is published, if the sources say so.
        printed: the same, as it stands on paper.
        retrieved: the day on which it was read there.
    """

    title: Text
    url: str
    printed: str
    retrieved: str


@dataclass(frozen=True, kw_only=True)
class BriefLine:
    """An item, with its numbered sources, and its address where it is the first of the brief to have it."""

    item: BriefItem
    references: tuple[BriefReference, ...]
    address: str


@dataclass(frozen=True, kw_only=True)
class BriefSection:
    """Items under a heading.

    Attributes:
        id: of the heading.
        title: the heading.
        lines: the items that there is room for.
        more: how many others there are.
        elsewhere: where all of them are.
        empty: what to say where there is none.
    """

    id: str
    title: str
    lines: tuple[BriefLine, ...]
    more: int
    elsewhere: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class BriefView:
    """A brief.

    Attributes:
        title: the country and the topic.
        intro: what the topic is.
        about: what the country is to the RCM.
        narrower: the narrower topics that the brief takes in.
        country: the page of the country.
        topic: the page of the topic.
        changed: the day of the newest change to what it shows.
        printed: its address, as it stands on paper.
        next_meeting: the next one of all, if its date is known.
        sections: what there is.
        contacts: whom to ask.
        documents: what it rests on, by number.
        empty: what stands there without a next meeting.
    """

    chrome: Chrome
    title: str
    intro: str
    about: str
    narrower: tuple[Link, ...]
    country: Link
    topic: Link
    changed: str
    printed: str
    next_meeting: BriefLine | None
    sections: tuple[BriefSection, ...]
    contacts: tuple[Contact, ...]
    documents: tuple[BriefDocument, ...]
    empty: str
    search: None = None

    template = "brief.html"


class _Sheets:
    """What is left of two sheets of paper while a brief is filled, and the documents that it rests on so far."""

    def __init__(self, left: float) -> None:
        self.left = left
        self.documents: dict[tuple[str, str | None], Source] = {}

    def take(self, item: BriefItem) -> bool:
        """Put an item on the sheets, with the documents it is the first to name, unless there is no room for it."""
        named = {_key(citation.source): citation.source for citation in item.citations}
        new = {key: source for key, source in named.items() if key not in self.documents}
        needed = item.height + sum(_document_height(source) for source in new.values())
        if needed > self.left:
            return False
        self.left -= needed
        self.documents |= new
        return True


def brief_title(site: Site, pair: Pair) -> str:
    """Return what the brief of a country on a topic is called."""
    country, topic = pair
    return site.say(
        N_("{country}: {topic}"), country=site.term_name(COUNTRY, country), topic=site.term_name(TOPIC, topic)
    )


def brief_chrome(site: Site, pair: Pair) -> Chrome:
    """Return what surrounds a brief."""
    title = brief_title(site, pair)
    index = Link(site.say(N_("Briefs")), url=site.url(addresses.BRIEFS))
    return site.chrome(
        addresses.brief_address(*pair),
        title,
        site.say(
            N_("Two pages to print on {country} and {topic}: practices, agreements, figures, questions and sources."),
            country=site.term_name(COUNTRY, pair[0]),
            topic=site.term_name(TOPIC, pair[1]),
        ),
        (index, Link(title)),
        section=addresses.BRIEFS,
        scripts=(_SCRIPT,),
        styles=(_STYLE,),
    )


def brief_view(site: Site, pair: Pair) -> BriefView:
    """Return the brief of a country on a topic: as much as goes on two sheets, and how much more there is."""
    country, topic = pair
    catalogue, vocabularies = site.catalogue, site.catalogue.vocabularies
    matter = catalogue.briefs.matters[pair]
    topics = with_narrower(vocabularies.topics, topic)
    chrome = brief_chrome(site, pair)
    intro = clip(vocabularies.topics[topic].definition.in_(site.locale), _DEFINITION)
    narrower = site.term_links(TOPIC, sorted(topics - {topic}))[:_NARROWER]
    member = vocabularies.countries[country].member
    scope = BriefScope(country=country, topic=topic, topics=topics, member=member, matter=matter)
    contacts = tuple(contacts_of(site, scope))
    meeting = _next_meeting(site)
    empty = str(site.editorial.empty.next_meeting)
    # The most important first: so they stand, and in this order each gets room in turn.
    queues = tuple(queue for pages in KIND_PAGES for queue in pages.brief(site, scope))
    for most in (WHOLE, MIDDLE, SHORT):
        fixed = _fixed(chrome.title, intro, narrower, contacts, queues, empty, complete=most is not SHORT)
        sheets = _Sheets(ROOM - fixed)
        if meeting:
            sheets.take(meeting)
        taken = share_out([(make(most) for make in queue.items) for queue in queues], sheets.take)
        if all(len(queue.items) == len(items) for queue, items in zip(queues, taken, strict=True)):
            break
    shown = _Numbering()
    next_meeting = shown.line(meeting) if meeting else None
    sections = tuple(
        BriefSection(
            id=queue.id,
            title=queue.title,
            lines=tuple(shown.line(item) for item in items),
            more=len(queue.items) - len(items),
            elsewhere=queue.elsewhere,
            empty=queue.empty,
        )
        for queue, items in zip(queues, taken, strict=True)
    )
    return BriefView(
        chrome=chrome,
        title=chrome.title,
        intro=intro,
        about=site.say(N_("Member Country of the RCM") if member else N_("Not a Member Country of the RCM")),
        narrower=narrower,
        country=site.term_link(COUNTRY, country),
        topic=site.term_link(TOPIC, topic),
        changed=site.date(_changed(matter)),
        printed=site.printed(chrome.address),
        next_meeting=next_meeting,
        sections=sections,
        contacts=contacts,
        documents=tuple(_document(site, source) for source in shown.sources.values()),
        empty=empty,
    )


class _Numbering:
    """Numbers the documents of a brief in the order in which they are named, and remembers the addresses given."""

    def __init__(self) -> None:
        self.sources: dict[tuple[str, str | None], Source] = {}
        self._addresses: set[str] = set()

    def line(self, item: BriefItem) -> BriefLine:
        """Return an item with its numbered sources."""
        references = []
        for citation in item.citations:
            key = _key(citation.source)
            self.sources.setdefault(key, citation.source)
            references.append(BriefReference(number=list(self.sources).index(key) + 1, locator=citation.locator))
        address = item.address if item.address not in self._addresses else ""
        self._addresses.add(item.address)
        return BriefLine(item=item, references=tuple(references), address=address)


def _key(source: Source) -> tuple[str, str | None]:
    return source.title, source.url


def _document_height(source: Source) -> float:
    words = f"1. {clip(source.title, _DOCUMENT)} {short_web_address(source.url or '')} {source.retrieved or ''}"
    return Print.SMALL.height(words + "·" * _RETRIEVED)


def _document(site: Site, source: Source) -> BriefDocument:
    (line,) = site.sources([source])
    return BriefDocument(
        title=clipped(line.title, _DOCUMENT),
        url=line.url,
        printed=short_web_address(line.url),
        retrieved=line.retrieved,
    )


def _next_meeting(site: Site) -> BriefItem | None:
    """Return the next meeting of all: the intervention is prepared for it, whatever it is about."""
    soonest = None
    for entry in site.catalogue.meetings:
        if not (site.today and site.record(entry, Meeting).date.to_come(site.today)):
            break
        soonest = entry
    return meeting_item(site, soonest, SHORT) if soonest else None


def _changed(matter: Matter) -> dt.date:
    about = (*matter.entries, *(part.note for part in matter.figures))
    return max(entry.record.modified for entry in about)


def _fixed(
    title: str,
    intro: str,
    narrower: Sequence[Link],
    contacts: Sequence[Contact],
    queues: Sequence[Queue],
    empty: str,
    *,
    complete: bool,
) -> float:
    """Return how high the brief is before any item is in it; less where no section has to say that there is more."""
    small = Print.SMALL.height("·")
    says = sum(1 for queue in queues if not (complete and queue.items))
    return (
        small
        + Print.TITLE.height(title)
        + Print.TEXT.height(intro)
        # What the country is to the RCM, and the day of the newest change.
        + small
        + Print.SMALL.height(", ".join(str(link.label) for link in narrower) or "·")
        # The next meeting, the sections, whom to ask, the sources.
        + HEADING * (len(queues) + 3)
        + (small + GAP) * says
        # That there is no next meeting; the head of the figures.
        + Print.TEXT.height(empty)
        + Print.TEXT.height("·")
        + max(small, sum(Print.TEXT.height(f"{contact.office} {contact.practice.label}") for contact in contacts))
    )
