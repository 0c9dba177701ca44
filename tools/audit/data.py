"""Reads the data of a built site back with readers that are not ours, such as icalendar and feedparser."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pyshacl
import rdflib
from frictionless import validate
from icalendar import Calendar
from icalendar.timezone import tzp
from jsonschema import Draft202012Validator
from lxml import etree
from openpyxl import load_workbook
from pyld import jsonld
from rdflib.compare import isomorphic
from referencing import Registry, Resource

from tools.audit.fault import Fault

_LONGEST_LINE = 75
_ATOM = "{http://www.w3.org/2005/Atom}"


def calendar_faults(where: str, content: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a calendar: its lines, what icalendar cannot read, and its time zones."""
    if b"\n" in content.replace(b"\r\n", b"") or not content.endswith(b"\r\n"):
        yield Fault(where, "a line of a calendar that does not end in CRLF")
    if any(len(line) > _LONGEST_LINE for line in content.split(b"\r\n")):
        yield Fault(where, "a line of a calendar that is longer than 75 octets")
    # Its types allow for every value that a property of a calendar can have.
    calendar: Any = Calendar.from_ical(content)
    for component in calendar.walk():
        for name, message in component.errors:
            yield Fault(where, f"{component.name} {name}: {message}")
        for name in component.required:
            if name not in component:
                yield Fault(where, f"{component.name} without {name}")
    zones = {zone.tz_name: zone.to_tz(tzp, lookup_tzid=False) for zone in calendar.timezones}
    uids = [str(event["UID"]) for event in calendar.events]
    if len(uids) > len(set(uids)):
        yield Fault(where, "two events of a calendar with one UID")
    for event in calendar.events:
        start = event["DTSTART"]
        if isinstance(start.dt, dt.datetime):
            name = start.params["TZID"]
            if name not in zones:
                yield Fault(where, f"a time zone that the calendar does not define: {name}")
                continue
            for each in (start.dt, *((event["DTEND"].dt,) if "DTEND" in event else ())):
                local = each.replace(tzinfo=None)
                if local.replace(tzinfo=zones[name]).utcoffset() != local.replace(tzinfo=ZoneInfo(name)).utcoffset():
                    yield Fault(where, f"the offset of {name} that a calendar defines is not that of the time")
        if "DTEND" in event and event["DTEND"].dt <= start.dt:
            yield Fault(where, "an event of a calendar that does not end after it begins")


