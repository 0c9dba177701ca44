"""The page of the guiding questions: which countries have answered, and which haven't."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import COUNTRY
from knowledge_base.locale import N_
from knowledge_base.model.types import Text
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.guiding_questions import questions_in
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site, country_links


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A guiding question, with the countries that have answered it and those that haven't."""

    number: int
    text: Text
    url: str
    answers: tuple[Link, ...]
    answered_by: tuple[Link, ...]
    waiting_for: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionGroup:
    """The guiding questions of one concept note."""

    id: str
    note: Link
    date: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionsView:
    """All guiding questions."""

    chrome: Chrome
    title: str
    intro: str
    groups: tuple[QuestionGroup, ...]
    coverage: Link
    empty: str
    search: None = None

    template = "questions.html"


def questions_chrome(site: Site) -> Chrome:
    """Return the metadata of the page of the guiding questions."""
    title = site.say(N_("Guiding questions"))
    intro = str(site.editorial.intros.questions)
    return site.chrome(addresses.QUESTIONS, title, intro, (Link(title),), section=addresses.QUESTIONS)


def questions_view(site: Site) -> QuestionsView:
    """Return the page of the guiding questions."""
    members = site.catalogue.vocabularies.members
    groups = []
    for entry in site.catalogue.current:
        questions = []
        for question in questions_in(site, entry):
            answers = site.catalogue.answers_to(entry, question.number)
            answered = {code for answer in answers for code in site.catalogue.terms_of(COUNTRY, answer)} & set(members)
            questions.append(
                AskedQuestion(
                    number=question.number,
                    text=question.text,
                    url=site.url(entry.address, f"question-{question.number}"),
                    answers=tuple(site.entry_link(answer) for answer in answers),
                    answered_by=country_links(site, sorted(answered)),
                    waiting_for=country_links(site, [code for code in members if code not in answered]),
                )
            )
        if questions:
            date = site.when(entry)
            groups.append(
                QuestionGroup(id=entry.id, note=site.entry_link(entry), date=date, questions=tuple(questions))
            )
    chrome = questions_chrome(site)
    coverage = Link(site.say(N_("Who has answered, as a table")), url=site.url(addresses.COVERAGE, "questions"))
    return QuestionsView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        groups=tuple(groups),
        coverage=coverage,
        empty=str(site.editorial.empty.entries),
    )
