"""The command ``kb``: what people who edit the content run."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.check.run import check_content
from knowledge_base.environment import user_language
from knowledge_base.locale import Locale, translations
from knowledge_base.problems import Severity
from knowledge_base.publish.install import install, workshop
from knowledge_base.publish.offline import make_pack
from knowledge_base.publish.packing import Manifest, PackError, open_zip
from knowledge_base.publish.update import apply_update, update_name, write_update


@click.group()
@click.version_option(package_name="rcm-knowledge-base")
def main() -> None:
    """Check the knowledge base of the Regional Conference on Migration, and pack its site to take along."""


@main.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The repository: the folder with docs/ and vocabularies/.  [default: this folder]",
)
@click.option(
    "--lang",
    type=click.Choice([locale.value for locale in Locale]),
    help="The language of the last line of the report.",
)
def check(root: Path, lang: str | None) -> None:
    """Report everything that is wrong with the content, at once.

    Each line is path:line:column: field: what is wrong; what is allowed; did you mean. Exit status: 0 when nothing is
    wrong (warnings aside), 1 when something is, 2 when the command itself was used wrongly.
    """
    if not (root / "docs").is_dir():
        raise click.UsageError(f"there is no docs/ in {root}: run this in the repository, or name it with --root")
    locale = Locale(lang) if lang else Locale.ES if user_language().startswith("es") else Locale.EN
    checked = check_content(root)
    for problem in checked.problems:
        click.echo(str(problem))
    wrong = sum(problem.severity is Severity.ERROR for problem in checked.problems)
    warnings = len(checked.problems) - wrong
    words = translations(locale)
    report = [
        words.ngettext("{n} error", "{n} errors", wrong).format(n=wrong),
        words.ngettext("{n} warning", "{n} warnings", warnings).format(n=warnings),
        words.ngettext("{n} entry", "{n} entries", len(checked.catalogue.entries)).format(
            n=len(checked.catalogue.entries)
        ),
    ]
    click.echo(", ".join(report), err=True)
    if wrong:
        raise SystemExit(1)


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@main.command()
@click.option("--site", type=_FOLDER, default=Path("site"), show_default=True, help="The built site.")
@click.option("--out", type=_FOLDER, default=Path("dist"), show_default=True, help="Where the pack goes.")
@click.option(
    "--since",
    type=_FILE,
    multiple=True,
    help="An earlier pack, or its manifest: also write what changed since. May be given more than once.",
)
@click.option("--root", type=_FOLDER, default=Path(), help="The repository.  [default: this folder]")
def offline(site: Path, out: Path, since: tuple[Path, ...], root: Path) -> None:
    """Pack the built site as a zip to read without a network, and put it on the site's download page.

    Writes the zip, its manifest and SHA256SUMS. Cut off at any moment, it leaves the previous pack or the new one.
    """
    try:
        earlier = [_manifest(path) for path in since]
        pack = make_pack(site, out, root / "overrides" / "START-HERE.html", earlier)
    except PackError as error:
        raise click.ClickException(str(error)) from error
    for path in (pack.path, *pack.updates):
        click.echo(f"{path}  {path.stat().st_size / 1e6:.1f} MB")


@main.command("diff-pack")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option("--out", type=_FOLDER, default=Path("dist"), show_default=True, help="Where the update goes.")
def diff_pack(old: Path, new: Path, out: Path) -> None:
    """Write an update: a zip with only what changed between two packs.

    OLD is a pack or its manifest; NEW is a pack, or its manifest with the pack beside it. Unpacked over an old copy the
    update makes a copy that works, with removed files left behind; `kb apply-pack` makes the very same copy.
    """
    try:
        before, after = _manifest(old), _manifest(new)
        name = update_name(before, after)
        with workshop(out) as work, open_zip(_zip_of(new)) as files:
            write_update(work / name, before, after, files)
            install(work, out, [name], [])
    except PackError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{out / name}  {(out / name).stat().st_size / 1e6:.1f} MB")


@main.command("apply-pack")
@click.argument("copy", type=click.Path(exists=True, path_type=Path))
@click.argument("update", type=_FILE)
@click.argument("new", type=click.Path(path_type=Path))
def apply_pack(copy: Path, update: Path, new: Path) -> None:
    """Make the folder NEW, the new copy, from an old COPY and an UPDATE.

    COPY is the folder that a pack was unpacked to, or the pack; it stays as it is. An update that is not for that very
    copy is refused.
    """
    try:
        apply_update(copy, update, new)
    except PackError as error:
        raise click.ClickException(str(error)) from error


_MANIFEST = ".manifest.json"


def _manifest(path: Path) -> Manifest:
    """Return what is in a pack, given the pack or its manifest."""
    if path.name.endswith(_MANIFEST):
        return Manifest.from_json(path.read_bytes())
    with open_zip(path) as files:
        return Manifest.of(files)


def _zip_of(path: Path) -> Path:
    """Return the pack that a manifest stands beside; a pack itself."""
    return path.with_name(path.name.removesuffix(_MANIFEST) + ".zip") if path.name.endswith(_MANIFEST) else path
