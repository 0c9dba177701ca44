"""Addresses and URLs of the pages of the site.

An address is a path relative to the folder of the language, without extension: ``topics/assisted-return``. It is the
same in both languages. It is made of ids, which are permanent, so addresses are permanent too.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from knowledge_base.assemble.facets import INDEXED_FACETS, Facet
from knowledge_base.locale import DEFAULT_LOCALE, Locale
from knowledge_base.model.kinds import KIND_BY_FOLDER, KINDS, Kind

HOME = "index"
EXPLORE = "explore"
GLOSSARY = "glossary"
COMMITMENTS = "commitments"
FIGURES = "figures"
QUESTIONS = "questions"
COVERAGE = "coverage"
DOWNLOAD = "download"
DATA = "data"
FIELD_GUIDE = "field-guide"
EDITORS = "editors"
STYLE_GUIDE = "style-guide"
BRIEFS = "briefs/index"
PROPOSE = "propose"
NOT_FOUND = "404"
NOT_SAVED = "not-saved"

ANSWERS = frozenset({NOT_FOUND, NOT_SAVED})
"""The pages that nothing leads to: a server, or the worker of a saved copy, answers with them at any address."""

PAGE_SIZE = 50
"""The number of entries per page of a list: few enough to load on a slow line and to scroll through on a phone."""

REFERENCE = "reference"
"""The folder of the developer reference, which ``reference.yml`` builds into the finished site."""

GENERATED = frozenset(
    {
        *(HOME, EXPLORE, GLOSSARY, FIGURES, QUESTIONS, COVERAGE, DOWNLOAD, DATA, FIELD_GUIDE, EDITORS, BRIEFS, PROPOSE),
        *(COMMITMENTS, STYLE_GUIDE),
        *ANSWERS,
        *(facet.index for facet in INDEXED_FACETS),
    }
    | {f"{kind.folder}/index" for kind in KINDS}
)
"""The addresses of generated pages, which no file may use."""

SITE_ONLY = ANSWERS | {EXPLORE, PROPOSE, DOWNLOAD, DATA, FIELD_GUIDE, EDITORS, STYLE_GUIDE}
"""The addresses of pages that copies leave out: made by scripts, of files beside the pages, or for those who write."""

_FOLDERS_MADE = frozenset(
    {"briefs", FIGURES, QUESTIONS, REFERENCE, *(facet.folder for facet in INDEXED_FACETS), *Locale}
    | {"app", "assets", "data", "files", "packs", "saved", "schemas", "search", "share"}
)
"""The folders in which the site makes everything itself, in one language or the other."""

_FILES_MADE = frozenset({"start-here"})
"""What the offline copy makes itself, in small letters: not every system tells them from capitals."""

_NUMBERED = re.compile("-page-[0-9]+$")


def editorial_path(locale: Locale) -> PurePosixPath:
    """Return the path of the file with the editors' texts for generated pages, relative to the repository."""
    return PurePosixPath("docs", locale, f"{HOME}.md")


def term_address(facet: Facet, id_: str) -> str:
    """Return the address of the page of a term: ``countries/mx``."""
    return f"{facet.folder}/{id_.lower()}"


def schema_path(kind: Kind) -> str:
    """Return the path of the JSON Schema of a kind of entry, relative to the root of the site."""
    return f"schemas/{kind.name}.schema.json"


def figures_address(country: str | None) -> str:
    """Return the address of the figures on a country, or of all figures."""
    return f"{FIGURES}/{country.lower()}" if country else FIGURES


def questions_address(country: str | None) -> str:
    """Return the address of the guiding questions that a country has not answered, or of all guiding questions."""
    return f"{QUESTIONS}/{country.lower()}" if country else QUESTIONS


def linked_address(entry: str) -> str:
    """Return the address of the list of all entries linked with an entry, from the address of its page."""
    return f"{entry}/linked"


def brief_address(country: str, topic: str) -> str:
    """Return the address of the brief of a country on a topic: ``briefs/mx/assisted-return``."""
    return f"briefs/{country.lower()}/{topic}"


def first_page(address: str) -> str:
    """Return the address of the first page of a paginated list from that of any: ``topics/x``."""
    return _NUMBERED.sub("", address)


def numbered_address(address: str, number: int) -> str:
    """Return the address of a page of a paginated list: ``topics/x-page-2``. Page 1 has the plain address."""
    return address if number == 1 else f"{address}-page-{number}"


def is_taken(address: str) -> bool:
    """Whether an address is that of a page that the site makes, or in a folder of these, and so not free for a page."""
    folder, slash, _ = address.partition("/")
    if slash and folder in _FOLDERS_MADE:
        return True
    entry = address.rpartition("/")[0]
    if entry != folder and folder in KIND_BY_FOLDER and address == linked_address(entry):
        return True
    return address in _FILES_MADE or first_page(address) in GENERATED


def locale_of(address: str) -> Locale:
    """Return the language of the page at a URL from the site root."""
    return next((one for one in Locale if address.startswith(f"{one}/")), DEFAULT_LOCALE)


def url(address: str, locale: Locale) -> str:
    """Return the path of a page relative to the root of the built site: ``en/topics/assisted-return.html``.

    It ends in ``.html`` so that links work over http and also over ``file://``, in the offline copy.
    """
    path = f"{address}.html"
    return path if locale is DEFAULT_LOCALE else f"{locale}/{path}"


def relative_url(target: str, page: str) -> str:
    """Return the relative reference (RFC 3986) from one page of the built site to another.

    Args:
        target: the page to link to, relative to the root of the site; may end in ``#fragment``.
        page: the page with the link, relative to the root of the site.
    """
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    # This runs for every link of every page; posixpath.relpath takes ten times as long.
    here, there = page.split("/"), path.split("/")
    shared = 0
    while shared < len(here) - 1 and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(there[shared:]) + hash_ + fragment
