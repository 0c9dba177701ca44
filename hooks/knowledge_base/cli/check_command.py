"""``kb check``: everything that is wrong with the content."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, lang_option, root_option
from knowledge_base.environment import source_date
from knowledge_base.locale import N_, Locale, gettext_translations
from knowledge_base.problems import Severity


@click.command(
    cls=Command,
    help=N_("Report everything that is wrong with the content, at once.")
    + "\n\n"
    + N_(
        "Each line is path:line:column: field: what is wrong; what is allowed; did you mean. It is in the language of"
        " the file. The exit status is 0 when nothing is wrong (warnings aside), 1 when something is, and 2 when the"
        " command itself was used wrongly."
    ),
)
@root_option
@lang_option
def check(root: Path, locale: Locale) -> None:
    """Report everything that is wrong with the content."""
    checked = check_content(root, today=source_date())
    for problem in checked.problems:
        click.echo(str(problem))
    wrong = sum(problem.severity is Severity.ERROR for problem in checked.problems)
    warnings = len(checked.problems) - wrong
    words = gettext_translations(locale)
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
