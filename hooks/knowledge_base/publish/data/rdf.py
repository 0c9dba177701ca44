"""RDF as text: Turtle (https://www.w3.org/TR/turtle/) and JSON-LD (https://www.w3.org/TR/json-ld11/)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PREFIXES: Mapping[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""What the prefixes of properties and classes stand for."""

# What a text in double quotes can't have in it as it is (Turtle, 6.4), and what an IRI can't (IRIREF).
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@dataclass(frozen=True)
class Iri:
    """A thing, by its address: a whole one, or one with a prefix of `PREFIXES`, such as ``skos:Concept``."""

    value: str


@dataclass(frozen=True)
class Literal:
    """A text with its language, or a value with its type (with a prefix)."""

    value: str
    language: str = ""
    type: str = ""


@dataclass(frozen=True)
class Resource:
    """What is said of a thing.

    Attributes:
        iri: its whole address.
        types: its classes.
        said: pairs of a property and a value.
    """

    iri: str
    types: tuple[str, ...]
    said: Sequence[tuple[str, Iri | Literal]]


def turtle(resources: Sequence[Resource]) -> bytes:
    """Return resources as Turtle."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    for resource in resources:
        lines += ["", "\n".join(_block(resource))]
    return ("\n".join(lines) + "\n").encode()


def _block(resource: Resource) -> Iterator[str]:
    types = ", ".join(resource.types)
    yield f"<{_iri(resource.iri)}> a {types}{' ;' if resource.said else ' .'}"
    for place, (name, value) in enumerate(resource.said, 1):
        yield f"  {name} {_object(value)}{' ;' if place < len(resource.said) else ' .'}"


def _object(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return value.value if _is_short(value.value) else f"<{_iri(value.value)}>"
    tag = f"@{value.language}" if value.language else f"^^{value.type}" if value.type else ""
    return f'"{value.value.translate(_ESCAPED)}"{tag}'


def _is_short(iri: str) -> bool:
    return iri.partition(":")[0] in PREFIXES


def _iri(iri: str) -> str:
    return _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", iri)


def json_ld(resources: Sequence[Resource]) -> bytes:
    """Return resources as JSON-LD, with the context in it."""
    document = {"@context": PREFIXES, "@graph": [_node(resource) for resource in resources]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _node(resource: Resource) -> Mapping[str, Any]:
    node: dict[str, Any] = {"@id": _iri(resource.iri), "@type": list(resource.types)}
    for name, value in resource.said:
        node.setdefault(name, []).append(_value(value))
    return node


def _value(value: Iri | Literal) -> Mapping[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.value if _is_short(value.value) else _iri(value.value)}
    tag = {"@language": value.language} if value.language else {"@type": value.type} if value.type else {}
    return {"@value": value.value} | tag
