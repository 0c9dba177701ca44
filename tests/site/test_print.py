"""Pages on paper: the text in the colours of daylight, where links lead, and nothing to click on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from knowledge_base.assemble.addresses import HOME, url
from knowledge_base.locale import Locale
from tests.site.built import BuiltSite
from tools.serving import served

_NO_USE = (
    ".kb-masthead",
    ".kb-sections",
    ".kb-footer",
    ".kb-beside",
    ".kb-breadcrumbs",
    ".kb-neighbours",
    ".kb-buttons",
)
_GROUND_AND_WORDS = """() => [document.body, document.querySelector("article")].map((element, index) =>
    getComputedStyle(element)[index ? "color" : "backgroundColor"])"""
_ELSEWHERE = "https://www.example.org/document.pdf"
_ADDRESS = "link => getComputedStyle(link, '::after').content"


def _print(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print", color_scheme="dark")


@pytest.mark.parametrize("address", [HOME, "agreements/rcgm-decisions-2020-12", "countries/mx"])
def test_a_page_on_paper_has_nothing_to_click_on(site: BuiltSite, chromium: Browser, address: str) -> None:
    with served(site.folder) as home, chromium.new_context(color_scheme="dark") as context, context.new_page() as page:
        _print(page, home + url(address, Locale.ES))
        assert page.locator(", ".join(_NO_USE)).count() > 0
        assert page.locator(", ".join(f"{part}:visible" for part in _NO_USE)).count() == 0
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate(_GROUND_AND_WORDS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_a_page_on_paper_says_where_links_lead(site: BuiltSite, chromium: Browser) -> None:
    """Those that leave the site; whatever the sources link to one day, a link is put into the page."""
    with served(site.folder) as home, chromium.new_context() as context, context.new_page() as page:
        _print(page, home + url("agreements/rcgm-decisions-2020-12", Locale.EN))
        page.locator(".kb-sources").evaluate("list => list.insertAdjacentHTML('beforeend', '<li><a>x</a></li>')")
        link = page.locator(".kb-sources a").last
        link.evaluate("(link, address) => link.setAttribute('href', address)", _ELSEWHERE)
        assert _ELSEWHERE in link.evaluate(_ADDRESS)
        assert page.locator(".kb-facts a").first.evaluate(_ADDRESS) == "none"


def test_a_page_on_paper_says_where_it_is_and_where_its_text_leads(site: BuiltSite, chromium: Browser) -> None:
    address = url("meetings/border-realities-2021-09-20", Locale.ES)
    with served(site.folder) as home, chromium.new_context() as context, context.new_page() as page:
        page.goto(home + address)
        assert page.locator(".kb-on-paper:visible").count() == 0
        _print(page, home + address)
        listed, own = page.locator(".kb-on-paper:visible").all()
        assert address in own.inner_text()
        for link in page.locator(".kb-body a[data-n]").all():
            number = link.get_attribute("data-n")
            assert link.evaluate(_ADDRESS) != "none"
            leads_to = link.evaluate("link => new URL(link.href).pathname").removeprefix("/")
            assert f"[{number}]\xa0{leads_to}" in listed.inner_text()
        related = page.locator(".kb-related a").first
        assert related.evaluate("link => new URL(link.href).pathname").endswith(str(related.get_attribute("data-at")))
        assert related.evaluate(_ADDRESS) != "none"
