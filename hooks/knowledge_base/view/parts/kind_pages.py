"""What a kind of entry shows beside what all entries show; ``view/kinds/`` has one for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge_base.assemble.entries import Entry
from knowledge_base.model.kinds import Kind
from knowledge_base.view.parts.brief_sections import BriefScope, Queue
from knowledge_base.view.parts.pieces import Fact
from knowledge_base.view.parts.site import Site


def _no_legend(_: Site) -> tuple[tuple[str, str], ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class KindPages:
    """What a kind of entry shows beside what all entries show.

    Attributes:
        kind: the kind.
        intro: what its index is of (English; ``es.po`` has the Spanish).
        facts: the facts that only its entries have; those without a value are left out of the page.
        detail: what its template, ``entry-<name>.html``, shows beside its facts.
        brief: the sections of a brief that tell of its entries, or of parts of them.
        styles: the style sheets that its pages need besides those of every page.
        own_links: the reasons of links that its pages show in sections of their own, not among the related entries.
        legend: what the marks on its cards mean, for its index.
        timeline: whether its index begins with the timeline.
        proposed: whether there is a form to propose an entry.
    """

    kind: Kind
    intro: str
    facts: Callable[[Site, Entry], Iterator[Fact]]
    detail: Callable[[Site, Entry], object]
    brief: Callable[[Site, BriefScope], Iterator[Queue]]
    styles: tuple[str, ...] = ()
    own_links: frozenset[str] = frozenset()
    legend: Callable[[Site], tuple[tuple[str, str], ...]] = _no_legend
    timeline: bool = False
    proposed: bool = False
