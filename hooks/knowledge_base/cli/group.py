"""The group of the commands, and what they have in common: the repository, the language, how they refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from knowledge_base.contribute.repository import CannotBeDoneError
from knowledge_base.environment import user_language
from knowledge_base.locale import N_, Locale, message

_Helpful = TypeVar("_Helpful", click.Command, click.Option)


def terminal_locale() -> Locale:
    """Return the language of the terminal; English where it asks for one that we do not speak."""
    return Locale.ES if user_language().startswith(("es", "Spanish")) else Locale.EN


def _in_words(help_text: str | None) -> str | None:
    """Return a help text in the language of the terminal, paragraph by paragraph."""
    if not help_text:
        return help_text
    return "\n\n".join(message(terminal_locale(), paragraph) for paragraph in help_text.split("\n\n"))


def _spoken(item: _Helpful) -> _Helpful:
    """Return a command or an option with its help in the language of the terminal."""
    spoken = copy(item)
    spoken.help = _in_words(item.help)
    return spoken


# What click itself says in a help text.
_OF_CLICK = (
    *(N_("Usage:"), N_("Options"), N_("Commands")),
    *(N_("Show this message and exit."), N_("Show the version and exit.")),
)


class _Formatter(click.HelpFormatter):
    """Puts what click itself says in a help text into the language of the terminal."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{message(terminal_locale(), _OF_CLICK[0])} ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(message(terminal_locale(), heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        ours = [(term, message(terminal_locale(), text) if text in _OF_CLICK else text) for term, text in rows]
        super().write_dl(ours, col_max, col_spacing)


class _Context(click.Context):
    formatter_class = _Formatter


# Help is asked for before options are read, so it follows the terminal; only what the commands say has an option.
class Command(click.Command):
    """A command whose help is in the language of the terminal."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the line about the command in the list of all."""
        return click.Command.get_short_help_str(_spoken(self), limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        click.Command.format_help_text(_spoken(self), ctx, formatter)


class Group(Command, click.Group):
    """A group of commands whose help is in the language of the terminal."""


class Option(click.Option):
    """An option whose help is in the language of the terminal."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and what it is for."""
        return click.Option.get_help_record(_spoken(self), ctx)


class Refusal(click.ClickException):
    """What was asked for can't be done, or not so; the sentences are already in the language of the reader."""

    def __init__(self, locale: Locale, sentences: str) -> None:
        super().__init__(sentences)
        self.locale = locale

    def show(self, file: IO[Any] | None = None) -> None:
        """Print what was wrong."""
        del file
        click.echo(f"{message(self.locale, N_('Error'))}: {self.message}", err=True)


@contextmanager
def refusing(locale: Locale) -> Iterator[None]:
    """Let a command end with a sentence where what was asked for can't be done.

    Args:
        locale: the language of the sentence.

    Raises:
        Refusal: it can't be done.
    """
    try:
        yield
    except CannotBeDoneError as error:
        raise Refusal(locale, str(error)) from error


def _repository(_: click.Context, __: click.Parameter, root: Path) -> Path:
    if not (root / "docs").is_dir():
        text = N_("there is no docs/ in {root}: run this in the repository, or name it with --root")
        raise click.UsageError(message(terminal_locale(), text, root=root))
    return root


root_option = click.option(
    "--root",
    cls=Option,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    callback=_repository,
    help=N_("The repository: the folder with docs/ and vocabularies/. Without this option: the folder you are in."),
)
"""Which repository a command works on."""

lang_option = click.option(
    "--lang",
    "locale",
    cls=Option,
    type=click.Choice([locale.value for locale in Locale]),
    callback=lambda _context, _parameter, value: Locale(value) if value else terminal_locale(),
    help=N_("The language in which the command speaks to you. Without this option: that of the terminal."),
)
"""Which language a command speaks."""


@click.group(
    cls=Group,
    help=N_("Write, check and translate entries of the knowledge base of the Regional Conference on Migration.")
    + "\n\n"
    + N_("kb COMMAND --help tells more about a command."),
)
@click.version_option(package_name="rcm-knowledge-base")
def main() -> None:
    """Gather the commands."""
