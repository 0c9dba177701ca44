"""The archive for Kiwix: all pages of a language, with a search of its own, as a ZIM file.

Format: https://wiki.openzim.org/wiki/ZIM_file_format; what an archive says of itself: the metadata of openZIM. One file
per language, as its index has the stemmer of one. The pages stay where they are on the site, so their links do too.
"""

from __future__ import annotations

import errno
import hashlib
import mmap
import os
import posixpath
import shutil
import uuid
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider
from lxml import etree, html
from lxml.html import HtmlElement

from knowledge_base.assemble import addresses
from knowledge_base.assemble.addresses import relative_url
from knowledge_base.locale import N_, Locale, fold, message
from knowledge_base.publish.hosts.media_types import MEDIA_TYPES
from knowledge_base.publish.packs.books.articles import lead_links
from knowledge_base.publish.packs.books.volume import BookPage, Volume
from knowledge_base.publish.packs.packing import ROOT, PackedFile, PackError, files_id, packed
from knowledge_base.setup_error import reading

# ISO 639-3, which the metadata asks for; libzim takes the stemmer of that language.
_LANGUAGES = {Locale.ES: "spa", Locale.EN: "eng"}
_ILLUSTRATION = "illustration.png"
_SIDE = 48
# What only the site can do, and what is said to its crawlers and its hosts.
_TAGS = frozenset({"script", "noscript", "template", "form"})
_RELATIONS = frozenset({"canonical", "alternate", "manifest"})
_CLASSES = frozenset({"kb-tools", "kb-suggest", "kb-buttons", "kb-brief__notes"})
_MENUS = ("kb-sections", "kb-footer")
# How often a title is a keyword: often enough for every entry to come first when its title is searched in texts too.
_TITLE_COUNTS = 8
# Longest texts of the metadata (https://wiki.openzim.org/wiki/Metadata).
_TITLE, _DESCRIPTION = 30, 80
# Where the header has the id of the archive, and how long it and the hash at the end are.
_ID, _HASH = slice(8, 24), 16
# How an index of Xapian begins; the version of its format stands between that and its id.
_XAPIAN, _XAPIAN_VERSION = b"\x0f\x0dXapian Glass", 2
_FILES = "files/"
_NEEDED = "//link/@href | //img/@src"


