"""How a page is made: what it shows, through its template, in the shell, into its file. Every page goes this way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from knowledge_base.processes import in_shares
from knowledge_base.render.contents import contents
from knowledge_base.render.templates import render, render_shell
from knowledge_base.view.parts.shell import Settings, shell
from knowledge_base.view.plan import PlannedPage
from knowledge_base.write import write_whole


@dataclass(frozen=True, kw_only=True)
class Language:
    """The pages of a language.

    Attributes:
        pages: all of them.
        settings: what they say of the site as a whole.
    """

    pages: tuple[PlannedPage, ...]
    settings: Settings

    @cached_property
    def known(self) -> frozenset[str]:
        """The addresses of its pages."""
        return frozenset(page.chrome.address for page in self.pages)


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


def write_pages(root: Path, site: Path, languages: Sequence[Language], workers: int) -> None:
    """Put the pages into a site.

    Args:
        root: the repository, for its templates.
        site: the folder of the site.
        languages: the pages.
        workers: how many processes to do it in.

    Raises:
        OSError: a page can't be written.
    """

    def write(share: Sequence[tuple[Language, PlannedPage]]) -> None:
        for language, page in share:
            write_whole(site / page.chrome.url, make_page(root, page, language))

    # Language after language: a share then asks for the cards and templates of one, not of each.
    in_shares(write, [(language, page) for language in languages for page in language.pages], workers)
