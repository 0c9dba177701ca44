"""What is about a topic or a country: what readers can save on a device, and what a copy of a part has."""

from __future__ import annotations

from knowledge_base.assemble.briefs import with_narrower
from knowledge_base.assemble.catalogue import Catalogue, page_terms
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import COUNTRY, TOPIC, Facet

CHOSEN_BY = (TOPIC, COUNTRY)
"""The facets by whose terms readers choose."""


def terms_within(catalogue: Catalogue, facet: Facet, id_: str) -> tuple[str, ...]:
    """Return a term and its narrower ones that have a page, in the order of the vocabulary."""
    narrower = with_narrower(catalogue.vocabularies.topics, id_) if facet is TOPIC else {id_}
    return tuple(term for term in page_terms(catalogue, facet) if term in narrower)


def own_entries(catalogue: Catalogue, facet: Facet, id_: str) -> dict[str, Entry]:
    """Return the entries of a term and of its narrower ones, by id."""
    terms = terms_within(catalogue, facet, id_)
    return {entry.id: entry for term in terms for entry in catalogue.grouped(facet, term)}


def concerning_members(catalogue: Catalogue) -> dict[str, Entry]:
    """Return the entries that concern all Member Countries or more than half of them, by id."""
    members = set(catalogue.vocabularies.members)
    grouped = (entry for code in sorted(members) for entry in catalogue.grouped(COUNTRY, code))
    concerning = (
        entry for entry in grouped if 2 * len(members.intersection(catalogue.terms_of(COUNTRY, entry))) > len(members)
    )
    return {entry.id: entry for entry in (*catalogue.common, *concerning)}


def is_member(catalogue: Catalogue, facet: Facet, id_: str) -> bool:
    """Whether a term is a Member Country, which what concerns them all concerns too."""
    return facet is COUNTRY and id_ in catalogue.vocabularies.members
