"""Facets: the keys by which entries are grouped, indexed and filtered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_, InLanguage, Locale, saying
from knowledge_base.model.choices import MadeKnown, Maturity, Status
from knowledge_base.model.entries import Agreement, Background, ConceptNote, Meeting, Practice
from knowledge_base.model.kinds import SORTS
from knowledge_base.model.terms import AnyTerm
from knowledge_base.model.types import ToEntry
from knowledge_base.model.vocabularies import OUTSIDE, Organisation, Vocabularies
from knowledge_base.model.when import When

TRANSLATION_STALE = "stale"
"""The term of the language facet for entries whose translation is stale."""

_CURRENT = "both"


@dataclass(frozen=True)
class Sources:
    """The input of the functions of facets: all published entries by id, newest first, and the vocabularies."""

    by_id: Mapping[str, Entry]
    vocabularies: Vocabularies


TermKeys = Callable[[Entry, Sources], Iterable[str]]
"""Returns the ids of the terms that an entry belongs to."""

TermNames = Mapping[str, InLanguage]
"""The name of each term of a facet, by id, in display order."""


@dataclass(frozen=True, kw_only=True)
class IndexGroup:
    """A section of the index of a facet.

    Attributes:
        id: the anchor of its heading.
        title: the heading (English; ``es.po`` has the Spanish).
        holds: whether a term belongs to it, given the vocabularies.
    """

    id: str
    title: str
    holds: Callable[[AnyTerm, Vocabularies], bool]


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A key to group entries by, and all features of the site that use it. Features default to off.

    Labels and sentences are in English; ``es.po`` has the Spanish. Facts about single terms come from the model of the
    vocabulary (`AnyTerm`).

    Attributes:
        name: the identifier, as in addresses and data: ``topic``.
        label: the label for one term.
        plural: the label for several, and the title of the index.
        vocabulary: the name of the vocabulary of its terms; empty if they come from elsewhere.
        keys: returns the term ids of an entry; by default all that its fields take from the vocabulary.
        terms: returns the names of the terms; by default those of the vocabulary.
        folder: the folder of the index and of the pages of terms, ``topics``; empty if there are none.
        intro: the introduction of the index.
        door: whether the home page links to the index, which is then in the main navigation; else it is under "More".
        groups: the sections of the index; empty for a single list.
        strips: the names of the facets whose counts the page of a term shows.
        searched: whether it is a filter of the search.
        explored: whether it is a filter of the Explore page and a column of the files that can be downloaded there.
        opened: whether its filter on the Explore page is expanded at first.
        usual: a default term. The Explore page hides the facet while all entries have it.
        greatest_first: whether filters sort its values in descending order, as for years, instead of by count.
        found_by: whether the search indexes entries under all names of their terms, synonyms included.
        on_cards: whether cards and the list of the Explore page show its terms.
        on_entries: whether the facts panel of entries shows its terms, for facets that have no field of their own.
    """

    name: str
    label: str
    plural: str
    vocabulary: str = ""
    keys: TermKeys | None = None
    terms: Callable[[Sources], TermNames] | None = None
    folder: str = ""
    intro: str = ""
    door: bool = False
    groups: tuple[IndexGroup, ...] = ()
    strips: tuple[str, ...] = ()
    searched: bool = False
    explored: bool = False
    opened: bool = False
    usual: str = ""
    greatest_first: bool = False
    found_by: bool = False
    on_cards: bool = False
    on_entries: bool = False

    @property
    def index(self) -> str:
        """The address of its index."""
        return f"{self.folder}/index"

    def keys_of(self, entry: Entry, sources: Sources) -> Iterable[str]:
        """Return the ids of the terms that an entry belongs to."""
        return self.keys(entry, sources) if self.keys else mentions(entry, self.vocabulary, sources)

    def names(self, sources: Sources) -> TermNames:
        """Return the names of its terms, by id, in display order."""
        if self.terms:
            return self.terms(sources)
        return {id_: term.name for id_, term in sources.vocabularies.named(self.vocabulary).items()}


def mentions(entry: Entry, vocabulary: str, sources: Sources) -> tuple[str, ...]:
    """Return the ids from a vocabulary that an entry refers to in any field except ``owner``, sorted."""
    known = sources.vocabularies.named(vocabulary)
    return tuple(sorted(id_ for id_ in entry.terms.get(vocabulary, ()) if id_ in known))


def meetings_of(entry: Entry, sources: Sources) -> tuple[str, ...]:
    """Return the ids of the meetings that an entry refers to, sorted; a meeting belongs to itself."""
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


def bodies_of(entry: Entry, by_id: Mapping[str, Entry]) -> tuple[str, ...]:
    """Return the ids of the bodies that met, or whose meeting an entry prepares or comes from; none for a practice."""
    match entry.record:
        case Meeting(bodies=bodies):
            return bodies
        case Agreement(adopted_at=id_) | ConceptNote(meeting=id_):
            meeting = by_id.get(id_ or "")
            return bodies_of(meeting, by_id) if meeting else ()
        case Background(body=body):
            return (body,) if body else ()
        case Practice():
            return ()
        case other:
            assert_never(other)


