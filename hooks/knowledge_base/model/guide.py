"""Field guides: what people need to know about each field to fill it in, derived from the models.

The form on the site, the scaffold of ``kb new`` and the field guide page are generated from them. The label is the
``title`` of pydantic's `Field` or else the name of the field, the help is the docstring of the field, and its type
gives the rest. `make messages` collects labels, helps and examples for the Spanish catalogue.
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
from knowledge_base.model.types import (
    Choice,
    Form,
    InVocabulary,
    MaxWords,
    NamesSource,
    OrWord,
    ToEntry,
    ToPart,
    Unless,
)


class ValueType(StrEnum):
    """The type of the value of a field, as people see it."""

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
    """The parts of the form, in the order in which people fill them in."""

    NAME = "name", N_("Title and summary")
    DETAILS = "details", N_("Details")
    SUBJECT = "subject", N_("What it is about")
    SOURCES = "sources", N_("Sources")
    FILES = "files", N_("Pictures and documents")
    ACCOUNT = "account", N_("What is known of it")
    LINKS = "links", N_("Links and other names")
    EDITING = "editing", N_("Editing")


# Fields that are not listed here belong to DETAILS.
_GROUPS = {
    FieldGroup.NAME: ("title", "summary", "original", "id"),
    FieldGroup.SUBJECT: ("topics", "countries", "organisations", "gcm_objectives", "sdgs"),
    FieldGroup.SOURCES: ("sources", "completeness", "missing"),
    FieldGroup.FILES: ("files",),
    FieldGroup.ACCOUNT: (
        *("beneficiaries", "legal_basis", "resources", "results", "evaluation", "lessons"),
        *("preconditions", "risks_and_data_protection", "adopted_by", "contact_office"),
    ),
    FieldGroup.LINKS: ("related", "aliases"),
    FieldGroup.EDITING: (
        *("status", "status_reason", "replaced_by", "access", "owner"),
        *("created", "modified", "reviewed", "review_by", "licence", "waived"),
    ),
}
GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}
"""The group of each field by name; fields that are missing here belong to ``DETAILS``."""


@dataclass(frozen=True, kw_only=True)
class FieldGuide:
    """What people need to know about a field to fill it in.

    Attributes:
        name: the key in front matter.
        label: the name for readers.
        help: a sentence that says what to write.
        group: the part of the form; a nested field has that of its parent.
        type: the type of the value; for a list, of each item.
        many: whether it is a list.
        required: whether the entry (or the parent's item) must have it.
        unless: the name of the field beside it in whose presence it is not required after all; empty if there is none.
        translated: whether translations have it too.
        default: the value if the field is left out; empty if there is none.
        choices: the allowed values with their labels, if it is an enumeration.
        meanings: what each of these means, in their order, where the labels do not tell; else empty.
        vocabularies: the vocabularies that it takes ids from.
        kinds: the kinds of entry that it takes ids from; if the type is an entry, empty means all kinds.
        most_words: the maximum number of words.
        longest: the maximum number of characters.
        least: the minimum of a number.
        most: the maximum of a number.
        pattern: the regular expression that values must match (pydantic's, also valid in ECMAScript).
        example: an example value; may be empty.
        word: for a list, the word that may be written in its place; empty if there is none.
        names_source: whether it says where a fact can be read: in words, or by the id of a source.
        fields: the nested fields, if the type is a group of fields.
    """

    name: str
    label: str
    help: str
    group: FieldGroup
    type: ValueType
    many: bool
    required: bool
    translated: bool
    unless: str = ""
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    meanings: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    most_words: int | None = None
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    pattern: str = ""
    example: str = ""
    word: str = ""
    names_source: bool = False
    fields: tuple[FieldGuide, ...] = ()


@cache
def field_guides(model: type[BaseModel], locale: Locale, group: FieldGroup | None = None) -> tuple[FieldGuide, ...]:
    """Return the guides to the fields of a model, in the order of the model.

    Args:
        model: the record of a kind of entry, or any other model.
        locale: the language of labels, helps and examples.
        group: the group of all fields; if ``None``, each field is looked up by name.
    """
    return tuple(
        _guide(name, model.model_fields[name], shape, locale, group or GROUP_OF.get(name, FieldGroup.DETAILS))
        for name, shape in shape_of(model).fields.items()
    )


def label_of(name: str, title: str | None = None) -> str:
    """Return the English label of a field: its title, or else its name as words."""
    return title or name.replace("_", " ").capitalize()


def in_groups(guides: tuple[FieldGuide, ...]) -> tuple[tuple[FieldGroup, tuple[FieldGuide, ...]], ...]:
    """Group guides by part of the form. Within a group, required fields come first, then the order of ``_GROUPS``."""
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
    unless = next((item.other for item in constraints if isinstance(item, Unless)), "")
    examples = info.examples or ([form.example] if form and form.example else [])
    return FieldGuide(
        name=name,
        label=message(locale, label_of(name, info.title)),
        help=message(locale, info.description or ""),
        group=group,
        type=type_,
        many=isinstance(shape, Many),
        required=info.is_required() or bool(unless),
        unless=unless,
        translated=_has_texts(inner),
        default=_default(info.default),
        choices=choices,
        meanings=_meanings(leaf.type, locale),
        vocabularies=leaf.marker.names if isinstance(leaf.marker, InVocabulary) else (),
        kinds=_kinds(leaf),
        most_words=words.count if words else None,
        # No list in the model limits its number of items, so this is always the length of a string.
        longest=_limit(constraints, "max_length"),
        least=_limit(constraints, "ge"),
        most=_limit(constraints, "le"),
        pattern=next((item.pattern for item in constraints if getattr(item, "pattern", None)), ""),
        example=message(locale, str(examples[0])) if examples else "",
        word=next((item.word for item in constraints if isinstance(item, OrWord)), ""),
        names_source=any(isinstance(item, NamesSource) for item in constraints),
        fields=field_guides(inner.model, locale, group) if isinstance(inner, Fields) else (),
    )


def _flat(constraints: Iterable[Any]) -> Iterator[Any]:
    """Flatten constraints: pydantic wraps those of a nested ``Annotated`` in a ``FieldInfo``."""
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


def _meanings(type_: Any, locale: Locale) -> tuple[str, ...]:
    explained = isinstance(type_, type) and issubclass(type_, Choice) and all(choice.meaning for choice in type_)
    return tuple(message(locale, choice.meaning) for choice in type_) if explained else ()


def _default(value: Any) -> str:
    empty = value is PydanticUndefined or value is None or value == () or isinstance(value, BaseModel)
    return "" if empty else str(value)


def _has_texts(shape: Shape) -> bool:
    match shape:
        case Leaf(is_text=is_text):
            return is_text
        case Many(item):
            return _has_texts(item)
        case Fields(fields=fields):
            return any(_has_texts(child) for child in fields.values())
