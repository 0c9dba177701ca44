"""Where the pages lead, and what they fetch."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tests.site.building import REPOSITORY, SITE_URL
from tests.site.built import BuiltPage, BuiltSite, is_external

_CSS_URL = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")
_TO_PEOPLE = {"mailto", "tel"}


def test_internal_links_and_anchors_resolve(any_site: BuiltSite) -> None:
    assert _broken(any_site) == []


def test_internal_links_and_anchors_resolve_where_the_site_is_published(any_published_site: BuiltSite) -> None:
    assert _broken(any_published_site) == []


def test_links_are_relative(any_site: BuiltSite) -> None:
    """The same files work over http, in whatever folder, and over file://."""
    assert [
        (page.url, link)
        for page in any_site.pages
        for link in (*page.links(), *page.fetched(), *page.alternates().values())
        if link.startswith("/")
    ] == []


def test_links_to_elsewhere_are_the_authors(site: BuiltSite) -> None:
    """Where no address is configured nothing points to an invented place: addresses come from the content alone."""
    written = "\n".join(
        path.read_text("utf-8")
        for folder in ("docs", "vocabularies", "hooks")
        for path in (REPOSITORY / folder).rglob("*.*")
        if path.suffix in {".md", ".yml", ".py"}
    )
    assert {
        link
        for page in (*site.pages, *site.answers)
        for link in (*page.links(), *page.html.xpath("//link/@href"), *page.html.xpath("//meta/@content"))
        if urlsplit(link).scheme in {"http", "https"} and link not in written
    } == set()


def test_nothing_is_fetched_from_elsewhere(any_site: BuiltSite) -> None:
    pages = (*any_site.pages, *any_site.answers)
    assert [(page.url, found) for page in pages for found in page.fetched() if is_external(found)] == []
    assert [(page.url, found) for page in pages for found in _styles(page) if _leaves(found)] == []


def test_style_sheets_fetch_nothing_from_elsewhere(site: BuiltSite) -> None:
    sheets = list(site.folder.rglob("*.css"))
    assert sheets
    assert [
        (sheet.name, found)
        for sheet in sheets
        for found in _CSS_URL.findall(sheet.read_text("utf-8"))
        if _leaves(found) or found.startswith("/")
    ] == []


def test_what_pages_fetch_is_there(any_site: BuiltSite) -> None:
    assert [
        (page.url, found)
        for page in any_site.pages
        for found in page.fetched()
        if not (any_site.folder / page.resolve(found)[0]).is_file()
    ] == []


def test_nothing_is_fetched_twice(any_site: BuiltSite) -> None:
    counts = {page.url: Counter(page.fetched()) for page in any_site.pages}
    assert {url: count for url, count in counts.items() if count.total() > len(count)} == {}


def test_the_error_page_works_at_any_address(site: BuiltSite, published_site: BuiltSite) -> None:
    """A host serves it wherever an address leads nowhere: relative links would lead nowhere from there."""
    sites = ((site, "/"), (published_site, urlsplit(SITE_URL).path))
    for page, built, root in ((page, where, root) for where, root in sites for page in where.answers):
        inside = [link for link in (*page.links(), *page.fetched()) if not is_external(link) and link[:1] != "#"]
        assert inside
        assert [link for link in inside if not link.startswith(root)] == []
        assert [
            link
            for link in inside
            if not (built.folder / PurePosixPath(urlsplit(link).path).relative_to(root)).is_file()
        ] == []


def _broken(site: BuiltSite) -> list[tuple[str, str]]:
    ids = {page.url: frozenset(page.ids) for page in site.pages}
    broken = []
    for page in site.pages:
        for link in page.links():
            if is_external(link) or urlsplit(link).scheme in _TO_PEOPLE:
                continue
            target, fragment = page.resolve(link)
            found = target in ids and (not fragment or fragment in ids[target])
            if not (found or (target not in ids and not fragment and (site.folder / target).is_file())):
                broken.append((page.url, link))
    return broken


def _styles(page: BuiltPage) -> list[str]:
    return _CSS_URL.findall("\n".join((*page.html.xpath("//style/text()"), *page.html.xpath("//@style"))))


def _leaves(found: str) -> bool:
    return is_external(found) and not found.startswith("data:")
