"""The gate that contributed files go through, in one process: the check, and the pages of what it accepts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.check.run import Checked, check_content
from knowledge_base.locale import Locale
from knowledge_base.memory.content import ContentMemory
from knowledge_base.problems import Severity
from knowledge_base.publish.site.assets import published_names
from knowledge_base.publish.site.pages import language_of, make_page
from knowledge_base.publish.site.policy import POLICY
from knowledge_base.read import Unwritten
from knowledge_base.render.templates import OVERRIDES
from knowledge_base.view.parts.imprint import Imprint
from knowledge_base.view.parts.shell import Settings
from knowledge_base.view.parts.site import site_in

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2021, 9, 1)
_HOME = "https://example.org/kb/"
_SETTINGS = Settings(
    imprint=Imprint(licence=None, contact=None),
    name="Base de conocimientos",
    description="Todo",
    home=_HOME,
    repository=None,
    edit_home="",
    policy=POLICY,
    assets=published_names(ROOT / OVERRIDES),
)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The gate of a repository.

    Attributes:
        root: the repository.
        memory: what has been found out about the files that no attack changes.
    """

    root: Path
    memory: ContentMemory

    def checked(self, files: Unwritten) -> Checked:
        """Return the content with some files in it, checked."""
        return check_content(self.root, files, TODAY, memory=self.memory)

    def pages(self, checked: Checked, id_: str) -> Iterator[bytes]:
        """Yield all pages of an entry, or the page of this name, in both languages."""
        for locale in Locale:
            language = language_of(site_in(locale, checked.catalogue, TODAY, _HOME), _SETTINGS)
            for page in language.pages:
                if id_ in page.chrome.address.split("/"):
                    yield make_page(ROOT, page, language).html


def gate_of(root: Path) -> Gate:
    """Return the gate of a repository, which is checked once."""
    gate = Gate(root=root, memory=ContentMemory())
    gate.checked({})
    return gate


def is_accepted(checked: Checked) -> bool:
    """Whether there is no error."""
    return not any(problem.severity is Severity.ERROR for problem in checked.problems)
