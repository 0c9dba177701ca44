"""Rules on addresses: what was once published must lead somewhere for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from knowledge_base.assemble.address_book import leads_by_itself
from knowledge_base.check.context import Context
from knowledge_base.locale import N_, message
from knowledge_base.model.address_book import AddressBook
from knowledge_base.model.shape import Path
from knowledge_base.parse.document import Page
from knowledge_base.parse.validate import did_you_mean
from knowledge_base.problems import Position, Problem
from knowledge_base.suggest import nearest


def addresses_kept(book: AddressBook, file: Page, context: Context, published: Collection[str]) -> Iterator[Problem]:
    """An address that was published keeps its page, or leads to the page that has taken its place.

    Args:
        book: the address book.
        file: its file.
        context: the addresses that there are.
        published: addresses that were published and need not be in the book yet.
    """
    pages = {address for address in context.addresses if not context.kept_back(address)}
    moved = {one.old for one in book.moved}
    for index, address in enumerate(book.published):
        if address and address not in pages | moved and leads_by_itself(address) is None:
            yield _lost(address, ("published", index), file, context, book)
    for address in sorted({*published} - {*book.published}):
        if address not in pages | moved and leads_by_itself(address) is None:
            yield _lost(address, (), file, context, book)
    yield from _wrong_moves(book, file, pages)


def _lost(address: str, path: Path, file: Page, context: Context, book: AddressBook) -> Problem:
    say = file.source.locale
    what = message(say, N_("{address} was published and has no page any more"), address=address)
    if context.kept_back(address):
        text = N_("to take an entry back, write status: withdrawn in it; it keeps its page")
        return file.problem(_position(file, path), path, "address-kept", what, message(say, text))
    text = N_("put the file back, or write under moved: {line}")
    # Whoever renames a file leaves one address that was not there before.
    folder = address.rpartition("/")[0]
    new = [other for other in context.addresses - {*book.published} if other.rpartition("/")[0] == folder]
    found = nearest(address, dict.fromkeys(new, ())) or (new[0] if len(new) == 1 else None)
    allowed = message(say, text, line=f"- {{old: {address}, new: {found or '…'}}}")
    return file.problem(_position(file, path), path, "address-kept", what, allowed)


def _wrong_moves(book: AddressBook, file: Page, pages: Collection[str]) -> Iterator[Problem]:
    say = file.source.locale
    seen: set[str] = set()
    for index, one in enumerate(book.moved):
        path: Path = ("moved", index, "old")
        # What was not understood is `None`, and has been reported.
        if one.old in pages:
            what = message(say, N_("{address} has a page, which readers would not see"), address=one.old)
            yield file.problem(_position(file, path), path, "address-moved", what, message(say, N_("remove this line")))
        if one.old and one.old in seen:
            what = message(say, N_("{address} is there twice"), address=one.old)
            yield file.problem(_position(file, path), path, "address-moved", what, message(say, N_("remove this line")))
        seen.add(one.old)
        if one.new and one.new not in pages:
            path = ("moved", index, "new")
            what = message(say, N_("there is no page {address}"), address=one.new)
            allowed = message(say, N_("the address of a page as it is now, without language and ending"))
            suggestion = did_you_mean(one.new, {page: () for page in pages if not page.endswith("/index")}, say)
            yield file.problem(_position(file, path), path, "address-moved", what, allowed, suggestion)


def _position(file: Page, path: Path) -> Position:
    return file.tree.position(path) if path else Position()
