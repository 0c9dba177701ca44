"""What a page of a copy of a part of the content says of what is linked with its entry, but not in the copy."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.view.parts.linked import MOST_LINKED
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """The entries that are linked with an entry and not in this copy.

    Attributes:
        entries: the first of them; their URLs are whole, and empty if that of the published site is not configured.
        more: the number of the others.
    """

    entries: tuple[Link, ...]
    more: int


def left_out(site: Site, entry: Entry) -> LeftOut | None:
    """Return the entries that are linked with an entry and not in this copy; ``None`` if all are."""
    absent = site.catalogue.part.linked.get(entry.id, ())
    if not absent:
        return None
    links = [
        Link(other.in_(site.locale).record.title, url=site.home and site.home + site.url(other.address))
        for other in absent[:MOST_LINKED]
    ]
    return LeftOut(entries=tuple(links), more=len(absent) - len(links))
