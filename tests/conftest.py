"""What the tests of several folders need: sites, built once for all workers, a browser, and how examples are sought."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.site.building import REPO_URL, REPOSITORY, SITE_URL, build
from tests.site.built import BuiltSite
from tools import browser

# The same examples in every run. For some tests an example is a whole repository: how long one takes says nothing, and
# a folder may serve them all.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("suite")

Once = Callable[[str, Callable[[Path], None]], Path]
"""Makes a folder by a name, unless another worker has made it already, and returns it."""


# No name is looked up, so that whatever a page asks for elsewhere is seen and never sent.
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes: SQLite's, which works on every system and ends with the process that holds it."""
    with closing(sqlite3.connect(path, timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Return what makes a folder once in a run of the tests, however many workers share the run."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        made = shared / name
        with _locked(shared / f"{name}.lock"):
            if not made.exists():
                # Whoever finds the folder finds it whole, also where somebody failed before.
                fresh = tmp_path_factory.mktemp(name) / name
                fill(fresh)
                fresh.rename(made)
        return made

    return make


@pytest.fixture(scope="session")
def site(once: Once) -> BuiltSite:
    """Return the real site, built as it is where nobody has said where it will be published."""
    return BuiltSite(once("site", lambda folder: build(REPOSITORY, folder)))


@pytest.fixture(scope="session")
def published_site(once: Once) -> BuiltSite:
    """Return the real site, built for a place, with a repository behind it."""
    places = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL}
    return BuiltSite(once("published", lambda folder: build(REPOSITORY, folder, environment=places)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return Chromium, running; the test fails and says how to get it where there is none."""
    path = browser.ensure("chromium")
    flags = [*browser.FLAGS, _NO_NETWORK]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=flags) as running,
    ):
        yield running
