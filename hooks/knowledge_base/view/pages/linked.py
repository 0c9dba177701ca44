"""All that is linked with an entry, for an entry whose own page can't hold it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.model.choices import Status
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.lists import on_page, page_count, page_title, pagination
from knowledge_base.view.parts.pieces import Card, Link, Pagination
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class LinkedGroup:
    """The entries that are linked for one reason."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, kw_only=True)
class LinkedView:
    """A page of the entries that are linked with an entry, by reason, then newest first.

    Attributes:
        entry: a link to the entry.
        count: the number of links, over all pages.
    """

    chrome: Chrome
    title: str
    entry: Link
    count: int
    groups: tuple[LinkedGroup, ...]
    pagination: Pagination
    search: None = None

    template = "linked.html"


def linked_chrome(site: Site, entry: Entry, number: int) -> Chrome:
    """Return the metadata of a page of what is linked with an entry."""
    index = f"{entry.kind.folder}/index"
    title = site.say(N_("Linked entries"))
    about = entry.in_(site.locale).record.title.value
    return site.chrome(
        addresses.numbered_address(addresses.linked_address(entry.address), number),
        page_title(site, site.say(N_("Linked with: {title}"), title=about), number),
        site.say(N_("All entries that are linked with “{title}”, by reason."), title=about),
        (Link(site.say(entry.kind.plural), url=site.url(index)), site.entry_link(entry), Link(title)),
        section=index,
        listed=entry.record.status is not Status.WITHDRAWN,
    )


def linked_view(site: Site, id_: str, number: int) -> LinkedView:
    """Return a page of what is linked with an entry; ``number`` counts from 1."""
    entry = site.catalogue.by_id[id_]
    links = site.catalogue.links.get(id_, ())
    chrome = linked_chrome(site, entry, number)
    by_reason = groupby(links[on_page(number)], key=lambda link: link.reason)
    return LinkedView(
        chrome=chrome,
        title=chrome.title,
        entry=site.entry_link(entry),
        count=len(links),
        groups=tuple(
            LinkedGroup(
                id=f"reason-{place}",
                title=site.say(reason),
                cards=site.cards([site.catalogue.by_id[link.target] for link in found]),
            )
            for place, (reason, found) in enumerate(by_reason, 1)
        ),
        pagination=pagination(site, addresses.linked_address(entry.address), number, page_count(len(links))),
    )
