"""The offline copy: the built site as a zip that works, unpacked, over ``file://`` and without a network.

The zip is reproducible: it depends on the site only, not on the date or the machine.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from knowledge_base.alone import alone_in
from knowledge_base.assemble.addresses import ANSWERS, REFERENCE, url
from knowledge_base.locale import N_, Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.hosts.names import COMPRESSED, HostFile
from knowledge_base.publish.packs.packing import (
    ROOT,
    Manifest,
    PackError,
    files_in_folder,
    open_zip,
    packed,
    write_zip,
)
from knowledge_base.publish.packs.shelf import DOWNLOADS, CopyForm, Offered, put_out
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.packs.update import update_name, write_update
from knowledge_base.publish.site.about import ABOUT_FILE, About
from knowledge_base.publish.site.assets import published_names
from knowledge_base.publish.site.policy import POLICY
from knowledge_base.setup_error import reading
from knowledge_base.view.parts.saving import APP_FOLDER, SAVED, WORKER
from knowledge_base.view.parts.share import SHARE_FOLDER
from knowledge_base.write import is_unfinished, workshop

START_PAGE = "START-HERE.html"
_FORMS = frozenset({CopyForm.FOLDER, CopyForm.UPDATE, CopyForm.MANIFEST})
# Files that are useful only on a web server.
_LEFT_OUT = frozenset(
    {*HostFile, "sitemap.xml", WORKER, *(url(address, locale) for address in ANSWERS for locale in Locale)}
)
_LEFT_OUT_FOLDERS = (f"{DOWNLOADS}/", f"{REFERENCE}/", f"{SHARE_FOLDER}/", f"{SAVED}/", f"{APP_FOLDER}/")
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


def make_pack(
    site: Path,
    folder: Path,
    start_page: Path,
    since: Sequence[Manifest] = (),
    signer: Signer | None = None,
    progress: Progress | None = None,
) -> Pack:
    """Make the offline copy of a built site, and list it on the site's own download page.

    A crash at any moment leaves the previous pack or the new one, never a partial file. While the site is being built,
    this waits; a site whose build was interrupted is refused.

    Args:
        site: the folder of the built site; the files are also copied to its folder ``packs/``.
        folder: the folder for the zip, its manifest and ``SHA256SUMS``.
        start_page: the template of ``START-HERE.html``.
        since: the manifests of earlier packs; an update is made from each.
        signer: signs ``SHA256SUMS``; without one, nothing is signed.
        progress: is told how far it is.

    Raises:
        PackError: the site can't be packed, or the list not signed.
        DamagedFileError: the file that says what the site is of is damaged.
        SetupError: another program is in one of the folders all the time.
    """
    check_places(site, folder)
    with alone_in(site), workshop(folder) as work:
        about = whole_site(site)
        day = day_of(about)
        name = f"{ROOT}-{day}"
        zip_ = work / f"{name}.zip"
        files_of_copy = copy_of(site, start_page)
        with (progress or Progress()).stage(CopyForm.FOLDER, len(files_of_copy)) as step:
            manifest = Manifest(day, write_zip(zip_, files_of_copy, step))
        updates = {update_name(old, manifest): old for old in since}
        if len(updates) < len(since):
            raise PackError(N_("two of the earlier packs are of the same day"))
        with open_zip(zip_) as files:
            for update, old in updates.items():
                write_update(work / update, old, manifest, files)
        listed = f"{name}.manifest.json"
        (work / listed).write_bytes(manifest.to_json())

        def offered(file: str, form: CopyForm, since: str = "") -> Offered:
            made = packed(file, (work / file).read_bytes())
            return Offered(file=made, form=form, date=manifest.date, revision=about.revision, since=since)

        made = [
            offered(zip_.name, CopyForm.FOLDER),
            *(offered(update, CopyForm.UPDATE, str(old.date)) for update, old in updates.items()),
            offered(listed, CopyForm.MANIFEST),
        ]
        put_out(work, folder, site, made, _FORMS, signer)
    return Pack(folder / zip_.name, manifest, tuple(folder / update for update in updates))


def copy_of(site: Path, start_page: Path) -> dict[str, Callable[[], bytes]]:
    """Return the files of the offline copy by their paths in the pack.

    Args:
        site: the folder of the built site.
        start_page: the template of ``START-HERE.html``.
    """
    copy = {path: read for path, read in files_in_folder(site).items() if _is_wanted(path)}
    about = replace(whole_site(site), offline=True)
    copy |= {ABOUT_FILE: about.script().encode, START_PAGE: partial(_start_page, start_page, site)}
    return {f"{ROOT}/{path}": read for path, read in copy.items()}


def _start_page(path: Path, site: Path) -> bytes:
    """Return ``START-HERE.html`` with its content security policy and the hashed names of its assets filled in."""
    names = published_names(path.parent)
    page = path.read_text("utf-8").replace("{policy}", POLICY)
    page = _ASSET.sub(lambda asset: names.get(asset[0], asset[0]), page)
    for asset in _ASSET.findall(page):
        if not (site / asset).is_file():
            text = N_("{page} needs {asset}, which {site} lacks: build the site again")
            raise PackError(text, page=path, asset=asset, site=site)
    return page.encode()


def whole_site(site: Path) -> About:
    """Return what a site is of.

    Raises:
        PackError: it is not whole: a build writes this last.
        DamagedFileError: the file that says so is damaged.
    """
    path = site / ABOUT_FILE
    if not path.is_file():
        text = N_("{site} is not a whole site: it has no {file}, which a build writes last; build the site again")
        raise PackError(text, site=site, file=ABOUT_FILE)
    with reading(path):
        return About.parse(path.read_text("utf-8"))


def day_of(about: About) -> dt.date:
    """Return the day that a pack is called after.

    Raises:
        PackError: there is none.
    """
    if about.date is None:
        raise PackError(N_("there is no content, and no day to call the pack after: set SOURCE_DATE_EPOCH to one"))
    return about.date


def check_places(site: Path, folder: Path) -> None:
    """Check that packs of a site can be made in a folder.

    Raises:
        PackError: there is no site, or the folder is in it.
    """
    if folder.resolve().is_relative_to(site.resolve()):
        text = N_("{folder} is in the site, of which the next pack is made; name another folder")
        raise PackError(text, folder=folder)
    if not site.is_dir():
        raise PackError(N_("there is no built site at {site}"), site=site)


def _is_wanted(path: str) -> bool:
    return (
        path not in _LEFT_OUT
        and not path.startswith(_LEFT_OUT_FOLDERS)
        and not path.endswith(COMPRESSED)
        and not any(map(is_unfinished, path.split("/")))
    )