def feed_faults(where: str, content: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a feed: what feedparser cannot read, and what RFC 4287 asks for and is not there."""
    read = feedparser.parse(content, sanitize_html=False)
    if read.bozo:
        yield Fault(where, f"a feed that is not well formed: {read.bozo_exception}")
    if read.version != "atom10":
        yield Fault(where, f"a feed of another format: {read.version}")
    root = etree.fromstring(content)
    for element in (root, *root.iter(f"{_ATOM}entry")):
        for name in ("id", "title", "updated"):
            if len(element.findall(f"{_ATOM}{name}")) != 1:
                yield Fault(where, f"not one {name} in {element.tag}")
    if not root.findall(f"{_ATOM}author/{_ATOM}name"):
        yield Fault(where, "a feed without an author")
    ids = [entry.id for entry in read.entries]
    if len(ids) > len(set(ids)):
        yield Fault(where, "two entries of a feed with one id")
    for entry in (read.feed, *read.entries):
        if not any(link.rel == "alternate" and link.href.startswith(("http:", "https:")) for link in entry.links):
            yield Fault(where, "nothing in a feed that leads to its page by a whole address")
        if not entry.get("updated_parsed"):
            yield Fault(where, f"a time that cannot be read: {entry.get('updated')}")


def record_faults(site: Path) -> Iterator[Fault]:
    """Yield what the schemas of a built site find wrong with its data, and with each other."""
    schemas = {path: json.loads(path.read_bytes()) for path in site.rglob("*.schema.json")}
    for path, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        # Where the site has no address, they refer to each other by where they are.
        schema["$id"] = path.resolve().as_uri()
    registry = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas.values())
    validators = {
        path.name: Draft202012Validator({"$ref": schema["$id"]}, registry=registry) for path, schema in schemas.items()
    }
    for path in sorted(site.rglob("*.json")):
        if path in schemas:
            continue
        data = json.loads(path.read_bytes())
        name = data.get("$schema", "").rpartition("/")[2] if isinstance(data, dict) else ""
        if name in validators:
            for error in validators[name].iter_errors(data):
                yield Fault(f"{path.relative_to(site).as_posix()} {error.json_path}", error.message[:200])


def table_faults(site: Path) -> Iterator[Fault]:
    """Yield what frictionless finds wrong with the tables of a built site, and how workbooks differ from them."""
    packages = sorted(site.rglob("datapackage.*.json"))
    if not packages:
        yield Fault("data", "no data package")
    for package in packages:
        for error in validate(str(package)).flatten(["type", "message"]):
            yield Fault(package.name, ": ".join(map(str, error)))
        for resource in json.loads(package.read_bytes())["resources"]:
            path = package.with_name(resource["path"])
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file, delimiter=resource["dialect"]["delimiter"]))
            for place, field in enumerate(resource["schema"]["fields"]):
                for row in rows[1:]:
                    row[place] = row[place].replace(field.get("decimalChar", "."), ".")
            book = load_workbook(path.with_name(path.name.replace(".semicolon", "").replace(".csv", ".xlsx")))
            cells = [[_cell(cell) for cell in row] for row in book.worksheets[0].iter_rows()]
            # Apostrophes keep texts of a CSV file from being formulas; workbooks need none.
            if cells != [[cell.replace("'", "") for cell in row] for row in rows]:
                yield Fault(path.name, "not the same as its workbook")


def _cell(cell: Any) -> str:
    if cell.data_type == "f":
        return "a formula"
    match cell.value:
        case None:
            return ""
        case dt.datetime() as day:
            return day.date().isoformat()
        case float() as value if value.is_integer():
            return str(int(value))
        case value:
            return str(value).replace("'", "")


def vocabulary_faults(site: Path) -> Iterator[Fault]:
    """Yield what rdflib and pyshacl find wrong with the RDF of a built site; both of its forms must say the same."""
    shapes = rdflib.Graph()
    for path in site.rglob("*.shapes.ttl"):
        shapes.parse(path, format="turtle")
    for path in sorted(site.rglob("*.ttl")):
        where = path.relative_to(site).as_posix()
        graph = rdflib.Graph().parse(path, format="turtle")
        if path.name.endswith(".shapes.ttl"):
            continue
        if not isomorphic(graph, rdflib.Graph().parse(path.with_suffix(".jsonld"), format="json-ld")):
            yield Fault(where, "says something else as JSON-LD")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
        if not conforms:
            yield Fault(where, str(report))


_SCHEMA_ORG = "https://schema.org/"
_LINKED = "//script[@type='application/ld+json']"


def page_faults(where: str, content: bytes) -> Iterator[Fault]:
    """Yield what is wrong with the JSON-LD of a page, by the processor of pyld, and with its Dublin Core."""
    page: Any = etree.HTML(content)
    for script in page.xpath(_LINKED):
        # The context is what schema.org serves, without what does not matter here: all its terms are its own.
        document = json.loads(script.text)
        contexts = [document.pop("@context")]
        if contexts != ["https://schema.org"]:
            yield Fault(where, f"another context: {contexts}")
        local = {"@vocab": _SCHEMA_ORG, **{key: {"@type": "@id"} for key in ("url", "item", "contentUrl")}}
        for node in jsonld.flatten(document | {"@context": local}):
            for name in node:
                if not name.startswith(("@", _SCHEMA_ORG)):
                    yield Fault(where, f"a property of no vocabulary: {name}")
            kinds = node.get("@type", [])
            if not kinds and len(node) > 2:
                yield Fault(where, f"a thing of no type: {node['@id']}")
            if f"{_SCHEMA_ORG}Event" in kinds and f"{_SCHEMA_ORG}name" not in node:
                yield Fault(where, "an event without a name")
            if any(place.get("@id", "https:").startswith(("http", "_:")) is False for place in _places(node)):
                yield Fault(where, f"an address that is not a whole one: {node}")
    said = {meta.get("property") for meta in page.xpath("//meta[starts-with(@property, 'dcterms:')]")}
    if said and not {"dcterms:title", "dcterms:language"} <= said:
        yield Fault(where, "Dublin Core without title or language")


def _places(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for values in node.values():
        yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


READERS: Mapping[str, Callable[[str, bytes], Iterator[Fault]]] = {
    ".ics": calendar_faults,
    ".atom": feed_faults,
    ".html": page_faults,
}
"""What reads a file on its own, by the end of its name."""


def data_faults(site: Path) -> Iterator[Fault]:
    """Yield what is wrong with the data of a built site."""
    for path in sorted(site.rglob("*")):
        read: Any = READERS.get(path.suffix)
        if read:
            yield from read(path.relative_to(site).as_posix(), path.read_bytes())
    yield from record_faults(site)
    yield from table_faults(site)
    yield from vocabulary_faults(site)
