"""The guiding questions of concept notes, and those without an answer of a country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import N_
from knowledge_base.model.entries import ConceptNote, GuidingQuestion
from knowledge_base.view.parts.asking import form_url
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.wording import Wording, wording


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A guiding question to which no answer of a country is recorded.

    Attributes:
        wording: the question.
        link: a link to it in its concept note.
        remark: that the country did not answer, if a source says so; else empty.
        form: a link to the form, filled in as an answer of the country.
    """

    wording: Wording
    link: Link
    remark: str
    form: Link


@dataclass(frozen=True, kw_only=True)
class Declined:
    """A country that did not answer a guiding question, and the source that says so."""

    country: Link
    source: str


def question_of(site: Site, part: NotePart) -> GuidingQuestion:
    """Return a guiding question in the language of the site."""
    return site.record(part.note, ConceptNote).guiding_questions[part.place]


def by_note(parts: Iterable[NotePart]) -> Iterator[tuple[Entry, tuple[NotePart, ...]]]:
    """Yield each concept note with those of its questions that follow each other in a list."""
    for _, run in groupby(parts, key=lambda part: part.note.id):
        found = tuple(run)
        yield found[0].note, found


def open_questions(site: Site, parts: Iterable[NotePart], country: str) -> tuple[OpenQuestion, ...]:
    """Return guiding questions without an answer of a country as lines with a link to each in its concept note."""
    return tuple(
        OpenQuestion(
            wording=wording(site, part.note, question_of(site, part)),
            link=site.entry_link(part.note, f"question-{part.id}"),
            remark=declined(site, part.note, question_of(site, part), country),
            form=answer_link(site, part, country),
        )
        for part in parts
    )


def answer_link(site: Site, part: NotePart, country: str = "") -> Link:
    """Return a link to the form, filled in as an answer to a guiding question, of a country if one is given."""
    filled = [("answers", f"{part.note.id}#{part.id}"), *([("leads", country)] if country else [])]
    return Link(site.say(N_("Tell it in the form")), url=form_url(site, filled))


def declined(site: Site, note: Entry, question: GuidingQuestion, country: str) -> str:
    """Return that a country did not answer a question of a note, with the source that says so; empty if none does."""
    found = next((each for each in question.not_answered if each.country == country), None)
    if found is None:
        return ""
    return site.say(N_("Did not answer, according to: {source}"), source=site.source_words(note, found.source))
