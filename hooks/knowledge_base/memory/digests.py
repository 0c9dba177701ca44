"""Digests: short hashes by which two values are told apart between builds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from hashlib import blake2b
from operator import attrgetter
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

from knowledge_base.assemble.entries import Entry, StandalonePage

SIZE = 12
"""Bytes of a digest: with a million values the odds of two alike are one in 10^17 (BLAKE2, RFC 7693)."""

_Put = Callable[[bytes], None]
_Writer = Callable[[Any, _Put], None]


def digest(value: object) -> bytes:
    """Return the digest of a value: the same for equal values, in whatever process it is taken.

    An entry counts with its facts and words, not with its body: what shows a body asks for it by itself. It is told by
    the text of its files, which is less work than to walk its record.

    Args:
        value: made of entries, pydantic models, dataclasses, enumerations, mappings, sequences and plain values.

    Raises:
        TypeError: there is no rule for a value of this type.
    """
    parts: list[bytes] = []
    _write(value, parts.append)
    return blake2b(b"".join(parts), digest_size=SIZE).digest()


def _write(value: object, put: _Put) -> None:
    """Put the bytes that stand for a value. Each begins with its type and, where it has members, their number."""
    kind = type(value)
    writer = _WRITERS.get(kind)
    if writer is None:
        # A build digests millions of values of a few dozen types: what to do with one is found out once.
        writer = _WRITERS[kind] = _writer_of(value)
    writer(value, put)


_WRITERS: dict[type, _Writer] = {}


def _writer_of(value: object) -> _Writer:
    name = type(value).__name__
    match value:
        case Enum():
            return lambda value, put: put(f"{name}.{value.name};".encode())
        case str():
            return _write_str
        case None | bool() | int() | float() | Decimal() | dt.date() | dt.time() | PurePath():
            return lambda value, put: put(f"{name}:{value!s};".encode())
        case bytes():
            return _write_bytes
        case Entry():
            return lambda value, put: put(value.fingerprint)
        case StandalonePage():
            return lambda value, put: put(value.fingerprint)
        case BaseModel():
            return lambda value, put: _write_items(f"{name}{{".encode(), value.__dict__, put)
        case Mapping():
            return lambda value, put: _write_items(b"m{", value, put)
        case tuple() | list():
            return _write_sequence
        case frozenset() | set():
            return _write_set
        case _ if is_dataclass(value):
            return _writer_of_dataclass(name, [each.name for each in fields(value) if each.compare])
        case _:
            raise TypeError(f"no digest for {type(value)}")


def _write_str(value: str, put: _Put) -> None:
    data = value.encode("utf-8", "surrogatepass")
    put(b"s%d:" % len(data))
    put(data)


def _write_bytes(value: bytes, put: _Put) -> None:
    put(b"b%d:" % len(value))
    put(value)


def _write_items(begin: bytes, mapping: Mapping[Any, object], put: _Put) -> None:
    put(b"%b%d:" % (begin, len(mapping)))
    for key, item in mapping.items():
        _write(key, put)
        _write(item, put)


def _write_sequence(value: Sequence[object], put: _Put) -> None:
    put(b"t%d[" % len(value))
    for item in value:
        _write(item, put)


def _write_set(value: frozenset[object], put: _Put) -> None:
    put(b"f%d[" % len(value))
    members = []
    for item in value:
        parts: list[bytes] = []
        _write(item, parts.append)
        members.append(b"".join(parts))
    for member in sorted(members):
        put(member)


def _writer_of_dataclass(name: str, names: Sequence[str]) -> _Writer:
    begin = f"{name}(".encode()
    getters = [attrgetter(each) for each in names]

    def write(value: Any, put: _Put) -> None:
        put(begin)
        for get in getters:
            _write(get(value), put)

    return write
