"""The shelf: finished copies, where readers find them, with what says what they are.

Each copy has a manifest beside it, its line in ``SHA256SUMS``, and its place in the list on the download page.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge_base.locale import Locale
from knowledge_base.publish.copies.listing import COPIES, CopyKind, ListedCopy, copies_listed, copies_script
from knowledge_base.publish.copies.volume import Volume
from knowledge_base.publish.packs.install import install
from knowledge_base.publish.packs.offline import DOWNLOADS
from knowledge_base.publish.packs.packing import ROOT, PackedFile, files_id, packed
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.view.parts.signature_check import SIGNATURE, SUMS
from knowledge_base.write import workshop


@dataclass(frozen=True, kw_only=True)
class BookCopy:
    """A finished copy.

    Attributes:
        name: the name of its file.
        kind: what it is.
        locale: its language.
        files: what is in it.
    """

    name: str
    kind: CopyKind
    locale: Locale
    files: tuple[PackedFile, ...]


def copy_name(volume: Volume, end: str) -> str:
    """Return the name of the file of a copy: ``rcm-knowledge-base-2026-11-27-es.epub``."""
    return f"{ROOT}-{volume.date}-{volume.locale}{end}"


def put_on_shelf(
    site: Path, folder: Path, work: Path, volume: Volume, copies: Sequence[BookCopy], signer: Signer | None = None
) -> None:
    """Put finished copies where readers find them; those of other kinds, made of the same site, stay.

    A crash at any moment leaves each copy whole, old or new, and no list that is wrong (`install`).

    Args:
        site: the folder of the built site; the copies go to its folder ``packs/``.
        folder: the folder that they go to as well.
        work: the folder that they were written to, on the disk of ``folder``.
        volume: what they were made of.
        copies: the copies.
        signer: signs ``SHA256SUMS``; without one, nothing is signed.
    """
    shelf = site / DOWNLOADS
    made = [packed(one.name, (work / one.name).read_bytes()) for one in copies]
    manifests = []
    for one, file in zip(copies, made, strict=True):
        manifests.append(f"{one.name}.manifest.json")
        (work / manifests[-1]).write_bytes(_manifest(volume, one, file))
    described = [packed(name, (work / name).read_bytes()) for name in manifests]
    sums = _known_sums(shelf / SUMS) | {file.path: file.sha256 for file in (*made, *described)}
    (work / SUMS).write_text("".join(f"{sha256}  {name}\n" for name, sha256 in sorted(sums.items())), "ascii")
    if signer:
        signer.sign(work / SUMS)
    fresh = [
        ListedCopy(
            name=file.path, kind=one.kind, locale=one.locale, size=file.size, sha256=file.sha256, date=str(volume.date)
        )
        for one, file in zip(copies, made, strict=True)
    ]
    listed = {one.name: one for one in (*copies_listed(site), *fresh)}
    names, lists = [one.name for one in copies], [SUMS, *([SIGNATURE] if signer else [])]
    with workshop(shelf) as published:
        for name in (*names, *manifests, *lists):
            shutil.copyfile(work / name, published / name)
        (published / COPIES).write_text(copies_script([listed[name] for name in sorted(listed)]), "utf-8")
        install(published, shelf, names, [*manifests, COPIES, *lists])
    install(work, folder, names, [*manifests, *lists])


def _manifest(volume: Volume, one: BookCopy, file: PackedFile) -> bytes:
    """Return the manifest of a copy: what it is, of what day and revision, and what is in it."""
    said = asdict(file) | {"date": str(volume.date), "revision": volume.revision, "id": files_id(one.files)}
    return (json.dumps(said | {"files": [asdict(each) for each in one.files]}, indent=1) + "\n").encode()


def _known_sums(path: Path) -> dict[str, str]:
    """Return the hashes of the files that are listed and there, by name."""
    lines = path.read_text("ascii").splitlines() if path.is_file() else []
    sums = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
    return {name: sha256 for name, sha256 in sums.items() if (path.parent / name).is_file()}
