"""The pages of a preview: each is made when somebody asks for it, the others meanwhile, in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.assemble.addresses import NOT_FOUND, locale_of, url
from knowledge_base.environment import seconds
from knowledge_base.locale import Locale
from knowledge_base.memory.store import Memory
from knowledge_base.preview.banner import Trouble, banner, stand_in
from knowledge_base.problems import printable
from knowledge_base.processes import collect_garbage, collector_paused
from knowledge_base.publish.site.pages import Language, PageWriter, Planned
from knowledge_base.publish.site.whole import (
    SiteSource,
    index_pages,
    plan_languages,
    search_is_current,
    write_about,
    write_explore,
    write_others,
)
from knowledge_base.view.plan import PlannedPage
from knowledge_base.write import write_whole

_PAUSE = 3.0
"""Seconds without a change after which the search index is made anew; at least twice as long as it last took."""


@dataclass(frozen=True, kw_only=True)
class PageShown:
    """What to show at an address.

    Attributes:
        url: the page, from the root of the site.
        found: whether it is the page that was asked for, and not the error page.
        banner: HTML that belongs at the top of it.
        changes: how many changes there had been.
    """

    url: str
    found: bool
    banner: str
    changes: int


class PreviewPages:
    """The pages as the content is now.

    After a change, the page that was asked for last is brought up to date before `show` returns; any other when it is
    asked for; all that are left by a thread, which gives way to both. When nothing has changed for some seconds, it
    makes the search index anew; until then, the search finds what was there before.

    Args:
        folder: the folder of the site.
        tell: is called with each line for the terminal.
        spoken: the language of the terminal.
        pause: seconds without a change before the search index is made.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None], spoken: Locale, pause: float = _PAUSE) -> None:
        self._folder, self._tell, self._spoken, self._pause = folder, tell, spoken, pause
        self._memory = Memory()
        self._source: SiteSource | None = None
        self._static = folder
        self._languages: list[Language] = []
        self._writer: PageWriter | None = None
        self._planned: dict[str, tuple[Language, Planned]] = {}
        self._left: dict[str, None] = {}
        self._failed: dict[str, str] = {}
        self._trouble = Trouble()
        self._last_asked = ""
        # Whoever makes pages holds the condition; `_waiting` says how many want to do so at once.
        self._condition = threading.Condition()
        self._counting = threading.Lock()
        self._waiting = 0
        self._changes = 0
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="preview", daemon=True)

    def start(self) -> None:
        """Begin to make pages in the background."""
        self._thread.start()

    def stop(self) -> None:
        """Make no more pages, and wait until the one at work is written."""
        with self.hold():
            self._stopped = True
        if self._thread.is_alive():
            self._thread.join()

    def show(self, source: SiteSource, memory: Memory, static: Path | None) -> None:
        """Show new content.

        Args:
            source: all inputs of the site.
            memory: what is known of the pages in the folder; updated in place.
            static: the folder with the static files, if it has changed.
        """
        with self.hold():
            self._source, self._memory = source, memory
            self._languages = plan_languages(source)
            self._planned = {page.url: (one, page) for one in self._languages for page in one.planned}
            self._left = dict.fromkeys(self._planned)
            self._failed = {}
            for gone in memory.pages.keys() - self._planned.keys():
                for file in memory.pages.pop(gone).files:
                    (self._folder / file.path).unlink(missing_ok=True)
            self._writer = PageWriter(source.root, self._folder, self._languages, memory)
            if static:
                self._static = static
                write_others(source, static, self._folder, self._languages, memory)
                write_explore(source, self._folder, memory, complete=False)
                write_about(source, self._folder)
            self._bring(self._last_asked)

    def trouble(self, trouble: Trouble) -> None:
        """Show what is wrong, on every page, until it is called again."""
        with self.hold():
            self._trouble = trouble

    def page(self, asked: str) -> PageShown:
        """Bring the page at an address up to date, and return what to show there.

        Args:
            asked: its address from the root of the site.
        """
        locale = locale_of(asked)
        with self.hold(change=False):
            if self._source is None:
                waiting = f".preview.{locale}.html"
                write_whole(self._folder / waiting, stand_in(locale))
                text = banner(self._trouble, "", locale, self._spoken)
                return PageShown(url=waiting, found=True, banner=text, changes=self._changes)
            self._last_asked = asked
            found = asked in self._planned
            shown = asked if found else url(NOT_FOUND, locale)
            self._bring(shown)
            _, page = self._planned[shown]
            failed = (self._failed[shown],) if shown in self._failed else ()
            trouble = Trouble(problems=self._trouble.problems, failures=(*self._trouble.failures, *failed))
            source = page.chrome.source_path if isinstance(page, PlannedPage) else ""
            text = banner(trouble, source, locale, self._spoken)
            return PageShown(url=shown, found=found, banner=text, changes=self._changes)

    def is_current(self, answer: PageShown) -> bool:
        """Whether nothing has changed since an answer was given."""
        return answer.changes == self._changes

    @contextmanager
    def hold(self, *, change: bool = True) -> Iterator[None]:
        """Keep all others from making pages; the background waits, and begins again if there is a ``change``."""
        with self._counting:
            self._waiting += 1
        with self._condition:
            try:
                with collector_paused(lasting=True):
                    yield
            finally:
                with self._counting:
                    self._waiting -= 1
                self._changes += change
                self._condition.notify_all()

    def _bring(self, wanted: str) -> None:
        """Bring a page up to date, if it is one and may not be; a failure is told, and the page stays as it was."""
        if wanted not in self._left or self._writer is None:
            return
        del self._left[wanted]
        try:
            self._writer.write(*self._planned[wanted])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a template or the disk, the preview goes on
            self._failed[wanted] = printable(f"{wanted}: {type(error).__name__}: {error}")
            self._tell(self._failed[wanted])

    def _work(self) -> None:
        while not self._stopped:
            changes = self._changes
            self._make_all(changes)
            # Nobody waits for anything in such a pause.
            if not self._wait_for_change(changes, self._pause):
                collect_garbage()
                self._wait_for_change(changes)

    def _wait_for_change(self, changes: int, timeout: float | None = None) -> bool:
        """Wait until there has been another change than these, or the end; return whether there has, in time."""
        with self._condition:
            return self._condition.wait_for(lambda: self._stopped or self._changes != changes, timeout)

    def _make_all(self, changes: int) -> None:
        """Make what is left to make, unless there is a change."""
        while self._left:
            with self._condition:
                if not self._may_go_on(changes):
                    return
                self._bring(next(iter(self._left), ""))
        with self._condition:
            if not self._may_go_on(changes) or self._source is None:
                return
            try:
                write_others(self._source, self._static, self._folder, self._languages, self._memory)
                write_explore(self._source, self._folder, self._memory, complete=False)
                write_about(self._source, self._folder)
                if search_is_current(self._source, self._folder, self._memory):
                    return
            except OSError as error:
                self._tell(printable(str(error)))
                return
            if self._wait_for_change(changes, self._pause):
                return
            memory = Memory(pages=dict(self._memory.pages), notes=dict(self._memory.notes))
            source = self._source
        self._index(source, memory)

    def _index(self, source: SiteSource, memory: Memory) -> None:
        """Bring the search index up to date with the pages in a memory; meanwhile, pages go on being made."""
        begun = seconds()
        try:
            index_pages(source, self._folder, memory)
        except (OSError, ValueError) as error:
            self._tell(printable(str(error)))
            return
        self._pause = max(self._pause, 2 * (seconds() - begun))
        with self._condition:
            self._memory.notes |= memory.notes
            if self._source:
                write_explore(self._source, self._folder, self._memory, complete=False)

    def _may_go_on(self, changes: int) -> bool:
        """Let whoever waits go first; then return whether there is still nothing new."""
        self._condition.wait_for(lambda: not self._waiting)
        return not self._stopped and self._changes == changes
