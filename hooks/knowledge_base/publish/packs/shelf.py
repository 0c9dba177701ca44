"""What is offered to download: the files, and the lists of them, which every command that makes some brings up to date.

Each command makes one form of copy, and leaves what the others have made. The lists are ``SHA256SUMS``; ``packs.json``,
which says of each file what it is; and in the site ``packs.js``, the same for the download page.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge_base.publish.packs.install import install
from knowledge_base.publish.packs.packing import PackedFile, check_paths
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.setup_error import reading
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
    """

    file: PackedFile
    form: CopyForm
    date: dt.date
    revision: str
    locale: str = ""
    since: str = ""

    def record(self) -> dict[str, object]:
        """Return it as in the lists: plain values."""
        name, size, sha256 = self.file.path, self.file.size, self.file.sha256
        rest = {"form": self.form, "date": str(self.date), "revision": self.revision, "locale": self.locale}
        return {"name": name, "size": size, "sha256": sha256, **rest, "since": self.since}


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
        forms: their forms: what the lists have of these is replaced.
        signer: signs ``SHA256SUMS``; without one, it has no signature.

    Raises:
        PackError: the list can't be signed.
        DamagedFileError: a list is damaged.
    """
    with workshop(site / DOWNLOADS) as published:
        for offered in made:
            shutil.copyfile(work / offered.file.path, published / offered.file.path)
        _install(published, site / DOWNLOADS, made, forms, signer, on_page=True)
    _install(work, folder, made, forms, signer, on_page=False)


def offer_nothing(site: Path) -> None:
    """Write an empty list, for a site that has no files to download yet."""
    write_whole(site / DOWNLOADS / LIST, _LIST.format("[]"))


def _install(
    work: Path,
    folder: Path,
    made: Sequence[Offered],
    forms: Collection[CopyForm],
    signer: Signer | None,
    *,
    on_page: bool,
) -> None:
    """Move new files and the lists into a folder."""
    offered = [*(one for one in _offered_in(folder) if one.form not in forms), *made]
    offered.sort(key=lambda one: one.file)
    records = [one.record() for one in offered]
    (work / CONTENTS).write_text(json.dumps(records, indent=1) + "\n", "ascii")
    (work / SUMS).write_text("".join(f"{one.file.sha256}  {one.file.path}\n" for one in offered), "ascii")
    if on_page:
        downloads = [one for one in offered if one.form is not CopyForm.MANIFEST]
        downloads.sort(key=lambda one: [*CopyForm].index(one.form))
        shown = [one.record() | {"signed": signer is not None} for one in downloads]
        (work / LIST).write_text(_LIST.format(json.dumps(shown, indent=1)), "ascii")
    if signer:
        signer.sign(work / SUMS)
    packs = [one.file.path for one in made if one.form is not CopyForm.MANIFEST]
    manifests = [one.file.path for one in made if one.form is CopyForm.MANIFEST]
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


def _parsed(record: dict[str, str]) -> Offered:
    return Offered(
        file=PackedFile(record["name"], int(record["size"]), record["sha256"]),
        form=CopyForm(record["form"]),
        date=dt.date.fromisoformat(record["date"]),
        revision=record["revision"],
        locale=record["locale"],
        since=record["since"],
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
