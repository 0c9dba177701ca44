"""Rules on links in bodies: they are valid, and their target page and anchor exist."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from knowledge_base.assemble.facets import INDEXED_FACETS
from knowledge_base.attachments.inspection import ENDINGS
from knowledge_base.check.context import NOT_PUBLISHED, Context
from knowledge_base.check.pictures import described_problems
from knowledge_base.check.references import title_of
from knowledge_base.locale import N_, Locale, message
from knowledge_base.markdown.body import BodyLink
from knowledge_base.markdown.resolve import file_within, way_within
from knowledge_base.model.kinds import KIND_BY_FOLDER
from knowledge_base.model.web import Target, target_of
from knowledge_base.parse.document import Page
from knowledge_base.parse.hints import address_meant
from knowledge_base.parse.values_meant import shortened
from knowledge_base.problems import Correction, Position, Problem
from knowledge_base.suggest import nearest

_ENDINGS = tuple(f".{ending}" for ending in ENDINGS)

# The anchors of footnotes as Word writes them.
_NOTE_OF_WORD = re.compile(r"_(?:ftn|edn)(?:ref)?[0-9]+")
_MAILBOX = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_MOST_SECTIONS = 30
"""The maximum number of anchors that a message lists."""


def link_problems(
    page: Page, link: BodyLink, position: Position, context: Context, *, suggest: bool = True
) -> Iterator[Problem]:
    """Yield the problems of a link in a body.

    Args:
        page: the page with the link.
        link: the link.
        position: the position of the link in the file.
        context: the pages and anchors that it may point to.
        suggest: whether to look for what was meant among all of them.
    """
    locale = page.source.locale
    href = shortened(link.href)
    if link.href in ("", "#"):
        what, allowed = N_("the link leads nowhere"), N_("write its address between the brackets, or words alone")
        yield page.problem(position, (), "link", message(locale, what), message(locale, allowed))
        return
    meant = _web_or_mail(link.href)
    match target_of(link.href):
        case Target.BROKEN | Target.WITHIN if meant:
            what, suggestion = N_("the link {href!r} can't be read"), N_("did you mean {value!r}?")
            said = message(locale, what, href=href), "", message(locale, suggestion, value=shortened(meant))
            correction = Correction(position, link.href, meant)
            yield replace(page.problem(position, (), "link", *said), correction=correction)
        case Target.BROKEN:
            yield page.problem(
                position,
                (),
                "link",
                message(locale, N_("the link {href!r} can't be read"), href=href),
                message(
                    locale, N_("write the whole address, without blanks, as in https://www.example.org/report.pdf")
                ),
            )
        case Target.REFUSED:
            yield page.problem(
                position,
                (),
                "link-scheme",
                message(locale, N_("the link {href!r} is not allowed"), href=href),
                message(
                    locale,
                    N_("write https://…, mailto:…, tel:… or the way to another page, as in ../topics/borders.md"),
                ),
            )
        case Target.LOCAL:
            yield page.problem(
                position,
                (),
                "link-local",
                message(locale, N_("{input!r} can be opened in one network or on one computer only"), input=href),
                message(locale, N_("write an address that anyone can open")),
            )
        case Target.WITHIN:
            yield from _within(page, link, position, context, suggest=suggest)
        case Target.WEB | Target.MAIL_OR_PHONE:
            pass


def _web_or_mail(href: str) -> str:
    """Return an address that lacks its scheme, or a part of it, with it; empty if it is not clearly one."""
    return f"mailto:{href}" if _MAILBOX.fullmatch(href) else address_meant(href)


def _within(page: Page, link: BodyLink, position: Position, context: Context, *, suggest: bool) -> Iterator[Problem]:
    locale = page.source.locale
    folder, _, id_ = page.source.address.rpartition("/")
    if (file := file_within(link.href, page.source.address)) and folder in KIND_BY_FOLDER:
        if file[0] == id_:
            yield from described_problems(page, file[1], position, context)
        else:
            what, allowed = N_("the file belongs to {id!r}"), N_("link to the page of that entry")
            words = message(locale, what, id=shortened(file[0])), message(locale, allowed)
            yield page.problem(position, (), "link-file", *words)
        return
    way = way_within(link.href, page.source.address)
    if way is None and folder in KIND_BY_FOLDER and urlsplit(link.href).path.lower().endswith(_ENDINGS):
        yield page.problem(
            position,
            (),
            "link-file",
            message(locale, N_("the link {href!r} leads to no file beside this entry"), href=shortened(link.href)),
            message(
                locale,
                N_("put it into docs/files/{id}/, say under files: what it is, and write ../files/{id}/name.pdf"),
                id=id_,
            ),
        )
        return
    if way is None:
        yield page.problem(
            position,
            (),
            "link-form",
            message(locale, N_("the link {href!r} does not name a page"), href=shortened(link.href)),
            message(locale, N_("a link to another page ends in .md")),
        )
        return
    address, fragment = way
    if context.kept_back(address) and not context.kept_back(page.source.address):
        what, allowed = (message(locale, text, id=posixpath.basename(address)) for text in NOT_PUBLISHED)
        yield page.problem(position, (), "reference-to-draft", what, allowed)
    if address not in context.addresses and not _of_unread(address, context):
        yield _no_page(page, link, address, position, context, suggest=suggest)
    elif fragment and address in context.addresses:
        yield from _section(page, address, fragment, position, context, suggest=suggest)


def _section(
    page: Page, address: str, fragment: str, position: Position, context: Context, *, suggest: bool
) -> Iterator[Problem]:
    """Yield a problem if a page does not have the anchor in the language of the link."""
    locale = page.source.locale
    anchors = context.anchors.of(address, locale)
    if fragment in anchors:
        return
    found = nearest(fragment, dict.fromkeys(anchors, ())) if suggest else None
    known = ", ".join(f"#{anchor}" for anchor in anchors[:_MOST_SECTIONS])
    more = ", …" if len(anchors) > _MOST_SECTIONS else ""
    allowed = N_("it has: {ids}") if known else N_("link to the page as a whole")
    if _NOTE_OF_WORD.match(fragment):
        allowed = N_("write [^1] in the text, without blanks, and on a line of its own [^1]: words")
    yield page.problem(
        position,
        (),
        "link-section",
        message(
            locale, N_("the page {address} has no section {id!r}"), address=f"{address}.md", id=shortened(fragment)
        ),
        message(locale, allowed, ids=known + more),
        message(locale, N_("did you mean {value!r}?"), value=f"#{found}") if found else "",
    )


def _no_page(
    page: Page, link: BodyLink, address: str, position: Position, context: Context, *, suggest: bool
) -> Problem:
    locale = page.source.locale
    suggestion = ""
    if found := _page_meant(address, context) if suggest else None:
        way = posixpath.relpath(found, posixpath.dirname(page.source.address) or ".")
        suggestion = message(locale, N_("did you mean {value!r}?"), value=f"{way}.md")
    # What leads out of the folder of the language is said as it is written: it may look right from there.
    target = link.href.partition("#")[0] if address.startswith("../") else f"{address}.md"
    what = message(locale, N_("the link leads to no page: {address}"), address=shortened(target))
    return page.problem(position, (), "link-target", what, "", suggestion)


def _of_unread(address: str, context: Context) -> bool:
    """Whether an address may be that of a term whose vocabulary could not be read to its end, which is said there."""
    folder, _, id_ = address.rpartition("/")
    vocabulary = next((facet.vocabulary for facet in INDEXED_FACETS if facet.folder == folder), None)
    unread = context.unread.get(vocabulary, frozenset()) if vocabulary else frozenset()
    return unread is None or id_ in unread


def _page_meant(address: str, context: Context) -> str | None:
    folder = posixpath.dirname(address)
    near = sorted(known for known in context.addresses if posixpath.dirname(known) == folder)
    found = nearest(posixpath.basename(address), {known: _names(known, context) for known in near})
    return found or nearest(address, dict.fromkeys(sorted(context.addresses), ()))


def _names(address: str, context: Context) -> tuple[str, ...]:
    """Return the names of the page at an address: its file name, and those of the entry or term it shows."""
    folder, _, name = address.rpartition("/")
    entry = context.entries.get(name)
    if entry and entry.address == address:
        return (name, *(title_of(entry, locale) for locale in Locale))
    vocabulary = next((facet.vocabulary for facet in INDEXED_FACETS if facet.folder == folder), None)
    terms = context.vocabularies.named(vocabulary) if vocabulary else {}
    term = terms.get(name) or terms.get(name.upper())
    return (name, *(term.names() if term else ()))
