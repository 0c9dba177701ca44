"""Briefs: what the catalogue holds of each country on each topic. A brief is one more way of grouping, by two keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.entries import Agreement, ConceptNote
from knowledge_base.model.figures import Figure
from knowledge_base.model.vocabularies import Topic

Pair = tuple[str, str]
"""The ids of a country and of a topic."""


@dataclass(frozen=True)
class NotePart:
    """A figure or a guiding question.

    Attributes:
        note: the concept note that has it.
        place: where it stands among those of the note.
        id: what the note calls it: the id of a figure, the number of a question.
    """

    note: Entry
    place: int
    id: str


@dataclass(frozen=True)
class Matter:
    """What there is of a country on a topic.

    Attributes:
        entries: the practices, agreements, meetings and background of both, newest first.
        figures: the figures of both, those of the newest note first.
    """

    entries: tuple[Entry, ...]
    figures: tuple[NotePart, ...]


@dataclass(frozen=True)
class Briefs:
    """The briefs that there are, and what those of all Member Countries share.

    Attributes:
        matters: what there is of a country on a topic, for each pair of which there is anything, sorted.
        questions: the guiding questions on each topic.
        unlisted: the agreements on each topic of which the sources do not list who adopted them.
    """

    matters: Mapping[Pair, Matter]
    questions: Mapping[str, tuple[NotePart, ...]]
    unlisted: Mapping[str, tuple[Entry, ...]]


def with_broader(topics: Mapping[str, Topic], id_: str) -> tuple[str, ...]:
    """Return a topic and all that are broader."""
    found: dict[str, None] = {}
    # What the check refuses, a topic broader than itself, must not keep it from saying so.
    while id_ in topics and id_ not in found:
        found[id_] = None
        id_ = topics[id_].broader or ""
    return tuple(found)


def with_narrower(topics: Mapping[str, Topic], id_: str) -> frozenset[str]:
    """Return a topic and all that are narrower: what its briefs are about."""
    return frozenset(other for other in topics if id_ in with_broader(topics, other))


def group_briefs(
    entries: Iterable[Entry],
    topics: Mapping[str, Topic],
    topics_of: Callable[[Entry], Iterable[str]],
    countries_of: Callable[[Entry], Iterable[str]],
) -> Briefs:
    """Group entries, figures and guiding questions by country and topic; a topic has what its narrower ones have.

    Entries of a kind that briefs do not tell of are left out; the figures and questions of concept notes are taken one
    by one instead. What has been superseded or withdrawn is left out too: nobody shall speak of it as if it held.

    Args:
        entries: in the order that each group shall have.
        topics: the vocabulary.
        topics_of: the topics of an entry, as the facet groups it.
        countries_of: the same, of countries.
    """
    widened = {id_: with_broader(topics, id_) for id_ in topics}
    of_both: defaultdict[Pair, list[Entry]] = defaultdict(list)
    figures: defaultdict[Pair, list[NotePart]] = defaultdict(list)
    questions: defaultdict[str, list[NotePart]] = defaultdict(list)
    unlisted: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        record = entry.record
        if record.status.retired:
            continue
        if isinstance(record, ConceptNote):
            for pair, part in _figures(entry, record, widened):
                figures[pair].append(part)
            for place, question in enumerate(record.guiding_questions):
                for id_ in _widen(question.topics, widened):
                    questions[id_].append(NotePart(entry, place, str(question.number)))
        if not entry.kind.in_briefs:
            continue
        about = _widen(topics_of(entry), widened)
        for country in countries_of(entry):
            for id_ in about:
                of_both[country, id_].append(entry)
        if isinstance(record, Agreement) and not record.adopted_by:
            for id_ in about:
                unlisted[id_].append(entry)
    return Briefs(
        {
            pair: Matter(tuple(of_both.get(pair, ())), tuple(figures.get(pair, ())))
            for pair in sorted({*of_both, *figures})
        },
        {id_: tuple(parts) for id_, parts in questions.items()},
        {id_: tuple(agreements) for id_, agreements in unlisted.items()},
    )


def countries_of_figure(figure: Figure) -> tuple[str, ...]:
    """Return the countries that a figure is of: where it was counted, and whom it counts."""
    return tuple(dict.fromkeys((*figure.countries, *([figure.nationality] if figure.nationality else []))))


def _figures(
    entry: Entry, note: ConceptNote, widened: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Pair, NotePart]]:
    for place, figure in enumerate(note.figures):
        for country in countries_of_figure(figure):
            for id_ in _widen(figure.topics, widened):
                yield (country, id_), NotePart(entry, place, figure.id)


def _widen(ids: Iterable[str], widened: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wide for id_ in ids for wide in widened.get(id_, ())))
