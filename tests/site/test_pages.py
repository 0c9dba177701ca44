"""What every page has."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from knowledge_base.assemble.addresses import HOME, url
from knowledge_base.assemble.publisher import load_publisher
from knowledge_base.locale import Locale
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite, visible_text


def test_every_page_says_its_language(any_site: BuiltSite) -> None:
    assert [page.url for page in any_site.pages if page.html.get("lang") != page.locale] == []


def test_every_page_has_one_title(any_site: BuiltSite) -> None:
    for page in any_site.pages:
        headings = page.html.xpath("//h1")
        assert len(headings) == 1, page.url
        title, heading = page.html.xpath("string(//head/title)").strip(), visible_text(headings[0])
        assert heading, page.url
        assert heading in title or page.address == HOME, page.url


def test_every_page_has_a_description(any_site: BuiltSite) -> None:
    found = {page.url: page.html.xpath("//head/meta[@name='description']/@content") for page in any_site.pages}
    assert {
        url: descriptions
        for url, descriptions in found.items()
        if not (len(descriptions) == 1 and descriptions[0].strip())
    } == {}


def test_ids_are_unique_on_each_page(any_site: BuiltSite) -> None:
    repeated = {page.url: [id_ for id_, count in Counter(page.ids).items() if count > 1] for page in any_site.pages}
    assert {url: ids for url, ids in repeated.items() if ids} == {}


def test_references_between_elements_hold(any_site: BuiltSite) -> None:
    """What a label, a description or a caption belongs to is on the page."""
    attributes = " | ".join(f"//@{name}" for name in ("aria-labelledby", "aria-describedby", "aria-controls"))
    assert [
        (page.url, id_)
        for page in any_site.pages
        for value in page.html.xpath(attributes)
        for id_ in value.split()
        if id_ not in page.ids
    ] == []


def test_headings_leave_no_level_out(any_site: BuiltSite) -> None:
    for page in any_site.pages:
        levels = [int(heading.tag[1]) for heading in page.article.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, page.url
        assert all(below <= above + 1 for above, below in pairwise(levels)), (page.url, levels)


def test_breadcrumbs_lead_home_from_everywhere(any_site: BuiltSite) -> None:
    for page in any_site.pages:
        ways = page.article.xpath(".//nav[.//ol/li[@aria-current='page']][1]")
        way = [item for item in ways if item.getprevious() is None]
        if page.address == HOME:
            assert way == [], page.url
            continue
        (nav,) = way
        items = nav.findall(".//li")
        assert page.resolve(items[0].find(".//a").get("href"))[0] == url(HOME, page.locale), page.url
        assert items[-1].get("aria-current") == "page", page.url
        assert all(visible_text(item) for item in items), page.url
        assert nav.get("aria-label"), page.url


@pytest.mark.parametrize("locale", Locale)
def test_the_error_page_speaks_the_language_of_its_folder(site: BuiltSite, locale: Locale) -> None:
    page = next(page for page in site.answers if page.locale is locale)
    assert page.html.get("lang") == locale
    title = {Locale.ES: "Esta página no existe", Locale.EN: "This page does not exist"}[locale]
    assert visible_text(page.article.find(".//h1")) == title
    assert page.article.xpath(".//p/a/@href") == [f"/{url(HOME, locale)}"]
    assert page.html.xpath("//a[@hreflang]/@href") == [f"/{url(HOME, locale.other)}"]
    assert page.html.xpath("//head/meta[@name='robots']/@content") == ["noindex"]


def test_every_page_names_the_licence_and_leads_to_its_text(site: BuiltSite) -> None:
    licence = load_publisher(REPOSITORY)[0].licence
    assert licence
    for page in site.pages:
        (link,) = page.html.xpath("//footer//a[@rel='license']")
        assert licence.label_in(page.locale) in visible_text(link), page.url
        assert page.resolve(link.get("href"))[0] == "licence.txt", page.url
    assert (site.folder / "licence.txt").read_bytes() == (REPOSITORY / "LICENSE-CONTENT").read_bytes()
