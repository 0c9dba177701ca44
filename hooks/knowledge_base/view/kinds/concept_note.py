"""What only a concept note shows."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import ConceptNote
from knowledge_base.model.types import Text
from knowledge_base.model.vocabularies import BilingualText
from knowledge_base.view.parts.charts import FigureChart, charts_of, figures_path
from knowledge_base.view.parts.guiding_questions import questions_in
from knowledge_base.view.parts.pieces import FigureLine, Link
from knowledge_base.view.parts.site import Site, topic_links


@dataclass(frozen=True, kw_only=True)
class QuestionLine:
    """A guiding question, and the practices that answer it."""

    number: int
    text: Text
    topics: tuple[Link, ...]
    answers: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class DefinitionLine:
    """A glossary term as a concept note defines it."""

    term: str
    definition: str
    scope: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ConceptNoteDetail:
    """What only a concept note has."""

    objectives: tuple[Text, ...]
    questions: tuple[QuestionLine, ...]
    minutes_per_country: int | None
    participant_profile: tuple[Text, ...]
    definitions: tuple[DefinitionLine, ...]
    charts: tuple[FigureChart, ...]
    figures: tuple[FigureLine, ...]
    csv: str
    footnotes: tuple[Text, ...]


def concept_note_detail(site: Site, entry: Entry, record: ConceptNote) -> ConceptNoteDetail:
    """Return what only a concept note shows."""
    terms = site.catalogue.vocabularies.terms
    return ConceptNoteDetail(
        objectives=record.objectives,
        questions=questions_of(site, entry),
        minutes_per_country=record.minutes_per_country,
        participant_profile=record.participant_profile,
        definitions=tuple(
            DefinitionLine(
                term=terms[id_].name(site.locale),
                definition=terms[id_].definition.in_(site.locale),
                scope=_words(site, terms[id_].scope),
                url=site.url(addresses.GLOSSARY, id_),
            )
            for id_ in record.definitions
        ),
        charts=tuple(charts_of(site, entry)),
        figures=tuple(site.figure(entry, figure) for figure in record.figures),
        csv=figures_path(site, entry),
        footnotes=record.footnotes,
    )


def _words(site: Site, words: BilingualText | None) -> str:
    return words.in_(site.locale) if words else ""


def questions_of(site: Site, entry: Entry) -> tuple[QuestionLine, ...]:
    """Return the guiding questions of a concept note, each with the practices that answer it."""
    return tuple(
        QuestionLine(
            number=question.number,
            text=question.text,
            topics=topic_links(site, question.topics),
            answers=tuple(site.entry_link(answer) for answer in site.catalogue.answers_to(entry, question.number)),
        )
        for question in questions_in(site, entry)
    )
