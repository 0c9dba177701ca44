"""Makes copies of a built site, and puts them where readers find them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import assert_never

from knowledge_base.alone import alone_in
from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.copies.epub import PagesDone, write_epub
from knowledge_base.publish.copies.listing import CopyKind
from knowledge_base.publish.copies.shelf import BookCopy, copy_name, put_on_shelf
from knowledge_base.publish.copies.volume import Volume, volume_of
from knowledge_base.publish.copies.zim import write_zim
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.write import workshop


def make_copies(
    site: Path,
    folder: Path,
    catalogue: Catalogue,
    kinds: Collection[CopyKind],
    progress: Progress,
    signer: Signer | None = None,
) -> tuple[Path, ...]:
    """Make the copies of some kinds, in every language.

    Args:
        site: the folder of the built site.
        folder: the folder that they go to; they go to ``packs/`` of the site as well.
        catalogue: the content that the site was built from.
        kinds: the kinds.
        progress: follows what is being made.
        signer: signs ``SHA256SUMS``; without one, nothing is signed.

    Returns:
        The paths of the copies in ``folder``.

    Raises:
        PackError: the site is not whole or not of this content, or the list can't be signed.
        DamagedFileError: a file of the site is damaged.
        SetupError: another program is in one of the folders all the time.
    """
    with alone_in(site), workshop(folder) as work:
        volumes = [volume_of(site, catalogue, locale) for locale in Locale]
        copies = []
        for kind in (kind for kind in CopyKind if kind in kinds):
            for volume in volumes:
                with progress.stage(f"{kind} {volume.locale}", len(volume.leaves)) as step:
                    copies.append(_made(work, volume, kind, step))
        put_on_shelf(site, folder, work, volumes[0], copies, signer)
    return tuple(folder / one.name for one in copies)


def _made(work: Path, volume: Volume, kind: CopyKind, step: PagesDone) -> BookCopy:
    match kind:
        case CopyKind.EPUB:
            name = copy_name(volume, ".epub")
            files = write_epub(work / name, volume, step)
        case CopyKind.ZIM:
            name = copy_name(volume, ".zim")
            files = write_zim(work / name, volume, step)
        case _:
            assert_never(kind)
    return BookCopy(name=name, kind=kind, locale=volume.locale, files=files)
