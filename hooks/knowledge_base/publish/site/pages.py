"""Builds every page: view, template, shell, file."""

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
    """The pages of one language.

    Attributes:
        pages: all pages.
        settings: the settings of the site in this language.
    """

    pages: tuple[PlannedPage, ...]
    settings: Settings

    @cached_property
    def known(self) -> frozenset[str]:
        """The addresses of all its pages."""
        return frozenset(page.chrome.address for page in self.pages)


def make_page(root: Path, page: PlannedPage, language: Language) -> bytes:
    """Return the HTML of a page, as published.

    Args:
        root: the repository, for its templates.
        page: the page.
        language: all pages of its language, and its settings.
    """
    composed = render(root, page.view(), page.prose())
    surrounding = shell(page.chrome, language.settings, language.known, contents(composed.headings))
    return render_shell(root, surrounding, composed.html).encode()


def write_pages(root: Path, site: Path, languages: Sequence[Language], workers: int) -> None:
    """Write all pages into a site.

    Args:
        root: the repository, for its templates.
        site: the folder of the built site.
        languages: the pages of each language.
        workers: the number of processes.

    Raises:
        OSError: a page could not be written.
    """

    def write(share: Sequence[tuple[Language, PlannedPage]]) -> None:
        for language, page in share:
            write_whole(site / page.chrome.url, make_page(root, page, language))

    # Ordered by language: most shares then need the cards and compiled templates of one language only.
    in_shares(write, [(language, page) for language in languages for page in language.pages], workers)
