"""Builds: strict, with either driver, and the same bytes every time."""

from __future__ import annotations

import shutil
from pathlib import Path

from knowledge_base.locale import Locale
from knowledge_base.publish.site.about import ABOUT_FILE
from knowledge_base.view.parts.saving import saved_list
from tests.conftest import Once
from tests.site.building import REPOSITORY, build
from tests.site.built import BuiltSite
from tests.site.saving import unpacked


def test_both_languages_have_the_same_pages(any_site: BuiltSite) -> None:
    addresses = {locale: {page.address for page in any_site.pages if page.locale is locale} for locale in Locale}
    assert addresses[Locale.ES] == addresses[Locale.EN]
    assert "index" in addresses[Locale.ES]


def test_properdocs_builds_the_same_site(site: BuiltSite, once: Once) -> None:
    """The way out, should MkDocs 1.x end. No byte differs: with ``extra.generator`` off no page names what made it."""
    other = BuiltSite(once("properdocs", lambda folder: build(REPOSITORY, folder, "properdocs")))
    assert _differences(site, other) == []


def test_the_same_content_gives_the_same_bytes(site: BuiltSite, once: Once) -> None:
    """Built elsewhere, from files of another day, with other hashes, in another time zone and language."""

    def elsewhere(folder: Path) -> None:
        shutil.copytree(REPOSITORY, folder / "repository", ignore=_passed_over, copy_function=shutil.copyfile)
        surroundings = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": ""}
        build(folder / "repository", folder / "site", environment=surroundings)

    other = BuiltSite(once("elsewhere", elsewhere) / "site")
    # The copy has no history, and so does not know its revision; nor do the bundles of that file, and their lists.
    differences = {*_differences(site, other)} - {ABOUT_FILE, *map(saved_list, Locale)}
    bundles = [data for each in (site, other) for path, data in each.files().items() if path in differences]
    assert [{*unpacked(data)} for data in bundles] == [{ABOUT_FILE}] * len(differences)


def test_a_build_after_an_edit_comes_to_the_bytes_of_a_clean_one(once: Once) -> None:
    """With a memory and by all processors, or from nothing and in one process."""

    def edited(folder: Path) -> None:
        repository = folder / "repository"
        shutil.copytree(REPOSITORY, repository, ignore=_passed_over)
        build(repository, repository / "site")
        with min((repository / "docs/es/practices").glob("*.md")).open("a", encoding="utf-8") as file:
            file.write("\nUna frase.\n")
        build(repository, repository / "site")
        build(repository, folder / "clean", environment={"KB_BUILD": "clean"})

    folder = once("edited", edited)
    assert _differences(BuiltSite(folder / "repository/site"), BuiltSite(folder / "clean")) == []
    # Pages are none of MkDocs' business: it has brought along static files only.
    static = folder / "repository/.cache/build/site/static"
    assert (static / "assets").is_dir()
    assert list(static.rglob("*.html")) == []


def _passed_over(folder: str, names: list[str]) -> set[str]:
    """Return what of a folder of the repository is made by programs, or is no part of the site."""
    at_the_top = {"site", "dist", "tests"} if Path(folder) == REPOSITORY else set()
    return at_the_top | shutil.ignore_patterns(".*", "__pycache__", "node_modules", "*.egg-info")(folder, names)


def _differences(one: BuiltSite, other: BuiltSite) -> list[str]:
    """Return the names of the files that only one has or that differ."""
    files, others = one.files(), other.files()
    return sorted(name for name in files.keys() | others.keys() if files.get(name) != others.get(name))
