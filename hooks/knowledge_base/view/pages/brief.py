"""The brief on a country and a topic: two printed pages that prepare a delegate for a five-minute statement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import Matter, Pair, with_narrower
from knowledge_base.assemble.facets import COUNTRY, TOPIC
from knowledge_base.locale import N_
from knowledge_base.view.kinds.meeting import meeting_item
from knowledge_base.view.kinds.practice import Contact, contacts_of
from knowledge_base.view.kinds.registry import KIND_PAGES
from knowledge_base.view.parts.asking import form_url
from knowledge_base.view.parts.brief_items import MIDDLE, SHORT, WHOLE, BriefItem, short_web_address
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.handed_round import PAPER_SCRIPT, paper_of
from knowledge_base.view.parts.paper import GAP, HEADING, NOTES, ROOM, Print, clip, clipped, share_out
from knowledge_base.view.parts.pieces import Link, Quotation, SourceLine, Words
from knowledge_base.view.parts.site import Site

_STYLE = "assets/stylesheets/brief.css"
_SCRIPT = "assets/javascripts/brief.js"

# Limits: characters of the definition and of a document's title, and number of narrower topics.
_DEFINITION, _DOCUMENT, _NARROWER = 320, 240, 6
# Characters taken up by the words around the retrieval date of a document.
_RETRIEVED = 20
# Characters of a remark on a document.
_REMARK = 120
_WORDS = N_(
    "Points, objectives and guiding questions are in the words of this site's editors, unless marked as official text."
)
_IN_OUR_WORDS = frozenset({"agreements", "objectives", "open-questions", "answered-questions"})
_UNRECORDED = N_(
    "This brief has what the sources read so far record. What {country} has done or said besides may not be here yet; "
    "whoever knows of it is welcome to add it."
)


@dataclass(frozen=True, kw_only=True)
class BriefReference:
    """A reference to a numbered source of the brief.

    Attributes:
        number: the number of the document in the brief's list of sources.
        locator: the place in the document.
    """

    number: int
    locator: Words


@dataclass(frozen=True, kw_only=True)
class BriefDocument:
    """A source of a brief; its number is its position in the list.

    Attributes:
        title: the title of the document.
        date: its date, where its title does not say it; else empty.
        remarks: its language if that is not the page's, whether it is official, who keeps the copy.
        url: its URL; empty if the source has none.
        file: the copy kept here, from the root of the site; empty if there is none.
        printed: the URL as printed on paper.
        retrieved: the date on which it was retrieved.
    """

    title: Quotation
    date: str
    remarks: tuple[str, ...]
    url: str
    file: str
    printed: str
    retrieved: str


@dataclass(frozen=True, kw_only=True)
class BriefLine:
    """An item with its numbered sources, and its address unless an earlier item of the brief already shows it."""

    item: BriefItem
    references: tuple[BriefReference, ...]
    address: str


@dataclass(frozen=True, kw_only=True)
class BriefSection:
    """A section of a brief.

    Attributes:
        id: the HTML id of the heading.
        title: the heading.
        lines: the items that fit.
        more: the number of items that don't.
        elsewhere: the URL of the full list.
        empty: the text shown if there are no items.
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
        intro: the definition of the topic, truncated.
        about: whether the country is a Member Country, in words.
        narrower: the narrower topics that the brief includes.
        country: a link to the page of the country.
        topic: a link to the page of the topic.
        changed: the date of the newest change to its content.
        printed: its URL as printed on paper.
        next_meeting: the next meeting, on whatever topic, if there is one.
        sections: its sections.
        contacts: the contact offices.
        documents: its sources, in the order of their numbers.
        words: whose words its points, objectives and questions are in; empty if it has none.
        unrecorded: what is to be thought of what is not in it.
        form: a link to the form to complete it.
        empty: the text shown if there is no next meeting.
        paper: where its PDF is, once it has been made.
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
    words: str
    unrecorded: str
    form: Link
    empty: str
    paper: str
    search: None = None

    template = "brief.html"


class _Sheets:
    """The space left on the two sheets while a brief is filled, and the sources already counted."""

    def __init__(self, left: float) -> None:
        self.left = left
        self.documents: dict[tuple[str, str], SourceLine] = {}

    def take(self, item: BriefItem) -> bool:
        """Add an item, and the sources it is the first to cite, if they fit; return whether they did."""
        named = {_key(citation.source): citation.source for citation in item.citations}
        new = {key: source for key, source in named.items() if key not in self.documents}
        needed = item.height + sum(_document_height(source) for source in new.values())
        if needed > self.left:
            return False
        self.left -= needed
        self.documents |= new
        return True


