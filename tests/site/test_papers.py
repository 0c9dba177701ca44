"""Papers: a PDF of each entry and brief that people hand round, tagged, with every word of its page."""

from __future__ import annotations

import io
import json
import posixpath
import re
import sys
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
import typst
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser, Route
from pypdf import PdfReader

from knowledge_base.check.run import check_content
from knowledge_base.cli import main
from knowledge_base.locale import Locale
from knowledge_base.publish.packs.books.articles import article_of, lead_links
from knowledge_base.publish.packs.books.volume import BookPage, Volume, volume_of
from knowledge_base.publish.packs.offline import whole_site
from knowledge_base.publish.packs.packing import PackError
from knowledge_base.publish.packs.papers.paper_blocks import Block, blocks_on_paper
from knowledge_base.publish.packs.papers.papers import PaperShelf, write_papers
from knowledge_base.view.parts.handed_round import address_on_paper, paper_of
from tests.site.building import REPOSITORY
from tests.site.built import BuiltSite
from tests.site.test_in_browser import watched
from tests.unit.made_files import made
from tools.audit.papers import faults_of_paper
from tools.serving import served

_LOCALES = pytest.mark.parametrize("locale", list(Locale))
_FOLDER = "rcm-knowledge-base-pdf"
# What the layout of papers could take for markup, or would have to escape.
_HOSTILE = '#panic("no") *a* _b_ $x^2$ @c <d> `e` // f /* g */ \\u{41} ~ -- "h" [i] = j'


def sample(site: BuiltSite, locale: Locale) -> Volume:
    """Return a page of each sort that is on paper, and one that is not."""
    whole = volume_of(site.folder, check_content(REPOSITORY).catalogue, locale, whole_site(site.folder))

    def longest(leaves: tuple[BookPage, ...]) -> tuple[BookPage, ...]:
        return tuple(sorted(leaves, key=lambda leaf: (site.folder / leaf.url).stat().st_size)[-1:])

    return replace(whole, sections=tuple(replace(one, leaves=longest(one.leaves)) for one in whole.sections))


@pytest.fixture
def shelf(site: BuiltSite, tmp_path: Path) -> PaperShelf:
    return PaperShelf(tmp_path / "papers", site.folder)


