"""``kb check``: report all problems with the content, correct what is clear, waive a warning that is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path, PurePosixPath

import click

from knowledge_base.assemble.address_book import page_addresses
from knowledge_base.check.report import counted
from knowledge_base.check.run import check_content, check_outcome
from knowledge_base.cli.group import Command, Option, lang_option, refusing, root_option
from knowledge_base.contribute.corrections import Corrected, corrections_of
from knowledge_base.contribute.repository import CannotBeDoneError, put
from knowledge_base.contribute.waiving import waiving
from knowledge_base.environment import processors, site_address, source_date
from knowledge_base.locale import N_, Locale, message
from knowledge_base.memory.code import code_digest
from knowledge_base.memory.content import ContentMemory, remembered_content
from knowledge_base.problems import Problem, Severity, printable
from knowledge_base.release import release_problems


@click.command(
    cls=Command,
    help=N_("Report everything that is wrong with the content, at once.")
    + "\n\n"
    + N_(
        "Each line is path:line:column: field: what is wrong; what is allowed; did you mean. It is in the language of"
        " the file. The exit status is 0 when nothing is wrong (warnings aside), 1 when something is, and 2 when the"
        " command itself was used wrongly."
    )
    + "\n\n"
    + N_("Behind a warning stands the name of its rule in brackets; --waive names it in the entry, with your reason."),
)
@root_option
@lang_option
@click.option(
    "--release",
    cls=Option,
    is_flag=True,
    help=N_("Also list what a release still needs: settings of the publisher, and files that agree with them."),
)
@click.option(
    "--fix",
    cls=Option,
    is_flag=True,
    help=N_("First correct what is clear: show the difference, ask, and write each file as a whole."),
)
@click.option("--yes", cls=Option, is_flag=True, help=N_("With --fix: write without asking."))
@click.option(
    "--waive",
    "place",
    cls=Option,
    metavar="PATH:LINE",
    help=N_("Waive the warning at this place, as the check prints it, until the text there changes."),
)
@click.option("--reason", cls=Option, default="", help=N_("With --waive: why the warning is wrong, in a sentence."))
@click.option("--rule", cls=Option, default="", help=N_("With --waive: the rule that is meant, where several warn."))
def check(
    root: Path, locale: Locale, *, release: bool, fix: bool, yes: bool, place: str | None, reason: str, rule: str
) -> None:
    """Print all problems, and exit with status 1 if any is an error."""
    if (yes and not fix) or ((reason or rule) and not place):
        raise click.UsageError(message(locale, N_("--yes goes with --fix, --reason and --rule go with --waive")))
    if place:
        if not reason.strip():
            raise click.UsageError(message(locale, N_("--waive needs --reason: why is the warning wrong?")))
        with refusing(locale):
            _waive(root, place, reason.strip(), rule, locale)
        return
    if fix:
        with refusing(locale):
            _fix(root, locale, yes=yes)
    with remembered_content(root, code_digest(), _tell) as memory:
        outcome = check_outcome(root, source_date(), memory, processors(), locale)
        unready = _unready(root, locale, memory) if release else ()
    problems = (*outcome.problems, *unready)
    for problem in problems:
        click.echo(problem.named)
    click.echo(counted(problems, outcome.entries, locale), err=True)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SystemExit(1)


def _waive(root: Path, place: str, reason: str, rule: str, locale: Locale) -> None:
    found = waiving(root, place, reason, rule, locale, source_date())
    put(root, found.path, found.after, locale, instead=True)
    for problem in found.problems:
        click.echo(problem.named)
    text = N_("{path} says now that this is waived, and why; the rule warns again once the text changes")
    click.echo(message(locale, text, path=printable(str(found.path))), err=True)


def _fix(root: Path, locale: Locale, *, yes: bool) -> None:
    """Show what is corrected, and write it if somebody agrees.

    Raises:
        CannotBeDoneError: a file has changed meanwhile.
    """
    found = corrections_of(root)
    for line in _differences(found):
        click.echo(line)
    if not found:
        click.echo(message(locale, N_("there is nothing to correct that is clear")), err=True)
        return
    if not yes and not sys.stdin.isatty():
        click.echo(message(locale, N_("nothing was written: --yes writes it")), err=True)
        return
    if not yes and not click.confirm(message(locale, N_("Write these corrections?")), err=True):
        return
    for path, corrected in found.items():
        if (root / path).read_bytes() != corrected.before:
            what = N_("{path} has changed meanwhile, and stays as it is: check again")
            raise CannotBeDoneError(message(locale, what, path=path))
        put(root, path, corrected.after, locale, instead=True)


def _differences(found: Mapping[PurePosixPath, Corrected]) -> Iterator[str]:
    for path, corrected in found.items():
        before, after = (data.decode().splitlines(keepends=True) for data in (corrected.before, corrected.after))
        for line in unified_diff(before, after, str(path), str(path)):
            yield printable(line.rstrip("\n"))


def _unready(root: Path, locale: Locale, memory: ContentMemory) -> tuple[Problem, ...]:
    """Return what a release still needs."""
    catalogue = check_content(root, today=source_date(), memory=memory, spoken=locale).catalogue
    return release_problems(root, locale, site_address(), page_addresses(catalogue))


def _tell(line: str) -> None:
    click.echo(line, err=True)