def brief_title(site: Site, pair: Pair) -> str:
    """Return the title of the brief on a country and a topic."""
    country, topic = pair
    return site.say(
        N_("{country}: {topic}"), country=site.term_name(COUNTRY, country), topic=site.term_name(TOPIC, topic)
    )


def brief_chrome(site: Site, pair: Pair) -> Chrome:
    """Return the metadata of a brief."""
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
        scripts=(_SCRIPT, PAPER_SCRIPT),
        styles=(_STYLE,),
    )


def brief_view(site: Site, pair: Pair) -> BriefView:
    """Return the brief on a country and a topic: as many items as fit on two sheets, and counts of those left out."""
    country, topic = pair
    catalogue, vocabularies = site.catalogue, site.catalogue.vocabularies
    matter = catalogue.briefs.matters[pair]
    topics = with_narrower(vocabularies.topics, topic)
    chrome = brief_chrome(site, pair)
    intro = clip(vocabularies.topics[topic].definition.in_(site.locale), _DEFINITION)
    narrower = site.term_links(TOPIC, sorted(topics - {topic}))[:_NARROWER]
    member = country in vocabularies.members
    scope = BriefScope(country=country, topic=topic, topics=topics, member=member, matter=matter)
    contacts = tuple(contacts_of(site, scope))
    meeting = _next_meeting(site)
    empty = str(site.editorial.empty.next_meeting)
    unrecorded = site.say(_UNRECORDED, country=site.term_name(COUNTRY, country))
    # The order of the sections is also the round-robin order in which they get space.
    queues = tuple(queue for pages in KIND_PAGES for queue in pages.brief(site, scope))
    words = site.say(_WORDS) if any(queue.items for queue in queues if queue.id in _IN_OUR_WORDS) else ""
    for most in (WHOLE, MIDDLE, SHORT):
        fixed = _fixed(
            chrome.title, intro, narrower, contacts, queues, (empty, unrecorded, words), complete=most is not SHORT
        )
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
        about=site.say(vocabularies.countries[country].standing(vocabularies)),
        narrower=narrower,
        country=site.term_link(COUNTRY, country),
        topic=site.term_link(TOPIC, topic),
        changed=site.date(_changed(matter)),
        printed=site.printed(chrome.address),
        next_meeting=next_meeting,
        sections=sections,
        contacts=contacts,
        documents=tuple(_document(source) for source in shown.sources.values()),
        words=words,
        unrecorded=unrecorded,
        form=Link(site.say(N_("Tell it in the form")), url=form_url(site, [("leads", country), ("topics", topic)])),
        empty=empty,
        paper=paper_of(chrome.url),
    )


class _Numbering:
    """Numbers the sources of a brief in the order they are first cited, and remembers the addresses already shown."""

    def __init__(self) -> None:
        self.sources: dict[tuple[str, str], SourceLine] = {}
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


def _key(source: SourceLine) -> tuple[str, str]:
    return source.title.value, source.url


def _document_height(source: SourceLine) -> float:
    document = _document(source)
    said = (document.title.value, document.date, *document.remarks, document.printed, document.retrieved)
    return Print.SMALL.height(f"1. {', '.join(said)}" + "·" * _RETRIEVED)


def _document(source: SourceLine) -> BriefDocument:
    return BriefDocument(
        title=clipped(source.title, _DOCUMENT),
        date=source.date,
        remarks=tuple(clip(remark, _REMARK) for remark in source.remarks),
        url=source.url,
        file=source.file,
        printed=short_web_address(source.url),
        retrieved=source.retrieved,
    )


def _next_meeting(site: Site) -> BriefItem | None:
    """Return the next meeting of the RCM, on whatever topic: the brief prepares for it."""
    soonest = site.catalogue.next_meeting(site.today)
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
    sentences: Sequence[str],
    *,
    complete: bool,
) -> float:
    """Return the height of the brief without items, in points; ``complete`` means no section says “and more”."""
    small = Print.SMALL.height("·")
    says = sum(1 for queue in queues if not (complete and queue.items))
    return (
        small
        + Print.TITLE.height(title)
        + Print.TEXT.height(intro)
        # The line with the country's membership and the date of the newest change.
        + small
        + Print.SMALL.height(", ".join(str(link.label) for link in narrower) or "·")
        # The headings of the sections, the next meeting, the notes, what is not recorded, the contacts and the sources.
        + HEADING * (len(queues) + 5)
        + NOTES
        + (small + GAP) * says
        # The sentences, with the link to the form, and the header row of the figures.
        + sum(Print.TEXT.height(sentence) for sentence in (*sentences, "·"))
        + Print.TEXT.height("·")
        + max(small, sum(Print.TEXT.height(f"{contact.office} {contact.practice.label}") for contact in contacts))
    )
