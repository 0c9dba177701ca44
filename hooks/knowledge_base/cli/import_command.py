"""``kb import``: check a file that somebody sent, or a zip of an entry and its files, and put it in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import click

from knowledge_base.attachments.stored import file_path
from knowledge_base.cli.group import Command, FilePath, Option, lang_option, refusing, root_option
from knowledge_base.contribute.incoming import incoming_bytes, recognised
from knowledge_base.contribute.incoming_zip import is_zip, unpacked
from knowledge_base.contribute.migrate.repository import migration
from knowledge_base.contribute.repository import entries_of, problems_with, put, refuse_errors, refuse_taken
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import KIND_BY_NAME
from knowledge_base.problems import printable


@click.command(
    "import",
    cls=Command,
    help=N_("Check FILE, which the form on the site wrote or somebody has sent, and put it where it belongs.")
    + "\n\n"
    + N_("FILE is an entry, or a zip of an entry and the pictures and documents beside it.")
    + "\n\n"
    + N_("Its id says where, whatever the file is called. If anything is wrong with it, nothing is written."),
)
@click.argument("file", type=FilePath(path_type=Path))
@click.option(
    "--replace", "instead", cls=Option, is_flag=True, help=N_("Let it take the place of the file that is there.")
)
@click.option(
    "--kind",
    cls=Option,
    type=click.Choice(list(KIND_BY_NAME)),
    help=N_("The kind of entry, where the fields do not tell it."),
)
@root_option
@lang_option
def import_file(file: Path, kind: str | None, root: Path, locale: Locale, *, instead: bool) -> None:
    """Import a file, unless it has errors, and print its path and its warnings."""
    name = printable(str(file))
    with refusing(locale):
        data, files = incoming_bytes(file, locale), {}
        if is_zip(data):
            sent = unpacked(data, name, locale)
            data, files = sent.entry, dict(sent.files)
        incoming = recognised(data, name, entries_of(root), locale, KIND_BY_NAME[kind] if kind else None)
        # The form of an older copy of the site writes the fields of its time.
        moved = migration(root, [incoming.path], {incoming.path: incoming.data}, naming=False).after
        incoming = replace(incoming, data=moved[incoming.path].encode()) if incoming.path in moved else incoming
        way_out = N_("with --replace, your file takes its place")
        beside = {file_path(incoming.path.stem, called): content for called, content in files.items()}
        for path in (incoming.path, *beside):
            refuse_taken(root, path, locale, instead=instead, way_out=way_out)
        problems = problems_with(root, incoming.path, incoming.data, beside)
        # Report problems under the name of the file that was sent, as that is the one to correct.
        there = PurePosixPath(name)
        named = [replace(each, path=there) if each.path == incoming.path else each for each in problems]
        refuse_errors(named, name, locale)
        # The entry at last: files without one are found by the check, and can be taken in again.
        for path, content in (*beside.items(), (incoming.path, incoming.data)):
            put(root, path, content, locale, instead=instead)
    for path in (incoming.path, *beside):
        click.echo(str(path))
    for problem in problems:
        click.echo(str(problem))
    if incoming.path in moved:
        click.echo(
            message(locale, N_("It was written in an earlier form, and has been brought to the present one.")), err=True
        )
    version = entries_of(root)[incoming.path.stem].versions[Locale(incoming.path.parts[1])]
    status = version.translation.status if version.translation else version.record.status
    click.echo(message(locale, N_("Taken in. Its status: {status}."), status=status.label_in(locale)), err=True)
