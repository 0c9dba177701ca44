"""The book: all pages of a language as an EPUB, for e-readers and the book apps of phones.

EPUB 3.3 (https://www.w3.org/TR/epub-33/): a zip with a package document, which lists all files and their order, and a
navigation document, the table of contents. The same site gives the same bytes.
"""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from knowledge_base.assemble.addresses import relative_url
from knowledge_base.locale import N_, Locale, message
from knowledge_base.publish.hosts.media_types import MEDIA_TYPES
from knowledge_base.publish.packs.books.articles import anchors_in, article_of, lead_links, pictures_in
from knowledge_base.publish.packs.books.volume import BookPage, Volume
from knowledge_base.publish.packs.packing import zip_member
from knowledge_base.setup_error import reading

_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_DC = "http://purl.org/dc/elements/1.1/"
_OPF = "http://www.idpf.org/2007/opf"
_OPS = "http://www.idpf.org/2007/ops"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PACKAGE_TYPE = "application/oebps-package+xml"
_DOCUMENT_TYPE = "application/xhtml+xml"

# Files of the container, and of the folder of the book.
_MIMETYPE = "mimetype"
_CONTAINER_FILE = "META-INF/container.xml"
_FOLDER = "EPUB"
_PACKAGE, _STYLE, _TITLE_PAGE, _NAVIGATION = "package.opf", "book.css", "title.xhtml", "contents.xhtml"
_ID = "book"


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A file of the book: its path from the folder of the book, and its media type."""

    path: str
    media_type: str


def write_epub(target: Path, volume: Volume, step: Callable[[int], None] = lambda _done: None) -> None:
    """Write the book of a language.

    Args:
        target: the file.
        volume: what is in it.
        step: is called with the number of pages done since the last call.

    Raises:
        PackError: a page is no page of a site.
        DamagedFileError: a picture can't be read.
    """
    # Every page is read twice: which anchors there are has to be known before links lead to them, and all pages at once
    # would take ten times the memory of their files.
    anchors = {leaf.url: anchors_in(article_of(volume.site, leaf.url)) for leaf in volume.leaves}
    paths = {url: _path(url, volume.locale) for url in anchors}
    pictures = set[str]()
    with zipfile.ZipFile(target, "w") as archive:

        def add(path: str, data: bytes) -> None:
            archive.writestr(zip_member(f"{_FOLDER}/{path}"), data)

        # The first file says what the zip is, uncompressed, so that it can be read at a fixed place (OCF, 4.2.4).
        archive.writestr(zip_member(_MIMETYPE, zipfile.ZIP_STORED), MEDIA_TYPES[".epub"])
        archive.writestr(zip_member(_CONTAINER_FILE), _container())
        add(_STYLE, files(__package__).joinpath(_STYLE).read_bytes())
        add(_TITLE_PAGE, _document(_TITLE_PAGE, volume.masthead.name, _title_page(volume), volume.locale))
        add(_NAVIGATION, _navigation(volume, paths))
        for leaf in volume.leaves:
            article = article_of(volume.site, leaf.url)
            lead_links(article, leaf.url, _leading(volume.masthead.home, leaf.url, paths, anchors))
            for picture, path in pictures_in(article, leaf.url):
                picture.set("src", relative_url(path, paths[leaf.url]))
                pictures.add(path)
            add(paths[leaf.url], _document(paths[leaf.url], leaf.title, article, volume.locale))
            step(1)
        for path in sorted(pictures):
            with reading(path):
                add(path, (volume.site / path).read_bytes())
        documents = [_TITLE_PAGE, _NAVIGATION, *paths.values()]
        others = [_Item(path=path, media_type=MEDIA_TYPES[Path(path).suffix]) for path in (_STYLE, *sorted(pictures))]
        add(_PACKAGE, _package(volume, documents, others))


def _path(url: str, locale: Locale) -> str:
    """Return the path of the document of a page, from the folder of the book."""
    return url.removeprefix(f"{locale}/").removesuffix(".html") + ".xhtml"


def _leading(
    home: str, here: str, paths: Mapping[str, str], anchors: Mapping[str, Collection[str]]
) -> Callable[[str], str]:
    """Return what says where links of a page lead: to documents of the book, else to the published site, else nowhere.

    Args:
        home: the URL of the published site; empty if it is not known.
        here: the page.
        paths: the documents of pages.
        anchors: the ids in each of these pages; a link to another one leads to the top of the page.
    """

    def where(address: str) -> str:
        parts = urlsplit(address)
        if parts.path in paths and not parts.query:
            known = parts.fragment and parts.fragment in anchors[parts.path]
            return relative_url(paths[parts.path] + (f"#{parts.fragment}" if known else ""), paths[here])
        return home and home + address

    return where


def _title_page(volume: Volume) -> HtmlElement:
    """Return the first page: whose book this is, and of what day."""
    about = volume.masthead
    article = etree.Element("article")
    etree.SubElement(article, "h1", id="title").text = about.name
    for text in (about.description, volume.about.sentence(volume.locale), about.licence, about.home):
        if text:
            etree.SubElement(article, "p").text = text
    note = N_("A book cannot search, filter or draw as the website does; all texts, lists and sources are in it.")
    etree.SubElement(article, "p", {"class": "about"}).text = message(volume.locale, note)
    return article


def _navigation(volume: Volume, paths: Mapping[str, str]) -> bytes:
    """Return the navigation document: a list of the sections, each with the list of its pages (EPUB 3.3, 7)."""
    contents = message(volume.locale, N_("Contents"))
    nav = etree.Element("nav", {f"{{{_OPS}}}type": "toc"}, nsmap={"epub": _OPS})
    etree.SubElement(nav, "h1").text = contents
    outer = etree.SubElement(nav, "ol")

    def entry(parent: HtmlElement, page: BookPage) -> HtmlElement:
        item = etree.SubElement(parent, "li")
        etree.SubElement(item, "a", href=paths[page.url]).text = page.title
        return item

    for section in volume.sections:
        item = entry(outer, section.front)
        if section.leaves:
            inner = etree.SubElement(item, "ol")
            for leaf in section.leaves:
                entry(inner, leaf)
    return _document(_NAVIGATION, contents, nav, volume.locale)


def _document(path: str, title: str, content: HtmlElement, locale: Locale) -> bytes:
    """Return a content document (EPUB 3.3, 6.1)."""
    # Elements that were read from HTML have no namespace; they stand in the default one once they are written.
    root = etree.Element("html", nsmap={None: _XHTML})  # type: ignore[dict-item] # the default namespace
    root.set("lang", locale)
    root.set(_XML_LANG, locale)
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", rel="stylesheet", href=relative_url(_STYLE, path), type="text/css")
    content.tail = None
    body.append(content)
    for element in content.xpath("//*[@lang]"):
        element.set(_XML_LANG, element.get("lang"))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")


def _container() -> bytes:
    """Return the file that says where the package document is (OCF, 4.2.6.3.1)."""
    root = etree.Element(f"{{{_CONTAINER}}}container", version="1.0", nsmap={None: _CONTAINER})  # type: ignore[dict-item]
    roots = etree.SubElement(root, f"{{{_CONTAINER}}}rootfiles")
    place = {"full-path": f"{_FOLDER}/{_PACKAGE}", "media-type": _PACKAGE_TYPE}
    etree.SubElement(roots, f"{{{_CONTAINER}}}rootfile", place)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _package(volume: Volume, documents: Sequence[str], others: Sequence[_Item]) -> bytes:
    """Return the package document: what the book is, its files, and their order (EPUB 3.3, 5).

    Args:
        volume: what is in the book.
        documents: the paths of its documents, in the order of reading.
        others: its other files.
    """
    root = etree.Element(
        f"{{{_OPF}}}package",
        {"version": "3.0", "unique-identifier": _ID, _XML_LANG: volume.locale},
        nsmap={None: _OPF, "dc": _DC},  # type: ignore[dict-item] # as above
    )
    metadata, manifest, spine = (
        etree.SubElement(root, f"{{{_OPF}}}{name}") for name in ("metadata", "manifest", "spine")
    )
    for name, text in _described(volume):
        etree.SubElement(metadata, f"{{{_DC}}}{name}", {"id": _ID} if name == "identifier" else {}).text = text
    for property_, text in _properties(volume):
        etree.SubElement(metadata, f"{{{_OPF}}}meta", property=property_).text = text
    items = [*(_Item(path=path, media_type=_DOCUMENT_TYPE) for path in documents), *others]
    for number, item in enumerate(items):
        said = {"id": f"f{number}", "href": item.path, "media-type": item.media_type}
        said |= {"properties": "nav"} if item.path == _NAVIGATION else {}
        etree.SubElement(manifest, f"{{{_OPF}}}item", said)
        if item.media_type == _DOCUMENT_TYPE:
            etree.SubElement(spine, f"{{{_OPF}}}itemref", idref=said["id"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _described(volume: Volume) -> Iterator[tuple[str, str]]:
    """Yield what the book says of itself, by the names of Dublin Core."""
    about = volume.masthead
    # The same for all days: to an e-reader, the book of another day is the same book, newer.
    yield "identifier", uuid.uuid5(uuid.NAMESPACE_URL, f"{about.home or about.name}#{volume.locale}").urn
    yield "title", about.name
    yield "language", volume.locale
    yield "description", about.description
    yield "publisher", about.name
    yield "date", str(volume.date)
    if about.licence:
        yield "rights", about.licence
    if about.home:
        yield "source", about.home


def _properties(volume: Volume) -> Iterator[tuple[str, str]]:
    """Yield when it was last changed, and what a reader may expect of it (EPUB Accessibility 1.1, 2.2)."""
    yield "dcterms:modified", f"{volume.date}T00:00:00Z"
    yield "schema:accessMode", "textual"
    yield "schema:accessModeSufficient", "textual"
    for feature in ("structuralNavigation", "tableOfContents", "readingOrder"):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "none"
    summary = N_("All is text, with headings, lists and tables marked as such.")
    yield "schema:accessibilitySummary", message(volume.locale, summary)
