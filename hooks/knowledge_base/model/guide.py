"""The guide to the fields: what a person has to know of each to fill it in, read off the models.

The form, the scaffold and the field guide of the site are made from it. Nothing is written down twice: the name of a
field gives its label (or its ``title``, where pydantic's `Field` has one), its docstring the help, and its type
everything else. `make messages` collects labels, helps and examples for the Spanish catalogue as it does all sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.shape import Fields, Leaf, Many, Shape, shape_of
from knowledge_base.model.types import Choice, Form, InVocabulary, MaxWords, ToEntry, ToPart


class ValueType(StrEnum):
    """What is written into a field."""

    TEXT = "text"
    LINE = "line"
    ID = "id"
    CHOICE = "choice"
    TERM = "term"
    ENTRY = "entry"
    PART = "part"
    DATE = "date"
    WHEN = "when"
    DUE = "due"
    TIME = "time"
    TIME_ZONE = "time-zone"
    URL = "url"
    WHOLE_NUMBER = "whole-number"
    NUMBER = "number"
    FLAG = "flag"
    FIELDS = "fields"


class FieldGroup(Choice):
    """The parts in which people fill in an entry, in this order."""

    NAME = "name", N_("Title and summary")
    DETAILS = "details", N_("Details")
    SUBJECT = "subject", N_("What it is about")
    SOURCES = "sources", N_("Sources")
    ACCOUNT = "account", N_("What is known of it")
    LINKS = "links", N_("Links and other names")
    EDITING = "editing", N_("Editing")


# A field that is not named here is one of the details.
_GROUPS = {
    FieldGroup.NAME: ("title", "summary", "original", "id"),
    FieldGroup.SUBJECT: ("topics", "countries", "organisations", "gcm_objectives", "sdgs"),
    FieldGroup.SOURCES: ("sources",),
    FieldGroup.ACCOUNT: (
        *("beneficiaries", "legal_basis", "resources", "results", "evaluation", "lessons"),
        *("preconditions", "risks_and_data_protection", "adopted_by", "contact_office"),
    ),
    FieldGroup.LINKS: ("related", "aliases"),
    FieldGroup.EDITING: (
        *("status", "status_reason", "replaced_by", "access", "owner"),
        *("created", "modified", "reviewed", "review_by", "licence"),
    ),
}
GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}
"""The group of each field that is not one of the details, by its name."""


@dataclass(frozen=True, kw_only=True)
class FieldGuide:
    """What a person has to know of a field.

    Attributes:
        name: as it is written in front matter.
        label: what it is called.
        help: what is to be written, in a sentence.
        group: the part of the entry that it belongs to; that of the field around it, inside another.
        type: what is written into it; into each of its items, where there are several.
        many: whether it is a list.
        required: whether an entry (or an item of the field around it) must have it.
        translated: whether a translation says it in its own words.
        default: what holds where nothing is written; empty if nothing does.
        choices: the values it has to be chosen from, each with its label.
        vocabularies: the vocabularies it takes ids from.
        kinds: the kinds of entry that it takes ids from; empty for all kinds, where the type is an entry.
        most_words: the greatest number of words.
        longest: the greatest number of characters.
        least: the smallest number.
        most: the greatest number.
        pattern: the regular expression that a value matches (that of pydantic, in a form that ECMAScript reads too).
        example: a value as it might be; may be empty.
        fields: the fields of each item, where it is a group of fields.
    """

    name: str
    label: str
    help: str
    group: FieldGroup
    type: ValueType
    many: bool
    required: bool
    translated: bool
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    vocabularies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    most_words: int | None = None
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    pattern: str = ""
    example: str = ""
    fields: tuple[FieldGuide, ...] = ()


@cache
def field_guides(model: type[BaseModel], locale: Locale, group: FieldGroup | None = None) -> tuple[FieldGuide, ...]:
    """Return the guide to the fields of a model, in the order of the model.

    Args:
        model: the record of a kind of entry, or any other model.
        locale: the language of labels, helps and examples.
        group: the group of all fields, if it is not for their names to say.
    """
    return tuple(
        _guide(name, model.model_fields[name], shape, locale, group or GROUP_OF.get(name, FieldGroup.DETAILS))
        for name, shape in shape_of(model).fields.items()
    )


def label_of(name: str, title: str | None = None) -> str:
    """Return what a field is called, in English: its title, or else its name as words."""
    return title or name.replace("_", " ").capitalize()


def in_groups(guides: tuple[FieldGuide, ...]) -> tuple[tuple[FieldGroup, tuple[FieldGuide, ...]], ...]:
    """Return guides group by group, those of a group that must be filled in first; then as named above."""
    named = [name for names in _GROUPS.values() for name in names]
    place = {name: index for index, name in enumerate(named)}
    ordered = sorted(guides, key=lambda guide: (not guide.required, place.get(guide.name, 0)))
    groups = ((group, tuple(guide for guide in ordered if guide.group is group)) for group in FieldGroup)
    return tuple((group, found) for group, found in groups if found)


def _guide(name: str, info: FieldInfo, shape: Shape, locale: Locale, group: FieldGroup) -> FieldGuide:
    inner = shape.item if isinstance(shape, Many) else shape
    leaf = inner if isinstance(inner, Leaf) else Leaf()
    constraints = tuple(_flat((*info.metadata, *leaf.constraints)))
    form = next((item for item in constraints if isinstance(item, Form)), None)
    words = next((item for item in constraints if isinstance(item, MaxWords)), None)
    type_ = ValueType.FIELDS if isinstance(inner, Fields) else _type(leaf, form)
    choices = _choices(leaf.type, locale)
    examples = info.examples or ([form.example] if form and form.example else [])
    return FieldGuide(
        name=name,
        label=message(locale, label_of(name, info.title)),
        help=message(locale, info.description or ""),
        group=group,
        type=type_,
        many=isinstance(shape, Many),
        required=info.is_required(),
        translated=_has_texts(inner),
        default=_default(info.default),
        choices=choices,
        vocabularies=leaf.marker.names if isinstance(leaf.marker, InVocabulary) else (),
        kinds=_kinds(leaf),
        most_words=words.count if words else None,
        # The length of a list is another matter: there, nothing is said of how many items it may have at most.
        longest=_limit(constraints, "max_length"),
        least=_limit(constraints, "ge"),
        most=_limit(constraints, "le"),
        pattern=next((item.pattern for item in constraints if getattr(item, "pattern", None)), ""),
        example=message(locale, str(examples[0])) if examples else "",
        fields=field_guides(inner.model, locale, group) if isinstance(inner, Fields) else (),
    )


def _flat(constraints: Iterable[Any]) -> Iterator[Any]:
    """Yield constraints one by one: pydantic keeps those of an inner type together."""
    for item in constraints:
        yield from _flat(item.metadata) if isinstance(item, FieldInfo) else (item,)


def _limit(constraints: tuple[Any, ...], name: str) -> int | None:
    return next((getattr(item, name) for item in constraints if getattr(item, name, None) is not None), None)


def _kinds(leaf: Leaf) -> tuple[str, ...]:
    match leaf.marker:
        case ToEntry(kinds):
            return kinds
        case ToPart(kind):
            return (kind,)
    return ()


def _type(leaf: Leaf, form: Form | None) -> ValueType:
    match leaf.marker:
        case InVocabulary():
            return ValueType.TERM
        case ToEntry():
            return ValueType.ENTRY
        case ToPart():
            return ValueType.PART
    if leaf.is_text:
        return ValueType.TEXT
    if form:
        return ValueType(form.name)
    if get_origin(leaf.type) is Literal or issubclass(leaf.type, StrEnum):
        return ValueType.CHOICE
    return _PLAIN_TYPES[leaf.type]


_PLAIN_TYPES = {str: ValueType.LINE, int: ValueType.WHOLE_NUMBER, Decimal: ValueType.NUMBER, bool: ValueType.FLAG}
_LANGUAGES = {Locale.ES: N_("Spanish"), Locale.EN: N_("English")}
_LITERALS = {"public": N_("Everyone")}


def _choices(type_: Any, locale: Locale) -> tuple[tuple[str, str], ...]:
    if get_origin(type_) is Literal:
        return tuple((value, message(locale, _LITERALS.get(value, value))) for value in get_args(type_))
    if issubclass(type_, Choice):
        return tuple((choice.value, choice.label_in(locale)) for choice in type_)
    if issubclass(type_, Locale):
        return tuple((language.value, message(locale, _LANGUAGES[language]).capitalize()) for language in Locale)
    return ()


def _default(value: Any) -> str:
    return "" if value is PydanticUndefined or value is None or value == () else str(value)


def _has_texts(shape: Shape) -> bool:
    match shape:
        case Leaf(is_text=is_text):
            return is_text
        case Many(item):
            return _has_texts(item)
        case Fields(fields=fields):
            return any(_has_texts(child) for child in fields.values())
