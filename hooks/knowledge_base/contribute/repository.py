"""The repository, as those who write in it need it: its entries with their texts, and a way to put a file in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.pairing import assemble
from knowledge_base.check.run import check_content
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.kinds import Kind
from knowledge_base.parse.document import parse_document
from knowledge_base.problems import Position, Problem, Severity
from knowledge_base.read import read_docs
from knowledge_base.suggest import nearest
from knowledge_base.write import write_whole


class CannotBeDoneError(KnowledgeBaseError):
    """What was asked for can't be done.

    Attributes:
        sentences: why, in the language of whoever asked; the first says it, the others tell more.
    """

    def __init__(self, *sentences: str) -> None:
        super().__init__("{lines}", lines="\n".join(sentences))
        self.sentences = sentences


def entries_of(root: Path) -> dict[str, Entry]:
    """Return the entries of a repository by id, with their texts, those that are not published included."""
    assembly = assemble(parse_document(source)[0] for source in read_docs(root)[0])
    return {entry.id: entry for entry in assembly.entries}


def entry_of(entries: Mapping[str, Entry], id_: str, locale: Locale) -> Entry:
    """Return the entry of an id.

    Raises:
        CannotBeDoneError: there is none, or it could not be read whole.
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
    """Return where the file of an entry stands."""
    return PurePosixPath("docs", locale, kind.folder, f"{id_}.md")


def problems_with(root: Path, path: PurePosixPath, data: bytes) -> tuple[Problem, ...]:
    """Return what would be wrong if a file stood in the repository: with it, and what it would break elsewhere.

    Args:
        root: the repository.
        path: where the file would stand.
        data: what would be in it.

    Returns:
        The errors and warnings of the file, and the errors that other files do not have without it.
    """
    problems = check_content(root, {path: data}).problems
    elsewhere = [problem for problem in problems if problem.path != path and problem.severity is Severity.ERROR]
    # Where a line stands may change without it being wrong for another reason.
    before = {replace(problem, position=Position()) for problem in (check_content(root).problems if elsewhere else ())}
    broken = [problem for problem in elsewhere if replace(problem, position=Position()) not in before]
    return (*(problem for problem in problems if problem.path == path), *broken)


def refuse_errors(problems: Iterable[Problem], called: str, locale: Locale) -> None:
    """Let nothing be written that the check would not pass.

    Args:
        problems: what would be wrong.
        called: what the file is called that would be written.
        locale: the language of whoever asks.

    Raises:
        CannotBeDoneError: there are errors among the problems.
    """
    if errors := [problem for problem in problems if problem.severity is Severity.ERROR]:
        what = message(locale, N_("nothing was written, because {name} would not pass the check:"), name=called)
        raise CannotBeDoneError(what, *(str(problem) for problem in errors))


def refuse_taken(root: Path, path: PurePosixPath, locale: Locale, *, instead: bool = False, way_out: str = "") -> None:
    """Let nothing be written over a file, or out of the repository.

    Args:
        root: the repository.
        path: the place of a file, relative to it.
        locale: the language of whoever asks.
        instead: whether the file may take the place of another.
        way_out: an English message that says how it may, where there is a way.

    Raises:
        CannotBeDoneError: there is a file already, or a symbolic link on the way to it.
    """
    for way in (*reversed(path.parents), path):
        if way.parts and (root / way).is_symlink():
            what = N_("{path} is a symbolic link, and nothing is written through one")
            raise CannotBeDoneError(message(locale, what, path=way))
    if (root / path).exists() and not instead:
        what = message(locale, N_("{path} is there already, and stays as it is"), path=path)
        raise CannotBeDoneError("; ".join((what, message(locale, way_out)) if way_out else (what,)))


def put(root: Path, path: PurePosixPath, data: bytes, locale: Locale, *, instead: bool = False) -> None:
    """Put a file into the repository, whole or not at all.

    Args:
        root: the repository.
        path: its place, relative to it.
        data: what is in it.
        locale: the language of whoever asks.
        instead: whether it may take the place of another.

    Raises:
        CannotBeDoneError: as from `refuse_taken`.
    """
    refuse_taken(root, path, locale, instead=instead)
    write_whole(root / path, data, durable=True)
