"""The guiding questions of concept notes, and those that a country has not answered."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import ConceptNote, GuidingQuestion
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A guiding question that a country has not answered yet."""

    text: Text
    link: Link


def questions_in(site: Site, entry: Entry) -> tuple[GuidingQuestion, ...]:
    """Return the guiding questions of an entry; only concept notes have any."""
    record = entry.in_(site.locale).record
    return record.guiding_questions if isinstance(record, ConceptNote) else ()


def open_questions(site: Site, code: str) -> tuple[OpenQuestion, ...]:
    """Return the guiding questions that a Member Country has not answered yet; none for other countries."""
    if code not in site.catalogue.vocabularies.members:
        return ()
    return tuple(
        OpenQuestion(text=question.text, link=site.entry_link(entry, f"question-{question.number}"))
        for entry in site.catalogue.current
        for question in questions_in(site, entry)
        if not site.catalogue.answers_to(entry, question.number, code)
    )
