"""What is offered to download: the files, and the lists of them, which every command that makes some brings up to date.

Each command makes one form of copy, and leaves what the others have made. The lists are ``SHA256SUMS``; ``packs.json``,
which says of each file what it is; and in the site ``packs.js``, the same for its pages.

A build leaves nothing to download in its site, as the site may be another now. What was made of the very same site
before is put there again with what is made next.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from knowledge_base.assemble.addresses import REFERENCE
from knowledge_base.publish.hosts.names import COMPRESSED
from knowledge_base.publish.packs.install import install
from knowledge_base.publish.packs.packing import (
    PackedFile,
    check_paths,
    files_id,
    files_in_folder,
    open_zip,
    packed,
)
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.site.about import AboutPart
from knowledge_base.setup_error import reading
from knowledge_base.view.parts.handed_round import PAPERS
from knowledge_base.view.parts.signature_check import SIGNATURE, SUMS
from knowledge_base.write import workshop, write_whole

DOWNLOADS = "packs"
"""The folder of the built site with the files that readers can download."""

CONTENTS = "packs.json"
"""The list of these files, for programs."""

LIST = "packs.js"
"""The same for the download page, which loads it."""

_LIST = "window.rcmDownloads = {};\n"


class CopyForm(StrEnum):
    """The form of a copy."""

    FOLDER = "folder"
    """A zip with the whole site."""

    PART = "part"
    """A zip with what is about some topics and countries."""

    UPDATE = "update"
    """A zip with what has changed since another."""

    MANIFEST = "manifest"
    """The list of what is in a zip."""

    SINGLE = "single"
    """One HTML file with all pages of a language."""

    EPUB = "epub"
    """A book for e-readers with all pages of a language."""

    ZIM = "zim"
    """An archive for Kiwix with all pages of a language."""

    PAPERS = "papers"
    """A zip with a PDF of each agreement, concept note, practice and brief in a language."""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A file that is offered.

    Attributes:
        file: its name, size and hash.
        form: its form.
        date: the date of its content.
        revision: the commit of its content; empty if unknown.
        locale: its language; empty if it has all of them.
        since: the date of the pack that an update is for; empty for anything else.
        part: what part of the content it has; ``None`` if it has all.
        site: the id of the site on whose page it is offered; empty as long as it is on none.
    """

    file: PackedFile
    form: CopyForm
    date: dt.date
    revision: str
    locale: str = ""
    since: str = ""
    part: AboutPart | None = None
    site: str = ""

    def record(self) -> dict[str, object]:
        """Return it as in the lists: plain values."""
        name, size, sha256 = self.file.path, self.file.size, self.file.sha256
        rest = {"form": self.form, "date": str(self.date), "revision": self.revision, "locale": self.locale}
        part = {"part": self.part.record()} if self.part else {}
        site = {"site": self.site} if self.site else {}
        return {"name": name, "size": size, "sha256": sha256, **rest, "since": self.since, **part, **site}


def put_out(
    work: Path, folder: Path, site: Path, made: Sequence[Offered], forms: Collection[CopyForm], signer: Signer | None
) -> None:
    """Put new files into a folder and into the site's own, and bring the lists of both up to date.

    A crash at any moment leaves whole files, and lists that are right or missing (`install`).

    Args:
        work: a folder with the new files.
        folder: the folder of the files; another than the site's own.
        site: the built site.
        made: the new files.
        forms: their forms: what the lists have of these, and of the same part of the content, is replaced.
        signer: signs ``SHA256SUMS``; without one, it has no signature.

    Raises:
        PackError: the list can't be signed.
        DamagedFileError: a list is damaged.
    """
    site_id = _id_of(site)
    made = [replace(one, site=site_id) for one in made]
    with workshop(site / DOWNLOADS) as published:
        there = {one.file.path: site / DOWNLOADS for one in _offered_in(site / DOWNLOADS)}
        again = [
            one
            for one in _others(folder, made, forms)
            if one.site == site_id and one.file.path not in there and _is_as_made(folder, one)
        ]
        sources = {one.file.path: folder for one in again} | {one.file.path: work for one in made}
        for name, source in sources.items():
            shutil.copyfile(source / name, published / name)
        for one in (*again, *made):
            if one.form is CopyForm.PAPERS:
                _lay_out(published / one.file.path, site / PAPERS / one.locale, published)
        offered = [*_others(site / DOWNLOADS, made, forms), *again, *made]
        _install(published, site / DOWNLOADS, offered, [*again, *made], signer, on_page=True)
    _install(work, folder, [*_others(folder, made, forms), *made], made, signer, on_page=False)


