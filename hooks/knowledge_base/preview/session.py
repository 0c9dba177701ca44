"""A preview while its server runs: the content, the pages, and what is kept of them for the next time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from knowledge_base.check.run import Checked
from knowledge_base.locale import Locale
from knowledge_base.memory.store import Memory, remembered
from knowledge_base.preview.content import Content
from knowledge_base.preview.pages import PreviewPages
from knowledge_base.preview.rebuild import CODE, CONTENT, SETUP, Rebuild
from knowledge_base.preview.stamps import Stamps, stamps
from knowledge_base.publish.site.whole import SiteSource

WATCHED = (*CONTENT, *SETUP, *CODE)
"""What a preview follows, relative to the repository."""


class Session:
    """What a preview holds from its first build to its end.

    Args:
        root: the repository.
        folder: the folder of the site.
        notebook: the file for what the next preview can use; without one, nothing is kept.
        check: reads and checks the content.
        tell: is called with each line for the terminal.
        locale: the language of the terminal.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        *,
        notebook: Path | None,
        check: Callable[[], Checked],
        tell: Callable[[str], None],
        locale: Locale,
    ) -> None:
        self.seen: dict[Path, Stamps] = {path: stamps([path]) for path in (root / name for name in WATCHED)}
        """Each path that is watched, with the stamps of its files when the session began, before they were read."""
        self.folder = folder
        """The folder of the site."""
        self.content = Content(check, tell, locale)
        """The content."""
        self.pages = PreviewPages(folder, tell, locale)
        """The pages."""
        self._root, self._notebook, self._tell, self._locale = root, notebook, tell, locale
        self._source_of: Callable[[Checked], SiteSource] | None = None
        self._static: Path | None = None
        self._code = b""
        self._memory = Memory()
        self._kept = ExitStack()

    def built(self, source_of: Callable[[Checked], SiteSource], static: Path, code: bytes) -> None:
        """Show the content after a build by MkDocs.

        Args:
            source_of: adds the settings to the content.
            static: the folder with the static files.
            code: the digest of what makes pages (`code_digest`).
        """
        self._source_of, self._static = source_of, static
        if code != self._code:
            with self.pages.hold():
                self._kept.close()
                self._code, self._memory = code, self._remembered(code)
        self.show()
        self.pages.trouble(self.content.trouble)

    def show(self) -> None:
        """Show the content as it was when it last had no errors."""
        if self.content.good and self._source_of:
            self.pages.show(self._source_of(self.content.good), self._memory, self._static)
            # Only a build by MkDocs changes the static files.
            self._static = None

    def rebuilding(self, build: Callable[[], str]) -> Rebuild:
        """Return what to call when a file has changed; ``build`` has MkDocs build anew (`Rebuild`)."""
        return Rebuild(
            self._root,
            seen=self.seen,
            content=self.content,
            show=self.show,
            build=build,
            trouble=self.pages.trouble,
            alone=self.pages.hold,
            tell=self._tell,
            locale=self._locale,
        )

    def close(self) -> None:
        """Make no more pages, and keep what the next preview can use."""
        self.pages.stop()
        self._kept.close()

    def _remembered(self, code: bytes) -> Memory:
        if self._notebook is None:
            return Memory()
        return self._kept.enter_context(remembered(self._notebook, code, lambda _: None))
