"""Descriptions of terms."""

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
"""The meaning of each maturity of a practice."""


def term_description(site: Site, facet: Facet, id_: str) -> str:
    """Return the description of a term in its vocabulary; empty if it has none."""
    if not facet.vocabulary:
        return ""
    return site.catalogue.vocabularies.named(facet.vocabulary)[id_].explanation(site.locale)
