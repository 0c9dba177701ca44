"""Words of the glossary in a text: found where they are words, linked once, and nothing else changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from knowledge_base.locale import Locale
from knowledge_base.render.explain import explain_terms
from knowledge_base.view.parts.definitions import Definition, definitions
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import valid_catalogue

PPT = Definition(
    name="Pro Tempore Presidency",
    text="Who leads.",
    url="en/glossary.html#ppt",
    forms=("Pro Tempore Presidency", "PPT"),
)
TRADE = Definition(name="Give & take", text="Both.", url="en/glossary.html#trade", forms=("Give & take",))
HOSTILE = Definition(name='<b onclick="x">', text='"><script>', url='x"><script>', forms=("word",))
_LINK = re.compile(r'<a class="kb-explained"[^>]*>(.*?)</a>')


def _explained(html: str, *terms: Definition) -> str:
    return str(explain_terms(html, terms or (PPT, TRADE), lambda url: f"../{url}").html)


def _words(html: str, *terms: Definition) -> list[str]:
    return _LINK.findall(_explained(html, *terms))


def test_the_first_mention_leads_to_the_glossary() -> None:
    found = explain_terms("<p>The PPT asks the PPT.</p>", (PPT, TRADE), lambda url: f"../{url}")
    link = '<a class="kb-explained" href="../en/glossary.html#ppt" aria-describedby="explained-1">PPT</a>'
    assert found.html == f"<p>The {link} asks the PPT.</p>"
    assert found.used == (PPT,)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>The pro tempore presidency</p>", ["pro tempore presidency"]),
        ("<ul><li>PPT</li></ul>", ["PPT"]),
        ("<p>Give &amp; take</p>", ["Give &amp; take"]),
        ("<p><strong>PPT</strong></p>", ["PPT"]),
        ('<p title="PPT > PPT">PPT</p>', ["PPT"]),
        ("<p>first<br>PPT</p>", ["PPT"]),
        ("<p>PPT then <a href='x'>give</a> &amp; Give &amp; take</p>", ["PPT", "Give &amp; take"]),
        # An acronym is not the word that is spelt like it, and no part of one.
        ("<p>ppt, PPTs, aPPT, PPT2</p>", []),
        ("<p><a href='x'>the PPT</a> <code>PPT</code> <cite>PPT</cite></p>", []),
        ("<h2>PPT</h2><dl><dd><p>PPT</p></dd></dl><div>PPT</div>", []),
        ('<p lang="es">PPT</p><div lang="es"><p>PPT</p></div>', []),
        ("<div data-pagefind-ignore><p>PPT</p></div>", []),
        ('<p title="lang">PPT</p>', ["PPT"]),
        ("", []),
    ],
)
def test_words_are_explained_where_they_are_prose(html: str, words: list[str]) -> None:
    assert _words(html) == words


def test_a_definition_brings_no_markup_into_the_text() -> None:
    html = _explained("<p>a word</p>", HOSTILE)
    tree = lxml_html.fragment_fromstring(html)
    assert [element.tag for element in tree.iter()] == ["p", "a"]
    assert tree.xpath("//a/@href") == ['../x"><script>']


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<a href='x'>", "</a>", "PPT", " ", "&lt;", "<br>", "<li>", "<!--PPT-->"]))
)
def test_nothing_but_links_is_put_in(parts: list[str]) -> None:
    html = "".join(parts)
    assert _LINK.sub(r"\1", _explained(html)) == html
    assert len(_words(html)) <= 1


def test_the_glossary_says_which_words_it_explains() -> None:
    catalogue = valid_catalogue()
    for locale in Locale:
        found = definitions(Site(catalogue=catalogue, locale=locale))
        assert [item.name for item in found] == [term.name(locale) for term in catalogue.vocabularies.terms.values()]
        assert all(item.name in item.forms and item.text and "#" in item.url for item in found)
