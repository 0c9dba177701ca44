"""The site in a browser: over http and from files, on telephone and desk, in light and dark, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from knowledge_base.assemble.addresses import HOME, url
from knowledge_base.locale import Locale
from tests.site.built import BuiltPage, BuiltSite
from tools.serving import served

TELEPHONE, DESK = 360, 1440
"""Widths of windows, in CSS pixels."""

_OVERFLOW = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
# How bright the ground and the words on it are, from 0 to 765; colours are painted, so that any notation is understood.
_BRIGHTNESS = """() => {
    const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true})
    return ["backgroundColor", "color"].map(name => {
        paint.fillStyle = getComputedStyle(document.body)[name]
        paint.fillRect(0, 0, 1, 1)
        return paint.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part)
    })
}"""


@contextmanager
def watched(browser: Browser, home: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a page on which nothing may go wrong.

    Args:
        browser: the browser.
        home: the address of the site; nothing may be asked for elsewhere, and what is asked for there must be answered.
        options: of the context of the page, as Playwright knows them.

    Yields:
        The page, and a list of what goes wrong on it.
    """
    wrong: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"{page.url}: {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:")):
            wrong.append(f"{page.url}: asks for {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400:
            wrong.append(f"{page.url}: {response.status} for {response.url}")

    def on_failure(request: Request) -> None:
        # A browser gives up what it is still fetching for a page when the next one is asked for.
        if request.failure != "net::ERR_ABORTED":
            wrong.append(f"{page.url}: {request.failure} for {request.url}")

    with browser.new_context(**options) as context, context.new_page() as page:
        page.on("console", on_console)
        page.on("request", on_request)
        page.on("response", on_response)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("requestfailed", on_failure)
        yield page, wrong


def _sample(site: BuiltSite, locale: Locale) -> list[BuiltPage]:
    """Return a page of each sort in a language: the home page, of each folder the longest, and both sorts of index."""
    pages = {page.address: page for page in site.pages if page.locale is locale}
    longest = {page.address.rpartition("/")[0].split("/")[0]: page for page in sorted(pages.values(), key=_length)}
    named = [pages[address] for address in (HOME, "topics/index", "practices/index")]
    return list({page.url: page for page in (*named, *longest.values())}.values())


def _length(page: BuiltPage) -> int:
    return len(page.source)


@pytest.mark.parametrize("locale", Locale)
def test_pages_load_without_complaint(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    """Of each sort one, and every tenth of all; ``make audit`` opens every page."""
    with served(site.folder) as home, watched(chromium, home) as (page, wrong):
        every = [built for built in site.pages if built.locale is locale]
        for built in dict.fromkeys((*_sample(site, locale), *every[::10])):
            page.goto(home + built.url)
        page.wait_for_load_state("networkidle")
        assert wrong == []


@pytest.mark.parametrize("locale", Locale)
def test_pages_load_from_files_without_complaint(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    home = site.folder.as_uri() + "/"
    with watched(chromium, home) as (page, wrong):
        for built in _sample(site, locale):
            page.goto(home + built.url)
            assert page.title()
        page.wait_for_load_state("networkidle")
        assert wrong == []


@pytest.mark.parametrize("locale", Locale)
def test_a_published_site_asks_its_host_for_nothing(
    published_site: BuiltSite, chromium: Browser, locale: Locale
) -> None:
    """Themes like to show how many stars a repository has: nobody else learns who reads the site."""
    with served(published_site.folder) as home, watched(chromium, home) as (page, wrong):
        for built in _sample(published_site, locale):
            page.goto(home + built.url)
        page.wait_for_load_state("networkidle")
        assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", Locale)
def test_no_page_is_wider_than_the_window(any_site: BuiltSite, chromium: Browser, locale: Locale, scheme: str) -> None:
    with served(any_site.folder) as home, watched(chromium, home, color_scheme=scheme) as (page, wrong):
        too_wide = []
        for built in _sample(any_site, locale):
            page.goto(home + built.url)
            for width in (TELEPHONE, DESK):
                page.set_viewport_size({"width": width, "height": 800})
                if page.evaluate(_OVERFLOW) > 0:
                    too_wide.append((built.url, width))
        assert too_wide == []
        assert wrong == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("locale", Locale)
def test_pages_are_as_dark_as_the_reader_asks(
    site: BuiltSite, chromium: Browser, locale: Locale, *, scripts: bool
) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        options = {"color_scheme": scheme, "java_script_enabled": scripts}
        with watched(chromium, site.folder.as_uri(), **options) as (page, _):
            page.goto((site.folder / url(HOME, locale)).as_uri())
            brightness[scheme] = page.evaluate(_BRIGHTNESS)
    for scheme, (ground, words) in brightness.items():
        assert (ground < words) == (scheme == "dark"), brightness


@pytest.mark.parametrize(("width", "scripts", "locale"), [(TELEPHONE, False, Locale.ES), (DESK, True, Locale.EN)])
def test_the_switcher_lands_on_the_same_page(
    site: BuiltSite, chromium: Browser, locale: Locale, width: int, *, scripts: bool
) -> None:
    """It is in sight on a telephone too, and works without scripts."""
    window = {"width": width, "height": 800}
    with (
        served(site.folder) as home,
        watched(chromium, home, viewport=window, java_script_enabled=scripts) as (page, wrong),
    ):
        for built in _sample(site, locale):
            page.goto(home + built.url)
            for language in (locale.other, locale):
                page.locator(f"a[hreflang='{language}']:visible").first.click()
                page.wait_for_url(home + url(built.address, language))
                assert page.locator("html").get_attribute("lang") == language
        assert wrong == []


@pytest.mark.parametrize("locale", Locale)
def test_the_first_key_leads_past_the_navigation(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    with served(site.folder) as home, watched(chromium, home) as (page, wrong):
        for built in _sample(site, locale):
            page.goto(home + built.url)
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.matches('a[href^=\"#\"]')"), built.url
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('main') !== null"), built.url
        assert wrong == []


@pytest.mark.parametrize("locale", Locale)
def test_the_keyboard_reaches_every_section(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    page_urls = site.page("practices/index", locale).html.xpath("//nav[@id='menu']/ul/li/a/@href")
    sections = [site.page("practices/index", locale).resolve(link)[0] for link in page_urls]
    assert len(sections) > 5
    with served(site.folder) as home, watched(chromium, home, viewport={"width": DESK, "height": 800}) as (page, wrong):
        page.goto(home + url("practices/index", locale))
        reached: list[str] = []
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('main') !== null"):
                break
            reached.append(urljoin(page.url, page.evaluate("document.activeElement.getAttribute('href')") or "#"))
        places = [urlsplit(address).path.removeprefix("/") for address in reached]
        tabs = iter(places)
        assert all(section in tabs for section in sections), (sections, places)
        assert wrong == []
