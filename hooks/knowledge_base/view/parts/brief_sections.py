"""The sections of a brief, as queues of items: how each kind of entry contributes to a brief."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import Matter
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, KIND, TOPIC, Facet
from knowledge_base.model.kinds import Kind, Sort
from knowledge_base.view.parts.brief_items import BriefItem, Lengths
from knowledge_base.view.parts.site import Site

ItemMaker = Callable[[Lengths], BriefItem]
"""Makes an item with its texts truncated to the given lengths."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A section of a brief, before it is known how many of its items fit.

    Attributes:
        id: the HTML id of the heading.
        title: the heading.
        items: a factory for each item, most important first.
        elsewhere: the URL of the full list.
        empty: the text shown if there are no items.
    """

    id: str
    title: str
    items: Sequence[ItemMaker]
    elsewhere: str
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class BriefScope:
    """The subject of a brief: a country and a topic, with the entries on both.

    Attributes:
        country: the code of the country.
        topic: the id of the topic.
        topics: the ids of the topic and its narrower topics.
        member: whether the country is a Member Country.
        matter: the country's entries and figures on these topics.
    """

    country: str
    topic: str
    topics: frozenset[str]
    member: bool
    matter: Matter

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of a kind, newest first."""
        return tuple(entry for entry in self.matter.entries if entry.kind.name == kind.name)

    def explore(self, site: Site, kind: Kind | Sort, *, of: Facet | None = COUNTRY) -> str:
        """Return the URL of Explore, filtered by kind or sort, topics and, in a facet if one is given, country."""
        sorts = kind.sorts if isinstance(kind, Kind) else (kind,)
        chosen = [(KIND.name, sort.name) for sort in sorts]
        chosen += [(TOPIC.name, id_) for id_ in sorted(self.topics)]
        if of:
            chosen.append((of.name, self.country))
        return f"{site.url(addresses.EXPLORE)}?{urlencode(chosen)}"