class _Words(IndexData):  # type: ignore[misc] # it has no types of its own
    """What is searched of a page: every word as it is written, and without accents; either spelling then finds it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, _with_folded(text)

    def has_indexdata(self) -> bool:
        # Pages that only repeat others, as briefs, are found by their titles alone, as on the site.
        return bool(self._text)

    def get_title(self) -> str:
        return self._title

    def get_content(self) -> str:
        return self._text

    def get_keywords(self) -> str:
        # Keywords count more than text: a page with just that title comes before those that go on about it.
        return " ".join([_with_folded(self._title)] * _TITLE_COUNTS)

    def get_wordcount(self) -> int:
        return self._text.count(" ") + 1

    def get_geoposition(self) -> None:
        return None


class _File(Item):  # type: ignore[misc] # as above
    """A file of the archive; a page if it has words."""

    def __init__(self, path: str, title: str, kind: str, data: bytes, words: _Words | None = None) -> None:
        super().__init__()
        self._path, self._title, self._kind, self._data, self._words = path, title, kind, data, words

    def get_indexdata(self) -> _Words | None:
        return self._words

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return self._title

    def get_mimetype(self) -> str:
        return self._kind

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: int(self._words is not None)}

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self._data)


def write_zim(target: Path, volume: Volume, step: Callable[[int], None] = lambda _done: None) -> None:
    """Write the archive of a language.

    Args:
        target: the file.
        volume: what is in it.
        step: is called with the number of pages done since the last call.

    Raises:
        PackError: the archive can't be written.
        DamagedFileError: a file of the site can't be read.
        OSError: the disk has too little room.
    """
    try:
        _write(target, volume, step)
    except RuntimeError as error:
        raise PackError(N_("{path} can't be written: {said}"), path=target, said=error) from error


def _write(target: Path, volume: Volume, step: Callable[[int], None]) -> None:
    front = BookPage(
        url=addresses.url(addresses.HOME, volume.locale),
        title=volume.masthead.name,
        description=volume.masthead.description,
    )
    leaves = (front, *volume.leaves)
    known = frozenset(leaf.url for leaf in leaves)
    _check_room(target.parent, [volume.site / leaf.url for leaf in leaves])
    written, assets = [], set[str]()
    # One worker: the order of the files is that in which they are added.
    creator = Creator(target).config_indexing(True, _LANGUAGES[volume.locale]).config_nbworkers(1)  # noqa: FBT003
    with creator.set_mainpath(front.url):
        _describe(creator, volume)
        for leaf in leaves:
            document = _page(volume, leaf.url, known, assets)
            data = html.tostring(document, doctype="<!doctype html>", encoding="utf-8")
            words = _Words(leaf.title, _searched(document))
            creator.add_item(_File(leaf.url, leaf.title, "text/html", data, words))
            written.append(packed(leaf.url, data))
            step(1)
        for path in sorted(assets):
            with reading(path):
                data, kind = (volume.site / path).read_bytes(), MEDIA_TYPES[Path(path).suffix]
            creator.add_item(_File(path, "", kind, data))
            written.append(packed(path, data))
    _settle(target, written)


def _check_room(folder: Path, pages: Iterable[Path]) -> None:
    """Check that a disk has room for pages, more than the archive of them takes: libzim waits forever on a full one.

    Raises:
        OSError: it has not.
    """
    if shutil.disk_usage(folder).free < sum(page.stat().st_size for page in pages):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _describe(creator: Creator, volume: Volume) -> None:
    about, language = volume.masthead, _LANGUAGES[volume.locale]
    # Cut, the name would lose whose base of knowledge it is.
    short = message(volume.locale, N_("RCM: {title}"), title=message(volume.locale, N_("Knowledge base")))
    creator.add_illustration(_SIDE, files(__package__).joinpath(_ILLUSTRATION).read_bytes())
    for name, value in {
        "Name": f"{ROOT}_{volume.locale}",
        "Title": about.name if len(about.name) <= _TITLE else _cut(short, _TITLE),
        "Description": _cut(about.description, _DESCRIPTION),
        "LongDescription": about.description,
        "Language": language,
        "Creator": about.name,
        "Publisher": about.name,
        "Date": str(volume.date),
        "License": about.licence,
        "Source": about.home,
        "Scraper": f"{ROOT} {volume.about.revision}".strip(),
        "Tags": "_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
    }.items():
        if value:
            creator.add_metadata(name, value)


def _cut(text: str, most: int) -> str:
    """Return a text that is no longer than that: cut after a word, with three dots."""
    return text if len(text) <= most else text[: most - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _page(volume: Volume, url: str, known: frozenset[str], needed: set[str]) -> Any:
    """Return a page of the site without what only a site can do, and add the paths of the files that it needs."""
    parser = html.HTMLParser(encoding="utf-8")
    document: Any = html.fromstring((volume.site / url).read_bytes(), parser=parser)
    for element in [*document.iter()]:
        if element.getparent() is not None and _is_of_the_site(element):
            element.drop_tree()

    _say_what_copy(document, volume)

    def where(address: str) -> str:
        parts = urlsplit(address)
        if parts.path in known and not parts.query:
            return relative_url(address, url)
        if parts.path.startswith(_FILES) and (volume.site / parts.path).is_file():
            needed.add(parts.path)
            return relative_url(parts.path, url)
        return volume.masthead.home and volume.masthead.home + address

    lead_links(document, url, where)
    for menu in document.xpath(" | ".join(f"//*[contains(@class, '{name}')]//li" for name in _MENUS)):
        if not menu.xpath(".//a"):
            menu.drop_tree()
    for picture in document.iter("img"):
        picture.attrib.pop("srcset", None)
    needed |= {posixpath.normpath(posixpath.join(posixpath.dirname(url), path)) for path in document.xpath(_NEEDED)}
    return document


def _say_what_copy(document: Any, volume: Volume) -> None:
    """Say in the footer of what day the archive is, instead of where the site says that of itself."""
    for link in document.xpath("//footer//li/a[contains(@href, '#copy')]"):
        link.getparent().drop_tree()
    said = volume.about.sentence(volume.locale)
    for who in document.xpath("//div[@class='kb-footer__who']") if said else ():
        etree.SubElement(who, "p").text = said


def _searched(document: Any) -> str:
    """Return the text that the search of the site knows of a page; this changes the page."""
    for part in document.xpath("//*[@data-unsearched]"):
        part.drop_tree()
    return " ".join(" ".join(document.xpath("//*[@data-searched]//text()")).split())


def _is_of_the_site(element: HtmlElement) -> bool:
    match element.tag:
        case "link":
            return element.get("rel") in _RELATIONS
        case "meta":
            # The policy of the site would keep a reader of archives from adding its own search to pages.
            return "http-equiv" in element.attrib or "property" in element.attrib or element.get("name") == "robots"
        case "button":
            return "popovertarget" not in element.attrib
    return element.tag in _TAGS or not _CLASSES.isdisjoint(element.get("class", "").split())


def _with_folded(text: str) -> str:
    """Return a text followed by its words without accents, where that is another spelling; as often, to rank alike."""
    return " ".join([text, *(folded for word in text.split() if (folded := fold(word)) != word.casefold())])


def _settle(target: Path, written: list[PackedFile]) -> None:
    """Give the archive ids that come from its content instead of chance, and the hash that it then has.

    The archive has an id, and so has each of the two indexes in it, which Xapian writes.
    """
    listed = files_id(written)
    with target.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        data[_ID] = uuid.uuid5(uuid.NAMESPACE_OID, listed).bytes
        place = data.find(_XAPIAN)
        while place >= 0:
            begin = place + len(_XAPIAN) + _XAPIAN_VERSION
            data[begin : begin + _HASH] = uuid.uuid5(uuid.NAMESPACE_OID, f"{place} {listed}").bytes
            place = data.find(_XAPIAN, begin)
        data[-_HASH:] = hashlib.md5(data[:-_HASH], usedforsecurity=False).digest()
