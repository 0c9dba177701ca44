"""The copy in one file as data: what pages share, links, and the lists of what is offered."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b85decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.locale import Locale
from knowledge_base.progress import Progress
from knowledge_base.publish.packs.offline import make_pack
from knowledge_base.publish.packs.packing import PackError
from knowledge_base.publish.packs.shelf import CONTENTS
from knowledge_base.publish.packs.single.blocks import blocks_of, parts_of, shared_parts, with_followers, with_marks
from knowledge_base.publish.packs.single.content import SiteReader
from knowledge_base.publish.packs.single.make import make_single_files
from tests.unit.test_offline import built, start_page_of, write

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


def whole(text: str, shared: list[str]) -> str:
    """Put back what is shared, as ``single-blocks.js`` does."""
    return re.sub("~([0-9a-z]*)~", lambda found: shared[int(found[1], 36)] if found[1] else "~", text)


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
    first, *rest = blocks_of([data], {"shared": []})
    assert "<" not in first.join(rest)
    assert first.join(rest).isascii()
    (block,) = rest or [""]
    assert not data or json.loads(zlib.decompress(b85decode(block.replace(",", "<")))) == data


@given(pages=st.lists(st.lists(_LINES, max_size=12).map("".join), min_size=2, max_size=5))
def test_pages_are_put_back_as_they_were(pages: list[str]) -> None:
    parts = with_followers([parts_of(content) for content in pages])
    shared = shared_parts(parts)
    numbers = {part: number for number, part in enumerate(shared)}
    put_back = [whole(with_marks(one, numbers), shared) for one in parts]
    assert put_back == ["".join(parts_of(content)) for content in pages]


def test_blanks_go_but_where_they_are_seen() -> None:
    content = "<div>\n    <p>a</p>  \n\n  <pre>\n  b\n\n    c</pre>\n  </div>"
    assert "".join(parts_of(content)) == "<div>\n<p>a</p>\n<pre>\n  b\n\n    c</pre>\n</div>"


def test_what_always_stands_together_is_one_part() -> None:
    card = ["<li>", "<p>Un título largo</p>", "<p>Un resumen</p>", "</li>"]
    pages = [["<ul>", *card, "<li>", "</ul>"], ["<ol>", *card, "</ol>"]]
    joined = with_followers(pages)
    assert joined == [
        ["<ul>", "<li>", "".join(card[1:]), "<li>", "</ul>"],
        ["<ol>", "<li>", "".join(card[1:]), "</ol>"],
    ]
    assert shared_parts(joined) == ["".join(card[1:])]


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
    for home, expected in (("", without), ("https://example.org/kb/", published)):
        head = f'<link rel="canonical" href="{home}index.html">' if home else ""
        site = write(
            tmp_path / f"site{bool(home)}", {**others, "index.html": front.replace("<title>", f"{head}<title>")}
        )
        pages = {one.address: one for one in SiteReader(site, Locale.ES).pages(lambda _done: None)}
        assert pages.keys() == {"index", "about", "agreements/x"}
        attribute = "" if expected is None else f' href="{expected}"'
        assert f'<a class="b"{attribute}>x</a> &lt;a href="y.html"&gt;' in pages["index"].content


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
