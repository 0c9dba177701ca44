"""The pages of a term: its description, related terms and its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import KindSpan
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, FACET_BY_NAME, Facet, facet_of
from knowledge_base.locale import N_, fold
from knowledge_base.model.kinds import KIND_BY_NAME
from knowledge_base.view.pages.figures import figures_listed
from knowledge_base.view.pages.questions import questions_listed
from knowledge_base.view.parts.brief_links import briefs_of
from knowledge_base.view.parts.charts import FigureChart, charts
from knowledge_base.view.parts.chrome import CHARTS_STYLE, Chrome
from knowledge_base.view.parts.guiding_questions import OpenQuestion, open_questions
from knowledge_base.view.parts.lists import grouped_page, page_count, page_title, pagination
from knowledge_base.view.parts.pieces import CardGroup, Fact, FigureLine, Link, Pagination
from knowledge_base.view.parts.search_record import SearchRecord, term_record
from knowledge_base.view.parts.series import Series, series_of
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.status import StatusLine, status_over_time
from knowledge_base.view.parts.terms import term_description

MOST_OF_NOTES = 20
"""The maximum number of figures, and of questions, on the page of a country; pages of their own have any more."""


@dataclass(frozen=True, kw_only=True)
class TermView:
    """A page of a term: its description, related terms and its entries.

    Attributes:
        title: the name of the term.
        label: the label of its facet.
        description: its definition; may be empty.
        facts: its facts from the vocabulary.
        status: what the country is or was in each body; only for countries.
        series: the meetings of the body by decade; only for bodies.
        strips: for other facets, the terms of the same entries, with counts.
        kinds: links to the start of each kind in the list, with counts.
        groups: the entries on this page, by kind.
        charts: the charts with one of ``figures``.
        figures: the newest figures on the country; only for countries.
        all_figures: a link to all figures on the country, with their number; ``None`` if ``figures`` has them.
        questions: the newest guiding questions that the country has not answered yet; only for countries.
        all_questions: a link to all of these, with their number; ``None`` if ``questions`` has them.
        briefs: links to the briefs on the country or topic.
        pagination: the pagination of the list.
        propose: a link to the form to propose a practice, shown if there is no entry.
        search: its record in the search index; ``None`` on all pages but the first.
    """

    chrome: Chrome
    title: str
    label: str
    description: str
    facts: tuple[Fact, ...]
    status: tuple[StatusLine, ...]
    series: Series | None
    strips: tuple[Fact, ...]
    kinds: tuple[Link, ...]
    groups: tuple[CardGroup, ...]
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    all_figures: Link | None
    questions: tuple[OpenQuestion, ...]
    all_questions: Link | None
    briefs: tuple[Link, ...]
    pagination: Pagination
    propose: Link
    empty: str
    search: SearchRecord | None

    template = "term.html"


def term_chrome(site: Site, facet: Facet, id_: str, number: int) -> Chrome:
    """Return the metadata of a page of a term."""
    title = site.term_name(facet, id_)
    return site.chrome(
        addresses.numbered_address(addresses.term_address(facet, id_), number),
        page_title(site, title, number),
        term_description(site, facet, id_) or site.say(N_("Everything on {title}."), title=title),
        (Link(site.say(facet.plural), url=site.url(facet.index)), Link(title)),
        section=facet.index,
        styles=(CHARTS_STYLE,) if facet is COUNTRY and number == 1 else (),
    )


def term_view(site: Site, facet: Facet, id_: str, number: int) -> TermView:
    """Return a page of a term; ``number`` counts from 1. Long lists of entries are split over several pages."""
    entries = site.catalogue.grouped(facet, id_)
    spans = site.catalogue.spans[facet.name].get(id_, ())
    address = addresses.term_address(facet, id_)
    first = number == 1
    of_country = first and facet is COUNTRY
    figures = figures_listed(site, id_) if of_country else ()
    questions = questions_listed(site, id_) if of_country else ()
    return TermView(
        chrome=term_chrome(site, facet, id_, number),
        title=site.term_name(facet, id_),
        label=site.say(facet.label),
        description=term_description(site, facet, id_) if first else "",
        facts=tuple(fact for fact in _facts(site, facet, id_) if fact.values) if first else (),
        status=status_over_time(site, id_) if of_country else (),
        series=series_of(site, id_) if first and facet is BODY else None,
        strips=tuple(strip for strip in _strips(site, facet, entries) if strip.values) if first else (),
        kinds=tuple(_kind_links(site, address, spans)),
        groups=grouped_page(site, entries, spans, number),
        charts=charts(site, figures[:MOST_OF_NOTES]),
        figures=site.figures(figures[:MOST_OF_NOTES]),
        all_figures=_rest(site, len(figures), addresses.figures_address(id_)),
        questions=open_questions(site, questions[:MOST_OF_NOTES]),
        all_questions=_rest(site, len(questions), addresses.questions_address(id_)),
        briefs=briefs_of(site, facet, id_) if first else (),
        pagination=pagination(site, address, number, page_count(len(entries))),
        propose=Link(site.say(N_("Propose a practice")), url=site.url(addresses.PROPOSE)),
        search=term_record(site, facet, id_) if first else None,
        empty=str(site.editorial.empty.entries),
    )


def _facts(site: Site, facet: Facet, id_: str) -> Iterator[Fact]:
    if not facet.vocabulary:
        return
    vocabularies = site.catalogue.vocabularies
    term = vocabularies.named(facet.vocabulary)[id_]
    for fact in term.facts(vocabularies):
        words = tuple(Link(words(site.locale)) for words in fact.words)
        terms = tuple(_linked(site, facet_of(fact.vocabulary), other) for other in fact.terms)
        yield Fact(site.say(fact.label), words + terms)
    yield Fact(site.say(N_("Also called")), tuple(Link(alias) for alias in term.also_called(site.locale)))


def _linked(site: Site, facet: Facet, id_: str) -> Link:
    return site.counted(facet, id_) if id_ in site.terms(facet) else Link(site.term_name(facet, id_))


def _rest(site: Site, count: int, address: str) -> Link | None:
    return Link(site.say(N_("All of them")), url=site.url(address), count=count) if count > MOST_OF_NOTES else None


def _kind_links(site: Site, address: str, spans: Sequence[KindSpan]) -> Iterator[Link]:
    for span in spans:
        kind = KIND_BY_NAME[span.kind]
        page = addresses.numbered_address(address, span.begin // addresses.PAGE_SIZE + 1)
        yield Link(site.say(kind.plural), url=site.url(page, kind.folder), count=span.end - span.begin)


def _strips(site: Site, facet: Facet, entries: Sequence[Entry]) -> Iterator[Fact]:
    for other in (FACET_BY_NAME[name] for name in facet.strips):
        counts = Counter(id_ for entry in entries for id_ in site.catalogue.terms_of(other, entry))
        links = [site.term_link(other, id_, count) for id_, count in counts.items()]
        links.sort(key=lambda link: (-(link.count or 0), fold(str(link.label))))
        yield Fact(site.say(other.plural), tuple(links))
