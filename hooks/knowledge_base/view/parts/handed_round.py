"""The PDF files (papers) of the pages that people hand round, which are made of the finished site."""

from __future__ import annotations

import posixpath

from knowledge_base.assemble.addresses import BRIEFS, locale_of
from knowledge_base.model.kinds import AGREEMENT, CONCEPT_NOTE, PRACTICE

PAPERS = "packs/papers"
"""The folder of the built site with the papers, each at the address of its page within the folder of its language."""

PAPER_SCRIPT = "assets/javascripts/paper.js"
"""The script of these pages, which offers the paper once it has been made."""

PAPER_SUFFIX = ".pdf"
"""The end of their names."""

_FOLDERS = tuple(
    f"{folder}/" for folder in (AGREEMENT.folder, CONCEPT_NOTE.folder, PRACTICE.folder, posixpath.dirname(BRIEFS))
)


def address_on_paper(url: str) -> str:
    """Return the address of a page of which there is a paper, without language; empty if it is not handed round.

    Args:
        url: the page, from the root of the site.
    """
    address = url.removeprefix(f"{locale_of(url)}/").removesuffix(".html")
    return address if address.startswith(_FOLDERS) and not address.endswith("/index") else ""


def paper_of(url: str) -> str:
    """Return where the paper of a page is, once it has been made; empty if none is made of it.

    Args:
        url: the page, from the root of the site.
    """
    address = address_on_paper(url)
    return f"{PAPERS}/{locale_of(url)}/{address}{PAPER_SUFFIX}" if address else ""
