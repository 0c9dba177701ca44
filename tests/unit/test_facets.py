"""Facets: that each says all that is needed of it, and nothing that comes to nothing."""

from __future__ import annotations

from collections import Counter

import pytest

from knowledge_base.assemble.facets import FACET_BY_NAME, FACETS, Facet
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.vocabularies import TERM_MODELS
from tests.unit.catalogues import valid_catalogue


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_a_facet_is_whole(facet: Facet) -> None:
    if facet.vocabulary:
        assert facet.vocabulary in TERM_MODELS
    else:
        assert facet.keys is not None
        assert facet.terms is not None
        assert not facet.groups
        assert not facet.found_by, "only vocabularies know other names"
    assert bool(facet.folder) == bool(facet.intro)
    if not facet.folder:
        needing_pages = (facet.door, facet.groups, facet.strips, facet.on_cards, facet.on_entries)
        assert not any(needing_pages)
    assert facet.explored or not (facet.opened or facet.usual)
    assert facet.searched or not facet.greatest_first
    assert all(FACET_BY_NAME[name].folder for name in facet.strips)


def test_facets_do_not_meet() -> None:
    names = Counter(facet.name for facet in FACETS)
    folders = Counter([facet.folder for facet in FACETS if facet.folder] + [kind.folder for kind in KINDS])
    vocabularies = Counter(facet.vocabulary for facet in FACETS if facet.vocabulary)
    assert [name for counter in (names, folders, vocabularies) for name, count in counter.items() if count > 1] == []


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.name)
def test_every_term_of_an_entry_has_a_name(facet: Facet) -> None:
    catalogue = valid_catalogue()
    assert catalogue.groups[facet.name].keys() <= catalogue.names[facet.name].keys()
