"""Briefs: entries and figures grouped by country and topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.notes import NotePart, countries_of_figure
from knowledge_base.model.entries import Agreement, ConceptNote, Practice
from knowledge_base.model.vocabularies import Topic

Pair = tuple[str, str]
"""The ids of a country and of a topic."""


@dataclass(frozen=True)
class Matter:
    """The content of one brief: what concerns both a country and a topic.

    Attributes:
        entries: the practices, agreements, meetings and background entries, newest first.
        figures: the figures, those of the newest note first.
    """

    entries: tuple[Entry, ...]
    figures: tuple[NotePart, ...]


@dataclass(frozen=True)
class Briefs:
    """The content of all briefs.

    Attributes:
        matters: the content of each pair that has any, sorted by pair.
        questions: the guiding questions on each topic, which are put to all Member Countries.
        unlisted: the agreements on each topic whose sources do not list the countries that adopted them.
    """

    matters: Mapping[Pair, Matter]
    questions: Mapping[str, tuple[NotePart, ...]]
    unlisted: Mapping[str, tuple[Entry, ...]]


def with_broader(topics: Mapping[str, Topic], id_: str) -> tuple[str, ...]:
    """Return the ids of a topic and of all its broader topics, from narrow to broad."""
    found: dict[str, None] = {}
    # The vocabulary may contain a cycle, which the check reports later: stop at the first repetition.
    while id_ in topics and id_ not in found:
        found[id_] = None
        id_ = topics[id_].broader or ""
    return tuple(found)


def with_narrower(topics: Mapping[str, Topic], id_: str) -> frozenset[str]:
    """Return the ids of a topic and of all its narrower topics: those that its briefs cover."""
    return frozenset(other for other in topics if id_ in with_broader(topics, other))


def group_briefs(
    entries: Iterable[Entry],
    topics: Mapping[str, Topic],
    topics_of: Callable[[Entry], Iterable[str]],
    countries_of: Callable[[Entry], Iterable[str]],
    outside: Mapping[str, bool],
    members: Collection[str],
) -> Briefs:
    """Group entries, figures and guiding questions by country and topic. A topic includes its narrower topics.

    A brief is for a delegate of a Member Country, and only made where there is something to say: a practice or an
    intervention, an agreement or a figure.

    Concept notes are not listed as entries (`Kind.in_briefs`); their figures and questions are grouped one by one, by
    topics of their own. Superseded and withdrawn entries are left out: a brief only has what is valid.

    Args:
        entries: the entries, in the order that the groups keep.
        topics: the vocabulary of topics.
        topics_of: returns the ids of the topics of an entry, as the facet groups it.
        countries_of: likewise, the codes of its countries.
        outside: whether an entry is of bodies outside the RCM, by id: its agreements concern only whom they name.
        members: the codes of the Member Countries.
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
                if pair[0] in members:
                    figures[pair].append(part)
            for place, question in enumerate(record.guiding_questions):
                for id_ in _widen(question.topics, widened):
                    questions[id_].append(NotePart(entry, place, str(question.number)))
        if not entry.kind.in_briefs:
            continue
        about = _widen(topics_of(entry), widened)
        for country in countries_of(entry):
            for id_ in about if country in members else ():
                of_both[country, id_].append(entry)
        if isinstance(record, Agreement) and not record.adopted_by and not outside[entry.id]:
            for id_ in about:
                unlisted[id_].append(entry)
    return Briefs(
        {
            pair: Matter(tuple(of_both.get(pair, ())), tuple(figures.get(pair, ())))
            for pair in sorted({*of_both, *figures})
            if pair in figures or any(isinstance(entry.record, Practice | Agreement) for entry in of_both[pair])
        },
        {id_: tuple(parts) for id_, parts in questions.items()},
        {id_: tuple(agreements) for id_, agreements in unlisted.items()},
    )


def _figures(
    entry: Entry, note: ConceptNote, widened: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Pair, NotePart]]:
    for place, figure in enumerate(note.figures):
        for country in countries_of_figure(figure):
            for id_ in _widen(figure.topics, widened):
                yield (country, id_), NotePart(entry, place, figure.id)


def _widen(ids: Iterable[str], widened: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wide for id_ in ids for wide in widened.get(id_, ())))
