"""Builds a whole site: its pages, and everything made from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge_base.assemble.addresses import locale_of
from knowledge_base.assemble.publisher import LICENCE_TEXT
from knowledge_base.locale import Locale
from knowledge_base.memory.store import Memory
from knowledge_base.progress import Progress
from knowledge_base.publish.data.llms import llms_file
from knowledge_base.publish.data.record_schemas import write_data_schemas
from knowledge_base.publish.data.records import write_catalogue
from knowledge_base.publish.hosts.compressed import remove_compressed
from knowledge_base.publish.hosts.files import write_host_files
from knowledge_base.publish.hosts.hosting import hosting_of
from knowledge_base.publish.packs.shelf import offer_nothing
from knowledge_base.publish.saved.write import write_saved
from knowledge_base.publish.search.index import (
    SEARCH_FOLDER,
    Indexed,
    as_notes,
    digests_of,
    file_stamps,
    shared_digest,
    write_index,
)
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.app_files import write_icons, write_manifests
from knowledge_base.publish.site.commitments_data import write_commitments_data
from knowledge_base.publish.site.entry_files import write_entry_files
from knowledge_base.publish.site.explore_data import write_explore_data
from knowledge_base.publish.site.folder import bring_over
from knowledge_base.publish.site.form_data import write_form_data
from knowledge_base.publish.site.pages import Language, PageWriter, language_of
from knowledge_base.publish.site.schemas import write_schemas
from knowledge_base.publish.site.share_pictures import write_share_pictures
from knowledge_base.publish.site.sitemap import sitemap
from knowledge_base.publish.site.tables import write_commitments, write_figures
from knowledge_base.view.pages.commitments import commitments_data
from knowledge_base.view.pages.explore import explore_data, explore_data_path
from knowledge_base.view.parts.chrome import Chrome
from knowledge_base.view.parts.imprint import LICENCE_FILE
from knowledge_base.view.parts.other_forms import LLMS_PATH
from knowledge_base.view.parts.saving import SAVED
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
    """The result of a build: the number of pages and files of data, and how many of them were made anew."""

    pages: int
    made: int


def publish_site(
    source: SiteSource, static: Path, folder: Path, memory: Memory, workers: int, progress: Progress
) -> Published:
    """Build a site.

    The file that says what it is of (`about`) is removed before anything else is written, and written last: a site that
    has it is whole.

    Args:
        source: its inputs.
        static: the folder with its static files; everything else that is not a page is also written there first.
        folder: the folder of the site; the same as ``static`` in a clean build. Files that don't belong are removed.
        memory: the memory of the previous build; updated in place.
        workers: the maximum number of processes for pages.
        progress: follows the build.

    Raises:
        OSError: a file can't be written.
    """
    with progress.stage("plan"):
        languages = plan_languages(source)
    with progress.stage("verify"):
        writer = PageWriter(source.root, folder, languages, memory)
    (folder / ABOUT_FILE).unlink(missing_ok=True)
    remove_compressed(folder)
    made = writer.write_all(workers, progress)
    with progress.stage("other files"):
        write_others(source, static, folder, languages, memory)
    with progress.stage("search"):
        if not search_is_current(source, folder, memory):
            index_pages(source, folder, memory)
        write_explore(source, folder, memory)
    with progress.stage("bundles"):
        assets = source.settings[source.sites[0].locale].assets
        write_saved(folder, languages, source.about, assets, memory, workers)
    write_about(source, folder)
    return Published(len(memory.pages), made)


def write_about(source: SiteSource, folder: Path) -> None:
    """Write the file that says what a site is of.

    Raises:
        OSError: it can't be written.
    """
    write_whole(folder / ABOUT_FILE, source.about.script())


def plan_languages(source: SiteSource) -> list[Language]:
    """Return the pages of each language."""
    return [language_of(site, source.settings[site.locale]) for site in source.sites]


def write_others(source: SiteSource, static: Path, folder: Path, languages: Sequence[Language], memory: Memory) -> None:
    """Write what is neither a page nor made from the search index, and remove files that don't belong.

    Args:
        source: the inputs of the site.
        static: the folder with its static files.
        folder: the folder of the site; the same as ``static`` in a clean build.
        languages: all pages.
        memory: the memory of the previous build; updated in place.

    Raises:
        OSError: a file can't be written.
    """
    chromes = [page.chrome for language in languages for page in language.pages]
    _write_made(source, static, languages, chromes)
    files = write_entry_files(source.root, folder, source.sites[0].catalogue, memory)
    files |= {write_catalogue(folder, site, memory) for site in source.sites}
    files |= write_icons(source.root, folder, memory)
    if languages[0].settings.home:
        files |= write_share_pictures(source.root, folder, memory)
    if static != folder:
        # In a preview, pages that are not made yet stay as they were.
        planned = (page.url for language in languages for page in language.planned)
        paths = {ABOUT_FILE, *planned, *memory.paths(), *(explore_data_path(locale) for locale in Locale), *files}
        bring_over(static, folder, paths, (SEARCH_FOLDER, SAVED))


def _write_made(source: SiteSource, folder: Path, languages: Sequence[Language], chromes: Sequence[Chrome]) -> None:
    """Write what is made neither from pages nor from static files; it is fast, so every build does it."""
    home = languages[0].settings.home
    if source.licensed:
        write_whole(folder / LICENCE_FILE, (source.root / LICENCE_TEXT).read_bytes())
    offer_nothing(folder)
    write_schemas(folder, source.sites[0].catalogue.vocabularies, home)
    write_data_schemas(folder, source.sites[0].catalogue.vocabularies, home)
    write_whole(folder / "sitemap.xml", sitemap(chromes, home))
    write_whole(folder / LLMS_PATH, llms_file([(language.site, language.pages) for language in languages]))
    write_host_files(folder, hosting_of(home, source.sites[0].catalogue.moved))
    write_manifests(source.root, folder, source.settings)
    for path, text in source.scripts.items():
        write_whole(folder / path, text)
    for site in source.sites:
        write_figures(folder, site)
        write_commitments(folder, site)
        write_commitments_data(folder, commitments_data(site), site.locale)
        write_form_data(folder, site)


def search_is_current(source: SiteSource, folder: Path, memory: Memory) -> bool:
    """Whether the search index is of the pages as they are in the memory, and its files are as they were written."""
    noted = memory.notes.get(SEARCH_FOLDER)
    if not noted or noted["files"] != file_stamps(folder / SEARCH_FOLDER):
        return False
    return all(
        noted[site.locale]["digests"] == digests_of(_searched(memory, site.locale))
        and noted[site.locale]["shared"] == shared_digest(_synonyms(site))
        for site in source.sites
    )


def index_pages(source: SiteSource, folder: Path, memory: Memory) -> None:
    """Bring the search index of a site up to date with the pages in the memory, and note there what it is of.

    Raises:
        OSError: a file can't be written.
    """
    noted = memory.notes.get(SEARCH_FOLDER)
    known = noted if noted and noted["files"] == file_stamps(folder / SEARCH_FOLDER) else None
    notes: dict[str, Any] = {}
    memory.notes.pop(SEARCH_FOLDER, None)
    for site in source.sites:
        locale = site.locale
        before = Indexed(**known[locale]) if known else None
        made = write_index(folder / SEARCH_FOLDER / locale, locale, _searched(memory, locale), _synonyms(site), before)
        notes[locale] = as_notes(made)
    memory.notes[SEARCH_FOLDER] = notes | {"files": file_stamps(folder / SEARCH_FOLDER)}


def _searched(memory: Memory, locale: Locale) -> dict[str, bytes]:
    """Return what is kept of each page of a language that is searched, by its address."""
    return {url: page.searched for url, page in memory.pages.items() if page.searched and locale_of(url) is locale}


def _synonyms(site: Site) -> list[list[str]]:
    """Return the groups of words that stand for each other in the language of a site."""
    groups = site.catalogue.vocabularies.synonyms.values()
    return [list(words) for group in groups if len(words := group.words(site.locale)) > 1]


def write_explore(source: SiteSource, folder: Path, memory: Memory, *, complete: bool = True) -> None:
    """Write the data of the Explore page.

    Args:
        source: the inputs of the site.
        folder: the folder of the site.
        memory: the number of each page in the search index.
        complete: whether every entry has to be in the index; without, the search does not find those that are not.

    Raises:
        KeyError: an entry is not in the index, and has to be.
        OSError: a file can't be written.
    """
    noted = memory.notes.get(SEARCH_FOLDER, {})
    for site in source.sites:
        numbers = noted.get(site.locale, {}).get("numbers", {})
        known = numbers if complete else defaultdict(lambda: -1, numbers)
        write_explore_data(folder, site.locale, explore_data(site), known)
