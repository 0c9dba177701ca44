"""Digests: short hashes by which two values are told apart between builds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from knowledge_base.assemble.entries import Entry, StandalonePage

SIZE = 12
"""Bytes of a digest: with a million values the odds of two alike are one in 10^17 (BLAKE2, RFC 7693)."""


def digest(value: object) -> bytes:
    """Return the digest of a value: the same for equal values, in whatever process it is taken.

    An entry counts with its facts and words, not with its body: what shows a body asks for it by itself. It is told by
    the text of its files, which is less work than to walk its record.

    Args:
        value: made of entries, pydantic models, dataclasses, enumerations, mappings, sequences and plain values.

    Raises:
        TypeError: there is no rule for a value of this type.
    """
    return blake2b(b"".join(_parts(value)), digest_size=SIZE).digest()


def _parts(value: object) -> Iterable[bytes]:
    """Yield the bytes that stand for a value. Each begins with its type and, where it has members, their number."""
    match value:
        case None | bool() | int() | float() | Decimal() | dt.date() | dt.time() | PurePath():
            yield f"{type(value).__name__}:{value!s};".encode()
        case Enum():
            yield f"{type(value).__name__}.{value.name};".encode()
        case str():
            data = value.encode("utf-8", "surrogatepass")
            yield b"s%d:" % len(data)
            yield data
        case bytes():
            yield b"b%d:" % len(value)
            yield value
        case Entry():
            yield from _entry(value)
        case StandalonePage():
            yield from _page(value)
        case BaseModel():
            yield f"{type(value).__name__}{{".encode()
            yield from _items(value.__dict__)
        case Mapping():
            yield b"m{"
            yield from _items(value)
        case tuple() | list():
            yield b"t%d[" % len(value)
            for item in value:
                yield from _parts(item)
        case frozenset() | set():
            yield b"f%d[" % len(value)
            for item in sorted(b"".join(_parts(item)) for item in value):
                yield item
        case _ if is_dataclass(value) and not isinstance(value, type):
            yield f"{type(value).__name__}(".encode()
            for each in fields(value):
                if each.compare:
                    yield from _parts(getattr(value, each.name))
        case _:
            raise TypeError(f"no digest for {type(value)}")


def _items(mapping: Mapping[Any, object]) -> Iterable[bytes]:
    yield b"%d:" % len(mapping)
    for key, item in mapping.items():
        yield from _parts(key)
        yield from _parts(item)


def _entry(entry: Entry) -> Iterable[bytes]:
    yield f"entry {entry.address} {entry.original} {entry.sound}".encode()
    for locale, version in entry.versions.items():
        yield f";{locale} {version.page.source.path} {version.stale} {version.draft} ".encode()
        yield version.page.fields_digest


def _page(page: StandalonePage) -> Iterable[bytes]:
    yield f"page {page.address} {page.sound}".encode()
    for locale, version in page.versions.items():
        yield f";{locale} {version.page.source.path} ".encode()
        yield version.page.fields_digest
