"""Page contexts as HTML, and what is left of the HTML of authors."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markupsafe import Markup

from knowledge_base.locale import Locale
from knowledge_base.model.choices import Status
from knowledge_base.model.types import Text
from knowledge_base.render.sanitise import sanitise
from knowledge_base.render.templates import render
from knowledge_base.render.toc import Heading, contents, headings, slug
from knowledge_base.view.pages.entry import entry_view
from knowledge_base.view.parts.shell import Contents
from knowledge_base.view.parts.site import Site, site_in
from knowledge_base.view.plan import PlannedPage, plan_pages
from tests.unit.catalogues import catalogue_of, copy_of, valid_catalogue, with_practices

ROOT = Path(__file__).parents[2]
VALID = valid_catalogue()
PAGES = {
    f"{locale}/{page.chrome.address}": page
    for locale in Locale
    for page in plan_pages(site_in(locale, VALID, dt.date(2021, 7, 1)))
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_page_becomes_html(page: PlannedPage) -> None:
    document = render(ROOT, page.view(), Markup("<p id='body'>Body</p>"))
    tree = lxml_html.fragment_fromstring(document, create_parent="main")
    ids = [str(id_) for id_ in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert "None" not in tree.text_content().split()
    links = [str(href) for href in tree.xpath("//a/@href")]
    # Links lead from where the page is, so that the same files work anywhere.
    assert [href for href in links if href.startswith("/") and not page.chrome.root] == []
    assert tree.xpath("//script[not(@type='application/json')] | //@onclick | //@style") == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_pages_of_a_long_list_become_html(number: int) -> None:
    address = "topics/trafficking" + ("" if number == 1 else f"-page-{number}")
    (page,) = (page for page in plan_pages(site_in(Locale.ES, with_practices(120))) if page.chrome.address == address)
    tree = lxml_html.fragment_fromstring(render(ROOT, page.view(), Markup()), create_parent="main")
    other = {str(href) for href in tree.xpath("//nav//a/@href")}
    assert {f"trafficking-page-{n}.html" for n in (2, 3) if n != number} <= other


def test_words_in_the_other_language_say_so() -> None:
    entry = VALID.by_id["hotline"]
    english = replace(entry, versions={Locale.EN: entry.versions[Locale.EN]})
    catalogue = catalogue_of([english, *(other for other in VALID.entries if other.id != "hotline")])
    document = render(ROOT, entry_view(Site(catalogue=catalogue, locale=Locale.ES), english), Markup())
    tree = lxml_html.fragment_fromstring(document, create_parent="main")
    assert "A number to call." in {element.text_content().strip() for element in tree.xpath("//*[@lang='en']")}
    assert tree.xpath("//*[@lang='es']") == []


def test_hostile_words_stay_words() -> None:
    hostile = Text("<script>alert(1)</script>\"'&", Locale.EN)
    entry = copy_of(
        VALID.by_id["hotline"],
        "hotline",
        title=hostile,
        summary=hostile,
        status=Status.WITHDRAWN,
        status_reason=hostile,
        licence=hostile.value,
    )
    catalogue = catalogue_of([entry, *(other for other in VALID.entries if other.id != "hotline")])
    for page in plan_pages(site_in(Locale.EN, catalogue)):
        # The form has its data in a script of JSON.
        assert "<script>" not in render(ROOT, page.view(), Markup())


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Text</p>", "<p>Text</p>"),
        ("<script>alert(1)</script>", ""),
        ('<img src="x" onerror="alert(1)">', ""),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="jAvA&#9;script:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="data:text/html,x">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="../x.html" onclick="y">x</a>', '<a href="../x.html" rel="noopener noreferrer">x</a>'),
        ('<a href="mailto:a@b.c">x</a>', '<a href="mailto:a@b.c" rel="noopener noreferrer">x</a>'),
        ('<h2 id="a" style="x">T</h2>', '<h2 id="a">T</h2>'),
        ("<h1>T</h1>", "T"),
        ("<style>p{}</style><iframe src=x></iframe><form><input></form><svg onload=x></svg>", ""),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_what_is_left_of_the_html_of_authors(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean
    assert sanitise(clean) == clean


def test_the_contents_of_a_page_are_read_off_its_html() -> None:
    html = (
        '<h1 id="title">Title</h1><h3 id="over">Over all</h3>'
        '<h2 id="a"><a href="#a">One &amp; <em>two</em></a></h2><h2>No id</h2>'
        '<h3 class="x" id="b">Three</h3><h4 id="c">Four</h4><h2 id="d">Five</h2>'
    )
    found = list(headings(html))
    assert found[2:] == [Heading(2, "a", "One & two"), Heading(3, "b", "Three"), Heading(2, "d", "Five")]
    assert contents(found) == (
        Contents(id="a", title="One & two", items=(Contents(id="b", title="Three"),)),
        Contents(id="d", title="Five"),
    )


def test_the_id_of_a_heading_of_an_author_is_apart_from_ours() -> None:
    assert slug("¿Qué es?", "-") == "text-que-es"
