"""Makes the single files of a built site."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.per_language import make_copies
from knowledge_base.publish.packs.shelf import CopyForm
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.packs.single.whole import single_file
from knowledge_base.publish.site.about import About


def make_single_files(
    site: Path, folder: Path, root: Path, progress: Progress, signer: Signer | None = None
) -> Sequence[Path]:
    """Make the single file of each language (`make_copies`).

    Args:
        site: the folder of the built site.
        folder: the folder for the files and their lists.
        root: the repository that the site was built from.
        progress: is told how far it is.
        signer: signs ``SHA256SUMS``; without one, nothing is signed.

    Returns:
        The paths of the files, that in Spanish first.

    Raises:
        PackError: no files can be made of the site, or the list not signed.
        DamagedFileError: a file of the site is damaged.
        SetupError: another program is in one of the folders all the time.
    """

    def write(target: Path, locale: Locale, about: About) -> None:
        target.write_bytes(single_file(site, root, locale, about, progress))

    return make_copies(site, folder, CopyForm.SINGLE, write, signer)
