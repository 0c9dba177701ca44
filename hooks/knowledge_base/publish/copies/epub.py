"""The book: all pages of a language as an EPUB, for e-readers and the readers of telephones.

EPUB 3.3 (https://www.w3.org/TR/epub-33/). `ebooklib` writes what holds a book together: package, navigation, and the
navigation of EPUB 2 for old devices. The same site gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from ebooklib import epub
from lxml import etree
from lxml.html import HtmlElement

from knowledge_base.locale import N_, Locale, long_date, message
from knowledge_base.publish.copies.articles import anchors_in, article_of, lead_links, leading, pictures_in
from knowledge_base.publish.copies.volume import BookPage, Volume
from knowledge_base.publish.packs.packing import PackedFile, packed
from knowledge_base.setup_error import reading

_XHTML = "http://www.w3.org/1999/xhtml"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCUMENT = "application/xhtml+xml"
_STYLE = "book.css"
_TITLE_PAGE = "title.xhtml"
_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
# The beginning of what the zip format can say, and no more than the container asks for (OCF, 4.2).
_DATE = (1980, 1, 1, 0, 0, 0)

PagesDone = Callable[[int], None]


def write_epub(target: Path, volume: Volume, step: PagesDone = lambda _done: None) -> tuple[PackedFile, ...]:
    """Write the book of a language.

    Args:
        target: the file.
        volume: what is in it.
        step: is called with the number of pages done since the last call.

    Returns:
        The files in it.

    Raises:
        PackError: a page is no page of a site.
    """
    book = _book(volume)
    # Every page is read twice: which anchors there are has to be known before links lead to them, and all pages at once
    # would take ten times the memory of their files.
    anchors = {leaf.url: anchors_in(article_of(volume.site, leaf.url)) for leaf in volume.leaves}
    names = {url: _name(url, volume.locale) for url in anchors}
    items = {}
    pictures: dict[str, str] = {}
    for leaf in volume.leaves:
        article = article_of(volume.site, leaf.url)
        # All documents are in one folder, so the name of one is the address of it.
        lead_links(article, leaf.url, leading(volume.masthead.home, names, anchors))
        for picture, path in pictures_in(article, leaf.url):
            picture.set("src", pictures.setdefault(path, path.replace("/", "-")))
        items[leaf.url] = _item(names[leaf.url], leaf.title, article, volume.locale)
        step(1)
    title_page = _item(_TITLE_PAGE, volume.masthead.name, _title_article(volume), volume.locale)
    style = epub.EpubItem(_id(_STYLE), _STYLE, "text/css", files(__package__).joinpath(_STYLE).read_bytes())
    nav = epub.EpubNav(title=message(volume.locale, N_("Contents")))
    for item in (style, title_page, nav, *items.values(), *_pictures(volume.site, pictures), epub.EpubNcx()):
        book.add_item(item)
    book.spine = [title_page, nav, *items.values()]
    book.toc = [
        (_section(section.front, names), [_link(leaf, names) for leaf in section.leaves])
        if section.leaves
        else _link(section.front, names)
        for section in volume.sections
    ]
    made = io.BytesIO()
    day = dt.datetime.combine(volume.date, dt.time())
    # Neither the guide of EPUB 2 nor lists of pages on paper: there are none.
    options = {"mtime": day, "raise_exceptions": True, "epub3_pages": False, "epub3_landmark": False}
    epub.write_epub(made, book, options)
    return _settled(made, target)


def _book(volume: Volume) -> epub.EpubBook:
    """Return a book with all that it says of itself, and no pages yet."""
    about, locale = volume.masthead, volume.locale
    book = epub.EpubBook()
    # The same for all days: to an e-reader, the book of another day is the same book, newer.
    book.set_identifier(uuid.uuid5(uuid.NAMESPACE_URL, f"{about.home or about.name}#{locale}").urn)
    book.set_title(about.name)
    book.set_language(locale.value)
    book.add_metadata("DC", "description", about.description)
    book.add_metadata("DC", "date", volume.date.isoformat())
    if about.licence:
        book.add_metadata("DC", "rights", about.licence)
    if volume.revision:
        book.add_metadata("DC", "source", volume.revision)
    # EPUB Accessibility 1.1, 2.2: what a reader may expect.
    for name, values in {
        "accessMode": ("textual",),
        "accessModeSufficient": ("textual",),
        "accessibilityFeature": ("structuralNavigation", "tableOfContents", "readingOrder"),
        "accessibilityHazard": ("none",),
        "accessibilitySummary": (message(locale, N_("All is text, with headings, lists and tables marked as such.")),),
    }.items():
        for value in values:
            book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    return book


def _title_article(volume: Volume) -> HtmlElement:
    """Return the first page: whose book this is, and of what day."""
    locale, about = volume.locale, volume.masthead
    article = etree.Element("article")
    of_the_day = message(locale, N_("Content as of {date}"), date=long_date(volume.date, locale))
    revision = message(locale, N_("revision {revision}"), revision=volume.revision) if volume.revision else ""
    etree.SubElement(article, "h1", id="title").text = about.name
    for text in (about.description, f"{of_the_day}, {revision}" if revision else of_the_day, about.licence, about.home):
        if text:
            etree.SubElement(article, "p").text = text
    note = N_("A book cannot search, filter or draw as the website does; all texts, lists and sources are in it.")
    etree.SubElement(article, "p", {"class": "about"}).text = message(locale, note)
    return article


def _item(name: str, title: str, article: HtmlElement, locale: Locale) -> epub.EpubItem:
    """Return a document, written by ourselves: the library would parse it anew, and put blanks between elements."""
    root = etree.Element("html", nsmap={None: _XHTML})  # type: ignore[dict-item] # the default namespace
    root.set("lang", locale)
    root.set(_XML_LANG, locale)
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", rel="stylesheet", href=_STYLE, type="text/css")
    article.tail = None
    body.append(article)
    for element in article.xpath("//*[@lang]"):
        element.set(_XML_LANG, element.get("lang"))
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return epub.EpubItem(_id(name), name, _DOCUMENT, written)


def _pictures(site: Path, pictures: dict[str, str]) -> Iterator[epub.EpubItem]:
    for path, name in sorted(pictures.items()):
        with reading(path):
            yield epub.EpubItem(_id(name), name, _TYPES[Path(name).suffix.lower()], (site / path).read_bytes())


def _section(leaf: BookPage, names: dict[str, str]) -> epub.Section:
    return epub.Section(leaf.title, names[leaf.url])


def _link(leaf: BookPage, names: dict[str, str]) -> epub.Link:
    return epub.Link(names[leaf.url], leaf.title, _id(names[leaf.url]))


def _name(url: str, locale: Locale) -> str:
    return url.removeprefix(f"{locale}/").removesuffix(".html").replace("/", "-") + ".xhtml"


def _id(name: str) -> str:
    """Return the id of a file in the package: an XML name, which begins with a letter."""
    return "f-" + name


def _settled(made: io.BytesIO, target: Path) -> tuple[PackedFile, ...]:
    """Write the book without the time at which it was made, and return its files."""
    written = []
    with zipfile.ZipFile(made) as fresh, zipfile.ZipFile(target, "w") as archive:
        for info in fresh.infolist():
            data = fresh.read(info)
            settled = zipfile.ZipInfo(info.filename, _DATE)
            settled.compress_type = info.compress_type
            settled.create_system = 3
            settled.external_attr = 0o100644 << 16
            archive.writestr(settled, data)
            written.append(packed(info.filename, data))
    return tuple(sorted(written))
