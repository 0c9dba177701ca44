"""Copies that are one file for each language: they are made of a built site, and offered beside the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge_base.alone import alone_in
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.offline import check_places, day_of, whole_site
from knowledge_base.publish.packs.packing import ROOT, packed
from knowledge_base.publish.packs.shelf import CopyForm, Offered, put_out
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.site.about import About
from knowledge_base.write import workshop

WriteCopy = Callable[[Path, Locale, About], None]
"""Writes the copy of a language to a file, given what the site is of."""

_SUFFIXES = {CopyForm.SINGLE: ".html", CopyForm.EPUB: ".epub", CopyForm.ZIM: ".zim", CopyForm.PAPERS: "-pdf.zip"}


def make_copies(
    site: Path, folder: Path, form: CopyForm, write: WriteCopy, signer: Signer | None = None
) -> Sequence[Path]:
    """Make the copies of a form, and list them on the site's own download page.

    A crash at any moment leaves the previous files or the new ones. While the site is being built, this waits; a site
    whose build was interrupted is refused.

    Args:
        site: the folder of the built site; the files are also copied to its folder ``packs/``.
        folder: the folder for the files and their lists.
        form: their form, which has one file for each language.
        write: writes one of them.
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
            name = f"{ROOT}-{day}-{locale}{_SUFFIXES[form]}"
            write(work / name, locale, about)
            file = packed(name, (work / name).read_bytes())
            made.append(Offered(file=file, form=form, date=day, revision=about.revision, locale=locale))
        put_out(work, folder, site, made, {form}, signer)
    return [folder / one.file.path for one in made]
