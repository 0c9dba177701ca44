"""Hostile content without the check, which refuses it (`test_attack`): no script runs then either."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from knowledge_base.check.run import check_content
from knowledge_base.locale import Locale
from knowledge_base.model.vocabularies import TERM_MODELS
from knowledge_base.problems import Severity
from tests.attack.inputs import MARK, PAYLOAD
from tests.site.built import BuiltSite, visible_text
from tests.site.repository import Repository
from tests.site.searching import SearchBox
from tools.serving import served

# Browsers leave white space and control characters in the scheme of an address out (WHATWG URL, basic URL parser).
_LEFT_OUT = re.compile(r"[\x00-\x20]")
_RUNNING = ("javascript:", "vbscript:", "data:")
_RAN = f"document.documentElement.hasAttribute('{MARK}')"
# Whether any element has a handler, after scripts have made theirs.
_HANDLES = "[...document.querySelectorAll('*')].some(one => one.getAttributeNames().some(name => /^on/.test(name)))"
_WORDS = " ".join(PAYLOAD.split())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository with which nothing is wrong."""
    created = Repository.create(tmp_path / "repository")
    assert _refused(created) == set()
    return created


def _refused(repository: Repository) -> set[str]:
    """Return the files that the check refuses."""
    problems = check_content(repository.folder).problems
    return {str(problem.path) for problem in problems if problem.severity is Severity.ERROR}


@pytest.mark.parametrize("name", TERM_MODELS)
def test_the_check_refuses_hostile_terms(repository: Repository, name: str) -> None:
    path = repository.folder / f"vocabularies/{name}.yml"
    terms = yaml.safe_load(path.read_text("utf-8"))
    terms[0]["aliases"] = {"en": [PAYLOAD]}
    repository.vocabulary(name, terms)
    assert f"vocabularies/{name}.yml" in _refused(repository)


@pytest.mark.parametrize("locale", Locale)
def test_hostile_words_are_shown_as_words(hostile_site: BuiltSite, locale: Locale) -> None:
    """They reach the pages, so that the tests below look at something, and stay words."""
    page = hostile_site.page("practices/link", locale)
    (title,) = page.article.iter("h1")
    assert visible_text(title) == f"{_WORDS} link"
    for address in ("topics/index", "practices/index", "glossary", "organisations/synthetic-office"):
        assert _WORDS in hostile_site.page(address, locale).text


def test_no_element_handles_events(hostile_site: BuiltSite) -> None:
    assert [
        (page.url, found)
        for page in (*hostile_site.pages, *hostile_site.answers)
        for found in page.html.xpath("//@*[starts-with(local-name(), 'on')]")
    ] == []


def test_no_address_runs(hostile_site: BuiltSite) -> None:
    assert [
        (page.url, found)
        for page in (*hostile_site.pages, *hostile_site.answers)
        for found in (*page.links(), *page.fetched(), *page.html.xpath("//head/link/@href"))
        if _LEFT_OUT.sub("", found).lower().startswith(_RUNNING)
    ] == []


def test_hostile_pages_have_the_scripts_of_any_other(hostile_site: BuiltSite, edge_site: BuiltSite) -> None:
    any_other = edge_site.page("practices/index", Locale.EN)
    for page in hostile_site.pages:
        # Some pages have scripts of their own.
        known = edge_site.by_url.get(page.url)
        expected = len((known or any_other).html.xpath("//script"))
        if not known and page.html.xpath("//*[@data-kb-paper]"):
            expected += 1
        assert len(page.html.xpath("//script")) == expected, page.url
        assert page.html.xpath("//iframe | //object | //embed | //base | //style") == [], page.url
        assert len(page.html.xpath("//meta[@http-equiv]")) == 1, page.url  # the policy


def test_the_alarm_works(chromium: Browser) -> None:
    """The tests below would see a script that ran."""
    with chromium.new_page() as page:
        page.set_content(f"<title>{PAYLOAD}</title>")
        page.wait_for_function(_RAN)


@pytest.mark.parametrize("locale", Locale)
def test_no_script_runs(hostile_site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    """Not even where a browser knows no content security policy: no wall leans on another."""
    pages = [page for page in (*hostile_site.pages, *hostile_site.answers) if page.locale is locale]
    with chromium.new_page(bypass_csp=True) as page:
        for built in pages:
            page.goto((hostile_site.folder / built.url).as_uri())
            assert not page.evaluate(_RAN), built.url


def test_no_script_runs_in_the_search(hostile_site: BuiltSite, chromium: Browser) -> None:
    with served(hostile_site.folder) as root, chromium.new_page(bypass_csp=True) as page:
        box = SearchBox(page, root, Locale.EN)
        assert box.ask("capitals").addresses
        assert box.facet("kind")
        assert _WORDS in " ".join(page.locator("#kb-search").all_inner_texts()[0].split())
        assert not page.evaluate(_RAN)
        assert not page.evaluate(_HANDLES)
