"""The copy of a part of the content, unpacked: no link in it is dead, and it is read from disk without a network."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from knowledge_base.assemble.reduced import part_of
from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.offline import START_PAGE
from knowledge_base.publish.packs.part import make_part
from tests.conftest import Once
from tests.site.building import REPO_URL, REPOSITORY, SITE_URL, build
from tests.site.built import BuiltSite, visible_text
from tests.site.readers import Reader, chromium_reader
from tests.site.test_links import broken_links
from tests.site.test_offline import ask

_PART = "topics/borders"
_TOP = "rcm-topics-borders"


def _unpacked(once: Once, name: str, whole: BuiltSite, environment: Mapping[str, str]) -> BuiltSite:
    def make(folder: Path) -> None:
        build(REPOSITORY, folder / "part", environment={**environment, "KB_PART": _PART})
        shutil.copytree(whole.folder, folder / "site")
        zip_ = make_part(folder / "part", folder / "site", folder / "dist", REPOSITORY / "overrides" / START_PAGE)
        with zipfile.ZipFile(zip_) as archive:
            archive.extractall(folder)

    return BuiltSite(once(name, make) / _TOP)


@pytest.fixture(scope="session")
def part(once: Once, site: BuiltSite) -> BuiltSite:
    """Return the unpacked copy of a part of a site without an address."""
    return _unpacked(once, "part", site, {})


@pytest.fixture(scope="session")
def published_part(once: Once, published_site: BuiltSite) -> BuiltSite:
    """Return the unpacked copy of a part of a site with an address."""
    return _unpacked(once, "published-part", published_site, {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL})


@pytest.fixture(params=["part", "published_part"])
def any_part(request: pytest.FixtureRequest) -> BuiltSite:
    """Parametrise a test over both."""
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


def test_no_link_of_a_part_is_dead(any_part: BuiltSite) -> None:
    assert broken_links(any_part) == []
    for page in any_part.pages:
        for path in page.fetched():
            assert (any_part.folder / page.resolve(path)[0]).is_file(), (page.url, path)


def test_a_part_has_what_is_about_it_and_no_page_of_anything_else(part: BuiltSite, site: BuiltSite) -> None:
    entries = {entry.address for entry in part_of(check_content(REPOSITORY).catalogue, _PART).entries}
    every = {entry.address for entry in check_content(REPOSITORY).catalogue.entries}
    assert entries < every
    for locale in Locale:
        pages = {page.address for page in part.pages if page.locale is locale}
        assert pages & every == entries
        assert {"index", "explore", "topics/borders", "glossary"} <= pages
        data = (part.folder / f"data/explore.{locale}.js").read_text("utf-8")
        assert {address for address in every if f'"{address}"' in data} == entries
    assert 2 * len(part.pages) < len(site.pages)


def test_links_to_the_rest_lead_to_the_published_site(published_part: BuiltSite, published_site: BuiltSite) -> None:
    led = set()
    for page in published_part.pages:
        for link in page.links():
            if link.startswith(SITE_URL) and link.endswith(".html"):
                led.add(link.removeprefix(SITE_URL))
    assert led <= {page.url for page in published_site.pages}
    assert led - {page.url for page in published_part.pages}


def test_each_page_says_that_it_is_of_a_part(any_part: BuiltSite) -> None:
    labels = {Locale.ES: "Fronteras", Locale.EN: "Borders"}
    for page in any_part.pages:
        if page.url != START_PAGE:
            (note,) = page.html.xpath("//main/p[@role='note']")
            assert labels[page.locale] in visible_text(note)
    latest = {
        page.locale: page.html.xpath("//h2[@id='latest-meeting']") for page in any_part.pages if page.address == "index"
    }
    assert {locale: visible_text(found[0]) for locale, found in latest.items()} == {
        Locale.ES: "Última reunión de esta copia",
        Locale.EN: "Latest meeting in this copy",
    }


def test_where_no_address_is_known_what_is_left_out_is_said_in_words(part: BuiltSite) -> None:
    said = "//dt[starts-with(text(), 'Not in this copy')]/following-sibling::dd[1]"
    listed = [found for page in part.pages for found in page.html.xpath(said)]
    assert listed
    for absent in listed:
        assert visible_text(absent)
        assert absent.xpath(".//a") == []


def test_a_part_is_read_and_searched_from_disk(chromium: Browser, part: BuiltSite) -> None:
    with chromium_reader(chromium, offline=True) as reader:
        reader.open((part.folder / START_PAGE).as_uri())
        said = reader.run("return document.body.innerText")
        assert "This copy has only a part: what is about Borders" in said
        reader.open(reader.run("return document.querySelector('.kb-start').href"))
        _open_and_search(reader, part)
        assert reader.complaints() == []


def _open_and_search(reader: Reader, part: BuiltSite) -> None:
    about = json.loads((part.folder / "about-this-copy.js").read_text("utf-8").partition(" = ")[2].rstrip(";\n"))
    assert (about["part"]["name"], about["offline"]) == ("topics-borders", True)
    found = ask(reader, ["fronteras", "niñez"])
    known = {page.url for page in part.pages}
    for answer in found.values():
        assert {*answer["pages"]} <= known
        count = int(answer["said"].split()[0])
        assert sum(int(re.findall(r"\d+", label)[-1]) for label in answer["facets"]["kind"]) == count > 0
    reader.open((part.folder / found["fronteras"]["pages"][0]).as_uri())
    assert "Fronteras" in reader.run("return document.querySelector('main > p[role=note]').innerText")
    reader.open((part.folder / "explore.html").as_uri())
    listed = reader.run("""
        while (!document.querySelector(".kb-explore__results a")) await new Promise((done) => setTimeout(done, 20));
        document.querySelector(".kb-explore__more:not([hidden])")?.click();
        return [...document.querySelectorAll(".kb-explore__results a")].map((link) => link.href);
    """)
    assert listed
    assert {link.partition("#")[0] for link in listed} <= {(part.folder / url).as_uri() for url in known}
