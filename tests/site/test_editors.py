"""The page for editors, as it is built: it leads to files where a repository is known, and stands in nobody's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from knowledge_base.assemble.addresses import EDITORS, url
from knowledge_base.locale import Locale
from tests.site.building import REPO_URL, REPOSITORY
from tests.site.built import BuiltPage, BuiltSite, is_external, visible_text
from tests.site.edge_cases import ENGLISH_ONLY, LISTED, SPANISH_ONLY, STALE
from tests.site.repository import Repository
from tests.site.searching import SearchBox
from tools.serving import served


def _listed(page: BuiltPage, id_: str) -> list[str]:
    """Return the pages that the list under a heading leads to."""
    (heading,) = page.article.xpath(f".//h3[@id='{id_}']")
    following = heading.getnext()
    return [page.resolve(link)[0] for link in following.xpath("./li/a/@href")]


@pytest.mark.parametrize("locale", Locale)
def test_it_lists_what_waits(edge_site: BuiltSite, locale: Locale) -> None:
    page = edge_site.page(EDITORS, locale)
    assert url(f"practices/{ENGLISH_ONLY}", locale) in _listed(page, "missing-es")
    assert _listed(page, "stale") == [url(f"practices/{STALE}", locale)]
    assert _listed(page, "due") == [url(f"practices/{ENGLISH_ONLY}", locale)]
    assert _listed(page, "soon") == [url(f"practices/{SPANISH_ONLY}", locale)]
    missing = _listed(page, "missing-en")
    assert len(missing) < LISTED
    (rest,) = page.article.xpath(".//h3[@id='missing-en']/following-sibling::p[1]/a/@href")
    assert page.resolve(rest)[0] == url("explore", locale)


def test_the_rest_of_a_long_list_is_in_explore(edge_site: BuiltSite, chromium: Browser) -> None:
    with served(edge_site.folder) as root, chromium.new_page() as page:
        page.goto(root + url(EDITORS, Locale.EN))
        page.locator("h3#missing-en ~ p a").first.click()
        page.locator(".kb-explore__results li").first.wait_for()
        said = page.locator(".kb-explore [role=status]").inner_text()
        assert said.startswith(f"{LISTED + 1} of ")


@pytest.mark.parametrize("locale", Locale)
def test_every_line_opens_its_file_where_there_is_a_repository(
    published_edge_site: BuiltSite, edge_repository: Repository, edge_site: BuiltSite, locale: Locale
) -> None:
    page = published_edge_site.page(EDITORS, locale)
    lines = page.article.xpath(".//ul[contains(@class, 'kb-lines')]/li")
    assert lines
    for line in lines:
        (link,) = [link for link in line.xpath(".//a/@href") if is_external(link)]
        path = link.removeprefix(f"{REPO_URL}/edit/main/")
        assert (edge_repository.folder / path).is_file()
        assert path.endswith(line.xpath("string(./a/@href)").rpartition("/")[2].replace(".html", ".md"))
    assert [link for link in edge_site.page(EDITORS, locale).article.xpath(".//li//a/@href") if is_external(link)] == []


@pytest.mark.parametrize("locale", Locale)
def test_it_is_linked_from_the_guide_and_not_among_the_links_for_readers(site: BuiltSite, locale: Locale) -> None:
    wanted = url(EDITORS, locale)
    home = site.page("index", locale)
    assert wanted not in {home.resolve(link)[0] for link in home.links()}
    article = site.page("contribute", locale)
    assert wanted in {article.resolve(link)[0] for link in article.article.xpath(".//a/@href")}
    assert (REPOSITORY / f"docs/{locale}/contribute.md").is_file()


def test_the_search_does_not_find_it(site: BuiltSite, chromium: Browser) -> None:
    page = site.page(EDITORS, Locale.EN)
    assert page.html.xpath("//*[@data-searched]") == []
    with served(site.folder) as root, chromium.new_page() as window:
        box = SearchBox(window, root, Locale.EN)
        title = visible_text(page.article.xpath(".//h1")[0])
        assert EDITORS not in box.ask(title).addresses
