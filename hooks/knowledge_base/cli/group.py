"""The group of all commands, and what they share: options, localised help, and error handling."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from knowledge_base.cli.speech import speaking, spoken_locale
from knowledge_base.contribute.repository import CannotBeDoneError
from knowledge_base.environment import terminal_locale
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.setup_error import SYSTEM_ERRORS, SetupError, setup_error_of

_Helpful = TypeVar("_Helpful", click.Command, click.Option)


def _in_words(help_text: str | None) -> str | None:
    """Translate a help text into the language of the terminal. Each paragraph is a message of its own."""
    if not help_text:
        return help_text
    return "\n\n".join(message(terminal_locale(), paragraph) for paragraph in help_text.split("\n\n"))


def _spoken(item: _Helpful) -> _Helpful:
    """Return a copy of a command or option with its help translated into the language of the terminal."""
    spoken = copy(item)
    spoken.help = _in_words(item.help)
    return spoken


# Strings that click does not translate, or translates once at import, before the language is known: in usage lines, as
# placeholders of option values, and in errors about paths.
_PIECES = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
_METAVARS = (N_("TEXT"), N_("FILE"), N_("DIRECTORY"))
_NAMES = (N_("File"), N_("Directory"), N_("Path"))


class Command(click.Command):
    """A command whose help is in the language of the terminal."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the summary of the command for the list of commands."""
        return click.Command.get_short_help_str(_spoken(self), limit)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the translated pieces of the usage line after the name of the command."""
        pieces = super().collect_usage_pieces(ctx)
        return [message(terminal_locale(), piece) if piece in _PIECES else piece for piece in pieces]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the translated help text."""
        click.Command.format_help_text(_spoken(self), ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the ``--help`` option. Its help is set on each call, as click caches the option."""
        option = super().get_help_option(ctx)
        if option:
            option.help = message(terminal_locale(), N_("Show this message and exit."))
        return option


class CommandGroup(Command, click.Group):
    """A group of commands whose help is in the language of the terminal."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command in the language of ``--lang`` or the terminal; print setup errors as a sentence, status 1."""
        locale = spoken_locale(sys.argv[1:] if args is None else list(args))
        try:
            with speaking(locale):
                return super().main(args, *rest, **options)
        except (SetupError, *SYSTEM_ERRORS) as error:
            refusal = CommandRefusedError(locale, setup_error_of(error).sentence(locale))
            refusal.show()
            raise SystemExit(refusal.exit_code) from error


class Option(click.Option):
    """An option whose help is in the language of the terminal."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the translated placeholder of its value."""
        return message(terminal_locale(), super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its translated help."""
        return click.Option.get_help_record(_spoken(self), ctx)


class FilePath(click.Path):
    """A path parameter with error messages in the language of the terminal."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path.

        Raises:
            BadParameter: it does not exist, or is not of the required type.
        """
        spoken = copy(self)
        spoken.name = message(terminal_locale(), self.name.title())
        return click.Path.convert(spoken, value, param, ctx)


class CommandRefusedError(KnowledgeBaseError, click.ClickException):
    """Ends a command with an error message that is already in the language of the user."""

    def __init__(self, locale: Locale, sentences: str) -> None:
        super().__init__("{sentences}", sentences=sentences)
        self.locale = locale

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the error message to stderr."""
        del file
        click.echo(f"{message(self.locale, N_('Error'))}: {self.message}", err=True)


@contextmanager
def refusing(locale: Locale) -> Iterator[None]:
    """Convert `CannotBeDoneError` to an error that click prints.

    Args:
        locale: the language of the message.

    Raises:
        CommandRefusedError: the block raised `CannotBeDoneError`.
    """
    try:
        yield
    except CannotBeDoneError as error:
        raise CommandRefusedError(locale, str(error)) from error


def _repository(_: click.Context, __: click.Parameter, root: Path) -> Path:
    if not (root / "docs").is_dir():
        text = N_("there is no docs/ in {root}: run this in the repository, or name it with --root")
        raise click.UsageError(message(terminal_locale(), text, root=root))
    return root


root_option = click.option(
    "--root",
    cls=Option,
    type=FilePath(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    callback=_repository,
    help=N_("The repository: the folder with docs/ and vocabularies/. Without this option: the folder you are in."),
)
"""The option ``--root``: the repository that a command works on."""

lang_option = click.option(
    "--lang",
    "locale",
    cls=Option,
    type=click.Choice([locale.value for locale in Locale]),
    callback=lambda _context, _parameter, value: Locale(value) if value else terminal_locale(),
    help=N_("The language in which the command speaks to you. Without this option: that of the terminal."),
)
"""The option ``--lang``: the language of a command's output."""


@click.group(
    cls=CommandGroup,
    help=N_("Write, check and translate entries of the knowledge base of the Regional Conference on Migration.")
    + "\n\n"
    + N_("kb COMMAND --help tells more about a command."),
)
@click.option(
    "--lang",
    cls=Option,
    expose_value=False,
    type=click.Choice([locale.value for locale in Locale]),
    help=N_("The language in which the command speaks to you. Without this option: that of the terminal."),
)
@click.version_option(
    package_name="rcm-knowledge-base", message="%(prog)s %(version)s", cls=Option, help=N_("Show the version and exit.")
)
def main() -> None:
    """Hold the commands; it does nothing itself."""
