"""The index of a facet: all its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import BODY, COUNTRY, ORGANISATION, TOPIC, YEAR, Facet
from knowledge_base.locale import N_, fold
from knowledge_base.view.parts.chrome import PICTURES_STYLE, Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.region import RegionMap, region_of
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import term_description


@dataclass(frozen=True, kw_only=True)
class TermNode:
    """A term in an index, with the narrower ones under it."""

    link: Link
    description: str
    narrower: tuple[TermNode, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TermGroup:
    """Terms of an index under a heading; the heading may be empty."""

    id: str
    title: str
    terms: tuple[TermNode, ...]


@dataclass(frozen=True, kw_only=True)
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


_FACET_INTROS = {
    TOPIC.name: N_("What the meetings talk about, from the priority topics and practice areas of the working groups."),
    COUNTRY.name: N_("What each country has shared, adopted and been asked."),
    ORGANISATION.name: N_("Who organises, speaks, counts and leads."),
    BODY.name: N_("The bodies that meet, and what came out of them."),
    YEAR.name: N_("Everything by the year in which it happened."),
}


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
    coverage = Link(site.say(N_("Topics by country, as a table")), url=site.url(addresses.COVERAGE))
    return FacetView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        coverage=coverage if facet in (TOPIC, COUNTRY) else None,
        region=region_of(site) if facet is COUNTRY else None,
        groups=groups,
    )


def _term_groups(site: Site, facet: Facet) -> Iterator[TermGroup]:
    ids = site.terms(facet)
    vocabularies = site.catalogue.vocabularies
    if facet is TOPIC:
        tops = [id_ for id_ in ids if vocabularies.topics[id_].broader is None]
        yield TermGroup(id="", title="", terms=tuple(_topic_node(site, id_) for id_ in _sorted(site, facet, tops)))
    elif facet is COUNTRY:
        members = [id_ for id_ in ids if vocabularies.countries[id_].member]
        others = [id_ for id_ in ids if not vocabularies.countries[id_].member]
        yield TermGroup(id="members", title=site.say(N_("Member Countries")), terms=_nodes(site, facet, members))
        yield TermGroup(
            id="others", title=site.say(N_("Other countries that the meetings name")), terms=_nodes(site, facet, others)
        )
    elif facet is YEAR:
        yield TermGroup(
            id="", title="", terms=tuple(TermNode(link=site.counted(facet, id_), description="") for id_ in ids)
        )
    else:
        yield TermGroup(id="", title="", terms=_nodes(site, facet, ids))


def _sorted(site: Site, facet: Facet, ids: Sequence[str]) -> list[str]:
    return sorted(ids, key=lambda id_: fold(site.term_name(facet, id_)))


def _nodes(site: Site, facet: Facet, ids: Sequence[str]) -> tuple[TermNode, ...]:
    return tuple(
        TermNode(link=site.counted(facet, id_), description=term_description(site, facet, id_))
        for id_ in _sorted(site, facet, ids)
    )


def _topic_node(site: Site, id_: str) -> TermNode:
    narrower = [other.id for other in site.catalogue.vocabularies.topics.values() if other.broader == id_]
    return TermNode(
        link=site.counted(TOPIC, id_),
        description=term_description(site, TOPIC, id_),
        narrower=tuple(_topic_node(site, other) for other in _sorted(site, TOPIC, narrower)),
    )
