"""All pages of the site: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.facets import INDEXED_FACETS, Facet
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.view.pages.brief import BriefView, brief_chrome, brief_view
from knowledge_base.view.pages.briefs import BriefsView, briefs_chrome, briefs_view
from knowledge_base.view.pages.coverage import CoverageView, coverage_chrome, coverage_view
from knowledge_base.view.pages.download import DownloadView, download_chrome, download_view
from knowledge_base.view.pages.editors import EditorsView, editors_chrome, editors_view
from knowledge_base.view.pages.entry import EntryView, entry_chrome, entry_view
from knowledge_base.view.pages.explore import ExploreView, explore_chrome, explore_view
from knowledge_base.view.pages.facet_index import FacetView, facet_chrome, facet_view
from knowledge_base.view.pages.field_guide import FieldGuideView, field_guide_chrome, field_guide_view
from knowledge_base.view.pages.figures import FiguresView, figures_chrome, figures_view
from knowledge_base.view.pages.glossary import GlossaryView, glossary_chrome, glossary_view
from knowledge_base.view.pages.home import HomeView, home_chrome, home_view
from knowledge_base.view.pages.kind_index import KindView, kind_chrome, kind_view
from knowledge_base.view.pages.not_found import NotFoundView, not_found_chrome, not_found_view
from knowledge_base.view.pages.propose import ProposeView, propose_chrome, propose_view
from knowledge_base.view.pages.questions import QuestionsView, questions_chrome, questions_view
from knowledge_base.view.pages.standalone import StandaloneView, standalone_chrome, standalone_view
from knowledge_base.view.pages.style_guide import StyleGuideView, style_guide_chrome, style_guide_view
from knowledge_base.view.pages.term import TermView, term_chrome, term_view
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.lists import page_count
from knowledge_base.view.parts.site import Site, page_terms

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
    | NotFoundView
)


@dataclass(frozen=True, kw_only=True)
class PlannedPage:
    """A page that the site has, in one language.

    Attributes:
        chrome: what surrounds it: all that other pages and the navigation need to know of it.
        body: the Markdown that its author wrote; empty on generated pages.
        view: makes what the page shows.
    """

    chrome: Chrome
    body: str
    view: Callable[[], PageView]


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
    site = Site(
        catalogue=catalogue,
        locale=locale,
        today=today or catalogue.content_date(),
        home=home and home.rstrip("/") + "/",
        edit_home=edit_home,
    )
    pages = [*_authored(site), *_fronts(site), *_indexes(site), *_briefs(site)]
    return tuple(sorted(pages, key=lambda page: page.chrome.address))


def _authored(site: Site) -> Iterator[PlannedPage]:
    for entry in site.catalogue.entries:
        yield PlannedPage(
            chrome=entry_chrome(site, entry), body=entry.in_(site.locale).body, view=partial(entry_view, site, entry)
        )
    for page in site.catalogue.standalone:
        body = page.in_(site.locale).body
        yield PlannedPage(chrome=standalone_chrome(site, page), body=body, view=partial(standalone_view, site, page))


def _fronts(site: Site) -> Iterator[PlannedPage]:
    yield PlannedPage(
        chrome=home_chrome(site), body=site.catalogue.editorial[site.locale].page.body, view=partial(home_view, site)
    )
    yield PlannedPage(chrome=explore_chrome(site), body="", view=partial(explore_view, site))
    yield PlannedPage(chrome=glossary_chrome(site), body="", view=partial(glossary_view, site))
    yield PlannedPage(chrome=figures_chrome(site), body="", view=partial(figures_view, site))
    yield PlannedPage(chrome=questions_chrome(site), body="", view=partial(questions_view, site))
    yield PlannedPage(chrome=coverage_chrome(site), body="", view=partial(coverage_view, site))
    yield PlannedPage(chrome=style_guide_chrome(site), body="", view=partial(style_guide_view, site))
    yield PlannedPage(chrome=download_chrome(site), body="", view=partial(download_view, site))
    yield PlannedPage(chrome=field_guide_chrome(site), body="", view=partial(field_guide_view, site))
    yield PlannedPage(chrome=editors_chrome(site), body="", view=partial(editors_view, site))
    yield PlannedPage(chrome=propose_chrome(site), body="", view=partial(propose_view, site))
    yield PlannedPage(chrome=not_found_chrome(site), body="", view=partial(not_found_view, site))


def _indexes(site: Site) -> Iterator[PlannedPage]:
    for facet in INDEXED_FACETS:
        yield PlannedPage(chrome=facet_chrome(site, facet), body="", view=partial(facet_view, site, facet))
        for id_ in page_terms(site.catalogue, facet):
            yield from _term_pages(site, facet, id_)
    for kind in KINDS:
        yield from _kind_pages(site, kind)


def _briefs(site: Site) -> Iterator[PlannedPage]:
    yield PlannedPage(chrome=briefs_chrome(site), body="", view=partial(briefs_view, site))
    for pair in site.catalogue.briefs.matters:
        yield PlannedPage(chrome=brief_chrome(site, pair), body="", view=partial(brief_view, site, pair))


def _term_pages(site: Site, facet: Facet, id_: str) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.grouped(facet, id_)))
    for number in range(1, total + 1):
        chrome = term_chrome(site, facet, id_, number)
        yield PlannedPage(chrome=chrome, body="", view=partial(term_view, site, facet, id_, number))


def _kind_pages(site: Site, kind: Kind) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.of_kind(kind)))
    for number in range(1, total + 1):
        yield PlannedPage(chrome=kind_chrome(site, kind, number), body="", view=partial(kind_view, site, kind, number))
