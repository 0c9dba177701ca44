"""Explore: every entry on one page, as a plain list and as data that a script filters, sorts and exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.assemble.facets import FACETS, INDEXED_FACETS, KIND, Facet
from knowledge_base.locale import N_, Locale, sort_key
from knowledge_base.model.kinds import KINDS
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Card, Link
from knowledge_base.view.parts.site import Site

MOST_ENTRIES_LISTED = addresses.PAGE_SIZE
"""With more entries than this, the page doesn't list them all, as it has no pagination; the indexes of kinds do."""

_NEWEST = 10
# In dependency order: each script uses globals of those before it.
_SCRIPTS = tuple(
    f"assets/javascripts/explore{part}.js"
    for part in ("-entries", "-choice", "-words", "-filters", "-chosen", "-list", "-citations", "-files", "")
)


@dataclass(frozen=True, kw_only=True)
class SortList:
    """The entries of a sort in the list without scripts.

    Attributes:
        title: the heading.
        index: a link to the index that has them all, with their count.
        cards: the entries, newest first; only the newest if there are too many for the page.
    """

    title: str
    index: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class ExploreView:
    """The Explore page.

    Attributes:
        indexes: links to index pages, which work without scripts.
        count: the number of all entries.
        complete: whether the lists hold all entries.
        lists: the entries, by sort.
    """

    chrome: Chrome
    title: str
    intro: str
    indexes: tuple[Link, ...]
    count: int
    complete: bool
    lists: tuple[SortList, ...]
    empty: str
    search: None = None

    template = "explore.html"


@dataclass(frozen=True, kw_only=True)
class ExploreFacet:
    """A facet that filters the entries.

    Attributes:
        name: its name in query strings, such as ``topic``.
        label: its label.
        values: (id, label) of each value in display order, including values without entries, because a link may filter
            by them.
        opened: whether its values are expanded at first.
        on_cards: whether entries in the list show its values.
    """

    name: str
    label: str
    values: tuple[tuple[str, str], ...]
    opened: bool
    on_cards: bool


@dataclass(frozen=True, kw_only=True)
class ExploreEntry:
    """An entry in the data for the script.

    Attributes:
        address: the address of its page.
        title: its title.
        date: its date (EDTF, ISO 8601-2).
        when: its date in words.
        values: for each facet, in order, the indexes of its values in the facet's list.
        locale: the language of its text; differs from that of the page if it is not translated.
        changed: the day on which it was changed last (ISO 8601).
    """

    address: str
    title: str
    date: str
    when: str
    values: tuple[tuple[int, ...], ...]
    locale: Locale
    changed: str


@dataclass(frozen=True, kw_only=True)
class ExploreData:
    """The facets, and every entry with all it can be filtered and sorted by, newest first; in one language."""

    facets: tuple[ExploreFacet, ...]
    entries: tuple[ExploreEntry, ...]


def explore_data_path(locale: Locale) -> str:
    """Return the path of the data script of a language, from the site root."""
    return f"data/explore.{locale}.js"


def explore_chrome(site: Site) -> Chrome:
    """Return the metadata of the Explore page."""
    title = site.say(N_("Explore"))
    return site.chrome(
        addresses.EXPLORE,
        title,
        str(site.editorial.intros.explore),
        (Link(title),),
        section=addresses.EXPLORE,
        scripts=(explore_data_path(site.locale), *_SCRIPTS),
        styles=("assets/stylesheets/explore.css",),
    )


def explore_view(site: Site) -> ExploreView:
    """Return the Explore page."""
    chrome = explore_chrome(site)
    count = len(site.catalogue.entries)
    return ExploreView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        indexes=tuple(Link(site.say(facet.plural), url=site.url(facet.index)) for facet in INDEXED_FACETS),
        count=count,
        complete=count <= MOST_ENTRIES_LISTED,
        lists=tuple(_sort_lists(site, None if count <= MOST_ENTRIES_LISTED else _NEWEST)),
        empty=str(site.editorial.empty.entries),
    )


def _sort_lists(site: Site, most: int | None) -> Iterator[SortList]:
    for folder, sort in ((kind.folder, sort) for kind in KINDS for sort in kind.sorts):
        if entries := site.catalogue.grouped(KIND, sort.name):
            title = site.say(sort.plural)
            index = Link(title, url=site.url(f"{folder}/index"), count=len(entries))
            yield SortList(title=title, index=index, cards=site.cards(entries[:most]))


def explore_data(site: Site) -> ExploreData:
    """Return the data for the script, in the language of the site."""
    catalogue = site.catalogue
    facets = tuple(
        ExploreFacet(
            name=facet.name,
            label=site.say(facet.label),
            values=_values(site, facet),
            opened=facet.opened,
            on_cards=facet.on_cards,
        )
        for facet in _explored(catalogue)
    )
    places = {facet.name: {id_: place for place, (id_, _) in enumerate(facet.values)} for facet in facets}
    return ExploreData(
        facets=facets,
        entries=tuple(
            ExploreEntry(
                address=entry.address,
                title=entry.in_(site.locale).record.title.value,
                date=str(catalogue.dates[entry.id] or ""),
                when=site.when(entry),
                values=tuple(
                    tuple(sorted(place[id_] for id_ in catalogue.memberships[name].get(entry.id, ())))
                    for name, place in places.items()
                ),
                locale=entry.in_(site.locale).locale,
                changed=entry.record.modified.isoformat(),
            )
            for entry in catalogue.entries
        ),
    )


def _explored(catalogue: Catalogue) -> Iterator[Facet]:
    """Yield the facets that can filter the entries, without those in which all entries have the usual value."""
    for facet in FACETS:
        if facet.explored and not (facet.usual and catalogue.groups[facet.name].keys() <= {facet.usual}):
            yield facet


def _values(site: Site, facet: Facet) -> tuple[tuple[str, str], ...]:
    """Return (id, label) of each term in display order: sorted by name if from a vocabulary."""
    values = tuple((id_, site.term_name(facet, id_)) for id_ in site.terms(facet))
    return tuple(sorted(values, key=lambda value: sort_key(value[1], site.locale))) if facet.vocabulary else values
