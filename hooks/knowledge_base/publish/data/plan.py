"""The list of all files of data, each with the function that makes it.

What is one file a page is made with the page (`data_beside`); each other file is remembered on its own, with what it
was made of, as pages are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import page_terms
from knowledge_base.model.kinds import KINDS, MEETING
from knowledge_base.publish.data.calendars import (
    calendar_of_deadlines,
    calendar_of_meeting,
    calendar_of_meetings,
    calendar_of_term,
)
from knowledge_base.publish.data.feeds import (
    feed_of_all,
    feed_of_deadlines,
    feed_of_deadlines_of,
    feed_of_kind,
    feed_of_term,
)
from knowledge_base.view.parts.other_forms import (
    CALENDAR_FACETS,
    FEED_FACETS,
    calendar_path,
    deadlines_feed_path,
    feed_path,
)
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import PlannedPage


@dataclass(frozen=True, kw_only=True)
class PlannedFile:
    """A file of data.

    Attributes:
        url: its path, from the root of the site.
        make: returns its content.
    """

    url: str
    make: Callable[[], bytes]


def data_beside(site: Site, page: PlannedPage) -> Mapping[str, bytes]:
    """Return the files that are made with a page, by path from the root of the site."""
    files: dict[str, bytes] = {}
    if page.entry and site.catalogue.by_id[page.entry].kind is MEETING:
        files[calendar_path(page.chrome.address, site.locale)] = calendar_of_meeting(site, page.entry)
    return files


def plan_data(site: Site) -> tuple[PlannedFile, ...]:
    """Return every file of data in the language of the site, besides those made with pages, sorted by path."""
    return tuple(sorted((*_calendars(site), *(_feeds(site) if site.home else ())), key=lambda file: file.url))


def _calendars(site: Site) -> Iterator[PlannedFile]:
    locale = site.locale
    yield PlannedFile(
        url=calendar_path(f"{MEETING.folder}/index", locale),
        make=partial(calendar_of_meetings, site),
    )
    yield PlannedFile(url=calendar_path(addresses.COMMITMENTS, locale), make=partial(calendar_of_deadlines, site))
    for facet in CALENDAR_FACETS:
        for id_ in page_terms(site.catalogue, facet):
            path = calendar_path(addresses.term_address(facet, id_), locale)
            yield PlannedFile(url=path, make=partial(calendar_of_term, site, facet, id_))


def _feeds(site: Site) -> Iterator[PlannedFile]:
    locale = site.locale
    yield PlannedFile(url=feed_path(addresses.HOME, locale), make=partial(feed_of_all, site))
    yield PlannedFile(url=feed_path(addresses.COMMITMENTS, locale), make=partial(feed_of_deadlines, site))
    for kind in KINDS:
        yield PlannedFile(url=feed_path(f"{kind.folder}/index", locale), make=partial(feed_of_kind, site, kind))
    for facet in FEED_FACETS:
        for id_ in page_terms(site.catalogue, facet):
            path = feed_path(addresses.term_address(facet, id_), locale)
            yield PlannedFile(url=path, make=partial(feed_of_term, site, facet, id_))
    for facet in CALENDAR_FACETS:
        for id_ in page_terms(site.catalogue, facet):
            path = deadlines_feed_path(addresses.term_address(facet, id_), locale)
            yield PlannedFile(url=path, make=partial(feed_of_deadlines_of, site, facet, id_))
