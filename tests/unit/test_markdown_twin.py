"""The content of pages as Markdown: what another parser makes of it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt

from knowledge_base.locale import Locale
from knowledge_base.publish.data.llms import llms_file
from knowledge_base.publish.data.markdown_twin import markdown_twin
from knowledge_base.render.templates import render
from knowledge_base.view.plan import plan_pages
from tests.unit.catalogues import valid_catalogue
from tests.unit.data_files import HOME, site_of
from tests.unit.test_data_files import REPOSITORY

_PARSER = MarkdownIt("commonmark").enable("table")


def _words(text: str) -> str:
    return "".join(text.split())


def _read(content: bytes) -> Any:
    text = content.decode()
    tokens = [*_PARSER.parse(text), *(each for token in _PARSER.parse(text) for each in token.children or ())]
    assert [token.content for token in tokens if token.type in ("html_block", "html_inline")] == []
    return html.fromstring(f"<div>{_PARSER.render(text)}</div>")


@pytest.mark.parametrize(
    "address", ["meetings/dialogue", "agreements/conclusions", "concept-notes/note", "figures", "briefs/mx/borders"]
)
def test_a_page_and_its_twin_say_the_same(address: str) -> None:
    (page,) = (page for page in plan_pages(site_of(valid_catalogue())) if page.chrome.address == address)
    content = str(render(REPOSITORY, page.view(), page.prose()).html)
    shown: Any = html.fromstring(f"<div>{content}</div>")
    for element in shown.xpath("//*[@hidden] | //button | //*[local-name()='svg'] | //nav | //script | //template"):
        element.drop_tree()
    twin = _read(markdown_twin(content))
    headings = "//h1 | //h2 | //h3 | //h4"
    assert [_words(each.text_content()) for each in twin.xpath(headings)] == [
        _words(each.text_content()) for each in shown.xpath(headings)
    ]
    assert len(twin.xpath("//tr")) == len(shown.xpath("//tr"))
    assert len(twin.xpath("//li")) == len(shown.xpath("//li"))
    for link, twin_link in zip(shown.xpath("//a[@href]"), twin.xpath("//a[@href]"), strict=True):
        assert twin_link.get("href").replace(".html.md", ".html") == link.get("href")
        # The form has no twin.
        assert "propose.html.md" not in twin_link.get("href")
    words = _words(twin.text_content())
    for text in shown.xpath("//text()"):
        assert _words(text) in words


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<p>&lt;script&gt; *a* _b_ [c](d) `e` ![f](g) &amp;lt; a|b ~~c~~</p>", None),
        ("<p># no heading</p>", None),
        ("<p>1. no list</p><p>- nor here</p><p>+ nor here</p><p>=== nor here</p>", None),
        ("<p>a</p><!-- <p>hidden</p> --><p hidden>b</p><nav>c</nav><svg><text>d</text></svg>", "a"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", None),
        ("<pre><code>a\n  &lt;b&gt; *c*</code></pre>", None),
        ("<table><tr><th>a|b</th><td><p>c</p><p>d</p></td></tr></table>", None),
        ('<p><a href="javascript:x">a ] b</a> <a href="x.html?y#z">c</a> <a>d</a></p>', None),
    ],
)
def test_no_text_is_taken_for_markup(content: str, shown: str | None) -> None:
    twin = _read(markdown_twin(content))
    parsed: Any = html.fromstring(f"<div>{content}</div>")
    said = parsed.text_content() if shown is None else shown
    assert _words(twin.text_content()) == _words(said)
    assert {link.get("href") for link in twin.xpath("//a")} <= {"x.html.md?y#z"}


def test_llms_txt_leads_to_the_main_pages() -> None:
    sites = [(site_of(valid_catalogue(), locale), plan_pages(site_of(valid_catalogue(), locale))) for locale in Locale]
    text = llms_file(sites)
    read = _read(text.encode())
    assert len(read.xpath("//h1")) == 1
    assert f"{HOME}en/meetings/index.html.md" in read.xpath("//a/@href")
    assert all(href.startswith(HOME) for href in read.xpath("//a/@href"))
