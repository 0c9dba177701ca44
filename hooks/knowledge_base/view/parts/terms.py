"""What several pages say of a term."""

from __future__ import annotations

from knowledge_base.assemble.facets import Facet
from knowledge_base.locale import N_
from knowledge_base.model.choices import Maturity
from knowledge_base.view.parts.site import Site

MATURITY_MEANINGS = {
    Maturity.REPORTED: N_("The sources say who presented it and under which title, and no more."),
    Maturity.DESCRIBED: N_("Its context and how it works have been set out."),
    Maturity.EVALUATED: N_("Its results have been measured and lessons drawn."),
    Maturity.REPLICATED: N_("Another country has taken it over."),
}
"""What it means that a practice is of a maturity."""


def term_description(site: Site, facet: Facet, id_: str) -> str:
    """Return what the vocabulary says that a term means; empty where it says nothing."""
    if not facet.vocabulary:
        return ""
    return site.catalogue.vocabularies.named(facet.vocabulary)[id_].explanation(site.locale)
