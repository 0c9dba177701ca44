"""The interactive part of ``kb new``: asks questions, collects answers, and asks again after mistakes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from knowledge_base.contribute.prompts import (
    Answer,
    Known,
    Names,
    Prompt,
    all_prompts,
    default,
    prompts,
    refused,
    understood,
)
from knowledge_base.contribute.repository import CannotBeDoneError
from knowledge_base.locale import N_, Locale, fold, message, sort_key
from knowledge_base.model.kinds import Kind
from knowledge_base.problems import Problem, printable

_EVERYTHING = "?"
_YES = frozenset({"y", "yes", "s", "si"})


def option(prompt: Prompt, before: str = "") -> str:
    """Return the command line option for a question: ``--sources-title``, ``--agreement-title`` with a word before."""
    return "--" + "-".join((*([before] if before else []), *prompt.names)).replace("_", "-")


def parameter(prompt: Prompt) -> str:
    """Return the name of the parameter for that option: ``sources__title``."""
    return "__".join(prompt.names)


@dataclass(kw_only=True)
class Interview:
    """The state of the dialogue for one new entry.

    Attributes:
        kind: the kind of the entry.
        known: what answers may refer to.
        language: the language of the entry.
        locale: the language of the dialogue.
        answers: the answers so far.
        before: discarded answers, offered as defaults when their questions are asked again.
        keep: keeps all answers so far; called after each, as the dialogue may be interrupted at any time.
    """

    kind: Kind
    known: Known
    language: Locale
    locale: Locale
    answers: dict[Names, tuple[str, ...]] = field(default_factory=dict)
    before: dict[Names, tuple[str, ...]] = field(default_factory=dict)
    keep: Callable[[Mapping[Names, tuple[str, ...]]], None] = lambda _: None

    def say(self, text: str, /, **values: object) -> str:
        """Return a message in the language of the dialogue."""
        return message(self.locale, text, **values)

    def wanted(self) -> bool:
        """Ask whether to go on with this entry too; no answer is a no."""
        click.echo(err=True)
        text = N_("Do you want to write the agreement of this meeting now? y is yes, Enter is no.")
        click.echo(click.style(self.say(text), bold=True), err=True)
        try:
            return fold(self._prompt("")) in _YES
        except click.Abort:
            return False

    def take_options(self, given: Mapping[str, tuple[str, ...]], before: str = "") -> None:
        """Add the answers given as command line options.

        Args:
            given: the values of the options, by the names of their parameters (`parameter`).
            before: how the names of the options begin.

        Raises:
            CannotBeDoneError: some values are not valid; its details list them all.
        """
        complaints = []
        for prompt in all_prompts(self.kind, self.locale):
            written = given.get(parameter(prompt), ())
            found = [
                understood(prompt, each, self.kind, self.known, self.locale) if each.strip() else Answer()
                for each in written
            ]
            complaints += [
                f"{option(prompt, before)}: {line}" for each in found for line in each.complaint.splitlines()
            ]
            if prompt.repeated and found:
                self.answers[prompt.names] = tuple(",".join(each.values) for each in found)
            elif found:
                self.answers[prompt.names] = tuple(dict.fromkeys(value for each in found for value in each.values))
        if complaints:
            raise CannotBeDoneError(*complaints)

    def lacking(self) -> list[Prompt]:
        """Return the required questions that have neither an answer nor a default."""
        return [
            prompt
            for prompt in prompts(self.kind, self.locale, self.answers)
            if prompt.needed and not self._answered(prompt) and not self._default(prompt)
        ]

    def _answered(self, prompt: Prompt) -> bool:
        values = self.answers.get(prompt.names, ())
        return len([value for value in values if value]) >= (self._items(prompt) if prompt.repeated else 1)

    def _items(self, prompt: Prompt) -> int:
        """Return the number of items in the list that a question is about, at least 1 if there are no answers yet."""
        lengths = [len(values) for names, values in self.answers.items() if names[0] == prompt.names[0]]
        return max(lengths, default=1)

    def _default(self, prompt: Prompt) -> str:
        return default(prompt, self.known, self.language)

    def settle(self) -> None:
        """Fill in the defaults of all unanswered questions."""
        for prompt in prompts(self.kind, self.locale, self.answers):
            count = self._items(prompt) if prompt.repeated else 1
            values = self.answers.get(prompt.names, ())
            rest = (self._default(prompt),) * (count - len(values))
            if any((*values, *rest)):
                self.answers[prompt.names] = tuple(value or self._default(prompt) for value in (*values, *rest))

    def ask(self) -> None:
        """Ask all questions that have no answer yet.

        Raises:
            Abort: the input has ended, or was interrupted.
        """
        while True:
            asked = prompts(self.kind, self.locale, self.answers)
            prompt = next((each for each in asked if each.names not in self.answers), None)
            if prompt is None:
                return
            if prompt.repeated:
                self._ask_items([each for each in asked if each.names[0] == prompt.names[0]])
            else:
                self.answers[prompt.names] = self._ask(prompt, ",".join(self.before.get(prompt.names, ())))
                self.keep({**self.before, **self.answers})

    def _ask_items(self, asked: list[Prompt]) -> None:
        """Ask for the items of a list one by one, until the first question of an item is left empty."""
        if asked[0].names in self.answers and not any(prompt in self.lacking() for prompt in asked):
            # The command line options have answered all that is required: leave the optional fields empty.
            for prompt in asked:
                self.answers.setdefault(prompt.names, ("",) * self._items(prompt))
            return
        self.forget_answers(asked[0].names[0])
        items: list[list[str]] = []
        while True:
            item: list[str] = []
            for prompt in asked:
                earlier = self.before.get(prompt.names, ())
                held = earlier[len(items)] if len(items) < len(earlier) else ""
                more = bool(items) and not item and not held
                if more:
                    click.echo(err=True)
                    click.echo(self.say(N_("Another one? Press Enter if there is none.")), err=True)
                item.append(",".join(self._ask(prompt, held, may_be_empty=more)))
                rows = [*items, item]
                begun = {
                    each.names: tuple(row[number] for row in rows if number < len(row))
                    for number, each in enumerate(asked)
                }
                self.keep({**self.before, **self.answers, **begun})
                if more and not item[0]:
                    for number, each in enumerate(asked):
                        self.answers[each.names] = tuple(values[number] for values in items)
                    return
            items.append(item)

    def forget_answers(self, name: str) -> None:
        """Discard the answers about a field and its nested fields; keep them as defaults for the next time."""
        for names in [each for each in self.answers if each[0] == name]:
            self.before[names] = self.answers.pop(names)

    def _ask(self, prompt: Prompt, earlier: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """Ask a question until the answer is valid, and return its values; empty if the question was skipped.

        Args:
            prompt: the question.
            earlier: an earlier answer to offer as the default; may be empty.
            may_be_empty: whether even a required question may be skipped, because it would start another item.
        """
        guide = prompt.guide
        labels = self.known.labels(prompt, self.locale)
        held = earlier or ("" if may_be_empty else self._default(prompt))
        optional = may_be_empty or not (prompt.needed or held)
        click.echo(err=True)
        label = f"{prompt.of}: {guide.label}" if prompt.of else guide.label
        click.echo(f"{click.style(label, bold=True)}. {guide.help}", err=True)
        if guide.choices:
            click.echo("  " + "  ".join(f"{value} ({label})" for value, label in guide.choices), err=True)
        elif labels:
            several = N_("Write ids or names, several between commas; {sign} shows all.")
            text = several if guide.many else N_("Write an id or a name; {sign} shows all.")
            click.echo("  " + self.say(text, sign=_EVERYTHING), err=True)
        elif guide.example:
            click.echo("  " + self.say(N_("For example: {example}"), example=guide.example), err=True)
        if optional and not may_be_empty:
            click.echo("  " + self.say(N_("Press Enter to leave it out.")), err=True)
        while True:
            with _completing([*labels, *labels.values()]):
                written = self._prompt(held)
            if written == _EVERYTHING and labels:
                for id_, label in sorted(labels.items(), key=lambda pair: sort_key(pair[1], self.locale)):
                    click.echo(f"  {id_}  {printable(label)}", err=True)
            elif not written and optional:
                return ()
            elif not written:
                self._complain(self.say(N_("this is needed")))
            else:
                answer = understood(prompt, written, self.kind, self.known, self.locale)
                if not answer.complaint:
                    return answer.values
                self._complain(answer.complaint)
                # Offer the suggestion as the default, to be accepted with Enter.
                held = answer.instead or held

    def ask_id(self, proposed: str) -> str:
        """Ask for the id until it is valid, and return it.

        Args:
            proposed: the default; may be empty.
        """
        click.echo(err=True)
        what = self.say(N_("The name of the file, which never changes: a-z, 0-9 and hyphens."))
        click.echo(f"{click.style('Id', bold=True)}. {what}", err=True)
        while True:
            id_ = self._prompt(proposed)
            complaint = refused(("id",), id_, self.kind, self.locale)
            if not complaint:
                return id_
            self._complain(complaint)

    @staticmethod
    def _prompt(held: str) -> str:
        text = f"[{held}] " if held else ""
        # Readline completes names only if the prompt goes to stdout. If stdout is redirected, use stderr, so that the
        # prompt is not part of the output.
        away = not sys.stdout.isatty()
        return click.prompt(text, default=held, show_default=False, prompt_suffix="> ", err=away).strip()

    def forget(self, problems: tuple[Problem, ...]) -> bool:
        """Print problems and discard the answers that caused them, so that their questions are asked again.

        Args:
            problems: the problems of the entry that would be written.

        Returns:
            Whether asking again can help: whether any problem is about an answer, or about the id.
        """
        click.echo(err=True)
        for problem in problems:
            sentence = "; ".join(part for part in (problem.what, problem.allowed, problem.suggestion) if part)
            self._complain(f"{problem.field}: {sentence}" if problem.field else sentence)
        asked = {names[0] for names in self.answers}
        names = {problem.field.partition(".")[0].partition("[")[0] for problem in problems}
        for name in names & asked:
            self.forget_answers(name)
        # Problems without a field are about the file itself, and so about its name: the id is asked for again.
        return bool(names & {*asked, "id", ""})

    @staticmethod
    def _complain(sentence: str) -> None:
        for line in sentence.splitlines():
            click.echo(click.style(f"  {printable(line)}", fg="yellow"), err=True)


@contextmanager
def _completing(names: list[str]) -> Iterator[None]:
    """Complete names with the Tab key while in the ``with`` block, if the system has readline."""
    try:
        import readline  # noqa: PLC0415 - Windows has none
    except ImportError:
        yield
        return

    def complete(typed: str, state: int) -> str | None:
        space = typed[: len(typed) - len(typed.lstrip())]
        found = [name for name in names if fold(name).startswith(fold(typed.strip()))]
        return f"{space}{found[state]}" if state < len(found) else None

    before = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims(",")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before[0])
        readline.set_completer_delims(before[1])
