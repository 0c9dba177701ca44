"""The index of a kind of entry: all its entries, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.locale import N_
from knowledge_base.model.kinds import AGREEMENT, BACKGROUND, CONCEPT_NOTE, MEETING, PRACTICE, Kind
from knowledge_base.view.parts.chrome import PICTURES_STYLE, Chrome
from knowledge_base.view.parts.lists import (
    PAGE_SIZE,
    page_count,
    page_title,
    pagination,
)
from knowledge_base.view.parts.pieces import Card, Link, Pagination
from knowledge_base.view.parts.site import Site
from knowledge_base.view.parts.terms import MATURITY_MEANINGS
from knowledge_base.view.parts.timeline import Timeline, timeline_of


@dataclass(frozen=True, kw_only=True)
class KindView:
    """The index of a kind of entry: all its entries, newest first.

    Attributes:
        count: of all of them, on whatever page.
        legend: what the marks of the cards mean.
        timeline: of the meetings and what they brought forth; on the first page of the meetings only.
        cards: those on this page.
        propose: where to propose another one, where there is a form for it.
    """

    chrome: Chrome
    kind: str
    title: str
    intro: str
    count: int
    legend: tuple[tuple[str, str], ...]
    timeline: Timeline | None
    cards: tuple[Card, ...]
    pagination: Pagination
    propose: Link | None
    search: None = None

    template = "kind.html"


_KIND_INTROS = {
    PRACTICE.name: N_("What countries and organisations do and have presented to the others."),
    AGREEMENT.name: N_(
        "What the meetings decided, recommended or concluded, provision by provision, and what became of it."
    ),
    MEETING.name: N_("When, who, what was on the agenda, and what came of it."),
    CONCEPT_NOTE.name: N_(
        "The papers that prepare the meetings: background, objectives, guiding questions and figures."
    ),
    BACKGROUND.name: N_("What the meetings build on: earlier groups, plans and reports."),
}


def kind_chrome(site: Site, kind: Kind, number: int) -> Chrome:
    """Return what surrounds one of the pages of the index of a kind of entry."""
    title = site.say(kind.plural)
    address = f"{kind.folder}/index"
    return site.chrome(
        addresses.numbered_address(address, number),
        page_title(site, title, number),
        site.say(_KIND_INTROS[kind.name]),
        (Link(title),),
        section=address,
        styles=(PICTURES_STYLE,) if kind is MEETING and number == 1 else (),
    )


def kind_view(site: Site, kind: Kind, number: int) -> KindView:
    """Return one of the pages of the index of a kind of entry, counted from 1."""
    entries = site.catalogue.of_kind(kind)
    chrome = kind_chrome(site, kind, number)
    legend = tuple(
        (maturity.label_in(site.locale), site.say(meaning)) for maturity, meaning in MATURITY_MEANINGS.items()
    )
    return KindView(
        chrome=chrome,
        kind=kind.name,
        title=site.say(kind.plural),
        intro=chrome.description,
        count=len(entries),
        legend=legend if kind is PRACTICE and number == 1 else (),
        timeline=timeline_of(site) if kind is MEETING and number == 1 else None,
        cards=site.cards(entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
        pagination=pagination(site, f"{kind.folder}/index", number, page_count(len(entries))),
        propose=Link(site.say(N_("Propose a practice")), url=site.url(addresses.PROPOSE)) if kind is PRACTICE else None,
    )
