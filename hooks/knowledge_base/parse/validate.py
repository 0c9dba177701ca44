"""Validates front matter against the model, and explains pydantic's errors in sentences that people can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from knowledge_base.locale import N_, Locale, alternatives, fold, languages, message
from knowledge_base.model.earlier import EARLIER_FIELDS
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.points import ONE_OF_FORM
from knowledge_base.model.record import Record
from knowledge_base.model.shape import Fields, Leaf, Many, Path, Shape, shape_of
from knowledge_base.model.types import (
    COUNTRY_PATTERN,
    FILE_PATTERN,
    FILE_PLACE_PATTERN,
    HASH_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    InVocabulary,
    ToEntry,
)
from knowledge_base.parse.document import Page
from knowledge_base.parse.model_paths import choices_at, parent_at, shape_at
from knowledge_base.parse.values_meant import are_clear_items, as_field, as_list, codes_meant, shortened, value_meant
from knowledge_base.problems import MOST_OF_A_KIND, Correction, Problem
from knowledge_base.suggest import clearly_meant, nearest

M = TypeVar("M", bound=BaseModel)

_DIGITS = N_("write digits only")
# For "string_type" and "int_type". Lists and mappings get `_ONE_VALUE` instead, so what remains is ``None``: a list
# item with nothing after its dash.
_EMPTY_ITEM = (N_("the item is empty"), N_("write it, or remove its dash"))
_EACH_ITEM = N_("begin each item with - on a line of its own")
_EMPTY = (N_("the field is empty"), N_("write its value after the colon"))
_AS = N_("write it as {example}")
_DECIMAL = N_("write digits, with a point before decimals")
SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": (N_("this field is required"), N_("add {name}: …")),
    "extra_forbidden": (N_("there is no field {name!r} here"), N_("fields: {fields}")),
    "string_type": _EMPTY_ITEM,
    "model_type": (N_("fields are expected here"), N_("write one name: value a line, with the names: {fields}")),
    "tuple_type": (N_("a list is expected here"), _EACH_ITEM),
    "too_short": (N_("the list is empty"), N_("give at least one")),
    "empty": (N_("the text is empty"), N_("write it or remove the field")),
    "lines": (N_("the text has more than one line"), N_("write it on one; after >- lines are joined")),
    "markup": (N_("the characters < and > are not allowed here"), N_("say it in words")),
    "control": (N_("there are invisible characters ({characters})"), N_("remove them; typing the text anew helps")),
    "too_many_words": (N_("the text has {words} words"), N_("at most {most}")),
    "date_format": (N_("{input!r} is not a date"), N_("write year-month-day, as in 2021-06-10")),
    "date_impossible": (N_("{input!r} is not in the calendar"), N_("correct the month or the day")),
    "when_format": (
        N_("{input!r} is not a date"),
        N_("write 2021, 2021-06 or 2021-06-10; a period as 2019/2021, or 2019/.. while it goes on"),
    ),
    "when_empty": (N_("a period needs a date"), N_("write its beginning, its end or both, as in 2019/2021")),
    "when_backwards": (N_("the period {input!r} ends before it begins"), N_("write the earlier date first")),
    "when_twice": (N_("the period {input!r} begins and ends with one date"), N_("write it once")),
    "due_format": (
        N_("{input!r} is not a deadline"),
        N_("write a date or period, a time after the adoption as in P60D or P6M, or continuous"),
    ),
    "time_format": (N_("{input!r} is not a time"), N_("write hours and minutes, as in 09:45")),
    "time_zone": (
        N_("{input!r} is not the time zone of a place"),
        N_("write its IANA name, as in America/Mexico_City"),
    ),
    "url": (N_("{input!r} is not a web address"), N_("write it whole, with https:// and without blanks")),
    "url_local": (
        N_("{input!r} can be opened in one network or on one computer only"),
        N_("write an address that anyone can open"),
    ),
    "email": (N_("{input!r} is not an e-mail address"), N_("write it as in editors@example.org")),
    "contact": (
        N_("{input!r} is neither an e-mail address nor a web address"),
        N_("write it as in security@example.org or https://example.org/security"),
    ),
    "key": (
        N_("{input!r} is not a public key of SSH"),
        N_("write the line of the file that ends in .pub, of a key made with: ssh-keygen -t ed25519"),
    ),
    "address": (
        N_("{input!r} is not the address of a page"),
        N_("write it without language and ending, as in practices/temporary-documents"),
    ),
    "team": (N_("{input!r} is not the name of a team"), N_('write it in quotes, as in "@organisation/team"')),
    "language_code": (N_("{input!r} is not the code of any language"), N_("see ISO 639-1")),
    "currency": (N_("{input!r} is not the code of a currency"), N_("see ISO 4217, as in USD or MXN")),
    "country_code": (N_("{input!r} is not the code of any country"), N_("see ISO 3166-1")),
    "one_synonym": (N_("one word alone stands for no other"), N_("write another beside it, or leave the language out")),
    "enum": (N_("{input!r} is not one of the values"), N_("one of: {values}")),
    "literal_error": (
        N_("{input!r} is not accepted: whatever stands here can be read by anyone"),
        N_("the only value is {values}; take what is not public out of the repository"),
    ),
    "int_parsing": (N_("{input!r} is not a whole number"), _DIGITS),
    "int_parsing_size": (N_("{input!r} is too large"), _DIGITS),
    "int_type": _EMPTY_ITEM,
    "decimal_parsing": (N_("{input!r} is not a number"), _DECIMAL),
    "finite_number": (N_("{input!r} is not a number"), _DECIMAL),
    "bool_parsing": (N_("{input!r} is neither true nor false"), N_("write true or false")),
    "greater_than_equal": (N_("{input} is too small"), N_("at least {ge}")),
    "less_than_equal": (N_("{input} is too large"), N_("at most {le}")),
    "string_too_long": (N_("the text is too long"), N_("at most {max_length} characters")),
    # Of a text that is validated before its length.
    "too_long": (N_("the text is too long"), N_("at most {max_length} characters")),
}
"""What is wrong and what is allowed, by the error type of pydantic, whose English messages change between releases.

