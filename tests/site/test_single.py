"""The copy in one file, in browsers without a network: as a file, and where a page has no origin."""

from __future__ import annotations

import html
import json
import re
import shutil
import zlib
from base64 import b85decode
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest

from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.single.make import make_single_files
from tests.conftest import Once
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tests.site.readers import OpenReader, Reader
from tests.unit.test_single import whole

_MOST_BYTES = 600_000

_WAIT = """
    const wait = async (ready) => { while (!ready()) await new Promise((resolve) => setTimeout(resolve, 20)); };
    const page = document.querySelector("#copy")?.contentDocument ?? document;
"""
_SEARCHED = (
    _WAIT
    + """
    const box = document.getElementById("kb-search");
    const input = box.querySelector("input[type=search]");
    if (!box.open) document.querySelector("[data-kb-search]").click();
    const found = {};
    for (const query of values[0]) {
        input.value = query;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await wait(() => box.ariaBusy === "false");
        const links = [...box.querySelectorAll(".kb-search__results a")];
        found[query] = links.map((link) => link.href.replace(values[1], "").split(/[?#]/)[0]);
    }
    return found;
"""
)


@pytest.fixture(scope="session")
def singles(once: Once, site: BuiltSite) -> Path:
    """Return a folder with the single files of the real site."""

    def make(folder: Path) -> None:
        shutil.copytree(site.folder, folder / "site")
        make_single_files(folder / "site", folder / "dist", REPOSITORY, Progress())

    return once("single", make) / "dist"


@pytest.fixture
def reader(opened: OpenReader) -> Iterator[Reader]:
    """Return a reader without a network, who has nothing to complain of in the end."""
    with opened(offline=True) as one:
        yield one
        assert one.complaints() == []


def file_in(folder: Path, locale: Locale) -> Path:
    (found,) = folder.glob(f"*-{locale}.html")
    return found


def blocks(path: Path) -> list[dict[str, Any]]:
    found = re.search(r'id="kb-blocks">\n(.*?)\n</script>', path.read_text("utf-8"), re.DOTALL)
    assert found
    return [json.loads(zlib.decompress(b85decode(block.replace(",", "<")))) for block in found[1].split("\n")]


@pytest.mark.parametrize("locale", list(Locale))
def test_a_file_is_small_and_every_link_in_it_leads_somewhere(singles: Path, locale: Locale) -> None:
    path = file_in(singles, locale)
    assert path.stat().st_size < _MOST_BYTES
    first, *rest = blocks(path)
    pages = {
        name: whole(thing[2], first["shared"])
        for block in rest
        for name, thing in block.items()
        if name.startswith("#/")
    }
    assert len(pages) > 150
    parsed = {name: [*lxml.html.fragment_fromstring(content, "div").iter()] for name, content in pages.items()}
    ids = {name: {element.get("id") for element in elements} for name, elements in parsed.items()}
    for name, elements in parsed.items():
        for element in elements:
            assert element.tag not in ("script", "style", "iframe", "link")
            assert element.get("style") is None
            assert (element.get("src") or "data:").startswith("data:")
            if (href := element.get("href")) is not None:
                check_link(href, name, ids)


def check_link(href: str, name: str, ids: Mapping[str, Collection[str | None]]) -> None:
    if not href.startswith("#"):
        assert re.match("https?:|mailto:|tel:", href), (name, href)
        return
    address, _, anchor = href.partition(":") if href.startswith("#/") else (name, "", href[1:])
    target = "#/index" if address == "#/" else address
    assert target in ids, (name, href)
    assert not anchor or unquote(anchor) in ids[target], (name, href)


def test_the_same_site_gives_the_same_files(singles: Path, site: BuiltSite, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "site")
    for path in make_single_files(tmp_path / "site", tmp_path / "dist", REPOSITORY, Progress()):
        assert path.read_bytes() == (singles / path.name).read_bytes()


