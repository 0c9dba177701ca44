"""Descriptions of terms."""

from __future__ import annotations

from knowledge_base.assemble.facets import Facet
from knowledge_base.locale import N_
from knowledge_base.model.choices import MadeKnown, Maturity, PracticeNature
from knowledge_base.view.parts.site import Site

NATURE_MEANINGS = {
    PracticeNature.PRACTICE: N_("Its source calls it a practice, or whoever leads it does."),
    PracticeNature.INTERVENTION: N_("A presentation at a meeting: a challenge, an update, a system, recommendations."),
    PracticeNature.MECHANISM: N_("A fund, a programme or a service that its source does not call a good practice."),
}
"""The meaning of each nature of a practice."""

MADE_KNOWN_MEANINGS = {
    MadeKnown.ANNOUNCED: N_("An agenda or a note announces it. The sources do not show that it was presented."),
    MadeKnown.PRESENTED: N_("A source shows that it was presented at a meeting."),
    MadeKnown.REPORTED: N_("A document reports it."),
}
"""The meanings of what the sources show of where a practice was made known."""

MATURITY_MEANINGS = {
    Maturity.REPORTED: N_("The sources say who leads it and under which title, and little more."),
    Maturity.DESCRIBED: N_("Its context and how it works have been set out."),
    Maturity.EVALUATED: N_("Its results have been measured and lessons drawn."),
    Maturity.REPLICATED: N_("Another country has adopted it."),
}
"""The meaning of each maturity of a practice."""


def term_description(site: Site, facet: Facet, id_: str) -> str:
    """Return the description of a term in its vocabulary; empty if it has none."""
    if not facet.vocabulary:
        return ""
    return site.catalogue.vocabularies.named(facet.vocabulary)[id_].explanation(site.locale)
