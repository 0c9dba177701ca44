"""The Explore page of the built site, driven in a browser as a reader would."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from playwright.sync_api import Browser, Locator, Page, Route, expect

from knowledge_base.assemble.addresses import EXPLORE, url
from knowledge_base.locale import Locale
from tests.site.built import BuiltSite
from tests.site.edge_cases import ENGLISH_ONLY, LISTED, SPANISH_ONLY, STALE, TRANSLATED
from tools.serving import served

FACETS = ("kind", "topic", "country", "meeting", "body", "year", "lead", "made-known", "maturity", "language")
"""The facets, in their order on the page."""


class Explore:
    """The Explore page of a language, open and ready.

    Args:
        page: a page of the browser.
        root: where the site is, ``http://…/`` or ``file:///…/``.
        locale: the language.
        query: the query of the address.
    """

    def __init__(self, page: Page, root: str, locale: Locale, query: str = "") -> None:
        self.page = page
        self.home = root + url(EXPLORE, locale)
        page.goto(self.home + query)
        self.wait()

    def wait(self) -> None:
        """Wait until the page has finished what it is doing."""
        self.page.locator(".kb-explore[aria-busy=false]").wait_for(state="visible")

    @property
    def words(self) -> Locator:
        """Where the reader types words of the text."""
        return self.page.locator(".kb-explore__query input")

    @property
    def links(self) -> Locator:
        """The links of the entries on show."""
        return self.page.locator(".kb-explore__results a")

    @property
    def status(self) -> str:
        """What is said of the number of entries."""
        return self.page.locator(".kb-explore [role=status]").inner_text()

    @property
    def count(self) -> int:
        """How many entries match."""
        return int(self.status.split()[0].replace(",", ""))

    @property
    def titles(self) -> list[str]:
        """The titles of all entries that match, fifty of which are on show at first."""
        more = self.page.locator(".kb-explore__more")
        while more.is_visible():
            more.click()
        return self.links.all_inner_texts()

    def ask(self, words: str) -> None:
        """Type words, and wait for what they find."""
        self.words.fill(words)
        self.wait()

    def facet(self, name: str) -> Locator:
        """Return a facet, opened."""
        details = self.page.locator(f".kb-explore__facets > details[data-facet='{name}']")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        details.locator("li:visible").first.wait_for()
        return details

    def box(self, facet: str, value: str) -> Locator:
        """Return the box of a value of a facet."""
        row = self.facet(facet).locator("label", has=self.page.get_by_text(value, exact=True))
        return row.locator("input")

    def choose(self, facet: str, value: str) -> None:
        """Choose a value of a facet, or take the choice back."""
        self.box(facet, value).click()
        self.wait()

    def counts(self, facet: str) -> dict[str, int]:
        """Return the values that a facet offers, with their counts."""
        rows = self.facet(facet).locator("li:visible")
        return {
            row.locator("span").first.inner_text(): int(row.locator(".kb-count").inner_text().strip("()"))
            for row in rows.all()
        }

    def chosen(self) -> list[str]:
        """Return what the page says is chosen, without the button that removes everything."""
        labels = self.page.locator(".kb-explore__chosen button[aria-label]").all_inner_texts()
        return [label.removesuffix(" ×") for label in labels]

    def download(self, name: str, ending: str = "") -> bytes:
        """Return what a button to download hands out, in a file whose name ends as the button says if not as given."""
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name=name, exact=True).click()
        assert started.value.suggested_filename.endswith(f".{ending or name.lower()}")
        return Path(started.value.path()).read_bytes()


@pytest.fixture(scope="module")
def root(site: BuiltSite) -> Iterator[str]:
    """Return where the site is served."""
    with served(site.folder) as address:
        yield address


@pytest.fixture(scope="module")
def edge_root(edge_site: BuiltSite) -> Iterator[str]:
    """Return where the site of the edge cases is served."""
    with served(edge_site.folder) as address:
        yield address


@pytest.fixture(params=["http", "file"])
def anywhere(request: pytest.FixtureRequest, site: BuiltSite) -> str:
    """Return where the site is: served, and then as files."""
    return str(request.getfixturevalue("root")) if request.param == "http" else f"{site.folder.as_uri()}/"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a page whose console stays silent."""
    with chromium.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        assert said == []


