"""The pages of a term: its description, related terms and its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Span
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, FACET_BY_NAME, TOPIC, Facet, facet_of
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_, fold
from knowledge_base.model.kinds import SORT_BY_NAME
from knowledge_base.view.pages.figures import figures_listed
from knowledge_base.view.pages.questions import questions_listed
from knowledge_base.view.parts.brief_links import briefs_of
from knowledge_base.view.parts.charts import FigureChart, charts
from knowledge_base.view.parts.chrome import CHARTS_STYLE, Chrome
from knowledge_base.view.parts.commitments import all_commitments
from knowledge_base.view.parts.guiding_questions import OpenQuestion, open_questions
from knowledge_base.view.parts.lists import grouped_page, page_count, page_title, pagination
from knowledge_base.view.parts.other_forms import forms_of_term
from knowledge_base.view.parts.pieces import Card, CardGroup, Fact, FigureLine, Link, Pagination
from knowledge_base.view.parts.search_record import SearchRecord, term_record
from knowledge_base.view.parts.series import Series, series_of
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.status import StatusLine, status_over_time
from knowledge_base.view.parts.terms import term_description

MOST_OF_NOTES = 20
"""The maximum number of figures, and of questions, on the page of a country; pages of their own have any more."""


# The maximum number of entries in what concerns all Member Countries, and of answers to guiding questions.
_MOST_COMMON, _MOST_ANSWERS = 5, 5


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
        common: what concerns all Member Countries without naming them, the newest; only for Member Countries.
        all_commitments: a link to all commitments, with their number; only for Member Countries.
        strips: for other facets, the terms of the same entries, with counts.
        jumps: links to the start of each sort in the list and to the other parts of the page, with counts.
        groups: the entries on this page, by sort.
        charts: the charts with one of ``figures``.
        figures: the newest figures on the country; only for countries.
        all_figures: a link to all figures on the country, with their number; ``None`` if ``figures`` has them.
        questions: the newest guiding questions to which no answer of the country is recorded; only for countries.
        all_questions: a link to all of these, with their number; ``None`` if ``questions`` has them.
        brief_strip: links to the briefs of the country, if there are any; only for countries.
        briefs: links to the briefs on the topic.
        pagination: the pagination of the list.
        propose: a link to the form to propose a practice, shown if there is no entry; ``None`` where nobody is asked.
        search: its record in the search index; ``None`` on all pages but the first.
    """

    chrome: Chrome
    title: str
    label: str
    description: str
    facts: tuple[Fact, ...]
    status: tuple[StatusLine, ...]
    series: Series | None
    common: tuple[Card, ...]
    all_commitments: Link | None
    strips: tuple[Fact, ...]
    jumps: tuple[Link, ...]
    groups: tuple[CardGroup, ...]
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    all_figures: Link | None
    questions: tuple[OpenQuestion, ...]
    all_questions: Link | None
    brief_strip: Fact | None
    briefs: tuple[Link, ...]
    pagination: Pagination
    propose: Link | None
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
        forms=forms_of_term(site, facet, id_) if number == 1 else (),
    )


def term_view(site: Site, facet: Facet, id_: str, number: int) -> TermView:
    """Return a page of a term; ``number`` counts from 1. Long lists of entries are split over several pages."""
    entries = site.catalogue.grouped(facet, id_)
    spans = site.catalogue.spans[facet.name].get(id_, ())
    address = addresses.term_address(facet, id_)
    first = number == 1
    of_country = first and facet is COUNTRY
    of_member = facet is COUNTRY and id_ in site.catalogue.vocabularies.members
    asked = facet is TOPIC or of_member
    figures = figures_listed(site, id_) if of_country else ()
    questions = questions_listed(site, id_) if of_country else ()
    briefs = briefs_of(site, facet, id_) if first else ()
    return TermView(
        chrome=term_chrome(site, facet, id_, number),
        title=site.term_name(facet, id_),
        label=site.say(facet.label),
        description=term_description(site, facet, id_) if first else "",
        facts=tuple(fact for fact in (*_facts(site, facet, id_), *_asked(site, id_, questions)) if fact.values)
        if first
        else (),
        status=status_over_time(site, id_) if of_country else (),
        series=series_of(site, id_) if first and facet is BODY else None,
        common=_common(site, id_) if first and of_member else (),
        all_commitments=all_commitments(site) if first and of_member else None,
        strips=tuple(strip for strip in _strips(site, facet, entries) if strip.values) if first else (),
        jumps=(*_sort_links(site, address, spans), *_parts(site, address, len(figures), len(questions))),
        groups=grouped_page(site, entries, spans, number),
        charts=charts(site, figures[:MOST_OF_NOTES]),
        figures=site.figures(figures[:MOST_OF_NOTES]),
        all_figures=_rest(site, len(figures), addresses.figures_address(id_)),
        questions=open_questions(site, questions[:MOST_OF_NOTES], id_),
        all_questions=_rest(site, len(questions), addresses.questions_address(id_)),
        brief_strip=Fact(site.say(N_("Briefs to print")), briefs) if of_country and briefs else None,
        briefs=() if of_country else briefs,
        pagination=pagination(site, address, number, page_count(len(entries))),
        propose=Link(site.say(N_("Propose a practice")), url=site.url(addresses.PROPOSE)) if asked else None,
        search=term_record(site, facet, id_) if first else None,
        empty=str(site.editorial.empty.entries) if asked else site.say(N_("Nothing is recorded here yet.")),
    )


