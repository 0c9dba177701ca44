"""The page of commitments in a browser: with filters, without scripts, and on paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from knowledge_base.assemble.addresses import COMMITMENTS, url
from knowledge_base.locale import Locale
from tests.site.built import BuiltSite
from tools.serving import served

_ROWS = ".kb-explore__results > li"


@pytest.fixture(params=["http", "file"])
def home(request: pytest.FixtureRequest, site: BuiltSite) -> Iterator[str]:
    """Return where the site is: served, and then as files."""
    if request.param == "file":
        yield f"{site.folder.as_uri()}/"
    else:
        with served(site.folder) as address:
            yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page whose console stays silent."""
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        assert said == []


def _table(site: BuiltSite, locale: Locale) -> list[list[str]]:
    text = (site.folder / f"data/commitments.{locale}.csv").read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


@pytest.mark.parametrize("locale", Locale)
def test_all_are_listed_and_each_leads_to_its_point(page: Page, site: BuiltSite, home: str, locale: Locale) -> None:
    page.goto(home + url(COMMITMENTS, locale))
    rows = _table(site, locale)
    assert len(rows) > 20
    assert page.locator(f"{_ROWS} > .kb-commitment__text > span").all_inner_texts() == [row[2] for row in rows]
    links = page.locator(f"{_ROWS} .kb-point__ref").evaluate_all("links => links.map(link => link.href)")
    assert links == [home + row[-1] for row in rows]
    page.locator(f"{_ROWS} .kb-point__ref").first.click()
    assert page.locator(":target").inner_text().split()[0] == rows[0][1]


@pytest.mark.parametrize("locale", Locale)
def test_filters_search_all_and_are_in_the_address(page: Page, site: BuiltSite, home: str, locale: Locale) -> None:
    page.goto(f"{home}{url(COMMITMENTS, locale)}?status=in-progress")
    found = page.locator(_ROWS).count()
    states = [row[0] for row in _table(site, locale)]
    label = page.locator(f"{_ROWS} .kb-status").first.inner_text()
    assert found == states.count(label) > 0
    page.locator(".kb-explore__query input").fill("2019")
    page.locator(".kb-empty:visible").wait_for()
    page.locator(".kb-empty ul button").first.click()
    assert page.locator(_ROWS).count() == found
    page.locator(".kb-explore__chosen button").first.click()
    assert page.locator(_ROWS).count() == len(states)
    assert "status" not in page.url
    facets = page.locator(".kb-explore__facets > details").evaluate_all("all => all.map(each => each.dataset.facet)")
    assert facets == ["status", "topic", "body", "responsible", "meeting"]


def test_without_scripts_it_is_a_list_by_agreement(chromium: Browser, site: BuiltSite) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.folder.as_uri()}/{url(COMMITMENTS, Locale.ES)}")
        assert page.locator(".kb-commitments:visible").count() == 0
        assert page.locator(".kb-points > li:visible").count() == len(_table(site, Locale.ES))
        assert page.locator("h3:visible").count() > 3
        states = page.locator("article h2:visible").all_inner_texts()
        assert states == list(dict.fromkeys(row[0] for row in _table(site, Locale.ES)))


def test_on_paper_there_is_all_that_the_filters_leave_and_no_control(chromium: Browser, site: BuiltSite) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.folder.as_uri()}/{url(COMMITMENTS, Locale.ES)}")
        page.emulate_media(media="print")
        assert page.locator(f"{_ROWS}:visible").count() == len(_table(site, Locale.ES))
        assert page.locator(".kb-commitments :is(input, summary, .kb-explore__more):visible").count() == 0
