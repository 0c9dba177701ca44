"""``kb packs``: make the copies of the site for e-readers, Kiwix and paper."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, FilePath, Option, root_option
from knowledge_base.cli.pack_commands import signer_for
from knowledge_base.cli.terminal import ProgressBar
from knowledge_base.environment import source_date
from knowledge_base.locale import N_
from knowledge_base.progress import Progress
from knowledge_base.publish.copies.listing import CopyKind
from knowledge_base.publish.packs.packing import PackError

_FILE = FilePath(exists=True, dir_okay=False, path_type=Path)
_FOLDER = FilePath(file_okay=False, path_type=Path)


@click.command(
    cls=Command,
    help=N_("Make copies of the built site, in each language, and put them on its download page.")
    + "\n\n"
    + N_("epub is a book for e-readers, zim an archive for Kiwix. Without a KIND, all are made.")
    + "\n\n"
    + N_("Cut off at any moment, it leaves the previous pack or the new one."),
)
@click.argument("kinds", metavar="[KIND]...", type=click.Choice([kind.value for kind in CopyKind]), nargs=-1)
@click.option("--site", cls=Option, type=_FOLDER, default=Path("site"), show_default=True, help=N_("The built site."))
@click.option(
    "--out", cls=Option, type=_FOLDER, default=Path("dist"), show_default=True, help=N_("Where the copies go.")
)
@click.option(
    "--sign",
    cls=Option,
    type=_FILE,
    help=N_("The private key with which SHA256SUMS is signed (SSH); publisher.yml has its public key, signing_key."),
)
@root_option
def packs(kinds: tuple[str, ...], site: Path, out: Path, sign: Path | None, root: Path) -> None:
    """Write the copies with their manifests, and bring SHA256SUMS up to date."""
    # Only `make packs` installs the libraries that write books.
    try:
        making = import_module("knowledge_base.publish.copies.making")
    except ModuleNotFoundError as error:
        text = N_("{name} is not installed; `make packs` installs what copies are made with")
        raise PackError(text, name=error.name) from error
    signer = signer_for(sign, root) if sign else None
    catalogue = check_content(root, today=source_date()).catalogue
    wanted = [CopyKind(kind) for kind in kinds] or [*CopyKind]
    progress = Progress(ProgressBar(click.echo))
    for path in making.make_copies(site, out, catalogue, wanted, progress, signer):
        click.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
