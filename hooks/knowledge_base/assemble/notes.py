"""What the concept notes count and ask, in the order in which every list of the site has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import ConceptNote
from knowledge_base.model.figures import Figure


@dataclass(frozen=True)
class NotePart:
    """A figure or a guiding question.

    Attributes:
        note: the concept note that contains it.
        place: its index in the note's list, counted from 0.
        id: its id in the note: the id of a figure, or the number of a question.
    """

    note: Entry
    place: int
    id: str


@dataclass(frozen=True, kw_only=True)
class Notes:
    """The figures and guiding questions of all concept notes that are valid, those of the newest note first.

    Attributes:
        figures: all figures.
        questions: all guiding questions.
        figures_on: the figures that concern each country, by its code.
        without_answer: the guiding questions to which no entry records an answer of a Member Country, by its code.
            Only where the note says so (`GuidingQuestion.not_answered`) is it known that the country did not answer.
    """

    figures: tuple[NotePart, ...]
    questions: tuple[NotePart, ...]
    figures_on: Mapping[str, tuple[NotePart, ...]]
    without_answer: Mapping[str, tuple[NotePart, ...]]


def countries_of_figure(figure: Figure) -> tuple[str, ...]:
    """Return the codes of the countries that a figure concerns: where it was counted, and the nationality counted."""
    return tuple(dict.fromkeys((*figure.countries, *([figure.nationality] if figure.nationality else []))))


def group_notes(
    entries: Iterable[Entry], members: Iterable[str], answered_by: Callable[[str], Collection[str]]
) -> Notes:
    """Collect the figures and guiding questions of concept notes.

    Args:
        entries: the valid entries, in the order that the lists keep.
        members: the codes of the Member Countries, to which all guiding questions are put.
        answered_by: returns the codes of the countries whose answers to a question are recorded (``note-id#number``).
    """
    notes = [(entry, entry.record) for entry in entries if isinstance(entry.record, ConceptNote)]
    questions = tuple(
        NotePart(entry, place, str(question.number))
        for entry, record in notes
        for place, question in enumerate(record.guiding_questions)
    )
    figures_on: defaultdict[str, list[NotePart]] = defaultdict(list)
    figures = []
    for entry, record in notes:
        for place, figure in enumerate(record.figures):
            figures.append(NotePart(entry, place, figure.id))
            for code in countries_of_figure(figure):
                figures_on[code].append(figures[-1])
    answered = [(part, answered_by(f"{part.note.id}#{part.id}")) for part in questions]
    return Notes(
        figures=tuple(figures),
        questions=questions,
        figures_on={code: tuple(parts) for code, parts in figures_on.items()},
        without_answer={code: tuple(part for part, codes in answered if code not in codes) for code in members},
    )
