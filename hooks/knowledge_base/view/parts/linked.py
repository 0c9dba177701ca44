"""What is linked with an entry: the few that its page lists, and where the others are."""

from __future__ import annotations

from collections import Counter

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.locale import N_
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site

MOST_LINKED = 15
"""The maximum number of entries that an entry's page lists in one place; a plan may be cited by all the others."""


def is_cut(site: Site, entry: Entry) -> bool:
    """Whether the page of an entry doesn't list all that is linked with it, so that there are pages that do."""
    links = site.catalogue.links.get(entry.id, ())
    return len(links) > MOST_LINKED and max(Counter(link.reason for link in links).values()) > MOST_LINKED


def linked_link(site: Site, entry: Entry) -> Link | None:
    """Return a link to the list of all that is linked with an entry; ``None`` if its page has them all."""
    if not is_cut(site, entry):
        return None
    count = len(site.catalogue.links[entry.id])
    return Link(site.say(N_("All linked entries")), url=site.url(addresses.linked_address(entry.address)), count=count)