def _entries(site: BuiltSite, locale: Locale) -> list[list[Any]]:
    """Return the entries of the data of a language."""
    return list(_data(site, locale)["entries"])


def _data(site: BuiltSite, locale: Locale) -> dict[str, Any]:
    text = (site.folder / f"data/explore.{locale}.js").read_text("utf-8")
    data: dict[str, Any] = json.loads(text.removeprefix("window.rcmExplore=").removesuffix(";\n"))
    return data


@pytest.mark.parametrize("locale", list(Locale))
def test_every_entry_is_there(page: Page, site: BuiltSite, anywhere: str, locale: Locale) -> None:
    explore = Explore(page, anywhere, locale)
    entries = _entries(site, locale)
    assert explore.count == len(entries) > 0
    assert explore.titles == [title for _, title, *_ in entries]
    for link, (address, *_) in zip(explore.links.all(), entries, strict=True):
        assert link.get_attribute("href") == anywhere + url(address, locale)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_count_is_what_choosing_it_gives(page: Page, root: str, locale: Locale) -> None:
    explore = Explore(page, root, locale)
    every = explore.count
    for facet in FACETS:
        counts = explore.counts(facet)
        assert counts, facet
        # Of many values some, from the first to the last: choosing is the same for all.
        for value, count in list(counts.items())[:: 1 + len(counts) // 6]:
            explore.choose(facet, value)
            assert explore.count == count > 0, (facet, value)
            explore.choose(facet, value)
        assert explore.count == every


def test_counts_add_up(page: Page, root: str) -> None:
    """Every entry has one kind, one year and one state of its languages: their counts are all that was found."""
    explore = Explore(page, root, Locale.ES)
    explore.choose("country", "México")
    for facet in ("kind", "year", "language"):
        assert sum(explore.counts(facet).values()) == explore.count, facet
    kinds = explore.counts("kind")
    explore.choose("kind", "Buena práctica")
    assert explore.count == kinds["Buena práctica"]
    # What is chosen in a facet leaves its other counts alone: values of one facet are alternatives.
    assert explore.counts("kind") == kinds
    explore.choose("kind", "Reunión")
    assert explore.count == kinds["Buena práctica"] + kinds["Reunión"]


def test_words_and_filters_narrow_each_other(page: Page, site: BuiltSite, root: str) -> None:
    explore = Explore(page, root, Locale.ES)
    explore.ask("proteccion")
    found = explore.count
    assert 0 < found < len(_entries(site, Locale.ES))
    assert sum(explore.counts("kind").values()) == found
    promised = explore.counts("country")["Panamá"]
    explore.choose("country", "Panamá")
    assert explore.count == promised > 0
    assert explore.page.locator("select").input_value() == "relevance"
    explore.ask("")
    assert explore.count > promised
    assert explore.page.locator("select").input_value() == "date"


def test_words_find_what_the_search_box_finds(page: Page, root: str) -> None:
    explore = Explore(page, root, Locale.ES)
    explore.ask("retornos asistidos")
    assert "Desafíos del retorno asistido, por México" in explore.titles[:3]
    link = explore.links.filter(has_text="Desafíos del retorno asistido").get_attribute("href")
    assert parse_qs(urlsplit(str(link)).query)["h"] == ["retornos asistidos"]


def test_a_slip_of_the_keyboard_is_an_offer(page: Page, root: str) -> None:
    explore = Explore(page, root, Locale.EN)
    explore.ask("migrasion")
    assert explore.count == 0
    hint = page.locator(".kb-explore__hint")
    expect(hint).to_contain_text("Did you mean: migration")
    hint.get_by_role("button", name="migration").click()
    explore.wait()
    assert explore.count > 0
    expect(explore.words).to_have_value("migration")
    expect(hint).to_be_empty()


def test_synonyms_are_looked_for_and_told(page: Page, root: str) -> None:
    explore = Explore(page, root, Locale.ES)
    explore.ask("deportaciones")
    assert "Desafíos del retorno asistido, por México" in explore.titles
    expect(page.locator(".kb-explore__hint")).to_have_text("También: retorno, repatriación")


def test_the_address_holds_the_state(page: Page, anywhere: str, chromium: Browser) -> None:
    explore = Explore(page, anywhere, Locale.ES)
    explore.choose("kind", "Intervención")
    explore.choose("topic", "Protección internacional")
    explore.choose("year", "2021")
    page.locator("select").select_option("title")
    explore.wait()
    assert parse_qs(urlsplit(page.url).query) == {
        "kind": ["intervention"],
        "topic": ["international-protection"],
        "year": ["2021"],
        "sort": ["title"],
    }
    with chromium.new_context() as context:
        other = Explore(context.new_page(), anywhere, Locale.ES, f"?{urlsplit(page.url).query}")
        assert other.titles == explore.titles != []
        assert other.titles == sorted(other.titles)
        assert other.chosen() == explore.chosen()
        assert len(other.chosen()) == 3
        expect(other.box("topic", "Protección internacional")).to_be_checked()
        expect(other.page.locator("select")).to_have_value("title")


def test_an_address_may_name_what_is_not_there(page: Page, edge_root: str) -> None:
    """A term without entries finds none; what is no term at all is passed over, and nothing of it runs."""
    without = Explore(page, edge_root, Locale.EN, "?country=GT")
    assert (without.count, without.chosen()) == (0, ["Country: Guatemala"])
    hostile = "?country=%3Cimg src=x onerror=alert(1)%3E&sort=%00&kind=&nothing=1&country=__proto__"
    explore = Explore(page, edge_root, Locale.EN, hostile)
    assert explore.chosen() == []
    assert explore.count > LISTED
    explore.ask("<b>x</b>")
    assert page.locator(".kb-explore b").count() == 0
    expect(page.locator(".kb-explore__chosen")).to_contain_text("<b>x</b>")


def test_the_back_button_takes_choices_back(page: Page, anywhere: str) -> None:
    explore = Explore(page, anywhere, Locale.EN)
    every = explore.count
    explore.choose("kind", "Meeting")
    meetings = explore.count
    explore.choose("country", "Cuba")
    page.go_back()
    expect(explore.box("country", "Cuba")).not_to_be_checked()
    expect(explore.box("kind", "Meeting")).to_be_checked()
    assert explore.count == meetings
    page.go_back()
    expect(explore.box("kind", "Meeting")).not_to_be_checked()
    assert explore.count == every
    page.go_forward()
    expect(explore.box("kind", "Meeting")).to_be_checked()
    assert explore.count == meetings


def test_the_back_button_takes_words_back_at_once(page: Page, root: str) -> None:
    """Not letter by letter, as they were typed."""
    explore = Explore(page, root, Locale.EN)
    every = explore.count
    for words in ("sh", "shelter", "shelters"):
        explore.ask(words)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["shelters"]}
    page.go_back()
    expect(explore.words).to_have_value("")
    explore.wait()
    assert explore.count == every
    page.go_forward()
    expect(explore.words).to_have_value("shelters")
    explore.wait()
    assert explore.count < every


