"""Access to the repository for commands that write: load entries, check a file before it is written, and write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.pairing import assemble
from knowledge_base.check.run import check_content
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import Kind
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Position, Problem, Severity
from knowledge_base.read import Unwritten, read_docs
from knowledge_base.suggest import nearest
from knowledge_base.write import write_whole


class CannotBeDoneError(KnowledgeBaseError):
    """A command cannot be carried out.

    Attributes:
        sentences: the reason, in the language of the user; the first is the error, the others give details.
    """

    def __init__(self, *sentences: str) -> None:
        super().__init__("{lines}", lines="\n".join(sentences))
        self.sentences = sentences


def entries_of(root: Path) -> dict[str, Entry]:
    """Return all entries of a repository by id, including unpublished ones, with their source text and positions."""
    assembly = assemble(parse_document(source)[0] for source in read_docs(root)[0])
    return {entry.id: entry for entry in assembly.entries}


def entry_of(entries: Mapping[str, Entry], id_: str, locale: Locale) -> Entry:
    """Look up an entry.

    Raises:
        CannotBeDoneError: there is none, or it is not valid.
    """
    if id_ not in entries:
        what = message(locale, N_("there is no entry {id!r}"), id=id_)
        near = nearest(id_, {entry.id: _titles(entry) for entry in entries.values()})
        found = message(locale, N_("did you mean {value!r}?"), value=near) if near else ""
        raise CannotBeDoneError("; ".join(part for part in (what, found) if part))
    entry = entries[id_]
    if not entry.sound or not all(version.page.tree.complete for version in entry.versions.values()):
        raise CannotBeDoneError(message(locale, N_("{id!r} has errors: correct first what kb check says"), id=id_))
    return entry


def _titles(entry: Entry) -> tuple[str, ...]:
    return tuple(str(version.record.title) for version in entry.versions.values() if version.record.title)


def place_of(kind: Kind, id_: str, locale: Locale) -> PurePosixPath:
    """Return the path of the file of an entry, relative to the repository."""
    return PurePosixPath("docs", locale, kind.folder, f"{id_}.md")


def problems_with(
    root: Path, path: PurePosixPath, data: bytes, beside: Unwritten = MappingProxyType({})
) -> tuple[Problem, ...]:
    """Check a file as if it were in the repository.

    Args:
        root: the repository.
        path: the path of the file.
        data: its content.
        beside: files that come with it.

    Returns:
        The errors and warnings in the file and those that come with it, and the errors that they would cause in other
        files.
    """
    files = {**beside, path: data}
    problems = check_content(root, files).problems
    elsewhere = [problem for problem in problems if problem.path not in files and problem.severity is Severity.ERROR]
    # Compare without positions, as the same error counts as old even if it is reported elsewhere in its file.
    before = {replace(problem, position=Position()) for problem in (check_content(root).problems if elsewhere else ())}
    broken = [problem for problem in elsewhere if replace(problem, position=Position()) not in before]
    return (*(problem for problem in problems if problem.path in files), *broken)


def refuse_errors(problems: Iterable[Problem], called: str, locale: Locale) -> None:
    """Raise if a file that is about to be written has errors.

    Args:
        problems: the problems of the file.
        called: the name of the file for the message.
        locale: the language of the message.

    Raises:
        CannotBeDoneError: there are errors among the problems; its details list them.
    """
    if errors := [problem for problem in problems if problem.severity is Severity.ERROR]:
        what = message(locale, N_("nothing was written, because {name} would not pass the check:"), name=called)
        raise CannotBeDoneError(what, *(str(problem) for problem in errors))


def refuse_taken(root: Path, path: PurePosixPath, locale: Locale, *, instead: bool = False, way_out: str = "") -> None:
    """Raise if writing a file would overwrite another one, or follow a symbolic link out of the repository.

    Args:
        root: the repository.
        path: the path of the file, relative to the repository.
        locale: the language of the message.
        instead: whether it may overwrite a file.
        way_out: an English message that says how to overwrite, to be added to the error; may be empty.

    Raises:
        CannotBeDoneError: the file exists, or the path has a symbolic link in it.
    """
    for way in (*reversed(path.parents), path):
        if way.parts and (root / way).is_symlink():
            what = N_("{path} is a symbolic link, and nothing is written through one")
            raise CannotBeDoneError(message(locale, what, path=way))
    if (root / path).exists() and not instead:
        what = message(locale, N_("{path} is there already, and stays as it is"), path=path)
        raise CannotBeDoneError("; ".join((what, message(locale, way_out)) if way_out else (what,)))


def put(root: Path, path: PurePosixPath, data: bytes, locale: Locale, *, instead: bool = False) -> None:
    """Write a file into the repository atomically, and wait until it is on disk.

    Args:
        root: the repository.
        path: the path of the file, relative to the repository.
        data: its content.
        locale: the language of error messages.
        instead: whether it may overwrite a file.

    Raises:
        CannotBeDoneError: as from `refuse_taken`.
        OSError: it can't be written.
    """
    refuse_taken(root, path, locale, instead=instead)
    write_whole(root / path, data, durable=True)
