"""Content at the edges of what is allowed, as readers see it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Status
from tests.site.built import BuiltPage, BuiltSite, visible_text
from tests.site.edge_cases import LISTED, REASON, SUPERSEDED, TRANSLATED, TRICKY, TRICKY_WORDS, WITHDRAWN
from tests.site.searching import SearchBox
from tools.queries import Query, ask
from tools.serving import served


def test_retired_entries_stay_and_say_so(edge_site: BuiltSite) -> None:
    for locale in Locale:
        superseded, withdrawn = (edge_site.page(f"practices/{id_}", locale) for id_ in (SUPERSEDED, WITHDRAWN))
        led_to = {superseded.resolve(link)[0] for link in superseded.article.xpath(".//*[@role='note']//a/@href")}
        assert url(f"practices/{TRANSLATED}", locale) in led_to
        assert any(REASON in visible_text(note) for note in withdrawn.article.xpath(".//*[@role='note']"))


@pytest.mark.parametrize("locale", Locale)
def test_retired_entries_are_marked_in_lists(edge_site: BuiltSite, locale: Locale) -> None:
    marked = {}
    for page in _following(edge_site, edge_site.page("practices/index", locale)):
        for mark in page.article.find_class("kb-retired"):
            (link,) = mark.xpath("ancestor::li[1]//*[self::h2 or self::h3]/a/@href")
            marked[page.resolve(link)[0]] = visible_text(mark)
    assert marked == {
        url(f"practices/{id_}", locale): status.label_in(locale)
        for id_, status in ((SUPERSEDED, Status.SUPERSEDED), (WITHDRAWN, Status.WITHDRAWN))
    }
    description = edge_site.page(f"practices/{WITHDRAWN}", locale).html.xpath(
        "//head/meta[@name='description']/@content"
    )
    assert description[0].startswith(Status.WITHDRAWN.label_in(locale))


def _titled(site: BuiltSite, address: str) -> bool:
    return "practice" in visible_text(site.page(address, Locale.EN).html.xpath("//h1")[0]).lower()


def test_retired_entries_are_found_after_those_that_hold(edge_site: BuiltSite, chromium: Browser) -> None:
    """Whoever looks for one finds it, and sees that it no longer holds."""
    with served(edge_site.folder) as root, chromium.new_page() as page:
        box = SearchBox(page, root, Locale.EN)
        found = ask(page, Query(locale=Locale.EN, query="practice", some=True)).addresses
        titled = [address for address in found if _titled(edge_site, address)]
        assert len(titled) > 2
        assert {*titled[-2:]} == {f"practices/{SUPERSEDED}", f"practices/{WITHDRAWN}"}
        assert box.ask("Old practice").addresses[0] == f"practices/{SUPERSEDED}"
        assert page.locator(".kb-search__results .kb-retired").first.inner_text() == Status.SUPERSEDED.label
        page.goto(f"{root}en/explore.html?status=withdrawn")
        row = page.locator(".kb-explore__results li")
        row.wait_for()
        assert row.locator(".kb-retired").all_inner_texts() == [Status.WITHDRAWN.label]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("address", ["practices/index", "topics/synthetic-topic", "countries/mx", "years/2020"])
def test_long_lists_are_cut_into_pages(edge_site: BuiltSite, address: str, locale: Locale) -> None:
    """Following "older" from the first page shows every entry once, a bounded number at a time."""
    pages = list(_following(edge_site, edge_site.page(address, locale)))
    assert len(pages) > 1
    listed = [
        page.resolve(link)[0]
        for page in pages
        for link in page.article.xpath(".//li//*[self::h2 or self::h3]/a/@href")
        if "listed-" in link
    ]
    assert sorted(listed) == sorted(url(f"practices/listed-{number}", locale) for number in range(1, LISTED + 1))
    assert all(len(page.article.xpath(".//li//*[self::h2 or self::h3]/a")) <= 50 for page in pages)


def test_pages_of_a_list_lead_back_and_to_the_ends(edge_site: BuiltSite) -> None:
    pages = list(_following(edge_site, edge_site.page("practices/index", Locale.ES)))
    for before, after in pairwise(pages):
        (back,) = after.article.xpath(".//a[@rel='prev']/@href")
        assert after.resolve(back)[0] == before.url
        targets = {after.resolve(link)[0] for link in after.article.xpath(".//nav//a/@href")}
        assert {pages[0].url, pages[-1].url} - {after.url} <= targets


@pytest.mark.parametrize("locale", Locale)
def test_plain_words_are_no_language_of_any_layer(edge_site: BuiltSite, locale: Locale) -> None:
    """HTML, Jinja, Markdown and regular expressions in a title are shown as they were written."""
    page = edge_site.page(f"practices/{TRICKY}", locale)
    (title,) = page.article.iter("h1")
    assert visible_text(title) == TRICKY_WORDS
    assert page.html.xpath("string(//head/title)").strip().startswith(TRICKY_WORDS)
    assert page.html.xpath("//head/meta[@name='description']/@content") == [f"{TRICKY_WORDS}."]
    assert TRICKY_WORDS in visible_text(page.article.xpath(".//nav[.//li[@aria-current]]")[0])
    assert page.html.xpath("//*[starts-with(@href, 'javascript:')]") == []
    listing = "\n".join(page.text for page in _following(edge_site, edge_site.page("practices/index", locale)))
    assert TRICKY_WORDS in listing


def _following(site: BuiltSite, page: BuiltPage) -> list[BuiltPage]:
    """Return a page of a list and those after it, in the order in which "next" leads through them."""
    pages = [page]
    while following := pages[-1].article.xpath(".//nav//a[@rel='next']/@href"):
        pages.append(site.by_url[pages[-1].resolve(following[0])[0]])
        assert len(pages) <= LISTED
    return pages