def test_the_other_language_shows_the_same_choice(page: Page, anywhere: str) -> None:
    explore = Explore(page, anywhere, Locale.ES)
    explore.choose("country", "Panamá")
    explore.choose("kind", "Intervención")
    count = explore.count
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/explore.html?*")
    explore.wait()
    assert explore.count == count
    assert explore.chosen() == ["Kind: Intervention", "Country: Panama"]


def test_what_is_chosen_can_be_removed(page: Page, root: str) -> None:
    explore = Explore(page, root, Locale.EN, "?kind=intervention&country=PA&q=flows")
    assert explore.chosen() == ["Words: flows", "Kind: Intervention", "Country: Panama"]
    page.get_by_role("button", name="Remove Kind: Intervention").click()
    explore.wait()
    assert explore.chosen() == ["Words: flows", "Country: Panama"]
    # The keyboard stays where it was: on what can be removed next.
    expect(page.get_by_role("button", name="Remove Words: flows")).to_be_focused()
    page.get_by_role("button", name="Remove all filters").click()
    explore.wait()
    expect(explore.words).to_be_focused()
    assert urlsplit(page.url).query == ""
    assert explore.count == len(explore.titles)


def test_an_empty_result_says_what_to_remove(page: Page, root: str, edge_root: str) -> None:
    explore = Explore(page, root, Locale.EN)
    every = explore.status.removesuffix(" entries")
    meetings, reported = explore.counts("kind")["Meeting"], explore.counts("maturity")["Reported"]
    explore.choose("maturity", "Reported")
    page.goto(f"{page.url}&kind=meeting")
    explore.wait()
    assert explore.status == f"0 of {every} entries"
    empty = page.locator(".kb-explore .kb-empty")
    ways = {
        way.locator("button").inner_text(): way.locator(".kb-count").inner_text() for way in empty.locator("li").all()
    }
    assert ways == {"Kind: Meeting": str(reported), "Maturity: Reported": str(meetings)}
    empty.get_by_role("button", name="Kind: Meeting").click()
    explore.wait()
    assert explore.count == reported
    expect(empty).to_be_hidden()
    assert Explore(page, edge_root, Locale.EN, "?kind=meeting&maturity=reported&country=GT").count == 0
    expect(empty).to_contain_text("removing one filter would not be enough")


