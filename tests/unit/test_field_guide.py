"""The field guide: every field and every rule is there, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge_base.check.run import EVERY_RULE
from knowledge_base.locale import Locale
from knowledge_base.model.entries import Practice
from knowledge_base.model.guide import FieldGuide, field_guides
from knowledge_base.model.kinds import KINDS, PRACTICE
from knowledge_base.model.record import Record, Translation
from knowledge_base.view.pages.field_guide import FieldGuideView, FieldLine, field_guide_view, form_of
from knowledge_base.view.parts.site import Site
from tests.unit.catalogues import valid_catalogue


def _view(locale: Locale) -> FieldGuideView:
    return field_guide_view(Site(catalogue=valid_catalogue(), locale=locale))


def _lines(lines: tuple[FieldLine, ...]) -> Iterator[FieldLine]:
    for line in lines:
        yield line
        yield from _lines(line.fields)


def _of_practices() -> list[FieldLine]:
    (section,) = (section for section in _view(Locale.ES).sections if section.id == PRACTICE.name)
    return [line for _, lines in section.groups for line in lines]


def test_every_field_is_there_once_with_what_is_written_into_it() -> None:
    sections = {section.id: section for section in _view(Locale.EN).sections}
    shown = {id_: [line for _, lines in section.groups for line in lines] for id_, section in sections.items()}
    assert {line.guide.name for line in shown["every-entry"]} == set(Record.model_fields)
    assert {line.guide.name for line in shown["translation"]} == set(Translation.model_fields)
    for kind in KINDS:
        assert {line.guide.name for line in shown[kind.name]} == set(kind.record.model_fields) - set(
            Record.model_fields
        )
        assert sections[kind.name].schema == f"schemas/{kind.name}.schema.json"
    # The check gives the value of a hash; there is nothing to say of its form.
    assert all(
        line.form.endswith(".") or line.guide.name in ("source_hash", "text_hash")
        for lines in shown.values()
        for line in _lines(tuple(lines))
    )


def test_every_rule_is_there_in_the_language_of_the_page() -> None:
    english, spanish = (_view(locale).rules for locale in (Locale.EN, Locale.ES))
    assert len(english) == len(set(spanish)) == len(EVERY_RULE)
    assert "Nothing is due, and nothing is reported, before it was agreed." in english
    assert "Nada vence ni se informa antes de haberse acordado." in spanish
    assert set(english).isdisjoint(spanish)


def test_the_ids_of_the_vocabularies_are_there() -> None:
    lists = {vocabulary.id: dict(vocabulary.terms) for vocabulary in _view(Locale.ES).vocabularies}
    assert lists["countries"]["PA"] == "Panamá"
    lead = next(line for line in _of_practices() if line.guide.name == "leads")
    assert [link.url for link in lead.vocabularies] == [
        *("field-guide.html#bodies", "field-guide.html#organisations", "field-guide.html#countries")
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("summary", "Plain text without < and >; at most 100 words."),
        ("id", "Use a-z, 0-9 and single hyphens; at most 80 characters."),
        ("period", "Write 2021, 2021-06 or 2021-06-10; a period as 2019/2021, or 2019/.. while it goes on."),
        ("status", "One of the values."),
        ("leads", "The id of: body, organisation or country; begin each item with - on a line of its own."),
        ("announced_at", "The id of: meeting; begin each item with - on a line of its own."),
        (
            "answers",
            "The id of: concept note; then # and a number, as in id#1; begin each item with - on a line of its own.",
        ),
        ("replaced_by", "The id of: entry."),
        ("sdgs", "Write digits only; at least 1; at most 17; begin each item with - on a line of its own."),
        ("sources", "These fields; begin each item with - on a line of its own."),
    ],
)
def test_what_is_written_into_a_field_in_a_sentence(name: str, sentence: str) -> None:
    site = Site(catalogue=valid_catalogue(), locale=Locale.EN)
    assert form_of(site, next(guide for guide in field_guides(Practice, Locale.EN) if guide.name == name)) == sentence


def test_guides_are_those_of_the_model() -> None:
    guides: set[FieldGuide] = {line.guide for line in _of_practices()}
    assert guides <= set(field_guides(Practice, Locale.ES))
