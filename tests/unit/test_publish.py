"""What the site is besides its pages."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from knowledge_base.locale import Locale
from knowledge_base.publish.site.sitemap import sitemap
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.site import site_in
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import catalogue_of, valid_catalogue

VALID = valid_catalogue()
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _chromes() -> list[Chrome]:
    """Return what surrounds the pages, one entry being in English only."""
    entry = VALID.by_id["hotline"]
    untranslated = replace(entry, versions={Locale.EN: entry.versions[Locale.EN]})
    catalogue = catalogue_of([untranslated, *(other for other in VALID.entries if other.id != "hotline")])
    return [page.chrome for locale in Locale for page in plan_pages(site_in(locale, catalogue))]


def test_the_sitemap_names_every_page_with_the_other_language_beside_it() -> None:
    tree = etree.fromstring(sitemap(_chromes(), "https://example.org/a&b/").encode())
    found = {
        url.findtext("s:loc", namespaces=NAMES): [link.get("href") for link in url.findall("x:link", NAMES)]
        for url in tree.findall("s:url", NAMES)
    }
    base = "https://example.org/a&b/"
    both = [base + "practices/shelter-network.html", base + "en/practices/shelter-network.html"]
    # The Spanish page is for those who read neither language, too.
    assert found[both[0]] == found[both[1]] == [*both, both[0]]
    # Shown in Spanish for want of a translation only: search engines shall find the original.
    assert base + "practices/hotline.html" not in found
    assert found[base + "en/practices/hotline.html"] == []
    assert list(found) == sorted(found, key=str)


def test_the_sitemap_is_empty_where_nobody_knows_the_address_of_the_site() -> None:
    assert len(etree.fromstring(sitemap(_chromes(), "").encode())) == 0
