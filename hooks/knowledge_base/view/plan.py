"""All pages of the site: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble import addresses
from knowledge_base.assemble.addresses import INDEXED_FACETS
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.facets import Facet
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.view.common import Site, page_count, page_terms
from knowledge_base.view.entry import EntryView, entry_view
from knowledge_base.view.front import (
    FiguresView,
    GlossaryView,
    HomeView,
    StandaloneView,
    figures_view,
    glossary_view,
    home_view,
    standalone_view,
)
from knowledge_base.view.indexes import FacetView, KindView, TermView, facet_view, kind_view, term_view
from knowledge_base.view.questions import QuestionsView, questions_view

PageView = (
    EntryView | TermView | FacetView | KindView | HomeView | GlossaryView | FiguresView | QuestionsView | StandaloneView
)


@dataclass(frozen=True)
class PlannedPage:
    """A page that the site has, in one language.

    Attributes:
        locale: the language.
        address: where it is.
        body: the Markdown that its author wrote; empty on generated pages.
        body_locale: the language that this is in.
        view: makes what the page shows.
    """

    locale: Locale
    address: str
    body: str
    body_locale: Locale
    view: Callable[[], PageView]


def plan_pages(catalogue: Catalogue, locale: Locale, today: dt.date | None) -> tuple[PlannedPage, ...]:
    """Return every page of the site in a language, in the order of their addresses.

    Args:
        catalogue: the catalogue.
        locale: the language.
        today: the day that the build stands for; by default that of the newest change to the content.
    """
    site = Site(catalogue, locale, today or catalogue.content_date())
    pages = [*_authored(site), *_fronts(site), *_indexes(site)]
    return tuple(sorted(pages, key=lambda page: page.address))


def _authored(site: Site) -> Iterator[PlannedPage]:
    for entry in site.catalogue.entries:
        version = entry.in_(site.locale)
        yield PlannedPage(site.locale, entry.address, version.body, version.locale, partial(entry_view, site, entry))
    for page in site.catalogue.standalone:
        written = page.in_(site.locale)
        yield PlannedPage(site.locale, page.address, written.body, written.locale, partial(standalone_view, site, page))


def _generated(site: Site, address: str, view: Callable[[], PageView]) -> PlannedPage:
    return PlannedPage(site.locale, address, "", site.locale, view)


def _fronts(site: Site) -> Iterator[PlannedPage]:
    yield _generated(site, addresses.HOME, partial(home_view, site))
    yield _generated(site, addresses.GLOSSARY, partial(glossary_view, site))
    yield _generated(site, addresses.FIGURES, partial(figures_view, site))
    yield _generated(site, addresses.QUESTIONS, partial(questions_view, site))


def _indexes(site: Site) -> Iterator[PlannedPage]:
    for facet in INDEXED_FACETS:
        yield _generated(site, f"{facet.folder}/index", partial(facet_view, site, facet))
        for id_ in page_terms(site.catalogue, facet):
            yield from _term_pages(site, facet, id_)
    for kind in KINDS:
        yield from _kind_pages(site, kind)


def _term_pages(site: Site, facet: Facet, id_: str) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.grouped(facet, id_)))
    for number in range(1, total + 1):
        address = addresses.numbered(addresses.term_address(facet, id_), number)
        yield _generated(site, address, partial(term_view, site, facet, id_, number))


def _kind_pages(site: Site, kind: Kind) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.of_kind(kind)))
    for number in range(1, total + 1):
        address = addresses.numbered(f"{kind.folder}/index", number)
        yield _generated(site, address, partial(kind_view, site, kind, number))