def offer_nothing(site: Path) -> None:
    """Write an empty list, for a site that has no files to download yet."""
    write_whole(site / DOWNLOADS / LIST, _LIST.format("[]"))


def _id_of(site: Path) -> str:
    """Return an id of what a site has but for what is made of the finished site."""
    files = (
        packed(path, read())
        for path, read in files_in_folder(site).items()
        if not path.startswith((f"{DOWNLOADS}/", f"{REFERENCE}/")) and not path.endswith(COMPRESSED)
    )
    return files_id(files)


def _is_as_made(folder: Path, offered: Offered) -> bool:
    """Whether a file has its hash still: what was damaged since must not come to readers with a list that says else."""
    return packed(offered.file.path, (folder / offered.file.path).read_bytes()) == offered.file


def _others(folder: Path, made: Sequence[Offered], forms: Collection[CopyForm]) -> list[Offered]:
    """Return what a folder offers, but for what is replaced."""
    parts = [one.part for one in made]
    return [one for one in _offered_in(folder) if one.form not in forms or one.part not in parts]


def _lay_out(papers: Path, folder: Path, work: Path) -> None:
    """Put the papers of a zip into a folder one by one, so that each page can offer its own.

    Args:
        papers: the zip.
        folder: the folder; what is in it goes.
        work: a folder for what is not finished.

    Raises:
        PackError: the zip is none of ours.
        DamagedFileError: the zip is damaged.
    """
    fresh, old = work / "papers", work / "old-papers"
    with open_zip(papers) as files:
        for path, read in files.items():
            write_whole(fresh / path.partition("/")[2], read())
    if folder.exists():
        folder.replace(old)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def _install(
    work: Path,
    folder: Path,
    offered: Sequence[Offered],
    fresh: Sequence[Offered],
    signer: Signer | None,
    *,
    on_page: bool,
) -> None:
    """Move new files and the lists into a folder.

    Args:
        work: has the new files.
        folder: the folder.
        offered: all that is to be offered there.
        fresh: what of it is new.
        signer: signs the list of the hashes; without one, it has no signature.
        on_page: whether the list for pages is written too.
    """
    offered = sorted(offered, key=lambda one: one.file)
    records = [one.record() for one in offered]
    (work / CONTENTS).write_text(json.dumps(records, indent=1) + "\n", "ascii")
    (work / SUMS).write_text("".join(f"{one.file.sha256}  {one.file.path}\n" for one in offered), "ascii")
    if on_page:
        downloads = [one for one in offered if one.form is not CopyForm.MANIFEST]
        downloads.sort(key=lambda one: [*CopyForm].index(one.form))
        # Pages need not know of which site they are.
        shown = [replace(one, site="").record() | {"signed": signer is not None} for one in downloads]
        (work / LIST).write_text(_LIST.format(json.dumps(shown, indent=1)), "ascii")
    if signer:
        signer.sign(work / SUMS)
    packs = [one.file.path for one in fresh if one.form is not CopyForm.MANIFEST]
    manifests = [one.file.path for one in fresh if one.form is CopyForm.MANIFEST]
    lists = [CONTENTS, *([LIST] if on_page else []), SUMS, *([SIGNATURE] if signer else [])]
    install(work, folder, packs, [*manifests, *lists])


def _offered_in(folder: Path) -> list[Offered]:
    """Return what a folder's list says is there, of what is there."""
    path = folder / CONTENTS
    if not path.is_file():
        return []
    with reading(path):
        found = [_parsed(record) for record in json.loads(path.read_text("utf-8"))]
        check_paths([one.file.path for one in found])
    return [one for one in found if _size(folder / one.file.path) == one.file.size]


def _parsed(record: dict[str, Any]) -> Offered:
    return Offered(
        file=PackedFile(record["name"], int(record["size"]), record["sha256"]),
        form=CopyForm(record["form"]),
        date=dt.date.fromisoformat(record["date"]),
        revision=record["revision"],
        locale=record["locale"],
        since=record["since"],
        part=AboutPart.parse(record["part"]) if "part" in record else None,
        # Not in lists of earlier versions.
        site=record.get("site", ""),
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
