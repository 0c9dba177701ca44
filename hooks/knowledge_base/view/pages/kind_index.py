"""The index of a kind of entry: all its entries, by sort, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Span
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import KIND
from knowledge_base.locale import N_
from knowledge_base.model.kinds import MEETING, Kind
from knowledge_base.view.kinds.registry import pages_of
from knowledge_base.view.parts.chrome import PICTURES_STYLE, Chrome
from knowledge_base.view.parts.lists import Joined, grouped_page, page_count, page_title, pagination
from knowledge_base.view.parts.other_forms import forms_of_kind
from knowledge_base.view.parts.pieces import CardGroup, Link, Pagination
from knowledge_base.view.parts.series import SeriesTable, series_table
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.timeline import Timeline, timeline_of


@dataclass(frozen=True, kw_only=True)
class KindView:
    """The index of a kind of entry: all its entries, by sort, newest first.

    Attributes:
        count: the number of entries, over all pages.
        legend: the meanings of the marks on the cards.
        series: the meetings of each body by decade, on the first page of the index of meetings.
        timeline: the timeline, on the first page of a kind that has it.
        groups: the entries on this page, by sort.
        headed: whether its entries are of several sorts, each under a heading.
        propose: a link to the form to propose an entry, if there is one.
    """

    chrome: Chrome
    kind: str
    title: str
    intro: str
    count: int
    legend: tuple[tuple[str, str], ...]
    series: SeriesTable | None
    timeline: Timeline | None
    groups: tuple[CardGroup, ...]
    headed: bool
    pagination: Pagination
    propose: Link | None
    empty: str
    search: None = None

    template = "kind.html"


def kind_chrome(site: Site, kind: Kind, number: int) -> Chrome:
    """Return the metadata of a page of the index of a kind of entry."""
    title = site.say(kind.plural)
    address = f"{kind.folder}/index"
    return site.chrome(
        addresses.numbered_address(address, number),
        page_title(site, title, number),
        site.say(pages_of(kind).intro),
        (Link(title),),
        section=address,
        styles=(PICTURES_STYLE,) if pages_of(kind).timeline and number == 1 else (),
        forms=forms_of_kind(site, kind) if number == 1 else (),
    )


def kind_view(site: Site, kind: Kind, number: int) -> KindView:
    """Return a page of the index of a kind of entry; ``number`` counts from 1."""
    spans, entries = _by_sort(site, kind)
    chrome = kind_chrome(site, kind, number)
    pages = pages_of(kind)
    return KindView(
        chrome=chrome,
        kind=kind.name,
        title=site.say(kind.plural),
        intro=chrome.description,
        count=len(entries),
        legend=pages.legend(site) if number == 1 else (),
        series=series_table(site) if kind is MEETING and number == 1 else None,
        timeline=timeline_of(site) if pages.timeline and number == 1 else None,
        groups=grouped_page(site, entries, spans, number),
        headed=len(kind.sorts) > 1,
        pagination=pagination(site, f"{kind.folder}/index", number, page_count(len(entries))),
        propose=Link(site.say(N_("Propose a practice")), url=site.url(addresses.PROPOSE)) if pages.proposed else None,
        empty=str(site.editorial.empty.entries),
    )


def _by_sort(site: Site, kind: Kind) -> tuple[tuple[Span, ...], Sequence[Entry]]:
    """Return the entries of a kind by sort, newest first, and where each sort is among them."""
    lists = [(sort.name, site.catalogue.grouped(KIND, sort.name)) for sort in kind.sorts]
    ends = [0, *accumulate(len(found) for _, found in lists)]
    spans = tuple(Span(name, ends[place], ends[place + 1]) for place, (name, found) in enumerate(lists) if found)
    return spans, Joined([found for _, found in lists])
