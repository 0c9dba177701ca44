"""The developer reference: complete, and in its place among the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge_base.check.run import Checked, check_content
from knowledge_base.locale import Locale
from knowledge_base.view.common import Site
from knowledge_base.view.front import standalone_view

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / "hooks"
PAGES = ROOT / "docs" / "en" / "reference"


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_content(ROOT)


def test_every_module_is_on_one_page_of_the_reference() -> None:
    shown = [
        name
        for page in PAGES.glob("*.md")
        for name in re.findall(r"^::: (\S+)$", page.read_text("utf-8"), re.MULTILINE)
    ]
    modules = [
        ".".join(path.relative_to(HOOKS).with_suffix("").parts)
        for path in HOOKS.rglob("*.py")
        if path.name != "__init__.py"
    ]
    assert sorted(shown) == sorted(modules)


@pytest.mark.parametrize("locale", list(Locale))
def test_a_page_of_the_reference_hangs_under_its_index(checked: Checked, locale: Locale) -> None:
    page = next(page for page in checked.catalogue.standalone if page.address == "reference/check")
    chrome = standalone_view(Site(checked.catalogue, locale), page).chrome
    assert chrome.section == "reference/index"
    assert [str(link.label) for link in chrome.breadcrumbs[1:]] == ["Developer reference", "Reference: check"]


def test_the_index_of_the_reference_hangs_under_nothing(checked: Checked) -> None:
    page = next(page for page in checked.catalogue.standalone if page.address == "reference/index")
    chrome = standalone_view(Site(checked.catalogue, Locale.EN), page).chrome
    assert [str(link.label) for link in chrome.breadcrumbs] == ["Home", "Developer reference"]
