"""The coverage page: matrices of topics by country and of guiding questions by country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, LEAD, TOPIC
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_, sort_key
from knowledge_base.model.entries import GuidingQuestion
from knowledge_base.model.types import Text
from knowledge_base.view.parts.chrome import MATRIX_STYLE, Chrome
from knowledge_base.view.parts.guiding_questions import by_note, declined, question_of
from knowledge_base.view.parts.lists import on_page, page_count, page_title, pagination
from knowledge_base.view.parts.pieces import Link, Pagination, Quotation, Words
from knowledge_base.view.parts.site import Site, country_links
from knowledge_base.view.parts.wording import wording

QUESTIONS_PER_PAGE = 10
"""The number of guiding questions per page, each with a cell for every Member Country; more are too long to scan."""

SIDES = (TOPIC, COUNTRY)
"""The facets of the rows and the columns of the table of topics."""

_LONGEST = 70


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """A cell of a coverage table.

    Attributes:
        text: its content: a count, in brackets if it only names the country; a cross for a question that a source says
            the country did not answer; empty if nothing is recorded here.
        url: the link target: the brief, the entry if there is only one, or the list of entries.
        name: its accessible name, which makes sense without the row and column headers.
        strong: whether it counts what the country leads, or its answers.
    """

    text: str
    url: str
    name: str
    strong: bool


@dataclass(frozen=True, kw_only=True)
class MatrixRow:
    """A row of a coverage table.

    Attributes:
        head: the row header.
        depth: the level of the topic in the hierarchy, from 0.
        cells: one cell per column.
    """

    head: Link
    depth: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """A coverage table, with one column per Member Country.

    Attributes:
        id: the HTML id of the table.
        caption: its caption.
        corner: the header of the column of row headers.
        columns: the Member Countries, sorted by name.
        rows: its rows.
    """

    id: str
    caption: str
    corner: str
    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, kw_only=True)
class CoverageView:
    """The coverage page.

    Attributes:
        topics: the table of topics, on the first page.
        questions: the tables of the guiding questions on this page, one per concept note, newest first.
        pagination: the pagination of the guiding questions.
    """

    chrome: Chrome
    title: str
    intro: str
    topics: Matrix | None
    questions: tuple[Matrix, ...]
    pagination: Pagination
    search: None = None

    template = "coverage.html"


def coverage_chrome(site: Site, number: int) -> Chrome:
    """Return the metadata of a page of the coverage."""
    title = site.say(N_("Coverage"))
    intro = str(site.editorial.intros.coverage)
    return site.chrome(
        addresses.numbered_address(addresses.COVERAGE, number),
        page_title(site, title, number),
        intro,
        (Link(title),),
        section=addresses.COVERAGE,
        styles=(MATRIX_STYLE,),
    )


def coverage_pages(site: Site) -> int:
    """Return the number of pages of the coverage."""
    return page_count(len(site.catalogue.notes.questions), QUESTIONS_PER_PAGE)


def coverage_view(site: Site, number: int) -> CoverageView:
    """Return a page of the coverage; ``number`` counts from 1."""
    chrome = coverage_chrome(site, number)
    members = _members(site)
    questions = site.catalogue.notes.questions[on_page(number, QUESTIONS_PER_PAGE)]
    return CoverageView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        topics=_topics(site, members) if number == 1 else None,
        questions=tuple(_of_note(site, note, parts, members) for note, parts in by_note(questions)),
        pagination=pagination(site, addresses.COVERAGE, number, coverage_pages(site)),
    )


def _members(site: Site) -> tuple[str, ...]:
    return tuple(
        sorted(
            site.catalogue.vocabularies.members, key=lambda code: sort_key(site.term_name(COUNTRY, code), site.locale)
        )
    )


def _topics(site: Site, members: Sequence[str]) -> Matrix:
    entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in site.catalogue.current:
        for pair in product(site.catalogue.terms_of(TOPIC, entry), site.catalogue.terms_of(COUNTRY, entry)):
            entries[pair].append(entry)

    def cell(topic: str, code: str) -> MatrixCell:
        name, country = site.term_name(TOPIC, topic), site.term_name(COUNTRY, code)
        found = entries[topic, code]
        if not found:
            return MatrixCell(
                text="",
                url="",
                name=site.say(N_("{row}, {country}: nothing recorded here"), row=name, country=country),
                strong=False,
            )
        led = sum(code in site.catalogue.terms_of(LEAD, entry) for entry in found)
        others = len(found) - led
        said = site.say(
            N_("{row}, {country}: practices and interventions that it leads: {led}, others that name it: {others}"),
            row=name,
            country=country,
            led=led,
            others=others,
        )
        text = " ".join([*([str(led)] if led else []), *([f"({others})"] if others else [])])
        if (code, topic) in site.catalogue.briefs.matters:
            url = site.url(addresses.brief_address(code, topic))
        elif len(found) == 1:
            url = site.entry_link(found[0]).url
        else:
            url = f"{site.url(addresses.EXPLORE)}?{urlencode({TOPIC.name: topic, COUNTRY.name: code})}"
        return MatrixCell(text=text, url=url, name=said, strong=bool(led))

    return Matrix(
        id="by-topic",
        caption=site.say(N_("What each Member Country leads, and what else names it, by topic")),
        corner=site.say(TOPIC.label),
        columns=country_links(site, members),
        rows=tuple(
            MatrixRow(
                head=site.term_link(TOPIC, topic), depth=depth, cells=tuple(cell(topic, code) for code in members)
            )
            for topic, depth in _in_order(site, None, 0)
        ),
    )


def _in_order(site: Site, broader: str | None, depth: int) -> Iterator[tuple[str, int]]:
    """Yield the topics below ``broader`` with their depth, in pre-order, siblings sorted by name."""
    topics = [topic.id for topic in site.catalogue.vocabularies.topics.values() if topic.broader == broader]
    for topic in sorted(topics, key=lambda id_: sort_key(site.term_name(TOPIC, id_), site.locale)):
        yield topic, depth
        yield from _in_order(site, topic, depth + 1)


def _of_note(site: Site, note: Entry, parts: Sequence[NotePart], members: Sequence[str]) -> Matrix:
    title = str(note.in_(site.locale).record.title)
    return Matrix(
        id=f"questions-{note.id}",
        caption=site.say(N_("Answers to the guiding questions of: {note}"), note=title),
        corner=site.say(N_("Question")),
        columns=country_links(site, members),
        rows=tuple(_question(site, note, question_of(site, part), members) for part in parts),
    )


def _question(site: Site, note: Entry, question: GuidingQuestion, members: Sequence[str]) -> MatrixRow:
    here = site.url(note.address, f"question-{question.number}")

    def cell(code: str) -> MatrixCell:
        given = site.catalogue.answers_to(note, question.number, code)
        row, country = site.say(N_("Question {number}"), number=question.number), site.term_name(COUNTRY, code)
        if not given and (remark := declined(site, note, question, code)):
            said = site.say(N_("{row}, {country}: {remark}"), row=row, country=country, remark=remark)
            return MatrixCell(text="×", url=here, name=said, strong=False)
        if not given:
            return MatrixCell(
                text="",
                url="",
                name=site.say(N_("{row}, {country}: not recorded here"), row=row, country=country),
                strong=False,
            )
        said = site.say(N_("{row}, {country}: answers: {count}"), row=row, country=country, count=len(given))
        # Several answers are listed together under the question, on the page of the note.
        url = site.entry_link(given[0]).url if len(given) == 1 else here
        return MatrixCell(text=str(len(given)), url=url, name=said, strong=True)

    return MatrixRow(
        head=Link(_shortened(wording(site, note, question).text, question.number), url=here),
        depth=0,
        cells=tuple(cell(code) for code in members),
    )


def _shortened(text: Text | Quotation, number: int) -> Words:
    """Return the number of a question and its truncated text."""
    words = text.value
    if len(words) > _LONGEST:
        words = f"{words[:_LONGEST].rpartition(' ')[0].rstrip(',;:')}…"
    return replace(text, value=f"{number}. {words}")
