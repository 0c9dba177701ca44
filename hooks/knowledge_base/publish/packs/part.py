"""The copy of a part of the content: a site of that part as a small zip, which is read like that of the whole site."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.alone import alone_in
from knowledge_base.locale import N_
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.offline import built_site, check_places, copy_of, day_of, whole_site
from knowledge_base.publish.packs.packing import ROOT, Manifest, PackError, packed, write_zip
from knowledge_base.publish.packs.shelf import CopyForm, Offered, put_out
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.write import workshop

MOST_OF_NAME = 40
"""The maximum number of characters of a part's name, with which every path in its zip begins."""

_FORMS = frozenset({CopyForm.PART, CopyForm.MANIFEST})


def make_part(
    part_site: Path,
    site: Path,
    folder: Path,
    start_page: Path,
    signer: Signer | None = None,
    progress: Progress | None = None,
) -> Path:
    """Make the copy of a part, and list it on the download page of the site that has everything.

    It has a top folder of its own, so that it is never unpacked over another copy. In all else it is made
    as `make_pack` makes that of the whole.

    Args:
        part_site: the folder of the built site that has only the part.
        site: that of the site that has everything, of the same content.
        folder: the folder for the zip, its manifest and ``SHA256SUMS``.
        start_page: the template of ``START-HERE.html``.
        signer: signs ``SHA256SUMS``; without one, nothing is signed.
        progress: is told how far it is.

    Returns:
        The path of the zip.

    Raises:
        PackError: the sites can't be packed, or the list not signed.
        DamagedFileError: a file that says what a site is of is damaged.
        SetupError: another program is in one of the folders all the time.
    """
    check_places(part_site, folder)
    check_places(site, folder)
    with alone_in(part_site), alone_in(site), workshop(folder) as work:
        about, whole = built_site(part_site), whole_site(site)
        if about.part is None:
            text = N_("{site} has all of the content, not a part; `make part PART=…` builds one")
            raise PackError(text, site=part_site)
        if (about.date, about.revision) != (whole.date, whole.revision):
            text = N_("{part} and {site} are of different content; build both again")
            raise PackError(text, part=part_site, site=site)
        if len(about.part.name) > MOST_OF_NAME:
            text = N_("the name of the part, {name}, is too long for some systems; make several parts of fewer terms")
            raise PackError(text, name=about.part.name)
        day, name = day_of(about), about.part.name
        zip_ = work / f"{ROOT}-{name}-{day}.zip"
        files = copy_of(part_site, start_page, f"rcm-{name}")
        with (progress or Progress()).stage(CopyForm.PART, len(files)) as step:
            manifest = Manifest(day, write_zip(zip_, files, step))
        listed = work / f"{ROOT}-{name}-{day}.manifest.json"
        listed.write_bytes(manifest.to_json())
        made = [
            Offered(
                file=packed(path.name, path.read_bytes()),
                form=form,
                date=day,
                revision=about.revision,
                part=about.part,
            )
            for path, form in ((zip_, CopyForm.PART), (listed, CopyForm.MANIFEST))
        ]
        put_out(work, folder, site, made, _FORMS, signer)
    return folder / zip_.name
