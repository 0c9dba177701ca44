"""The catalogue: an immutable index of the published entries, by id and by facet, with their links."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import Any

from knowledge_base.assemble.briefs import Briefs, group_briefs
from knowledge_base.assemble.clauses import Clauses, clauses_of
from knowledge_base.assemble.commitments import Commitments, group_commitments
from knowledge_base.assemble.common import common_to_members
from knowledge_base.assemble.deadlines import Deadlines, group_deadlines
from knowledge_base.assemble.entries import Entry, StandalonePage
from knowledge_base.assemble.facets import (
    COUNTRY,
    FACETS,
    LEAD,
    MEETING_FACET,
    TOPIC,
    Facet,
    Sources,
    TermNames,
    bodies_of,
    date_of,
    group,
    led_by,
)
from knowledge_base.assemble.links import EntryLink, links_between
from knowledge_base.assemble.notes import Notes, group_notes
from knowledge_base.assemble.part import ContentPart
from knowledge_base.assemble.series import Neighbours, neighbours_in, series_by_body
from knowledge_base.assemble.trails import steps_following, turned
from knowledge_base.attachments.stored import EntryFile
from knowledge_base.locale import Locale
from knowledge_base.model.editorial import Editorial
from knowledge_base.model.entries import Agreement, ConceptNote, Practice
from knowledge_base.model.kinds import KINDS, MEETING, NAMED, PRACTICE, SORT_BY_NAME, Kind
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
    date: When | None


@dataclass(frozen=True)
class Span:
    """The entries of one sort in a list in the order of sorts.

    Attributes:
        sort: the name of the sort.
        begin: the index of its first entry.
        end: the index after its last entry.
    """

    sort: str
    begin: int
    end: int


# Compared and hashed by identity, so that functions of a catalogue can be cached.
@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """The published content, with its indexes.

    Attributes:
        entries: the entries, newest first.
        current: those that are neither superseded nor withdrawn.
        meetings: the meetings among ``current``.
        series: the meetings among ``current`` of each body that has any, by its id; oldest first.
        around: what comes before and after each of these meetings in each of its series, by its id.
        outside: for each entry, by id, whether it is of bodies outside the RCM alone.
        by_id: the same, by id.
        dates: the date of each entry, by id; ``None`` if it is not known.
        kinds: the entries of each kind, by its name, newest first.
        groups: for each facet, by name, the entries of each term, by term id; by kind, then newest first.
        spans: where each sort of entry is in these groups: for each facet, by name, those of each term, by term id.
        links: the links of each entry to others, by id; by reason, then newest first.
        following: for each step of commitment trails, by id, those that directly follow from it.
        preceding: the inverse.
        clauses: the changes to points of agreements.
        commitments: the points of agreements that ask for something.
        deadlines: by when they are to be met.
        common: the entries among ``current`` that concern all Member Countries without naming them, newest first.
        vocabularies: the terms.
        standalone: the pages that are not entries.
        editorial: the texts by editors for generated pages, by language.
        positions: the index of each entry among those of its kind, by id.
        beside: the previous and next entry of its kind by date, by id; ``None`` at the ends. Its page reads no others.
        memberships: the inverse of ``groups``: for each facet, by name, the term ids of each entry, by entry id.
        answers: for each guiding question (``note-id#number``), the practices that answer it and are not retired.
        notes: the figures and guiding questions of the concept notes among ``current``.
        briefs: the content of the briefs.
        names: for each facet, by name, the names of its terms in each language, by term id.
        moved: where addresses without a page lead, by address.
        files: the files beside each entry that has any, by its id; by name.
        part: what this is a part of the content of, if it is (`assemble.reduced`).
    """

    entries: tuple[Entry, ...]
    current: tuple[Entry, ...]
    meetings: tuple[Entry, ...]
    series: Mapping[str, tuple[Entry, ...]]
    around: Mapping[str, tuple[Neighbours, ...]]
    outside: Mapping[str, bool]
    by_id: Mapping[str, Entry]
    dates: Mapping[str, When | None]
    kinds: Mapping[str, tuple[Entry, ...]]
    groups: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    spans: Mapping[str, Mapping[str, tuple[Span, ...]]]
    links: Mapping[str, tuple[EntryLink, ...]]
    following: Mapping[str, tuple[str, ...]]
    preceding: Mapping[str, tuple[str, ...]]
    clauses: Clauses
    commitments: Commitments
    deadlines: Deadlines
    common: tuple[Entry, ...]
    vocabularies: Vocabularies
    standalone: tuple[StandalonePage, ...]
    editorial: Mapping[Locale, Editorial]
    positions: Mapping[str, int]
    beside: Mapping[str, tuple[Entry | None, Entry | None]]
    memberships: Mapping[str, Mapping[str, tuple[str, ...]]]
    answers: Mapping[str, tuple[Entry, ...]]
    notes: Notes
    briefs: Briefs
    names: Mapping[str, Mapping[str, Mapping[Locale, str]]]
    moved: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[EntryFile, ...]] = field(default_factory=dict)
    part: ContentPart = field(default_factory=ContentPart)

    def having(self, **changes: Any) -> Catalogue:
        """Return a copy with other values in some fields; unlike with `dataclasses.replace`, no field is asked for."""
        copied = object.__new__(type(self))
        vars(copied).update(vars(self), **changes)
        return copied

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of a kind, newest first."""
        return self.kinds.get(kind.name, ())

    def grouped(self, facet: Facet, id_: str) -> tuple[Entry, ...]:
        """Return the entries of a term of a facet, by sort, then newest first."""
        return self.groups[facet.name].get(id_, ())

    def terms_of(self, facet: Facet, entry: Entry) -> tuple[str, ...]:
        """Return the ids of the terms of a facet that an entry belongs to, sorted."""
        return self.memberships[facet.name].get(entry.id, ())

    def answers_to(self, note: Entry, question: int | str, country: str | None = None) -> tuple[Entry, ...]:
        """Return the practices that answer a guiding question and are not retired.

        Args:
            note: the concept note with the question.
            question: its number in the note.
            country: the code of the country that leads them; ``None`` for all.
        """
        given = self.answers.get(f"{note.id}#{question}", ())
        return tuple(answer for answer in given if country is None or country in self.terms_of(LEAD, answer))

    def neighbours(self, entry: Entry) -> tuple[Neighbours, ...]:
        """Return what comes before and after an entry: of a meeting in the series of each body, else of its kind."""
        if entry.kind is MEETING:
            return self.around.get(entry.id, ())
        earlier, later = self.beside[entry.id]
        return (Neighbours(body="", earlier=earlier, later=later),)

    def next_meeting(self, today: dt.date | None) -> Entry | None:
        """Return the next meeting of the RCM: the first that may still lie ahead; ``None`` if none is known."""
        return self._next_and_latest(today)[0]

    def latest_meeting(self, today: dt.date | None) -> Entry | None:
        """Return the latest meeting of the RCM, which no longer lies ahead; ``None`` if none is known."""
        return self._next_and_latest(today)[1]

    def _next_and_latest(self, today: dt.date | None) -> tuple[Entry | None, Entry | None]:
        soonest = None
        for entry in self.meetings:
            if self.outside[entry.id]:
                continue
            date = self.dates[entry.id]
            if not (today and date and date.to_come(today)):
                return soonest, entry
            soonest = entry
        return soonest, None

    def place_in_time(self, entry: Entry) -> tuple[SortKey, int, str]:
        """Return the key that sorts entries of different kinds chronologically, oldest first.

        On the same date concept notes come before the meeting that they prepare, and agreements after it.
        """
        return _place_in_time(entry, self.dates)

    def content_date(self) -> dt.date | None:
        """Return the latest day on which an entry was modified; ``None`` if there are no entries."""
        return max((entry.record.modified for entry in self.entries), default=None)

    def trail_back(self, entry: Entry, most: int) -> tuple[Step, ...]:
        """Return what led to an entry, transitively: the agreements that asked for it, their meetings and so on.

        Args:
            entry: a meeting or an agreement.
            most: the maximum number of steps, as a trail can go back over all years; the nearest in time are kept.

        Returns:
            The steps in chronological order, without the entry itself.
        """
        return self._trail(entry, self.preceding, -1, most)

    def trail_on(self, entry: Entry, most: int) -> tuple[Step, ...]:
        """Return what followed from an entry, transitively: its agreements, the meetings that carry them out and so on.

        Arguments and result are those of `trail_back`.
        """
        return self._trail(entry, self.following, 0, most)

    def next_steps(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the direct successors of an entry on commitment trails, without duplicates."""
        return tuple(self.by_id[id_] for id_ in self.following.get(entry.id, ()))

    def _trail(
        self, entry: Entry, steps_from: Mapping[str, tuple[str, ...]], nearest: int, most: int
    ) -> tuple[Step, ...]:
        """Follow the steps from an entry; ``nearest`` is the index of the next among those found, oldest first."""
        seen = {entry.id}
        queue = [entry]
        found: list[Entry] = []
        while queue and len(found) <= most:
            found.append(queue.pop(nearest))
            for id_ in steps_from.get(found[-1].id, ()):
                if id_ not in seen:
                    seen.add(id_)
                    insort(queue, self.by_id[id_], key=self.place_in_time)
        steps = (Step(found, self.dates[found.id]) for found in found[1:])
        return tuple(sorted(steps, key=lambda step: self.place_in_time(step.entry)))

    def concept_notes(self, meeting: Entry) -> tuple[Entry, ...]:
        """Return the concept notes that prepare a meeting."""
        return tuple(
            entry
            for entry in self.groups[MEETING_FACET.name].get(meeting.id, ())
            if isinstance(entry.record, ConceptNote) and entry.record.meeting == meeting.id
        )


def page_terms(catalogue: Catalogue, facet: Facet) -> tuple[str, ...]:
    """Return the ids of the terms of a facet that have a page, in vocabulary order.

    Every listed term of a vocabulary has one, even if no entry uses it yet, so that gaps are visible.
    """
    if not facet.vocabulary:
        return tuple(catalogue.names[facet.name])
    return tuple(id_ for id_, term in catalogue.vocabularies.named(facet.vocabulary).items() if term.listed)


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
    groups = {facet.name: _grouped(ordered, facet, sources) for facet in FACETS}
    kinds = {kind.name: tuple(entry for entry in ordered if entry.kind.name == kind.name) for kind in KINDS}
    current = tuple(entry for entry in ordered if not entry.record.status.retired)
    makers: dict[str, Callable[[], Any]] = {
        "series": lambda: series_by_body(made.meetings),
        "around": lambda: neighbours_in(made.series),
        "outside": lambda: {entry.id: _is_outside(bodies_of(entry, by_id), vocabularies) for entry in ordered},
        "spans": lambda: {
            facet.name: {id_: _spans(found, facet, id_, vocabularies) for id_, found in groups[facet.name].items()}
            for facet in FACETS
        },
        "links": lambda: {id_: _sorted_links(links, by_id, dates) for id_, links in links_between(ordered).items()},
        "following": lambda: steps_following(ordered, by_id, dates),
        "preceding": lambda: turned(made.following),
        "clauses": lambda: clauses_of(ordered),
        "commitments": lambda: group_commitments(ordered, made.clauses),
        "deadlines": lambda: group_deadlines(made.commitments.listed, by_id, dates, made.common, vocabularies),
        "common": lambda: common_to_members(current, made.outside),
        "positions": lambda: {entry.id: place for siblings in kinds.values() for place, entry in enumerate(siblings)},
        "beside": lambda: _beside(kinds.values()),
        "memberships": lambda: {name: _inverse(terms) for name, terms in groups.items()},
        "answers": lambda: _answers(ordered),
        "notes": lambda: group_notes(
            current,
            vocabularies.members,
            lambda question: {code for entry in made.answers.get(question, ()) for code in made.terms_of(LEAD, entry)},
        ),
        "briefs": lambda: group_briefs(
            ordered,
            vocabularies.topics,
            lambda entry: made.terms_of(TOPIC, entry),
            lambda entry: made.terms_of(COUNTRY, entry),
            made.outside,
            vocabularies.members,
        ),
        "names": lambda: {facet.name: _in_each_language(facet.names(sources)) for facet in FACETS},
    }
    made = _LazyCatalogue(
        makers,
        entries=ordered,
        current=current,
        meetings=tuple(entry for entry in current if entry.kind is MEETING),
        by_id=by_id,
        dates=dates,
        kinds=kinds,
        groups=groups,
        vocabularies=vocabularies,
        standalone=standalone,
        editorial=editorial,
        moved={},
        files={},
        part=ContentPart(),
    )
    return made


class _LazyCatalogue(Catalogue):
    """A catalogue that works out most indexes when somebody asks: a check needs few, and none for most edits.

    Args:
        makers: what returns each field that is not known.
        known: the others.
    """

    # `dataclasses.replace` gives all fields.
    def __init__(self, makers: Mapping[str, Callable[[], Any]] = MappingProxyType({}), **known: Any) -> None:
        vars(self).update(known, _makers=makers)

    def __getattr__(self, name: str) -> Any:
        make = vars(self).get("_makers", {}).get(name)
        if make is None:
            raise AttributeError(name)
        return vars(self).setdefault(name, make())


def _is_outside(bodies: tuple[str, ...], vocabularies: Vocabularies) -> bool:
    return bool(bodies) and all(vocabularies.is_outside(body) for body in bodies)


def _place_in_time(entry: Entry, dates: Mapping[str, When | None]) -> tuple[SortKey, int, str]:
    record = entry.record
    place = 2 if isinstance(record, Agreement) else 0 if isinstance(record, ConceptNote) else 1
    return _time(entry, dates), place, entry.id


def _sorted_links(
    links: Sequence[EntryLink], by_id: Mapping[str, Entry], dates: Mapping[str, When | None]
) -> tuple[EntryLink, ...]:
    """Return the links of an entry by reason, in the order in which the reasons occur, newest target first."""
    reasons = {reason: place for place, reason in enumerate(dict.fromkeys(link.reason for link in links))}
    newest_first = sorted(links, key=lambda link: _place_in_time(by_id[link.target], dates), reverse=True)
    return tuple(sorted(newest_first, key=lambda link: reasons[link.reason]))


# Before everything that has a date.
_UNDATED: SortKey = ((0, 0, 0), False, "")


def _time(entry: Entry, dates: Mapping[str, When | None]) -> SortKey:
    """Return the sort key of an entry's date.

    An agreement sorts by the date of its meeting if both may be the same day. Otherwise one that is dated only by month
    would come before its meeting, as coarse dates sort before finer ones.
    """
    date = dates[entry.id]
    held = dates.get(entry.record.adopted_at or "") if isinstance(entry.record, Agreement) else None
    if date and held and not date.surely_before(held) and not held.surely_before(date):
        date = held
    return date.sort_key if date else _UNDATED


def _sort(entry: Entry, facet: Facet, id_: str, vocabularies: Vocabularies) -> str:
    """Return the name of the sort of an entry in the list of a term: a country is credited only with what it leads."""
    if facet is COUNTRY and entry.kind is PRACTICE and id_ not in led_by(entry, vocabularies):
        return NAMED.name
    return entry.sort.name


def _grouped(ordered: Sequence[Entry], facet: Facet, sources: Sources) -> dict[str, tuple[Entry, ...]]:
    """Group entries by a facet, those of each term by sort and then newest first."""
    places = {name: place for place, name in enumerate(SORT_BY_NAME)}
    return {
        id_: tuple(sorted(found, key=lambda entry: places[_sort(entry, facet, id_, sources.vocabularies)]))
        for id_, found in group(ordered, facet, sources).items()
    }


def _spans(entries: Sequence[Entry], facet: Facet, id_: str, vocabularies: Vocabularies) -> tuple[Span, ...]:
    """Return where each sort is in the list of a term."""
    spans = []
    begin = 0
    for sort, run in groupby(entries, key=lambda entry: _sort(entry, facet, id_, vocabularies)):
        end = begin + sum(1 for _ in run)
        spans.append(Span(sort, begin, end))
        begin = end
    return tuple(spans)


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
