"""The list of all pages of the site, each with the function that makes its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble.catalogue import page_terms
from knowledge_base.assemble.entries import Entry, StandalonePage, StandaloneVersion, Version
from knowledge_base.assemble.facets import COUNTRY, INDEXED_FACETS, Facet
from knowledge_base.locale import Locale
from knowledge_base.markdown.html import Prose
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.view.pages.brief import BriefView, brief_chrome, brief_view
from knowledge_base.view.pages.briefs import BriefsView, briefs_chrome, briefs_view
from knowledge_base.view.pages.commitments import (
    CommitmentsView,
    commitments_chrome,
    commitments_pages,
    commitments_view,
)
from knowledge_base.view.pages.coverage import CoverageView, coverage_chrome, coverage_pages, coverage_view
from knowledge_base.view.pages.data import DataView, data_chrome, data_view
from knowledge_base.view.pages.download import DownloadView, download_chrome, download_view
from knowledge_base.view.pages.editors import EditorsView, editors_chrome, editors_view
from knowledge_base.view.pages.entry import EntryView, entry_chrome, entry_view
from knowledge_base.view.pages.explore import ExploreView, explore_chrome, explore_view
from knowledge_base.view.pages.facet_index import FacetView, facet_chrome, facet_view
from knowledge_base.view.pages.field_guide import FieldGuideView, field_guide_chrome, field_guide_view
from knowledge_base.view.pages.figures import FiguresView, figures_chrome, figures_listed, figures_view
from knowledge_base.view.pages.glossary import GlossaryView, glossary_chrome, glossary_view
from knowledge_base.view.pages.home import HomeView, home_chrome, home_view
from knowledge_base.view.pages.kind_index import KindView, kind_chrome, kind_view
from knowledge_base.view.pages.linked import LinkedView, linked_chrome, linked_view
from knowledge_base.view.pages.moved import MovedView, moved_chrome, moved_view
from knowledge_base.view.pages.not_found import NotFoundView, not_found_chrome, not_found_view
from knowledge_base.view.pages.not_saved import NotSavedView, not_saved_chrome, not_saved_view
from knowledge_base.view.pages.propose import ProposeView, propose_chrome, propose_view
from knowledge_base.view.pages.questions import QuestionsView, questions_chrome, questions_listed, questions_view
from knowledge_base.view.pages.standalone import StandaloneView, standalone_chrome, standalone_view
from knowledge_base.view.pages.style_guide import StyleGuideView, style_guide_chrome, style_guide_view
from knowledge_base.view.pages.term import MOST_OF_NOTES, TermView, term_chrome, term_view
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.linked import is_cut
from knowledge_base.view.parts.lists import page_count
from knowledge_base.view.parts.prose import prose_of
from knowledge_base.view.parts.site import Site

PageView = (
    EntryView
    | LinkedView
    | TermView
    | FacetView
    | KindView
    | HomeView
    | ExploreView
    | CommitmentsView
    | GlossaryView
    | FiguresView
    | QuestionsView
    | CoverageView
    | DataView
    | DownloadView
    | EditorsView
    | FieldGuideView
    | BriefsView
    | BriefView
    | ProposeView
    | StandaloneView
    | StyleGuideView
    | NotFoundView
    | NotSavedView
    | MovedView
)


def _none() -> None:
    """Return no text, for pages without one by an author."""


@dataclass(frozen=True, kw_only=True)
class PlannedPage:
    """A page of the site, in one language.

    Attributes:
        chrome: metadata of the page, all that the shell, the navigation and other pages need.
        view: builds the view; called only when the page is rendered, and once.
        prose: returns the author's text; ``None`` on generated pages.
        written: the digests of the files' bodies that ``prose`` is made of; empty on generated pages.
        entry: the id of the entry that it is the page of; empty on other pages.
        term: the name of the facet and the id of the term that it is the page of; ``None`` on other pages.
    """

    chrome: Chrome
    view: Callable[[], PageView]
    prose: Callable[[], Prose | None] = _none
    written: bytes = b""
    entry: str = ""
    term: tuple[str, str] | None = None

    @property
    def url(self) -> str:
        """Its URL, from the root of the site."""
        return self.chrome.url


def plan_pages(site: Site) -> tuple[PlannedPage, ...]:
    """Return every page of the site in its language, sorted by address."""
    pages = [*_authored(site), *_fronts(site), *_notes(site), *_indexes(site), *_briefs(site), *_moved(site)]
    return tuple(sorted(pages, key=lambda page: page.chrome.address))


def _authored(site: Site) -> Iterator[PlannedPage]:
    for entry in site.catalogue.entries:
        chrome, view = entry_chrome(site, entry), partial(_view_of_entry, site, entry.id)
        prose = partial(prose_of, site, entry)
        yield PlannedPage(chrome=chrome, view=view, prose=prose, written=_bodies(entry), entry=entry.id)
        if is_cut(site, entry):
            for number in range(1, page_count(len(site.catalogue.links[entry.id])) + 1):
                chrome = linked_chrome(site, entry, number)
                yield PlannedPage(chrome=chrome, view=partial(linked_view, site, entry.id, number))
    for page in site.catalogue.standalone:
        shown = partial(_view_of_standalone, site, page.address)
        chrome, prose = standalone_chrome(site, page), partial(prose_of, site, page)
        yield PlannedPage(chrome=chrome, view=shown, prose=prose, written=_bodies(page))


def _bodies(page: Entry | StandalonePage) -> bytes:
    versions: Mapping[Locale, Version | StandaloneVersion] = page.versions
    return b"".join(f"{locale}".encode() + version.page.body_digest for locale, version in versions.items())


def _view_of_entry(site: Site, id_: str) -> EntryView:
    # Looked up when the page is made: what a page reads is to be seen as it is read.
    return entry_view(site, site.catalogue.by_id[id_])


def _view_of_standalone(site: Site, address: str) -> StandaloneView:
    return standalone_view(site, next(page for page in site.catalogue.standalone if page.address == address))


def _fronts(site: Site) -> Iterator[PlannedPage]:
    yield PlannedPage(chrome=home_chrome(site), view=partial(home_view, site))
    yield PlannedPage(chrome=explore_chrome(site), view=partial(explore_view, site))
    yield PlannedPage(chrome=glossary_chrome(site), view=partial(glossary_view, site))
    yield PlannedPage(chrome=style_guide_chrome(site), view=partial(style_guide_view, site))
    yield PlannedPage(chrome=download_chrome(site), view=partial(download_view, site))
    yield PlannedPage(chrome=data_chrome(site), view=partial(data_view, site))
    yield PlannedPage(chrome=field_guide_chrome(site), view=partial(field_guide_view, site))
    yield PlannedPage(chrome=editors_chrome(site), view=partial(editors_view, site))
    yield PlannedPage(chrome=propose_chrome(site), view=partial(propose_view, site))
    yield PlannedPage(chrome=not_found_chrome(site), view=partial(not_found_view, site))
    yield PlannedPage(chrome=not_saved_chrome(site), view=partial(not_saved_view, site))


def _notes(site: Site) -> Iterator[PlannedPage]:
    """Yield the lists of commitments, coverage, figures and guiding questions.

    Those of figures and questions of a country only if its own page can't hold them.
    """
    for number in range(1, commitments_pages(site) + 1):
        yield PlannedPage(chrome=commitments_chrome(site, number), view=partial(commitments_view, site, number))
    for number in range(1, coverage_pages(site) + 1):
        yield PlannedPage(chrome=coverage_chrome(site, number), view=partial(coverage_view, site, number))
    for country in (None, *site.terms(COUNTRY)):
        figures, questions = (len(parts_of(site, country)) for parts_of in (figures_listed, questions_listed))
        for number in _numbers(figures, all_of=country is None):
            chrome = figures_chrome(site, country, number)
            yield PlannedPage(chrome=chrome, view=partial(figures_view, site, country, number))
        for number in _numbers(questions, all_of=country is None):
            chrome = questions_chrome(site, country, number)
            yield PlannedPage(chrome=chrome, view=partial(questions_view, site, country, number))


def _numbers(count: int, *, all_of: bool) -> range:
    return range(1, page_count(count) + 1) if all_of or count > MOST_OF_NOTES else range(0)


def _indexes(site: Site) -> Iterator[PlannedPage]:
    for facet in INDEXED_FACETS:
        yield PlannedPage(chrome=facet_chrome(site, facet), view=partial(facet_view, site, facet))
        for id_ in page_terms(site.catalogue, facet):
            yield from _term_pages(site, facet, id_)
    for kind in KINDS:
        yield from _kind_pages(site, kind)


def _briefs(site: Site) -> Iterator[PlannedPage]:
    yield PlannedPage(chrome=briefs_chrome(site), view=partial(briefs_view, site))
    for pair in site.catalogue.briefs.matters:
        yield PlannedPage(chrome=brief_chrome(site, pair), view=partial(brief_view, site, pair))


def _moved(site: Site) -> Iterator[PlannedPage]:
    for address in site.catalogue.moved:
        yield PlannedPage(chrome=moved_chrome(site, address), view=partial(moved_view, site, address))


def _term_pages(site: Site, facet: Facet, id_: str) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.grouped(facet, id_)))
    for number in range(1, total + 1):
        chrome, view = term_chrome(site, facet, id_, number), partial(term_view, site, facet, id_, number)
        yield PlannedPage(chrome=chrome, view=view, term=(facet.name, id_) if number == 1 else None)


def _kind_pages(site: Site, kind: Kind) -> Iterator[PlannedPage]:
    total = page_count(len(site.catalogue.of_kind(kind)))
    for number in range(1, total + 1):
        yield PlannedPage(chrome=kind_chrome(site, kind, number), view=partial(kind_view, site, kind, number))
