"""Rules on what a proposal (pull request) may change: anybody may change entries, only editors the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from knowledge_base.assemble.address_book import ADDRESS_FILE
from knowledge_base.attachments.limits import LARGEST_FILE
from knowledge_base.attachments.stored import is_file_path
from knowledge_base.history import Committed
from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.choices import Status
from knowledge_base.model.vocabularies import TERM_MODELS
from knowledge_base.parse.document import Page
from knowledge_base.problems import Position, Problem
from knowledge_base.read import LARGEST_TEXT, TOO_LARGE

_ORDINARY = frozenset({"100644", "100755"})
"""The git modes of regular files; others are symbolic links and submodules."""

_PUBLIC = frozenset(status.value for status in Status if status.public)
_VOCABULARIES = frozenset(PurePosixPath("vocabularies", f"{name}.yml") for name in TERM_MODELS)


class Author(StrEnum):
    """The role of the author of a proposal."""

    EDITOR = "editor"
    CONTRIBUTOR = "contributor"


@dataclass(frozen=True)
class RefusedFile:
    """A file that a proposal may not change.

    Attributes:
        path: the file.
        what: what is wrong (English; ``es.po`` has the Spanish).
        allowed: what to do instead (likewise).
    """

    path: PurePosixPath
    what: str
    allowed: str

    def sentence(self, locale: Locale) -> str:
        """Return the reason in a language."""
        return f"{message(locale, self.what)}; {message(locale, self.allowed)}"


def changed_files(
    before: Mapping[PurePosixPath, Committed], after: Mapping[PurePosixPath, Committed]
) -> tuple[PurePosixPath, ...]:
    """Return the paths of files that were added, changed or deleted, sorted."""
    return tuple(sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)))


def is_entry(path: PurePosixPath) -> bool:
    """Whether a file is the text of an entry: Markdown in the folder of a language, not hidden."""
    parts = path.parts
    in_folder = len(parts) > 2 and parts[0] == "docs" and parts[1] in set(Locale)
    return in_folder and path.suffix == ".md" and not any(part.startswith(".") for part in parts)


def may_propose(path: PurePosixPath) -> bool:
    """Whether a file is one that anybody may propose: the text of an entry, or a file beside one."""
    return is_entry(path) or is_file_path(path)


def is_content(path: PurePosixPath, author: Author) -> bool:
    """Whether the review takes a file from the proposal. All others are taken from the main branch."""
    if author is Author.EDITOR:
        return path.parts[0] == "docs" or path in _VOCABULARIES or path == PurePosixPath(ADDRESS_FILE)
    return may_propose(path)


def refusals(
    changed: Iterable[PurePosixPath], after: Mapping[PurePosixPath, Committed], author: Author
) -> Iterator[RefusedFile]:
    """Yield the changed files that a proposal may not change, and those that are too large.

    Args:
        changed: the files that it changes.
        after: all files of the proposal.
        author: the role of its author. Editors may change everything, but not add links or submodules either.
    """
    for path in changed:
        file = after.get(path)
        if file and (file.mode not in _ORDINARY or ".." in path.parts):
            what = N_("symbolic links and other repositories are not accepted")
            yield RefusedFile(path, what, N_("put the file itself here"))
        elif author is Author.EDITOR or may_propose(path):
            if file and is_content(path, author) and (refusal := too_large(path, file.size)):
                yield refusal
        elif path in _VOCABULARIES:
            what = N_("the vocabularies are kept by the editors, in both languages")
            yield RefusedFile(path, what, N_("leave the file as it is, and say in the proposal which term is missing"))
        else:
            what = N_("a proposal of content changes only Markdown files in docs/es/ and docs/en/, and docs/files/")
            yield RefusedFile(
                path, what, N_("leave the file as it is, or propose this change by itself, to the editors")
            )


def too_large(path: PurePosixPath, size: int) -> RefusedFile | None:
    """Return a refusal if a file is larger than a text, or one beside an entry than those may be; else ``None``."""
    if is_file_path(path):
        what, allowed = N_("the file is too large for an entry"), N_("make it smaller: a lower resolution, fewer pages")
        return RefusedFile(path, what, allowed) if size > LARGEST_FILE else None
    return RefusedFile(path, *TOO_LARGE) if size > LARGEST_TEXT else None


def status_problems(before: Mapping[PurePosixPath, Page], after: Mapping[PurePosixPath, Page]) -> Iterator[Problem]:
    """Yield problems where a proposal publishes, replaces, withdraws or deletes an entry: only editors may.

    Args:
        before: the changed files as they are on the main branch.
        after: the same files in the proposal.
    """
    for path in sorted(before.keys() | after.keys()):
        old, new = (_status(pages.get(path)) for pages in (before, after))
        page = after.get(path) or before[path]
        if old == new or not {old, new} & _PUBLIC:
            continue
        field = ("status",)
        what = message(page.source.locale, N_("only an editor publishes, replaces or withdraws an entry"))
        if path in after:
            allowed = message(page.source.locale, N_("write {value}"), value=f"status: {old or Status.IN_REVIEW}")
            yield page.problem(page.tree.position(field), field, "status-by-editors", what, allowed)
        else:
            allowed = message(page.source.locale, N_("leave the file where it is"))
            yield page.problem(Position(), (), "status-by-editors", what, allowed)


def _status(page: Page | None) -> str | None:
    """Return the status in a file; ``None`` if it has none, as translations and standalone pages."""
    status = page.tree.data.get("status") if page else None
    return status if isinstance(status, str) else None


def shown(page: Page) -> str | None:
    """Return the text of an unpublished entry with its status set to published; ``None`` for any other file.

    With it, the preview of a proposal shows the entry as it will look once it is published.
    """
    status, offset = _status(page), page.tree.values.get(("status",))
    if status is None or status in _PUBLIC or status not in set(Status) or offset is None:
        return None
    text = page.source.text
    # The offset counts from the line after the first fence, which is line 1: anything above it is an error.
    start = text.index("\n") + 1 + offset
    start += text[start] in "\"'"
    return f"{text[:start]}{Status.PUBLISHED}{text[start + len(status) :]}"
