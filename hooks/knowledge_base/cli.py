"""The command ``kb``: what people who edit the content run."""

from __future__ import annotations

from pathlib import Path

import click

from knowledge_base.check.run import check_content
from knowledge_base.environment import user_language
from knowledge_base.locale import Locale, translations
from knowledge_base.problems import Severity


@click.group()
@click.version_option(package_name="rcm-knowledge-base")
def main() -> None:
    """Check the knowledge base of the Regional Conference on Migration."""


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
