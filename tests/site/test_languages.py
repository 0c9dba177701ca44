"""Two languages: the way from each page to the other language, and pages shown for want of a translation."""

from __future__ import annotations

import pytest
from lxml.html import HtmlElement

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from tests.site.built import BuiltPage, BuiltSite, visible_text
from tests.site.edge_cases import ENGLISH_ONLY, SPANISH_ONLY, STALE, TRANSLATED

# The address of a page, and the only language that it is in.
_FALLBACKS = [
    (f"practices/{SPANISH_ONLY}", Locale.ES),
    (f"practices/{ENGLISH_ONLY}", Locale.EN),
    ("about", Locale.ES),
    ("contribute", Locale.EN),
]
_LANGUAGES = {
    (Locale.ES, Locale.ES): "español",
    (Locale.ES, Locale.EN): "inglés",
    (Locale.EN, Locale.ES): "Spanish",
    (Locale.EN, Locale.EN): "English",
}


def test_the_switcher_leads_to_the_same_page(any_site: BuiltSite) -> None:
    for page in any_site.pages:
        other = page.locale.other
        assert page.switches()[other] == {url(page.address, other)}, page.url
        assert url(page.address, other) in any_site.by_url, page.url


def test_search_engines_are_told_of_translations_from_both_sides(any_site: BuiltSite) -> None:
    for page in any_site.pages:
        named = {language: page.resolve(link)[0] for language, link in page.alternates().items()}
        if not named:
            continue
        assert named[page.locale] == page.url
        for language, target in named.items():
            assert target == url(page.address, Locale(language))
            counterpart = any_site.by_url[target]
            back = {other: counterpart.resolve(link)[0] for other, link in counterpart.alternates().items()}
            assert back == named, page.url


def test_every_page_of_the_real_site_is_translated(site: BuiltSite) -> None:
    single = [page.url for page in site.pages if page.article.xpath(".//*[contains(@class, 'kb-notice--fallback')]")]
    assert single == []


@pytest.mark.parametrize(("address", "original"), _FALLBACKS)
def test_a_page_without_translation_says_so(edge_site: BuiltSite, address: str, original: Locale) -> None:
    page = edge_site.page(address, original.other)
    notes = [visible_text(note) for note in page.article.xpath(".//*[@role='note']")]
    assert any(_LANGUAGES[page.locale, original] in note or "other language" in note for note in notes) or (
        page.locale is Locale.ES and any("otro idioma" in note for note in notes)
    )
    assert page.html.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert page.alternates() == {}


@pytest.mark.parametrize(("address", "original"), _FALLBACKS)
def test_a_page_with_its_own_text_has_no_such_note(edge_site: BuiltSite, address: str, original: Locale) -> None:
    page = edge_site.page(address, original)
    assert page.article.xpath(".//*[@role='note'][contains(@class, 'kb-notice--fallback')]") == []
    assert page.html.xpath("//head/meta[@name='robots']/@content") == []
    assert set(page.alternates()) <= {original}


@pytest.mark.parametrize(("address", "original"), _FALLBACKS)
def test_a_text_in_the_other_language_is_marked_as_such(edge_site: BuiltSite, address: str, original: Locale) -> None:
    page, own = edge_site.page(address, original.other), edge_site.page(address, original)
    (title,) = own.article.iter("h1")
    assert _language_of(page, visible_text(title), ".//h1") == original
    (text,) = {visible_text(item) for item in own.article.iter("p")} & {
        "Texto en español, y nada más.",
        "Text in English, and no more.",
        "A page in one language only.",
    }
    assert _language_of(page, text, ".//p") == original


def test_cards_of_untranslated_entries_are_marked_as_such(edge_site: BuiltSite) -> None:
    page = next(
        page
        for page in edge_site.pages
        if page.locale is Locale.EN and page.address.startswith("practices/index") and "en español" in page.text
    )
    assert _language_of(page, "Práctica en español", ".//a") == Locale.ES


def test_a_translation_says_what_it_is_a_translation_of(edge_site: BuiltSite) -> None:
    page = edge_site.page(f"practices/{TRANSLATED}", Locale.ES)
    original = url(f"practices/{TRANSLATED}", Locale.EN)
    assert original in {page.resolve(link)[0] for link in page.article.xpath(".//*[@role='note']//a/@href")}


def test_a_stale_translation_says_so(edge_site: BuiltSite) -> None:
    stale, current = (edge_site.page(f"practices/{id_}", Locale.ES) for id_ in (STALE, TRANSLATED))
    assert len(stale.article.xpath(".//*[@role='note']")) == len(current.article.xpath(".//*[@role='note']")) + 1
    assert "Texto traducido." in stale.text


def _language_of(page: BuiltPage, words: str, where: str) -> str:
    """Return the language that the page says some words are in."""
    elements: list[HtmlElement] = [item for item in page.article.xpath(where) if visible_text(item) == words]
    assert elements, words
    element = elements[0]
    inner = element.xpath(".//*[@lang]")
    if len(inner) == 1 and visible_text(inner[0]) == words:
        element = inner[0]
    return str(element.xpath("ancestor-or-self::*[@lang][1]/@lang")[0])
