"""The data of the map of the region."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.facets import COUNTRY, LEAD
from knowledge_base.locale import N_, sort_key
from knowledge_base.model.entries import Practice
from knowledge_base.model.kinds import PRACTICE
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class MapCountry:
    """A country with a page of its own.

    Attributes:
        code: its code (ISO 3166-1 alpha-2).
        link: a link to its page, labelled with its name.
        member: whether it is a Member Country.
        practices: the number of good practices that it leads, of those that are valid.
        interventions: likewise, of its interventions at meetings.
        mechanisms: likewise, of the mechanisms that it leads.
        named: the number of practices and interventions led by others that name it.
        entries: the number of its entries, of any kind.
        said: all of this as text, for the tooltip and for screen readers.
    """

    code: str
    link: Link
    member: bool
    practices: int
    interventions: int
    mechanisms: int
    named: int
    entries: int
    said: str

    @property
    def led(self) -> int:
        """The number of practices, interventions and mechanisms that it leads."""
        return self.practices + self.interventions + self.mechanisms

    @property
    def count(self) -> str:
        """What it leads, and in brackets what only names it; without either a dash, or nothing if it is no member."""
        found = (str(self.led) if self.led else "", f"({self.named})" if self.named else "")
        return " ".join(part for part in found if part) or ("–" if self.member else "")


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
        (_country(site, code) for code in site.terms(COUNTRY)),
        key=lambda country: sort_key(str(country.link.label), site.locale),
    )
    return RegionMap(
        title=site.say(N_("Member Countries, and how many practices and interventions each leads")),
        overview=site.say(N_("North America")),
        detail=site.say(N_("Central America and the Caribbean")),
        countries=tuple(countries),
    )


def _country(site: Site, code: str) -> MapCountry:
    entries = site.catalogue.grouped(COUNTRY, code)
    valid = [entry for entry in entries if not entry.record.status.retired and isinstance(entry.record, Practice)]
    led = [entry for entry in valid if code in site.catalogue.terms_of(LEAD, entry)]
    practices, interventions, mechanisms = (sum(entry.sort is sort for entry in led) for sort in PRACTICE.sorts)
    named = len(valid) - len(led)
    member = code in site.catalogue.vocabularies.members
    said = (
        N_(
            "{country}, Member Country: good practices that it leads: {practices}, interventions: {interventions},"
            " mechanisms: {mechanisms}, led by others and naming it: {named}, entries: {entries}"
        )
        if member
        else N_(
            "{country}, not a Member Country: good practices that it leads: {practices},"
            " interventions: {interventions}, mechanisms: {mechanisms}, led by others and naming it: {named},"
            " entries: {entries}"
        )
    )
    link = site.term_link(COUNTRY, code)
    return MapCountry(
        code=code,
        link=link,
        member=member,
        practices=practices,
        interventions=interventions,
        mechanisms=mechanisms,
        named=named,
        entries=len(entries),
        said=site.say(
            said,
            country=link.label,
            practices=practices,
            interventions=interventions,
            mechanisms=mechanisms,
            named=named,
            entries=len(entries),
        ),
    )
