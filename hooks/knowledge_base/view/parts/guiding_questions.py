"""The guiding questions of concept notes, and those that a country has not answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.notes import NotePart
from knowledge_base.model.entries import ConceptNote, GuidingQuestion
from knowledge_base.model.types import Text
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A guiding question that a country has not answered yet."""

    text: Text
    link: Link


def question_of(site: Site, part: NotePart) -> GuidingQuestion:
    """Return a guiding question in the language of the site."""
    return site.record(part.note, ConceptNote).guiding_questions[part.place]


def by_note(parts: Iterable[NotePart]) -> Iterator[tuple[Entry, tuple[NotePart, ...]]]:
    """Yield each concept note with those of its questions that follow each other in a list."""
    for _, run in groupby(parts, key=lambda part: part.note.id):
        found = tuple(run)
        yield found[0].note, found


def open_questions(site: Site, parts: Iterable[NotePart]) -> tuple[OpenQuestion, ...]:
    """Return guiding questions as lines with a link to each in its concept note."""
    return tuple(
        OpenQuestion(text=question_of(site, part).text, link=site.entry_link(part.note, f"question-{part.id}"))
        for part in parts
    )
