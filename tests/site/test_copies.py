"""Books and archives for Kiwix: each is opened as its format says, and holds the site of its language."""

from __future__ import annotations

import hashlib
import io
import json
import os
import posixpath
import re
import resource
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from lxml import etree, html
from PIL import Image
from playwright.sync_api import Browser

from knowledge_base.assemble.addresses import url
from knowledge_base.check.run import check_content
from knowledge_base.cli import main
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.books import make
from knowledge_base.publish.packs.books.articles import anchors_in
from knowledge_base.publish.packs.books.epub import write_epub
from knowledge_base.publish.packs.books.volume import Volume, volume_of
from knowledge_base.publish.packs.books.zim import write_zim
from knowledge_base.publish.packs.offline import whole_site
from knowledge_base.publish.packs.packing import PackError
from knowledge_base.publish.packs.shelf import CONTENTS, LIST, CopyForm
from tests.conftest import Once
from tests.site.building import REPOSITORY, SITE_URL
from tests.site.built import BuiltSite
from tests.site.test_in_browser import watched
from tools.serving import served

_LOCALES = pytest.mark.parametrize("locale", list(Locale))
_NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
}


_ENTRY = re.compile(r"(agreements|background|concept-notes|meetings|practices)/(?!index)")


class Book:
    """An EPUB, read as its format says: container, package, spine."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.first = archive.infolist()[0]
            self.dates = {info.date_time for info in archive.infolist()}
            self.files = {name: archive.read(name) for name in archive.namelist()}
        container: Any = etree.fromstring(self.files["META-INF/container.xml"])
        (package,) = container.xpath("//c:rootfile/@full-path", namespaces=_NS)
        self.package: Any = etree.fromstring(self.files[package])
        self.folder = posixpath.dirname(package)
        items = {str(item.get("id")): str(item.get("href")) for item in self.package.findall(".//opf:item", _NS)}
        self.spine: list[str] = [items[str(ref.get("idref"))] for ref in self.package.findall(".//opf:itemref", _NS)]

    def said(self, name: str) -> str:
        (element,) = self.package.findall(f".//dc:{name}", _NS)
        return str(element.text)

    def document(self, name: str) -> Any:
        return etree.fromstring(self.files[f"{self.folder}/{name}"])


def without_briefs(site: Path, locale: Locale) -> Volume:
    """Return what is in the books of a language, without the briefs, which are most pages."""
    volume = volume_of(site, check_content(REPOSITORY).catalogue, locale, whole_site(site))
    assert len([leaf for leaf in volume.leaves if "briefs/" in leaf.url]) > 200
    return replace(volume, sections=tuple(one for one in volume.sections if "briefs/" not in one.front.url))


@pytest.fixture(scope="session")
def copies(once: Once, site: BuiltSite) -> Path:
    """Return a folder with ``site``, a built site, and ``dist`` with its books and archives, as the commands do it."""

    def fill(folder: Path) -> None:
        shutil.copytree(site.folder, folder / "site", copy_function=os.link)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(make, "volume_of", lambda site, _catalogue, locale, _about: without_briefs(site, locale))
            for command in ("epub", "zim"):
                done = CliRunner().invoke(main, [command, *place(folder)], catch_exceptions=False)
                assert done.exit_code == 0, done.output

    return once("copies", fill)


def place(folder: Path) -> list[str]:
    return ["--site", str(folder / "site"), "--out", str(folder / "dist"), "--root", str(REPOSITORY)]


def file_in(folder: Path, locale: Locale, suffix: str) -> Path:
    (found,) = (folder / "dist").glob(f"*-{locale}{suffix}")
    return found


@pytest.fixture(scope="session")
def volumes(site: BuiltSite) -> dict[Locale, Volume]:
    """Return what is in the copies of each language."""
    return {locale: without_briefs(site.folder, locale) for locale in Locale}


@pytest.fixture
def book(copies: Path, locale: Locale) -> Book:
    return Book(file_in(copies, locale, ".epub"))


@_LOCALES
def test_a_book_says_what_it_is(book: Book, volumes: dict[Locale, Volume], locale: Locale) -> None:
    volume = volumes[locale]
    assert (book.first.filename, book.first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.dates == {(1980, 1, 1, 0, 0, 0)}
    assert book.files["mimetype"] == b"application/epub+zip"
    assert (book.said("title"), book.said("language")) == (volume.masthead.name, locale)
    assert (book.said("date"), book.said("rights")) == (str(volume.date), volume.masthead.licence)
    text = " ".join(book.document(book.spine[0]).itertext())
    assert volume.masthead.description in text
    assert volume.about.sentence(locale) in text


@_LOCALES
def test_a_book_has_every_entry_in_the_order_of_the_lists(book: Book, site: BuiltSite, locale: Locale) -> None:
    for kind in ("agreements", "background", "concept-notes", "meetings", "practices"):
        folder = site.folder / ("" if locale is Locale.ES else locale) / kind
        names = [f"{kind}/{path.stem}.xhtml" for path in folder.glob("*.html")]
        places = sorted(book.spine.index(name) for name in names)
        assert places == [*range(places[0], places[0] + len(names))]
        links = book.document(f"{kind}/index.xhtml").xpath(
            "//x:*[contains(@class, 'kb-card__title')]//@href", namespaces=_NS
        )
        listed = [*dict.fromkeys(f"{kind}/{link}" for link in links)]
        assert [name for name in book.spine if name in listed] == listed
        assert len(listed) + 1 == len(names)
        assert book.spine[places[0]] == f"{kind}/index.xhtml"


@_LOCALES
def test_links_and_the_contents_of_a_book_lead_into_it(book: Book, locale: Locale) -> None:
    anchors = {name: set(book.document(name).xpath("//@id")) for name in book.spine}
    contents = book.document("contents.xhtml").xpath("//x:nav//x:a/@href", namespaces=_NS)
    assert [*dict.fromkeys(contents)] == book.spine[2:]
    inside = 0
    for name in book.spine:
        document = book.document(name)
        assert document.get("lang") == document.get("{http://www.w3.org/XML/1998/namespace}lang") == locale
        for link in document.xpath("//x:a/@href", namespaces=_NS):
            parts = urlsplit(link)
            if not parts.scheme:
                inside += 1
                there = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) if parts.path else name
                assert there in anchors, f"{name}: {link}"
                assert not parts.fragment or parts.fragment in anchors[there], f"{name}: {link}"
    assert inside > 1000


@_LOCALES
def test_a_book_has_the_texts_and_nothing_that_needs_the_site(book: Book, site: BuiltSite, locale: Locale) -> None:
    prefix = "" if locale is Locale.ES else f"{locale}/"
    name = "agreements/rcgm-conclusions-2014-06"
    document = book.document(f"{name}.xhtml")
    text = " ".join(" ".join(document.find(".//x:article", _NS).itertext()).split())
    page = (site.folder / f"{prefix}{name}.html").read_text("utf-8")
    parsed: Any = etree.HTML(page)
    points = parsed.xpath("//li[contains(@class, 'kb-point')]/p[1]")
    assert len(points) > 3
    for point in points:
        assert " ".join(" ".join(point.itertext()).split()) in text
    for each in book.spine:
        elements = {etree.QName(element).localname for element in book.document(each).iter(etree.Element)}
        assert not elements & {"script", "form", "button", "svg", "details", "template", "input", "iframe", "object"}


# For Kiwix


@pytest.fixture
def archive(copies: Path, locale: Locale) -> Archive:
    return Archive(file_in(copies, locale, ".zim"))


def found_in(archive: Archive, text: str) -> list[str]:
    search = Searcher(archive).search(Query().set_query(text))
    return [*search.getResults(0, search.getEstimatedMatches())]


@_LOCALES
def test_an_archive_says_what_it_is(archive: Archive, volumes: dict[Locale, Volume], locale: Locale) -> None:
    volume = volumes[locale]
    said = {key: archive.get_metadata(key).decode() for key in archive.metadata_keys if "Illustration" not in key}
    assert (said["Language"], said["Date"]) == ("spa" if locale is Locale.ES else "eng", str(volume.date))
    # A library shows this alone: nothing of it may be cut off.
    assert "CRM" in said["Title"] or "RCM" in said["Title"]
    assert len(said["Title"]) <= 30
    assert len(said["Description"]) <= 80
    assert said["LongDescription"] == volume.masthead.description
    assert volume.about.revision in said["Scraper"]
    with Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content))) as picture:
        assert (picture.format, picture.size) == ("PNG", (48, 48))
    assert archive.check()
    assert archive.main_entry.get_item().path == url("index", locale)


@_LOCALES
def test_pages_of_an_archive_need_nothing_that_is_not_in_it(
    archive: Archive, volumes: dict[Locale, Volume], locale: Locale
) -> None:
    pages = [url("index", locale), *(leaf.url for leaf in volumes[locale].leaves)]
    said = volumes[locale].about.sentence(locale)
    for page in pages:
        text = bytes(archive.get_entry_by_path(page).get_item().content).decode()
        document: Any = etree.HTML(text)
        assert not document.xpath("//script | //form | //meta[@http-equiv]")
        # Its own day, and no link to where the site says of what day that is.
        assert document.xpath("//footer//p/text()").count(said) == 1
        assert not document.xpath("//footer//a[contains(@href, '#copy')]")
        for address in document.xpath("//a/@href | //link/@href | //img/@src"):
            parts = urlsplit(address)
            if not parts.scheme and parts.path:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(page), parts.path))
                assert archive.has_entry_by_path(path), f"{page}: {address}"


@pytest.mark.parametrize("locale", [Locale.ES])
def test_either_spelling_finds_the_same(archive: Archive) -> None:
    for one, other in (("niños", "ninos"), ("niño", "nino"), ("migración", "MIGRACION"), ("Panamá", "panama")):
        assert found_in(archive, one)
        assert set(found_in(archive, one)) == set(found_in(archive, other))
    assert "topics/children-and-adolescents.html" in found_in(archive, "ninos")


@_LOCALES
def test_an_exact_title_comes_first(archive: Archive, volumes: dict[Locale, Volume], locale: Locale) -> None:
    """In the titles, where Kiwix looks while one types, that of any page; in the texts, that of any entry."""
    leaves = volumes[locale].leaves
    for leaf in leaves:
        assert [*SuggestionSearcher(archive).suggest(leaf.title).getResults(0, 1)] == [leaf.url]
    entries = [leaf for leaf in leaves if _ENTRY.search(leaf.url)]
    assert len(entries) > 50
    for leaf in entries:
        assert found_in(archive, leaf.title)[0] == leaf.url, leaf.title


# What both have in common


def test_what_is_kept_of_a_page_does_not_hold_all_of_it() -> None:
    """As what XPath returns does: a book of 3,000 entries took two gigabytes."""
    anchors = anchors_in(html.fromstring('<article id="a"><p id="b">x</p></article>'))
    assert {(anchor, type(anchor)) for anchor in anchors} == {("a", str), ("b", str)}


@pytest.mark.parametrize("write", [write_epub, write_zim])
def test_the_same_site_makes_the_same_bytes(
    volumes: dict[Locale, Volume], tmp_path: Path, write: make.WriteBook
) -> None:
    volume = replace(volumes[Locale.EN], sections=volumes[Locale.EN].sections[:2])
    made = []
    for name in ("one", "other"):
        write(tmp_path / name, volume, lambda _done: None)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_books_are_offered_as_other_copies_are(copies: Path) -> None:
    shelf, dist = copies / "site" / "packs", copies / "dist"
    records = json.loads((dist / CONTENTS).read_text("ascii"))
    lines = [line.split("  ") for line in (dist / "SHA256SUMS").read_text("ascii").splitlines()]
    sums = {name: sha256 for sha256, name in lines}
    assert {(one["form"], one["locale"]) for one in records} == {
        (form, locale) for form in (CopyForm.EPUB, CopyForm.ZIM) for locale in Locale
    }
    assert {one["name"]: one["sha256"] for one in records} == sums
    about = whole_site(copies / "site")
    for one in records:
        data = (dist / one["name"]).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (one["sha256"], one["size"])
        assert (shelf / one["name"]).read_bytes() == data
        assert (one["date"], one["revision"]) == (str(about.date), about.revision)
        assert one["name"] in (shelf / LIST).read_text("ascii")


def test_a_site_of_other_content_is_refused(site: BuiltSite, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "site", copy_function=os.link)
    (tmp_path / "site" / "agreements" / "puebla-communique-1996-03.html").unlink()
    done = CliRunner().invoke(main, ["--lang", "en", "epub", *place(tmp_path)])
    assert done.exit_code == 1
    assert "agreements/puebla-communique-1996-03.html is not there" in done.output
    assert [*(tmp_path / "dist").iterdir()] == []


def test_an_archive_that_cannot_be_written_is_no_crash(
    volumes: dict[Locale, Volume], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(PackError, match="can't be written"):
            write_zim(tmp_path / "archive", volumes[Locale.EN])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    full = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: full)
    with pytest.raises(OSError, match="No space left"):
        write_zim(tmp_path / "archive", volumes[Locale.EN])


def test_without_its_library_the_command_for_archives_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "libzim.writer", None)
    monkeypatch.delitem(sys.modules, "knowledge_base.publish.packs.books.zim")
    done = CliRunner().invoke(main, ["--lang", "en", "zim", *place(tmp_path)])
    assert done.exit_code == 1
    assert "libzim.writer is not installed, which writes archives for Kiwix; `make zim` installs it" in done.output


_REST = {"date": "2026-11-27", "revision": "", "since": "2026-10-01", "signed": False}
_DEVICES = {
    "computer": ("false", ["folder", "single", "epub", "zim", "papers", "update"]),
    "phone": ("query === '(pointer: coarse)'", ["single", "epub", "zim", "folder", "papers", "update"]),
    "e-reader": ("query === '(update: slow)'", ["epub", "folder", "single", "zim", "papers", "update"]),
}


@pytest.mark.parametrize(("device", "locale"), [("computer", Locale.EN), ("phone", Locale.ES), ("e-reader", Locale.EN)])
def test_the_download_page_says_for_whom_each_copy_is_and_has_that_for_the_device_first(
    chromium: Browser, site: BuiltSite, locale: Locale, device: str
) -> None:
    matches, order = _DEVICES[device]
    offered = [
        {"form": form, "locale": one, "name": f"{form}{one}", "size": 1_240_000, "sha256": f"{form}{one}", **_REST}
        for form in sorted(order)
        for one in (("",) if form in ("folder", "update") else ("en", "es"))
    ]
    with served(site.folder) as home, watched(chromium, home) as (page, wrong):
        page.add_init_script(f"window.matchMedia = (query) => ({{ matches: {matches}, addEventListener() {{}} }});")
        page.route(
            "**/packs/packs.js", lambda route: route.fulfill(body=f"window.rcmDownloads = {json.dumps(offered)};")
        )
        page.goto(home + url("download", locale))
        cards = page.locator("#kb-downloads li").all_inner_texts()
        links = page.locator("#kb-downloads li a").all_inner_texts()
        assert wrong == []
    other = next(one for one in Locale if one is not locale)
    wanted = [f"{form}{one}" for form in order for one in (("",) if form in ("folder", "update") else (locale, other))]
    said = [card.split("\n") for card in cards]
    assert [name for lines in said for name in lines if name in wanted] == wanted
    # For whom, in a sentence of its own, which is the link, and how large.
    assert links == [lines[0] for lines in said]
    assert len(set(links)) == len(wanted)
    assert all("1.2\u00a0MB" in card or "1,2\u00a0MB" in card for card in cards)
    assert not any("{" in card or "undefined" in card for card in cards)


@_LOCALES
def test_an_offline_copy_says_where_a_newer_one_is(
    chromium: Browser, published_site: BuiltSite, locale: Locale
) -> None:
    about = 'window.rcmAbout = {"date": null, "revision": "", "offline": true};'
    with served(published_site.folder) as home, watched(chromium, home) as (page, wrong):
        page.route("**/about-this-copy.js", lambda route: route.fulfill(body=about))
        page.goto(home + url("download", locale))
        assert page.locator("#kb-downloads a").all_inner_texts() == [SITE_URL + url("download", locale)]
        assert wrong == []
