"""Briefs: which there are, what they tell, and that none prints on more than two pages."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from knowledge_base.assemble.addresses import BRIEFS, brief_address, url
from knowledge_base.locale import Locale
from knowledge_base.render.templates import render
from knowledge_base.view.pages.brief import BriefView, brief_view
from knowledge_base.view.parts.site import Site
from tests.site.building import REPOSITORY, SITE_URL
from tests.site.built import BuiltPage, BuiltSite, visible_text
from tests.unit.long_briefs import PAIR, TODAY, long_catalogue

SHEETS = ("A4", "Letter")
LONGEST = 3
"""How many of the longest real briefs are printed, in each language."""

# What a computer has that has none of the fonts of the site's list: a face wider than all of them.
_WIDE = "document.body.style.setProperty('--kb-text', '\"DejaVu Sans\"')"


@pytest.fixture
def paper(chromium: Browser) -> Iterator[Page]:
    """Return a page to print from, of a reader who likes it dark."""
    with chromium.new_context(color_scheme="dark") as context, context.new_page() as page:
        yield page


def _briefs(site: BuiltSite, locale: Locale) -> list[BuiltPage]:
    return [page for page in site.pages if page.locale is locale and page.url in _listed(site, locale)]


def _listed(site: BuiltSite, locale: Locale) -> set[str]:
    index = site.page(BRIEFS, locale)
    return {index.resolve(link)[0] for link in index.article.xpath(".//details//a/@href")}


def _printed(page: Page, sheet: str) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format=sheet)))


def test_there_is_a_brief_for_what_the_index_lists_and_no_other(site: BuiltSite) -> None:
    for locale in Locale:
        there = {page.url for page in site.pages if page.locale is locale and page.address.startswith("briefs/")}
        assert _listed(site, locale) == there - {url(BRIEFS, locale)}
    assert {page.address for page in _briefs(site, Locale.ES)} == {page.address for page in _briefs(site, Locale.EN)}


def test_pages_of_countries_and_topics_lead_to_their_briefs(site: BuiltSite) -> None:
    for locale in Locale:
        for brief in _briefs(site, locale):
            _, country, topic = brief.address.split("/")
            for over in (f"countries/{country}", f"topics/{topic}"):
                page = site.page(over, locale)
                assert brief.url in {page.resolve(link)[0] for link in page.article.xpath(".//a/@href")}
                assert url(over, locale) in {brief.resolve(link)[0] for link in brief.article.xpath(".//a/@href")}


def test_every_brief_names_its_sources(site: BuiltSite) -> None:
    for page in (brief for locale in Locale for brief in _briefs(site, locale)):
        documents = page.article.xpath(".//li[starts-with(@id, 'source-')]")
        assert documents, page.url
        cited = {link.removeprefix("#") for link in page.article.xpath(".//a[starts-with(@href, '#source-')]/@href")}
        assert cited == {item.get("id") for item in documents}, page.url


def test_search_finds_no_brief_and_the_sitemap_has_all(published_site: BuiltSite) -> None:
    sitemap = (published_site.folder / "sitemap.xml").read_text("utf-8")
    for page in (brief for locale in Locale for brief in _briefs(published_site, locale)):
        assert page.html.xpath("//*[@data-searched]") == [], page.url
        assert f"<loc>{SITE_URL}{page.url}</loc>" in sitemap


@pytest.mark.parametrize("locale", Locale)
def test_real_briefs_print_on_two_pages(site: BuiltSite, paper: Page, locale: Locale) -> None:
    longest = sorted(_briefs(site, locale), key=lambda page: -len(page.text))[:LONGEST]
    for brief in longest:
        paper.goto((site.folder / brief.url).as_uri())
        for sheet in SHEETS:
            sheets = [" ".join(part.extract_text().split()) for part in _printed(paper, sheet).pages]
            assert 1 <= len(sheets) <= 2, (brief.url, sheet)
            (title,) = brief.article.iter("h1")
            # At the foot of every sheet, what it is and where: a sheet gets lost.
            assert all(visible_text(title) in words and brief.url in words for words in sheets), (brief.url, sheet)


@pytest.mark.parametrize(
    "kinds",
    [(), ("practices",), ("others",), ("agreements",), ("notes",), ("meetings",), ("background",)],
    ids=lambda kinds: "+".join(kinds) or "all",
)
def test_a_brief_of_far_too_much_prints_on_two_pages(site: BuiltSite, paper: Page, kinds: tuple[str, ...]) -> None:
    """In Spanish, which takes more room, and also with a face that is wider than those the site asks for."""
    _show(
        paper,
        site,
        brief_view(Site(catalogue=long_catalogue(*kinds), locale=Locale.ES, today=TODAY, home=SITE_URL), PAIR),
    )
    counts = [len(_printed(paper, sheet).pages) for sheet in SHEETS]
    paper.evaluate(_WIDE)
    counts += [len(_printed(paper, sheet).pages) for sheet in SHEETS]
    assert counts == [2, 2, 2, 2]


def _show(page: Page, site: BuiltSite, view: BriefView) -> None:
    """Show a brief as the site would: in the place of one that it has."""
    page.goto((site.folder / url(brief_address("MX", "borders"), view.chrome.locale)).as_uri())
    page.evaluate("html => { document.querySelector('article').innerHTML = html }", render(REPOSITORY, view).html)
