"""Builds every page: view, template, shell, file.

The page of an earlier build is kept as long as nothing that it was made from has changed (`memory.trace`).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from knowledge_base.markdown.html import Prose
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import KeptPage, Memory
from knowledge_base.memory.trace import CurrentAnswers, Question, Recorder
from knowledge_base.processes import in_shares
from knowledge_base.render.contents import contents
from knowledge_base.render.templates import render, render_shell
from knowledge_base.view.parts.navigation import NAVIGATED
from knowledge_base.view.parts.shell import Settings, shell
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import PlannedPage, plan_pages
from knowledge_base.write import write_whole

# Below this number of pages, forking a process costs more than it saves.
_WORTH_A_PROCESS = 20


@dataclass(frozen=True, kw_only=True)
class Language:
    """The pages of one language.

    Attributes:
        pages: all pages.
        settings: the settings of the site in this language.
        recorder: records what the pages read while they are made.
        answers: the current values of what they read.
    """

    pages: tuple[PlannedPage, ...]
    settings: Settings
    recorder: Recorder
    answers: CurrentAnswers

    @cached_property
    def known(self) -> frozenset[str]:
        """The addresses of all its pages."""
        return frozenset(page.chrome.address for page in self.pages)

    @cached_property
    def digest(self) -> bytes:
        """The digest of the inputs that all its pages share, other than the code."""
        return digest((self.settings, self.known & NAVIGATED))


def language_of(site: Site, settings: Settings) -> Language:
    """Plan the pages of a site, with a recorder of what they read."""
    recorder = Recorder()
    return Language(
        pages=plan_pages(recorder.site(site)), settings=settings, recorder=recorder, answers=CurrentAnswers(site)
    )


def make_page(root: Path, page: PlannedPage, language: Language) -> bytes:
    """Return the HTML of a page, as published.

    Args:
        root: the repository, for its templates.
        page: the page.
        language: all pages of its language, and its settings.
    """
    return _made(root, page, language, page.prose())


def _made(root: Path, page: PlannedPage, language: Language, prose: Prose | None) -> bytes:
    composed = render(root, page.view(), prose)
    surrounding = shell(page.chrome, language.settings, language.known, contents(composed.headings))
    return render_shell(root, surrounding, composed.html).encode()


def write_pages(root: Path, folder: Path, languages: Sequence[Language], memory: Memory, workers: int) -> int:
    """Write the pages that are new or out of date into a site, and update the memory.

    Args:
        root: the repository, for its templates.
        folder: the folder of the site.
        languages: the pages of each language.
        memory: the memory of the previous build; updated in place.
        workers: the maximum number of processes.

    Returns:
        The number of pages made.

    Raises:
        OSError: a page could not be written.
    """
    pages = {page.chrome.url: (language, page) for language in languages for page in language.pages}
    kept: dict[str, KeptPage] = {}
    stale: list[tuple[Language, PlannedPage]] = []
    for url, (language, page) in pages.items():
        still = _still_right(memory, folder / url, language, page)
        if still:
            kept[url] = still
        else:
            stale.append((language, page))

    def make(share: Sequence[tuple[Language, PlannedPage]]) -> _Made:
        return _make(root, folder, share)

    # Ordered by language: most shares then need the cards and compiled templates of one language only.
    places = {question: place for place, question in enumerate(memory.questions)}
    for made in in_shares(make, stale, workers if len(stale) > _WORTH_A_PROCESS else 1):
        kept |= made.placed(places)
    memory.questions = list(places)
    memory.pages = kept
    return len(stale)


def _inputs(language: Language, page: PlannedPage, prose: Prose | None) -> bytes:
    """Return the digest of the inputs passed to a page; everything else it reads is recorded."""
    return digest((language.digest, page.chrome, prose))


def _still_right(memory: Memory, path: Path, language: Language, page: PlannedPage) -> KeptPage | None:
    """Return the record of a page if it is up to date; ``None`` if it has to be made."""
    before = memory.pages.get(page.chrome.url)
    if before is None or before.inputs != _inputs(language, page, page.prose()):
        return None
    if language.answers.of_all(memory.questions[place] for place in array("I", before.questions)) != before.answers:
        return None
    return _as_written(path, before)


def _as_written(path: Path, before: KeptPage) -> KeptPage | None:
    """Return the record of a page if its file is unchanged; the file is read only if its size or time differ."""
    try:
        found = path.stat()
        if (found.st_size, found.st_mtime_ns) == (before.size, before.modified):
            return before
        if path.is_symlink() or digest(path.read_bytes()) != before.output:
            return None
    except OSError:
        return None
    return replace(before, size=found.st_size, modified=found.st_mtime_ns)


@dataclass(frozen=True)
class _Made:
    """The result of one share of the pages, from another process; its pages index its own list of questions."""

    pages: dict[str, KeptPage]
    questions: list[Question]

    def placed(self, places: dict[Question, int]) -> dict[str, KeptPage]:
        """Return the pages with indexes into the questions of a memory, to which missing ones are added."""
        ours = [places.setdefault(question, len(places)) for question in self.questions]
        return {
            url: replace(page, questions=array("I", [ours[place] for place in array("I", page.questions)]).tobytes())
            for url, page in self.pages.items()
        }


def _make(root: Path, folder: Path, share: Sequence[tuple[Language, PlannedPage]]) -> _Made:
    places: dict[Question, int] = {}
    pages = {}
    for language, page in share:
        with language.recorder.recording() as questions:
            prose = page.prose()
            output = _made(root, page, language, prose)
        path = folder / page.chrome.url
        if not _has(path, output):
            write_whole(path, output)
        found = path.stat()
        pages[page.chrome.url] = KeptPage(
            inputs=_inputs(language, page, prose),
            questions=array("I", [places.setdefault(asked, len(places)) for asked in questions]).tobytes(),
            answers=language.answers.of_all(questions),
            output=digest(output),
            size=found.st_size,
            modified=found.st_mtime_ns,
        )
    return _Made(pages, list(places))


def _has(path: Path, content: bytes) -> bool:
    """Whether a file exists and has this content."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content
