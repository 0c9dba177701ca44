"""The interface of a kind's module in ``view/kinds/``: what its pages add to those of any entry."""

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
    """What the pages of a kind of entry add to those of any entry.

    Attributes:
        kind: the kind.
        intro: the introduction of its index page (a message in English; the Spanish is in ``es.po``).
        facts: yields the facts specific to the kind; those without a value are not rendered.
        detail: makes the context of its template, ``entry-<name>.html``.
        brief: yields the sections that it contributes to a brief.
        styles: style sheets that its pages need in addition to the common ones.
        own_links: reasons for links that its pages show in facts or sections of their own, and so not under related
            entries.
        legend: the meanings of the marks on its cards, for its index page.
        timeline: whether its index page starts with the timeline.
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
