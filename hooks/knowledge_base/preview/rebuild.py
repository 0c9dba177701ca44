"""What happens when a file has changed while a preview is running."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from knowledge_base.assemble.address_book import ADDRESS_FILE
from knowledge_base.assemble.publisher import LICENCE_TEXT, PUBLISHER_FILE
from knowledge_base.locale import N_, Locale, message
from knowledge_base.preview.banner import Trouble
from knowledge_base.preview.content import Content
from knowledge_base.preview.stamps import Stamps, stamps

CONTENT = ("docs", "vocabularies", PUBLISHER_FILE, LICENCE_TEXT, ADDRESS_FILE)
"""What the content is read from, relative to the repository."""

SETUP = ("overrides", "mkdocs.yml")
"""What MkDocs reads: a change of it needs a build by MkDocs, though not one of the content."""

CODE = ("hooks",)
"""What a running preview can't read anew."""


class Rebuild:
    """Brings a preview up to date. What has changed is seen from the files, not from the events that call it.

    Args:
        root: the repository.
        seen: the stamps that the files in each watched path had before they were read for the first time.
        content: the content of the preview.
        show: shows the content as it was when it last had no errors.
        build: has MkDocs build anew, which ends with `show`; returns what stopped it, in a sentence, or nothing.
        trouble: shows what is wrong.
        alone: keeps pages from being made in the background meanwhile, which would take half of the time.
        tell: is called with each line for the terminal.
        locale: the language of these lines.
    """

    def __init__(
        self,
        root: Path,
        *,
        seen: Mapping[Path, Stamps],
        content: Content,
        show: Callable[[], None],
        build: Callable[[], str],
        trouble: Callable[[Trouble], None],
        alone: Callable[[], AbstractContextManager[None]],
        tell: Callable[[str], None],
        locale: Locale,
    ) -> None:
        self._content, self._show, self._build, self._trouble = content, show, build, trouble
        self._alone, self._tell, self._locale = alone, tell, locale
        self._setup_files = [root / name for name in SETUP]
        self._code_files = [root / name for name in CODE]
        self._setup = Stamps().union(*(seen[path] for path in self._setup_files))
        self._code = Stamps().union(*(seen[path] for path in self._code_files))

    def __call__(self) -> None:
        """Bring the preview up to date with all files as they are now."""
        with self._alone():
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        self._look_at_code()
        failures: tuple[str, ...] = ()
        setup = stamps(self._setup_files)
        if setup == self._setup:
            before = self._content.good
            self._content.read()
            if self._content.good is not before:
                self._show()
        else:
            # Before the build: what changes during it is built the next time.
            self._setup = setup
            if stopped := self._build():
                self._setup = frozenset()
                self._tell(stopped)
                failures = (stopped,)
        found = self._content.trouble
        self._trouble(Trouble(problems=found.problems, failures=(*found.failures, *failures)))

    def _look_at_code(self) -> None:
        code = stamps(self._code_files)
        if code != self._code:
            self._code = code
            self._tell(message(self._locale, N_("the code has changed: stop the preview, and start it again")))
