"""The data of the map of the region."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_, fold
from knowledge_base.model.entries import Practice
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class MapCountry:
    """A country with a page of its own.

    Attributes:
        code: its code (ISO 3166-1 alpha-2).
        link: a link to its page, labelled with its name.
        member: whether it is a Member Country.
        practices: the number of valid practices in which it takes part.
        entries: the number of its entries, of any kind.
        said: all of this as text, for the tooltip and for screen readers.
    """

    code: str
    link: Link
    member: bool
    practices: int
    entries: int
    said: str


@dataclass(frozen=True, kw_only=True)
class RegionMap:
    """The region, country by country.

    Attributes:
        title: the title of the map.
        overview: the accessible name of the map of the whole region.
        detail: the accessible name of the enlarged map of the small countries.
        countries: sorted by name.
    """

    title: str
    overview: str
    detail: str
    countries: tuple[MapCountry, ...]


def region_of(site: Site) -> RegionMap:
    """Return the data of the map."""
    countries = sorted(
        (_country(site, code) for code in site.terms(COUNTRY)), key=lambda country: fold(str(country.link.label))
    )
    return RegionMap(
        title=site.say(N_("Member Countries, and how many practices each has shared")),
        overview=site.say(N_("North America")),
        detail=site.say(N_("Central America and the Caribbean")),
        countries=tuple(countries),
    )


def _country(site: Site, code: str) -> MapCountry:
    entries = site.catalogue.grouped(COUNTRY, code)
    practices = sum(isinstance(entry.record, Practice) and not entry.record.status.retired for entry in entries)
    member = code in site.catalogue.vocabularies.members
    said = (
        N_("{country}, Member Country: practices: {practices}, entries: {entries}")
        if member
        else N_("{country}, not a Member Country: practices: {practices}, entries: {entries}")
    )
    link = site.term_link(COUNTRY, code)
    return MapCountry(
        code=code,
        link=link,
        member=member,
        practices=practices,
        entries=len(entries),
        said=site.say(said, country=link.label, practices=practices, entries=len(entries)),
    )
