"""Links to the briefs of a country or on a topic."""

from __future__ import annotations

from knowledge_base.assemble import addresses
from knowledge_base.assemble.briefs import Matter
from knowledge_base.assemble.facets import COUNTRY, TOPIC, Facet
from knowledge_base.locale import fold
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


def briefs_of(site: Site, facet: Facet, id_: str) -> tuple[Link, ...]:
    """Return links to the briefs of a country, labelled by topic, the fullest first; or on a topic, by country."""
    vocabularies = site.catalogue.vocabularies
    if facet is COUNTRY:
        other, pairs = TOPIC, {topic: (id_, topic) for topic in vocabularies.topics}
    elif facet is TOPIC:
        other, pairs = COUNTRY, {country: (country, id_) for country in vocabularies.countries}
    else:
        return ()
    matters = site.catalogue.briefs.matters
    links = [
        (_size(matters[pair]), Link(site.term_name(other, name), url=site.url(addresses.brief_address(*pair))))
        for name, pair in pairs.items()
        if pair in matters
    ]
    links.sort(key=lambda each: (-each[0] if facet is COUNTRY else 0, fold(str(each[1].label))))
    return tuple(link for _, link in links)


def _size(matter: Matter) -> int:
    return len(matter.entries) + len(matter.figures)
