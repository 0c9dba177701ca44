"""Page contexts as HTML."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from knowledge_base.assemble.anchors import anchors_of
from knowledge_base.locale import Locale
from knowledge_base.markdown.slugs import RESERVED, RESERVED_FAMILIES, Heading
from knowledge_base.model.choices import Status
from knowledge_base.model.types import Text
from knowledge_base.render.contents import contents
from knowledge_base.render.templates import render
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.parts.shell import Contents
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import PlannedPage, plan_pages
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue, with_practices

ROOT = Path(__file__).parents[2]
VALID = valid_catalogue()
PAGES = {
    f"{locale}/{page.chrome.address}": page
    for locale in Locale
    for page in plan_pages(site_in(locale, VALID, dt.date(2021, 7, 1)))
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_page_becomes_html(page: PlannedPage) -> None:
    composed = render(ROOT, page.view(), page.prose())
    tree = lxml_html.fragment_fromstring(composed.html, create_parent="main")
    ids = [str(id_) for id_ in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    headings = [str(id_) for id_ in tree.xpath("//h1/@id | //h2/@id | //h3/@id | //h4/@id")]
    assert [heading.id for heading in composed.headings] == headings
    assert "None" not in tree.text_content().split()
    links = [str(href) for href in tree.xpath("//a/@href")]
    # Links lead from where the page is, so that the same files work anywhere.
    assert [href for href in links if href.startswith("/") and not page.chrome.root] == []
    assert tree.xpath("//script[not(@type='application/json')] | //@onclick | //@style") == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_pages_of_a_long_list_become_html(number: int) -> None:
    address = "topics/trafficking" + ("" if number == 1 else f"-page-{number}")
    (page,) = (page for page in plan_pages(site_in(Locale.ES, with_practices(120))) if page.chrome.address == address)
    tree = lxml_html.fragment_fromstring(render(ROOT, page.view()).html, create_parent="main")
    other = {str(href) for href in tree.xpath("//nav//a/@href")}
    assert {f"trafficking-page-{n}.html" for n in (2, 3) if n != number} <= other


def test_words_in_the_other_language_say_so() -> None:
    entry = VALID.by_id["hotline"]
    english = replace(entry, versions={Locale.EN: entry.versions[Locale.EN]})
    catalogue = catalogue_of([english, *(other for other in VALID.entries if other.id != "hotline")])
    document = render(ROOT, entry_view(Site(catalogue=catalogue, locale=Locale.ES), english)).html
    tree = lxml_html.fragment_fromstring(document, create_parent="main")
    assert "A number to call." in {element.text_content().strip() for element in tree.xpath("//*[@lang='en']")}
    assert tree.xpath("//*[@lang='es']") == []


def test_hostile_words_stay_words() -> None:
    hostile = Text("<script>alert(1)</script>\"'&", Locale.EN)
    entry = copy_of(
        VALID.by_id["hotline"],
        "hotline",
        title=hostile,
        summary=hostile,
        status=Status.WITHDRAWN,
        status_reason=hostile,
        licence=hostile.value,
    )
    catalogue = catalogue_of([entry, *(other for other in VALID.entries if other.id != "hotline")])
    for page in plan_pages(site_in(Locale.EN, catalogue)):
        # The form has its data in a script of JSON.
        assert "<script>" not in render(ROOT, page.view(), page.prose()).html


_INSIDE = re.compile(r"title|lead|related(-\d+)?|step-\d+|citation(-\d+)?|explained-.*|chart-.*|fn(ref)?-.*")
"""Ids of pages that links are not offered: of parts, for scripts, and of lists that change with other entries."""


@pytest.mark.parametrize("locale", list(Locale))
def test_what_the_check_lets_link_to_is_what_the_pages_have(locale: Locale) -> None:
    anchors = anchors_of(VALID)
    authored = {*anchors.entries, *anchors.standalone}
    assert authored
    for address in [*authored, "glossary", *(f"topics/{topic}" for topic in VALID.groups["topic"])]:
        page = PAGES[f"{locale}/{address}"]
        tree = lxml_html.fragment_fromstring(render(ROOT, page.view(), page.prose()).html, create_parent="main")
        ids = {str(id_) for id_ in tree.xpath("//@id")}
        offered = set(anchors.of(address, locale) or ())
        assert offered <= ids, address
        if address in authored:
            assert [id_ for id_ in ids - offered if not _INSIDE.fullmatch(id_)] == [], address


def test_no_heading_of_an_author_has_an_id_of_the_page() -> None:
    for page in PAGES.values():
        tree = lxml_html.fragment_fromstring(render(ROOT, page.view()).html, create_parent="main")
        if page.view().template.startswith("entry-"):
            for id_ in map(str, tree.xpath("//@id")):
                assert id_ in RESERVED or RESERVED_FAMILIES.match(id_), id_


def test_the_contents_of_a_page_are_its_sections_with_those_below() -> None:
    found = [Heading(1, "title", "Title"), Heading(3, "over", "Over all"), Heading(2, "a", "One")]
    found += [Heading(3, "b", "Three"), Heading(4, "c", "Four"), Heading(2, "d", "Five")]
    assert contents(found) == (
        Contents(id="a", title="One", items=(Contents(id="b", title="Three"),)),
        Contents(id="d", title="Five"),
    )
