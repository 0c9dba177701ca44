"""``kb addresses``: record the addresses of all pages before a release, and where a moved page leads."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from knowledge_base.assemble.address_book import (
    ADDRESS_FILE,
    address_book_text,
    load_address_book,
    page_addresses,
)
from knowledge_base.check.run import check_content
from knowledge_base.cli.group import Command, Option, lang_option, refusing, root_option
from knowledge_base.contribute.repository import CannotBeDoneError, put
from knowledge_base.locale import N_, Locale, gettext_translations, message
from knowledge_base.model.address_book import AddressBook, Moved


@click.command(
    cls=Command,
    help=N_("Add the addresses of all pages to addresses.yml, before a release.")
    + "\n\n"
    + N_("With --move OLD NEW you say which page has taken the place of one that was renamed or removed."),
)
@click.option(
    "--move",
    "moves",
    cls=Option,
    type=(str, str),
    metavar="OLD NEW",
    multiple=True,
    help=N_(
        "Two addresses without language and ending, as in practices/temporary-documents. May be given more than once."
    ),
)
@root_option
@lang_option
def addresses(moves: tuple[tuple[str, str], ...], root: Path, locale: Locale) -> None:
    """Record addresses, or with ``--move`` redirects."""
    book, _, problems = load_address_book(root)
    with refusing(locale):
        if problems:
            raise CannotBeDoneError("\n".join(map(str, problems)))
        pages = page_addresses(check_content(root).catalogue)
        changed = _moved(book, pages, moves, locale)
        text = address_book_text(changed, () if moves else pages)
        put(root, PurePosixPath(ADDRESS_FILE), text.encode(), locale, instead=True)
    if moves:
        for old, new in moves:
            click.echo(message(locale, N_("{old} leads to {new}"), old=old, new=new))
        return
    added = len(pages - {*book.published})
    words = gettext_translations(locale)
    click.echo(words.ngettext("{n} address added", "{n} addresses added", added).format(n=added))


def _moved(book: AddressBook, pages: frozenset[str], moves: tuple[tuple[str, str], ...], locale: Locale) -> AddressBook:
    """Return the address book with more redirects. What led to an address that has moved now leads on at once.

    Raises:
        CannotBeDoneError: an old address still has a page, or a new one has none.
    """
    leads = {one.old: one.new for one in book.moved}
    for old, new in moves:
        if old in pages:
            raise CannotBeDoneError(
                message(locale, N_("{address} has a page, which readers would not see"), address=old)
            )
        if new not in pages:
            raise CannotBeDoneError(message(locale, N_("there is no page {address}"), address=new))
        leads = {before: new if after == old else after for before, after in leads.items()} | {old: new}
    moved = tuple(Moved(old=old, new=new) for old, new in leads.items())
    return AddressBook(published=book.published, moved=moved)
