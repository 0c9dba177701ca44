"""What readers can save of the site: bundles that stay what they are, and a choice that is complete."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.assemble.addresses import url
from knowledge_base.assemble.facets import COUNTRY, TOPIC
from knowledge_base.locale import Locale
from knowledge_base.memory.store import Memory
from knowledge_base.publish.saved.bundles import bundle, bundle_name, cut
from knowledge_base.publish.saved.selection import Selection, selection_of
from knowledge_base.publish.saved.write import write_saved
from knowledge_base.publish.search.index import SEARCH_FOLDER
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.app_files import write_icons, write_manifests
from knowledge_base.publish.site.pages import Language, language_of
from knowledge_base.view.parts.saving import app_manifest
from knowledge_base.view.parts.shell import search_box
from knowledge_base.view.parts.site import site_in
from tests.site.saving import unpacked
from tests.unit.catalogues import valid_catalogue
from tests.unit.test_shell import SETTINGS

_ROOT = Path(__file__).parents[2]
_ASSETS = {search_box(locale): f"assets/box.{locale}.js" for locale in Locale}
_ABOUT = About(None, "1")


@pytest.fixture(scope="module")
def languages() -> list[Language]:
    """Return the pages of a small site."""
    return [language_of(site_in(locale, valid_catalogue()), SETTINGS) for locale in Locale]


def _files(selection: Selection) -> tuple[set[str], set[str], dict[str, set[str]]]:
    """Return what is always saved, the rest, and what is saved for each topic or country."""
    choices = {one.address: one for group in selection.choices.values() for one in group}
    parts = {address: {path for files in one.files for path in files} for address, one in choices.items()}
    always, rest = ({path for files in groups for path in files} for groups in (selection.always, selection.rest))
    return always, rest, parts


def test_a_bundle_has_every_byte_of_its_files() -> None:
    files = {"a.html": b"<p>one\n", "b/c.png": bytes(range(256)), "empty.txt": b""}
    data = bundle(files)
    assert unpacked(data) == files
    assert bundle_name(data) == f"{sha256(data).hexdigest()}.zlib"
    assert bundle(files) == data


def test_one_file_more_or_less_moves_few_others() -> None:
    paths = [f"practices/{number:04}.html" for number in range(2000)]
    whole = cut(paths, lambda _: 15_000)
    assert [path for part in whole for path in part] == paths
    assert all(len(part) * 15_000 <= 1_200_000 for part in whole)
    assert len(whole) > 20
    for gone in (0, 777, 1999):
        rest = cut([path for path in paths if path != paths[gone]], lambda _: 15_000)
        assert len({*rest} - {*whole}) <= 4


def test_a_file_that_is_larger_than_a_bundle_is_one_by_itself() -> None:
    sizes = {"a": 10, "b": 9_000_000, "c": 10}
    assert cut(sizes, sizes.__getitem__) == [("a",), ("b",), ("c",)]
    assert cut([], len) == []


@pytest.mark.parametrize("locale", Locale)
def test_all_pages_of_a_language_are_saved_once_and_those_of_a_topic_with_it(
    languages: list[Language], locale: Locale
) -> None:
    language = next(one for one in languages if one.site.locale is locale)
    numbers = {page.url: number for number, page in enumerate(language.pages)}
    texts = {page.url: f"search/{locale}/text/{numbers[page.url]}.js" for page in language.pages}
    index = [f"search/{locale}/start.js", *texts.values()]
    always, rest, parts = _files(selection_of(language, ["assets/a.css"], index, numbers))
    pages = {page.url for page in language.pages}
    assert always & rest == set()
    assert pages | {*texts.values()} <= always | rest
    assert {url("index", locale), url("topics/index", locale), url("not-saved", locale), ABOUT_FILE} <= always
    assert {"assets/a.css", f"search/{locale}/start.js", f"data/explore.{locale}.js"} <= always
    for part in parts.values():
        assert part <= rest
    # Its page, its entries, what its narrower topics have, and its briefs; and of each what the search shows of it.
    trafficking = {path for path in parts["topics/trafficking"] if path.endswith(".html")}
    entries = language.site.catalogue.grouped(TOPIC, "trafficking")
    assert {url("topics/trafficking", locale), *(url(entry.address, locale) for entry in entries)} <= trafficking
    assert {texts[page] for page in trafficking} <= parts["topics/trafficking"]
    briefs = {url(f"briefs/{pair[0].lower()}/{pair[1]}", locale) for pair in language.site.catalogue.briefs.matters}
    assert briefs
    assert briefs <= {path for part in parts.values() for path in part}


def test_who_chooses_a_member_country_gets_what_concerns_all_members(languages: list[Language]) -> None:
    site = languages[0].site
    assert site.catalogue.common
    _, _, parts = _files(selection_of(languages[0], [], [], {}))
    members = [code for code in site.catalogue.vocabularies.members if f"countries/{code.lower()}" in parts]
    assert members
    for code in site.catalogue.groups[COUNTRY.name]:
        own = {url(entry.address, Locale.ES) for entry in site.catalogue.grouped(COUNTRY, code)}
        assert own <= parts[f"countries/{code.lower()}"]
    for code in members:
        assert {url(entry.address, Locale.ES) for entry in site.catalogue.common} <= parts[f"countries/{code.lower()}"]


def _site(folder: Path, languages: list[Language], memory: Memory) -> None:
    """Write files in the places of a small site, and note the numbers of its pages."""
    memory.notes[SEARCH_FOLDER] = {}
    for language in languages:
        locale = language.site.locale
        numbers = {page.url: number for number, page in enumerate(language.pages)}
        paths = [page.url for page in language.pages]
        paths += [script for page in language.pages for script in page.chrome.scripts]
        paths += [f"search/{locale}/start.js", *(f"search/{locale}/text/{number}.js" for number in numbers.values())]
        paths += [*_ASSETS.values(), app_manifest(locale), "licence.txt"]
        for path in paths:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(f"{path}\n" * 50, "utf-8")
        memory.notes[SEARCH_FOLDER][locale] = {"numbers": numbers}


def _listed(folder: Path, locale: Locale) -> dict[str, Any]:
    text = (folder / f"saved/{locale}.js").read_text("utf-8")
    assert text.startswith("window.rcmSaved={")
    listed: dict[str, Any] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return listed


def _saved(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in (folder / "saved").glob("*.zlib")}


def test_the_list_says_what_is_where_and_bundles_are_made_again_only_for_what_has_changed(
    languages: list[Language], tmp_path: Path
) -> None:
    memory = Memory()
    _site(tmp_path, languages, memory)
    write_saved(tmp_path, languages, _ABOUT, _ASSETS, memory, 1)
    assert not (tmp_path / ABOUT_FILE).exists()
    before = {locale: _listed(tmp_path, locale) for locale in Locale}
    found = _saved(tmp_path)
    assert {name for each in before.values() for name, _ in each["bundles"]} == found.keys()
    for locale, listed in before.items():
        files: set[str] = set()
        for number in (*listed["always"], *listed["rest"]):
            name, size = listed["bundles"][number]
            data = (tmp_path / "saved" / name).read_bytes()
            assert (bundle_name(data), len(data)) == (name, size)
            files |= unpacked(data).keys()
        assert _ASSETS[search_box(locale)] in files
        assert {_ASSETS[search_box(locale.other)], app_manifest(locale.other)} & files == set()
        assert all(
            re.match(f"(?:{locale}/)?[a-z-]+/[a-z0-9-]+$", one[0]) for _, group in listed["choices"] for one in group
        )
    # A build of the same.
    write_saved(tmp_path, languages, _ABOUT, _ASSETS, memory, 1)
    assert _saved(tmp_path) == found
    assert {locale: _listed(tmp_path, locale) for locale in Locale} == before
    # Another build: what it is of, and a page; a bundle that was damaged; a stranger.
    (tmp_path / "en/about.html").write_text("anew", "utf-8")
    damaged = tmp_path / "saved" / before[Locale.EN]["bundles"][1][0]
    damaged.write_bytes(b"damaged")
    (tmp_path / "saved/stranger.zlib").write_bytes(b"")
    write_saved(tmp_path, languages, About(None, "2"), _ASSETS, memory, 1)
    now = _saved(tmp_path)
    assert bundle_name(damaged.read_bytes()) == damaged.name
    # Of both languages what it is of, which is the same file; and the front pages in English.
    assert (len(now.keys() - found.keys()), len(found.keys() - now.keys())) == (2, 2)
    after = {locale: _listed(tmp_path, locale) for locale in Locale}
    assert all(after[locale]["version"] != before[locale]["version"] for locale in Locale)


def test_the_same_site_has_the_same_bundles_whoever_makes_them(languages: list[Language], tmp_path: Path) -> None:
    made = []
    for workers in (1, 2):
        folder, memory = tmp_path / str(workers), Memory()
        _site(folder, languages, memory)
        write_saved(folder, languages, _ABOUT, _ASSETS, memory, workers)
        made.append({path.name: path.read_bytes() for path in (folder / "saved").iterdir()})
    assert made[0] == made[1]


def test_programs_of_a_device_are_named_and_have_icons(tmp_path: Path) -> None:
    write_manifests(_ROOT, tmp_path, dict.fromkeys(Locale, SETTINGS))
    names = write_icons(_ROOT, tmp_path, Memory())
    for locale in Locale:
        path = tmp_path / app_manifest(locale)
        said = json.loads(path.read_text("utf-8"))
        home = (path.parent / said["start_url"]).resolve().relative_to(tmp_path.resolve()).as_posix()
        assert home == url("index", locale)
        assert {f"app/{icon['src']}" for icon in said["icons"]} == names
        assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
        assert len(said["short_name"]) <= 12
    again = tmp_path / "again"
    write_icons(_ROOT, again, Memory())
    assert {name: (again / name).read_bytes() for name in names} == {
        name: (tmp_path / name).read_bytes() for name in names
    }