def date_of(entry: Entry, by_id: Mapping[str, Entry]) -> When | None:
    """Return the date of an entry; ``None`` for an agreement of which neither the date nor the meeting is known.

    It is its own date, or that of the meeting which adopted it; for a practice, that of what made it known: the
    first meeting at which it was presented, the first entry that reports it, or the first meeting for which it was
    announced. A practice without any of these has its period, or no date.
    """
    match entry.record:
        case Meeting(date=date) | ConceptNote(date=date) | Background(date=date):
            return date
        case Agreement(adopted_on=adopted_on, adopted_at=adopted_at):
            meeting = by_id.get(adopted_at or "")
            return adopted_on or (meeting.record.date if meeting and isinstance(meeting.record, Meeting) else None)
        case Practice() as practice:
            told = practice.presented_at or practice.reported_in or practice.announced_at
            # That a practice is reported in another practice says nothing of when.
            entries = (by_id[id_] for id_ in told if id_ in by_id)
            known = (date_of(entry, by_id) for entry in entries if not isinstance(entry.record, Practice))
            dates = (date for date in known if date)
            return min(dates, key=lambda date: date.sort_key, default=practice.period)
        case other:
            assert_never(other)


def led_by(entry: Entry, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Return the codes of the countries that lead a practice, themselves or by their institutions, sorted.

    A country that it only names does not lead it. Entries of other kinds are led by none.
    """
    if not isinstance(entry.record, Practice):
        return ()
    organisations = vocabularies.organisations
    codes = (organisations[id_].country if id_ in organisations else id_ for id_ in entry.record.leads)
    return tuple(sorted({code for code in codes if code and code in vocabularies.countries}))


def _countries(entry: Entry, sources: Sources) -> Iterable[str]:
    actors = (sources.vocabularies.organisations[id_] for id_ in mentions(entry, "organisations", sources))
    through = {actor.country for actor in actors if isinstance(actor, Organisation) and actor.country}
    return sorted({*mentions(entry, "countries", sources), *through})


def _bodies(entry: Entry, sources: Sources) -> Iterable[str]:
    through = (sources.by_id[id_].record for id_ in meetings_of(entry, sources))
    held = (body for record in through if isinstance(record, Meeting) for body in record.bodies)
    return sorted({*mentions(entry, "bodies", sources), *held} & set(sources.vocabularies.bodies))


def _years(entry: Entry, sources: Sources) -> Iterable[str]:
    date = date_of(entry, sources.by_id)
    return (str(date.year),) if date and date.year else ()


def _year_names(sources: Sources) -> TermNames:
    years = {year for entry in sources.by_id.values() for year in _years(entry, sources)}
    return {year: saying(year) for year in sorted(years, reverse=True)}


def _meeting_names(sources: Sources) -> TermNames:
    return {id_: _title(entry) for id_, entry in sources.by_id.items() if isinstance(entry.record, Meeting)}


def _title(entry: Entry) -> InLanguage:
    return lambda locale: entry.in_(locale).record.title.value


def _maturity(entry: Entry, _: Sources) -> Iterable[str]:
    return (entry.record.maturity.value,) if isinstance(entry.record, Practice) else ()


def _made_known(entry: Entry, _: Sources) -> Iterable[str]:
    found = entry.record.made_known if isinstance(entry.record, Practice) else None
    return (found.value,) if found else ()


def _language(entry: Entry, _: Sources) -> Iterable[str]:
    """Yield the term for an entry's languages: its only one, or whether its translation is current or stale."""
    if len(entry.versions) == 1:
        yield str(entry.original)
    else:
        yield TRANSLATION_STALE if any(version.stale for version in entry.versions.values()) else _CURRENT


def _is_member(term: AnyTerm, vocabularies: Vocabularies) -> bool:
    return term.id in vocabularies.members


def _is_observer(term: AnyTerm, vocabularies: Vocabularies) -> bool:
    return term.id in vocabularies.observers


def _is_outside(term: AnyTerm, vocabularies: Vocabularies) -> bool:
    return vocabularies.is_outside(term.id)


KIND = Facet(
    name="kind",
    label=N_("Kind"),
    plural=N_("Kinds"),
    keys=lambda entry, _: (entry.sort.name,),
    terms=lambda _: {sort.name: saying(sort.singular) for sort in SORTS},
    searched=True,
    explored=True,
    opened=True,
)
TOPIC = Facet(
    name="topic",
    label=N_("Topic"),
    plural=N_("Topics"),
    vocabulary="topics",
    folder="topics",
    intro=N_("What the meetings deal with: the priority topics and areas of practice of the working groups."),
    door=True,
    strips=("country",),
    searched=True,
    explored=True,
    opened=True,
    found_by=True,
)
COUNTRY = Facet(
    name="country",
    label=N_("Country"),
    plural=N_("Countries"),
    vocabulary="countries",
    keys=_countries,
    folder="countries",
    intro=N_("What each country leads and has adopted, and what it has been asked."),
    door=True,
    groups=(
        IndexGroup(id="members", title=N_("Member Countries"), holds=_is_member),
        IndexGroup(id="observers", title=N_("Observer countries"), holds=_is_observer),
        IndexGroup(
            id="others",
            title=N_("Other countries named in the entries"),
            holds=lambda term, known: not (_is_member(term, known) or _is_observer(term, known)),
        ),
    ),
    strips=("topic",),
    searched=True,
    explored=True,
    opened=True,
    on_cards=True,
)
MEETING_FACET = Facet(
    name="meeting",
    label=N_("Meeting"),
    plural=N_("Meetings"),
    keys=meetings_of,
    terms=_meeting_names,
    searched=True,
    explored=True,
)
BODY = Facet(
    name="body",
    label=N_("Body"),
    plural=N_("Bodies"),
    vocabulary="bodies",
    keys=_bodies,
    folder="bodies",
    intro=N_("The bodies that meet, and what came out of them."),
    groups=(
        IndexGroup(id="rcm", title=N_("Bodies of the RCM"), holds=lambda term, known: not _is_outside(term, known)),
        IndexGroup(id="outside", title=OUTSIDE, holds=_is_outside),
    ),
    strips=("topic", "country"),
    searched=True,
    explored=True,
    found_by=True,
)
ORGANISATION = Facet(
    name="organisation",
    label=N_("Organisation"),
    plural=N_("Organisations"),
    vocabulary="organisations",
    folder="organisations",
    intro=N_("The institutions and organisations that the entries name."),
    strips=("topic",),
    found_by=True,
)
YEAR = Facet(
    name="year",
    label=N_("Year"),
    plural=N_("Years"),
    keys=_years,
    terms=_year_names,
    folder="years",
    intro=N_("All entries, by the year in which the events took place."),
    strips=("topic", "country"),
    searched=True,
    explored=True,
    greatest_first=True,
    on_entries=True,
)
MATURITY = Facet(
    name="maturity",
    label=N_("Maturity"),
    plural=N_("Maturity"),
    keys=_maturity,
    terms=lambda _: {maturity.value: maturity.label_in for maturity in Maturity},
    searched=True,
    explored=True,
)
MADE_KNOWN = Facet(
    name="made-known",
    label=N_("Announced or presented"),
    plural=N_("Announced or presented"),
    keys=_made_known,
    terms=lambda _: {each.value: each.label_in for each in MadeKnown},
    searched=True,
    explored=True,
)
LEAD = Facet(
    name="lead",
    label=N_("Led by"),
    plural=N_("Led by"),
    keys=lambda entry, sources: led_by(entry, sources.vocabularies),
    terms=lambda sources: {code: country.name for code, country in sources.vocabularies.countries.items()},
    explored=True,
)
STATUS = Facet(
    name="status",
    label=N_("Status"),
    plural=N_("Status"),
    keys=lambda entry, _: (entry.record.status.value,),
    terms=lambda _: {status.value: status.label_in for status in Status if status.public},
    explored=True,
    usual=Status.PUBLISHED.value,
)
LANGUAGE = Facet(
    name="language",
    label=N_("Language"),
    plural=N_("Languages"),
    keys=_language,
    terms=lambda _: {
        _CURRENT: saying(N_("In both languages")),
        TRANSLATION_STALE: saying(N_("Translation out of date")),
        str(Locale.ES): saying(N_("Only in Spanish")),
        str(Locale.EN): saying(N_("Only in English")),
    },
    explored=True,
)

FACETS = (KIND, TOPIC, COUNTRY, MEETING_FACET, BODY, ORGANISATION, YEAR, LEAD, MADE_KNOWN, MATURITY, STATUS, LANGUAGE)
"""All facets, in display order."""

FACET_BY_NAME = {facet.name: facet for facet in FACETS}

INDEXED_FACETS = tuple(facet for facet in FACETS if facet.folder)
"""The facets that have an index and a page for each term."""


def facet_of(vocabulary: str) -> Facet:
    """Return the facet of a vocabulary.

    Raises:
        StopIteration: no facet uses the vocabulary.
    """
    return next(facet for facet in FACETS if facet.vocabulary == vocabulary)


def group(entries: Iterable[Entry], facet: Facet, sources: Sources) -> dict[str, tuple[Entry, ...]]:
    """Group entries by a facet.

    Args:
        entries: the entries, in the order that the groups keep.
        facet: the facet.
        sources: the input of its functions.

    Returns:
        The entries of each term that has any, by term id, sorted by id.
    """
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in facet.keys_of(entry, sources):
            groups[key].append(entry)
    return {key: tuple(groups[key]) for key in sorted(groups)}