The form on the site uses the same sentences for validation as people type.
"""
_OTHERWISE = (N_("the value is not valid"), "")
_WRONG_FORM = N_("{input!r} does not have the right form")
BY_PATTERN: Mapping[str, tuple[str, str]] = {
    ID_PATTERN: (N_("{input!r} can't be an id"), N_("use a-z, 0-9 and single hyphens")),
    FILE_PATTERN: (
        N_("{input!r} can't be the name of a file"),
        N_("write it as it is under docs/files/, as in form.pdf: a-z, 0-9, hyphens, and an ending of a known type"),
    ),
    FILE_PLACE_PATTERN: (
        N_("{input!r} can't be a file beside an entry"),
        N_("write the id of the entry, a slash and the name of the file, as in annual-report/report.pdf"),
    ),
    COUNTRY_PATTERN: (_WRONG_FORM, N_("write two capital letters, as in MX")),
    LANGUAGE_PATTERN: (_WRONG_FORM, N_("write two small letters, as in es")),
    HASH_PATTERN: (_WRONG_FORM, ""),
}
"""The same for values that do not match a pattern, by that pattern."""
_ONE_VALUE = (N_("a single value is expected here"), N_("write it after the colon, without dashes or brackets"))
_OF_COLLECTIONS = frozenset({"missing", "extra_forbidden", "model_type", "tuple_type", "too_short", "one_synonym"})
_EARLIER = (
    N_("{name!r} is a field of an earlier form of the entries"),
    N_("kb migrate --write brings the file up to date"),
)
_DID_YOU_MEAN = N_("did you mean {value!r}?")


def validate(model: type[M], data: object, locale: Locale) -> tuple[M | None, tuple[ErrorDetails, ...]]:
    """Validate front matter.

    Args:
        model: the model of the record.
        data: the front matter.
        locale: the language of all texts that are not `Text` values already.

    Returns:
        The record, or ``None`` and all errors. Errors that only repeat another one are left out.
    """
    try:
        return model.model_validate(data, context=locale), ()
    except ValidationError as error:
        found = error.errors(include_url=False)
        # Pydantic reports a mistyped key twice: as an unknown field, and as missing under the right name.
        unknown = [item["loc"] for item in found if item["type"] == "extra_forbidden"][:MOST_OF_A_KIND]
        mistyped = {(*place[:-1], _field_meant(model, place)) for place in unknown}
        # It also reports a list whose items are all invalid as too short, though its input is not empty.
        return None, tuple(
            item
            for item in found
            if not (item["type"] == "too_short" and item["input"])
            and not (item["type"] == "missing" and item["loc"] in mistyped)
        )


def salvage(model: type[M], data: Any, locale: Locale) -> M:
    """Build a partial record from invalid front matter, so that rules can find the other mistakes in the same run.

    Args:
        model: the model of the record.
        data: front matter that `validate` refuses.
        locale: the language of the texts.

    Returns:
        A record with the values that are valid. Invalid fields are ``None`` or an empty tuple, whatever their type
        says: it is built with ``model_construct``, which does not validate.
    """
    given = data if isinstance(data, Mapping) else {}
    values: dict[str, Any] = {}
    for name, shape in shape_of(model).fields.items():
        info = model.model_fields[name]
        if name not in given:
            values[name] = _pieces(shape, None, locale) if info.is_required() else info.get_default()
            continue
        try:
            values[name] = _validator(model, name).validate_python(given[name], context=locale)
        except ValidationError:
            values[name] = _pieces(shape, given[name], locale)
    return model.model_construct(**values)


def _pieces(shape: Shape, value: Any, locale: Locale) -> Any:
    match shape:
        case Fields(model=model) if value is not None:
            return salvage(model, value, locale)
        case Many(Fields(model=model)) if isinstance(value, list):
            return tuple(salvage(model, item, locale) for item in value)
        case Many(Leaf(marker=marker)) if marker and isinstance(value, list):
            return tuple(item if isinstance(item, str) else None for item in value)
        case Many():
            return ()
    return None


@cache
def _validator(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    annotation: Any = info.annotation
    for constraint in info.metadata:
        annotation = Annotated[annotation, constraint]
    # Models and dataclasses have a configuration of their own, and pydantic refuses another one.
    own = is_dataclass(info.annotation) or (
        isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel)
    )
    return TypeAdapter(annotation, config=None if own else ConfigDict(str_strip_whitespace=True))


def explain_error(details: ErrorDetails, model: type[BaseModel], page: Page, path: Path | None = None) -> Problem:
    """Convert an error of pydantic to a problem, in the language of the page.

    Args:
        details: the error.
        model: the model that was validated.
        page: the page that the data came from.
        path: the path of the value in the page, if it differs from that in the validated data, as after a merge.
    """
    inside = tuple(details["loc"])
    where = inside if path is None else path
    locale = page.source.locale
    kind = details["type"]
    context = details.get("ctx") or {}
    given = details["input"]
    what, allowed = BY_PATTERN.get(context.get("pattern", ""), SENTENCES.get(kind, _OTHERWISE))
    values: dict[str, Any] = {"input": shortened(str(given)), **context}
    suggestion = ""
    if isinstance(given, list | Mapping) and kind not in _OF_COLLECTIONS:
        what, allowed = _ONE_VALUE
        # In YAML, one of several dates in EDTF is a list, if it is not in quotes.
        several = f"[{','.join(map(str, given))}]"
        if kind in ("when_format", "due_format") and re.fullmatch(ONE_OF_FORM, several, re.ASCII):
            allowed, values["example"] = _AS, f'"{several}"'
    elif kind == "missing":
        values["name"] = where[-1]
        what, allowed = _EMPTY if where in page.tree.keys else (what, allowed)
    elif kind == "extra_forbidden":
        values |= {"name": shortened(str(where[-1])), "fields": ", ".join(sorted(parent_at(model, inside).fields))}
        # With a good suggestion, the list of all fields would be noise.
        if where[-1] in EARLIER_FIELDS.get(parent_at(model, inside).model, ()):
            what, allowed = _EARLIER
        elif kinds := _kinds_with(model, inside):
            what, allowed = (
                N_("{name!r} is a field of {kinds}"),
                N_("remove it, or move the entry to the folder of these"),
            )
            values["kinds"] = alternatives((message(locale, kind.plural).lower() for kind in kinds), locale)
        elif meant := _field_meant(model, inside):
            allowed, suggestion = "", message(locale, _DID_YOU_MEAN, value=meant)
        elif above := _field_above(model, page, where):
            what, allowed = N_("{name!r} is a field of {above}"), N_("indent it as what stands under {above}")
            values["above"] = above
    elif kind == "model_type":
        fields = parent_at(model, (*inside, "")).fields
        values["fields"] = ", ".join(fields)
        if isinstance(given, str) and inside and isinstance(inside[-1], int):
            values["example"] = as_field(given, fields)
            allowed = _AS
    elif kind == "tuple_type":
        values["example"] = as_list(given, shape_at(model, inside))
        allowed = _AS if values["example"] else allowed
    elif kind in ("enum", "literal_error"):
        choices = choices_at(model, inside)
        values["values"] = ", ".join(choices) if choices else str(context["expected"]).strip("'")
        suggestion = did_you_mean(str(given), choices, locale)
    elif kind == "language_code" or context.get("pattern") == LANGUAGE_PATTERN:
        suggestion = did_you_mean(str(given), _languages(), locale, languages(locale))
    elif meant := value_meant(kind, context, str(given), locale):
        suggestion = message(locale, _DID_YOU_MEAN, value=meant)
    position = page.tree.key_position(where) if kind == "extra_forbidden" else page.tree.position(where)
    problem = page.problem(
        position,
        where,
        kind.replace("_", "-"),
        message(locale, what, **values),
        message(locale, allowed, **values) if allowed else "",
        suggestion,
    )
    return replace(problem, correction=_correction(details, model, page, where))


def _languages() -> dict[str, tuple[str, ...]]:
    """Return the names of all languages in both languages, by their codes."""
    return {code: tuple(languages(locale)[code] for locale in Locale) for code in languages(Locale.EN)}


def _correction(details: ErrorDetails, model: type[BaseModel], page: Page, where: Path) -> Correction | None:
    """Return what to write in place of an invalid value or key, where only one thing can be meant."""
    inside, kind, given = tuple(details["loc"]), details["type"], details["input"]
    context = details.get("ctx") or {}
    if kind == "extra_forbidden":
        meant = _field_meant(model, inside)
        if not meant or where[-1] in EARLIER_FIELDS.get(parent_at(model, inside).model, ()):
            return None
        free = (*where[:-1], meant) not in page.tree.keys
        return Correction(page.tree.key_position(where), str(where[-1]), meant) if free else None
    if not isinstance(given, str):
        return None
    written = ""
    if kind == "model_type" and inside and isinstance(inside[-1], int):
        first, leaf = next(iter(parent_at(model, (*inside, "")).fields.items()))
        codes = codes_meant(given, leaf)
        written = f"{{{first}: {codes[0]}}}" if len(codes) == 1 else ""
    elif kind == "tuple_type":
        shape = shape_at(model, inside)
        example = as_list(given, shape)
        # Words divided by commas may be the items, or one of them may have a comma in it: codes and ids are clear.
        written = example if example.startswith("[") and are_clear_items(given, shape) else ""
    if written:
        old = page.tree.written(where)
        return Correction(page.tree.position(where), old, written) if old and "\n" not in old else None
    names = choices_at(model, inside) if kind == "enum" else {}
    if kind == "language_code" or context.get("pattern") == LANGUAGE_PATTERN:
        names = _languages()
    # An id is the name of a file, or of something that is there under that name: which is not seen from here.
    is_id = context.get("pattern") == ID_PATTERN
    meant = clearly_meant(given, names) if names else value_meant(kind, context, given, page.source.locale)
    return page.instead(where, meant) if meant and not is_id else None


def unknown_field(path: Path, model: type[BaseModel], page: Page) -> Problem | None:
    """Return a problem if the field at a path does not exist in the model; ``None`` if it does."""
    if isinstance(path[-1], int) or path[-1] in parent_at(model, path).fields:
        return None
    return explain_error({"type": "extra_forbidden", "loc": path, "msg": "", "input": None}, model, page)


def is_list_of_ids(details: ErrorDetails, model: type[BaseModel]) -> bool:
    """Whether an error is that a text stands where a list of ids of terms or entries belongs."""
    if details["type"] != "tuple_type" or not isinstance(details["input"], str) or not details["input"].strip():
        return False
    match shape_at(model, tuple(details["loc"])):
        case Many(Leaf(marker=InVocabulary() | ToEntry())):
            return True
    return False


def is_required(model: type[BaseModel], path: Path) -> bool:
    """Whether the field at a path is required."""
    info = parent_at(model, path).model.model_fields.get(str(path[-1]))
    return info is not None and info.is_required()


def did_you_mean(
    written: str, names: Mapping[str, tuple[str, ...]], locale: Locale, labels: Mapping[str, str] | None = None
) -> str:
    """Return a sentence that suggests the nearest allowed value; empty if none is near.

    Args:
        written: the input.
        names: the allowed values, each with its alternative names.
        locale: the language of the sentence.
        labels: the labels of the values, added to the sentence if different.
    """
    found = nearest(written, names)
    if found is None:
        return ""
    if labels and labels[found] != found:
        return message(locale, N_("did you mean {value!r} ({label})?"), value=found, label=labels[found])
    return message(locale, _DID_YOU_MEAN, value=found)


def _field_above(model: type[BaseModel], page: Page, path: Path) -> str:
    """Return the field that an unknown key belongs to if its line should have been indented; empty if none.

    That is the field before it on the same level, if its items have such a key.
    """
    before = ""
    for key in page.tree.keys:
        if key == path:
            break
        if len(key) == len(path):
            before = str(key[-1])
    shape = parent_at(model, path).fields.get(before)
    shape = shape.item if isinstance(shape, Many) else shape
    return before if isinstance(shape, Fields) and path[-1] in shape.fields else ""


def _field_meant(model: type[BaseModel], path: Path) -> str | None:
    """Return the field that the last key of a path most likely stands for; Spanish labels of fields are matched too."""
    names = sorted(parent_at(model, path).fields)
    written = fold(str(path[-1])).replace("_", " ")
    spanish = (name for name in names if written == fold(message(Locale.ES, name.replace("_", " ").capitalize())))
    return next(spanish, None) or nearest(str(path[-1]), dict.fromkeys(names, ()))


def _kinds_with(model: type[BaseModel], path: Path) -> tuple[Kind, ...]:
    """Return the kinds of entry that have a field which an entry of another kind has not."""
    if len(path) > 1 or not issubclass(model, Record):
        return ()
    return tuple(kind for kind in KINDS if path[0] in kind.record.model_fields)
