"""Migrates a repository, or some of its files, from every earlier model to the present one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from knowledge_base.assemble.vocabularies import load_vocabularies
from knowledge_base.contribute.migrate.agreements import Left, migrated
from knowledge_base.contribute.migrate.dates import PAIRS, moved_dates
from knowledge_base.contribute.migrate.documents import naming_documents
from knowledge_base.contribute.migrate.lines import NotMovedError
from knowledge_base.contribute.migrate.meetings import moved_countries, moved_meeting
from knowledge_base.contribute.migrate.practices import migrated_practice
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KIND_BY_FOLDER, MEETING, PRACTICE
from knowledge_base.parse.document import parse_list
from knowledge_base.read import SourceFile, Unwritten, read_vocabulary

COUNTRIES = PurePosixPath("vocabularies", "countries.yml")
"""The vocabulary that has an earlier model too."""

_Step = Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Migration:
    """What a migration changes. A file is in one of the two, and is changed as a whole or not at all.

    Attributes:
        before: the texts of the files that change, with their line ends.
        after: the new texts of the same files.
        left: the lines that no program can move, by file: a person has to.
    """

    before: Mapping[PurePosixPath, str]
    after: Mapping[PurePosixPath, str]
    left: Left


def migration(
    root: Path, only: Collection[PurePosixPath] | None = None, unwritten: Unwritten | None = None, *, naming: bool
) -> Migration:
    """Return what the migration of a repository changes; what is of the present model stays as it is.

    Args:
        root: the repository.
        only: the files to migrate, and what in others refers to their parts; ``None`` for all.
        unwritten: files to be read instead of those on disk, or in addition to them, as UTF-8.
        naming: whether sources that repeat a document of the list are made to name it.

    Raises:
        OSError: a file can't be read.
    """
    before, left = _read(root, unwritten or {})
    after = dict(before)
    steps = _steps(root)
    for path, text in before.items():
        if only is None or path in only:
            try:
                after[path] = _through(steps(path), text)
            except (NotMovedError, ValueError) as error:
                left[path] = error.lines if isinstance(error, NotMovedError) else (str(error),)
    sound = {path: text for path, text in after.items() if path not in left and path != COUNTRIES}
    refs, undecided = migrated((_source(path, text) for path, text in sound.items()), only)
    after |= {path: text.replace("\n", "\r\n") if "\r\n" in before[path] else text for path, text in refs.items()}
    left |= undecided
    documents = load_vocabularies(root)[0].documents.values() if naming else ()
    for path in sound if naming else ():
        if only is None or path in only:
            after[path] = naming_documents(after[path], documents)
    changed = {path for path in before if path not in left and after[path] != before[path]}
    return Migration(
        before={path: before[path] for path in sorted(changed)},
        after={path: after[path] for path in sorted(changed)},
        left=dict(sorted(left.items())),
    )


def _read(root: Path, unwritten: Unwritten) -> tuple[dict[PurePosixPath, str], Left]:
    """Return the texts of all entries and of the vocabulary of countries, and the files that are not UTF-8."""
    texts: dict[PurePosixPath, str] = {}
    left: Left = {}
    there = {PurePosixPath(path.relative_to(root)) for path in _files(root)}
    for path in sorted(there | {*unwritten}):
        try:
            texts[path] = (unwritten[path] if path in unwritten else (root / path).read_bytes()).decode("utf-8")
        except UnicodeDecodeError as error:
            left[path] = (str(error),)
    return texts, left


def _files(root: Path) -> Iterator[Path]:
    for locale in Locale:
        for folder in KIND_BY_FOLDER:
            top = root / "docs" / locale / folder
            # Path.glob passes over folders that it may not read.
            found = top.iterdir() if top.is_dir() else ()
            yield from (path for path in found if path.suffix == ".md" and not path.is_symlink())
    if (root / COUNTRIES).is_file() and not (root / COUNTRIES).is_symlink():
        yield root / COUNTRIES


def _steps(root: Path) -> Callable[[PurePosixPath], tuple[_Step, ...]]:
    """Return what finds the steps for a file, in the order in which the model changed."""
    bodies, countries = (
        [item for item in parse_list(read_vocabulary(root, name)[0])[0].data if isinstance(item, Mapping)]
        for name in ("bodies", "countries")
    )
    conference = next((body["id"] for body in bodies if "part_of" not in body and "outside" not in body), "")
    outside = {str(body.get("id")) for body in bodies if body.get("outside") == "true"}
    members = {str(country.get("id")) for country in countries if _member(country)}

    def steps(path: PurePosixPath) -> tuple[_Step, ...]:
        if path == COUNTRIES:
            return (partial(moved_countries, conference=conference),)
        folder = path.parts[2]
        dates = (partial(moved_dates, pair=PAIRS[folder]),) if folder in PAIRS else ()
        if folder == MEETING.folder:
            return (*dates, partial(moved_meeting, members=members, outside=outside))
        return (*dates, migrated_practice) if folder == PRACTICE.folder else dates

    return steps


def _member(country: Mapping[str, object]) -> bool:
    held = country.get("memberships")
    listed = isinstance(held, list) and any(
        item.get("status") == "member" for item in held if isinstance(item, Mapping)
    )
    return country.get("member") == "true" or listed


def _through(steps: tuple[_Step, ...], text: str) -> str:
    for step in steps:
        text = step(text)
    return text


def _source(path: PurePosixPath, text: str) -> SourceFile:
    address = "/".join(path.parts[2:]).removesuffix(".md")
    return SourceFile(path=path, locale=Locale(path.parts[1]), address=address, text=text.replace("\r\n", "\n"))
