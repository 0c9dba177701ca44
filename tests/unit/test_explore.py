"""The Explore page: its list, its data, and how the data gets into a built site."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.assemble.addresses import url
from knowledge_base.assemble.catalogue import Catalogue, build_catalogue
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import FACETS, KIND
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS
from knowledge_base.publish.site.explore_data import explore_script, write_explore_data
from knowledge_base.view.pages.explore import MOST_ENTRIES_LISTED, ExploreData, ExploreEntry, explore_data, explore_view
from knowledge_base.view.parts.site import Site

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return check_content(ROOT).catalogue


def _copies(catalogue: Catalogue, count: int) -> Catalogue:
    """Return a catalogue of at least as many entries, all copies of those of another."""
    copies = -(-count // len(catalogue.entries))
    entries = [replace(entry, id=f"{entry.id}-{n}") for entry in catalogue.entries for n in range(copies)]
    return build_catalogue(entries, catalogue.vocabularies, catalogue.editorial)


def _only(catalogue: Catalogue, *entries: Entry) -> Catalogue:
    return build_catalogue(entries, catalogue.vocabularies, catalogue.editorial)


@pytest.mark.parametrize("locale", list(Locale))
def test_the_list_has_every_entry_of_a_few(catalogue: Catalogue, locale: Locale) -> None:
    catalogue = _only(catalogue, *catalogue.entries[:MOST_ENTRIES_LISTED])
    view = explore_view(Site(catalogue=catalogue, locale=locale))
    assert view.complete
    assert view.count == len(catalogue.entries)
    listed = [card.url for group in view.lists for card in group.cards]
    assert sorted(listed) == sorted(url(entry.address, locale) for entry in catalogue.entries)
    by_url = {url(entry.address, locale): entry.id for entry in catalogue.entries}
    for group in view.lists:
        assert group.index.count == len(group.cards)
        dates = [date.point.place for card in group.cards if (date := catalogue.dates[by_url[card.url]])]
        # A month is no day of its own: an agreement of which no more is known stands with its meeting.
        assert [place[:2] for place in dates] == sorted((place[:2] for place in dates), reverse=True)


def test_a_long_list_leads_to_the_indexes(catalogue: Catalogue) -> None:
    many = _copies(catalogue, MOST_ENTRIES_LISTED + 1)
    view = explore_view(Site(catalogue=many, locale=Locale.ES))
    assert not view.complete
    assert sum(len(group.cards) for group in view.lists) <= MOST_ENTRIES_LISTED < view.count
    sorts = [(kind, sort) for kind in KINDS for sort in kind.sorts if many.grouped(KIND, sort.name)]
    assert [(group.index.url, group.index.count) for group in view.lists] == [
        (f"{kind.folder}/index.html", len(many.grouped(KIND, sort.name))) for kind, sort in sorts
    ]
    for group, (_, sort) in zip(view.lists, sorts, strict=True):
        newest = many.grouped(KIND, sort.name)[: len(group.cards)]
        assert [card.url for card in group.cards] == [url(entry.address, Locale.ES) for entry in newest]


def test_an_empty_catalogue_has_a_page_and_data(catalogue: Catalogue) -> None:
    site = Site(catalogue=_only(catalogue), locale=Locale.EN)
    assert explore_view(site).lists == ()
    assert explore_data(site).entries == ()


def _values(data: ExploreData, entry: ExploreEntry) -> dict[str, list[str]]:
    """Return the ids of the values of an entry, by the name of the facet."""
    return {
        facet.name: [facet.values[place][0] for place in places]
        for facet, places in zip(data.facets, entry.values, strict=True)
    }


@pytest.mark.parametrize("locale", list(Locale))
def test_the_data_says_what_the_catalogue_says(catalogue: Catalogue, locale: Locale) -> None:
    data = explore_data(Site(catalogue=catalogue, locale=locale))
    assert [facet.name for facet in data.facets] == [
        *("kind", "topic", "country", "meeting", "body", "year", "lead", "made-known", "maturity", "language")
    ]
    assert [entry.address for entry in data.entries] == [entry.address for entry in catalogue.entries]
    for entry, found in zip(catalogue.entries, data.entries, strict=True):
        values = _values(data, found)
        for facet in FACETS:
            if facet.name in values:
                assert sorted(values[facet.name]) == sorted(catalogue.terms_of(facet, entry)), entry.id
        assert found.title == entry.in_(locale).record.title.value
        # A declaration of the archive has no date.
        assert values["year"] == ([found.date[:4]] if found.date else [])
        assert values["language"] == ["both"]
        assert (values["maturity"] == []) == (entry.kind.name != "practice")


def test_values_have_the_words_of_the_language_and_the_same_ids(catalogue: Catalogue) -> None:
    spanish, english = (explore_data(Site(catalogue=catalogue, locale=locale)) for locale in (Locale.ES, Locale.EN))
    for one, other in zip(spanish.facets, english.facets, strict=True):
        assert dict(one.values).keys() == dict(other.values).keys()
    assert dict(spanish.facets[0].values)["practice"] == "Buena práctica"
    assert dict(english.facets[0].values)["practice"] == "Good practice"


def test_an_address_may_name_a_term_without_entries(catalogue: Catalogue) -> None:
    few = _only(catalogue, *catalogue.entries[:1])
    (countries,) = (
        facet for facet in explore_data(Site(catalogue=few, locale=Locale.EN)).facets if facet.name == "country"
    )
    ids = [id_ for id_, _ in countries.values]
    assert set(few.groups["country"]) < set(ids) == set(catalogue.vocabularies.countries)


def test_the_data_says_which_languages_an_entry_is_in(catalogue: Catalogue) -> None:
    both, other, third, *_ = catalogue.entries
    single = replace(other, versions={other.original: other.versions[other.original]})
    translated = third.original.other
    stale = replace(third, versions={**third.versions, translated: replace(third.versions[translated], stale=True)})
    for locale in Locale:
        data = explore_data(Site(catalogue=_only(catalogue, both, single, stale), locale=locale))
        found = {entry.address: (_values(data, entry)["language"], entry.locale) for entry in data.entries}
        assert found == {
            both.address: (["both"], locale),
            single.address: ([str(single.original)], single.original),
            stale.address: (["stale"], locale),
        }


def _record(script: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(script.removeprefix("window.rcmExplore=").removesuffix(";\n"))
    return record


def _numbers(catalogue: Catalogue) -> dict[str, int]:
    return {
        url(entry.address, locale): 256 + number for number, entry in enumerate(catalogue.entries) for locale in Locale
    }


def test_the_script_has_the_numbers_of_the_search_index(catalogue: Catalogue) -> None:
    (first, *_) = catalogue.entries
    single = replace(first, versions={first.original: first.versions[first.original]})
    for locale in Locale:
        data = explore_data(Site(catalogue=_only(catalogue, single), locale=locale))
        record = _record(explore_script(data, locale, {url(single.address, locale): 256}))
        assert record["page"].format(address=single.address) == url(single.address, locale)
        (shown,) = data.entries
        assert [entry[:6] for entry in record["entries"]] == [
            [single.address, shown.title, shown.date, shown.when, 256, single.original]
        ]
        assert len(record["entries"][0]) == 6 + len(record["facets"])


def test_an_entry_that_is_not_in_the_index_stops_the_build(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError, match=catalogue.entries[0].id):
        explore_script(explore_data(Site(catalogue=catalogue, locale=Locale.ES)), Locale.ES, {})


def test_the_data_is_put_into_the_site(catalogue: Catalogue, tmp_path: Path) -> None:
    numbers = _numbers(catalogue)
    for locale in Locale:
        data = explore_data(Site(catalogue=catalogue, locale=locale))
        write_explore_data(tmp_path, locale, data, numbers)
        written = (tmp_path / f"data/explore.{locale}.js").read_text("utf-8")
        assert written == explore_script(data, locale, numbers)
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"explore.es.js", "explore.en.js"}


def test_a_failure_leaves_what_was_there(catalogue: Catalogue, tmp_path: Path) -> None:
    numbers = _numbers(catalogue)
    site = Site(catalogue=catalogue, locale=Locale.ES)
    write_explore_data(tmp_path, Locale.ES, explore_data(site), numbers)
    before = (tmp_path / "data/explore.es.js").read_bytes()
    new = Site(catalogue=_copies(catalogue, 100), locale=Locale.ES)
    with pytest.raises(KeyError):
        write_explore_data(tmp_path, Locale.ES, explore_data(new), numbers)
    assert [path.read_bytes() for path in (tmp_path / "data").iterdir()] == [before]
