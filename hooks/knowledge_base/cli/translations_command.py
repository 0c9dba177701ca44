"""``kb translations``: list translations that need work, and confirm that one is up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.hashing import text_hash
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, Option, lang_option, refusing, root_option
from knowledge_base.contribute.repository import (
    CannotBeDoneError,
    entries_of,
    entry_of,
    put,
)
from knowledge_base.contribute.translation_state import (
    Passage,
    State,
    TextChange,
    Wanted,
    changed_since,
    confirmed,
    wanted_translations,
)
from knowledge_base.history import earlier_contents
from knowledge_base.locale import N_, Locale, message
from knowledge_base.problems import printable


@click.command(
    cls=Command,
    help=N_("List the translations that are missing, unfinished or older than their original.")
    + "\n\n"
    + N_("Where the history of the repository has what was translated, the words that changed since are shown.")
    + "\n\n"
    + N_("With --mark ID you say that a translation is right again: only its source_hash changes."),
)
@click.option(
    "--mark",
    "ids",
    cls=Option,
    metavar="ID",
    multiple=True,
    help=N_("The entry whose translation says again what the original says. May be given more than once."),
)
@root_option
@lang_option
def translations(ids: tuple[str, ...], root: Path, locale: Locale) -> None:
    """List translations that need work, or with ``--mark`` confirm some."""
    entries = entries_of(root)
    if ids:
        with refusing(locale):
            for id_ in ids:
                click.echo(_mark(root, entries, id_, locale))
        return
    wanted = wanted_translations(entries)
    for heading, found in _by_heading(wanted):
        click.echo(click.style(f"{message(locale, heading)}: {len(found)}", bold=True))
        for each in found:
            click.echo(f"  {_file(each)}  {printable(str(each.entry.record.title))}")
            if each.state is State.STALE:
                for line in _changes(root, each.entry, locale):
                    click.echo(f"      {line}")
    if any(each.state is State.STALE for each in wanted):
        click.echo(message(locale, N_("When one is right again: kb translations --mark ID")), err=True)
    if not wanted:
        click.echo(message(locale, N_("Everything is translated, and no original has changed since.")), err=True)


_HEADINGS: Mapping[tuple[Locale, State], str] = {
    (Locale.ES, State.MISSING): N_("Without a translation into Spanish"),
    (Locale.ES, State.DRAFT): N_("Unfinished translations into Spanish"),
    (Locale.ES, State.STALE): N_("Translations into Spanish that are older than the original"),
    (Locale.EN, State.MISSING): N_("Without a translation into English"),
    (Locale.EN, State.DRAFT): N_("Unfinished translations into English"),
    (Locale.EN, State.STALE): N_("Translations into English that are older than the original"),
}


def _by_heading(wanted: tuple[Wanted, ...]) -> Iterator[tuple[str, list[Wanted]]]:
    for (locale, state), heading in _HEADINGS.items():
        if found := [each for each in wanted if each.locale is locale and each.state is state]:
            yield heading, found


def _file(wanted: Wanted) -> str:
    """Return the file to work on: the translation, or the original if there is none yet."""
    return str(wanted.entry.in_(wanted.locale).page.source.path)


def _changes(root: Path, entry: Entry, locale: Locale) -> Iterator[str]:
    """Yield what changed in an original since it was translated, one line per text."""
    passages = changed_since(entry, earlier_contents(root, entry.versions[entry.original].page.source.path))
    if passages is None:
        yield message(locale, N_("what changed is not known: the history does not have what was translated"))
        return
    for passage in passages:
        field = passage.field or message(locale, N_("text"))
        yield f"{field}: {' '.join(_marked(passage))}"


_CONTEXT = 6


def _marked(passage: Passage) -> Iterator[str]:
    """Yield the word diff of a passage in the style of ``git diff --word-diff``, with some words of context."""
    for place, (change, text) in enumerate(passage.pieces):
        words = printable(text)
        if change is TextChange.REMOVED:
            yield click.style(f"[-{words}-]", fg="red")
        elif change is TextChange.ADDED:
            yield click.style(f"{{+{words}+}}", fg="green")
        else:
            run = words.split(" ")
            first, last = place == 0, place == len(passage.pieces) - 1
            if len(run) > _CONTEXT * (1 if first or last else 2):
                run = [*([] if first else run[:_CONTEXT]), "…", *([] if last else run[-_CONTEXT:])]
            yield " ".join(run)


_UNTRANSLATED = frozenset({"text-untranslated", "body-untranslated"})
"""The rules that texts of a translation are there, and not in the language of the original."""


def _mark(root: Path, entries: Mapping[str, Entry], id_: str, locale: Locale) -> str:
    """Set the ``source_hash`` of a translation to the current hash of its original, and return a message.

    Raises:
        CannotBeDoneError: there is no translation, texts of it are missing, or the hash could not be found in its file.
    """
    entry = entry_of(entries, id_, locale)
    version = entry.versions.get(entry.original.other)
    if version is None or version.translation is None:
        raise CannotBeDoneError(message(locale, N_("{id!r} has no translation; kb translate begins one"), id=id_))
    path = version.page.source.path
    if not version.stale:
        return message(locale, N_("{path} is up to date already"), path=path)
    untranslated = [
        problem
        for problem in check_content(root).problems
        if problem.path in (path, entry.versions[entry.original].page.source.path) and problem.rule in _UNTRANSLATED
    ]
    if untranslated:
        what = message(locale, N_("{path} is not confirmed, because texts of it are not translated:"), path=path)
        raise CannotBeDoneError(what, *map(str, untranslated))
    original = entry.versions[entry.original]
    current = text_hash(entry.kind.record, original.page.tree.data, original.body)
    position = version.page.tree.position(("translation", "source_hash"))
    data = confirmed((root / path).read_bytes(), position, version.translation.source_hash, current)
    if data is None:
        what = N_("{path} can't be changed in that one place only: write source_hash {hash!r} yourself")
        raise CannotBeDoneError(message(locale, what, path=path, hash=current))
    put(root, path, data, locale, instead=True)
    return message(locale, N_("{path} is confirmed: source_hash {hash!r}"), path=path, hash=current)
