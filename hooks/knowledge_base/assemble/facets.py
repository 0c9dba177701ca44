"""Facets: the ways in which entries are grouped. Every index is the same operation over another key."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.entries import Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.model.types import InVocabulary, ToEntry
from knowledge_base.model.vocabularies import Organisation, Vocabularies

# Fields that say who keeps the entry, not what it is about.
_HOUSEKEEPING = frozenset({"owner"})


@dataclass(frozen=True)
class Sources:
    """What the keys of facets are computed from: all entries by id, and the vocabularies."""

    by_id: Mapping[str, Entry]
    vocabularies: Vocabularies


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A way of grouping entries.

    Attributes:
        name: as in addresses and data: ``topic``.
        folder: of its pages: ``topics``; empty when its terms have pages elsewhere.
        label: what readers call it (English; ``es.po`` has the Spanish).
        plural: the title of its index.
        keys: the ids of the terms that an entry belongs to.
    """

    name: str
    folder: str
    label: str
    plural: str
    keys: Callable[[Entry, Sources], Iterable[str]]


def mentions(entry: Entry, vocabulary: str, sources: Sources) -> tuple[str, ...]:
    """Return the ids of a vocabulary that an entry refers to in any field, sorted."""
    known = sources.vocabularies.named(vocabulary)
    return tuple(
        sorted(
            {
                id_
                for path, marker, id_ in entry.references
                if isinstance(marker, InVocabulary)
                and vocabulary in marker.names
                and id_ in known
                and path[0] not in _HOUSEKEEPING
            }
        )
    )


def meetings_of(entry: Entry, sources: Sources) -> tuple[str, ...]:
    """Return the ids of the meetings that an entry belongs to; a meeting belongs to itself."""
    record = entry.record
    if isinstance(record, Meeting):
        return (entry.id,)
    return tuple(
        sorted(
            {
                id_
                for _, marker, id_ in entry.references
                if isinstance(marker, ToEntry) and marker.kinds == ("meeting",) and id_ in sources.by_id
            }
        )
    )


def date_of(entry: Entry, by_id: Mapping[str, Entry]) -> dt.date:
    """Return the day by which an entry is sorted: of the meeting, the note, the adoption, or the first presentation."""
    match entry.record:
        case Meeting(start=start):
            return start
        case ConceptNote(date=date):
            return date
        case Agreement(adopted_on=adopted_on):
            return adopted_on
        case Practice(shared_at=shared_at, created=created):
            held = (by_id[id_].record for id_ in shared_at if id_ in by_id)
            return min((meeting.start for meeting in held if isinstance(meeting, Meeting)), default=created)
        case Background(started=started):
            parts = [int(part) for part in started.split("-")]
            return dt.date(*[*parts, 1, 1][:3])
        case other:
            assert_never(other)


def _topics(entry: Entry, sources: Sources) -> Iterable[str]:
    return mentions(entry, "topics", sources)


def _countries(entry: Entry, sources: Sources) -> Iterable[str]:
    actors = (sources.vocabularies.organisations[id_] for id_ in mentions(entry, "organisations", sources))
    through = {actor.country for actor in actors if isinstance(actor, Organisation) and actor.country}
    return sorted({*mentions(entry, "countries", sources), *through})


def _organisations(entry: Entry, sources: Sources) -> Iterable[str]:
    return mentions(entry, "organisations", sources)


def _bodies(entry: Entry, sources: Sources) -> Iterable[str]:
    through = (sources.by_id[id_].record for id_ in meetings_of(entry, sources))
    return sorted(
        {*mentions(entry, "bodies", sources), *(record.body for record in through if isinstance(record, Meeting))}
        & set(sources.vocabularies.bodies)
    )


def _years(entry: Entry, sources: Sources) -> Iterable[str]:
    return (str(date_of(entry, sources.by_id).year),)


TOPIC = Facet(name="topic", folder="topics", label=N_("Topic"), plural=N_("Topics"), keys=_topics)
COUNTRY = Facet(name="country", folder="countries", label=N_("Country"), plural=N_("Countries"), keys=_countries)
MEETING_FACET = Facet(name="meeting", folder="", label=N_("Meeting"), plural=N_("Meetings"), keys=meetings_of)
ORGANISATION = Facet(
    name="organisation",
    folder="organisations",
    label=N_("Organisation"),
    plural=N_("Organisations"),
    keys=_organisations,
)
BODY = Facet(name="body", folder="bodies", label=N_("Body"), plural=N_("Bodies"), keys=_bodies)
YEAR = Facet(name="year", folder="years", label=N_("Year"), plural=N_("Years"), keys=_years)
KIND = Facet(name="kind", folder="", label=N_("Kind"), plural=N_("Kinds"), keys=lambda entry, _: (entry.kind.name,))

FACETS = (TOPIC, COUNTRY, MEETING_FACET, ORGANISATION, BODY, YEAR, KIND)

VOCABULARY_OF = {
    TOPIC.name: "topics",
    COUNTRY.name: "countries",
    ORGANISATION.name: "organisations",
    BODY.name: "bodies",
}
"""The vocabulary whose terms a facet groups by, for the facets that have one."""


def group(entries: Iterable[Entry], facet: Facet, sources: Sources) -> dict[str, tuple[Entry, ...]]:
    """Group entries by a facet.

    Args:
        entries: in the order that each group shall have.
        facet: the facet.
        sources: what its keys are computed from.

    Returns:
        The entries of each term that has any, by the id of the term, sorted by id.
    """
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in facet.keys(entry, sources):
            groups[key].append(entry)
    return {key: tuple(groups[key]) for key in sorted(groups)}
