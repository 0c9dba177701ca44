"""Shared fixtures: sites, built once for all workers, and a browser; and the profile of Hypothesis."""

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

# Deterministic examples. For some tests an example is a whole repository, so there is no deadline, and fixtures may be
# shared by all examples.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Thousands of examples, others each time, for `make audit`.
settings.register_profile("audit", settings.get_profile("suite"), derandomize=False, max_examples=2000, print_blob=True)
settings.load_profile("suite")

_OF_SITES = Path(__file__).with_name("site")

Once = Callable[[str, Callable[[Path], None]], Path]
"""Takes a name and a function that fills a folder; returns the folder, filled once for all workers."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the modules that build sites and drive browsers evenly among the others, so that no worker only waits."""
    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)
    placed = []
    for of_sites in (True, False):
        group = [module for path, module in modules.items() if path.is_relative_to(_OF_SITES) is of_sites]
        count, before = sum(map(len, group)), 0
        for module in group:
            placed.append(((before + len(module) / 2) / count, module))
            before += len(module)
    items[:] = [item for _, module in sorted(placed, key=lambda one: one[0]) for item in module]


# All other hosts are unresolvable, so third-party requests are recorded but never sent.
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes: SQLite's, which is portable and released if the process dies."""
    with closing(sqlite3.connect(path, timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Return a function that makes a folder once per test run, shared by all workers."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        made = shared / name
        with _locked(shared / f"{name}.lock"):
            if not made.exists():
                # Make it elsewhere and rename, so that it is always complete, even after a failure.
                fresh = tmp_path_factory.mktemp(name) / name
                fill(fresh)
                fresh.rename(made)
        return made

    return make


@pytest.fixture(scope="session")
def site(once: Once) -> BuiltSite:
    """Return the real site, built without a site URL or a repository."""
    return BuiltSite(once("site", lambda folder: build(REPOSITORY, folder)))


@pytest.fixture(scope="session")
def published_site(once: Once) -> BuiltSite:
    """Return the real site, built with a site URL and a repository."""
    places = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL}
    return BuiltSite(once("published", lambda folder: build(REPOSITORY, folder, environment=places)))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running Chromium; the test fails, saying how to get it, if there is none."""
    path = browser.ensure("chromium")
    flags = [*browser.FLAGS, _NO_NETWORK]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=flags) as running,
    ):
        yield running