def test_pages_and_the_search_work_without_a_network(singles: Path, site: BuiltSite, reader: Reader) -> None:
    queries = [
        "ninos",
        "niño",
        "retorno asistido",
        '"reuniones trimestrales"',
        '"grupo de trabajo"',
        "20 de septiembre de 2021",
    ]
    reader.open((site.folder / "index.html").as_uri())
    wanted = reader.run(_SEARCHED, queries, f"{site.folder.as_uri()}/")
    reader.open(file_in(singles, Locale.ES).as_uri())
    reader.run(f"{_WAIT} await wait(() => page.querySelector('.kb-hero'));")
    found = reader.run(_SEARCHED, queries, "kb:/")
    assert all(wanted.values())
    assert found == wanted
    title = reader.run(
        f"""{_WAIT}
        document.querySelector(".kb-search__results a").click();
        await wait(() => document.querySelector("#kb-page mark"));
        await wait(() => document.activeElement.matches("h1, [tabindex]"));
        return [location.hash, document.title, document.getElementById("kb-search").open];"""
    )
    assert title[0].startswith("#/")
    assert title[2] is False
    back = reader.run(
        f"""{_WAIT} history.back();
        await wait(() => document.querySelector(".kb-hero"));
        document.querySelector(".kb-door a").click();
        await wait(() => location.hash === "#/topics/index");
        await wait(() => document.querySelector("h1").textContent === "Temas");
        return document.querySelector(".kb-sections [aria-current=page]").textContent;"""
    )
    assert back == "Temas"
    # Each way leads to where the reader was, and a place that nobody can name to its page.
    places = reader.run(
        f"""{_WAIT}
        const titled = (title) => wait(() => document.querySelector("h1").textContent === title);
        const settled = () => new Promise((done) => setTimeout(done, 100));
        scrollTo(0, 400);
        document.querySelector("#kb-page article a[href^='#/topics/']").click();
        await wait(() => location.hash !== "#/topics/index" && document.querySelector("h1").textContent !== "Temas");
        const there = document.querySelector("h1").textContent;
        scrollTo(0, 150);
        history.back();
        await titled("Temas"); await settled();
        const before = scrollY;
        history.forward();
        await titled(there); await settled();
        const after = scrollY;
        location.hash = "#/about:100%";
        await wait(() => document.querySelector("h1").textContent !== there); await settled();
        return [before, after, document.querySelector("h1").textContent];"""
    )
    assert places == [400, 150, "Acerca de esta base de conocimientos"]


def test_it_works_in_a_page_without_an_origin(singles: Path, reader: Reader, tmp_path: Path) -> None:
    """Storage, cookies and requests are refused there. What the frame shows is seen from its messages."""
    content = file_in(singles, Locale.ES).read_text("utf-8")
    told = (
        "<script>addEventListener('message', async ({ data, source }) => { try {"
        " const value = await Function('return (async () => {' + data + '})()')(); source.postMessage([value], '*'); }"
        " catch (error) { source.postMessage([String(error)], '*'); } });</script>"
    )
    # What drives the page from outside; the policy of the file would forbid it, and is tested with the file itself.
    driven = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', told, content)
    frame = f'<iframe id="copy" sandbox="allow-scripts" srcdoc="{html.escape(driven)}"></iframe>'
    (tmp_path / "frame.html").write_text(f"<!doctype html><meta charset=utf-8><title>f</title>{frame}", "utf-8")
    reader.open((tmp_path / "frame.html").as_uri())
    answer = reader.run(
        """const said = new Promise((resolve) => {
            addEventListener("message", ({ data }) => resolve(data[0]), { once: true });
        });
        document.getElementById("copy").contentWindow.postMessage(values[0], "*");
        return said;""",
        """
        const wait = async (ready) => { while (!ready()) await new Promise((resolve) => setTimeout(resolve, 20)); };
        let stored = "kept"; try { localStorage.length; } catch { stored = "refused"; }
        await wait(() => document.querySelector(".kb-hero"));
        document.querySelector(".kb-door a").click();
        await wait(() => document.querySelector("h1").textContent === "Temas");
        document.querySelector("[data-kb-search]").click();
        const input = document.querySelector("#kb-search input");
        input.value = "ninos";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await wait(() => document.querySelector(".kb-search__results a"));
        document.querySelector(".kb-search__results a").click();
        await wait(() => document.querySelector("#kb-page mark"));
        document.querySelector(".kb-scheme").click();
        return [stored, document.querySelector("h1").textContent, document.documentElement.dataset.scheme];
        """,
    )
    assert answer == ["refused", "Niñez y adolescencia migrante", answer[2]]
    assert answer[2] in ("dark", "light")
