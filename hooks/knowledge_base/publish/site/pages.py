"""How a page is made: what it shows, through its template, in the shell, into its file. Every page goes this way.

A page that an earlier build has made stays as it is while all that it was made of does (`memory.trace`).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

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

# To copy a process takes as long as to make some pages.
_WORTH_A_PROCESS = 20


@dataclass(frozen=True, kw_only=True)
class Language:
    """The pages of a language.

    Attributes:
        pages: all of them.
        settings: what they say of the site as a whole.
        recorder: notes what they ask while they are made.
        answers: what they would be told now.
    """

    pages: tuple[PlannedPage, ...]
    settings: Settings
    recorder: Recorder
    answers: CurrentAnswers

    @cached_property
    def known(self) -> frozenset[str]:
        """The addresses of its pages."""
        return frozenset(page.chrome.address for page in self.pages)

    @cached_property
    def digest(self) -> bytes:
        """The digest of what all its pages have in common, besides the code."""
        return digest((self.settings, self.known & NAVIGATED))


def language_of(site: Site, settings: Settings) -> Language:
    """Return the pages of a site in its language, ready to be made."""
    recorder = Recorder()
    return Language(
        pages=plan_pages(recorder.site(site)), settings=settings, recorder=recorder, answers=CurrentAnswers(site)
    )


def make_page(root: Path, page: PlannedPage, language: Language) -> bytes:
    """Return a whole page, as it is published.

    Args:
        root: the repository, for its templates.
        page: the page.
        language: what it is among.
    """
    composed = render(root, page.view(), page.prose())
    surrounding = shell(page.chrome, language.settings, language.known, contents(composed.headings))
    return render_shell(root, surrounding, composed.html).encode()


def write_pages(root: Path, folder: Path, languages: Sequence[Language], memory: Memory, workers: int) -> int:
    """Put the pages into a site, but for those that stand there and would be the same, and note them in the memory.

    Args:
        root: the repository, for its templates.
        folder: of the site.
        languages: the pages.
        memory: what the build before has left; afterwards what this one leaves.
        workers: how many processes to do it in.

    Returns:
        How many pages were made.

    Raises:
        OSError: a page can't be written.
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

    # Language after language: a share then asks for the cards and templates of one, not of each.
    for made in in_shares(make, stale, workers if len(stale) > _WORTH_A_PROCESS else 1):
        kept |= made.in_memory(memory)
    memory.pages = kept
    return len(stale)


def _inputs(language: Language, page: PlannedPage) -> bytes:
    """Return the digest of what a page is given; all else it asks for."""
    return digest((language.digest, page.chrome, page.prose()))


def _still_right(memory: Memory, path: Path, language: Language, page: PlannedPage) -> KeptPage | None:
    """Return what is known of a page if it is as it was; nothing if it has to be made."""
    before = memory.pages.get(page.chrome.url)
    if before is None or before.inputs != _inputs(language, page):
        return None
    if language.answers.of_all(memory.questions[place] for place in array("I", before.questions)) != before.answers:
        return None
    return _as_written(path, before)


def _as_written(path: Path, before: KeptPage) -> KeptPage | None:
    """Return what is known of a page if its file is what was written; it is read only if it may have been touched."""
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
    """What a share of the pages came to. Its pages refer to its own questions, since it comes from another process."""

    pages: dict[str, KeptPage]
    questions: list[Question]

    def in_memory(self, memory: Memory) -> dict[str, KeptPage]:
        """Return the pages as they refer to the questions of a memory, which gets those that it has not."""
        places = {question: place for place, question in enumerate(memory.questions)}
        for question in self.questions:
            places.setdefault(question, len(places))
        memory.questions = list(places)
        ours = [places[question] for question in self.questions]
        return {
            url: replace(page, questions=array("I", [ours[place] for place in array("I", page.questions)]).tobytes())
            for url, page in self.pages.items()
        }


def _make(root: Path, folder: Path, share: Sequence[tuple[Language, PlannedPage]]) -> _Made:
    places: dict[Question, int] = {}
    pages = {}
    for language, page in share:
        with language.recorder.recording() as questions:
            output = make_page(root, page, language)
        path = folder / page.chrome.url
        if not _has(path, output):
            write_whole(path, output)
        found = path.stat()
        pages[page.chrome.url] = KeptPage(
            inputs=_inputs(language, page),
            questions=array("I", [places.setdefault(asked, len(places)) for asked in questions]).tobytes(),
            answers=language.answers.of_all(questions),
            output=digest(output),
            size=found.st_size,
            modified=found.st_mtime_ns,
        )
    return _Made(pages, list(places))


def _has(path: Path, content: bytes) -> bool:
    """Whether a file is there, with this content."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content
