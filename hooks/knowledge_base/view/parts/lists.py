"""Pagination of lists of entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.view.parts.pieces import CardGroup, Link, Pagination
from knowledge_base.view.parts.site import Site


def page_title(site: Site, title: str, number: int) -> str:
    """Return the title of a page of a list; ``number`` counts from 1."""
    return title if number == 1 else site.say(N_("{title}, page {number}"), title=title, number=number)


def page_count(count: int) -> int:
    """Return the number of pages for a list of ``count`` entries; 1 for an empty list, which says that it is empty."""
    return max(1, -(-count // addresses.PAGE_SIZE))


def pagination(site: Site, address: str, number_: int, total: int) -> Pagination:
    """Return the pagination of a list.

    Args:
        site: the site.
        address: the address of the first page.
        number_: the current page, from 1.
        total: the number of pages.
    """
    pages = tuple(Link(str(n), url=site.url(addresses.numbered_address(address, n))) for n in range(1, total + 1))
    return Pagination(
        number=number_,
        total=total,
        pages=pages,
        previous=pages[number_ - 2] if number_ > 1 else None,
        next=pages[number_] if number_ < total else None,
    )


def by_kind(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return entries stably sorted by kind, in the display order of kinds."""
    order = {kind.name: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(entries, key=lambda entry: order[entry.kind.name]))


def kind_spans(entries: Sequence[Entry]) -> Iterator[tuple[Kind, int, int]]:
    """Yield (kind, start, end) for each run of a list sorted by kind; ``end`` is exclusive."""
    counts = Counter(entry.kind.name for entry in entries)
    end = 0
    for kind in KINDS:
        if counts[kind.name]:
            begin, end = end, end + counts[kind.name]
            yield kind, begin, end


def grouped_page(site: Site, entries: Sequence[Entry], number_: int) -> tuple[CardGroup, ...]:
    """Return one page of a list of entries, grouped by kind.

    Args:
        site: the site.
        entries: all entries of the list, sorted by kind.
        number_: the page, from 1.
    """
    first = (number_ - 1) * addresses.PAGE_SIZE
    groups = []
    for kind, begin, end in kind_spans(entries):
        shown = entries[max(begin, first) : min(end, first + addresses.PAGE_SIZE)]
        if shown:
            cards = site.cards(shown)
            groups.append(
                CardGroup(
                    id=kind.folder, title=site.say(kind.plural), cards=cards, count=end - begin, continued=begin < first
                )
            )
    return tuple(groups)
