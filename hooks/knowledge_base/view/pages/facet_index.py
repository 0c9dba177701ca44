"""The index of a facet: all its terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import COUNTRY, Facet
from knowledge_base.locale import N_, sort_key
from knowledge_base.view.pages.coverage import SIDES
from knowledge_base.view.parts.chrome import PICTURES_STYLE, Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.region import RegionMap, region_of
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import term_description


@dataclass(frozen=True, kw_only=True)
class TermNode:
    """A term in an index, with its narrower terms."""

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
        coverage: a link to the table of topics by country, if it is about this facet.
        region: the map, on the index of countries only.
        groups: the terms.
    """

    chrome: Chrome
    title: str
    intro: str
    coverage: Link | None
    region: RegionMap | None
    groups: tuple[TermGroup, ...]
    empty: str
    search: None = None

    template = "facet.html"


def facet_chrome(site: Site, facet: Facet) -> Chrome:
    """Return the metadata of the index of a facet."""
    title = site.say(facet.plural)
    return site.chrome(
        facet.index,
        title,
        site.say(facet.intro),
        (Link(title),),
        section=facet.index,
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
        coverage=coverage if facet in SIDES else None,
        region=region_of(site) if facet is COUNTRY else None,
        groups=groups,
        empty=str(site.editorial.empty.entries),
    )


def _term_groups(site: Site, facet: Facet) -> Iterator[TermGroup]:
    ids = site.terms(facet)
    if not facet.vocabulary:
        nodes = tuple(TermNode(link=site.counted(facet, id_), description="") for id_ in ids)
        yield TermGroup(id="", title="", terms=nodes)
        return
    terms = site.catalogue.vocabularies.named(facet.vocabulary)
    under: dict[str | None, list[str]] = defaultdict(list)
    for id_ in sorted(ids, key=lambda id_: sort_key(site.term_name(facet, id_), site.locale)):
        under[terms[id_].above].append(id_)
    for group in facet.groups:
        held = [id_ for id_ in under[None] if group.holds(terms[id_], site.catalogue.vocabularies)]
        yield TermGroup(id=group.id, title=site.say(group.title), terms=_nodes(site, facet, held, under))
    if not facet.groups:
        yield TermGroup(id="", title="", terms=_nodes(site, facet, under[None], under))


def _nodes(
    site: Site, facet: Facet, ids: Sequence[str], under: Mapping[str | None, Sequence[str]]
) -> tuple[TermNode, ...]:
    return tuple(
        TermNode(
            link=site.counted(facet, id_),
            description=term_description(site, facet, id_),
            narrower=_nodes(site, facet, under.get(id_, ()), under),
        )
        for id_ in ids
    )
