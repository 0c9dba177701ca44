"""Commands that make copies of the site and updates, and apply these.

``kb offline``, ``single``, ``epub``, ``zim``, ``pdf``, ``diff-pack``, ``apply-pack``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from knowledge_base.assemble.publisher import load_publisher
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, FilePath, Option, root_option
from knowledge_base.cli.terminal import ProgressBar, print_line
from knowledge_base.environment import source_date
from knowledge_base.locale import N_
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.books.epub import write_epub
from knowledge_base.publish.packs.books.make import WriteBook, make_books
from knowledge_base.publish.packs.install import install
from knowledge_base.publish.packs.offline import make_pack
from knowledge_base.publish.packs.packing import Manifest, PackError, open_zip
from knowledge_base.publish.packs.shelf import CopyForm
from knowledge_base.publish.packs.signature import Signer
from knowledge_base.publish.packs.single.make import make_single_files
from knowledge_base.publish.packs.update import apply_update, update_name, write_update
from knowledge_base.write import workshop

_FILE = FilePath(exists=True, dir_okay=False, path_type=Path)
_FOLDER = FilePath(file_okay=False, path_type=Path)


# Papers that have not changed are not made again.
_PAPERS = Path(".cache/build/papers")

_OUT = click.option(
    "--out", cls=Option, type=_FOLDER, default=Path("dist"), show_default=True, help=N_("Where the pack goes.")
)


_SITE = click.option(
    "--site", cls=Option, type=_FOLDER, default=Path("site"), show_default=True, help=N_("The built site.")
)
_SIGN = click.option(
    "--sign",
    cls=Option,
    type=_FILE,
    help=N_("The private key with which SHA256SUMS is signed (SSH); publisher.yml has its public key, signing_key."),
)


@click.command(
    cls=Command,
    help=N_("Pack the built site as a zip to read without a network, and put it on the site's download page.")
    + "\n\n"
    + N_("Cut off at any moment, it leaves the previous pack or the new one."),
)
@_SITE
@_OUT
@click.option(
    "--since",
    cls=Option,
    type=_FILE,
    multiple=True,
    help=N_("An earlier pack, or its manifest: also write what changed since. May be given more than once."),
)
@_SIGN
@root_option
def offline(site: Path, out: Path, since: tuple[Path, ...], sign: Path | None, root: Path) -> None:
    """Write the zip, its manifest and SHA256SUMS, and an update for each earlier pack."""
    earlier = [_manifest(path) for path in since]
    signer = _signer(sign, root) if sign else None
    pack = make_pack(site, out, root / "overrides" / "START-HERE.html", earlier, signer, _progress())
    _tell(pack.path, *pack.updates)


def _one_per_language(purpose: str) -> Callable[[Callable[..., None]], click.Command]:
    """Return what makes a command that writes a copy for each language.

    Args:
        purpose: what it writes, for its help.
    """
    help_ = purpose + "\n\n" + N_("Cut off at any moment, it leaves the previous files or the new ones.")

    def command(function: Callable[..., None]) -> click.Command:
        return click.command(cls=Command, help=help_)(_SITE(_OUT(_SIGN(root_option(function)))))

    return command


@_one_per_language(
    N_("Write the built site as one HTML file for each language, for phones, and put them on its download page.")
)
def single(site: Path, out: Path, sign: Path | None, root: Path) -> None:
    """Write the file of each language."""
    _tell(*make_single_files(site, out, root, _progress(), _signer(sign, root) if sign else None))


@_one_per_language(
    N_("Write the built site as one book for each language (EPUB), for e-readers, and put them on its download page.")
)
def epub(site: Path, out: Path, sign: Path | None, root: Path) -> None:
    """Write the book of each language."""
    _make_books(CopyForm.EPUB, write_epub, site, out, sign, root)


@_one_per_language(
    N_("Write the built site as one archive for each language (ZIM), for Kiwix, and put them on its download page.")
)
def zim(site: Path, out: Path, sign: Path | None, root: Path) -> None:
    """Write the archive of each language."""
    # Not every environment has the library that writes archives.
    try:
        archives = import_module("knowledge_base.publish.packs.books.zim")
    except ModuleNotFoundError as error:
        text = N_("{name} is not installed, which writes archives for Kiwix; `make zim` installs it")
        raise PackError(text, name=error.name) from error
    _make_books(CopyForm.ZIM, archives.write_zim, site, out, sign, root)


@_one_per_language(
    N_(
        "Write a PDF of each agreement, concept note, practice and brief of the built site, for paper and for e-mails,"
        " as one zip for each language, and put them on its download page."
    )
)
def pdf(site: Path, out: Path, sign: Path | None, root: Path) -> None:
    """Write the papers of each language."""
    try:
        papers = import_module("knowledge_base.publish.packs.papers.papers")
    except ModuleNotFoundError as error:
        text = N_("{name} is not installed, which writes PDF files; `make pdf` installs it")
        raise PackError(text, name=error.name) from error
    shelf = papers.PaperShelf(root / _PAPERS, site)
    _make_books(CopyForm.PAPERS, partial(papers.write_papers, shelf=shelf), site, out, sign, root)
    shelf.forget_others()


def _make_books(form: CopyForm, write: WriteBook, site: Path, out: Path, sign: Path | None, root: Path) -> None:
    signer = _signer(sign, root) if sign else None
    catalogue = check_content(root, today=source_date()).catalogue
    _tell(*make_books(site, out, catalogue, form, write, _progress(), signer))


def _progress() -> Progress:
    return Progress(ProgressBar(print_line))


def _tell(*paths: Path) -> None:
    for path in paths:
        click.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


def _signer(key: Path, root: Path) -> Signer:
    """Return who signs.

    Raises:
        PackError: readers are told no key.
    """
    publisher, _, _ = load_publisher(root)
    if publisher.signing_key is None:
        raise PackError(N_("publisher.yml has no signing_key, without which readers can't check a signature"))
    return Signer(key, publisher.signing_key)


@click.command(
    "diff-pack",
    cls=Command,
    help=N_("Write an update: a zip with only what changed between two packs.")
    + "\n\n"
    + N_("OLD is a pack or its manifest; NEW is a pack, or its manifest with the pack beside it.")
    + "\n\n"
    + N_(
        "Unpacked over an old copy the update makes a copy that works, with removed files left behind; kb apply-pack"
        " makes the very same copy."
    ),
)
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@_OUT
def diff_pack(old: Path, new: Path, out: Path) -> None:
    """Write an update between two packs."""
    before, after = _manifest(old), _manifest(new)
    name = update_name(before, after)
    with workshop(out) as work, open_zip(_zip_of(new)) as files:
        write_update(work / name, before, after, files)
        install(work, out, [name], [])
    _tell(out / name)


@click.command(
    "apply-pack",
    cls=Command,
    help=N_("Make the folder NEW, the new copy, from an old COPY and an UPDATE.")
    + "\n\n"
    + N_(
        "COPY is the folder that a pack was unpacked to, or the pack; it stays as it is. An update that is not for"
        " that very copy is refused."
    ),
)
@click.argument("copy", type=FilePath(exists=True, path_type=Path))
@click.argument("update", type=_FILE)
@click.argument("new", type=FilePath(path_type=Path))
def apply_pack(copy: Path, update: Path, new: Path) -> None:
    """Make a new copy from an old one and an update."""
    apply_update(copy, update, new)


_MANIFEST = ".manifest.json"


def _manifest(path: Path) -> Manifest:
    """Return the manifest of a pack, given the pack or the manifest itself.

    Raises:
        PackError: it was changed.
        DamagedFileError: it is neither.
    """
    if path.name.endswith(_MANIFEST):
        return Manifest.from_json(path.read_bytes(), path.name)
    with open_zip(path) as files:
        return Manifest.of(files)


def _zip_of(path: Path) -> Path:
    """Return the pack of a manifest in the same folder; a pack is returned as it is."""
    return path.with_name(path.name.removesuffix(_MANIFEST) + ".zip") if path.name.endswith(_MANIFEST) else path
