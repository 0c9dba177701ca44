"""The catalogue: an immutable index of the published entries, by id and by facet, with their links."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from knowledge_base.assemble.briefs import Briefs, group_briefs
from knowledge_base.assemble.entries import Entry, StandalonePage
from knowledge_base.assemble.facets import (
    COUNTRY,
    FACETS,
    KIND,
    MEETING_FACET,
    TOPIC,
    Facet,
    Sources,
    TermNames,
    date_of,
    group,
)
from knowledge_base.assemble.links import EntryLink, linked, links_between
from knowledge_base.locale import Locale
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.entries import Agreement, ConceptNote, Practice
from knowledge_base.model.kinds import MEETING, Kind
from knowledge_base.model.types import TrailWay
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.model.when import SortKey, When


@dataclass(frozen=True)
class Step:
    """A step of a commitment trail.

    Attributes:
        entry: a meeting or an agreement.
        date: its date.
    """

    entry: Entry
    date: When


# Compared and hashed by identity, so that functions of a catalogue can be cached.
@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """The published content, with its indexes.

    Attributes:
        entries: the entries, newest first.
        current: those that are neither superseded nor withdrawn.
        meetings: the meetings among ``current``.
        by_id: the same, by id.
        dates: the date of each entry, by id.
        groups: for each facet, by name, the entries of each term, by term id; newest first.
        links: the links of each entry to others, by id.
        vocabularies: the terms.
        standalone: the pages that are not entries.
        editorial: the texts by editors for generated pages, by language.
        positions: the index of each entry among those of its kind, by id.
        beside: the previous and the next entry of the same kind by date, by id; ``None`` at either end. It is a
            table so that the page of an entry depends on these two, not on all of its kind.
        memberships: the inverse of ``groups``: for each facet, by name, the term ids of each entry, by entry id.
        answers: for each guiding question (``note-id#number``), the practices that answer it and are not retired.
        briefs: the content of the briefs.
        names: for each facet, by name, the names of its terms in each language, by term id.
    """

    entries: tuple[Entry, ...]
    current: tuple[Entry, ...]
    meetings: tuple[Entry, ...]
    by_id: Mapping[str, Entry]
    dates: Mapping[str, When]
    groups: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    links: Mapping[str, tuple[EntryLink, ...]]
    vocabularies: Vocabularies
    standalone: tuple[StandalonePage, ...]
    editorial: Mapping[Locale, Editorial]
    positions: Mapping[str, int]
    beside: Mapping[str, tuple[Entry | None, Entry | None]]
    memberships: Mapping[str, Mapping[str, tuple[str, ...]]]
    answers: Mapping[str, tuple[Entry, ...]]
    briefs: Briefs
    names: Mapping[str, Mapping[str, Mapping[Locale, str]]]

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of a kind, newest first."""
        return self.groups[KIND.name].get(kind.name, ())

    def grouped(self, facet: Facet, id_: str) -> tuple[Entry, ...]:
        """Return the entries of a term of a facet, newest first."""
        return self.groups[facet.name].get(id_, ())

    def terms_of(self, facet: Facet, entry: Entry) -> tuple[str, ...]:
        """Return the ids of the terms of a facet that an entry belongs to, sorted."""
        return self.memberships[facet.name].get(entry.id, ())

    def answers_to(self, note: Entry, question: int | str, country: str | None = None) -> tuple[Entry, ...]:
        """Return the practices that answer a guiding question and are not retired.

        Args:
            note: the concept note with the question.
            question: its number in the note.
            country: the code of the country to filter by; ``None`` for all.
        """
        given = self.answers.get(f"{note.id}#{question}", ())
        return tuple(answer for answer in given if country is None or country in self.terms_of(COUNTRY, answer))

    def neighbours(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """Return the previous and the next entry of the same kind by date; ``None`` at either end."""
        earlier, later = self.beside[entry.id]
        return earlier, later

    def place_in_time(self, entry: Entry) -> tuple[SortKey, int, str]:
        """Return the key that sorts entries of different kinds chronologically, oldest first.

        On the same date concept notes come before the meeting that they prepare, and agreements after it.
        """
        record = entry.record
        place = 2 if isinstance(record, Agreement) else 0 if isinstance(record, ConceptNote) else 1
        return _time(entry, self.dates), place, entry.id

    def content_date(self) -> dt.date | None:
        """Return the latest day on which an entry was modified; ``None`` if there are no entries."""
        return max((entry.record.modified for entry in self.entries), default=None)

    def trail_back(self, entry: Entry) -> tuple[Step, ...]:
        """Return what led to an entry, transitively: the agreements that asked for it, their meetings and so on.

        The steps are in chronological order, without the entry itself.
        """
        return self._trail(entry, self._causes)

    def trail_on(self, entry: Entry) -> tuple[Step, ...]:
        """Return what followed from an entry, transitively: its agreements, the meetings that carry them out and so on.

        The steps are in chronological order, without the entry itself.
        """
        return self._trail(entry, self._effects)

    def next_steps(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the direct successors of an entry on commitment trails, without duplicates."""
        return tuple(self.by_id[id_] for id_ in dict.fromkeys(self._effects(entry)) if id_ != entry.id)

    def _trail(self, entry: Entry, step: Callable[[Entry], Iterable[str]]) -> tuple[Step, ...]:
        seen = {entry.id: entry}
        queue = [entry]
        while queue:
            for id_ in step(queue.pop()):
                if id_ in self.by_id and id_ not in seen:
                    seen[id_] = self.by_id[id_]
                    queue.append(self.by_id[id_])
        del seen[entry.id]
        steps = (Step(found, self.dates[found.id]) for found in seen.values())
        return tuple(sorted(steps, key=lambda step: self.place_in_time(step.entry)))

    def _causes(self, entry: Entry) -> Iterable[str]:
        return [id_ for id_, reason in linked(entry) if reason.trail is TrailWay.BACK]

    def _effects(self, entry: Entry) -> Iterable[str]:
        return [
            *(id_ for id_, reason in linked(entry) if reason.trail is TrailWay.ON and self._in_trails(id_)),
            *(
                link.target
                for link in self.links.get(entry.id, ())
                if self._in_trails(link.target) and entry.id in self._causes(self.by_id[link.target])
            ),
        ]

    def _in_trails(self, id_: str) -> bool:
        return id_ in self.by_id and self.by_id[id_].kind.in_trails

    def concept_notes(self, meeting: Entry) -> tuple[Entry, ...]:
        """Return the concept notes that prepare a meeting."""
        return tuple(
            entry
            for entry in self.groups[MEETING_FACET.name].get(meeting.id, ())
            if isinstance(entry.record, ConceptNote) and entry.record.meeting == meeting.id
        )


def build_catalogue(
    entries: Iterable[Entry],
    vocabularies: Vocabularies,
    editorial: Mapping[Locale, Editorial],
    standalone: tuple[StandalonePage, ...] = (),
) -> Catalogue:
    """Return the catalogue of the public entries among those given."""
    public = [entry.shown for entry in entries if entry.public]
    by_id = {entry.id: entry for entry in public}
    dates = {entry.id: date_of(entry, by_id) for entry in public}
    # Newest first, then by id: sorting is stable, and ``reverse`` keeps the order of equal elements.
    public.sort(key=lambda entry: entry.id)
    ordered = tuple(sorted(public, key=lambda entry: _time(entry, dates), reverse=True))
    by_id = {entry.id: entry for entry in ordered}
    sources = Sources(by_id, vocabularies)
    groups = {facet.name: group(ordered, facet, sources) for facet in FACETS}
    memberships = {name: _inverse(terms) for name, terms in groups.items()}
    current = tuple(entry for entry in ordered if not entry.record.status.retired)
    return Catalogue(
        entries=ordered,
        current=current,
        meetings=tuple(entry for entry in current if entry.kind is MEETING),
        by_id=by_id,
        dates=dates,
        groups=groups,
        links=links_between(ordered),
        vocabularies=vocabularies,
        standalone=standalone,
        editorial=editorial,
        positions={entry.id: place for siblings in groups[KIND.name].values() for place, entry in enumerate(siblings)},
        beside=_beside(groups[KIND.name].values()),
        memberships=memberships,
        answers=_answers(ordered),
        briefs=group_briefs(
            ordered,
            vocabularies.topics,
            lambda entry: memberships[TOPIC.name].get(entry.id, ()),
            lambda entry: memberships[COUNTRY.name].get(entry.id, ()),
        ),
        names={facet.name: _in_each_language(facet.names(sources)) for facet in FACETS},
    )


def _time(entry: Entry, dates: Mapping[str, When]) -> SortKey:
    """Return the sort key of an entry's date.

    An agreement sorts by the date of its meeting if both may be the same day. Otherwise one that is dated only by month
    would come before its meeting, as coarse dates sort before finer ones.
    """
    date = dates[entry.id]
    held = dates.get(entry.record.adopted_at) if isinstance(entry.record, Agreement) else None
    if held and not date.surely_before(held) and not held.surely_before(date):
        date = held
    return date.sort_key


def _in_each_language(names: TermNames) -> dict[str, dict[Locale, str]]:
    return {id_: {locale: name(locale) for locale in Locale} for id_, name in names.items()}


def _answers(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    answers: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.record, Practice) and not entry.record.status.retired:
            for question in entry.record.answers:
                answers[question].append(entry)
    return {question: tuple(found) for question, found in answers.items()}


def _beside(kinds: Iterable[tuple[Entry, ...]]) -> dict[str, tuple[Entry | None, Entry | None]]:
    return {
        entry.id: (earlier, later)
        for siblings in kinds
        for later, entry, earlier in zip((None, *siblings), siblings, (*siblings[1:], None), strict=False)
    }


def _inverse(groups: Mapping[str, tuple[Entry, ...]]) -> dict[str, tuple[str, ...]]:
    inverse: defaultdict[str, list[str]] = defaultdict(list)
    for id_, entries in groups.items():
        for entry in entries:
            inverse[entry.id].append(id_)
    return {id_: tuple(terms) for id_, terms in inverse.items()}
