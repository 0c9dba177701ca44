"""A JSON Schema (draft 2020-12, https://json-schema.org/) per kind of entry, for text editors that validate YAML.

A schema describes the front matter of an original as YAML 1.2 parses it: unquoted numbers are numbers, dates are
strings. It is generated from the models and the vocabularies and agrees with ``kb check``, except for what a schema of
one file can't express:

- anything outside the front matter: ids of entries and their parts, the file name, translations, links, the body;
- constraints between values, other than that one requires another: order of dates and times, consecutive numbers,
  duplicate ids;
- impossible dates (``2021-02-30``), periods that end before they start, unknown time zones and languages;
- errors in the YAML itself.

It is stricter in two cases: it rejects quoted numbers, and whitespace around an enumerated value.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter

from knowledge_base.assemble.addresses import schema_path
from knowledge_base.check.facts import NEEDED
from knowledge_base.locale import Locale
from knowledge_base.model.choices import Completeness, Status, Unit
from knowledge_base.model.entries import Agreement, FollowUpReport, Meeting, Practice
from knowledge_base.model.figures import Figure
from knowledge_base.model.guide import FieldGuide, ValueType, field_guides
from knowledge_base.model.kinds import KINDS
from knowledge_base.model.meeting_parts import Place
from knowledge_base.model.record import DOCUMENT_FACTS, Record, Source
from knowledge_base.model.shape import Fields, Leaf, Many, Shape, shape_of
from knowledge_base.model.types import ID_PATTERN, PART_PATTERN
from knowledge_base.model.versions import DocumentVersion
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.write import write_whole

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of all schemas."""

Schema = dict[str, Any]


def write_schemas(folder: Path, vocabularies: Vocabularies, site_url: str = "") -> None:
    """Write the schema of each kind into ``folder``, a built site; with ``site_url``, their ``$id`` is a full URL."""
    for kind in KINDS:
        schema = json_schema(kind.record, vocabularies)
        path = schema_path(kind)
        named = {"$schema": DIALECT, "$id": f"{site_url.rstrip('/')}/{path}" if site_url else Path(path).name}
        text = json.dumps({**named, "title": kind.singular, **schema}, indent=1)
        write_whole(folder / path, f"{text}\n")


def json_schema(model: type[BaseModel], vocabularies: Vocabularies) -> Schema:
    """Return the schema of the front matter for a model.

    Args:
        model: the model of the record, or of a nested object.
        vocabularies: the terms whose ids fields accept.
    """
    guides = {guide.name: guide for guide in field_guides(model, Locale.EN)}
    properties = {name: _property(guides[name], shape, vocabularies) for name, shape in shape_of(model).fields.items()}
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "required": [name for name, guide in guides.items() if guide.required and not guide.unless],
        "additionalProperties": False,
    }
    demands = _demands(model)
    return {**schema, "allOf": demands} if demands else schema


def _property(guide: FieldGuide, shape: Shape, vocabularies: Vocabularies) -> Schema:
    schema = _value(guide, shape, vocabularies)
    if not guide.required or guide.unless:
        # A null value is the same as no field.
        schema = {"anyOf": [schema, {"type": "null"}]}
    examples: Schema = {"examples": [guide.example]} if guide.example and not guide.many else {}
    # What programs have to take a field for that is left out.
    default: Schema = {"default": guide.default} if guide.default else {}
    return {"title": guide.label, "description": guide.help, **schema, **default, **examples}


def _value(guide: FieldGuide, shape: Shape, vocabularies: Vocabularies) -> Schema:
    match shape:
        case Many(item):
            least: Schema = {"minItems": 1} if guide.required else {}
            items = {"type": "array", "items": _value(guide, item, vocabularies), "uniqueItems": True, **least}
            return {"anyOf": [items, {"const": guide.word}]} if guide.word else items
        case Fields(model=model):
            return json_schema(model, vocabularies)
        case Leaf():
            return _leaf(guide, shape, vocabularies)


def _leaf(guide: FieldGuide, leaf: Leaf, vocabularies: Vocabularies) -> Schema:
    match guide.type:
        case ValueType.TERM:
            ids = (id_ for name in guide.vocabularies for id_ in vocabularies.named(name))
            return {"enum": list(dict.fromkeys(ids))}
        case ValueType.ENTRY:
            return {"type": ["string", "integer"], "pattern": ID_PATTERN}
        case ValueType.PART:
            return {"type": "string", "pattern": PART_PATTERN}
        case ValueType.NUMBER:
            # pydantic's own schema would also accept strings.
            return {"type": "number"}
    annotation = leaf.type
    for constraint in leaf.constraints:
        annotation = Annotated[annotation, constraint]
    schema = TypeAdapter(annotation).json_schema()
    return {name: value for name, value in schema.items() if name not in ("title", "description", "examples")}


def _demands(model: type[BaseModel]) -> list[Schema]:
    """Return the conditional constraints between fields: mostly, that one value requires another field."""
    found: list[Schema] = []
    if issubclass(model, Practice):
        found += [_when("maturity", (maturity.value,), *names) for maturity, names in NEEDED.items() if names]
    if issubclass(model, Record):
        found.append(_when("status", (Status.SUPERSEDED.value,), "replaced_by"))
        found.append(_when("status", (Status.WITHDRAWN.value,), "status_reason"))
        partial = _when("completeness", (Completeness.PARTIAL.value,), "missing")
        found.append({**partial, "else": _without("missing")})
    if issubclass(model, Source):
        others = _without(*DOCUMENT_FACTS)
        # Of a version of a document of the list, only where in it is written here.
        theirs = _without(*(name for name in DocumentVersion.model_fields if name != "language"))
        others["properties"]["versions"] = {"anyOf": [{"type": "null"}, {"type": "array", "items": theirs}]}
        found.append({"if": _given("document"), "then": others, "else": _given("title")})
    if issubclass(model, Agreement):
        found.append({"anyOf": [_is("completeness", Completeness.PARTIAL.value), _given("provisions")]})
    if issubclass(model, FollowUpReport):
        found.append({"anyOf": [_given("sources"), _given("evidence")]})
    if issubclass(model, Meeting):
        clock = {"anyOf": [_given("start"), _given("end")]}
        timed = {"anyOf": [clock, _holding("parts", clock)]}
        found.append({"if": _holding("agenda", timed), "then": _given("time_zone")})
    if issubclass(model, Place):
        found.append({"anyOf": [_given(name) for name in ("city", "country", "venue")]})
    if issubclass(model, Figure):
        found.append({"properties": {"value": {"minimum": 0}}})
        percent = {"properties": {"unit": {"const": Unit.PERCENT.value}}, "required": ["unit"]}
        found.append({"if": percent, "then": {"properties": {"value": {"maximum": 100}}}})
    return found


def _when(name: str, values: tuple[str, ...], *names: str) -> Schema:
    return {"if": {"properties": {name: {"enum": list(values)}}, "required": [name]}, "then": _given(*names)}


def _holding(name: str, item: Schema) -> Schema:
    """Return the schema of an object with a list of this name, of which some item is as given."""
    return {"properties": {name: {"type": "array", "contains": item}}, "required": [name]}


def _is(name: str, value: str) -> Schema:
    return {"properties": {name: {"const": value}}, "required": [name]}


def _given(*names: str) -> Schema:
    return {"required": list(names), "properties": {name: {"not": {"enum": [None, []]}} for name in names}}


def _without(*names: str) -> Schema:
    return {"properties": {name: {"type": "null"} for name in names}}
