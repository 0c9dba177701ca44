"""All pages of the site: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.addresses import INDEXED_FACETS
from knowledge_base.assemble.anchors import REFERENCE_FOLDER
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.facets import Facet
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import Prose
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.view.brief import BriefView, brief_chrome, brief_view
from knowledge_base.view.briefs import BriefsView, briefs_chrome, briefs_view
from knowledge_base.view.common import Site, page_count, page_terms
from knowledge_base.view.coverage import CoverageView, coverage_chrome, coverage_view
from knowledge_base.view.download import DownloadView, download_chrome, download_view
from knowledge_base.view.editors import EditorsView, editors_chrome, editors_view
from knowledge_base.view.entry import EntryView, entry_chrome, entry_view
from knowledge_base.view.explore import ExploreView, explore_chrome, explore_view
from knowledge_base.view.field_guide import FieldGuideView, field_guide_chrome, field_guide_view
from knowledge_base.view.front import (
    FiguresView,
    GlossaryView,
    HomeView,
    StandaloneView,
    figures_chrome,
    figures_view,
    glossary_chrome,
    glossary_view,
    home_chrome,
    home_view,
    standalone_chrome,
    standalone_view,
)
from knowledge_base.view.indexes import (
    FacetView,
    KindView,
    TermView,
    facet_chrome,
    facet_view,
    kind_chrome,
    kind_view,
    term_chrome,
    term_view,
)
from knowledge_base.view.parts import Chrome
from knowledge_base.view.propose import ProposeView, propose_chrome, propose_view
from knowledge_base.view.prose import prose_of
from knowledge_base.view.questions import QuestionsView, questions_chrome, questions_view
from knowledge_base.view.style_guide import StyleGuideView, style_guide_chrome, style_guide_view

PageView = (
    EntryView
    | TermView
    | FacetView
    | KindView
    | HomeView
    | ExploreView
    | GlossaryView
    | FiguresView
    | QuestionsView
    | CoverageView
    | DownloadView
    | EditorsView
    | FieldGuideView
    | BriefsView
    | BriefView
    | ProposeView
    | StandaloneView
    | StyleGuideView
)


def _none() -> None:
    """Return nothing, which is what most pages have of an author."""


@dataclass(frozen=True)
class PlannedPage:
    """A page that the site has, in one language.

    Attributes:
        chrome: what surrounds it: all that other pages and the navigation need to know of it.
        view: makes what the page shows.
        prose: gets the text that its author wrote.
        directives: the Markdown of a page of the developer reference, which mkdocstrings turns into HTML.
    """

    chrome: Chrome
    view: Callable[[], PageView]
    prose: Callable[[], Prose | None] = _none
    directives: str = ""


def plan_pages(
    catalogue: Catalogue, locale: Locale, today: dt.date | None, home: str = "", edit_home: str = ""
) -> tuple[PlannedPage, ...]:
    """Return every page of the site in a language, in the order of their addresses.

    Args:
        catalogue: the catalogue.
        locale: the language.
        today: the day that the build stands for; by default that of the newest change to the content.
        home: the address at which the site is published; empty where nobody has said.
        edit_home: the address to which the path of a file is added to open it for a change; empty without a repository.
    """
    site = Site(catalogue, locale, today or catalogue.content_date(), home and home.rstrip("/") + "/", edit_home)
    pages = [*_authored(site), *_fronts(site), *_indexes(site), *_briefs(site)]
    return tuple(sorted(pages, key=lambda page: page.chrome.address))


def _authored(site: Site) -> Iterator[PlannedPage]:
    for entry in site.catalogue.entries:
        yield PlannedPage(entry_chrome(site, entry), partial(entry_view, site, entry), partial(prose_of, site, entry))
    for page in site.catalogue.standalone:
        chrome, view = standalone_chrome(site, page), partial(standalone_view, site, page)
        if page.address.startswith(REFERENCE_FOLDER):
            yield PlannedPage(chrome, view, directives=page.in_(site.locale).body)
        else:
            yield PlannedPage(chrome, view, partial(prose_of, site, page))


def _fronts(site: Site) -> Iterator[PlannedPage]:
    yield PlannedPage(home_chrome(site), partial(home_view, site))
    yield PlannedPage(explore_chrome(site), partial(explore_view, site))
    yield PlannedPage(glossary_chrome(site), partial(glossary_view, site))
    yield PlannedPage(figures_chrome(site), partial(figures_view, site))
    yield PlannedPage(questions_chrome(site), partial(questions_view, site))
    yield PlannedPage(coverage_chrome(site), partial(coverage_view, site))
    yield PlannedPage(style_guide_chrome(site), partial(style_guide_view, site))
    yield PlannedPage(download_chrome(site), partial(download_view, site))
    yield PlannedPage(field_guide_chrome(site), partial(field_guide_view, site))
    yield PlannedPage(editors_chrome(site), partial(editors_view, site))
    yield PlannedPage(propose_chrome(site), partial(propose_view, site))


def _indexes(site: Site) -> Iterator[PlannedPage]:
    for facet in INDEXED_FACETS:
        yield PlannedPage(facet_chrome(site, facet), partial(facet_view, site, facet))
        for id_ in page_terms(site.catalogue, facet):
            yield from _term_pages(site, facet, id_)
    for kind in KINDS:
        yield from _kind_pages(site, kind)


def _briefs(site: Site) -> Iterator[PlannedPage]:
    yield PlannedPage(briefs_chrome(site), partial(briefs_view, site))
    for pair in site.catalogue.briefs.matters:
        yield PlannedPage(brief_chrome(site, pair), partial(brief_view, site, pair))


def _term_pages(site: Site, facet: Facet, id_: str) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.grouped(facet, id_)))
    for number in range(1, total + 1):
        chrome = term_chrome(site, facet, id_, number)
        yield PlannedPage(chrome, partial(term_view, site, facet, id_, number))


def _kind_pages(site: Site, kind: Kind) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.of_kind(kind)))
    for number in range(1, total + 1):
        yield PlannedPage(kind_chrome(site, kind, number), partial(kind_view, site, kind, number))
