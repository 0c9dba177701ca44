"""``kb check``: report all problems with the content."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.assemble.address_book import page_addresses
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, Option, lang_option, root_option
from knowledge_base.environment import site_address, source_date
from knowledge_base.locale import N_, Locale, gettext_translations
from knowledge_base.problems import Severity
from knowledge_base.release import release_problems


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
@click.option(
    "--release",
    cls=Option,
    is_flag=True,
    help=N_("Also list what a release still needs: settings of the publisher, and files that agree with them."),
)
def check(root: Path, locale: Locale, *, release: bool) -> None:
    """Print all problems, and exit with status 1 if any is an error."""
    checked = check_content(root, today=source_date())
    pages = page_addresses(checked.catalogue)
    problems = (*checked.problems, *(release_problems(root, locale, site_address(), pages) if release else ()))
    for problem in problems:
        click.echo(str(problem))
    wrong = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - wrong
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
