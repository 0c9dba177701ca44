"""Links to the briefs of a country or on a topic."""

from __future__ import annotations

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import COUNTRY, TOPIC, Facet
from knowledge_base.locale import fold
from knowledge_base.view.parts.pieces import Link
from knowledge_base.view.parts.site import Site


def briefs_of(site: Site, facet: Facet, id_: str) -> tuple[Link, ...]:
    """Return links to the briefs of a country, labelled by topic, or on a topic, labelled by country."""
    vocabularies = site.catalogue.vocabularies
    if facet is COUNTRY:
        other, pairs = TOPIC, {topic: (id_, topic) for topic in vocabularies.topics}
    elif facet is TOPIC:
        other, pairs = COUNTRY, {country: (country, id_) for country in vocabularies.countries}
    else:
        return ()
    links = (
        Link(site.term_name(other, name), url=site.url(addresses.brief_address(*pair)))
        for name, pair in pairs.items()
        if pair in site.catalogue.briefs.matters
    )
    return tuple(sorted(links, key=lambda link: fold(str(link.label))))
