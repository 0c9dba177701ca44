"""A facet that nobody foresaw: what ARCHITECTURE says under "A facet" is done to a copy, and is then all over its site.

Three places of the copy change: the vocabulary (its file, the model of its terms and the field that refers to it), one
object in ``assemble/facets.py``, and the Spanish words.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from knowledge_base.locale import Locale
from tests.conftest import Once
from tests.site.building import REPOSITORY, build
from tests.site.built import BuiltSite
from tests.site.repository import Repository
from tests.site.searching import SearchBox
from tests.site.test_explore import Explore
from tools.serving import served

PACKAGE = Path("hooks/knowledge_base")
NAME, FOLDER = "instrument", "instruments"
CONVENTION = "convention-51"
PRACTICE, OTHER = "practice-under-a-treaty", "practice-without-a-treaty"
LABEL = {Locale.ES: "Instrumento jurídico", Locale.EN: "Legal instrument"}
PLURAL = {Locale.ES: "Instrumentos jurídicos", Locale.EN: "Legal instruments"}
TERM = {Locale.ES: "Convención sintética", Locale.EN: "Synthetic convention"}
MEANING = {Locale.ES: "Un tratado de las pruebas.", Locale.EN: "A treaty of the tests."}
INTRO = {Locale.ES: "Los tratados que invocan las fichas.", Locale.EN: "The treaties that entries name."}
HELP = {Locale.ES: "Los tratados en que se apoya.", Locale.EN: "The treaties that it rests on."}
SINGULAR = {Locale.ES: "instrumento jurídico", Locale.EN: "legal instrument"}

_MODEL = f'''class Instrument(Term):
    """A treaty."""

    singular = N_("{SINGULAR[Locale.EN]}")

    description: BilingualText
    """What it is."""

    def explanation(self, locale: Locale) -> str:
        """Return what it is."""
        return self.description.in_(locale)


'''
_OBJECT = f"""
    Facet(
        name="{NAME}",
        label=N_("{LABEL[Locale.EN]}"),
        plural=N_("{PLURAL[Locale.EN]}"),
        vocabulary="{FOLDER}",
        folder="{FOLDER}",
        intro=N_("{INTRO[Locale.EN]}"),
        door=True,
        strips=("country",),
        searched=True,
        explored=True,
        found_by=True,
        on_cards=True,
        on_entries=True,
    ),
"""
# What each place of the package gets, before the line that is named.
_VOCABULARY = {
    "model/vocabularies.py": {
        "@dataclass(frozen=True, kw_only=True)\nclass Vocabularies:": _MODEL,
        "    topics: Mapping[str, Topic]": f"    {FOLDER}: Mapping[str, Instrument] = field(default_factory=dict)\n",
    },
    "model/types.py": {"TopicId = ": f'InstrumentId = Annotated[str, InVocabulary(("{FOLDER}",))]\n'},
    "model/record.py": {
        "from knowledge_base.model.types import (\n": "from knowledge_base.model.types import InstrumentId\n",
        "    sources: Annotated[": f'    instruments: tuple[InstrumentId, ...] = ()\n    """{HELP[Locale.EN]}"""\n',
    },
}
_FACETS = ("assemble/facets.py", "FACETS = (", _OBJECT)
_WORDS = (LABEL, PLURAL, INTRO, HELP, SINGULAR, {Locale.ES: "Instrumentos", Locale.EN: "Instruments"})


def _with_the_facet(folder: Path) -> None:
    repository = Repository.create(folder)
    shutil.copytree(
        REPOSITORY / PACKAGE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
    )
    for name, edits in _VOCABULARY.items():
        _edit(folder / PACKAGE / name, edits)
    _append(folder / PACKAGE / _FACETS[0], *_FACETS[1:])
    with (folder / PACKAGE / "locales/es.po").open("a", encoding="utf-8") as catalogue:
        for words in _WORDS:
            catalogue.write(f'\nmsgid "{words[Locale.EN]}"\nmsgstr "{words[Locale.ES]}"\n')
    # A second convention that no entry names, and an entry that names none.
    terms = [(CONVENTION, TERM), ("convention-unused", {Locale.ES: "Otra convención", Locale.EN: "Other convention"})]
    repository.vocabulary(
        FOLDER,
        [
            {
                "id": id_,
                "label": {str(locale): label[locale] for locale in Locale},
                "description": {str(locale): MEANING[locale] for locale in Locale},
            }
            for id_, label in terms
        ],
    )
    for id_, instruments in ((PRACTICE, [CONVENTION]), (OTHER, [])):
        record = repository.practice(id_, f"Práctica {id_}", Locale.ES, "Una cuenta.", instruments=instruments)
        repository.translate(record, "Una cuenta.", f"Practice {id_}", "An account.")


def _edit(path: Path, edits: dict[str, str]) -> None:
    text = path.read_text("utf-8")
    for before, added in edits.items():
        assert text.count(before) == 1, f"{path}: {before!r}"
        text = text.replace(before, added + before)
    path.write_text(text, "utf-8")


def _append(path: Path, after: str, added: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(f"\n{after}") == 1, f"{path}: {after!r}"
    path.write_text(text.replace(f"\n{after}", f"\n{after}{added}    "), "utf-8")


@pytest.fixture(scope="module")
def new_site(once: Once) -> BuiltSite:
    """Return the site of a repository with a facet of its own, built in strict mode."""

    def fill(folder: Path) -> None:
        _with_the_facet(folder / "repository")
        hooks = {"PYTHONPATH": str(folder / "repository" / "hooks")}
        build(folder / "repository", folder / "site", environment=hooks)

    return BuiltSite(once("new-facet", fill) / "site")


@pytest.fixture(scope="module")
def root(new_site: BuiltSite) -> Iterator[str]:
    """Return where the site is served."""
    with served(new_site.folder) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return a wide page of the browser."""
    with chromium.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


