"""The offline copy, unpacked and read from disk with the network off, in Chromium and in Firefox."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.offline import START_PAGE, make_pack
from knowledge_base.publish.packs.packing import MOST_CHARACTERS, ROOT
from tests.conftest import Once
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite, is_external
from tests.site.readers import OpenReader, Reader
from tools.queries import queries
from tools.serving import served

# A folder as people have them: with what must be quoted in an address.
_FOLDER = "Descargas de María #1 (50%)"

_ASK = """
    const [queries, chosen] = values;
    const box = document.getElementById("kb-search");
    const input = box.querySelector("input[type=search]");
    const root = location.href.replace(/(en\\/)?index\\.html.*$/, "");
    if (!box.open) document.querySelector("[data-kb-search]").click();
    const wait = () => new Promise((resolve) => setTimeout(resolve, 10));
    const done = async () => { while (box.ariaBusy !== "false") await wait(); };
    const page = (link) => link.href.split(/[?#]/)[0].slice(root.length);
    const kinds = box.querySelector('details[data-name="kind"]');
    const found = [];
    for (const query of queries) {
        input.value = query;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await done();
        if (!kinds.open) {
            kinds.open = true;
            while (!kinds.querySelector("label")) await wait();
        }
        for (const [facet, value] of chosen ?? []) {
            const labels = [...box.querySelectorAll(`details[data-name="${facet}"] label`)];
            labels.find((label) => label.textContent.includes(value)).querySelector("input").click();
            await done();
        }
        found.push({
            said: box.querySelector("[role=status]").textContent,
            hint: box.querySelector(".kb-search__hint").textContent,
            pages: [...box.querySelectorAll(".kb-search__results a")].map(page),
            facets: Object.fromEntries([...box.querySelectorAll(".kb-search__facets details")].map((details) => [
                details.dataset.name, [...details.querySelectorAll("label")].map((label) => label.textContent.trim()),
            ])),
        });
    }
    return found;
"""

_SEEN = "return [...document.querySelectorAll(values[0])].map((part) => part.checkVisibility())"


@pytest.fixture(scope="session")
def packed(once: Once, site: BuiltSite) -> Path:
    """Return a folder with the site after its pack was made, the pack, and the copy unpacked."""

    def make(folder: Path) -> None:
        shutil.copytree(site.folder, folder / "site")
        pack = make_pack(folder / "site", folder / "dist", REPOSITORY / "overrides" / START_PAGE)
        with zipfile.ZipFile(pack.path) as archive:
            archive.extractall(folder / _FOLDER)

    return once("packed", make)


@pytest.fixture(scope="session")
def copy(packed: Path) -> BuiltSite:
    """Return the unpacked copy."""
    return BuiltSite(packed / _FOLDER / ROOT)


@pytest.fixture
def reader(opened: OpenReader) -> Iterator[Reader]:
    """Return a reader without a network, who has nothing to complain of in the end."""
    with opened(offline=True) as one:
        yield one
        assert one.complaints() == []


def address(copy: BuiltSite, path: str) -> str:
    return (copy.folder / path).as_uri()


def ask(reader: Reader, texts: list[str], chosen: list[tuple[str, str]] | None = None) -> dict[str, Any]:
    # A list, as the driver of Firefox leaves out what is called like a property of every object ("constructor").
    found: list[Any] = reader.run(_ASK, texts, chosen)
    return dict(zip(texts, found, strict=True))


# The watch that the other tests rely on


def test_what_a_page_may_not_do_is_seen(opened: OpenReader, tmp_path: Path) -> None:
    """Files can't be read from scripts, as in the browsers of readers, and nothing goes to the network unseen."""
    page = tmp_path / "without-policy.html"
    page.write_text("<!doctype html><meta charset=utf-8><title>A page that may try anything</title>", "utf-8")
    (tmp_path / "sitemap.xml").write_text("<urlset/>", "utf-8")
    with opened(offline=True) as reader:
        reader.open(page.as_uri())
        tried = reader.run(
            """const tries = values[0].map((url) => fetch(url).then(() => "read", () => "refused"));
            document.head.append(Object.assign(document.createElement("script"), { src: "missing.js" }));
            const answers = await Promise.all(tries);
            await new Promise((resolve) => setTimeout(resolve, 100));
            return answers;""",
            ["sitemap.xml", "http://example.invalid/asked"],
        )
        assert tried == ["refused", "refused"]
        complaints = "\n".join(reader.complaints())
        assert "asked for http://example.invalid/asked" in complaints
        assert "missing.js" in complaints


# The copy as files


def test_names_can_be_unpacked_anywhere(packed: Path) -> None:
    (pack,) = (packed / "dist").glob("*.zip")
    with zipfile.ZipFile(pack) as archive:
        names = archive.namelist()
    assert names == sorted(names)
    assert all(name.isascii() and len(name) <= MOST_CHARACTERS and name.startswith(f"{ROOT}/") for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_pages_of_the_copy_name_only_what_is_in_it(copy: BuiltSite) -> None:
    wrong = []
    for page in copy.pages:
        for reference in (*page.fetched(), *page.links()):
            path = page.resolve(reference)[0]
            if not is_external(reference) and not (copy.folder / path).is_file():
                wrong.append((page.url, reference))
    assert wrong == []


def test_day_and_revision_stand_in_one_file(copy: BuiltSite, site: BuiltSite) -> None:
    """Pages are the same on the site and in the copy, and from one build to the next."""
    files, built = copy.files(), site.files()
    assert {name for name in files if name.endswith(".html") and files[name] != built.get(name)} == {START_PAGE}
    assert files["licence.txt"] == (REPOSITORY / "LICENSE-CONTENT").read_bytes()
    assert (files["about-this-copy.js"], built["about-this-copy.js"]) != (built["about-this-copy.js"], b"")
    revision = json.loads(built["about-this-copy.js"].decode().partition(" = ")[2].removesuffix(";\n"))["revision"]
    if revision:
        assert [name for name in files if revision.encode() in files[name]] == ["about-this-copy.js"]


# The copy as it is read


def test_the_start_page_leads_into_both_languages(reader: Reader, copy: BuiltSite) -> None:
    for locale in Locale:
        reader.open(address(copy, START_PAGE))
        assert reader.run(_SEEN, ".kb-packed") == [False, False]
        assert reader.run(_SEEN, ".kb-unpacked") == [True, True]
        link = reader.run("return document.querySelectorAll('.kb-start')[values[0]].href", list(Locale).index(locale))
        assert link == address(copy, url("index", locale))
        reader.open(link)
        assert reader.run("return document.documentElement.lang") == locale
        switch = reader.run("return document.querySelector('.kb-language').href")
        assert switch == address(copy, url("index", locale.other))


def test_inside_the_zip_the_start_page_says_to_extract_first(
    opened: OpenReader, copy: BuiltSite, tmp_path: Path
) -> None:
    """What opens a page from inside a zip unpacks that page alone."""
    shutil.copyfile(copy.folder / START_PAGE, tmp_path / START_PAGE)
    with opened(offline=True) as reader:
        reader.open((tmp_path / START_PAGE).as_uri())
        assert reader.run(_SEEN, ".kb-packed") == [True, True]
        assert reader.run(_SEEN, ".kb-unpacked") == [False, False]
        assert "Primero extraiga" in reader.run("return document.body.innerText")


@pytest.mark.parametrize("locale", list(Locale))
def test_the_footer_leads_to_what_the_copy_is_of(reader: Reader, copy: BuiltSite, locale: Locale) -> None:
    reader.open(address(copy, url("topics/index", locale)))
    reader.open(reader.run("return document.querySelector('footer a[href$=\"#copy\"]').href"))
    said = reader.run("return document.querySelector('.kb-about').innerText").strip()
    about = json.loads(copy.files()["about-this-copy.js"].decode().partition(" = ")[2].removesuffix(";\n"))
    year = about["date"][:4]
    assert ("Contenido al " if locale is Locale.ES else "Content as of ") in said
    assert year in said
    assert about["revision"] in said


@pytest.mark.parametrize("locale", list(Locale))
def test_a_page_of_each_sort_is_silent(reader: Reader, copy: BuiltSite, locale: Locale) -> None:
    folders = {page.address.rpartition("/")[0]: page for page in copy.pages if page.locale is locale}
    assert len(folders) > 5
    for page in folders.values():
        reader.open(address(copy, page.url))
        assert reader.run("return document.querySelector('h1').innerText")


@pytest.mark.parametrize(("opened", "locale"), [("chromium", Locale.ES), ("firefox", Locale.EN)], indirect=["opened"])
def test_the_search_finds_the_same_as_over_http(
    opened: OpenReader, packed: Path, copy: BuiltSite, locale: Locale
) -> None:
    table = [query for query in queries() if query.locale is locale][::6]
    texts = [query.query for query in table]
    home = url("index", locale)
    with served(packed / "site") as root, opened(offline=False) as online:
        online.open(root + home)
        over_http = ask(online, texts)
    with opened(offline=True) as offline:
        offline.open(address(copy, home))
        from_files = ask(offline, texts)
        assert offline.complaints() == []
    assert from_files == over_http
    for query in table:
        answer = from_files[query.query]
        if not answer["pages"]:
            assert not query.wanted, query.query
            continue
        # Every page is of one kind.
        count = int(answer["said"].split()[0])
        assert sum(int(label.split()[-1]) for label in answer["facets"]["kind"]) == count > 0, query.query


def test_facets_of_the_copy_narrow(reader: Reader, copy: BuiltSite) -> None:
    reader.open(address(copy, "index.html"))
    every = ask(reader, ["migración"])["migración"]
    promised = next(label for label in every["facets"]["kind"] if "Intervención" in label)
    chosen = ask(reader, ["migración"], [("kind", "Intervención")])["migración"]
    assert chosen["said"].split()[0] == promised.split()[-1]
    assert chosen["pages"]
    assert all(page.startswith("practices/") for page in chosen["pages"])


def test_a_reader_types_a_query_and_opens_what_is_found(reader: Reader, copy: BuiltSite) -> None:
    reader.open(address(copy, "index.html"))
    reader.type("/")
    reader.type("migraciones")
    link = reader.run(
        """const box = document.getElementById("kb-search");
        while (box.ariaBusy !== "false") await new Promise((resolve) => setTimeout(resolve, 10));
        return box.querySelector(".kb-search__results a").href;"""
    )
    reader.open(link)
    marked = reader.run("return [...document.querySelectorAll('article mark')].map((mark) => mark.innerText)")
    assert "migraciones" in {text.lower() for text in marked}


_EXPLORED = """
    const form = document.querySelector(".kb-explore");
    while (form.ariaBusy !== "false") await new Promise((resolve) => setTimeout(resolve, 10));
    return [".kb-explore__results a", ".kb-explore [role=status]", ".kb-explore__facets label"].map((selector) =>
        [...document.querySelectorAll(selector)].map((element) => element.textContent));
"""


@pytest.mark.parametrize("locale", list(Locale))
def test_the_explore_page_narrows_as_over_http(
    opened: OpenReader, packed: Path, copy: BuiltSite, locale: Locale
) -> None:
    page = url("explore", locale)
    with served(packed / "site") as root, opened(offline=False) as online:
        online.open(f"{root}{page}?q=panama&kind=intervention")
        over_http = online.run(_EXPLORED)
    with opened(offline=True) as offline:
        offline.open(f"{address(copy, page)}?q=panama&kind=intervention")
        assert offline.run(_EXPLORED) == over_http
        titles = over_http[0]
        rows = list(csv.DictReader(io.StringIO(offline.download("button[value=csv]").decode("utf-8-sig"))))
        assert len(rows) >= len(titles) > 0
        assert offline.complaints() == []


@pytest.mark.parametrize("locale", list(Locale))
def test_the_copy_says_that_it_is_one(reader: Reader, copy: BuiltSite, locale: Locale) -> None:
    reader.open(address(copy, url("download", locale)))
    said = reader.run("return document.getElementById('kb-downloads').innerText")
    assert ("copia descargada" if locale is Locale.ES else "downloaded copy") in said
    assert reader.run("return document.querySelectorAll('#kb-downloads a').length") == 0


# The download page of the site


@pytest.mark.parametrize("locale", list(Locale))
def test_the_site_offers_the_pack(opened: OpenReader, packed: Path, locale: Locale) -> None:
    (pack,) = (packed / "dist").glob("*.zip")
    sums = (packed / "dist" / "SHA256SUMS").read_text("ascii")
    with served(packed / "site") as root, opened(offline=False) as reader:
        reader.open(root + url("download", locale))
        link, hash_, text = reader.run(
            """const place = document.getElementById("kb-downloads");
            while (!place.querySelector("a")) await new Promise((resolve) => setTimeout(resolve, 10));
            return [place.querySelector("a").href, place.querySelector("code").innerText, place.innerText];"""
        )
        assert link == f"{root}packs/{pack.name}"
        assert f"{hash_}  {pack.name}" in sums
        assert f"{pack.stat().st_size / 1e6:.1f}"[-1] in text
        assert [complaint for complaint in reader.complaints() if root not in complaint] == []


def test_a_site_without_packs_says_so(opened: OpenReader, site: BuiltSite) -> None:
    with served(site.folder) as root, opened(offline=False) as reader:
        reader.open(f"{root}download.html")
        said = reader.run(
            """const place = document.getElementById("kb-downloads");
            while (!place.querySelector("p:not(noscript p)")) await new Promise((resolve) => setTimeout(resolve, 10));
            return place.innerText;"""
        )
        assert "todavía" in said


def test_the_colours_that_a_reader_chose_stay_from_page_to_page(copy: BuiltSite, opened: OpenReader) -> None:
    """Over file:// one browser keeps storage for all pages and no cookies, and the other one the other way round."""
    scheme = "return getComputedStyle(document.documentElement).colorScheme"
    with opened(offline=True) as reader:
        reader.open(address(copy, "index.html"))
        for chosen in ("dark", "light"):
            reader.run("document.querySelector('.kb-scheme').click()")
            if reader.run(scheme) != chosen:
                reader.run("document.querySelector('.kb-scheme').click()")
            for path in ("en/topics/index.html", "countries/mx.html"):
                reader.open(address(copy, path))
                assert reader.run(scheme) == chosen
        assert reader.complaints() == []
