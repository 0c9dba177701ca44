"""The index of the briefs, by country and by topic."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import COUNTRY, TOPIC, Facet
from knowledge_base.locale import N_, sort_key
from knowledge_base.view.parts.brief_links import briefs_of
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site

_STYLE = "assets/stylesheets/brief.css"


@dataclass(frozen=True, kw_only=True)
class BriefGroup:
    """The briefs of one country, or on one topic."""

    title: str
    briefs: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class BriefsView:
    """The index of the briefs."""

    chrome: Chrome
    title: str
    intro: str
    by_country: tuple[BriefGroup, ...]
    by_topic: tuple[BriefGroup, ...]
    empty: str
    search: None = None

    template = "briefs.html"


def briefs_chrome(site: Site) -> Chrome:
    """Return the metadata of the index of the briefs."""
    title = site.say(N_("Briefs"))
    intro = str(site.editorial.intros.briefs)
    return site.chrome(addresses.BRIEFS, title, intro, (Link(title),), section=addresses.BRIEFS, styles=(_STYLE,))


def briefs_view(site: Site) -> BriefsView:
    """Return the index of the briefs."""
    chrome = briefs_chrome(site)
    return BriefsView(
        chrome=chrome,
        title=chrome.title,
        intro=chrome.description,
        by_country=_groups(site, COUNTRY),
        by_topic=_groups(site, TOPIC),
        empty=str(site.editorial.empty.entries),
    )


def _groups(site: Site, facet: Facet) -> tuple[BriefGroup, ...]:
    groups = (
        BriefGroup(title=site.term_name(facet, id_), briefs=briefs_of(site, facet, id_)) for id_ in site.terms(facet)
    )
    return tuple(
        sorted((group for group in groups if group.briefs), key=lambda group: sort_key(group.title, site.locale))
    )
