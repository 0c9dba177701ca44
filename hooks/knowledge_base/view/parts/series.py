"""Series of meetings: those of a body, decade by decade, and how many each body held in each decade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from knowledge_base.assemble.addresses import term_address
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY
from knowledge_base.locale import N_, sort_key
from knowledge_base.model.entries import Meeting
from knowledge_base.model.meeting_parts import Place
from knowledge_base.model.points import Point, Precision
from knowledge_base.model.types import Text
from knowledge_base.model.when import When
from knowledge_base.view.parts.pieces import Link, Words
from knowledge_base.view.parts.site import Site

MOST_IN_SERIES = 100
"""The number of meetings of a series on the page of its body, newest first; its list of entries has all."""


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """A meeting in the series of a body.

    Attributes:
        number: its number in the series, as printed; empty where the source has none.
        when: its date in words.
        iso: its date for the ``datetime`` attribute of HTML; empty if HTML can't express it.
        where: its cities, or else its countries; empty where the source names none.
        link: a link to its page.
    """

    number: str
    when: str
    iso: str
    where: Words
    link: Link


@dataclass(frozen=True, kw_only=True)
class Decade:
    """The meetings of a decade, newest first.

    Attributes:
        id: the HTML id of its part of the page.
        title: the decade in words.
        rows: the meetings.
    """

    id: str
    title: str
    rows: tuple[MeetingRow, ...]


@dataclass(frozen=True, kw_only=True)
class Series:
    """The meetings of a body: the newest by decade, and the number of those left out."""

    decades: tuple[Decade, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    """A body in the table of series.

    Attributes:
        body: a link to its series, with the number of its meetings.
        cells: for each decade, a link to the part of the series, whose label is a number; ``None`` without meetings.
        names: the accessible names of these links.
    """

    body: Link
    cells: tuple[Link | None, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SeriesTable:
    """How many meetings each body held in each decade: those of the RCM first, then those outside."""

    decades: tuple[str, ...]
    rows: tuple[SeriesRow, ...]


def series_of(site: Site, body: str) -> Series | None:
    """Return the series of a body; ``None`` if none of its meetings is known."""
    meetings = site.catalogue.series.get(body, ())[::-1]
    if not meetings:
        return None
    decades = tuple(
        Decade(
            id=_decade_id(decade),
            title=decade.in_words(site.locale),
            rows=tuple(_row(site, entry, body) for entry in found),
        )
        for decade, found in groupby(meetings[:MOST_IN_SERIES], key=lambda entry: _decade(site, entry))
    )
    return Series(decades=decades, more=len(meetings[MOST_IN_SERIES:]))


def series_table(site: Site) -> SeriesTable | None:
    """Return the table of all series; ``None`` if there are no meetings."""
    known, vocabularies = site.catalogue.series, site.catalogue.vocabularies
    held = {body: [_decade(site, entry) for entry in meetings] for body, meetings in known.items()}
    decades = sorted({decade for found in held.values() for decade in found}, key=lambda decade: decade.place)
    bodies = sorted(
        held, key=lambda body: (vocabularies.is_outside(body), sort_key(site.term_name(BODY, body), site.locale))
    )
    rows = tuple(_series_row(site, body, held[body], decades) for body in bodies)
    return SeriesTable(decades=tuple(decade.in_words(site.locale) for decade in decades), rows=rows) if rows else None


def where(site: Site, place: Place) -> Words:
    """Return a place in words, from the venue to the country, in the language of the city or the venue."""
    texts = [text for text in (place.venue, place.city) if text]
    countries = [site.term_name(COUNTRY, place.country)] if place.country else []
    words = ", ".join((*(text.value for text in texts), *countries))
    return Text(words, texts[0].locale) if texts else words


def _series_row(site: Site, body: str, held: list[Point], decades: list[Point]) -> SeriesRow:
    link = site.term_link(BODY, body, len(held))
    address = term_address(BODY, body)
    # What the page of the body leaves out has no part there to link to.
    shown = set(held[-MOST_IN_SERIES:])
    counts = [held.count(decade) for decade in decades]
    cells = tuple(
        Link(str(count), url=site.url(address, _decade_id(decade) if decade in shown else "")) if count else None
        for count, decade in zip(counts, decades, strict=True)
    )
    named = N_("{body}, {decade}: meetings: {count}")
    names = tuple(
        site.say(named, body=link.label, decade=decade.in_words(site.locale), count=count)
        for count, decade in zip(counts, decades, strict=True)
    )
    return SeriesRow(body=link, cells=cells, names=names)


def _row(site: Site, entry: Entry, body: str) -> MeetingRow:
    record = site.record(entry, Meeting)
    return MeetingRow(
        number=record.number_in(body),
        when=site.when(entry),
        iso=record.date.html,
        where=_cities(site, record),
        link=site.entry_link(entry),
    )


def _cities(site: Site, record: Meeting) -> Words:
    cities = [place.city for place in record.places if place.city]
    if cities:
        return Text(", ".join(city.value for city in cities), cities[0].locale)
    return ", ".join(dict.fromkeys(_countries(site, record)))


def _countries(site: Site, record: Meeting) -> Iterator[str]:
    for place in record.places:
        if place.country:
            yield site.term_name(COUNTRY, place.country)


def _decade(site: Site, meeting: Entry) -> Point:
    # Only agreements can be without a date.
    point = cast(When, site.catalogue.dates[meeting.id]).point
    if point.precision is Precision.CENTURY:
        return Point(year=point.year, precision=Precision.CENTURY)
    return Point(year=point.year // 10 * 10, precision=Precision.DECADE)


def _decade_id(decade: Point) -> str:
    return f"meetings-{str(decade).lower()}"
