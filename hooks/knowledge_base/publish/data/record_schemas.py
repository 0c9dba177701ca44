"""JSON Schemas (draft 2020-12) of the data that the site publishes, and of the front matter of translations.

The record inside an entry has the form of the front matter of an original, whose schemas are those of
`knowledge_base.publish.site.schemas`; they are referred to, not repeated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge_base.assemble.addresses import relative_url, schema_path
from knowledge_base.locale import Locale
from knowledge_base.model.kinds import KINDS, Kind
from knowledge_base.model.record import Translation
from knowledge_base.model.shape import Fields, Leaf, Many, Shape, shape_of
from knowledge_base.model.types import ID_PATTERN
from knowledge_base.model.vocabularies import Vocabularies
from knowledge_base.publish.data.records import CATALOGUE_SCHEMA, ENTRY_SCHEMA, FORMAT, VOCABULARIES
from knowledge_base.publish.site.schemas import DIALECT, Schema, json_schema
from knowledge_base.write import write_whole


def translation_schema_path(kind: Kind) -> str:
    """Return the path of the schema of translations of a kind of entry, from the root of the site."""
    return f"schemas/{kind.name}.translation.schema.json"


def write_data_schemas(folder: Path, vocabularies: Vocabularies, home: str) -> None:
    """Write the schemas of entries, of the catalogue and of translations into a built site.

    Args:
        folder: the folder of the site.
        vocabularies: the terms whose ids fields accept.
        home: the URL of the site, with a slash at its end; without, the ``$id`` of a schema is its file name.
    """
    schemas = {ENTRY_SCHEMA: entry_schema(), CATALOGUE_SCHEMA: catalogue_schema()}
    for kind in KINDS:
        schemas[translation_schema_path(kind)] = translation_schema(kind, vocabularies)
    for path, schema in schemas.items():
        named = {"$schema": DIALECT, "$id": home + path if home else path.rpartition("/")[2]}
        write_whole(folder / path, json.dumps(named | schema, indent=1) + "\n")


def entry_schema() -> Schema:
    """Return the schema of an entry as data."""
    text, ids = {"type": "string"}, {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
    language = {"enum": [str(locale) for locale in Locale]}
    described: dict[str, tuple[Schema, str]] = {
        "$schema": (text, "The schema of this file."),
        "format": ({"const": FORMAT}, "The number of the format."),
        "id": ({"type": "string", "pattern": ID_PATTERN}, "The permanent id."),
        "kind": ({"enum": [kind.name for kind in KINDS]}, "The kind of entry."),
        "sort": (
            {"enum": [sort.name for kind in KINDS for sort in kind.sorts]},
            "What readers are told that it is: its kind, or the nature of a practice.",
        ),
        "language": (language, "The language of the site that this file belongs to."),
        "text_language": (language, "The language of its text; another one where there is no translation."),
        "languages": ({"type": "array", "items": language, "minItems": 1}, "The languages in which it can be read."),
        "page": (text, "Its page: a whole address, or from this file where the site has none."),
        "date": ({"type": ["string", "null"]}, "Its date (EDTF, ISO 8601-2); null if it is not known."),
        "terms": (
            {"type": "object", "additionalProperties": ids},
            "The ids of what it belongs to, also through other entries, by facet.",
        ),
        "links": (
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"reason": text, "entry": {"type": "string", "pattern": ID_PATTERN}},
                    "required": ["reason", "entry"],
                },
            },
            "The entries that it is linked with, in both directions, and why.",
        ),
        "untranslated": (ids, "JSON pointers to texts of the record that are not in the language of its text."),
        "record": ({"type": "object"}, "Its fields, as in the front matter of an original."),
        "body": (text, "Its text, in Markdown as it was written."),
    }
    return {
        "title": "Entry of the knowledge base",
        "type": "object",
        "properties": {name: {"description": said, **schema} for name, (schema, said) in described.items()},
        "required": list(described),
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind.name}}},
                "then": {"properties": {"record": {"$ref": relative_url(schema_path(kind), ENTRY_SCHEMA)}}},
            }
            for kind in KINDS
        ],
    }


def catalogue_schema() -> Schema:
    """Return the schema of the whole catalogue as data."""
    term = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
    return {
        "title": "Catalogue of the knowledge base",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "language": {"enum": [str(locale) for locale in Locale]},
            "modified": {"type": ["string", "null"], "description": "The day on which any entry was changed last."},
            "vocabularies": {
                "type": "object",
                "properties": {
                    name: {"type": "array", "items": term | {"required": ["id", "name"]}} for name in VOCABULARIES
                },
                "required": list(VOCABULARIES),
            },
            "entries": {
                "type": "array",
                "description": "All entries, newest first.",
                "items": {"$ref": relative_url(ENTRY_SCHEMA, CATALOGUE_SCHEMA)},
            },
        },
        "required": ["format", "language", "modified", "vocabularies", "entries"],
    }


def translation_schema(kind: Kind, vocabularies: Vocabularies) -> Schema:
    """Return the schema of the front matter of translations of a kind of entry.

    A translation has the texts, and what says where it comes from. It may repeat facts; whether they are those of the
    original, and which texts are still missing, one file cannot tell.
    """
    schema = _without_demands(json_schema(kind.record, vocabularies), shape_of(kind.record))
    properties = {**schema["properties"], "translation": json_schema(Translation, vocabularies)}
    title = f"{kind.singular}: translation"
    return {"title": title, **schema, "properties": properties, "required": ["translation"]}


def _without_demands(schema: Schema, shape: Shape) -> Schema:
    """Return a schema that asks for no field and no item, and takes an empty text as one to be written."""
    match shape:
        case Leaf(is_text=True):
            return {"anyOf": [schema, {"type": "null"}, {"const": ""}]}
        case Leaf():
            # What a translation leaves out is as in the original.
            return {name: value for name, value in schema.items() if name != "default"}
        case Many(item):
            return _each(schema, "items", item)
        case Fields(fields=fields):
            if "anyOf" in schema:
                return schema | {"anyOf": [_without_demands(each, shape) for each in schema["anyOf"]]}
            if "properties" not in schema:
                return schema
            kept = {name: value for name, value in schema.items() if name not in ("required", "allOf")}
            properties: Mapping[str, Any] = schema["properties"]
            return kept | {"properties": {name: _without_demands(properties[name], fields[name]) for name in fields}}


def _each(schema: Schema, name: str, item: Shape) -> Schema:
    if "anyOf" in schema:
        return schema | {"anyOf": [_each(each, name, item) for each in schema["anyOf"]]}
    if name not in schema:
        return schema
    free = {key: value for key, value in schema.items() if key not in ("minItems", "uniqueItems")}
    return free | {name: _without_demands(schema[name], item)}
