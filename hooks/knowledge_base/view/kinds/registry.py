"""The registry of kinds: one `KindPages` for each kind of entry."""

from __future__ import annotations

from knowledge_base.model.kinds import Kind
from knowledge_base.view.kinds.agreement import AGREEMENT_PAGES
from knowledge_base.view.kinds.background import BACKGROUND_PAGES
from knowledge_base.view.kinds.concept_note import CONCEPT_NOTE_PAGES
from knowledge_base.view.kinds.meeting import MEETING_PAGES
from knowledge_base.view.kinds.practice import PRACTICE_PAGES
from knowledge_base.view.parts.kind_pages import KindPages

KIND_PAGES = (PRACTICE_PAGES, AGREEMENT_PAGES, CONCEPT_NOTE_PAGES, MEETING_PAGES, BACKGROUND_PAGES)
"""Every kind, in the order of the sections of a brief: most important first."""

_BY_NAME = {pages.kind.name: pages for pages in KIND_PAGES}


def pages_of(kind: Kind) -> KindPages:
    """Return the `KindPages` of a kind.

    Raises:
        KeyError: the kind is not registered in `KIND_PAGES`.
    """
    return _BY_NAME[kind.name]
