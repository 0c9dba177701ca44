"""Pagination of lists of entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from knowledge_base.assemble import addresses
from knowledge_base.assemble.catalogue import Span
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.kinds import SORT_BY_NAME
from knowledge_base.view.parts.pieces import CardGroup, Link, Pagination
from knowledge_base.view.parts.site import Site

# How many pages before and after the current one are linked, besides the first and the last.
_NEAR = 2


def page_title(site: Site, title: str, number: int) -> str:
    """Return the title of a page of a list; ``number`` counts from 1."""
    return title if number == 1 else site.say(N_("{title}, page {number}"), title=title, number=number)


def page_count(count: int, size: int = addresses.PAGE_SIZE) -> int:
    """Return the number of pages, of ``size`` items, of a list; 1 for an empty list, which says that it is empty."""
    return max(1, -(-count // size))


def on_page(number: int, size: int = addresses.PAGE_SIZE) -> slice:
    """Return which part of a list is on a page; ``number`` counts from 1."""
    return slice((number - 1) * size, number * size)


def pagination(site: Site, address: str, number_: int, total: int) -> Pagination:
    """Return the pagination of a list.

    Args:
        site: the site.
        address: the address of the first page.
        number_: the current page, from 1.
        total: the number of pages.
    """

    def page(n: int) -> Link | None:
        if not 1 <= n <= total:
            return None
        return Link(str(n), url=site.url(addresses.numbered_address(address, n)))

    shown = sorted({1, *range(number_ - _NEAR, number_ + _NEAR + 1), total})
    return Pagination(
        number=number_,
        total=total,
        pages=tuple(link for n in shown if (link := page(n))),
        previous=page(number_ - 1),
        next=page(number_ + 1),
    )


class Joined(Sequence[Entry]):
    """Lists one after the other, of which only what is asked for is read.

    Args:
        lists: the lists.
    """

    def __init__(self, lists: Sequence[Sequence[Entry]]) -> None:
        self._lists = lists

    def __len__(self) -> int:
        return sum(map(len, self._lists))

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Entry, ...]: ...

    def __getitem__(self, place: int | slice) -> Entry | tuple[Entry, ...]:
        """Return the entry at a place, or those of a part without steps."""
        if isinstance(place, int):
            return self[place : place + 1][0]
        begin, end, _ = place.indices(len(self))
        found: list[Entry] = []
        for entries in self._lists:
            if begin < len(entries) and end > 0:
                found += entries[max(begin, 0) : end]
            begin, end = begin - len(entries), end - len(entries)
        return tuple(found)


def grouped_page(site: Site, entries: Sequence[Entry], spans: Sequence[Span], number_: int) -> tuple[CardGroup, ...]:
    """Return one page of a list of entries, grouped by sort.

    Args:
        site: the site.
        entries: all entries of the list, by sort.
        spans: where each sort is in the list.
        number_: the page, from 1.
    """
    page = on_page(number_)
    groups = []
    for span in spans:
        shown = entries[max(span.begin, page.start) : min(span.end, page.stop)]
        if shown:
            sort = SORT_BY_NAME[span.sort]
            groups.append(
                CardGroup(
                    id=sort.anchor,
                    title=site.say(sort.plural),
                    cards=site.cards(shown),
                    count=span.end - span.begin,
                    continued=span.begin < page.start,
                )
            )
    return tuple(groups)
