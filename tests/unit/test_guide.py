"""The guide to the fields: it says of each what the model says, and a new one needs no more than its line there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import pytest
from babel.messages.extract import extract_from_file
from pydantic import BaseModel, Field

from knowledge_base.locale import Locale
from knowledge_base.model import entries, figures, files, meeting_parts, money, official_text, record, versions, waivers
from knowledge_base.model.entries import Agreement, Practice, Result
from knowledge_base.model.guide import GROUP_OF, FieldGroup, FieldGuide, ValueType, field_guides, in_groups
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.record import Translation
from knowledge_base.model.types import MaxWords, MeetingId, Text, TopicId

MODELS = (*(kind.record for kind in KINDS), Translation)


def _all(guides: tuple[FieldGuide, ...]) -> Iterator[FieldGuide]:
    for guide in guides:
        yield guide
        yield from _all(guide.fields)


def _of(model: type[BaseModel], name: str, locale: Locale = Locale.EN) -> FieldGuide:
    return next(guide for guide in field_guides(model, locale) if guide.name == name)


@pytest.mark.parametrize("model", MODELS)
def test_the_guide_has_every_field_of_a_model_in_both_languages(model: type[BaseModel]) -> None:
    english, spanish = (field_guides(model, locale) for locale in (Locale.EN, Locale.ES))
    assert [guide.name for guide in english] == list(model.model_fields)
    for mine, theirs in zip(_all(english), _all(spanish), strict=True):
        assert (mine.name, mine.type, mine.many, mine.required) == (
            theirs.name,
            theirs.type,
            theirs.many,
            theirs.required,
        )
        assert mine.label
        assert theirs.label
        assert mine.help.endswith(".")
        assert mine.help != theirs.help
        assert bool(mine.choices) == (mine.type is ValueType.CHOICE)
        assert bool(mine.fields) == (mine.type is ValueType.FIELDS)
        assert bool(mine.vocabularies) == (mine.type is ValueType.TERM)


def test_the_guide_says_what_a_value_may_be() -> None:
    assert _of(Practice, "summary", Locale.ES) == FieldGuide(
        name="summary",
        label="Resumen",
        help="De qué trata, en unas pocas frases.",
        group=FieldGroup.NAME,
        type=ValueType.TEXT,
        many=False,
        required=True,
        translated=True,
        most_words=100,
        example="Las personas en tránsito reciben un documento válido por treinta días.",
    )
    sdgs = _of(Practice, "sdgs")
    assert (sdgs.label, sdgs.many, sdgs.type, sdgs.least, sdgs.most) == ("SDGs", True, ValueType.WHOLE_NUMBER, 1, 17)
    id_ = _of(Practice, "id")
    assert (id_.type, id_.longest, id_.pattern) == (ValueType.ID, 80, "^[a-z0-9]+(-[a-z0-9]+)*$")
    lead = _of(Practice, "leads")
    assert (lead.type, lead.vocabularies) == (ValueType.TERM, ("bodies", "organisations", "countries"))
    assert (_of(Practice, "announced_at").kinds, _of(Practice, "answers").kinds) == (("meeting",), ("concept-note",))
    assert _of(Practice, "scale", Locale.ES).choices[0] == ("local", "Local")
    assert _of(Practice, "access", Locale.ES).choices == (("public", "Todo el mundo"),)
    assert _of(Practice, "original", Locale.ES).choices == (("es", "Español"), ("en", "Inglés"))
    provisions = {guide.name: guide for guide in _of(Agreement, "provisions", Locale.ES).fields}
    acts = provisions["acts"]
    assert len(acts.meanings) == len(acts.choices)
    assert acts.meanings[acts.choices.index(("thanks", "Agradece"))] == "Agradece algo a alguien."
    assert provisions["role"].meanings == ()
    sources = _of(Practice, "sources")
    assert (sources.type, sources.required, sources.translated) == (ValueType.FIELDS, True, True)
    assert [(guide.name, guide.default) for guide in sources.fields][:3] == [
        ("title", ""),
        ("document", ""),
        ("language", "en"),
    ]
    assert (sources.fields[0].required, sources.fields[0].unless) == (True, "document")


def test_groups_have_all_fields_those_first_that_must_be_filled_in() -> None:
    guides = field_guides(Practice, Locale.EN)
    groups = in_groups(guides)
    assert sorted(guide.name for _, found in groups for guide in found) == sorted(Practice.model_fields)
    assert [group for group, _ in groups] == list(FieldGroup)
    for _, found in groups:
        required = [guide.required for guide in found]
        assert required == sorted(required, reverse=True)


def test_every_field_with_a_group_exists() -> None:
    assert set(GROUP_OF) <= {name for model in MODELS for name in model.model_fields}


class _Added(Practice):
    """A practice with fields that nobody has heard of."""

    waiting_time: Annotated[Annotated[Text, MaxWords(7)] | None, Field(examples=["Two days"])] = None
    """How long people wait."""
    discussed_at: Annotated[tuple[MeetingId, ...], Field(min_length=1)]
    """Where it was discussed."""
    subjects: tuple[TopicId, ...] = ()
    """What else it is about."""
    measured: tuple[Result, ...] = ()
    """What else was measured."""


def test_a_field_is_in_the_guide_as_soon_as_it_is_in_the_model() -> None:
    waiting, discussed, subjects, measured = field_guides(_Added, Locale.EN)[-4:]
    assert waiting == FieldGuide(
        name="waiting_time",
        label="Waiting time",
        help="How long people wait.",
        group=FieldGroup.DETAILS,
        type=ValueType.TEXT,
        many=False,
        required=False,
        translated=True,
        most_words=7,
        example="Two days",
    )
    assert (discussed.required, discussed.many, discussed.kinds) == (True, True, ("meeting",))
    assert (subjects.type, subjects.vocabularies) == (ValueType.TERM, ("topics",))
    assert [guide.name for guide in measured.fields] == list(Result.model_fields)


def test_what_the_guide_says_is_collected_for_translation() -> None:
    collected = {
        found
        for path in (
            entries.__file__,
            figures.__file__,
            meeting_parts.__file__,
            files.__file__,
            money.__file__,
            official_text.__file__,
            record.__file__,
            versions.__file__,
            waivers.__file__,
        )
        for _, found, _, _ in extract_from_file("tools.messages:fields", path)
    }
    for model in MODELS:
        for guide in _all(field_guides(model, Locale.EN)):
            # Examples of the forms of values, such as dates, are the same in every language.
            assert {guide.label, guide.help} <= collected, guide.name
            if guide.type in (ValueType.TEXT, ValueType.LINE) and guide.example:
                assert guide.example in collected
