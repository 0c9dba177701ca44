"""Copies for other readers than browsers: each is opened as its format says, and holds the site of its language."""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from lxml import etree
from PIL import Image

from knowledge_base.assemble.addresses import url
from knowledge_base.check.run import check_content
from knowledge_base.cli import main
from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.copies.listing import CopyKind, copies_listed
from knowledge_base.publish.copies.making import make_copies
from knowledge_base.publish.copies.shelf import copy_name
from knowledge_base.publish.copies.volume import Volume, volume_of
from knowledge_base.publish.copies.zim import write_zim
from knowledge_base.publish.site.about import ABOUT_FILE
from tests.conftest import Once
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tests.site.readers import OpenReader
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


@pytest.fixture(scope="session")
def copies(once: Once, site: BuiltSite) -> Path:
    """Return a folder with ``site``, a built site with its copies on the shelf, and ``dist`` with the copies."""

    def make(folder: Path) -> None:
        shutil.copytree(site.folder, folder / "site")
        catalogue = check_content(REPOSITORY).catalogue
        make_copies(folder / "site", folder / "dist", catalogue, [*CopyKind], Progress())

    return once("copies", make)


@pytest.fixture(scope="session")
def volumes(copies: Path) -> dict[Locale, Volume]:
    """Return what is in the copies of each language."""
    catalogue = check_content(REPOSITORY).catalogue
    return {locale: volume_of(copies / "site", catalogue, locale) for locale in Locale}


@pytest.fixture
def book(copies: Path, volumes: dict[Locale, Volume], locale: Locale) -> Book:
    return Book(copies / "dist" / copy_name(volumes[locale], ".epub"))


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
    assert volume.revision in text


@_LOCALES
def test_a_book_has_every_entry_in_the_order_of_the_lists(book: Book, site: BuiltSite, locale: Locale) -> None:
    for kind in ("agreements", "background", "concept-notes", "meetings", "practices"):
        folder = site.folder / ("" if locale is Locale.ES else locale) / kind
        names = [f"{kind}-{path.stem}.xhtml" for path in folder.glob("*.html")]
        places = sorted(book.spine.index(name) for name in names)
        assert places == [*range(places[0], places[0] + len(names))]
        listed = book.document(f"{kind}-index.xhtml").xpath("//x:h3//x:a/@href", namespaces=_NS)
        assert [name for name in book.spine if name in set(listed)] == [*dict.fromkeys(listed)]
        assert book.spine[places[0]] == f"{kind}-index.xhtml"


@_LOCALES
def test_links_and_the_contents_of_a_book_lead_into_it(book: Book, locale: Locale) -> None:
    anchors = {name: set(book.document(name).xpath("//@id")) for name in book.spine}
    contents = book.document("nav.xhtml").xpath("//x:nav//x:a/@href", namespaces=_NS)
    assert [*dict.fromkeys(contents)] == book.spine[2:]
    inside = 0
    for name in book.spine:
        document = book.document(name)
        assert document.get("lang") == document.get("{http://www.w3.org/XML/1998/namespace}lang") == locale
        for link in document.xpath("//x:a/@href", namespaces=_NS):
            parts = urlsplit(link)
            if not parts.scheme:
                inside += 1
                assert parts.path in {"", *anchors}, f"{name}: {link}"
                assert not parts.fragment or parts.fragment in anchors[parts.path or name], f"{name}: {link}"
    assert inside > 1000


@_LOCALES
def test_a_book_has_the_texts_and_nothing_that_needs_the_site(book: Book, site: BuiltSite, locale: Locale) -> None:
    prefix = "" if locale is Locale.ES else f"{locale}/"
    name = "agreements/rcgm-conclusions-2014-06"
    document = book.document(name.replace("/", "-") + ".xhtml")
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
def archive(copies: Path, volumes: dict[Locale, Volume], locale: Locale) -> Archive:
    return Archive(copies / "dist" / copy_name(volumes[locale], ".zim"))


def found_in(archive: Archive, text: str) -> list[str]:
    search = Searcher(archive).search(Query().set_query(text))
    return [*search.getResults(0, search.getEstimatedMatches())]


@_LOCALES
def test_an_archive_says_what_it_is(archive: Archive, volumes: dict[Locale, Volume], locale: Locale) -> None:
    volume = volumes[locale]
    said = {key: archive.get_metadata(key).decode() for key in archive.metadata_keys if "Illustration" not in key}
    assert (said["Language"], said["Date"]) == ("spa" if locale is Locale.ES else "eng", str(volume.date))
    assert volume.masthead.name.startswith(said["Title"].rstrip("…"))
    assert len(said["Title"]) <= 30
    assert len(said["Description"]) <= 80
    assert said["LongDescription"] == volume.masthead.description
    assert volume.revision in said["Scraper"]
    with Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content))) as picture:
        assert (picture.format, picture.size) == ("PNG", (48, 48))
    assert archive.check()
    assert archive.main_entry.get_item().path == url("index", locale)


