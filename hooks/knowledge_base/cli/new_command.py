"""``kb new``: create an entry from the answers to a few questions."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePosixPath

import click

from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.cli.group import Command, CommandGroup, Option, lang_option, refusing, root_option
from knowledge_base.cli.interview import Interview, option, parameter
from knowledge_base.contribute.prompts import Known, Prompt, all_prompts, refused
from knowledge_base.contribute.repository import (
    CannotBeDoneError,
    entries_of,
    place_of,
    problems_with,
    put,
    refuse_errors,
)
from knowledge_base.contribute.scaffold import begun_entry, proposed_id
from knowledge_base.environment import today
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.problems import Severity


@click.group(
    cls=CommandGroup,
    help=N_("Begin an entry: you are asked a few questions, and get a file that passes the check.")
    + "\n\n"
    + N_("Questions that an option answers are not asked; where the options answer all that is needed, none is."),
)
def new() -> None:
    """Hold a command for each kind of entry; it does nothing itself."""


def _begin(
    kind: Kind, root: Path, locale: Locale, language: str | None, id_: str | None, **given: str | tuple[str, ...] | None
) -> None:
    """Create an entry of a kind, and print its path."""
    vocabularies, _, _ = load_vocabularies(root)
    talk = Interview(
        kind=kind,
        known=Known(vocabularies, entries_of(root)),
        language=Locale(language) if language else locale,
        locale=locale,
    )
    with refusing(locale):
        talk.take_options(
            {name: (value,) if isinstance(value, str) else value for name, value in given.items() if value}
        )
        try:
            path, data = _written(talk, root, id_)
        except click.Abort:
            what = message(locale, N_("nothing was written"))
            if options := ", ".join(option(prompt) for prompt in talk.lacking()):
                what = message(locale, N_("nothing was written, because these are needed: {options}"), options=options)
            raise CannotBeDoneError(what) from None
        put(root, path, data, locale)
    click.echo(str(path))
    text = N_("Write the text below the fields. The site does not show a draft: send it with status: in-review.")
    click.echo(message(locale, text), err=True)


def _written(talk: Interview, root: Path, id_: str | None) -> tuple[PurePosixPath, bytes]:
    """Return the path and content of the new entry, after asking for required answers that the options do not give.

    Raises:
        CannotBeDoneError: the options make an entry with errors.
        Abort: the input has ended, or was interrupted.
    """
    asking = bool(talk.lacking())
    while True:
        if asking:
            talk.ask()
        talk.settle()
        proposed = proposed_id("".join(talk.answers.get(("title",), ())))
        chosen = id_ or (talk.ask_id(proposed) if asking else proposed)
        if complaint := refused(("id",), chosen, talk.kind, talk.locale):
            raise CannotBeDoneError(f"--id: {complaint}")
        path = place_of(talk.kind, chosen, talk.language)
        data = begun_entry(talk.kind, chosen, talk.answers, talk.language, today()).encode()
        problems = problems_with(root, path, data)
        errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
        if not (errors and asking and talk.forget(errors)):
            break
        id_ = None
    refuse_errors(errors, str(path), talk.locale)
    return path, data


def _command(kind: Kind) -> click.Command:
    """Return the command that creates an entry of a kind."""
    shared = [
        Option(
            ["--in", "language"],
            type=click.Choice([locale.value for locale in Locale]),
            help=N_("The language in which you write the entry. Without this option: that in which you are asked."),
        ),
        Option(["--id", "id_"], help=N_("The id. Without this option: made of the words of the title.")),
    ]
    command = Command(
        kind.name,
        callback=partial(_begin, kind),
        params=[*(_as_option(prompt) for prompt in all_prompts(kind, Locale.EN)), *shared],
        help=kind.singular,
    )
    return lang_option(root_option(command))


def _as_option(prompt: Prompt) -> click.Option:
    return Option(
        [option(prompt), parameter(prompt)],
        multiple=prompt.repeated or prompt.guide.many,
        metavar="|".join(value for value, _ in prompt.guide.choices) or None,
        help=prompt.guide.help,
    )


for _kind in KINDS:
    new.add_command(_command(_kind))
