"""``kb translate``: create the draft of a translation."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.cli.group import Command, lang_option, refusing, root_option
from knowledge_base.contribute.begin_translation import started_translation
from knowledge_base.contribute.repository import (
    entries_of,
    entry_of,
    problems_with,
    put,
    refuse_errors,
    refuse_taken,
)
from knowledge_base.locale import N_, Locale, message


@click.command(
    cls=Command,
    help=N_("Begin the translation of the entry ID: a file with every text to be translated, beside its original.")
    + "\n\n"
    + N_("It is a draft, which the site does not show; kb check lists what still has to be translated."),
)
@click.argument("id_", metavar="ID")
@root_option
@lang_option
def translate(id_: str, root: Path, locale: Locale) -> None:
    """Create the draft of a translation, and print its path."""
    with refusing(locale):
        path, text = started_translation(entry_of(entries_of(root), id_, locale))
        refuse_taken(root, path, locale)
        refuse_errors(problems_with(root, path, text.encode()), str(path), locale)
        put(root, path, text.encode(), locale)
    click.echo(str(path))
    click.echo(message(locale, N_("Translate what is in the file; kb check tells what is still missing.")), err=True)
