"""Builds a whole site: its pages, and everything made from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.assemble.publisher import LICENCE_TEXT
from knowledge_base.locale import Locale
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.publish.packs.offline import offer_nothing
from knowledge_base.publish.search.index import SEARCH_FOLDER, build_search_index
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.explore_data import write_explore_data
from knowledge_base.publish.site.folder import bring_over
from knowledge_base.publish.site.form_data import write_form_data
from knowledge_base.publish.site.pages import language_of, write_pages
from knowledge_base.publish.site.policy import HEADERS, HEADERS_FILE
from knowledge_base.publish.site.redirects import REDIRECTS_FILE, redirects_file
from knowledge_base.publish.site.schemas import write_schemas
from knowledge_base.publish.site.sitemap import sitemap
from knowledge_base.publish.site.tables import write_figures
from knowledge_base.view.pages.explore import explore_data, explore_data_path
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.imprint import LICENCE_FILE
from knowledge_base.view.parts.shell import Settings
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole


@dataclass(frozen=True, kw_only=True)
class SiteSource:
    """All inputs of a site.

    Attributes:
        root: the repository.
        sites: the content in each language.
        settings: the settings of the site in each language.
        about: the build metadata.
        licensed: whether the site includes the text of its licence.
        scripts: the generated scripts, by path from the site root.
    """

    root: Path
    sites: Sequence[Site]
    settings: Mapping[Locale, Settings]
    about: About
    licensed: bool
    scripts: Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """The result of a build: the number of pages, and how many of them were made anew."""

    pages: int
    made: int


def publish_site(source: SiteSource, static: Path, folder: Path, memory: Memory, workers: int) -> Published:
    """Build a site.

    Args:
        source: its inputs.
        static: the folder with its static files; everything else that is not a page is also written there first.
        folder: the folder of the site; the same as ``static`` in a clean build. Files that don't belong are removed.
        memory: the memory of the previous build; updated in place.
        workers: the maximum number of processes for pages.

    Raises:
        SearchIndexError: the search index could not be made.
        OSError: a file can't be written.
    """
    languages = [language_of(site, source.settings[site.locale]) for site in source.sites]
    made = write_pages(source.root, folder, languages, memory, workers)
    _write_others(source, static, languages[0].settings.home, [p.chrome for one in languages for p in one.pages])
    if static != folder:
        paths = {*memory.pages, *(explore_data_path(locale) for locale in Locale)}
        bring_over(static, folder, paths, (SEARCH_FOLDER,))
    fragments = _search_index(folder, memory)
    write_explore_data(folder, ((site.locale, explore_data(site)) for site in source.sites), fragments)
    return Published(len(memory.pages), made)


def _write_others(source: SiteSource, folder: Path, home: str, chromes: Sequence[Chrome]) -> None:
    """Write what is neither a page nor made from pages; it is fast, so every build does it."""
    write_whole(folder / ABOUT_FILE, source.about.script())
    if source.licensed:
        write_whole(folder / LICENCE_FILE, (source.root / LICENCE_TEXT).read_bytes())
    offer_nothing(folder)
    write_schemas(folder, source.sites[0].catalogue.vocabularies, home)
    write_whole(folder / "sitemap.xml", sitemap(chromes, home))
    write_whole(folder / HEADERS_FILE, HEADERS)
    if moved := source.sites[0].catalogue.moved:
        write_whole(folder / REDIRECTS_FILE, redirects_file(moved, home))
    for path, text in source.scripts.items():
        write_whole(folder / path, text)
    for site in source.sites:
        write_figures(folder, site)
        write_form_data(folder, site)


def _search_index(folder: Path, memory: Memory) -> dict[str, str]:
    """Update the search index if the pages have changed; return the id of each page in it."""
    pages = digest(sorted((url, page.output) for url, page in memory.pages.items())).hex()
    before = memory.notes.get("search")
    if before and before["pages"] == pages and before["files"] == _stamps(folder / SEARCH_FOLDER):
        fragments: dict[str, str] = before["fragments"]
        return fragments
    fragments = build_search_index(folder)
    memory.notes["search"] = {"pages": pages, "files": _stamps(folder / SEARCH_FOLDER), "fragments": fragments}
    return fragments


def _stamps(folder: Path) -> str:
    """Return a digest of the names, sizes and modification times of all files in a folder."""
    found = ((path.relative_to(folder).as_posix(), path.lstat()) for path in folder.rglob("*") if not path.is_dir())
    return digest(sorted((path, stat.st_size, stat.st_mtime_ns) for path, stat in found)).hex()
