"""The offline copy: the built site as a zip that works, unpacked, over ``file://`` and without a network.

The zip is reproducible: it depends on the site only, not on the date or the machine.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from knowledge_base.assemble.addresses import NOT_FOUND, REFERENCE, url
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.install import install
from knowledge_base.publish.packs.packing import (
    ROOT,
    Manifest,
    PackedFile,
    PackError,
    files_in_folder,
    open_zip,
    packed,
    write_zip,
)
from knowledge_base.publish.packs.update import update_name, write_update
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.assets import published_names
from knowledge_base.publish.site.policy import HEADERS_FILE, POLICY
from knowledge_base.write import workshop, write_whole

START_PAGE = "START-HERE.html"
SUMS = "SHA256SUMS"
DOWNLOADS = "packs"
"""The folder of the built site with the packs that readers can download."""

LIST = "packs.js"
"""The list of these packs, loaded by the download page."""

_LIST = "window.rcmDownloads = {};\n"
# Files that are useful only on a web server.
_LEFT_OUT = frozenset({HEADERS_FILE, "sitemap.xml", *(url(NOT_FOUND, locale) for locale in Locale)})
_LEFT_OUT_FOLDERS = (f"{DOWNLOADS}/", f"{REFERENCE}/")
_ASSET = re.compile(r'(?<=")assets/[^"]+')


@dataclass(frozen=True)
class Pack:
    """A finished pack.

    Attributes:
        path: the path of the zip.
        manifest: its manifest.
        updates: the paths of the updates from earlier packs.
    """

    path: Path
    manifest: Manifest
    updates: tuple[Path, ...]


def make_pack(site: Path, folder: Path, start_page: Path, since: Sequence[Manifest] = ()) -> Pack:
    """Make the offline copy of a built site, and list it on the site's own download page.

    A crash at any moment leaves the previous pack or the new one, never a partial file.

    Args:
        site: the folder of the built site; the files are also copied to its folder ``packs/``.
        folder: the folder for the zip, its manifest and ``SHA256SUMS``.
        start_page: the template of ``START-HERE.html``.
        since: the manifests of earlier packs; an update is made from each.

    Raises:
        PackError: the site can't be packed.
    """
    try:
        about = _about(site)
    except (FileNotFoundError, ValueError) as error:
        text = "{site} is not a built site: it has no {about}, or one that was changed"
        raise PackError(text, site=site, about=ABOUT_FILE) from error
    if about.date is None:
        raise PackError("there is no content, and no day to call the pack after: set SOURCE_DATE_EPOCH to one")
    name = f"{ROOT}-{about.date}"
    with workshop(folder) as work:
        zip_ = work / f"{name}.zip"
        manifest = Manifest(about.date, write_zip(zip_, copy_of(site, start_page)))
        updates = {update_name(old, manifest): old for old in since}
        if len(updates) < len(since):
            raise PackError("two of the earlier packs are of the same day")
        with open_zip(zip_) as files:
            for update, old in updates.items():
                write_update(work / update, old, manifest, files)
        (work / f"{name}.manifest.json").write_bytes(manifest.to_json())
        packs = [*updates, zip_.name]
        lists = [f"{name}.manifest.json", SUMS]
        made = [packed(file, (work / file).read_bytes()) for file in (zip_.name, *updates, lists[0])]
        (work / SUMS).write_text(_sums(made), "ascii")
        with workshop(site / DOWNLOADS) as published:
            for file in (*packs, *lists):
                shutil.copyfile(work / file, published / file)
            (published / LIST).write_text(_downloads(made[:-1], manifest, updates), "utf-8")
            install(published, site / DOWNLOADS, packs, [*lists, LIST])
        install(work, folder, packs, lists)
    return Pack(folder / zip_.name, manifest, tuple(folder / update for update in updates))


def copy_of(site: Path, start_page: Path) -> dict[str, Callable[[], bytes]]:
    """Return the files of the offline copy by their paths in the pack.

    Args:
        site: the folder of the built site.
        start_page: the template of ``START-HERE.html``.
    """
    copy = {path: read for path, read in files_in_folder(site).items() if _is_wanted(path)}
    about = replace(_about(site), offline=True)
    copy |= {ABOUT_FILE: about.script().encode, START_PAGE: partial(_start_page, start_page, site)}
    return {f"{ROOT}/{path}": read for path, read in copy.items()}


def _start_page(path: Path, site: Path) -> bytes:
    """Return ``START-HERE.html`` with its content security policy and the hashed names of its assets filled in."""
    names = published_names(path.parent)
    page = path.read_text("utf-8").replace("{policy}", POLICY)
    page = _ASSET.sub(lambda asset: names.get(asset[0], asset[0]), page)
    for asset in _ASSET.findall(page):
        if not (site / asset).is_file():
            raise PackError(
                "{page} needs {asset}, which {site} lacks: build the site again", page=path, asset=asset, site=site
            )
    return page.encode()


def offer_nothing(site: Path) -> None:
    """Write an empty list of packs, for a site that has none yet."""
    write_whole(site / DOWNLOADS / LIST, _LIST.format("[]"))


def _about(site: Path) -> About:
    return About.parse((site / ABOUT_FILE).read_text("utf-8"))


def _is_wanted(path: str) -> bool:
    return path not in _LEFT_OUT and not path.startswith(_LEFT_OUT_FOLDERS)


def _sums(files: Iterable[PackedFile]) -> str:
    """Return hashes in the format of ``sha256sum``."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files))


def _downloads(packs: Iterable[PackedFile], manifest: Manifest, updates: Mapping[str, Manifest]) -> str:
    """Return the list of packs as the script that the download page loads."""
    listed = [
        {
            "name": pack.path,
            "size": pack.size,
            "sha256": pack.sha256,
            "date": str(manifest.date),
            "since": str(updates[pack.path].date) if pack.path in updates else "",
        }
        for pack in packs
    ]
    return _LIST.format(json.dumps(listed, indent=1))
