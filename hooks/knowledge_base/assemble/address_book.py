"""Reads ``addresses.yml``, and works out where addresses without a page lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge_base.assemble.addresses import ANSWERS, GENERATED, HOME, brief_address, term_address
from knowledge_base.assemble.catalogue import Catalogue, page_terms
from knowledge_base.assemble.facets import COUNTRY, INDEXED_FACETS
from knowledge_base.locale import Locale
from knowledge_base.model.address_book import AddressBook, Moved
from knowledge_base.parse.document import Page, parse_settings
from knowledge_base.parse.validate import explain_error, salvage, validate
from knowledge_base.problems import Problem
from knowledge_base.read import SourceFile, read_settings

ADDRESS_FILE = "addresses.yml"

_HEADER = """\
# Every address that was ever published, the same in both languages and without its ending. `kb addresses` adds new
# ones before a release; none is ever removed. Readers, search engines and other documents have kept these addresses:
# where a page is renamed or removed, `moved` says which page has taken its place, and the old address leads there.
# (Pages 2, 3, ... of lists, and lists of what a page leaves out, are not here. A brief that is no longer made leads to
# its country by itself.)
"""
_BRIEFS = "briefs/"


AddressFile = tuple[SourceFile, tuple[Problem, ...]]
"""The address book as it is written, and the problems with its encoding."""


def load_address_book(root: Path) -> tuple[AddressBook, Page, tuple[Problem, ...]]:
    """Load the address book of a repository.

    Returns:
        What is valid in it; its file, for positions; and the problems. Without a file it is empty.
    """
    return address_book_of(read_address_book(root))


def read_address_book(root: Path, spoken: Locale = Locale.EN) -> AddressFile:
    """Read the address book of a repository; its problems are told in the language spoken."""
    return read_settings(root, ADDRESS_FILE, spoken)


def address_book_of(file: AddressFile) -> tuple[AddressBook, Page, tuple[Problem, ...]]:
    """Parse and validate an address book; return what `load_address_book` does."""
    source, found = file
    tree, malformed = parse_settings(source)
    page = Page(source=source, tree=tree, body="", body_line=1)
    book, errors = validate(AddressBook, tree.data, source.locale)
    explained = (explain_error(error, AddressBook, page) for error in errors)
    return book or salvage(AddressBook, tree.data, source.locale), page, (*found, *malformed, *explained)


def page_addresses(catalogue: Catalogue) -> frozenset[str]:
    """Return the addresses of all pages of a site, except `ANSWERS` and the further pages of lists."""
    terms = (term_address(facet, id_) for facet in INDEXED_FACETS for id_ in page_terms(catalogue, facet))
    return frozenset(
        (
            *(GENERATED - ANSWERS),
            *(entry.address for entry in catalogue.entries),
            *(page.address for page in catalogue.standalone),
            *(brief_address(*pair) for pair in catalogue.briefs.matters),
            *terms,
        )
    )


def leads_by_itself(address: str) -> str | None:
    """Return where an address leads that has no page any more, if that needs no entry in the address book.

    Such pages are made from what entries say, not written: the briefs of a country (which lead to the country), and the
    pages of terms that are in no vocabulary (which lead to the index). Nobody who edits an entry has to know of them.

    Returns:
        An address, which may have no page either; ``None`` for a page that somebody has named.
    """
    if address.startswith(_BRIEFS):
        return term_address(COUNTRY, address.split("/")[1])
    for facet in INDEXED_FACETS:
        if not facet.vocabulary and address.startswith(f"{facet.folder}/"):
            return facet.index
    return None


def redirects(book: AddressBook, catalogue: Catalogue) -> dict[str, str]:
    """Return where each address leads that was published and has no page any more, sorted.

    Args:
        book: the address book; what the check objects to in it is left out.
        catalogue: the content.
    """
    if not (book.moved or book.published):
        return {}
    pages = page_addresses(catalogue)
    moved = {one.old: one.new for one in book.moved if one.old and one.new in pages}
    for address in book.published:
        leads = leads_by_itself(address)
        if leads is not None:
            moved.setdefault(address, leads if leads in pages else HOME)
    return {old: moved[old] for old in sorted(moved.keys() - pages)}


def address_book_text(book: AddressBook, published: Iterable[str]) -> str:
    """Return the text of ``addresses.yml``.

    Args:
        book: the address book as it is.
        published: addresses to add to it.
    """
    return "".join((_HEADER, *_lines("published", sorted({*book.published, *published})), *_moved(book.moved)))


def _lines(name: str, items: Iterable[str]) -> Iterator[str]:
    yield f"{name}:\n"
    yield from (f"  - {item}\n" for item in items)


def _moved(moved: Iterable[Moved]) -> Iterator[str]:
    ordered = sorted(moved, key=lambda one: one.old)
    if ordered:
        yield from _lines("moved", (f"{{old: {one.old}, new: {one.new}}}" for one in ordered))
