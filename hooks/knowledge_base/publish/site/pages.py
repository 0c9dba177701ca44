"""Builds every page (view, template, shell, file) with the data beside it, and every file of data.

What an earlier build wrote is kept as long as nothing that it was made from has changed (`memory.recording`).
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from stat import S_ISREG

from knowledge_base.memory.digests import digest
from knowledge_base.memory.recording import Question, Recorder
from knowledge_base.memory.store import KeptPage, Memory, WrittenFile
from knowledge_base.processes import in_shares, is_worker
from knowledge_base.progress import Progress
from knowledge_base.publish.data.linked_data import dublin_core, linked_data
from knowledge_base.publish.data.markdown_twin import markdown_twin
from knowledge_base.publish.data.plan import PlannedData, data_beside, plan_data
from knowledge_base.publish.search.document import read_document
from knowledge_base.publish.search.kept import keep
from knowledge_base.publish.site.trace import answers_of, recorded_site
from knowledge_base.render.contents import contents
from knowledge_base.render.templates import render, render_shell
from knowledge_base.view.parts.navigation import NAVIGATED
from knowledge_base.view.parts.other_forms import has_twin, twin_path
from knowledge_base.view.parts.search_record import record_of
from knowledge_base.view.parts.shell import Settings, shell
from knowledge_base.view.parts.site import Site
from knowledge_base.view.plan import PlannedPage, plan_pages
from knowledge_base.write import write_whole

# Below this number of pages, forking a process costs more than it saves.
_WORTH_A_PROCESS = 20

_STAGE = "pages"


@dataclass(frozen=True, kw_only=True)
class Language:
    """The pages of one language.

    Attributes:
        pages: all pages.
        data: all files of data, besides those that are made with a page.
        settings: the settings of the site in this language.
        recorder: records what pages and files read while they are made.
        site: the content that they read.
        recorded: the same, as they are given it.
    """

    pages: tuple[PlannedPage, ...]
    data: tuple[PlannedData, ...]
    settings: Settings
    recorder: Recorder
    site: Site
    recorded: Site

    @property
    def planned(self) -> tuple[Planned, ...]:
        """All that is planned."""
        return (*self.pages, *self.data)

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
    recorded = recorded_site(site, recorder)
    return Language(
        pages=plan_pages(recorded),
        data=plan_data(recorded, settings.imprint.licence.url if settings.imprint.licence else ""),
        settings=settings,
        recorder=recorder,
        site=site,
        recorded=recorded,
    )


Planned = PlannedPage | PlannedData
"""What is made and remembered on its own."""


@dataclass(frozen=True, kw_only=True)
class MadePage:
    """A page as made.

    Attributes:
        html: its HTML as published.
        beside: the files that are made with it, by path from the root of the site.
        searched: what the search keeps of it; empty if it is not searched.
    """

    html: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    searched: bytes = b""


def make_page(root: Path, page: PlannedPage, language: Language) -> MadePage:
    """Make a page.

    Args:
        root: the repository, for its templates.
        page: the page.
        language: all pages of its language, and its settings.
    """
    view = page.view()
    composed = render(root, view, page.prose())
    surrounding = shell(
        page.chrome,
        language.settings,
        language.known,
        contents(composed.headings),
        linked=linked_data(language.recorded, page),
        metadata=dublin_core(language.recorded, page),
    )
    searched = b""
    if record := record_of(view):
        document = read_document(page.chrome.url, str(composed.html), record)
        searched = keep(document, page.chrome.locale)
    html = render_shell(root, surrounding, composed.html).encode()
    beside = dict(data_beside(language.recorded, page))
    if has_twin(page.chrome):
        beside[twin_path(page.url)] = markdown_twin(str(composed.html), surrounding.canonical)
    return MadePage(html=html, beside=beside, searched=searched)


class PageWriter:
    """Writes the pages and the data of a site that are new or out of date.

    When it is made, it forgets the pages for which something that they read has another answer now; the memory then
    holds the answers of now, and only pages that agree with them.

    Args:
        root: the repository, for its templates.
        folder: the folder of the site.
        languages: the pages of each language.
        memory: the memory of the previous build; updated in place.
    """

    def __init__(self, root: Path, folder: Path, languages: Sequence[Language], memory: Memory) -> None:
        self._root, self._folder, self._languages, self._memory = root, folder, languages, memory
        self._answers = answers_of([language.site for language in languages])
        now = [self._answers.digest(question) for question in memory.questions]
        other = {place for place, answer in enumerate(now) if answer != memory.answers[place]}
        memory.answers = now
        self._places = {question: place for place, question in enumerate(memory.questions)}
        before, memory.pages = memory.pages, {}
        for language in languages:
            for page in language.planned:
                kept = before.get(page.url)
                if kept and other.isdisjoint(array("I", kept.questions)) and kept.inputs == _inputs(language, page):
                    memory.pages[page.url] = kept

    def write_all(self, workers: int, progress: Progress) -> int:
        """Write every page and file that is not right, and return how many these were.

        Args:
            workers: the maximum number of processes.
            progress: is told how far it is.

        Raises:
            OSError: a page could not be written.
        """
        stale = [(one, page) for one in self._languages for page in one.planned if not self._is_right(page)]
        workers = workers if len(stale) > _WORTH_A_PROCESS else 1
        with progress.stage(_STAGE, len(stale)) as step:

            def make(share: Sequence[tuple[Language, Planned]]) -> _Made:
                # Only the steps of this process are seen; the others have as many pages to make.
                return _make(self._root, self._folder, share, lambda: None if is_worker() else step(workers))

            # Ordered by language: most shares then need the cards and compiled templates of one language only.
            for made in in_shares(make, stale, workers):
                self._keep(made)
        return len(stale)

    def write(self, language: Language, page: Planned) -> bool:
        """Write one page or file unless it is right already, and return whether it was made.

        Raises:
            OSError: it could not be written.
        """
        if self._is_right(page):
            return False
        self._keep(_make(self._root, self._folder, [(language, page)], lambda: None))
        return True

    def _is_right(self, page: Planned) -> bool:
        kept = self._memory.pages.get(page.url)
        if not kept:
            return False
        files = tuple(still for file in kept.files if (still := _as_written(f"{self._folder}/{file.path}", file)))
        if len(files) < len(kept.files):
            return False
        if any(still is not file for still, file in zip(files, kept.files, strict=True)):
            self._memory.pages[page.url] = replace(kept, files=files)
        return True

    def _keep(self, made: _Made) -> None:
        memory = self._memory
        memory.pages |= made.numbered(self._places)
        count = len(self._places) - len(memory.questions)
        new = list(islice(reversed(self._places), count))[::-1]
        memory.questions += new
        memory.answers += [self._answers.digest(question) for question in new]


def _inputs(language: Language, page: Planned) -> bytes:
    """Return the digest of the inputs passed to a page or file; everything else it reads is recorded."""
    return digest((language.digest, page.chrome, page.written) if isinstance(page, PlannedPage) else page.url)


def _as_written(path: str, before: WrittenFile) -> WrittenFile | None:
    """Return the record of a file if it is unchanged; it is read only if its size or time differ."""
    try:
        found = os.lstat(path)
        if S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == (before.size, before.modified):
            return before
        if not S_ISREG(found.st_mode) or digest(Path(path).read_bytes()) != before.output:
            return None
    except OSError:
        return None
    return replace(before, size=found.st_size, modified=found.st_mtime_ns)


@dataclass(frozen=True)
class _Made:
    """The result of one share of the pages, from another process; its pages index its own list of questions."""

    pages: dict[str, KeptPage]
    questions: list[Question]

    def numbered(self, places: dict[Question, int]) -> dict[str, KeptPage]:
        """Return the pages with the places of questions in a table, to which missing ones are added."""
        ours = [places.setdefault(question, len(places)) for question in self.questions]
        return {
            url: replace(page, questions=array("I", [ours[place] for place in array("I", page.questions)]).tobytes())
            for url, page in self.pages.items()
        }


def _make(
    root: Path, folder: Path, share: Sequence[tuple[Language, Planned]], made: Callable[[], None] = lambda: None
) -> _Made:
    places: dict[Question, int] = {}
    pages = {}
    for language, page in share:
        with language.recorder.recording() as questions:
            if isinstance(page, PlannedPage):
                made_page = make_page(root, page, language)
                searched = made_page.searched
                files: Mapping[str, bytes] = {page.url: made_page.html, **made_page.beside}
            else:
                searched, files = b"", page.make()
        pages[page.url] = KeptPage(
            inputs=_inputs(language, page),
            questions=array("I", [places.setdefault(asked, len(places)) for asked in questions]).tobytes(),
            files=tuple(_write(folder, path, content) for path, content in files.items()),
            searched=searched,
        )
        made()
    return _Made(pages, list(places))


def _write(folder: Path, path: str, content: bytes) -> WrittenFile:
    file = folder / path
    if not _has(file, content):
        write_whole(file, content)
    found = file.stat()
    return WrittenFile(path=path, output=digest(content), size=found.st_size, modified=found.st_mtime_ns)


def _has(path: Path, content: bytes) -> bool:
    """Whether a file exists and has this content."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content