@pytest.mark.parametrize("locale", list(Locale))
def test_it_has_an_index_with_all_terms(new_site: BuiltSite, locale: Locale) -> None:
    text = new_site.page(f"{FOLDER}/index", locale).text
    for words in (PLURAL[locale], INTRO[locale], f"{TERM[locale]} 1", MEANING[locale]):
        assert words in text


@pytest.mark.parametrize("locale", list(Locale))
def test_a_term_has_a_page_with_its_entries(new_site: BuiltSite, locale: Locale) -> None:
    term = new_site.page(f"{FOLDER}/{CONVENTION}", locale)
    assert LABEL[locale] in term.text
    assert MEANING[locale] in term.text
    leads_to = {term.resolve(link)[0] for link in term.article.xpath(".//a/@href")}
    prefix = "" if locale is Locale.ES else "en/"
    assert f"{prefix}practices/{PRACTICE}.html" in leads_to
    assert f"{prefix}practices/{OTHER}.html" not in leads_to
    assert f"{prefix}countries/mx.html" in leads_to


@pytest.mark.parametrize("locale", list(Locale))
def test_pages_lead_to_it(new_site: BuiltSite, locale: Locale) -> None:
    prefix = "" if locale is Locale.ES else "en/"
    home = new_site.page("index", locale)
    assert INTRO[locale] in home.text
    for address, target in (
        ("index", f"{FOLDER}/index"),
        (f"practices/{PRACTICE}", f"{FOLDER}/{CONVENTION}"),
        ("practices/index", f"{FOLDER}/{CONVENTION}"),
        ("explore", f"{FOLDER}/index"),
    ):
        found = new_site.page(address, locale)
        assert f"{prefix}{target}.html" in {found.resolve(link)[0] for link in found.article.xpath(".//a/@href")}


@pytest.mark.parametrize("locale", list(Locale))
def test_the_form_and_the_field_guide_have_it(new_site: BuiltSite, locale: Locale) -> None:
    guide = new_site.page("field-guide", locale).text
    for words in (HELP[locale], f"vocabularies/{FOLDER}.yml", f"{CONVENTION} {TERM[locale]}"):
        assert words in guide
    (data,) = new_site.page("propose", locale).html.xpath("//script[@id='kb-propose-data']/text()")
    form = json.loads(data)
    assert [CONVENTION, TERM[locale]] in form["vocabularies"][FOLDER]
    fields = {field["name"]: field for step in form["steps"] for field in step["asked"]}
    assert fields[FOLDER]["help"] == HELP[locale]
    schema = json.loads((new_site.folder / "schemas/practice.schema.json").read_text("utf-8"))
    assert FOLDER in schema["properties"]


@pytest.mark.parametrize("locale", list(Locale))
def test_explore_narrows_by_it_and_hands_it_out(page: Page, root: str, locale: Locale) -> None:
    explore = Explore(page, root, locale)
    assert explore.count == 3
    assert explore.counts(NAME) == {TERM[locale]: 1}
    explore.choose(NAME, TERM[locale])
    assert explore.count == 1
    assert TERM[locale] in page.locator(".kb-explore__results li").inner_text()
    assert f"{NAME}={CONVENTION}" in page.url
    head, line = csv.reader(io.StringIO(explore.download("CSV").decode("utf-8-sig"), newline=""))
    assert dict(zip(head, line, strict=True))[LABEL[locale]] == TERM[locale]
    (entry,) = json.loads(explore.download("JSON"))
    assert entry[NAME] == [{"id": CONVENTION, "label": TERM[locale]}]


@pytest.mark.parametrize("locale", list(Locale))
def test_the_search_finds_and_narrows_by_it(page: Page, root: str, locale: Locale) -> None:
    box = SearchBox(page, root, locale)
    # By the name of the term, which no text of the entry has.
    found = box.ask(TERM[locale])
    assert {f"{FOLDER}/{CONVENTION}", f"practices/{PRACTICE}"} <= set(found.addresses)
    assert box.facet(NAME) == {TERM[locale]: 1}
    assert LABEL[locale] in page.locator(".kb-search__facets summary").all_inner_texts()
    assert box.choose(NAME, TERM[locale]).addresses == (f"practices/{PRACTICE}",)
