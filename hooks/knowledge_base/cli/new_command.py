"""``kb new``: create an entry from the answers to a few questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

import click

from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.cli.group import Command, CommandGroup, Option, lang_option, refusing, root_option
from knowledge_base.cli.interview import Interview, option, parameter
from knowledge_base.contribute.kept_answers import forget_answers, keep_answers, kept_answers
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
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, KINDS, MEETING, Kind
from knowledge_base.model.when import When
from knowledge_base.problems import Severity


@click.group(
    cls=CommandGroup,
    help=N_("Begin an entry: you are asked a few questions, and get a file that passes the check.")
    + "\n\n"
    + N_("Questions that an option answers are not asked; where the options answer all that is needed, none is."),
)
def new() -> None:
    """Hold a command for each kind of entry; it does nothing itself."""


_Given = Mapping[str, str | tuple[str, ...] | None]
_OF_AGREEMENT = "agreement___"
"""How the parameters begin that answer the questions about the agreement of a meeting."""


def _begin(
    kind: Kind,
    root: Path,
    locale: Locale,
    language: str | None,
    id_: str | None,
    *,
    with_agreement: bool = False,
    **given: str | tuple[str, ...] | None,
) -> None:
    """Create an entry of a kind, and with a meeting its agreement if that is wanted; print their paths."""
    known = Known(load_vocabularies(root)[0], entries_of(root))
    talk, act = (
        Interview(kind=each, known=known, language=Locale(language) if language else locale, locale=locale)
        for each in (kind, AGREEMENT)
    )
    of_agreement = {name: value for name, value in given.items() if value and name.startswith(_OF_AGREEMENT)}
    with refusing(locale):
        talk.take_options(_as_answers({name: value for name, value in given.items() if name not in of_agreement}))
        act.take_options(
            _as_answers({name.removeprefix(_OF_AGREEMENT): value for name, value in of_agreement.items()}),
            before=_AGREEMENT_OPTION,
        )
        asked = bool(talk.lacking())
        path = _write(talk, root, id_)
        if kind is MEETING and (with_agreement or of_agreement or (asked and act.wanted())):
            act.known = Known(known.vocabularies, entries_of(root))
            _begin_from(act, talk, path.stem)
            _write(act, root, None, before=_AGREEMENT_OPTION)
    text = N_("Write the text below the fields. The site does not show a draft: send it with status: in-review.")
    click.echo(message(locale, text), err=True)


_AGREEMENT_OPTION = "agreement"


def _as_answers(given: _Given) -> dict[str, tuple[str, ...]]:
    return {name: (value,) if isinstance(value, str) else value for name, value in given.items() if value}


def _begin_from(act: Interview, meeting: Interview, id_: str) -> None:
    """Answer what the questions about a meeting have answered of its agreement already.

    Args:
        act: the questions about the agreement.
        meeting: those about the meeting, all answered.
        id_: the id of the meeting.
    """
    for names, values in meeting.answers.items():
        if names[0] in ("topics", "sources", "owner"):
            act.answers.setdefault(names, values)
    act.answers.setdefault(("adopted_at",), (id_,))
    date = "".join(meeting.answers.get(("date",), ()))
    if When.parse(date).day:
        act.answers.setdefault(("adopted_on",), (date,))


def _write(talk: Interview, root: Path, id_: str | None, before: str = "") -> PurePosixPath:
    """Create an entry, print its path, and return it.

    Args:
        talk: the questions about it.
        root: the repository.
        id_: its id; ``None`` to propose one.
        before: how the options begin that answer the questions.

    Raises:
        CannotBeDoneError: the answers that are needed are not given, or make an entry with errors.
    """
    talk.keep = partial(keep_answers, root, talk.kind.name)
    try:
        path, data = _written(talk, root, id_)
    except click.Abort:
        what = message(talk.locale, N_("nothing was written"))
        if options := ", ".join(option(prompt, before) for prompt in talk.lacking()):
            needed = N_("nothing was written, because these are needed: {options}")
            what = message(talk.locale, needed, options=options)
        kept = kept_answers(root, talk.kind.name)
        again = message(talk.locale, N_("what you answered is kept: the same command offers it again"))
        raise CannotBeDoneError(what, *([again] if kept else [])) from None
    put(root, path, data, talk.locale)
    forget_answers(root, talk.kind.name)
    click.echo(str(path))
    return path


def _written(talk: Interview, root: Path, id_: str | None) -> tuple[PurePosixPath, bytes]:
    """Return the path and content of the new entry, after asking for required answers that the options do not give.

    Raises:
        CannotBeDoneError: the options make an entry with errors.
        Abort: the input has ended, or was interrupted.
    """
    asking = bool(talk.lacking())
    while True:
        if asking:
            if kept := kept_answers(root, talk.kind.name):
                talk.before = {**kept, **talk.before}
            talk.ask()
        talk.settle()
        title, date = (_answer(talk, name) for name in ("title", _DATES.get(talk.kind.name, "")))
        proposed = proposed_id(title, date, talk.known.entries)
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


_DATES = {MEETING.name: "date", CONCEPT_NOTE.name: "date", AGREEMENT.name: "adopted_on"}
"""The field with the date that ids of a kind end in."""


def _answer(talk: Interview, name: str) -> str:
    return "".join(talk.answers.get((name,), ()))


def _command(kind: Kind) -> click.Command:
    """Return the command that creates an entry of a kind."""
    shared = [
        Option(
            ["--in", "language"],
            type=click.Choice([locale.value for locale in Locale]),
            help=N_("The language in which you write the entry. Without this option: that in which you are asked."),
        ),
        Option(["--id", "id_"], help=N_("The id. Without this option: made of the title and the date.")),
    ]
    of_agreement: list[click.Option] = []
    if kind is MEETING:
        text = N_("Write its agreement too: its questions are asked next, or answered by the options that begin so.")
        of_agreement = [
            Option(["--with-agreement"], is_flag=True, help=text),
            *(_as_option(prompt, _AGREEMENT_OPTION) for prompt in all_prompts(AGREEMENT, Locale.EN)),
        ]
    command = Command(
        kind.name,
        callback=partial(_begin, kind),
        params=[*(_as_option(prompt) for prompt in all_prompts(kind, Locale.EN)), *shared, *of_agreement],
        help=kind.singular,
    )
    return lang_option(root_option(command))


def _as_option(prompt: Prompt, before: str = "") -> click.Option:
    return Option(
        [option(prompt, before), f"{_OF_AGREEMENT if before else ''}{parameter(prompt)}"],
        multiple=prompt.repeated or prompt.guide.many,
        metavar="|".join(value for value, _ in prompt.guide.choices) or None,
        help=prompt.guide.help,
    )


for _kind in KINDS:
    new.add_command(_command(_kind))
