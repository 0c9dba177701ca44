"""The copy in one file as data: what pages share, links, and the lists of what is offered."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from base64 import b85decode
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.offline import make_pack
from knowledge_base.publish.packs.packing import PackError, packed, write_zip
from knowledge_base.publish.packs.shelf import CONTENTS, DOWNLOADS, LIST, CopyForm, Offered, offer_nothing, put_out
from knowledge_base.publish.packs.single.blocks import blocks_of, parts_of, tabulate
from knowledge_base.publish.packs.single.content import SiteReader
from knowledge_base.publish.packs.single.make import make_single_files
from knowledge_base.view.parts.handed_round import PAPERS, paper_of
from tests.unit.test_offline import OLD_DAY, built, start_page_of, write

ROOT = Path(__file__).parents[2]


def page(content: str, title: str = "T", head: str = "") -> str:
    """Return a page as the shell makes it, with what the file takes of that."""
    return (
        f"<html><head><title>{title}</title>{head}"
        '<link rel="stylesheet" href="assets/stylesheets/type.1.css">'
        '<script src="assets/javascripts/search-box.es.1.js"></script></head>'
        '<body><header class="kb-masthead"><a href="index.html">KB</a></header><nav id="menu"><ul>'
        '<li><a href="explore.html">Explorar</a></li>\n<li><a href="about.html">Acerca</a></li></ul></nav>'
        f'<div class="kb-page kb-main">\n<main><article>{content}</article></main>\n</div>\n'
        '<footer class="kb-footer"><a href="licence.txt">CC</a></footer></body></html>'
    )


def whole(text: str, shared: Sequence[str]) -> str:
    """Put back what is shared, as ``single-blocks.js`` does."""
    return re.sub("~([0-9a-z]*)~", lambda found: whole(shared[int(found[1], 36)], shared) if found[1] else "~", text)


_LINES = st.sampled_from(
    [
        "<li>un elemento de la lista</li>",
        "Una frase larga. ",
        "Otra frase, también larga.",
        "\n",
        "~",
        "~1~",
        " ",
        "<p>",
        "</p>",
    ]
)


@given(data=st.dictionaries(st.text(max_size=5), st.text(max_size=40)))
def test_blocks_are_text_without_tags(data: dict[str, str]) -> None:
    first, *rest = blocks_of(data.items(), {"shared": []})
    assert "<" not in first.join(rest)
    assert first.join(rest).isascii()
    (block,) = rest or [""]
    assert not data or json.loads(zlib.decompress(b85decode(block.replace(",", "<")))) == data


@given(pages=st.lists(st.lists(_LINES, max_size=40).map("".join), min_size=2, max_size=5), others=st.lists(_LINES))
def test_pages_are_put_back_as_they_were(pages: list[str], others: list[str]) -> None:
    table, texts = tabulate(map(parts_of, pages), others)
    assert [whole(text, table.texts) for text in texts] == ["".join(parts_of(content)) for content in pages]
    assert [whole(table.marked(other), table.texts) for other in others] == others


def test_blanks_go_but_where_they_are_seen() -> None:
    content = "<div>\n    <p>a</p>  \n\n  <pre>\n  b\n\n    c</pre>\n  </div>"
    assert "".join(parts_of(content)) == "<div>\n<p>a</p>\n<pre>\n  b\n\n    c</pre>\n</div>"


def test_what_often_stands_together_is_one_entry() -> None:
    card = ["<li>", "<p>Un título largo</p>", "<p>Un resumen</p>", "</li>"]
    table, texts = tabulate([["<ul>", *card, "<li>", "</ul>"], ["<ol>", *card, "</ol>"], [*card]], ["</ul>", "una"])
    assert texts == ["<ul>~7~~1~~4~", "<ol>~7~</ol>", "~7~"]
    assert table.texts[5:] == ["~1~~3~", "~2~~0~", "~5~~6~"]
    assert whole(table.texts[7], table.texts) == "".join(card)
    assert [table.marked(text) for text in ("</ul>", "<p>Un resumen</p>", "~una~")] == ["~4~", "~2~", "~~una~~"]


def test_what_is_no_longer_than_its_mark_stands_where_it_stood() -> None:
    table, texts = tabulate([["\n", "<ul>"], ["\n", "<ul>"]], [])
    assert texts == ["\n~1~"] * 2
    assert table.marked("\n") == "\n"


@pytest.mark.parametrize(
    ("href", "without", "published"),
    [
        ("index.html", "#/", "#/"),
        ("agreements/x.html#sources", "#/agreements/x:sources", "#/agreements/x:sources"),
        ("#here", "#here", "#here"),
        ("https://example.org/a?b=1&amp;c", "https://example.org/a?b=1&amp;c", "https://example.org/a?b=1&amp;c"),
        ("mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"),
        ("explore.html", None, "https://example.org/kb/explore.html"),
        ("en/about.html", None, "https://example.org/kb/en/about.html"),
        ("files/x/a.pdf", None, "https://example.org/kb/files/x/a.pdf"),
        ("packs/a.html", None, "https://example.org/kb/packs/a.html"),
        ("agreements/moved.html", None, "https://example.org/kb/agreements/moved.html"),
    ],
)
def test_links_lead_into_the_file_or_to_the_site_or_nowhere(
    tmp_path: Path, href: str, without: str | None, published: str
) -> None:
    front = page(f'<h1>Inicio</h1><a class="b" href="{href}">x</a> &lt;a href="y.html"&gt;')
    others = {
        **dict.fromkeys(("about.html", "agreements/x.html", "en/about.html", "explore.html", "packs/a.html"), page("")),
        "agreements/moved.html": page("", head='<meta http-equiv="refresh" content="0; url=x.html">'),
    }
    # Neither does it lead to what can only be had from the site.
    front = front.replace("</article>", ' <span class="kb-paper" data-kb-paper="a.pdf"></span></article>')
    for home, expected in (("", without), ("https://example.org/kb/", published)):
        head = f'<link rel="canonical" href="{home}index.html">' if home else ""
        site = write(
            tmp_path / f"site{bool(home)}", {**others, "index.html": front.replace("<title>", f"{head}<title>")}
        )
        pages = {one.address: one for one in SiteReader(site, Locale.ES).pages(lambda _done: None)}
        assert pages.keys() == {"index", "about", "agreements/x"}
        attribute = "" if expected is None else f' href="{expected}"'
        assert f'<a class="b"{attribute}>x</a> &lt;a href="y.html"&gt;</article>' in pages["index"].content


def test_the_menu_has_what_the_file_has(tmp_path: Path) -> None:
    site = write(tmp_path, {name: page("") for name in ("index.html", "about.html", "explore.html")})
    masthead = SiteReader(site, Locale.ES).front_page().masthead
    assert "#/about" in masthead
    assert "Explorar" not in masthead


@pytest.mark.parametrize("locale", list(Locale))
def test_the_file_leads_to_the_site_in_its_language_and_speaks_of_no_other_copy(tmp_path: Path, locale: Locale) -> None:
    folder = "" if locale is Locale.ES else f"{locale}/"
    canonical = f'<link rel="canonical" href="https://example.org/kb/{folder}index.html"><title>'
    footer = (
        '<li><a href="download.html#copy">Esta copia</a></li>\n<li><a href="about.html">Acerca</a></li><a href="lic'
    )
    front = page("").replace("<title>", canonical).replace('<a href="lic', footer)
    names = ("about.html", "download.html")
    site = write(tmp_path, {f"{folder}index.html": front, **{f"{folder}{name}": page("") for name in names}})
    read = SiteReader(site, locale).front_page()
    assert read.published == f"https://example.org/kb/{folder}index.html"
    assert "#copy" not in read.footer
    assert "Acerca</a>" in read.footer


def test_a_page_of_another_version_is_refused(tmp_path: Path) -> None:
    site = write(tmp_path, {"index.html": page(""), "about.html": "<title>x</title><main></main>"})
    with pytest.raises(PackError, match=r"about\.html is not as a build of this version writes it"):
        list(SiteReader(site, Locale.ES).pages(lambda _done: None))


def test_a_site_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": page("")})
    with pytest.raises(PackError, match="not a whole site"):
        make_single_files(site, tmp_path / "dist", ROOT, Progress())
    assert [*(tmp_path / "dist").glob("*")] == []


def test_what_others_have_made_stays_on_the_lists(tmp_path: Path) -> None:
    site, dist, start = built(tmp_path / "site"), tmp_path / "dist", start_page_of(tmp_path)
    make_pack(site, dist, start)
    foreign = {"name": "a.html", "size": 1, "sha256": "0" * 64, "form": "single", "date": "2021-06-10"}
    records = json.loads((dist / CONTENTS).read_text("ascii"))
    records += [
        {**foreign, "name": name, "revision": "", "locale": "es", "since": ""} for name in ("a.html", "gone.html")
    ]
    write(dist, {"a.html": "x", CONTENTS: json.dumps(records)})
    make_pack(site, dist, start)
    names = [record["name"] for record in json.loads((dist / CONTENTS).read_text("ascii"))]
    sums = [line.split("  ")[1] for line in (dist / "SHA256SUMS").read_text("ascii").splitlines()]
    assert (
        names == sums == ["a.html", "rcm-knowledge-base-2021-06-10.manifest.json", "rcm-knowledge-base-2021-06-10.zip"]
    )


def offered_by(site: Path) -> list[str]:
    """Return the names of what a site offers, each of which is there."""
    listed = (site / DOWNLOADS / LIST).read_text("ascii")
    names = re.findall(r'"name": "(.*?)"', listed)
    assert all((site / DOWNLOADS / name).is_file() for name in names)
    return names


def build_again(site: Path) -> None:
    """Leave nothing to download, as a build does."""
    shutil.rmtree(site / DOWNLOADS)
    offer_nothing(site)


def put(form: CopyForm, tmp_path: Path, files: dict[str, bytes], name: str) -> None:
    """Put a zip out, as a command that has made it does."""
    (tmp_path / "work").mkdir(exist_ok=True)
    write_zip(tmp_path / "work" / name, {path: partial(bytes, data) for path, data in files.items()})
    file = packed(name, (tmp_path / "work" / name).read_bytes())
    made = Offered(file=file, form=form, date=OLD_DAY, revision="", locale=Locale.ES)
    put_out(tmp_path / "work", tmp_path / "dist", tmp_path / "site", [made], {form}, None)


def test_what_was_made_of_the_same_site_is_offered_again_after_a_build(tmp_path: Path) -> None:
    site, dist, start = built(tmp_path / "site"), tmp_path / "dist", start_page_of(tmp_path)
    make_pack(site, dist, start)
    pack = "rcm-knowledge-base-2021-06-10.zip"
    build_again(site)
    # Neither is a part of the site whose copies these are.
    write(site, {"reference/index.html": "of another day", "index.html.gz": "x"})
    put(CopyForm.EPUB, tmp_path, {"a/b": b"1"}, "a.epub")
    assert offered_by(site) == [pack, "a.epub"]
    build_again(site)
    # Damaged since: as long as before, and other bytes.
    whole_pack = (dist / pack).read_bytes()
    (dist / pack).write_bytes(whole_pack[:-1] + b"?")
    put(CopyForm.EPUB, tmp_path, {"a/b": b"1"}, "a.epub")
    assert offered_by(site) == ["a.epub"]
    (dist / pack).write_bytes(whole_pack)
    build_again(site)
    write(site, {"index.html": "<h1>Otro</h1>"})
    put(CopyForm.ZIM, tmp_path, {"a/b": b"1"}, "a.zim")
    assert offered_by(site) == ["a.zim"]
    assert not (site / DOWNLOADS / pack).exists()
    # That folder is the publisher's, and nothing in it goes.
    assert {pack, "a.epub", "a.zim"} <= {path.name for path in dist.iterdir()}


def test_papers_are_there_one_by_one_for_the_page_of_each(tmp_path: Path) -> None:
    site = built(tmp_path / "site")
    paper = site / paper_of("agreements/a.html")
    put(CopyForm.PAPERS, tmp_path, {"top/agreements/a.pdf": b"1", "top/agreements/b.pdf": b"2"}, "papers.zip")
    assert paper.read_bytes() == b"1"
    put(CopyForm.PAPERS, tmp_path, {"top/agreements/a.pdf": b"3", "top/index.pdf": b"4"}, "papers.zip")
    there = {path.relative_to(site).as_posix(): path.read_bytes() for path in (site / PAPERS).rglob("*.pdf")}
    assert there == {"packs/papers/es/agreements/a.pdf": b"3", "packs/papers/es/index.pdf": b"4"}
    build_again(site)
    put(CopyForm.EPUB, tmp_path, {"a/b": b"1"}, "a.epub")
    assert paper.read_bytes() == b"3"
    assert [path.name for path in (site / DOWNLOADS).iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("url", "paper"),
    [
        ("agreements/a.html", "packs/papers/es/agreements/a.pdf"),
        ("en/concept-notes/a.html", "packs/papers/en/concept-notes/a.pdf"),
        ("briefs/cr/borders.html", "packs/papers/es/briefs/cr/borders.pdf"),
        ("en/practices/index.html", ""),
        ("meetings/a.html", ""),
        ("index.html", ""),
    ],
)
def test_there_is_a_paper_of_what_is_handed_round(url: str, paper: str) -> None:
    assert paper_of(url) == paper
