"""Makes the single files of a built site, and offers them beside the other copies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge_base.alone import alone_in
from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.offline import check_places, day_of, whole_site
from knowledge_base.publish.packs.packing import ROOT, packed
from knowledge_base.publish.packs.shelf import CopyForm, Offered, put_out
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.packs.single.whole import single_file
from knowledge_base.write import workshop


def make_single_files(
    site: Path, folder: Path, root: Path, progress: Progress, signer: Signer | None = None
) -> Sequence[Path]:
    """Make the single file of each language, and list it on the site's own download page.

    A crash at any moment leaves the previous files or the new ones. While the site is being built, this waits; a site
    whose build was interrupted is refused.

    Args:
        site: the folder of the built site; the files are also copied to its folder ``packs/``.
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
    check_places(site, folder)
    with alone_in(site), workshop(folder) as work:
        about = whole_site(site)
        day = day_of(about)
        made = []
        for locale in Locale:
            data = single_file(site, root, locale, about, progress)
            name = f"{ROOT}-{day}-{locale}.html"
            (work / name).write_bytes(data)
            file = packed(name, data)
            made.append(Offered(file=file, form=CopyForm.SINGLE, date=day, revision=about.revision, locale=locale))
        put_out(work, folder, site, made, {CopyForm.SINGLE}, signer)
    return [folder / one.file.path for one in made]