def test_entries_can_be_sorted(page: Page, site: BuiltSite, root: str) -> None:
    explore = Explore(page, root, Locale.ES)
    titles = [title for _, title, *_ in _entries(site, Locale.ES)]
    order = page.locator("select")
    order.select_option("oldest")
    assert explore.titles == titles[::-1]
    order.select_option("title")
    assert explore.titles[0].startswith("Acceso")
    assert sorted(explore.titles) == sorted(titles)
    expect(order.locator("[value=relevance]")).to_be_disabled()


def _poison(site: BuiltSite) -> str:
    """Return the data of the site with titles that spreadsheets and CSV readers could take for more than words."""
    data = _data(site, Locale.ES)
    titles = ['=HYPERLINK("x";"y")', "+1", "-1", "@x", "\t=1", 'a "b", c', "two\r\nlines", "<b>ñ</b> “x”", "a;=1"]
    for entry, title in zip(data["entries"], titles, strict=False):
        entry[1] = title
    # The first is not translated.
    data["entries"][0][5] = "en"
    return f"window.rcmExplore={json.dumps(data)};"


def test_the_subset_can_be_had_as_csv(page: Page, site: BuiltSite, root: str) -> None:
    def fulfil(route: Route) -> None:
        route.fulfill(body=_poison(site), content_type="text/javascript; charset=utf-8")

    page.route("**/data/explore.es.js", fulfil)
    explore = Explore(page, root, Locale.ES)
    assert explore.titles[0].startswith("=HYPERLINK")
    got = explore.download("CSV")
    assert got.startswith("\ufeff".encode())
    assert got.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(got.decode("utf-8-sig"), newline=""), strict=True))
    header, *entries = rows
    assert header == [
        *("Título", "Fecha", "Tipo", "Tema", "País", "Reunión", "Órgano", "Año"),
        *("Responsable", "Anunciada o presentada", "Madurez", "Idioma", "Dirección"),
    ]
    assert len(entries) == explore.count
    assert [row[0] for row in entries[:9]] == [
        '\'=HYPERLINK("x";"y")',
        "'+1",
        "'-1",
        "'@x",
        "'\t'=1",
        'a "b", c',
        "two\r\nlines",
        "<b>ñ</b> “x”",
        "a;'=1",
    ]
    for row, (address, _, date, *_) in zip(entries, _entries(site, Locale.ES), strict=True):
        assert (row[1], row[-1]) == (date, root + url(address, Locale.ES))
    meetings = [row for row in entries if row[2] == "Reunión"]
    assert meetings
    explore.choose("kind", "Reunión")
    narrowed = explore.download("CSV").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(narrowed, newline="")))[1:] == meetings


