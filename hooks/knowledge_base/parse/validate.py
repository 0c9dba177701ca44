"""Front matter to a record of the model, or to problems that a person can act on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge_base.locale import N_, Locale, message
from knowledge_base.model.shape import Fields, Many, Path, shape_of
from knowledge_base.model.types import Choice
from knowledge_base.parse.document import Page
from knowledge_base.problems import Problem
from knowledge_base.suggest import nearest

M = TypeVar("M", bound=BaseModel)

# What is wrong and what is allowed, by pydantic's error type (never by its English, which changes between releases).
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": (N_("this field is required"), ""),
    "extra_forbidden": (N_("there is no field {name!r} here"), N_("fields: {fields}")),
    "string_type": (N_("a text is expected here"), N_("write it on one line, in quotes if it has a colon")),
    "model_type": (N_("fields are expected here"), N_("write one name: value a line")),
    "model_attributes_type": (N_("fields are expected here"), N_("write one name: value a line")),
    "tuple_type": (N_("a list is expected here"), N_("begin each item with - on a line of its own")),
    "too_short": (N_("the list is empty"), N_("give at least one")),
    "empty": (N_("the text is empty"), N_("write it or remove the field")),
    "markup": (N_("the characters < and > are not allowed here"), N_("write plain text")),
    "control": (N_("there are invisible characters ({characters})"), N_("remove them; typing the text anew helps")),
    "too_many_words": (N_("the text has {words} words"), N_("at most {most}")),
    "date_format": (N_("{input!r} is not a date"), N_("write year-month-day, as in 2021-06-10")),
    "date_impossible": (N_("there is no day {input}"), N_("write year-month-day, as in 2021-06-10")),
    "partial_date_format": (N_("{input!r} is not a date"), N_("write 2021, 2021-06 or 2021-06-10")),
    "time_format": (N_("{input!r} is not a time"), N_("write hours and minutes, as in 09:45")),
    "time_zone": (N_("{input!r} is not a time zone"), N_("write an IANA name, as in America/Mexico_City")),
    "url": (N_("{input!r} is not a web address"), N_("write it whole, with https://")),
    "enum": (N_("{input!r} is not one of the values"), N_("one of: {values}")),
    "literal_error": (N_("{input!r} is not accepted"), N_("the only value is: {values}")),
    "int_parsing": (N_("{input!r} is not a whole number"), N_("write digits only")),
    "int_type": (N_("a whole number is expected here"), N_("write digits only")),
    "decimal_parsing": (N_("{input!r} is not a number"), N_("write digits, with a point before decimals")),
    "decimal_type": (N_("a number is expected here"), N_("write digits, with a point before decimals")),
    "bool_parsing": (N_("{input!r} is neither true nor false"), N_("write true or false")),
    "greater_than_equal": (N_("{input} is too small"), N_("at least {ge}")),
    "less_than_equal": (N_("{input} is too large"), N_("at most {le}")),
    "string_pattern_mismatch": (N_("{input!r} does not have the right form"), N_("it must match {pattern}")),
    "string_too_long": (N_("the text is too long"), N_("at most {max_length} characters")),
}
_OTHERWISE = (N_("the value is not valid"), "")
_ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ID_SENTENCE = (N_("{input!r} can't be an id"), N_("use a-z, 0-9 and single hyphens"))


def validate(model: type[M], data: Mapping[str, Any], locale: Locale) -> tuple[M | None, tuple[ErrorDetails, ...]]:
    """Return the record that the data make, or every reason why they make none.

    Args:
        model: the model of the record.
        data: front matter.
        locale: the language that the texts are in unless they say otherwise.
    """
    try:
        return model.model_validate(data, context=locale), ()
    except ValidationError as error:
        return None, tuple(error.errors(include_url=False))


def explain(details: ErrorDetails, model: type[BaseModel], page: Page, path: Path | None = None) -> Problem:
    """Return an error of pydantic as a problem, in the language of the page's folder.

    Args:
        details: the error.
        model: the model that was validated.
        page: the page that the data came from.
        path: where the value stands in the page, if elsewhere than in the validated data.
    """
    inside = tuple(details["loc"])
    where = inside if path is None else path
    locale = page.source.locale
    kind = details["type"]
    context = details.get("ctx") or {}
    what, allowed = _SENTENCES.get(kind, _OTHERWISE)
    if context.get("pattern") == _ID_PATTERN:
        what, allowed = _ID_SENTENCE
    values: dict[str, Any] = {"input": details["input"], **context}
    suggestion = ""
    if kind == "extra_forbidden":
        names = _field_names(model, inside)
        values |= {"name": str(where[-1]), "fields": ", ".join(names)}
        suggestion = did_you_mean(str(where[-1]), dict.fromkeys(names, ()), locale)
    elif kind in ("enum", "literal_error"):
        choices = _choices(model, inside)
        values["values"] = ", ".join(choices) if choices else str(context.get("expected", "")).strip("'")
        suggestion = did_you_mean(str(details["input"]), choices, locale)
    position = page.tree.key_position(where) if kind == "extra_forbidden" else page.tree.position(where)
    return page.problem(
        position,
        where,
        kind.replace("_", "-"),
        message(locale, what, **values),
        message(locale, allowed, **values) if allowed else "",
        suggestion,
    )


def did_you_mean(written: str, names: Mapping[str, tuple[str, ...]], locale: Locale, label: str = "") -> str:
    """Return the sentence that offers the nearest name, or nothing.

    Args:
        written: what was written.
        names: the values that are allowed, with their other names.
        locale: the language of the sentence.
        label: shown after the value; by default nothing.
    """
    found = nearest(written, names)
    if found is None:
        return ""
    return message(locale, N_("did you mean {value!r}?"), value=found) + (f" ({label})" if label else "")


def _field_names(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    return tuple(sorted(_parent(model, path).fields))


def _parent(model: type[BaseModel], path: Path) -> Fields:
    """Return the shape of the record in which the last part of a path stands."""
    found = shape_of(model)
    for shape in _along(found, path[:-1]):
        if isinstance(shape, Fields):
            found = shape
    return found


def _along(shape: Any, path: Path) -> Iterator[Any]:
    for part in path:
        if isinstance(shape, Many) and isinstance(part, int):
            shape = shape.item
        elif isinstance(shape, Fields) and part in shape.fields:
            shape = shape.fields[str(part)]
        else:
            return
        yield shape


def _choices(model: type[BaseModel], path: Path) -> dict[str, tuple[str, ...]]:
    """Return the values allowed at a path with their labels in both languages; empty where it is no choice."""
    names = [part for part in path if isinstance(part, str)]
    parent = _parent(model, tuple(part for part in path))
    info = parent.model.model_fields.get(names[-1]) if names else None
    return _members(cast("Hashable", info.annotation)) if info else {}


@cache
def _members(annotation: Hashable) -> dict[str, tuple[str, ...]]:
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return {choice.value: tuple(choice.label_in(locale) for locale in Locale) for choice in annotation}
    if isinstance(annotation, type) and issubclass(annotation, Locale):
        return {locale.value: () for locale in Locale}
    for inner in get_args(annotation):
        if found := _members(inner):
            return found
    return {}
