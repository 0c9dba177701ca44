"""The search of the built site, driven in a browser as a reader would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from knowledge_base.locale import Locale
from tests.site.built import BuiltSite
from tests.site.searching import Query, SearchBox, queries
from tools.serving import served


@pytest.fixture(scope="module")
def root(site: BuiltSite) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.folder) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page whose console stays silent."""
    with chromium.new_context() as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        assert said == []


def test_the_table_is_large_enough_and_half_spanish() -> None:
    assert len(queries()) >= 40
    assert sum(query.locale is Locale.ES for query in queries()) * 2 >= len(queries())


@pytest.mark.parametrize("locale", list(Locale))
def test_every_query_of_the_table_finds_what_it_must(page: Page, root: str, locale: Locale) -> None:
    box = SearchBox(page, root, locale)
    wrong = [problem for query in queries() if query.locale is locale and (problem := _missed(box, query))]
    assert wrong == []


def _missed(box: SearchBox, query: Query) -> str:
    found = box.ask(query.query)
    if missing := set(query.first) - set(found.addresses[:5]):
        return f"{query.query}: {sorted(missing)} not among {found.addresses[:5]}"
    if query.corrected and query.corrected not in found.hint:
        return f"{query.query}: not corrected to {query.corrected}, but {found.hint!r}"
    if not query.corrected and found.hint:
        return f"{query.query}: taken for something else: {found.hint!r}"
    return ""


def test_facets_add_up(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    found = box.ask("migración")
    facets = box.facets()
    # Every page is of one kind; a value chosen leaves as many results as it promised.
    assert sum(facets["kind"].values()) == found.count
    promised = facets["kind"]["Intervención"]
    narrowed = box.choose("kind", "Intervención")
    assert narrowed.count == promised > 0
    assert all(address.startswith("practices/") for address in narrowed.addresses)
    country, count = next(iter(box.facets()["country"].items()))
    assert box.choose("country", country).count == count


def test_results_of_the_other_language_are_a_click_away(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    assert box.ask("shelter systems").addresses
    page.get_by_role("button", name="Buscar también en inglés").click()
    first = page.locator(".kb-search__other-results .kb-search__link").first
    expect(first).to_be_focused()
    assert "/en/" in str(first.get_attribute("href"))


def test_a_reader_needs_no_mouse(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask("retorno asistido")
    page.keyboard.press("ArrowDown")
    expect(box.links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(box.links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box.input).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#kb-search")).to_be_hidden()
    page.keyboard.press("f")
    expect(box.input).to_be_focused()
    box.shown()
    page.keyboard.press("Enter")
    page.wait_for_url("**/topics/assisted-return.html?h=*")
    # The words that the reader came for are marked on the page.
    assert {text.lower() for text in page.locator("article mark").all_inner_texts()} >= {"retorno", "asistido"}


def test_the_box_opens_again_in_the_moment_it_was_closed(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    # Both keys before the browser draws again, when the field of the closed box still has the focus.
    page.evaluate(
        """() => ["Escape", "f"].forEach((key) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""
    )
    expect(page.locator("#kb-search")).to_be_visible()
    expect(box.input).to_be_focused()


def test_a_word_begun_finds_all_that_begins_like_it(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    begun = box.ask("mig").count
    # Now every piece of the index that has such words is here.
    for word in ("migraciones", "migrantes", "migratorias", "migratorios"):
        box.ask(word)
    assert box.ask("mig").count == begun


def test_enter_does_not_open_the_answer_to_fewer_letters(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask("retorno")
    page.evaluate(
        """() => {
            const input = document.activeElement;
            input.value = "albergue";
            input.dispatchEvent(new Event("input", { bubbles: true }));
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }"""
    )
    found = box.shown()
    assert page.url == root + "index.html"
    assert found == box.ask("albergue")


def test_the_keys_that_open_the_box_can_be_typed_into_it(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.EN)
    box.input.press_sequentially("f/f")
    expect(box.input).to_have_value("f/f")


def test_a_correction_can_be_refused(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    corrected = box.ask("pandmia")
    page.get_by_role("button", name="Buscar «pandmia»").click()
    insisted = box.shown()
    assert insisted.hint == ""
    assert insisted.count < corrected.count
    assert not set(insisted.addresses) & set(corrected.addresses)


def test_words_that_are_everywhere_are_not_looked_for(page: Page, root: str) -> None:
    """Their pieces of the index are the largest of all."""
    box = SearchBox(page, root, Locale.ES)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    alone = box.ask("reunión")
    fetched.clear()
    assert box.ask("las reunión de la") == alone
    assert not [url for url in fetched if "/index/" in url]
    box.ask("de la")
    assert [url for url in fetched if "/index/" in url]


def test_hostile_queries_are_only_words(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    for query in ('<img src=x onerror="document.title=1">', "migración <b>asistida</b>", "%00 ' \" \\", "a" * 2000):
        box.ask(query)
        assert page.locator("#kb-search img, #kb-search b").count() == 0


def test_without_scripts_the_button_leads_to_a_list(chromium: Browser, root: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{root}index.html")
        page.locator("[data-kb-search]").click()
        assert page.locator("article a").count() > 20
