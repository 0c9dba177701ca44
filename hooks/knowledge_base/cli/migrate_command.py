"""``kb migrate``: bring what was written for an earlier model of the entries to the present one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path, PurePosixPath

import click

from knowledge_base.cli.group import Command, FilePath, Option, lang_option, refusing, root_option
from knowledge_base.contribute.incoming import incoming_bytes, recognised
from knowledge_base.contribute.incoming_zip import is_zip
from knowledge_base.contribute.migrate.repository import Migration, migration
from knowledge_base.contribute.repository import CannotBeDoneError, entries_of, put
from knowledge_base.locale import N_, Locale, gettext_translations, message
from knowledge_base.problems import printable
from knowledge_base.write import write_whole


@click.command(
    cls=Command,
    help=N_("Show how entries of an earlier form would be written now; with --write, write them.")
    + "\n\n"
    + N_(
        "Without FILES: all entries of the repository. Files outside of it, as one that the form of an older copy of"
        " the site wrote, are rewritten where they are. No word is lost, and what is written as it is now stays as it"
        " is."
    ),
)
@click.argument("files", nargs=-1, type=FilePath(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", "written", cls=Option, is_flag=True, help=N_("Write the files, each as a whole."))
@root_option
@lang_option
def migrate(files: tuple[Path, ...], root: Path, locale: Locale, *, written: bool) -> None:
    """Show or write what a migration changes; exit with status 1 if something is left to people."""
    inside, outside = _sorted(files, root)
    changed = left = 0
    with refusing(locale):
        for name, place, found in _migrations(inside, outside, root, locale, everything=not files):
            for path in found.after:
                shown = name or str(path)
                changed += 1
                if not written:
                    click.echo("".join(_difference(found, path, shown)), nl=False)
                    continue
                data = found.after[path].encode()
                if place:
                    write_whole(place, data, durable=True)
                else:
                    put(root, path, data, locale, instead=True)
                click.echo(shown)
            for path, lines in found.left.items():
                left += 1
                what = message(locale, N_("this has to be written anew by a person, and the file stays as it is"))
                click.echo(printable(f"{name or path}: {what}: {'; '.join(lines)}"), err=True)
    words = gettext_translations(locale)
    if written:
        said = words.ngettext("{n} file written", "{n} files written", changed)
    else:
        said = words.ngettext(
            "{n} file would change; --write writes it", "{n} files would change; --write writes them", changed
        )
    click.echo(said.format(n=changed), err=True)
    if left:
        raise SystemExit(1)


def _sorted(files: Iterable[Path], root: Path) -> tuple[list[PurePosixPath], list[Path]]:
    """Return the paths of the given entries of the repository, relative to it, and all other files."""
    inside, outside = [], []
    for file in files:
        docs = (root / "docs").resolve()
        path = file.resolve()
        if path.is_relative_to(docs):
            inside.append(PurePosixPath("docs", path.relative_to(docs)))
        else:
            outside.append(file)
    return inside, outside


def _migrations(
    inside: list[PurePosixPath], outside: list[Path], root: Path, locale: Locale, *, everything: bool
) -> Iterator[tuple[str, Path | None, Migration]]:
    """Yield the migration of the repository, and that of each file outside of it with its name and path.

    Raises:
        CannotBeDoneError: a file outside of the repository is no entry, or a zip.
    """
    if everything or inside:
        yield "", None, migration(root, None if everything else inside, naming=True)
    for file in outside:
        name = printable(str(file))
        data = incoming_bytes(file, locale)
        if is_zip(data):
            text = N_("{name} is a zip: take it in with kb import, which brings its entry to the present form")
            raise CannotBeDoneError(message(locale, text, name=name))
        incoming = recognised(data, name, entries_of(root), locale)
        found = migration(root, [incoming.path], {incoming.path: incoming.data}, naming=True)
        own = {path: text for path, text in found.after.items() if path == incoming.path}
        lines = {path: told for path, told in found.left.items() if path == incoming.path}
        yield name, file, Migration(before=found.before, after=own, left=lines)


def _difference(found: Migration, path: PurePosixPath, name: str) -> Iterator[str]:
    before, after = (texts[path].splitlines(keepends=True) for texts in (found.before, found.after))
    for line in unified_diff(before, after, name, name, n=0):
        yield f"{printable(line.rstrip(chr(10)))}\n"
