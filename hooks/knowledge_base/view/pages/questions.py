"""The guiding questions: all of them, and those without an answer of a country if its own page can't hold them."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import COUNTRY, LEAD
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.guiding_questions import Declined, answer_link, by_note, question_of
from knowledge_base.view.parts.lists import on_page, page_count, page_title, pagination
from knowledge_base.view.parts.pieces import Link, Pagination
from knowledge_base.view.parts.site import Site, country_links
from knowledge_base.view.parts.wording import ANY_WORDS, Wording, wording

MOST_ANSWERS = 5
"""The maximum number of answers listed under a question; the page of its concept note has the others."""


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A guiding question, with what is recorded of the answers.

    Attributes:
        answers: the newest answers.
        more: the number of other answers.
        answered_by: the Member Countries whose answers are recorded.
        not_answered: those of which a source says that they did not answer, each with the source.
        not_recorded: the others: what they answered, if they did, is not recorded here.
        none_recorded: whether these are all Member Countries.
        form: a link to the form, filled in as an answer to it.
    """

    number: int
    wording: Wording
    url: str
    answers: tuple[Link, ...]
    more: int
    answered_by: tuple[Link, ...]
    not_answered: tuple[Declined, ...]
    not_recorded: tuple[Link, ...]
    none_recorded: bool
    form: Link


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    """The guiding questions of one concept note."""

    id: str
    note: Link
    date: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionsView:
    """A page of guiding questions, those of the newest concept note first.

    Attributes:
        count: the number of questions, over all pages.
        words: whose words they are in.
    """

    chrome: Chrome
    title: str
    intro: str
    groups: tuple[QuestionGroup, ...]
    count: int
    words: str
    coverage: Link
    pagination: Pagination
    empty: str
    search: None = None

    template = "questions.html"


def questions_listed(site: Site, country: str | None) -> tuple[NotePart, ...]:
    """Return the guiding questions without an answer of a country, or all, those of the newest note first."""
    notes = site.catalogue.notes
    return notes.without_answer.get(country, ()) if country else notes.questions


def questions_chrome(site: Site, country: str | None, number: int) -> Chrome:
    """Return the metadata of a page of guiding questions."""
    title = site.say(N_("Guiding questions"))
    way: tuple[Link, ...] = (Link(title),)
    if country:
        name = site.term_name(COUNTRY, country)
        way = (Link(title, url=site.url(addresses.QUESTIONS)), Link(name))
        title = site.say(N_("Guiding questions without an answer recorded here: {country}"), country=name)
    return site.chrome(
        addresses.numbered_address(addresses.questions_address(country), number),
        page_title(site, title, number),
        str(site.editorial.intros.questions),
        way,
        section=addresses.QUESTIONS,
    )


def questions_view(site: Site, country: str | None, number: int) -> QuestionsView:
    """Return a page of the questions without an answer of a country, or of all; ``number`` counts from 1."""
    chrome = questions_chrome(site, country, number)
    parts = questions_listed(site, country)
    return QuestionsView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        groups=tuple(
            QuestionGroup(
                id=note.id,
                note=site.entry_link(note),
                date=site.when(note),
                questions=tuple(_asked(site, part) for part in asked),
            )
            for note, asked in by_note(parts[on_page(number)])
        ),
        count=len(parts),
        words=site.say(ANY_WORDS),
        coverage=Link(site.say(N_("Answers recorded here, as a table")), url=site.url(addresses.COVERAGE, "questions")),
        pagination=pagination(site, addresses.questions_address(country), number, page_count(len(parts))),
        empty=str(site.editorial.empty.entries),
    )


def _asked(site: Site, part: NotePart) -> AskedQuestion:
    members = site.catalogue.vocabularies.members
    question = question_of(site, part)
    answers = site.catalogue.answers_to(part.note, question.number)
    answered = {code for answer in answers for code in site.catalogue.terms_of(LEAD, answer)} & set(members)
    declined = tuple(each for each in question.not_answered if each.country in members and each.country not in answered)
    told = answered | {each.country for each in declined}
    return AskedQuestion(
        number=question.number,
        wording=wording(site, part.note, question),
        url=site.url(part.note.address, f"question-{question.number}"),
        answers=tuple(site.entry_link(answer) for answer in answers[:MOST_ANSWERS]),
        more=len(answers[MOST_ANSWERS:]),
        answered_by=country_links(site, sorted(answered)),
        not_answered=tuple(
            Declined(country=site.term_link(COUNTRY, each.country), source=site.source_words(part.note, each.source))
            for each in declined
        ),
        not_recorded=country_links(site, [code for code in members if code not in told]),
        none_recorded=not told,
        form=answer_link(site, part),
    )
