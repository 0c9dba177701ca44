"""Addresses: where every page of the site is, in either language.

An address is a path under the folder of the language, without ending: ``topics/assisted-return``. Vocabulary ids and
entry ids are permanent, so addresses are.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from knowledge_base.assemble.facets import INDEXED_FACETS, Facet
from knowledge_base.locale import DEFAULT_LOCALE, Locale
from knowledge_base.model.kinds import KINDS, Kind

HOME = "index"
EXPLORE = "explore"
GLOSSARY = "glossary"
FIGURES = "figures"
QUESTIONS = "questions"
COVERAGE = "coverage"
DOWNLOAD = "download"
FIELD_GUIDE = "field-guide"
EDITORS = "editors"
STYLE_GUIDE = "style-guide"
BRIEFS = "briefs/index"
PROPOSE = "propose"
NOT_FOUND = "404"

PAGE_SIZE = 50
"""How many entries stand on one page of a list: a phone on a slow line loads it, a thumb gets through it."""

REFERENCE = "reference"
"""The folder of the developer reference, which ``reference.yml`` builds into the site and the site itself leaves alone.
"""

GENERATED = frozenset(
    {
        *(HOME, EXPLORE, GLOSSARY, FIGURES, QUESTIONS, COVERAGE, DOWNLOAD, FIELD_GUIDE, EDITORS, BRIEFS, PROPOSE),
        *(STYLE_GUIDE, NOT_FOUND),
        *(facet.index for facet in INDEXED_FACETS),
    }
    | {f"{kind.folder}/index" for kind in KINDS}
)
"""The addresses that the site makes itself and that no file may take."""


def editorial_path(locale: Locale) -> PurePosixPath:
    """Return the file of what editors say on pages that the site makes, relative to the repository."""
    return PurePosixPath("docs", locale, f"{HOME}.md")


def term_address(facet: Facet, id_: str) -> str:
    """Return the address of the page of a term: ``countries/mx``."""
    return f"{facet.folder}/{id_.lower()}"


def schema_path(kind: Kind) -> str:
    """Return where the JSON Schema of a kind of entry is, from the root of the site."""
    return f"schemas/{kind.name}.schema.json"


def brief_address(country: str, topic: str) -> str:
    """Return the address of the brief of a country on a topic: ``briefs/mx/assisted-return``."""
    return f"briefs/{country.lower()}/{topic}"


def numbered_address(address: str, number: int) -> str:
    """Return the address of a further page of a paginated one: ``topics/x-page-2``; page 1 is the address itself."""
    return address if number == 1 else f"{address}-page-{number}"


def is_taken(address: str) -> bool:
    """Whether a file may not have this address, because the site makes pages there itself."""
    folders = ("briefs", REFERENCE, *(facet.folder for facet in INDEXED_FACETS))
    return address in GENERATED or any(address.startswith(f"{folder}/") for folder in folders)


def url(address: str, locale: Locale) -> str:
    """Return where a page is in the built site, from its root: ``en/topics/assisted-return.html``.

    Addresses end in ``.html`` so that the same files work over http and unpacked from an archive, over ``file://``.
    """
    path = f"{address}.html"
    return path if locale is DEFAULT_LOCALE else f"{locale}/{path}"


def relative_url(target: str, page: str) -> str:
    """Return the way from one page of the built site to another (RFC 3986, relative reference).

    Args:
        target: where to, from the root of the site; may end in ``#fragment``.
        page: from where, from the root of the site.
    """
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    # Every link of every page passes here, and posixpath.relpath takes ten times as long.
    here, there = page.split("/"), path.split("/")
    shared = 0
    while shared < len(here) - 1 and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(there[shared:]) + hash_ + fragment
