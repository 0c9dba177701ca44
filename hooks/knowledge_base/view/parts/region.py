"""The countries as a map shows them."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_, fold
from knowledge_base.model.entries import Practice
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class MapCountry:
    """A country that has a page.

    Attributes:
        code: its code (ISO 3166-1 alpha-2).
        link: to its page, under its name.
        member: whether it is a Member Country.
        practices: how many practices it has a part in that still hold.
        entries: how many entries of any kind.
        said: all of this in words.
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
        title: what it shows.
        overview: the words for the part with the large countries.
        detail: the words for the part with the small ones.
        countries: in the order of their names.
    """

    title: str
    overview: str
    detail: str
    countries: tuple[MapCountry, ...]


def region_of(site: Site) -> RegionMap:
    """Return the countries as a map shows them."""
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
    member = site.catalogue.vocabularies.countries[code].member
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