@_LOCALES
def test_pages_of_an_archive_need_nothing_that_is_not_in_it(
    archive: Archive, volumes: dict[Locale, Volume], locale: Locale
) -> None:
    pages = [url("index", locale), *(leaf.url for leaf in volumes[locale].leaves)]
    for page in pages:
        text = bytes(archive.get_entry_by_path(page).get_item().content).decode()
        document: Any = etree.HTML(text)
        assert not document.xpath("//script | //form | //meta[@http-equiv]")
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


def test_the_same_site_makes_the_same_archive(copies: Path, volumes: dict[Locale, Volume], tmp_path: Path) -> None:
    write_zim(tmp_path / "again.zim", volumes[Locale.EN])
    first = copies / "dist" / copy_name(volumes[Locale.EN], ".zim")
    assert (tmp_path / "again.zim").read_bytes() == first.read_bytes()


# The shelf


def test_each_copy_has_its_hash_its_manifest_and_its_place_in_the_list(copies: Path) -> None:
    shelf, dist = copies / "site" / "packs", copies / "dist"
    lines = [line.split("  ") for line in (dist / "SHA256SUMS").read_text("ascii").splitlines()]
    sums = {name: sha256 for sha256, name in lines}
    listed = copies_listed(copies / "site")
    assert {one.name for one in listed} | {f"{one.name}.manifest.json" for one in listed} == set(sums)
    for name, sha256 in sums.items():
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == sha256
        assert (shelf / name).read_bytes() == (dist / name).read_bytes()
    for one in listed:
        manifest = json.loads((dist / f"{one.name}.manifest.json").read_text("utf-8"))
        assert (manifest["path"], manifest["size"], manifest["sha256"]) == (one.name, one.size, one.sha256)
        assert (manifest["date"], one.sha256) == (one.date, sums[one.name])
        assert manifest["revision"] in (copies / "site" / ABOUT_FILE).read_text("utf-8")
    books = [one for one in listed if one.kind == "epub"]
    assert [one.locale for one in books] == ["en", "es"]
    for one in books:
        manifest = json.loads((dist / f"{one.name}.manifest.json").read_text("utf-8"))
        files = Book(dist / one.name).files
        assert {file["path"]: file["sha256"] for file in manifest["files"]} == {
            name: hashlib.sha256(data).hexdigest() for name, data in files.items()
        }


def test_the_command_makes_the_same_books_again_and_leaves_the_rest(copies: Path, tmp_path: Path) -> None:
    shutil.copytree(copies / "site", tmp_path / "site")
    before = {path.name: path.read_bytes() for path in (tmp_path / "site" / "packs").iterdir()}
    place = ["--site", str(tmp_path / "site"), "--out", str(tmp_path / "dist"), "--root", str(REPOSITORY)]
    done = CliRunner().invoke(main, ["packs", "epub", *place], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert {path.name: path.read_bytes() for path in (tmp_path / "site" / "packs").iterdir()} == before
    assert {path.suffix for path in (tmp_path / "dist").iterdir()} == {".epub", ".json", ""}


def test_a_site_of_other_content_is_refused(site: BuiltSite, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "site")
    (tmp_path / "site" / "agreements" / "puebla-communique-1996-03.html").unlink()
    place = ["--site", str(tmp_path / "site"), "--out", str(tmp_path / "dist"), "--root", str(REPOSITORY)]
    done = CliRunner().invoke(main, ["--lang", "en", "packs", *place])
    assert done.exit_code == 1
    assert "agreements/puebla-communique-1996-03.html is not there" in done.output
    (tmp_path / "site" / ABOUT_FILE).unlink()
    assert "is not a whole site" in CliRunner().invoke(main, ["--lang", "en", "packs", *place]).output


@_LOCALES
def test_the_download_page_offers_the_copies(opened: OpenReader, copies: Path, locale: Locale) -> None:
    with served(copies / "site") as root, opened(offline=False) as reader:
        reader.open(root + url("download", locale))
        cards = reader.run(
            """const place = document.getElementById("kb-copies");
            while (!place.querySelector("a")) await new Promise((resolve) => setTimeout(resolve, 10));
            return [...place.querySelectorAll("li")].map((card) => [card.querySelector("a").href, card.innerText]);"""
        )
        listed = {one.name: one for one in copies_listed(copies / "site")}
        assert {address.removeprefix(f"{root}packs/") for address, _ in cards} == set(listed)
        assert listed[cards[0][0].removeprefix(f"{root}packs/")].locale == locale
        for address, text in cards:
            one = listed[address.removeprefix(f"{root}packs/")]
            assert one.sha256 in text
            assert "undefined" not in text
        assert [complaint for complaint in reader.complaints() if root not in complaint] == []