def _facts(site: Site, facet: Facet, id_: str) -> Iterator[Fact]:
    if not facet.vocabulary:
        return
    vocabularies = site.catalogue.vocabularies
    term = vocabularies.named(facet.vocabulary)[id_]
    for fact in term.facts(vocabularies):
        words = tuple(Link(words(site.locale)) for words in fact.words)
        terms = tuple(_linked(site, facet_of(fact.vocabulary), other) for other in fact.terms)
        yield Fact(site.say(fact.label), words + terms, beside=fact.beside)
    yield Fact(site.say(N_("Also called")), tuple(Link(alias) for alias in term.also_called(site.locale)))


def _asked(site: Site, country: str, unanswered: Sequence[NotePart]) -> Iterator[Fact]:
    """Yield what is recorded of the country's answers to guiding questions; nothing if none are put to it."""
    if country not in site.catalogue.vocabularies.members or not site.catalogue.notes.questions:
        return
    answers = dict.fromkeys(
        answer.id
        for part in site.catalogue.notes.questions
        for answer in site.catalogue.answers_to(part.note, part.id, country)
    )
    links = [site.entry_link(site.catalogue.by_id[id_]) for id_ in list(answers)[:_MOST_ANSWERS]]
    if unanswered:
        here = site.url(addresses.term_address(COUNTRY, country), "open-questions")
        links.append(Link(site.say(N_("Without an answer recorded here")), url=here, count=len(unanswered)))
    yield Fact(site.say(N_("Guiding questions")), tuple(links), beside=True)


def _common(site: Site, country: str) -> tuple[Card, ...]:
    """Return the newest of what concerns all Member Countries and is not in the country's own lists."""
    own = (entry for entry in site.catalogue.common if country not in site.catalogue.terms_of(COUNTRY, entry))
    return site.cards(tuple(islice(own, _MOST_COMMON)))


def _linked(site: Site, facet: Facet, id_: str) -> Link:
    return site.counted(facet, id_) if id_ in site.terms(facet) else Link(site.term_name(facet, id_))


def _rest(site: Site, count: int, address: str) -> Link | None:
    return Link(site.say(N_("All of them")), url=site.url(address), count=count) if count > MOST_OF_NOTES else None


def _sort_links(site: Site, address: str, spans: Sequence[Span]) -> Iterator[Link]:
    for span in spans:
        sort = SORT_BY_NAME[span.sort]
        page = addresses.numbered_address(address, span.begin // addresses.PAGE_SIZE + 1)
        yield Link(site.say(sort.plural), url=site.url(page, sort.anchor), count=span.end - span.begin)


def _parts(site: Site, address: str, figures: int, questions: int) -> Iterator[Link]:
    if figures:
        yield Link(site.say(N_("Figures")), url=site.url(address, "figures"), count=figures)
    if questions:
        yield Link(site.say(N_("Guiding questions")), url=site.url(address, "open-questions"), count=questions)


def _strips(site: Site, facet: Facet, entries: Sequence[Entry]) -> Iterator[Fact]:
    for other in (FACET_BY_NAME[name] for name in facet.strips):
        counts = Counter(id_ for entry in entries for id_ in site.catalogue.terms_of(other, entry))
        links = [site.term_link(other, id_, count) for id_, count in counts.items()]
        links.sort(key=lambda link: (-(link.count or 0), fold(str(link.label))))
        yield Fact(site.say(other.plural), tuple(links))
