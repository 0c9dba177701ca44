"""The search of the built site, driven in a browser as a reader would."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from knowledge_base.assemble.addresses import url
from knowledge_base.locale import Locale
from knowledge_base.publish.search.document import SearchDocument
from knowledge_base.publish.search.kept import document_shown
from knowledge_base.publish.search.words import forms_in, stem_key, unaccented
from tests.site.built import BuiltSite
from tests.site.searching import SearchBox
from tools.queries import quality, queries
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


def test_the_table_is_large_enough_in_each_language() -> None:
    for locale in Locale:
        assert len({query.query for query in queries() if query.locale is locale}) >= 75
    assert all(any((query.wanted, query.never, query.none, query.some, query.meant)) for query in queries())


@pytest.mark.parametrize("locale", list(Locale))
def test_every_query_of_the_table_finds_what_it_must(page: Page, root: str, locale: Locale) -> None:
    page.goto(root + url("index", locale))
    found = quality(page, [query for query in queries() if query.locale is locale])
    assert found.faults == ()
    assert found.reciprocal_rank > 0.9
    assert found.success == 1


_FORMS = """async ([locale, texts]) => {
    const engine = await searchEngine(kb.root).engine(locale);
    const { keyOf } = searchWords.keys(locale);
    const found = texts.map((text) => searchWords.formsIn(text, engine.common).map(({ place, form }) => [place, form]));
    const forms = [...new Set(found.flat().map(([, form]) => form))];
    return [found, Object.fromEntries(forms.map((form) => [form, keyOf(form)]))];
}"""


@pytest.mark.parametrize("locale", list(Locale))
def test_words_are_the_same_to_the_script_as_to_the_index(
    page: Page, root: str, site: BuiltSite, locale: Locale
) -> None:
    """All of the words of all pages, and those that content may have one day."""
    others = [
        "Ñandú ÇA straße İstanbul ﬁn x² 東京 naïve",
        "a.m. 7 000,5 12:30:15 U.S.A. COVID‑19’s o'clock 1.234.567 3.5.1",
    ]
    texts = [*others, *(text for document in _documents(site, locale) for text in _texts(document))]
    page.goto(root + url("index", locale))
    forms, keys = page.evaluate(_FORMS, [locale, texts])
    assert forms == [[list(one) for one in forms_in(text, locale)] for text in texts]
    assert len(keys) > 1000
    assert keys == {form: stem_key(form, locale) for form in keys}


def _documents(site: BuiltSite, locale: Locale) -> list[SearchDocument]:
    found = []
    for path in sorted((site.folder / "search" / locale / "text").iterdir()):
        text = path.read_text("utf-8")
        found.append(document_shown(text[text.index(",") + 1 : text.rindex(")")], ""))
    return found


def _texts(document: SearchDocument) -> list[str]:
    return [document.title, *document.record.names, *(sentence.text for sentence in document.sentences)]


_LEFT_OUT = "@data-unsearched or @hidden or self::script or self::noscript or self::nav or self::button or self::svg"


@pytest.mark.parametrize("locale", list(Locale))
def test_every_word_that_readers_see_on_a_searched_page_is_searched(site: BuiltSite, locale: Locale) -> None:
    documents = {document.url: document for document in _documents(site, locale)}
    seen = 0
    for page in site.pages:
        parts = page.html.xpath("//*[@data-searched]")
        if page.locale is not locale or not parts:
            continue
        # A copy, as others look at the page too.
        part = deepcopy(parts[0])
        assert len(parts) == 1
        for left_out in part.xpath(f".//*[{_LEFT_OUT}]"):
            left_out.drop_tree()
        # Cells and lines are words of their own.
        visible = {form for text in part.itertext() for _, form in forms_in(text, locale)}
        known = {form for text in _texts(documents[page.url]) for _, form in forms_in(text, locale)}
        # Of a word in two elements ("CRM's") a letter stands alone.
        assert {form for form in visible - known if len(form) > 1} == set(), page.url
        seen += 1
    assert seen == len(documents) > 90


def test_an_entry_that_is_not_translated_is_found_in_both_languages(edge_site: BuiltSite) -> None:
    for locale in Locale:
        marked = [document for document in _documents(edge_site, locale) if document.record.only]
        assert marked
        assert all(document.title and document.sentences for document in marked)


def test_facets_add_up(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    found = box.ask("migración")
    kinds = box.facet("kind")
    # Every page is of one kind; a value chosen leaves as many results as it promised.
    assert sum(kinds.values()) == found.count
    promised = kinds["Intervención"]
    narrowed = box.choose("kind", "Intervención")
    assert narrowed.count == promised > 0
    assert all(address.startswith("practices/") for address in narrowed.addresses)
    # Another value of the same facet would add to it.
    assert box.facet("kind") == kinds
    country, count = next(iter(box.facet("country").items()))
    assert box.choose("country", country).count == count


def test_a_facet_is_loaded_when_it_is_opened(page: Page, root: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    box = SearchBox(page, root, Locale.ES)
    box.ask("migración")
    assert not [address for address in fetched if "/facet/" in address]
    box.facet("meeting")
    assert len([address for address in fetched if "/facet/" in address]) == 1


def test_on_a_phone_the_filters_are_one_row(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    box = SearchBox(page, root, Locale.ES)
    box.ask("migración")
    expect(page.locator(".kb-search__facets")).to_be_hidden()
    first = box.links.first.bounding_box()
    assert first
    assert first["y"] < 220
    page.locator(".kb-search__filters > summary").click()
    assert box.facet("kind")


def test_results_of_the_other_language_are_a_click_away(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    assert box.ask("shelter systems")
    page.get_by_role("button", name="Buscar también en inglés").click()
    first = page.locator(".kb-search__other-results .kb-search__link").first
    expect(first).to_be_focused()
    assert "/en/" in str(first.get_attribute("href"))


def test_what_is_not_found_is_said_with_what_may_be_meant_as_an_offer(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    found = box.ask("retorno pandmia")
    assert found.addresses == ()
    status = page.locator("#kb-search [role=status]")
    expect(status).to_have_text("No se encontró nada que tenga todas estas palabras.")
    hint = page.locator(".kb-search__hint")
    expect(hint.get_by_role("button", name="pandmia (0)")).to_be_visible()
    hint.get_by_role("button", name="retorno pandemia").click()
    assert box.shown().count > 0
    expect(box.input).to_have_value("retorno pandemia")
    # What is written so in the other language is shown, and comes before what may be meant.
    assert box.ask("stranded").count == 0
    expect(page.locator(".kb-search__other-results .kb-search__link").first).to_be_visible()


def test_a_result_says_where_the_words_stand_and_leads_there(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask('"mejores prácticas de su Instituto"')
    place = page.locator(".kb-search__place")
    assert [text for text in place.all_inner_texts() if text.startswith("Agenda, ")]
    box.ask("retorno asistido ágil")
    points = page.locator('.kb-search__link[href*="#provision-"]')
    target = str(points.first.get_attribute("href"))
    assert page.locator(".kb-search__results mark").count() > 3
    page.goto(target)
    assert page.locator(f"[id='{target.partition('#')[2]}'] mark").count() > 0


def test_a_meeting_and_its_note_stand_together(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask("realidades actuales en las fronteras")
    below = page.locator(".kb-search__results > li:has(.kb-search__below)").first
    kinds = {text.lower() for text in below.locator(".kb-mark").all_inner_texts()}
    assert kinds == {"reunión", "nota conceptual"}


def test_synonyms_are_looked_for_and_told(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    assert box.ask("DDHH").addresses
    expect(page.locator(".kb-search__hint")).to_have_text("También: derechos humanos")


def test_the_search_stands_in_the_address(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    found = box.ask("retorno asistido")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["retorno asistido"]}
    address = page.url
    box.links.first.click()
    page.wait_for_url("**/topics/assisted-return.html?h=*")
    page.go_back()
    assert box.shown() == found
    page.goto("about:blank")
    page.goto(address)
    assert box.shown() == found
    page.keyboard.press("Escape")
    page.wait_for_url(f"{root}index.html")


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


def test_a_word_begun_finds_all_that_begins_like_it(page: Page, root: str, site: BuiltSite) -> None:
    box = SearchBox(page, root, Locale.ES)
    for begun in ("mig", "migrac", "prot", "re"):
        with_it = [
            document
            for document in _documents(site, Locale.ES)
            if any(
                unaccented(form).startswith(begun)
                for text in (
                    *_texts(document),
                    *(names for _, names in document.record.aliases),
                    document.record.kind_label,
                )
                for form in _simple(text)
            )
        ]
        assert box.ask(begun).count >= len(with_it) > 0, begun


def _simple(text: str) -> list[str]:
    return [form for _, form in forms_in(text, Locale.ES)]


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
    assert page.url.partition("?")[0] == root + "index.html"
    assert found == box.ask("albergue")


def test_the_keys_that_open_the_box_can_be_typed_into_it(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.EN)
    box.input.press_sequentially("f/f")
    expect(box.input).to_have_value("f/f")


def test_words_that_are_everywhere_are_not_looked_for(page: Page, root: str) -> None:
    """Theirs would be the longest lists of all."""
    box = SearchBox(page, root, Locale.ES)
    assert box.ask("las reunión de la").count == box.ask("reunión").count > 0


def test_hostile_queries_are_only_words(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    for query in ('<img src=x onerror="document.title=1">', "migración <b>asistida</b>", "%00 ' \" \\", "a" * 2000):
        box.ask(query)
        assert page.locator("#kb-search img, #kb-search b").count() == 0


def test_without_scripts_there_is_no_box_but_the_indexes(chromium: Browser, root: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{root}index.html")
        assert page.locator("input[type=search]:visible").count() == 0
        page.locator("[data-kb-search]").click()
        assert page.locator("input[type=search]:visible").count() == 0
        assert page.locator("article a").count() > 20
        page.goto(f"{root}index.html")
        assert page.locator(".kb-hero a:visible").count() >= 3


def test_the_answer_stays_where_the_other_language_cannot_be_loaded(chromium: Browser, root: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.route("**/search/en/**", lambda route: route.abort())
        box = SearchBox(page, root, Locale.ES)
        box.ask("retorno pandmia")
        expect(page.locator("#kb-search [role=status]")).to_have_text(
            "No se encontró nada que tenga todas estas palabras."
        )
        expect(page.get_by_role("button", name="retorno pandemia")).to_be_visible()


def test_a_box_that_is_closed_while_typing_leaves_no_search_in_the_address(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.input.fill("retorno")
    page.keyboard.press("Escape")
    # Longer than the box waits for the next letter.
    page.wait_for_timeout(200)
    assert page.url == f"{root}index.html"
    page.keyboard.press("/")
    assert box.shown().count > 0


def test_a_result_says_by_which_other_name_it_is_found(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask("remesas")
    row = page.locator(".kb-search__results > li", has=page.locator('[href*="rcm-1999-01-28"]'))
    expect(row.locator(".kb-search__place")).to_have_text("Migración y desarrollo")
    expect(row.locator("mark")).to_have_text("Remesas")


def test_quoted_words_are_marked_as_one_and_nothing_else(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask('"retorno asistido"')
    marked = page.locator(".kb-search__results mark").all_inner_texts()
    assert {text.lower() for text in marked} == {"retorno asistido"}


def test_the_sentence_with_the_rarest_word_is_shown(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    box.ask("cifras haití")
    expect(page.locator(".kb-search__results > li").first.locator("p mark", has_text="Haití")).to_be_visible()


def test_a_query_of_thousands_of_words_is_answered_at_once(page: Page, root: str) -> None:
    box = SearchBox(page, root, Locale.ES)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    assert box.ask(" ".join(f"palabra{number}" for number in range(3000))).count == 0
    # Each word may need a piece of its own.
    assert len(fetched) < 200
