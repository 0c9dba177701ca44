"""What the form that proposes a practice is made from: the model, the vocabularies and the messages of the check."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from knowledge_base.check.run import check_content
from knowledge_base.contribute.prompts import prompts
from knowledge_base.contribute.scaffold import begun_entry
from knowledge_base.locale import Locale, sort_key
from knowledge_base.model.entries import Practice
from knowledge_base.model.guide import field_guides
from knowledge_base.model.kinds import PRACTICE
from knowledge_base.model.types import MaxWords, Text, TopicId
from knowledge_base.publish.site.form_data import write_form_data
from knowledge_base.publish.site.schemas import json_schema
from knowledge_base.view.pages.field_guide import field_guide_view, form_of
from knowledge_base.view.pages.propose import example_file, form_data, propose_view
from knowledge_base.view.parts.proposal_choices import choices_path, entry_choices, question_choices
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import valid_catalogue
from tests.unit.repository import Case, make_repository


def _asked(data: Any) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for step in data["steps"] for field in step["asked"]}


@pytest.mark.parametrize("locale", list(Locale))
def test_the_form_asks_for_every_field_that_is_not_for_the_editors(locale: Locale) -> None:
    data: Any = form_data(Site(catalogue=valid_catalogue(), locale=locale))
    given = {*data["fixed"], *data["today"]}
    owner = {"owner": data["fixed"]["owner"]} if "owner" in data["fixed"] else {}
    assert data["fixed"] == {"access": "public", "status": "in-review", **owner}
    left = set(Practice.model_fields) - set(_asked(data)) - given
    # What whoever proposes something cannot know, or is said in the body, or is made of the title.
    assert left - {"owner"} == {
        *("status_reason", "replaced_by", "reviewed", "review_by", "licence", "related", "aliases", "waived"),
        *("completeness", "missing", "lessons", "id"),
    }
    assert set(_asked(data)).isdisjoint(given)
    assert _asked(data)["original"]["default"] == str(locale)
    assert {name for name, field in _asked(data).items() if field.get("required")} | given | {"id", "owner"} >= {
        name for name, info in Practice.model_fields.items() if info.is_required()
    }


def test_the_form_speaks_the_language_of_its_page() -> None:
    data: Any = form_data(Site(catalogue=valid_catalogue(), locale=Locale.ES))
    assert data["folder"] == {"es": "docs/es/practices", "en": "docs/en/practices"}
    assert data["messages"]["markup"] == ("aquí no se admiten los signos < y >", "dígalo con palabras")
    assert [names["es"] for names in data["headings"].values()] == [
        *("Contexto", "Cómo funciona", "Resultados", "Lecciones", "Replicación")
    ]
    assert data["needed"]["described"][-2:] == ["body:Context", "body:How it works"]
    assert dict(_asked(data)["maturity"]["choices"])["described"] == "Descrita"
    assert len(_asked(data)["maturity"]["meanings"]) == 4
    assert ("10", "10. Reducción de las desigualdades") in _asked(data)["sdgs"]["choices"]
    names = [name for _, name in data["vocabularies"]["countries"]]
    assert names == sorted(names, key=lambda name: sort_key(name, Locale.ES))
    assert ("PA", "Panamá") in data["vocabularies"]["countries"]


def test_the_entries_and_questions_that_a_practice_may_name_are_beside_the_page(tmp_path: Path) -> None:
    site = Site(catalogue=valid_catalogue(), locale=Locale.ES)
    write_form_data(tmp_path, site)
    script = (tmp_path / choices_path(Locale.ES)).read_text("utf-8")
    data = json.loads(script.removeprefix("window.rcmChoices=").removesuffix(";\n"))
    assert data["parts"] == {"concept-note": [list(choice) for choice in question_choices(site)]}
    assert [reference for reference, _ in data["parts"]["concept-note"]] == ["note#1", "note#2"]
    assert data["parts"]["concept-note"][1][1].startswith("1 de junio de 2021, 2: ")
    assert data["entries"] == {
        kind: [list(choice) for choice in choices] for kind, choices in entry_choices(site).items()
    }
    assert sorted(id_ for choices in data["entries"].values() for id_, _ in choices) == sorted(
        entry.id for entry in site.catalogue.entries
    )
    assert choices_path(Locale.ES) in propose_view(site).chrome.scripts


def test_no_answer_is_asked_twice() -> None:
    data: Any = form_data(Site(catalogue=valid_catalogue(), locale=Locale.ES))
    for asked in (data["steps"], *([{"asked": field.get("fields", [])}] for field in _asked(data).values())):
        labels = [field["label"] for step in asked for field in step["asked"]]
        assert len(labels) == len(set(labels))
    assert {field["name"] for field in _asked(data)["sources"]["fields"]} == {
        *("title", "language", "date", "url", "locator")
    }


def test_the_data_can_stand_in_a_page() -> None:
    page = propose_view(Site(catalogue=valid_catalogue(), locale=Locale.EN))
    assert "<" not in page.data
    assert json.loads(page.data)["messages"]["markup"][0] == "the characters < and > are not allowed here"


@pytest.mark.parametrize("locale", list(Locale))
def test_the_file_to_copy_passes_the_check(tmp_path: Path, locale: Locale) -> None:
    path = f"docs/{locale}/practices/temporary-documents-at-the-border.md"
    case: Case = {"add": {path: example_file(Site(catalogue=valid_catalogue(), locale=locale))}}
    problems = check_content(make_repository(tmp_path, case)).problems
    assert [problem for problem in problems if problem.path.as_posix() == path and problem.severity == "error"] == []


class _Added(Practice):
    """A practice with a field that nobody has heard of."""

    waiting_time: Annotated[Annotated[Text, MaxWords(7)] | None, Field(examples=["Two days"])] = None
    """How long people wait."""
    subjects: Annotated[tuple[TopicId, ...], Field(min_length=1)]
    """What else it is about."""


def test_a_field_of_the_model_appears_everywhere_without_another_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    model: type[BaseModel] = _Added
    kind = replace(PRACTICE, record=_Added)
    site = Site(catalogue=valid_catalogue(), locale=Locale.EN)
    guides = {guide.name: guide for guide in field_guides(model, Locale.EN)}
    # The field guide of the site.
    monkeypatch.setattr("knowledge_base.view.pages.field_guide.KINDS", (kind,))
    shown = {line.guide for section in field_guide_view(site).sections for _, lines in section.groups for line in lines}
    assert {guides["waiting_time"], guides["subjects"]} <= shown
    assert form_of(site, guides["waiting_time"]) == "Plain text without < and >; at most 7 words."
    # The form.
    asked = _asked(form_data(site, kind))
    assert asked["waiting_time"]["hint"] == form_of(site, guides["waiting_time"])
    assert (asked["waiting_time"]["label"], asked["waiting_time"]["example"]) == ("Waiting time", "Two days")
    assert (asked["subjects"]["required"], asked["subjects"]["vocabularies"]) == (True, ("topics",))
    # The scaffold.
    assert ("subjects",) in {question.names for question in prompts(kind, Locale.EN, {})}
    begun = begun_entry(kind, "begun", {("subjects",): ("borders",)}, Locale.EN, dt.date(2026, 1, 1))
    assert "subjects: [borders]" in begun
    assert "# How long people wait. For example: Two days" in begun
    # The schema.
    schema = json_schema(model, valid_catalogue().vocabularies)
    assert schema["properties"]["waiting_time"]["description"] == "How long people wait."
    assert "subjects" in schema["required"]