def papers_in(target: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(target) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def words(text: str) -> list[str]:
    """Return a text without its spaces, which PDF does not tell apart from ends of lines, nor hyphens at these."""
    return [sign for sign in text if not sign.isspace() and sign not in "-\u00ad\u2010"]


@_LOCALES
def test_there_is_a_paper_of_each_sort_of_page_that_people_hand_round(
    site: BuiltSite, shelf: PaperShelf, tmp_path: Path, locale: Locale
) -> None:
    volume = sample(site, locale)
    target = tmp_path / "papers.zip"
    write_papers(target, volume, shelf=shelf)
    papers = papers_in(target)
    leaves = [leaf for leaf in volume.leaves if address_on_paper(leaf.url)]
    addresses = {leaf: leaf.url.removeprefix(f"{locale}/").removesuffix(".html") for leaf in leaves}
    assert {posixpath.dirname(one).split("/")[0] for one in addresses.values()} == {
        *("agreements", "concept-notes", "practices", "briefs")
    }
    assert set(papers) == {f"{_FOLDER}/{one}.pdf" for one in (*addresses.values(), "index")}
    for leaf, address in addresses.items():
        data = papers[f"{_FOLDER}/{address}.pdf"]
        assert list(faults_of_paper(address, data)) == []
        reader = PdfReader(io.BytesIO(data))
        assert reader.metadata
        assert reader.metadata.title == leaf.title
        assert "/CreationDate" not in reader.metadata
        read = "".join(words("".join(page.extract_text() for page in reader.pages)))
        article = article_of(site.folder, leaf.url)
        # Lines that are nothing but a link to a file of the site are no words on paper.
        lead_links(article, leaf.url, lambda _address: "")
        assert [word for text in article.itertext() for word in text.split() if "".join(words(word)) not in read] == []
    index = PdfReader(io.BytesIO(papers[f"{_FOLDER}/index.pdf"]))
    links: list[Any] = [one.get_object() for page in index.pages for one in cast("list[Any]", page["/Annots"])]
    leads = {link["/A"]["/URI"] for link in links}
    assert leads == {f"{one}.pdf" for one in addresses.values()}


def _paper(shelf: PaperShelf, article: str) -> PdfReader:
    blocks = blocks_on_paper(html.fromstring(f"<article><h1>One</h1>{article}</article>"))
    said: Block = {"title": "One", "lang": "es", "foot": ["Site"], "blocks": blocks}
    return PdfReader(io.BytesIO(shelf.paper(said, {})))


def test_words_are_words_to_the_layout(shelf: PaperShelf) -> None:
    article = html.Element("article")
    for tag in ("h1", "p", "code", "pre", "blockquote"):
        (element,) = [html.Element(tag)]
        element.text = _HOSTILE
        article.append(element)
    said: Block = {"title": _HOSTILE, "lang": "es", "foot": [_HOSTILE], "blocks": blocks_on_paper(article)}
    text = PdfReader(io.BytesIO(shelf.paper(said, {}))).pages[0].extract_text()
    assert "".join(words(text)).count("".join(words(_HOSTILE))) == 6


def test_blocks_and_parts_are_told_apart() -> None:
    article = html.fromstring(
        "<article>\n<p class='kb-lead'> Two\n words </p><div>loose <em>words</em>"
        "<p class='kb-note'>a <a href='#x'>b</a>"
        " <a href='https://example.org/'>c</a><br>d</p></div><ol start='3'><li>e</li><li><p>f</p><p>g</p></li></ol>"
        "<dl><div><dt>h</dt><dd><ul class='kb-plain'><li>i</li><li>j</li></ul></dd></div></dl><hr>"
        "<table><caption>k</caption><thead><tr><th>l</th><th>m</th></tr></thead><tbody><tr><td colspan='2'>n</td></tr>"
        "</tbody></table><img src='/o.png' alt='p'></article>"
    )

    def paragraph(*parts: Any, kind: str = "paragraph") -> Block:
        return {"kind": kind, "parts": list(parts)}

    def cell(text: str, across: int = 1) -> Block:
        return {"across": across, "down": 1, "blocks": [paragraph(text)]}

    link = {"kind": "link", "to": "https://example.org/", "parts": ["c"]}
    assert blocks_on_paper(article) == [
        paragraph("Two words", kind="lead"),
        paragraph("loose ", {"kind": "emphasis", "parts": ["words"]}),
        paragraph("a b ", link, {"kind": "break"}, "d", kind="note"),
        {
            "kind": "list",
            "numbered": True,
            "plain": False,
            "start": 3,
            "items": [[paragraph("e")], [paragraph("f"), paragraph("g")]],
        },
        {"kind": "terms", "items": [{"term": ["h"], "blocks": [paragraph("i · j")]}]},
        {"kind": "rule"},
        {
            "kind": "table",
            "columns": 2,
            "head": [[cell("l"), cell("m")]],
            "rows": [[cell("n", across=2)]],
            "caption": ["k"],
        },
        {"kind": "picture", "path": "/o.png", "alt": "p"},
    ]


def test_pictures_have_their_words(tmp_path: Path) -> None:
    shelf = PaperShelf(tmp_path / "papers", tmp_path)
    (tmp_path / "map.png").write_bytes(made("png"))
    (page,) = _paper(shelf, "<img src='/map.png' alt='A map of the region'>").pages
    assert len(page.images) == 1
    with pikepdf.open(io.BytesIO(next((shelf.folder).glob("*.pdf")).read_bytes())) as pdf:
        alternatives = [
            str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert alternatives == ["A map of the region"]


def test_words_of_another_language_say_so(shelf: PaperShelf) -> None:
    _paper(shelf, "<p>Uno</p><p lang='en'>One</p><p>Dos <span lang='pt-BR'>dois</span></p>")
    with pikepdf.open(io.BytesIO(next(shelf.folder.glob("*.pdf")).read_bytes())) as pdf:
        elements = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/Lang" in one
        ]
        said = {str(one["/Lang"]) for one in elements}
        # Where a word is no element of its own, its content is marked.
        content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert {"en", "pt"} <= said | set(re.findall(r"/Lang ?\((\w+)\)", content.decode("latin-1")))


def test_what_has_not_changed_is_not_made_again(
    site: BuiltSite, shelf: PaperShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = sample(site, Locale.ES)
    write = partial(write_papers, volume=volume, shelf=shelf)
    write(tmp_path / "one.zip")
    shelf.forget_others()
    kept = {path.name for path in shelf.folder.iterdir()}
    assert len(kept) == len(papers_in(tmp_path / "one.zip"))

    def fail(*_: object, **__: object) -> bytes:
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(typst, "compile", fail)
        write(tmp_path / "two.zip")
    again = PaperShelf(tmp_path / "elsewhere", site.folder)
    write_papers(tmp_path / "three.zip", volume, shelf=again)
    zips = [(tmp_path / f"{name}.zip").read_bytes() for name in ("one", "two", "three")]
    assert zips[0] == zips[1] == zips[2]
    other = PaperShelf(shelf.folder, site.folder)
    other.paper({"title": "One", "lang": "en", "foot": [], "blocks": []}, {})
    other.forget_others()
    assert {path.name for path in shelf.folder.iterdir()}.isdisjoint(kept)


def test_what_cannot_be_laid_out_is_no_crash(shelf: PaperShelf) -> None:
    # A heading below none is against the standard.
    said: Block = {
        "title": "One",
        "lang": "en",
        "foot": [],
        "blocks": [{"kind": "heading", "level": 3, "parts": ["x"]}],
    }
    with pytest.raises(PackError, match=r"One can't be laid out on paper"):
        shelf.paper(said, {})


def test_the_command_offers_them_and_says_what_to_do_without_its_library(
    site: BuiltSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(sys.modules, "knowledge_base.publish.packs.papers.papers")
    place = ["--site", str(site.folder), "--out", str(tmp_path), "--root", str(REPOSITORY)]
    done = CliRunner().invoke(main, ["--lang", "en", "pdf", *place])
    assert done.exit_code == 1
    assert "typst is not installed, which writes PDF files; `make pdf` installs it" in done.output
    assert list(tmp_path.iterdir()) == []


_PAPERS = [{"form": "papers", "locale": "es"}, {"form": "folder", "locale": ""}]


@pytest.mark.parametrize(
    ("url", "offered", "is_there"),
    [
        ("agreements/puebla-communique-1996-03.html", _PAPERS, True),
        ("briefs/cr/borders.html", _PAPERS, True),
        ("en/agreements/puebla-communique-1996-03.html", _PAPERS, False),
        ("agreements/puebla-communique-1996-03.html", _PAPERS[1:], False),
        ("meetings/rcgm-1999-10-27.html", _PAPERS, False),
    ],
)
def test_a_page_offers_its_paper_where_one_was_made(
    chromium: Browser, site: BuiltSite, url: str, offered: list[dict[str, str]], *, is_there: bool
) -> None:
    with served(site.folder) as home, watched(chromium, home) as (page, wrong):
        asked = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            route.fulfill(body=f"window.rcmDownloads = {json.dumps(offered)};")

        page.route("**/packs/packs.js", answer)
        page.goto(home + url)
        page.wait_for_load_state("networkidle")
        # Not before anybody comes to where it is offered.
        assert asked == [] or url.startswith("briefs")
        for fold in page.locator("details:has([data-kb-paper])").all():
            fold.evaluate("(fold) => { fold.open = true; }")
        page.evaluate("document.querySelector('[data-kb-paper]')?.scrollIntoView()")
        link = page.locator(f'a[href="{home}{paper_of(url)}"]')
        if is_there:
            link.wait_for()
            assert link.inner_text() == "PDF para imprimir o enviar"
        else:
            page.wait_for_load_state("networkidle")
            assert page.locator('a[href*="packs/papers"]').count() == 0
        assert wrong == []
