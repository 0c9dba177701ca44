"""The site where it is known where it is published: sitemap, canonical addresses, links to suggest a change."""

from __future__ import annotations

import posixpath
from pathlib import Path

import lxml.etree
import pytest

from knowledge_base.assemble.addresses import EDITORS, url
from knowledge_base.locale import Locale
from tests.site.building import REPO_URL, REPOSITORY, SITE_URL
from tests.site.built import BuiltPage, BuiltSite
from tests.site.edge_cases import ENGLISH_ONLY, SPANISH_ONLY, SUPERSEDED, TRANSLATED, WITHDRAWN
from tests.site.repository import Repository

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _sitemap(site: BuiltSite) -> dict[str, dict[str, str]]:
    """Return the addresses of the sitemap, each with those of its alternates by language."""
    tree = lxml.etree.parse(str(site.folder / "sitemap.xml"))
    return {
        str(entry.findtext("s:loc", namespaces=_NAMES)): {
            str(link.get("hreflang")): str(link.get("href")) for link in entry.findall("x:link", namespaces=_NAMES)
        }
        for entry in tree.getroot().findall("s:url", namespaces=_NAMES)
    }


def _is_unlisted(page: BuiltPage) -> bool:
    return bool(page.html.xpath("//head/meta[@name='robots'][@content='noindex']"))


def _is_fallback(page: BuiltPage) -> bool:
    return bool(page.article.xpath(".//*[contains(@class, 'kb-notice--fallback')]"))


def test_the_sitemap_has_every_page_but_those_that_search_engines_shall_not_list(any_published_site: BuiltSite) -> None:
    expected = {SITE_URL + page.url for page in any_published_site.pages if not _is_unlisted(page)}
    assert _sitemap(any_published_site).keys() == expected


def test_the_sitemap_leaves_untranslated_pages_out(published_edge_site: BuiltSite) -> None:
    sitemap = _sitemap(published_edge_site)
    for id_, original in ((SPANISH_ONLY, Locale.ES), (ENGLISH_ONLY, Locale.EN)):
        assert sitemap[SITE_URL + url(f"practices/{id_}", original)] == {}
        assert SITE_URL + url(f"practices/{id_}", original.other) not in sitemap


def test_search_engines_list_neither_the_work_of_editors_nor_what_was_withdrawn(published_edge_site: BuiltSite) -> None:
    addresses = (EDITORS, f"practices/{WITHDRAWN}", f"practices/{SUPERSEDED}", f"practices/{TRANSLATED}")
    listed = [_is_unlisted(published_edge_site.page(address, Locale.EN)) for address in addresses]
    assert listed == [True, True, False, False]
    unlisted = {page.address for page in published_edge_site.pages if _is_unlisted(page) and not _is_fallback(page)}
    assert unlisted == {EDITORS, f"practices/{WITHDRAWN}"}


def test_the_sitemap_names_translations_from_both_sides(any_published_site: BuiltSite) -> None:
    sitemap = _sitemap(any_published_site)
    translated = {address: alternates for address, alternates in sitemap.items() if alternates}
    assert SITE_URL + "en/index.html" in translated
    for address, alternates in translated.items():
        assert address in alternates.values()
        assert alternates.keys() == {*Locale, "x-default"}
        assert all(translated[other] == alternates for other in alternates.values())


def test_the_head_of_a_page_says_what_the_sitemap_says(any_published_site: BuiltSite) -> None:
    sitemap = _sitemap(any_published_site)
    for page in any_published_site.pages:
        several = len(page.alternates()) > 1
        listed = dict(sitemap.get(SITE_URL + page.url, {}))
        # Only the sitemap says which page is for those who read neither language.
        assert bool(listed.pop("x-default", "")) == bool(listed)
        assert (page.alternates() if several else {}) == listed, page.url


def test_canonical_addresses_are_those_of_the_text(any_published_site: BuiltSite) -> None:
    for page in any_published_site.pages:
        locale = page.locale.other if _is_fallback(page) else page.locale
        found = page.html.xpath("//head/link[@rel='canonical']/@href")
        assert found == [SITE_URL + url(page.address, locale)], page.url


def test_nothing_points_to_an_invented_place(any_site: BuiltSite) -> None:
    assert [page.url for page in any_site.pages if page.html.xpath("//head/link[@rel='canonical']")] == []
    assert _sitemap(any_site) == {}
    assert [page.url for page in any_site.pages if page.html.xpath("//a[@rel='edit']")] == []


def test_authored_pages_lead_to_their_file(published_site: BuiltSite) -> None:
    _check_edit_links(published_site, REPOSITORY)


def test_untranslated_pages_lead_to_the_file_of_the_original(
    published_edge_site: BuiltSite, edge_repository: Repository
) -> None:
    _check_edit_links(published_edge_site, edge_repository.folder)


def _check_edit_links(site: BuiltSite, repository: Path) -> None:
    """Compare the links to suggest a change with the files: authored pages have one, generated pages none."""
    authored = 0
    for page in site.pages:
        files = [f"docs/{locale}/{page.address}.md" for locale in (page.locale, page.locale.other)]
        there = [file for file in files if (repository / file).is_file()]
        found = page.article.xpath(".//a[@rel='edit']/@href")
        assert found == [f"{REPO_URL}/edit/main/{file}" for file in there[:1]], page.url
        authored += len(found)
    assert authored


@pytest.mark.parametrize("locale", Locale)
def test_the_repository_is_named_for_contributors_and_not_in_the_footer(
    published_site: BuiltSite, locale: Locale
) -> None:
    assert REPO_URL in set(published_site.page("contribute", locale).links())
    assert REPO_URL not in set(published_site.page("index", locale).links())


@pytest.mark.parametrize("locale", list(Locale))
def test_the_data_page_leads_to_what_it_names(published_site: BuiltSite, site: BuiltSite, locale: Locale) -> None:
    links = {posixpath.basename(link) for link in published_site.page("data", locale).links()}
    assert {"field-guide.html", "explore.html", "llms.txt", "datasets.ttl", "datasets.jsonld", "index.atom"} <= links
    # Without an address there are no feeds, and nobody is told to copy the address of one.
    text = site.page("data", locale).text
    assert "RFC 5545" in text
    assert "RFC 4287" not in text


def test_each_page_with_an_address_says_how_it_is_shown_where_it_is_shared(any_published_site: BuiltSite) -> None:
    shared = 0
    for page in any_published_site.pages:
        said = dict(
            zip(page.html.xpath("//meta/@property"), page.html.xpath("//meta[@property]/@content"), strict=True)
        )
        if not page.html.xpath("//link[@rel='canonical']"):
            assert said == {}
            continue
        shared += 1
        assert said["og:url"] == page.html.xpath("//link[@rel='canonical']/@href")[0]
        assert page.html.findtext(".//title", "").startswith(said["og:title"])
        picture = said["og:image"].removeprefix(SITE_URL)
        assert (any_published_site.folder / picture).read_bytes().startswith(b"\x89PNG")
    assert shared > 2
