"""The pages that list entries: of a term, of a facet, of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, ORGANISATION, TOPIC, YEAR, Facet
from knowledge_base.locale import N_, fold
from knowledge_base.model.choices import Maturity
from knowledge_base.model.figures import Figure
from knowledge_base.model.kinds import AGREEMENT, BACKGROUND, CONCEPT_NOTE, MEETING, PRACTICE, Kind
from knowledge_base.model.vocabularies import Body, Country, Organisation, Topic
from knowledge_base.view.briefs import briefs_of
from knowledge_base.view.charts import FigureChart, charts
from knowledge_base.view.common import (
    PICTURES_STYLE,
    Site,
    by_kind,
    grouped_page,
    kind_spans,
    page_count,
    pagination,
    topic_links,
)
from knowledge_base.view.parts import Card, CardGroup, Chrome, Fact, FigureLine, Link, Pagination
from knowledge_base.view.questions import OpenQuestion, open_questions
from knowledge_base.view.region import RegionMap, region_of
from knowledge_base.view.search import SearchRecord, term_record
from knowledge_base.view.timeline import Timeline, timeline_of


@dataclass(frozen=True)
class TermView:
    """The page of a term: what it is, what is near it, and its entries.

    Attributes:
        title: the name of the term.
        label: what kind of term it is.
        description: what it means; may be empty.
        facts: what the vocabulary says of it.
        strips: other facets of the same entries, with counts: who has shared what.
        kinds: the kinds of its entries with counts, each a link to where its list begins.
        groups: the entries on this page, kind by kind.
        charts: the charts with a figure of a country.
        figures: the figures of a country.
        questions: the guiding questions that a country has not answered yet.
        briefs: those of a country or on a topic.
        pagination: the pages of the list.
        propose: where to propose a practice, while there is no entry.
        search: what the search knows of it; ``None`` on further pages.
    """

    chrome: Chrome
    title: str
    label: str
    description: str
    facts: tuple[Fact, ...]
    strips: tuple[Fact, ...]
    kinds: tuple[Link, ...]
    groups: tuple[CardGroup, ...]
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    questions: tuple[OpenQuestion, ...]
    briefs: tuple[Link, ...]
    pagination: Pagination
    propose: Link
    search: SearchRecord | None

    template = "term.html"


@dataclass(frozen=True)
class TermNode:
    """A term in an index, with the narrower ones under it."""

    link: Link
    description: str
    narrower: tuple[TermNode, ...] = ()


@dataclass(frozen=True)
class TermGroup:
    """Terms of an index under a heading; the heading may be empty."""

    id: str
    title: str
    terms: tuple[TermNode, ...]


@dataclass(frozen=True)
class FacetView:
    """The index of a facet: all its terms.

    Attributes:
        coverage: the table of topics by country, where the facet is one of its sides.
        region: the map of the countries, on their index.
        groups: the terms.
    """

    chrome: Chrome
    title: str
    intro: str
    coverage: Link | None
    region: RegionMap | None
    groups: tuple[TermGroup, ...]
    search: None = None

    template = "facet.html"


@dataclass(frozen=True)
class KindView:
    """The index of a kind of entry: all its entries, newest first.

    Attributes:
        count: of all of them, on whatever page.
        legend: what the marks of the cards mean.
        timeline: of the meetings and what they brought forth; on the first page of the meetings only.
        cards: those on this page.
        propose: where to propose another one, where there is a form for it.
    """

    chrome: Chrome
    kind: str
    title: str
    intro: str
    count: int
    legend: tuple[tuple[str, str], ...]
    timeline: Timeline | None
    cards: tuple[Card, ...]
    pagination: Pagination
    propose: Link | None
    search: None = None

    template = "kind.html"


_FACET_INTROS = {
    TOPIC.name: N_("What the meetings talk about, from the priority topics and practice areas of the working groups."),
    COUNTRY.name: N_("What each country has shared, adopted and been asked."),
    ORGANISATION.name: N_("Who organises, speaks, counts and leads."),
    BODY.name: N_("The bodies that meet, and what came out of them."),
    YEAR.name: N_("Everything by the year in which it happened."),
}

_KIND_INTROS = {
    PRACTICE.name: N_("What countries and organisations do and have presented to the others."),
    AGREEMENT.name: N_(
        "What the meetings decided, recommended or concluded, provision by provision, and what became of it."
    ),
    MEETING.name: N_("When, who, what was on the agenda, and what came of it."),
    CONCEPT_NOTE.name: N_(
        "The papers that prepare the meetings: background, objectives, guiding questions and figures."
    ),
    BACKGROUND.name: N_("What the meetings build on: earlier groups, plans and reports."),
}

MATURITY_MEANINGS = {
    Maturity.REPORTED: N_("The sources say who presented it and under which title, and no more."),
    Maturity.DESCRIBED: N_("Its context and how it works have been set out."),
    Maturity.EVALUATED: N_("Its results have been measured and lessons drawn."),
    Maturity.REPLICATED: N_("Another country has taken it over."),
}
"""What it means that a practice is of a maturity."""


def _page_title(site: Site, title: str, number: int) -> str:
    return title if number == 1 else site.say(N_("{title}, page {number}"), title=title, number=number)


def term_chrome(site: Site, facet: Facet, id_: str, number: int) -> Chrome:
    """Return what surrounds one of the pages of a term."""
    title = site.term_name(facet, id_)
    index = f"{facet.folder}/index"
    return site.chrome(
        addresses.numbered(addresses.term_address(facet, id_), number),
        _page_title(site, title, number),
        _description(site, facet, id_) or site.say(N_("Everything on {title}."), title=title),
        (Link(site.say(facet.plural), site.url(index)), Link(title)),
        section=index,
        styles=(PICTURES_STYLE,) if facet is COUNTRY and number == 1 else (),
    )


def term_view(site: Site, facet: Facet, id_: str, number: int) -> TermView:
    """Return one of the pages of a term, counted from 1; its entries may need several."""
    entries = by_kind(site.catalogue.grouped(facet, id_))
    address = addresses.term_address(facet, id_)
    first = number == 1
    of_country = first and facet is COUNTRY

    def of_this(figure: Figure) -> bool:
        return id_ in (*figure.countries, figure.nationality)

    return TermView(
        term_chrome(site, facet, id_, number),
        site.term_name(facet, id_),
        site.say(facet.label),
        _description(site, facet, id_) if first else "",
        tuple(fact for fact in _facts(site, facet, id_) if fact.values) if first else (),
        tuple(strip for strip in _strips(site, facet, entries) if strip.values) if first else (),
        tuple(_kind_links(site, address, entries)),
        grouped_page(site, entries, number),
        charts(site, of_this) if of_country else (),
        site.figures(of_this) if of_country else (),
        open_questions(site, id_) if of_country else (),
        briefs_of(site, facet, id_) if first else (),
        pagination(site, address, number, page_count(len(entries))),
        Link(site.say(N_("Propose a practice")), site.url(addresses.PROPOSE)),
        term_record(site, facet, id_) if first else None,
    )


def _description(site: Site, facet: Facet, id_: str) -> str:
    vocabularies = site.catalogue.vocabularies
    if facet is TOPIC:
        return vocabularies.topics[id_].definition.in_(site.locale)
    if facet is BODY:
        return vocabularies.bodies[id_].description.in_(site.locale)
    if facet is ORGANISATION and (description := vocabularies.organisations[id_].description):
        return description.in_(site.locale)
    return ""


def _facts(site: Site, facet: Facet, id_: str) -> Iterator[Fact]:
    vocabularies = site.catalogue.vocabularies
    if facet is YEAR:
        return
    term = vocabularies.actor(id_) if facet is not TOPIC else vocabularies.topics[id_]
    match term:
        case Topic():
            yield Fact(site.say(N_("Broader topic")), topic_links(site, [term.broader] if term.broader else []))
            narrower = [other.id for other in vocabularies.topics.values() if other.broader == id_]
            yield Fact(site.say(N_("Narrower topics")), tuple(site.counted(TOPIC, other) for other in narrower))
            yield Fact(site.say(N_("Related topics")), tuple(site.counted(TOPIC, other) for other in term.related))
        case Country():
            member = N_("Member Country of the RCM") if term.member else N_("Not a Member Country of the RCM")
            yield Fact(site.say(N_("Membership")), (Link(site.say(member)),))
        case Organisation():
            yield Fact(site.say(N_("Type")), (Link(term.type.label_in(site.locale)),))
            yield Fact(site.say(N_("Country")), (site.term_link(COUNTRY, term.country),) if term.country else ())
            yield Fact(site.say(N_("Part of")), (site.actor_link(term.part_of),) if term.part_of else ())
            acronym = (Link(term.acronym.in_(site.locale)),) if term.acronym else ()
            yield Fact(site.say(N_("Acronym")), acronym)
        case Body():
            yield Fact(site.say(N_("Part of")), (site.actor_link(term.part_of),) if term.part_of else ())
            acronym = (Link(term.acronym.in_(site.locale)),) if term.acronym else ()
            yield Fact(site.say(N_("Acronym")), acronym)
            within = [other.id for other in vocabularies.bodies.values() if other.part_of == id_]
            yield Fact(site.say(N_("Includes")), tuple(site.counted(BODY, other) for other in within))
    aliases = tuple(Link(alias) for alias in term.aliases.in_(site.locale))
    yield Fact(site.say(N_("Also called")), aliases)


def _kind_links(site: Site, address: str, entries: Sequence[Entry]) -> Iterator[Link]:
    for kind, begin, end in kind_spans(entries):
        page = addresses.numbered(address, begin // addresses.PAGE_SIZE + 1)
        yield Link(site.say(kind.plural), site.url(page, kind.folder), end - begin)


_STRIPS = {
    TOPIC.name: (COUNTRY,),
    COUNTRY.name: (TOPIC,),
    ORGANISATION.name: (TOPIC,),
    BODY.name: (TOPIC, COUNTRY),
    YEAR.name: (TOPIC, COUNTRY),
}


def _strips(site: Site, facet: Facet, entries: Sequence[Entry]) -> Iterator[Fact]:
    for other in _STRIPS[facet.name]:
        counts = Counter(id_ for entry in entries for id_ in site.catalogue.terms_of(other, entry))
        links = [site.term_link(other, id_, count) for id_, count in counts.items()]
        links.sort(key=lambda link: (-(link.count or 0), fold(str(link.label))))
        yield Fact(site.say(other.plural), tuple(links))


def facet_chrome(site: Site, facet: Facet) -> Chrome:
    """Return what surrounds the index of a facet."""
    title = site.say(facet.plural)
    address = f"{facet.folder}/index"
    return site.chrome(
        address,
        title,
        site.say(_FACET_INTROS[facet.name]),
        (Link(title),),
        section=address,
        styles=(PICTURES_STYLE,) if facet is COUNTRY else (),
    )


def facet_view(site: Site, facet: Facet) -> FacetView:
    """Return the index of a facet."""
    chrome = facet_chrome(site, facet)
    groups = tuple(group for group in _term_groups(site, facet) if group.terms)
    coverage = Link(site.say(N_("Topics by country, as a table")), site.url(addresses.COVERAGE))
    return FacetView(
        chrome,
        chrome.title,
        chrome.description,
        coverage if facet in (TOPIC, COUNTRY) else None,
        region_of(site) if facet is COUNTRY else None,
        groups,
    )


def _term_groups(site: Site, facet: Facet) -> Iterator[TermGroup]:
    ids = site.terms(facet)
    vocabularies = site.catalogue.vocabularies
    if facet is TOPIC:
        tops = [id_ for id_ in ids if vocabularies.topics[id_].broader is None]
        yield TermGroup("", "", tuple(_topic_node(site, id_) for id_ in _sorted(site, facet, tops)))
    elif facet is COUNTRY:
        members = [id_ for id_ in ids if vocabularies.countries[id_].member]
        others = [id_ for id_ in ids if not vocabularies.countries[id_].member]
        yield TermGroup("members", site.say(N_("Member Countries")), _nodes(site, facet, members))
        yield TermGroup("others", site.say(N_("Other countries that the meetings name")), _nodes(site, facet, others))
    elif facet is YEAR:
        yield TermGroup("", "", tuple(TermNode(site.counted(facet, id_), "") for id_ in ids))
    else:
        yield TermGroup("", "", _nodes(site, facet, ids))


def _sorted(site: Site, facet: Facet, ids: Sequence[str]) -> list[str]:
    return sorted(ids, key=lambda id_: fold(site.term_name(facet, id_)))


def _nodes(site: Site, facet: Facet, ids: Sequence[str]) -> tuple[TermNode, ...]:
    return tuple(
        TermNode(site.counted(facet, id_), _description(site, facet, id_)) for id_ in _sorted(site, facet, ids)
    )


def _topic_node(site: Site, id_: str) -> TermNode:
    narrower = [other.id for other in site.catalogue.vocabularies.topics.values() if other.broader == id_]
    return TermNode(
        site.counted(TOPIC, id_),
        _description(site, TOPIC, id_),
        tuple(_topic_node(site, other) for other in _sorted(site, TOPIC, narrower)),
    )


def kind_chrome(site: Site, kind: Kind, number: int) -> Chrome:
    """Return what surrounds one of the pages of the index of a kind of entry."""
    title = site.say(kind.plural)
    address = f"{kind.folder}/index"
    return site.chrome(
        addresses.numbered(address, number),
        _page_title(site, title, number),
        site.say(_KIND_INTROS[kind.name]),
        (Link(title),),
        section=address,
        styles=(PICTURES_STYLE,) if kind is MEETING and number == 1 else (),
    )


def kind_view(site: Site, kind: Kind, number: int) -> KindView:
    """Return one of the pages of the index of a kind of entry, counted from 1."""
    entries = site.catalogue.of_kind(kind)
    chrome = kind_chrome(site, kind, number)
    legend = tuple(
        (maturity.label_in(site.locale), site.say(meaning)) for maturity, meaning in MATURITY_MEANINGS.items()
    )
    return KindView(
        chrome,
        kind.name,
        site.say(kind.plural),
        chrome.description,
        len(entries),
        legend if kind is PRACTICE and number == 1 else (),
        timeline_of(site) if kind is MEETING and number == 1 else None,
        site.cards(entries[(number - 1) * addresses.PAGE_SIZE : number * addresses.PAGE_SIZE]),
        pagination(site, f"{kind.folder}/index", number, page_count(len(entries))),
        Link(site.say(N_("Propose a practice")), site.url(addresses.PROPOSE)) if kind is PRACTICE else None,
    )