def test_the_subset_can_be_had_as_citations(page: Page, site: BuiltSite, anywhere: str) -> None:
    def fulfil(route: Route) -> None:
        route.fulfill(body=_poison(site), content_type="text/javascript; charset=utf-8")

    page.route("**/data/explore.es.js", fulfil)
    explore = Explore(page, anywhere, Locale.ES)
    ris = rispy.loads(explore.download("RIS", "ris").decode())
    bib = parse_string(explore.download("BibTeX", "bib").decode())
    csl = json.loads(explore.download("CSL-JSON", "csl.json"))
    assert bib.failed_blocks == []
    ids = [address.rpartition("/")[2] for address, *_ in _entries(site, Locale.ES)]
    assert (
        [entry["id"] for entry in csl] == [entry["id"] for entry in ris] == [entry.key for entry in bib.entries] == ids
    )
    titles = [" ".join(entry["title"].split()) for entry in csl]
    assert [entry["title"] for entry in ris] == titles
    assert titles[0] == '=HYPERLINK("x";"y")'
    years = {entry["issued"]["date-parts"][0][0] for entry in csl}
    assert {int(entry["year"]) for entry in ris} == {int(entry["year"]) for entry in bib.entries} == years
    assert all(("URL" in entry) == anywhere.startswith("http") for entry in csl)
    if anywhere.startswith("http"):
        # What is not translated is cited where its text is, as its page does.
        places = [
            (address, Locale.EN if not place else Locale.ES)
            for place, (address, *_) in enumerate(_entries(site, Locale.ES))
        ]
        assert [entry["URL"] for entry in csl] == [anywhere + url(*place) for place in places]


def test_the_subset_can_be_had_as_json(page: Page, site: BuiltSite, anywhere: str) -> None:
    explore = Explore(page, anywhere, Locale.EN, "?kind=practice&country=MX")
    got = json.loads(explore.download("JSON"))
    assert [entry["title"] for entry in got] == explore.titles != []
    place = {address: title for address, title, *_ in _entries(site, Locale.EN)}
    for entry in got:
        assert place[entry["address"]] == entry["title"]
        assert entry["kind"] == [{"id": "practice", "label": "Good practice"}]
        assert {"id": "MX", "label": "Mexico"} in entry["country"]
        assert set(FACETS) <= entry.keys()
        # A file of an unpacked copy has no address that means anything to others.
        page_url = url(entry["address"], Locale.EN)
        assert entry["url"] == (page_url if anywhere.startswith("file:") else anywhere + page_url)


def test_long_lists_come_in_pages(page: Page, edge_root: str) -> None:
    explore = Explore(page, edge_root, Locale.ES)
    assert explore.count > LISTED
    assert explore.links.count() == 50
    more = page.get_by_role("button", name="Más fichas")
    more.click()
    assert explore.links.count() == 100
    expect(explore.links.nth(50)).to_be_focused()
    # Whoever opens an entry and comes back finds the list as it was.
    explore.links.nth(60).click()
    page.wait_for_url("**/practices/*.html")
    page.go_back()
    explore.wait()
    expect(explore.links).to_have_count(100)
    more.click()
    assert explore.links.count() == explore.count
    expect(more).to_be_hidden()


