"""Links in a text by number, for readers on paper."""

from __future__ import annotations

from markupsafe import Markup

from knowledge_base.render.on_paper import on_paper
from knowledge_base.render.sanitise import sanitise

_PAGE = "en/practices/one.html"


def _text(*addresses: str) -> Markup:
    return sanitise("".join(f'<p><a href="{address}" title="a &gt; b">x</a></p>' for address in addresses))


def test_each_page_of_the_site_has_one_number_in_the_order_of_the_text() -> None:
    text = on_paper(_text("two.html", "../topics/a.html#part", "two.html#other", "../../index.html"), _PAGE)
    assert text.addresses == ("en/practices/two.html", "en/topics/a.html", "index.html")
    assert [part[0] for part in text.html.split('data-n="')[1:]] == ["1", "2", "1", "3"]


def test_what_leads_elsewhere_or_stays_here_has_none() -> None:
    body = _text("https://example.org/a", "mailto:a@example.org", "#part", "one.html#part", "../../../outside.html")
    assert on_paper(body, _PAGE).addresses == ()
    assert on_paper(body, _PAGE).html == body


def test_nothing_but_the_number_is_added() -> None:
    body = sanitise('<p>href="a.html" <a id="b" href="a.html?x=1&amp;y=2">x</a> &lt;a href="c.html"&gt;</p>')
    text = on_paper(body, _PAGE)
    assert text.addresses == ("en/practices/a.html?x=1&y=2",)
    assert text.html.replace(' data-n="1"', "") == body
