"""Entries as JSON, one file each and all of them in one: what the site knows, in a form that is promised to last.

The promise is on the data page: names and meanings of members stay, members may be added, and what breaks with that
gets another number of the format. The schemas are those of `knowledge_base.publish.data.record_schemas`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge_base.assemble import addresses
from knowledge_base.assemble.entries import Entry
from knowledge_base.assemble.facets import FACETS
from knowledge_base.locale import Locale
from knowledge_base.memory.digests import digest
from knowledge_base.memory.store import Memory
from knowledge_base.model.types import Text
from knowledge_base.publish.data.published_part import published_part
from knowledge_base.view.parts.other_forms import data_path, json_path
from knowledge_base.view.parts.site import Site
from knowledge_base.write import write_whole

FORMAT = 1
"""The number of the format. It changes when a member gets another name or meaning, and then only."""

ENTRY_SCHEMA = data_path("entry.schema.json")
"""The path of the schema of an entry, from the root of the site."""

CATALOGUE_SCHEMA = data_path("catalogue.schema.json")
"""The path of the schema of the whole catalogue, from the root of the site."""

VOCABULARIES = ("topics", "countries", "organisations", "bodies", "terms", "documents")
"""The vocabularies that the catalogue has in it."""

_NOTE = "catalogue"


def entry_json(site: Site, id_: str) -> bytes:
    """Return an entry as JSON, in the language of the site."""
    return json.dumps(_entry(site, site.catalogue.by_id[id_]), ensure_ascii=False, separators=(",", ":")).encode()


def _entry(site: Site, entry: Entry) -> Mapping[str, Any]:
    catalogue, version = site.catalogue, entry.in_(site.locale)
    date = catalogue.dates[entry.id]
    here = json_path(entry.address, site.locale)
    return {
        "$schema": _within(site, ENTRY_SCHEMA, here),
        "format": FORMAT,
        "id": entry.id,
        "kind": entry.kind.name,
        "sort": entry.sort.name,
        "language": str(site.locale),
        "text_language": str(version.locale),
        "languages": sorted(entry.versions),
        "page": _within(site, site.url(entry.address), here),
        "date": str(date) if date else None,
        "terms": {
            facet.name: list(terms) for facet in FACETS if facet.folder and (terms := catalogue.terms_of(facet, entry))
        },
        "links": [
            {"reason": site.say(link.reason), "entry": link.target} for link in catalogue.links.get(entry.id, ())
        ],
        "untranslated": list(_in_other_words(version.record, version.locale)),
        "record": plain_value(published_part(version.record, catalogue.by_id)),
        "body": version.body.strip(),
    }


def _within(site: Site, path: str, here: str) -> str:
    """Return the whole address of a path of the site; without the site's own, as seen from another file of it."""
    return site.home + path if site.home else addresses.relative_url(path, here)


def plain_value(value: Any) -> Any:
    """Return a value of a record as JSON has it; what is not filled in is left out.

    Dates are in EDTF (ISO 8601-2), times of day as ``09:45``, choices and references by their ids.

    Raises:
        TypeError: there is no rule for a value of this type.
    """
    match value:
        case BaseModel():
            # Only what was written: what is left out has the value that the field guide gives it.
            filled = ((name, plain_value(each)) for name, each in value if name in value.model_fields_set)
            return {name: each for name, each in filled if each not in (None, [], {})}
        case tuple():
            return [plain_value(each) for each in value]
        case StrEnum():
            return value.value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.date():
            return value.isoformat()
        case dt.time():
            return f"{value:%H:%M}"
        case None | bool() | int() | str():
            return value
    return str(value)


def _vocabularies(site: Site) -> Mapping[str, Any]:
    """Return the terms of each vocabulary that entries refer to, with their names in the language of the site."""
    return {
        name: [
            {"id": id_, "name": term.name(site.locale), **plain_value(term)}
            for id_, term in site.catalogue.vocabularies.named(name).items()
        ]
        for name in VOCABULARIES
    }


def _in_other_words(record: Any, locale: Locale, path: str = "") -> Iterator[str]:
    """Yield where the texts of a record are that are not in its language (JSON pointers, RFC 6901)."""
    match record:
        case Text():
            if record.locale is not locale:
                yield path
        case BaseModel():
            for name, value in record:
                yield from _in_other_words(value, locale, f"{path}/{name}")
        case tuple():
            for place, value in enumerate(record):
                yield from _in_other_words(value, locale, f"{path}/{place}")


def catalogue_path(locale: Locale) -> str:
    """Return the path of the whole catalogue in a language, from the root of the site."""
    return data_path(f"catalogue.{locale}.json")


def write_catalogue(folder: Path, site: Site, memory: Memory) -> str:
    """Write all entries into one file, from those that are there already, unless it is of these, and return its path.

    Args:
        folder: the folder of the site.
        site: the content in one language.
        memory: what is known of the files of entries, and of what the catalogue was made; updated in place.
    """
    path = catalogue_path(site.locale)
    entries = [json_path(entry.address, site.locale) for entry in site.catalogue.entries]
    known = {file.path: file.output for page in memory.pages.values() for file in page.files}
    # In a preview, some may not have been made yet.
    there = [each for each in entries if each in known]
    made_of = digest(([(each, known[each]) for each in there], site.catalogue.vocabularies, site.home)).hex()
    notes = memory.notes.setdefault(_NOTE, {})
    if notes.get(site.locale) == made_of and (folder / path).is_file():
        return path
    modified = site.catalogue.content_date()
    head = {
        "$schema": _within(site, CATALOGUE_SCHEMA, path),
        "format": FORMAT,
        "language": str(site.locale),
        "modified": modified.isoformat() if modified else None,
        "vocabularies": _vocabularies(site),
    }
    begin = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    content = b",\n".join((folder / each).read_bytes() for each in there)
    write_whole(folder / path, b"".join((begin, b',"entries":[\n', content, b"\n]}\n")))
    notes[site.locale] = made_of
    return path
