"""The tables of coverage: their numbers, where their cells lead, and what their empty cells say."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from knowledge_base.assemble.addresses import brief_address
from knowledge_base.assemble.facets import COUNTRY, LEAD, TOPIC
from knowledge_base.locale import Locale
from knowledge_base.model.entries import ConceptNote, NoAnswer
from knowledge_base.model.record import Source
from knowledge_base.model.types import Text
from knowledge_base.view.pages.coverage import QUESTIONS_PER_PAGE, Matrix, coverage_pages, coverage_view
from knowledge_base.view.pages.explore import explore_data
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue, with_practices

VALID = valid_catalogue()


def _topics(site: Site) -> Matrix:
    matrix = coverage_view(site, 1).topics
    assert matrix
    return matrix


def _by_name(matrix: Matrix) -> dict[tuple[str, str], tuple[str, bool]]:
    return {
        (str(row.head.label), str(column.label)): (cell.text, cell.strong)
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
    }


@pytest.mark.parametrize("locale", list(Locale))
def test_a_cell_counts_what_the_catalogue_has(locale: Locale) -> None:
    site = Site(catalogue=with_practices(3), locale=locale)
    shown = _by_name(_topics(site))
    members = list(VALID.vocabularies.members)
    assert len(shown) == len(members) * len(VALID.vocabularies.topics)
    for topic in VALID.vocabularies.topics:
        for code in members:
            both = [e for e in site.catalogue.grouped(TOPIC, topic) if e in site.catalogue.grouped(COUNTRY, code)]
            led = sum(code in site.catalogue.terms_of(LEAD, entry) for entry in both)
            others = len(both) - led
            names = site.term_name(TOPIC, topic), site.term_name(COUNTRY, code)
            text = " ".join([*([str(led)] if led else []), *([f"({others})"] if others else [])])
            assert shown[names] == (text, bool(led))


def test_a_cell_leads_to_the_brief_where_there_is_one() -> None:
    site = Site(catalogue=with_practices(3), locale=Locale.EN)
    shown = {cell.url for row in _topics(site).rows for cell in row.cells if cell.url}
    assert {url for url in shown if "briefs/" in url} == {
        site.url(brief_address(country, topic))
        for country, topic in site.catalogue.briefs.matters
        if country in site.catalogue.vocabularies.members
        and any(entry in site.catalogue.grouped(COUNTRY, country) for entry in site.catalogue.grouped(TOPIC, topic))
    }


def test_a_cell_with_one_entry_and_no_brief_leads_to_the_entry() -> None:
    site = Site(catalogue=with_practices(3), locale=Locale.EN)
    pages = {site.entry_link(entry).url: entry for entry in site.catalogue.entries}
    matrix = _topics(site)
    led = 0
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            if cell.url in pages:
                led += 1
                assert cell.text in ("1", "(1)")
                in_country = site.catalogue.grouped(
                    COUNTRY, column.url.rpartition("/")[2].removesuffix(".html").upper()
                )
                assert pages[cell.url] in in_country
    assert led


def test_another_cell_leads_to_just_its_entries() -> None:
    # Of concept notes alone there is no brief.
    notes = [copy_of(VALID.by_id["note"], id_) for id_ in ("note", "second")]
    site = Site(catalogue=catalogue_of(notes), locale=Locale.EN)
    data = explore_data(site)
    values = {facet.name: [id_ for id_, _ in facet.values] for facet in data.facets}
    names = [facet.name for facet in data.facets]
    cells = [cell for row in _topics(site).rows for cell in row.cells if "explore.html" in cell.url]
    assert cells
    for cell in cells:
        address = urlsplit(cell.url)
        assert address.path == "en/explore.html"
        chosen = {names.index(name): values[name].index(ids[0]) for name, ids in parse_qs(address.query).items()}
        assert len(chosen) == 2
        found = [e for e in data.entries if all(value in e.values[place] for place, value in chosen.items())]
        assert cell.text == f"({len(found)})"


def test_an_empty_cell_says_what_is_missing() -> None:
    cells = [cell for row in _topics(Site(catalogue=VALID, locale=Locale.ES)).rows for cell in row.cells]
    names = [cell.name for cell in cells if not cell.url]
    assert names
    assert all(name.endswith(": no consta nada aquí") for name in names)
    assert len({cell.name for cell in cells}) == len(cells)


def test_topics_stand_under_the_broader_ones() -> None:
    rows = _topics(Site(catalogue=VALID, locale=Locale.EN)).rows
    above: list[str] = []
    names = {topic.name(Locale.EN): topic for topic in VALID.vocabularies.topics.values()}
    for row in rows:
        topic = names[str(row.head.label)]
        above = [*above[: row.depth], topic.id]
        assert topic.broader == (above[-2] if row.depth else None)


def test_an_answer_leads_to_itself_and_several_to_their_question() -> None:
    one = coverage_view(Site(catalogue=VALID, locale=Locale.EN), 1).questions[0]
    answered = [cell for cell in one.rows[0].cells if cell.url]
    assert [(cell.text, cell.strong, cell.url) for cell in answered] == [
        ("1", True, "en/practices/shelter-network.html")
    ]
    network = VALID.by_id["shelter-network"]
    again = Site(catalogue=catalogue_of([*VALID.entries, copy_of(network, "second")]), locale=Locale.EN)
    (cell,) = (cell for cell in coverage_view(again, 1).questions[0].rows[0].cells if cell.url)
    assert (cell.text, cell.url) == ("2", "en/concept-notes/note.html#question-1")


def test_that_a_country_did_not_answer_is_said_only_where_a_source_says_so() -> None:
    note = VALID.by_id["note"]
    assert isinstance(note.record, ConceptNote)
    silent = NoAnswer(country="CR", source="#report")
    questions = tuple(
        question.model_copy(update={"not_answered": (silent, NoAnswer(country="PA", source="Report, page 2"))})
        for question in note.record.guiding_questions
    )
    report = Source(title="Report of the dialogue", id="report")
    changed = copy_of(note, "note", guiding_questions=questions, sources=(*note.record.sources, report))
    catalogue = catalogue_of([changed, *(entry for entry in VALID.entries if entry.id != "note")])
    (matrix,) = coverage_view(Site(catalogue=catalogue, locale=Locale.EN), 1).questions
    assert [(cell.text, cell.name) for cell in matrix.rows[0].cells] == [
        ("×", "Question 1, Costa Rica: Did not answer, according to: Report of the dialogue"),
        ("", "Question 1, Mexico: not recorded here"),
        # An answer that is recorded came later than the source that misses it.
        ("1", "Question 1, Panama: answers: 1"),
    ]


def test_a_long_question_is_cut_between_words() -> None:
    note = VALID.by_id["note"]
    assert isinstance(note.record, ConceptNote)
    question = note.record.guiding_questions[0].model_copy(update={"text": Text("word " * 40, Locale.EN)})
    catalogue = catalogue_of([copy_of(note, "note", guiding_questions=(question,))])
    label = str(coverage_view(Site(catalogue=catalogue, locale=Locale.EN), 1).questions[0].rows[0].head.label)
    assert label == f"1. {'word ' * 13}word…"


def test_the_questions_go_on_on_further_pages() -> None:
    notes = [copy_of(VALID.by_id["note"], f"note-{number:02}") for number in range(QUESTIONS_PER_PAGE)]
    site = Site(catalogue=catalogue_of(notes), locale=Locale.EN)
    first, second = (coverage_view(site, number) for number in range(1, coverage_pages(site) + 1))
    assert first.topics
    assert second.topics is None
    rows = [row.head.url for view in (first, second) for matrix in view.questions for row in matrix.rows]
    assert len(rows) == len(set(rows)) == 2 * QUESTIONS_PER_PAGE
    assert sum(len(matrix.rows) for matrix in first.questions) == QUESTIONS_PER_PAGE
    assert (first.pagination.next, second.pagination.next) == (Link("2", url="en/coverage-page-2.html"), None)
