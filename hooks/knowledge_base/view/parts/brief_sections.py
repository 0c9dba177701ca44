"""What a brief has room for, section by section: the pieces with which each kind of entry says what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import Matter
from knowledge_base.assemble.entries import Entry
from knowledge_base.model.kinds import Kind
from knowledge_base.view.parts.brief_items import BriefItem, Lengths
from knowledge_base.view.parts.site import Site

ItemMaker = Callable[[Lengths], BriefItem]
"""Makes an item, with parts of these lengths at the most."""


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A section before it is known how much of it there is room for.

    Attributes:
        id: of its heading.
        title: its heading.
        items: what makes each of its items, the most important first.
        elsewhere: where all of them are.
        empty: what to say where there is none.
    """

    id: str
    title: str
    items: Sequence[ItemMaker]
    elsewhere: str
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class BriefScope:
    """What a brief is about.

    Attributes:
        country: the code of the country.
        topic: the id of the topic.
        topics: the same, with those that are narrower.
        member: whether the country is a Member Country.
        matter: what there is of the country on the topics.
    """

    country: str
    topic: str
    topics: frozenset[str]
    member: bool
    matter: Matter

    def of_kind(self, kind: Kind) -> tuple[Entry, ...]:
        """Return the entries of a kind, newest first."""
        return tuple(entry for entry in self.matter.entries if entry.kind.name == kind.name)

    def explore(self, site: Site, kind: Kind, *, everywhere: bool = False) -> str:
        """Return where all entries of a kind on the topics are: those of the country, or of every one."""
        chosen = [("kind", kind.name), *(("topic", id_) for id_ in sorted(self.topics))]
        if not everywhere:
            chosen.append(("country", self.country))
        return f"{site.url(addresses.EXPLORE)}?{urlencode(chosen)}"
