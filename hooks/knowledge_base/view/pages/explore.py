"""Explore: every entry on one page, as a plain list and as data that a script narrows, sorts and hands out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import BODY, COUNTRY, KIND, MEETING_FACET, TOPIC, YEAR, Facet
from knowledge_base.locale import N_, Locale, fold
from knowledge_base.model.choices import Maturity, Status
from knowledge_base.model.entries import Practice
from knowledge_base.model.kinds import KINDS, MEETING
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Card, Link
from knowledge_base.view.parts.site import Site

MOST_ENTRIES_LISTED = 200
"""With more entries than this the page does not list them all: the index of each kind is cut into pages, it is not."""

_NEWEST = 10
# Each after those whose constants it uses.
_SCRIPTS = tuple(
    f"assets/javascripts/explore{part}.js"
    for part in ("-entries", "-choice", "-words", "-filters", "-chosen", "-list", "-files", "")
)
# What a reader has to know of the languages of an entry; where it is in one only, the id is that language.
_CURRENT = "both"
TRANSLATION_STALE = "stale"
"""The value of the filter of languages for entries of which the translation is out of date."""


@dataclass(frozen=True, kw_only=True)
class KindList:
    """The entries of a kind in the list for readers without scripts.

    Attributes:
        title: the heading.
        index: the index of the kind, with the number of all its entries.
        cards: the entries, newest first; the newest alone where there are too many.
    """

    title: str
    index: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class ExploreView:
    """The page of all entries.

    Attributes:
        indexes: other ways to them, which need no script.
        count: of all entries.
        complete: whether the lists have all of them.
        lists: the entries, kind by kind.
    """

    chrome: Chrome
    title: str
    intro: str
    indexes: tuple[Link, ...]
    count: int
    complete: bool
    lists: tuple[KindList, ...]
    search: None = None

    template = "explore.html"


@dataclass(frozen=True, kw_only=True)
class ExploreFacet:
    """A way to narrow the entries.

    Attributes:
        name: as in addresses: ``topic``.
        label: what readers call it.
        values: the id and the words of each value in the order in which readers see them; of those without entries too,
            so that an address may name them.
    """

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ExploreEntry:
    """An entry, as the script takes it.

    Attributes:
        address: of its page.
        title: its title.
        date: the day by which it is sorted (ISO 8601).
        values: for each facet, in their order, the places of its values in the facet's list.
        locale: the language of its text: another than that of the page where it is not translated.
    """

    address: str
    title: str
    date: str
    values: tuple[tuple[int, ...], ...]
    locale: Locale


@dataclass(frozen=True, kw_only=True)
class ExploreData:
    """Every entry with all that it can be narrowed and sorted by, in one language; newest first."""

    facets: tuple[ExploreFacet, ...]
    entries: tuple[ExploreEntry, ...]


def explore_data_path(locale: Locale) -> str:
    """Return where the data of a language is, from the root of the site."""
    return f"data/explore.{locale}.js"


def explore_chrome(site: Site) -> Chrome:
    """Return what surrounds the page of all entries."""
    title = site.say(N_("Explore"))
    return site.chrome(
        addresses.EXPLORE,
        title,
        site.say(N_("Every entry, by any combination of kind, topic, country, meeting and more.")),
        (Link(title),),
        section=addresses.EXPLORE,
        scripts=(explore_data_path(site.locale), *_SCRIPTS),
    )


def explore_view(site: Site) -> ExploreView:
    """Return the page of all entries."""
    chrome = explore_chrome(site)
    count = len(site.catalogue.entries)
    return ExploreView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        indexes=tuple(
            Link(site.say(facet.plural), url=site.url(f"{facet.folder}/index")) for facet in addresses.INDEXED_FACETS
        ),
        count=count,
        complete=count <= MOST_ENTRIES_LISTED,
        lists=tuple(_kind_lists(site, None if count <= MOST_ENTRIES_LISTED else _NEWEST)),
    )


def _kind_lists(site: Site, most: int | None) -> Iterator[KindList]:
    for kind in KINDS:
        if entries := site.catalogue.of_kind(kind):
            title = site.say(kind.plural)
            index = Link(title, url=site.url(f"{kind.folder}/index"), count=len(entries))
            yield KindList(title=title, index=index, cards=site.cards(entries[:most]))


def explore_data(site: Site) -> ExploreData:
    """Return every entry as data in the language of the site."""
    ways = tuple(_ways(site))
    places = [{id_: place for place, id_ in enumerate(way.words)} for way in ways]
    return ExploreData(
        facets=tuple(ExploreFacet(name=way.name, label=way.label, values=tuple(way.words.items())) for way in ways),
        entries=tuple(
            ExploreEntry(
                address=entry.address,
                title=entry.in_(site.locale).record.title.value,
                date=site.catalogue.dates[entry.id].isoformat(),
                values=tuple(
                    tuple(sorted(place[id_] for id_ in way.ids(entry))) for way, place in zip(ways, places, strict=True)
                ),
                locale=entry.in_(site.locale).locale,
            )
            for entry in site.catalogue.entries
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Way:
    """A way to narrow the entries: name and label, the words of every value in order, the values that an entry has."""

    name: str
    label: str
    words: Mapping[str, str]
    ids: Callable[[Entry], Sequence[str]]


def _ways(site: Site) -> Iterator[_Way]:
    """Yield the ways to narrow the entries, in the order of the filters of the search."""
    catalogue = site.catalogue

    def of(facet: Facet, words: Mapping[str, str]) -> _Way:
        return _Way(name=facet.name, label=site.say(facet.label), words=words, ids=partial(catalogue.terms_of, facet))

    yield of(KIND, {kind.name: site.say(kind.singular) for kind in KINDS})
    yield of(TOPIC, _by_name(site, TOPIC))
    yield of(COUNTRY, _by_name(site, COUNTRY))
    meetings = catalogue.of_kind(MEETING)
    yield of(MEETING_FACET, {entry.id: entry.in_(site.locale).record.title.value for entry in meetings})
    yield of(BODY, _by_name(site, BODY))
    yield of(YEAR, {id_: id_ for id_ in site.terms(YEAR)})
    maturities = {maturity.value: maturity.label_in(site.locale) for maturity in Maturity}
    yield _Way(name="maturity", label=site.say(N_("Maturity")), words=maturities, ids=_maturity)
    statuses = {status.value: status.label_in(site.locale) for status in Status if status.public}
    if len(catalogue.current) < len(catalogue.entries):
        yield _Way(
            name="status", label=site.say(N_("Status")), words=statuses, ids=lambda entry: (entry.record.status.value,)
        )
    languages = {
        _CURRENT: site.say(N_("In both languages")),
        TRANSLATION_STALE: site.say(N_("Translation out of date")),
        str(Locale.ES): site.say(N_("Only in Spanish")),
        str(Locale.EN): site.say(N_("Only in English")),
    }
    yield _Way(name="language", label=site.say(N_("Language")), words=languages, ids=_language)


def _by_name(site: Site, facet: Facet) -> dict[str, str]:
    names = {id_: site.term_name(facet, id_) for id_ in site.terms(facet)}
    return dict(sorted(names.items(), key=lambda item: fold(item[1])))


def _maturity(entry: Entry) -> Sequence[str]:
    return (entry.record.maturity.value,) if isinstance(entry.record, Practice) else ()


def _language(entry: Entry) -> Sequence[str]:
    if len(entry.versions) == 1:
        return (str(entry.original),)
    return (TRANSLATION_STALE if any(version.stale for version in entry.versions.values()) else _CURRENT,)
