"""What fields of the form to propose a practice can refer to: entries, and the guiding questions of concept notes."""

from __future__ import annotations

from knowledge_base.assemble.notes import NotePart
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.view.parts.guiding_questions import question_of
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.wording import wording


def choices_path(locale: Locale) -> str:
    """Return the path of the script with what fields can refer to, in a language, from the site root."""
    return f"data/choices.{locale}.js"


def entry_choices(site: Site) -> dict[str, list[tuple[str, str]]]:
    """Return (id, title) of the entries of each kind, newest first."""
    found: dict[str, list[tuple[str, str]]] = {kind.name: [] for kind in KINDS}
    for entry in site.catalogue.entries:
        found[entry.kind.name].append((entry.id, entry.in_(site.locale).record.title.value))
    return found


def question_choices(site: Site) -> list[tuple[str, str]]:
    """Return (reference, label) of every guiding question; a reference is ``<note id>#<number>``."""
    return [
        (f"{part.note.id}#{part.id}", f"{site.when(part.note)}, {part.id}: {_asked(site, part)}")
        for part in site.catalogue.notes.questions
    ]


def _asked(site: Site, part: NotePart) -> str:
    return str(wording(site, part.note, question_of(site, part)).text)
