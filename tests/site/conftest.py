"""Fixtures: sites with synthetic content, the real site, and browsers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from marionette_driver.marionette import Marionette
from playwright.sync_api import Browser

from tests.conftest import Once
from tests.site.building import REPO_URL, REPOSITORY, SITE_URL, build
from tests.site.built import BuiltSite
from tests.site.edge_cases import write_edge_cases
from tests.site.hostile import write_hostile
from tests.site.readers import OpenReader, chromium_reader, firefox_reader, started_firefox
from tests.site.repository import Repository
from tools import browser


@pytest.fixture(scope="session")
def edge_repository(once: Once) -> Repository:
    """Return the repository of edge cases."""
    return Repository(once("edge-repository", lambda folder: write_edge_cases(Repository.create(folder))))


@pytest.fixture(scope="session")
def edge_site(once: Once, edge_repository: Repository) -> BuiltSite:
    """Return the site of the edge cases."""
    return BuiltSite(once("edge", lambda folder: build(edge_repository.folder, folder)))


@pytest.fixture(scope="session")
def published_edge_site(once: Once, edge_repository: Repository) -> BuiltSite:
    """Return the site of the edge cases, built with a site URL and a repository."""
    places = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL}
    return BuiltSite(once("published-edge", lambda folder: build(edge_repository.folder, folder, environment=places)))


@pytest.fixture(scope="session")
def hostile_site(once: Once) -> BuiltSite:
    """Return a site built from hostile content without the check."""

    def fill(folder: Path) -> None:
        write_hostile(folder / "repository")
        # Not strict: unchecked content may have broken links.
        build(folder / "repository", folder / "site", strict=False, environment=_with_tests())

    return BuiltSite(once("hostile", fill) / "site")


def _with_tests() -> dict[str, str]:
    """Return the environment of a build whose hooks import the tests."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")]))}


@pytest.fixture(params=["site", "edge_site"])
def any_site(request: pytest.FixtureRequest) -> BuiltSite:
    """Parametrise a test over the real site and the site of the edge cases."""
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["published_site", "published_edge_site"])
def any_published_site(request: pytest.FixtureRequest) -> BuiltSite:
    """Parametrise a test over both sites, built with a site URL and a repository."""
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Marionette]:
    """Return a running Firefox; the test fails, saying how to get it, if there is none."""
    with started_firefox(browser.ensure("firefox"), tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture(params=["chromium", "firefox"])
def opened(request: pytest.FixtureRequest) -> OpenReader:
    """Parametrise a test over browsers; the function opens one, with the network on or off."""
    if request.param == "chromium":
        chromium: Browser = request.getfixturevalue("chromium")
        return partial(chromium_reader, chromium)
    firefox: Marionette = request.getfixturevalue("firefox")
    return partial(firefox_reader, firefox)