@pytest.mark.parametrize("locale", list(Locale))
def test_languages_are_a_facet(page: Page, edge_site: BuiltSite, edge_root: str, locale: Locale) -> None:
    explore = Explore(page, edge_root, locale, "?kind=practice&sort=title")
    only, both, stale = {
        Locale.ES: ("Solo en inglés", "En ambos idiomas", "Traducción desactualizada"),
        Locale.EN: ("Only in Spanish", "In both languages", "Translation out of date"),
    }[locale]
    counts = explore.counts("language")
    assert (counts[both], counts[stale]) == (1, 1)
    assert sum(counts.values()) == explore.count
    for value, id_ in ((both, TRANSLATED), (stale, STALE)):
        explore.choose("language", value)
        assert explore.links.count() == 1
        assert str(explore.links.get_attribute("href")).endswith(url(f"practices/{id_}", locale))
        explore.choose("language", value)
    explore.choose("language", only)
    assert explore.count == counts[only]
    assert {link.get_attribute("lang") for link in explore.links.all()} == {str(locale.other)}
    assert len(_entries(edge_site, locale)) > explore.count


@pytest.mark.parametrize(
    ("locale", "words", "id_"), [(Locale.ES, "text english", ENGLISH_ONLY), (Locale.EN, "texto español", SPANISH_ONLY)]
)
def test_words_find_what_is_only_in_the_other_language(
    page: Page, edge_root: str, locale: Locale, words: str, id_: str
) -> None:
    explore = Explore(page, edge_root, locale)
    explore.ask(words)
    found = [str(link.get_attribute("href")).partition("?")[0] for link in explore.links.all()]
    assert edge_root + url(f"practices/{id_}", locale) in found


def test_a_reader_needs_no_mouse(page: Page, root: str) -> None:
    explore = Explore(page, root, Locale.EN)
    explore.words.focus()
    for wanted in ("Filters", "Kind", "Good practice"):
        page.keyboard.press("Tab")
        assert wanted in page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText")
    every = explore.count
    page.keyboard.press("Space")
    explore.wait()
    assert 0 < explore.count < every
    # The focus is where it was, on a box whose name says what it is and how many there are.
    expect(page.get_by_role("checkbox", name=f"Good practice ({explore.count})")).to_be_focused()
    page.keyboard.press("Space")
    explore.wait()
    assert explore.count == every
    explore.words.press_sequentially("/f")
    expect(explore.words).to_have_value("/f")
    page.keyboard.press("Enter")
    explore.wait()
    assert urlsplit(page.url).query == "q=%2Ff"


@pytest.mark.parametrize("locale", list(Locale))
def test_without_scripts_there_is_a_list(chromium: Browser, site: BuiltSite, root: str, locale: Locale) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(root + url(EXPLORE, locale))
        expect(page.locator(".kb-explore")).to_be_hidden()
        links = page.locator(".kb-explore-list .kb-lines a")
        titles = [title for _, title, *_ in _entries(site, locale)]
        listed = links.all_inner_texts()
        # With as many as there are, the newest of each sort, and where the others are.
        assert set(listed) < set(titles)
        assert len(listed) == len(set(listed))
        counts = page.locator(".kb-explore-list .kb-count").all_inner_texts()
        assert sum(int(count.strip("()")) for count in counts) == len(titles)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone(chromium: Browser, root: str, scheme: Literal["light", "dark"]) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme) as context:
        page = context.new_page()
        explore = Explore(page, root, Locale.ES, "?topic=covid-19&country=MX&q=frontera")
        # The filters are folded away, so that the entries come first.
        expect(page.locator(".kb-explore__facets")).to_be_hidden()
        page.locator(".kb-explore__filters > summary").click()
        assert explore.counts("kind")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
