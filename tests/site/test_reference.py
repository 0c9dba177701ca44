"""The developer reference: complete, in its own place, and as Material makes it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge_base.assemble.addresses import REFERENCE
from knowledge_base.check.run import check_content
from tests.conftest import Once
from tests.site.building import REPO_URL, REPOSITORY, SITE_URL, build
from tests.site.built import BuiltSite, is_external

_PAGES = REPOSITORY / REFERENCE
_HOOKS = REPOSITORY / "hooks"


@pytest.fixture(scope="module")
def reference(once: Once) -> BuiltSite:
    """Return the reference, built strictly, as publishing builds it: where the place and the repository are known."""
    places = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL}
    return BuiltSite(
        once(REFERENCE, lambda folder: build(REPOSITORY, folder, config="reference.yml", environment=places))
    )


def _shown() -> list[str]:
    """Return the modules that the pages show."""
    return [name for page in _PAGES.glob("*.md") for name in re.findall(r"(?m)^::: (\S+)$", page.read_text("utf-8"))]


def test_every_module_is_on_one_page() -> None:
    modules = [
        ".".join(path.relative_to(_HOOKS).with_suffix("").parts)
        for path in _HOOKS.rglob("*.py")
        if path.name != "__init__.py"
    ]
    assert sorted(_shown()) == sorted(modules)


def test_every_module_has_its_heading(reference: BuiltSite) -> None:
    headings = Counter(id_ for page in reference.pages for id_ in page.ids)
    assert {name: headings[name] for name in _shown()} == dict.fromkeys(_shown(), 1)
    assert headings[f"{check_content.__module__}.{check_content.__qualname__}"] == 1


def test_every_page_is_in_the_navigation_and_english(reference: BuiltSite) -> None:
    addresses = {path.with_suffix(".html").name for path in _PAGES.glob("*.md")}
    assert {page.url for page in reference.pages} == addresses
    for page in reference.pages:
        assert page.html.get("lang") == "en"
        assert addresses <= {page.resolve(link)[0] for link in page.html.xpath("//nav//a/@href")}


def test_nothing_of_ours_is_around_the_pages_and_nothing_is_fetched_from_elsewhere(reference: BuiltSite) -> None:
    for page in reference.pages:
        assert [link for link in page.fetched() if is_external(link)] == []
        assert [link for link in page.links() if REPO_URL in link or SITE_URL in link] == []
        assert "kb-" not in page.source
    assert not Path(reference.folder, "assets", "stylesheets", "knowledge-base.css").exists()


def test_the_site_has_no_page_of_it(site: BuiltSite) -> None:
    assert [page.url for page in site.pages if page.address.startswith(REFERENCE)] == []
    assert "mkdocstrings" not in "".join(site.files())
