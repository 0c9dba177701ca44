"""A made-up kind of entry, added where ARCHITECTURE says and nowhere else, is wherever the other kinds are."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_base.locale import Locale
from tests.conftest import Once
from tests.site import new_kind
from tests.site.building import build
from tests.site.built import BuiltSite
from tests.site.new_kind import LESSON, PRACTICE, TRAINING, write_new_kind
from tests.site.repository import Repository

_SINGULAR = {Locale.EN: "Training course", Locale.ES: "Curso de formación"}
_PLURAL = {Locale.EN: "Training courses", Locale.ES: "Cursos de formación"}
_ENTRY = f"trainings/{TRAINING}"
both_languages = pytest.mark.parametrize("locale", list(Locale))


@pytest.fixture(scope="module")
def repository(once: Once) -> Repository:
    """Return a copy of the repository with one more kind of entry."""
    return Repository(once("new-kind-repository", lambda folder: write_new_kind(Repository.create(folder))))


@pytest.fixture(scope="module")
def made(once: Once, repository: Repository) -> BuiltSite:
    """Return its site, built strictly."""
    environment = new_kind.environment(repository.folder)
    return BuiltSite(once("new-kind", lambda folder: build(repository.folder, folder, environment=environment)))


@both_languages
def test_it_has_an_index_with_its_sentence_and_its_cards(made: BuiltSite, locale: Locale) -> None:
    page = made.page("trainings/index", locale)
    intro = {Locale.EN: "What people were taught together.", Locale.ES: "Lo que se enseñó en común."}
    assert intro[locale] in page.text
    (card,) = page.article.find_class("kb-card--training")
    words = card.text_content()
    assert "Synthetic training" in words
    # Its date, as precise as it is, and what marks its cards.
    (date,) = card.xpath(".//time")
    assert date.get("datetime") == "2020-06"
    assert date.text_content() == {Locale.EN: "June 2020", Locale.ES: "junio de 2020"}[locale]
    assert {Locale.EN: "Hybrid", Locale.ES: "Híbrida"}[locale] in words


@both_languages
def test_every_page_leads_to_its_index(made: BuiltSite, locale: Locale) -> None:
    page = made.page("index", locale)
    labels = {
        " ".join(link.text_content().split())
        for link in page.html.xpath("//a[@href]")
        if page.resolve(link.get("href"))[0] == made.page("trainings/index", locale).url
    }
    assert labels == {_PLURAL[locale]}


@both_languages
def test_the_page_of_an_entry_shows_all_of_it(made: BuiltSite, locale: Locale) -> None:
    page = made.page(_ENTRY, locale)
    facts = {
        Locale.EN: ("Held by Synthetic office", "Modality Hybrid", "Year 2020", "Teaches"),
        Locale.ES: ("Impartido por Oficina sintética", "Modalidad Híbrida", "Año 2020", "Enseña"),
    }
    for words in (LESSON, _SINGULAR[locale], *facts[locale]):
        assert words in page.text
    assert f"@misc{{{TRAINING}," in page.source


@both_languages
def test_other_pages_name_it_and_say_why(made: BuiltSite, locale: Locale) -> None:
    taught = {Locale.EN: "Taught in", Locale.ES: "Se enseña en"}
    assert taught[locale] in made.page(f"practices/{PRACTICE}", locale).text
    for address in (f"practices/{PRACTICE}", "topics/synthetic-topic", "countries/mx", "years/2020", "explore"):
        page = made.page(address, locale)
        assert made.page(_ENTRY, locale).url in {page.resolve(link)[0] for link in page.links()}, address


@both_languages
def test_a_brief_tells_of_it(made: BuiltSite, locale: Locale) -> None:
    page = made.page("briefs/mx/synthetic-topic", locale)
    assert "trainings" in page.ids
    assert _PLURAL[locale] in page.text
    assert made.page(_ENTRY, locale).url in {page.resolve(link)[0] for link in page.links()}


def test_the_search_and_explore_narrow_by_it(made: BuiltSite) -> None:
    for locale in Locale:
        kinds_found = (made.folder / f"search/{locale}/facet/kind.js").read_text("utf-8")
        assert f'"{_SINGULAR[locale]}":' in kinds_found
        script = (made.folder / f"data/explore.{locale}.js").read_text("utf-8")
        data = json.loads(script.removeprefix("window.rcmExplore=").removesuffix(";\n"))
        (kinds,) = (place for place, facet in enumerate(data["facets"]) if facet[0] == "kind")
        (entry,) = (entry for entry in data["entries"] if entry[0] == _ENTRY)
        assert entry[2:4] == ["2020-06", {Locale.EN: "June 2020", Locale.ES: "junio de 2020"}[locale]]
        (value,) = entry[6 + kinds]
        assert data["facets"][kinds][2][value] == ["training", _SINGULAR[locale]]


@both_languages
def test_the_field_guide_has_its_fields(made: BuiltSite, locale: Locale) -> None:
    help_ = {Locale.EN: "The practices that it teaches.", Locale.ES: "Las prácticas que enseña."}
    assert help_[locale] in made.page("field-guide", locale).text


def test_it_has_a_schema(made: BuiltSite) -> None:
    schema = json.loads((made.folder / "schemas/training.schema.json").read_text("utf-8"))
    assert schema["title"] == _SINGULAR[Locale.EN]
    assert {"date", "held_by", "modality"} <= set(schema["required"])
    assert "lessons" in schema["properties"]


def test_an_entry_can_be_begun(repository: Repository, tmp_path: Path) -> None:
    root = shutil.copytree(repository.folder, tmp_path / "repository")
    given = ("--title=A", "--summary=B", "--topics=synthetic-topic", "--sources-title=C", "--sources-locator=D")
    own = ("--date=2020-07", "--held-by=Synthetic office", "--modality=virtual")
    done = subprocess.run(
        [sys.executable, "-m", "knowledge_base.cli", "new", "training", f"--root={root}", *given, *own],
        env={**os.environ, **new_kind.environment(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    (begun,) = (path for path in done.stdout.splitlines() if path.endswith("trainings/a.md"))
    text = (root / begun).read_text("utf-8")
    assert "held_by: synthetic-office\n" in text
    assert "date: 2020-07\n" in text
