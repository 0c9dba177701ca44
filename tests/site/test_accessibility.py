"""A page of each template before axe-core; ``make audit`` shows it every page. And what axe-core cannot see."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, expect

from knowledge_base.assemble.addresses import HOME, url
from knowledge_base.locale import Locale
from tests.site.built import NOT_FOUND, BuiltSite
from tools.audit.accessibility import NARROW, VIEWS, everywhere, violations
from tools.sample import one_of_each
from tools.serving import served
from tools.views import View, opened

# The page of a concept note has words to explain in both languages.
_NOTE = "concept-notes/concept-note-2021-06-10"
_PALE = "color-contrast: Elements must meet minimum color contrast ratio thresholds"


def test_axe_finds_nothing_on_a_page_of_each_template(site: BuiltSite, chromium: Browser) -> None:
    """Light and dark, narrow and wide: the pages take turns, and each is seen otherwise in the other language."""
    with served(site.folder) as home:
        pages: dict[View, list[str]] = {view: [] for view in VIEWS}
        for turn, locale in enumerate(Locale):
            for number, page in enumerate(dict.fromkeys((*one_of_each(site.folder, locale), NOT_FOUND[locale]))):
                pages[VIEWS[(number + 2 * turn) % len(VIEWS)]].append(home + page)
        found = [faults for view in VIEWS for faults in violations(chromium, pages[view], [view])]
        assert len(found) == sum(map(len, pages.values()))
        assert [str(fault) for faults in found for fault in faults] == []


def test_axe_would_find_something(chromium: Browser) -> None:
    page = "data:text/html,<html><body style='background:%23fff;color:%23eee'><img src='x'><p>word</p>"
    page += "<script>console.error('a complaint')</script></body></html>"
    (faults,) = violations(chromium, [page], VIEWS[:1])
    found = " ".join(map(str, faults))
    assert "the browser complains: a complaint" in found
    for rule in ("image-alt", "html-has-lang", "color-contrast"):
        assert f" {rule}: " in found


def test_every_page_is_looked_at_in_every_view() -> None:
    """Each view has an element that only it shows, and all of them are too pale."""
    styles = "p{display:none;background:%23fff;color:%23eee}" + "".join(
        f"@media(prefers-color-scheme:{view.scheme}) and (width:{view.width}px)"
        f"{{.{view.scheme}{view.width}{{display:block}}}}"
        for view in VIEWS
    )
    shown = "".join(f"<p class='{view.scheme}{view.width}'>{view}</p>" for view in VIEWS)
    pages = [
        f"data:text/html,<html lang='en'><title>{number}</title><style>{styles}</style><main><h1>A</h1>{shown}</main>"
        for number in range(3)
    ]
    found = sorted(str(fault) for faults in everywhere(pages, 2) for fault in faults)
    assert found == sorted(
        f'{page} ({view}): {_PALE}: <p class="{view.scheme}{view.width}">{view}</p>' for page in pages for view in VIEWS
    )


def test_headings_have_no_gaps(any_site: BuiltSite) -> None:
    gaps = []
    for page in any_site.pages:
        levels = [int(heading.tag[1]) for heading in page.html.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        if page.article is not None and (
            levels.count(1) != 1 or any(below > above + 1 for above, below in pairwise(levels))
        ):
            gaps.append((page.url, levels))
    assert gaps == []


@pytest.mark.parametrize("locale", Locale)
def test_the_menu_of_a_narrow_window_works_by_keyboard(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": NARROW, "height": 600}) as context,
        context.new_page() as page,
    ):
        page.goto(home + url(HOME, locale))
        button, menu = page.locator(".kb-menu"), page.locator(".kb-sections")
        expect(menu).to_be_hidden()
        button.focus()
        page.keyboard.press("Enter")
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.kb-sections') !== null")
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()
        button.press("Enter")
        menu.locator("button").press("Enter")
        expect(menu).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_narrow_window_needs_no_scripts(site: BuiltSite, chromium: Browser, *, scripts: bool) -> None:
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": NARROW, "height": 600}, java_script_enabled=scripts) as context,
        context.new_page() as page,
    ):
        page.goto(home + url(HOME, Locale.ES))
        page.locator(".kb-menu").click()
        page.locator(".kb-more > summary").click()
        page.locator(".kb-more a").last.click()
        page.wait_for_url(home + url("years/index", Locale.ES))
        expect(page.locator(".kb-scheme")).to_be_visible(visible=scripts)


@pytest.mark.parametrize("locale", Locale)
def test_no_heading_is_heard_twice(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    """The name of a heading is its words: what leads to it adds none."""
    with served(site.folder) as home, chromium.new_context() as context, context.new_page() as page:
        for address in (_NOTE, "contribute"):
            page.goto(home + url(address, locale))
            headings = page.locator("article :is(h2, h3):visible")
            assert headings.locator("> a").count() > 3
            for heading in headings.all():
                expect(heading).to_have_accessible_name(" ".join(heading.inner_text().split()))


def test_the_contents_list_says_what_is_read(site: BuiltSite, chromium: Browser) -> None:
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": 1440, "height": 800}) as context,
        context.new_page() as page,
    ):
        page.goto(home + url(_NOTE, Locale.EN))
        here = page.locator(".kb-beside [aria-current]")
        expect(here).to_have_count(0)
        # One in the middle, and one that the window is too high for to come to its top.
        for asked in ("#objectives", "#record"):
            page.locator(f".kb-beside a[href='{asked}']").click()
            expect(here).to_have_attribute("href", asked)


@pytest.mark.parametrize("view", VIEWS[::2], ids=str)
def test_the_button_for_the_colours_works_by_keyboard(site: BuiltSite, chromium: Browser, view: View) -> None:
    with served(site.folder) as home, opened(chromium, view) as page:
        page.goto(home + url(HOME, Locale.EN))
        page.locator(".kb-search-button").focus()
        for other in ("dark", "light") if view.scheme == "light" else ("light", "dark"):
            if other != view.scheme:
                page.keyboard.press("Tab")
            expect(page.locator(":focus")).to_have_accessible_name(f"Switch to a {other} background")
            page.keyboard.press("Enter")


def test_a_cell_with_the_focus_is_under_no_heading_that_stays(site: BuiltSite, chromium: Browser) -> None:
    """WCAG 2.2, 2.4.11, and more: the whole cell is to be seen, wherever the table is scrolled to."""
    covered = """(cell) => {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      return [[left + 5, top + 5], [right - 5, top + 5], [left + 5, bottom - 5], [right - 5, bottom - 5]].some(
        ([x, y]) => { const seen = document.elementFromPoint(x, y); return !seen || !cell.contains(seen); });
    }"""
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": NARROW, "height": 700}) as context,
        context.new_page() as page,
    ):
        page.goto(home + url("coverage", Locale.ES))
        page.locator(".kb-matrix").first.locator("tbody a.kb-cell").last.focus()
        cells = []
        for _ in range(60):
            page.keyboard.press("Shift+Tab")
            focused = page.locator(":focus")
            if focused.evaluate("(link) => link.matches('.kb-cell')"):
                cells.append(focused.evaluate(covered))
        assert len(cells) > 20
        assert not any(cells)


def test_letters_twice_as_large_fit_on_a_telephone(site: BuiltSite, chromium: Browser) -> None:
    """WCAG 2.2, 1.4.4: as a reader sets them in the browser or in the system, so that every length goes along."""
    with (
        served(site.folder) as home,
        chromium.new_context(viewport={"width": 360, "height": 740}) as context,
        context.new_page() as page,
    ):
        letters = context.new_cdp_session(page)
        letters.send("Page.enable")
        letters.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        widths = {}
        for address in one_of_each(site.folder, Locale.ES):
            page.goto(home + address)
            widths[address] = page.evaluate("document.scrollingElement.scrollWidth")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
        assert {address: width for address, width in widths.items() if width > 360} == {}


def test_what_scrolls_is_what_can_be_reached(any_site: BuiltSite) -> None:
    """The theme puts a table without a class into a box that scrolls, and that nobody can reach with a keyboard."""
    tables = [table for page in any_site.pages for table in page.html.xpath("//*[@role='region']//table")]
    assert tables
    assert [table for table in tables if not table.get("class")] == []


@pytest.mark.parametrize("locale", Locale)
def test_a_word_is_explained_by_pointer_keyboard_and_touch(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    """WCAG 2.2, 1.4.13: what shows can be dismissed, can be pointed at, and stays."""
    with served(site.folder) as home, chromium.new_context(has_touch=True) as context, context.new_page() as page:
        page.goto(home + url(_NOTE, locale))
        word, note = page.locator("a.kb-explained").first, page.locator(".kb-tip")
        expect(note).to_be_hidden()
        word.hover()
        expect(note).to_be_visible()
        explanation = page.locator(f"#{word.get_attribute('aria-describedby')}")
        assert note.inner_text().split() == (explanation.text_content() or "").split()
        note.hover()
        expect(note).to_be_visible()
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        word.focus()
        expect(note).to_be_visible()
        word.blur()
        expect(note).to_be_hidden()
        before = page.url
        word.tap()
        expect(note).to_be_visible()
        assert page.url == before
        word.tap()
        page.wait_for_url(home + url("glossary", locale) + "#*")


def test_without_scripts_a_word_leads_to_the_glossary(site: BuiltSite) -> None:
    for locale in Locale:
        page = site.page(_NOTE, locale)
        glossary = site.page("glossary", locale)
        links = page.html.xpath("//a[@class='kb-explained']/@href")
        assert links
        for link in links:
            found, fragment = page.resolve(link)
            assert found == glossary.url
            assert fragment in glossary.ids


def test_a_citation_is_copied_and_saved(site: BuiltSite, chromium: Browser) -> None:
    with (
        served(site.folder) as home,
        chromium.new_context(permissions=["clipboard-read", "clipboard-write"]) as context,
    ):
        page = context.new_page()
        page.goto(home + url(_NOTE, Locale.EN))
        button = page.locator("[data-kb-copy=citation]")
        button.click()
        expect(button).to_have_text(button.get_attribute("data-done") or "")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").inner_text()
        page.locator(".kb-cite summary").click()
        for name, begin in (("bib", "@misc{"), ("ris", "TY  - "), ("json", "[")):
            with page.expect_download() as saved:
                page.locator(f"[data-kb-save][data-file$='.{name}']").click()
            assert saved.value.path().read_text("utf-8").startswith(begin)


@pytest.mark.parametrize("locale", Locale)
def test_the_box_on_the_home_page_finds(site: BuiltSite, chromium: Browser, locale: Locale) -> None:
    with served(site.folder) as home, chromium.new_context() as context, context.new_page() as page:
        page.goto(home + url(HOME, locale))
        page.locator(".kb-hero input").fill("panama")
        page.keyboard.press("Enter")
        page.wait_for_url(home + url("explore", locale) + "?q=panama")
        expect(page.locator(".kb-explore__results a").first).to_be_visible()
