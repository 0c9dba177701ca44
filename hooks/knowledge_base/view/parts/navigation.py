"""The navigation menu: a few items, the same on every page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from knowledge_base.assemble import addresses
from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.locale import N_, message
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, KINDS, MEETING, PRACTICE
from knowledge_base.view.parts.chrome import Chrome


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """An item of the navigation menu on a given page.

    Attributes:
        label: its text.
        url: its target, from the site root.
        current: the value of ``aria-current`` (WAI-ARIA 1.2): ``page`` on the page itself, ``true`` on the pages of its
            section, else empty.
    """

    label: str
    url: str
    current: Literal["", "page", "true"]


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """The navigation menu on a given page.

    Attributes:
        main: the sections that readers use most.
        more: the other sections, collapsed under one heading.
        about: pages about the site itself, linked in the footer.
    """

    main: tuple[NavItem, ...]
    more: tuple[NavItem, ...]
    about: tuple[NavItem, ...]


# Kinds with an explicit position in the menu; the others are grouped together.
_PLACED = (MEETING, PRACTICE, AGREEMENT, CONCEPT_NOTE)

_MAIN = (
    (N_("Home"), addresses.HOME),
    (N_("Explore"), addresses.EXPLORE),
    *((facet.plural, facet.index) for facet in INDEXED_FACETS if facet.door),
    (MEETING.plural, "meetings/index"),
    (PRACTICE.plural, "practices/index"),
    (AGREEMENT.plural, "agreements/index"),
    (N_("Commitments"), addresses.COMMITMENTS),
    (N_("Figures"), addresses.FIGURES),
)
_MORE = (
    (CONCEPT_NOTE.plural, "concept-notes/index"),
    (N_("Guiding questions"), addresses.QUESTIONS),
    (N_("Coverage"), addresses.COVERAGE),
    (N_("Briefs"), addresses.BRIEFS),
    (N_("Glossary"), addresses.GLOSSARY),
    *((kind.plural, f"{kind.folder}/index") for kind in KINDS if kind not in _PLACED),
    *((facet.plural, facet.index) for facet in INDEXED_FACETS if not facet.door),
)
_ABOUT = (
    (N_("Download"), addresses.DOWNLOAD),
    (N_("Data"), addresses.DATA),
    (N_("About"), "about"),
    (N_("Propose a practice"), addresses.PROPOSE),
    (N_("Contribute"), "contribute"),
)

NAVIGATED = frozenset(address for _, address in (*_MAIN, *_MORE, *_ABOUT))
"""The addresses that the navigation leads to, where there are such pages."""


def navigation(chrome: Chrome, known: Collection[str]) -> Navigation:
    """Return the navigation menu of a page.

    Args:
        chrome: the metadata of the page.
        known: the addresses of all pages that exist.
    """

    def items(pages: tuple[tuple[str, str], ...]) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(
                label=message(chrome.locale, label),
                url=addresses.url(address, chrome.locale),
                current="page" if address == chrome.address else "true" if address == chrome.section else "",
            )
            for label, address in pages
            if address in known
        )

    return Navigation(main=items(_MAIN), more=items(_MORE), about=items(_ABOUT))
