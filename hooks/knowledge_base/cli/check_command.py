"""``kb check``: report all problems with the content."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.assemble.address_book import page_addresses
from knowledge_base.check.report import counted
from knowledge_base.check.run import check_content, check_outcome
from knowledge_base.cli.group import Command, Option, lang_option, root_option
from knowledge_base.environment import processors, site_address, source_date
from knowledge_base.locale import N_, Locale
from knowledge_base.memory.code import code_digest
from knowledge_base.memory.content import ContentMemory, remembered_content
from knowledge_base.problems import Problem, Severity
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
    with remembered_content(root, code_digest(), _tell) as memory:
        outcome = check_outcome(root, source_date(), memory, processors(), locale)
        unready = _unready(root, locale, memory) if release else ()
    problems = (*outcome.problems, *unready)
    for problem in problems:
        click.echo(str(problem))
    click.echo(counted(problems, outcome.entries, locale), err=True)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SystemExit(1)


def _unready(root: Path, locale: Locale, memory: ContentMemory) -> tuple[Problem, ...]:
    """Return what a release still needs."""
    catalogue = check_content(root, today=source_date(), memory=memory, spoken=locale).catalogue
    return release_problems(root, locale, site_address(), page_addresses(catalogue))


def _tell(line: str) -> None:
    click.echo(line, err=True)
