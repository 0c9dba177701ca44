"""Makes the books of a built site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge_base.assemble.catalogue import Catalogue
from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.books.volume import Volume, volume_of
from knowledge_base.publish.packs.per_language import make_copies
from knowledge_base.publish.packs.shelf import CopyForm
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.site.about import About

WriteBook = Callable[[Path, Volume, Callable[[int], None]], None]
"""Writes a volume to a file, and calls a function with the number of pages done since the last call."""


def make_books(
    site: Path,
    folder: Path,
    catalogue: Catalogue,
    form: CopyForm,
    write: WriteBook,
    progress: Progress,
    signer: Signer | None = None,
) -> Sequence[Path]:
    """Make the book of each language (`make_copies`).

    Args:
        site: the folder of the built site.
        folder: the folder for the files and their lists.
        catalogue: the content that the site was built from.
        form: the form of the books.
        write: writes one of them.
        progress: is told how far it is.
        signer: signs ``SHA256SUMS``; without one, nothing is signed.

    Returns:
        The paths of the files, that in Spanish first.

    Raises:
        PackError: the site is not whole or not of this content, or the list can't be signed.
        DamagedFileError: a file of the site is damaged.
        SetupError: another program is in one of the folders all the time.
    """

    def write_in(target: Path, locale: Locale, about: About) -> None:
        volume = volume_of(site, catalogue, locale, about)
        with progress.stage(f"{form} ({locale})", len(volume.leaves)) as step:
            write(target, volume, step)

    return make_copies(site, folder, form, write_in, signer)
