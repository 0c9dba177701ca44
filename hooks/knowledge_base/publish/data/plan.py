"""The list of all files of data, each with the function that makes it.

What is one file a page is made with the page (`data_beside`); each other file is remembered on its own, with what it
was made of, as pages are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import page_terms
from knowledge_base.locale import DEFAULT_LOCALE
from knowledge_base.model.kinds import KINDS, MEETING
from knowledge_base.publish.data.calendars import (
    calendar_of_deadlines,
    calendar_of_meeting,
    calendar_of_meetings,
    calendar_of_term,
)
from knowledge_base.publish.data.dcat import data_catalogue
from knowledge_base.publish.data.feeds import (
    feed_of_all,
    feed_of_deadlines,
    feed_of_deadlines_of,
    feed_of_kind,
    feed_of_term,
)
from knowledge_base.publish.data.rdf import Resource, json_ld, turtle
from knowledge_base.publish.data.records import entry_json
from knowledge_base.publish.data.skos import SCHEMES, scheme
from knowledge_base.publish.data.table_files import tables_of
from knowledge_base.view.parts.other_forms import (
    CALENDAR_FACETS,
    DCAT_PATH,
    FEED_FACETS,
    SHAPES_PATH,
    calendar_path,
    deadlines_feed_path,
    feed_path,
    has_calendar,
    json_path,
    vocabulary_path,
)
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import PlannedPage


@dataclass(frozen=True, kw_only=True)
class PlannedData:
    """Data of the site: one file, or several that are made of the same.

    Attributes:
        url: the path of the first file, from the root of the site.
        make: returns the content of each file, by its path.
    """

    url: str
    make: Callable[[], Mapping[str, bytes]]


def data_beside(site: Site, page: PlannedPage) -> Mapping[str, bytes]:
    """Return the files that are made with a page, by path from the root of the site."""
    beside: dict[str, bytes] = {}
    if page.entry:
        beside[json_path(page.chrome.address, site.locale)] = entry_json(site, page.entry)
        if has_calendar(site.catalogue.by_id[page.entry]):
            beside[calendar_path(page.chrome.address, site.locale)] = calendar_of_meeting(site, page.entry)
    return beside


def plan_data(site: Site, licence: str = "") -> tuple[PlannedData, ...]:
    """Return all data in the language of the site, besides what is made with pages, sorted by path.

    What needs whole addresses (feeds, vocabularies in RDF, the description of all data) is left out without the URL of
    the site. What is in both languages at once is made with those of the default one.

    Args:
        site: the content in one language.
        licence: the path of the text of the licence, from the root of the site; empty if there is none.
    """
    feeds: tuple[PlannedData, ...] = tuple(_feeds(site)) if site.home else ()
    if site.home and site.locale is DEFAULT_LOCALE:
        feeds += tuple(_linked(site, licence))
    tables = (PlannedData(url=path, make=make) for path, make in tables_of(site))
    return tuple(sorted((*_calendars(site), *feeds, *tables), key=lambda file: file.url))


def _file(path: str, make: Callable[[], bytes]) -> PlannedData:
    return PlannedData(url=path, make=lambda: {path: make()})


def _linked(site: Site, licence: str) -> Iterator[PlannedData]:
    for name in SCHEMES:
        yield _rdf(vocabulary_path(name), partial(scheme, site, name))
    yield _rdf(DCAT_PATH, partial(data_catalogue, site, licence))
    yield _file(SHAPES_PATH, files("knowledge_base.publish.data").joinpath("skos.shapes.ttl").read_bytes)


def _rdf(path: str, make: Callable[[], tuple[Resource, ...]]) -> PlannedData:
    def write() -> Mapping[str, bytes]:
        resources = make()
        return {path: turtle(resources), path.replace(".ttl", ".jsonld"): json_ld(resources)}

    return PlannedData(url=path, make=write)


def _calendars(site: Site) -> Iterator[PlannedData]:
    locale = site.locale
    yield _file(
        calendar_path(f"{MEETING.folder}/index", locale),
        partial(calendar_of_meetings, site),
    )
    yield _file(calendar_path(addresses.COMMITMENTS, locale), partial(calendar_of_deadlines, site))
    for facet in CALENDAR_FACETS:
        for id_ in page_terms(site.catalogue, facet):
            path = calendar_path(addresses.term_address(facet, id_), locale)
            yield _file(path, partial(calendar_of_term, site, facet, id_))


def _feeds(site: Site) -> Iterator[PlannedData]:
    locale = site.locale
    yield _file(feed_path(addresses.HOME, locale), partial(feed_of_all, site))
    yield _file(feed_path(addresses.COMMITMENTS, locale), partial(feed_of_deadlines, site))
    for kind in KINDS:
        yield _file(feed_path(f"{kind.folder}/index", locale), partial(feed_of_kind, site, kind))
    for facet in FEED_FACETS:
        for id_ in page_terms(site.catalogue, facet):
            path = feed_path(addresses.term_address(facet, id_), locale)
            yield _file(path, partial(feed_of_term, site, facet, id_))
    for facet in CALENDAR_FACETS:
        for id_ in page_terms(site.catalogue, facet):
            path = deadlines_feed_path(addresses.term_address(facet, id_), locale)
            yield _file(path, partial(feed_of_deadlines_of, site, facet, id_))
