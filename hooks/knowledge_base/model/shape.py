"""The structure of a model as a tree, so that code can walk any record without knowing its fields.

A model becomes a tree of `Fields` (a record), `Many` (a list) and `Leaf` (a single value), read off pydantic's field
annotations. Merging translations, collecting references and hashing texts are all walks over this tree, so a new field
is translated, checked and hashed with no other edit.

Optional values have the shape of the value. There are no other unions, and all lists are ``tuple[X, ...]``: `_shape`
relies on both.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from knowledge_base.model.types import InVocabulary, NamesSource, Text, ToEntry, ToPart

_M = TypeVar("_M", bound=BaseModel)

Path = tuple[str | int, ...]
"""The path of a value in a record: field names and list indices, counted from 0."""

ITEM_KEYS = ("number", "id", "ref", "file")
"""The fields that identify an item of a list, so that a translated item can be matched with its original.

Items without such a field are matched by index.
"""

Marker = InVocabulary | ToEntry | ToPart


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A single value: a translatable text, or a fact.

    Attributes:
        is_text: whether it is a `Text`, which is translated.
        marker: for a reference, what it may refer to; else ``None``.
        type: the type, without ``Annotated`` and ``None``.
        constraints: the metadata of ``Annotated``: validators, limits, markers.
    """

    is_text: bool = False
    marker: Marker | None = None
    type: Any = field(default=str, compare=False)
    constraints: tuple[Any, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Many:
    """A list of values of one shape."""

    item: Shape


@dataclass(frozen=True)
class Fields:
    """A record: the shape of each of its fields."""

    model: type[BaseModel]
    fields: Mapping[str, Shape] = field(default_factory=dict)

    def key(self) -> str | None:
        """Return the field that identifies such a record in a list (`ITEM_KEYS`); ``None`` if only its index does.

        A field that records may lack identifies none of them.
        """
        known = self.model.model_fields
        return next((name for name in ITEM_KEYS if name in known and known[name].is_required()), None)


Shape = Leaf | Many | Fields


@cache
def shape_of(model: type[BaseModel]) -> Fields:
    """Return the shape of a model, with its fields in the order of their definition."""
    return Fields(
        model,
        {name: _shape(info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items()},
    )


def _shape(annotation: Any, metadata: tuple[Any, ...] = ()) -> Shape:
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        return _shape(inner, (*metadata, *extra))
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = (choice for choice in get_args(annotation) if choice is not type(None))
        return _shape(inner, metadata)
    if get_origin(annotation) is tuple:
        return Many(_shape(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return shape_of(annotation)
    marker = next((item for item in metadata if isinstance(item, Marker)), None)
    return Leaf(is_text=annotation is Text, marker=marker, type=annotation, constraints=metadata)


@cache
def translated(model: type[BaseModel]) -> Mapping[str, Shape]:
    """Return the fields of a model that are translatable texts or contain some, in the order of the model."""
    return {name: child for name, child in shape_of(model).fields.items() if _is_translated(child)}


def _is_translated(shape: Shape) -> bool:
    match shape:
        case Leaf(is_text=is_text):
            return is_text
        case Many(item):
            return _is_translated(item)
        case Fields(model=model):
            return bool(translated(model))


def texts(shape: Shape, data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the translatable texts of front matter that may not be valid, in the order of the model.

    Args:
        shape: the shape of ``data``.
        data: the front matter, as parsed; values of another type than the shape says are skipped.
        path: the path of ``data``.
    """
    match shape:
        case Leaf(is_text=True) if isinstance(data, str):
            yield path, data
        case Many(item) if isinstance(data, list):
            for index, value in enumerate(data):
                yield from texts(item, value, (*path, index))
        case Fields(model=model) if isinstance(data, Mapping):
            for name, child in translated(model).items():
                if name in data:
                    yield from texts(child, data[name], (*path, name))


def words_in(shape: Shape, value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Yield the path and the text of every `Text` in a validated record, in the order of the model."""
    match shape:
        case Leaf(is_text=True) if isinstance(value, Text):
            yield path, value
        case Many(item):
            for index, element in enumerate(value or ()):
                yield from words_in(item, element, (*path, index))
        case Fields(fields=fields) if value is not None:
            for name, child in fields.items():
                yield from words_in(child, getattr(value, name), (*path, name))


def references(shape: Shape, value: Any, path: Path = ()) -> Iterator[tuple[Path, Marker, str]]:
    """Yield every reference in a validated record: its path, what it must refer to, and the id."""
    if value is None:
        return
    match shape:
        case Leaf(marker=marker) if marker is not None:
            yield path, marker, str(value)
        case Many(item):
            for index, element in enumerate(value):
                yield from references(item, element, (*path, index))
        case Fields(model=model):
            for name, child in _referring(model):
                found = getattr(value, name)
                # Most fields are empty.
                if found is None or found == ():
                    continue
                if isinstance(child, Leaf) and child.marker is not None:
                    yield (*path, name), child.marker, str(found)
                else:
                    yield from references(child, found, (*path, name))


@cache
def _referring(model: type[BaseModel]) -> tuple[tuple[str, Shape], ...]:
    """Return the fields that are references or contain some. Most are not, and skipping them saves most of the walk."""
    return tuple((name, child) for name, child in shape_of(model).fields.items() if _refers(child))


def _refers(shape: Shape) -> bool:
    match shape:
        case Leaf(marker=marker):
            return marker is not None
        case Many(item):
            return _refers(item)
        case Fields(model=model):
            return bool(_referring(model))


def nested(shape: Shape, value: Any, model: type[_M], path: Path = ()) -> Iterator[tuple[Path, _M]]:
    """Yield the path and the value of every record of a model within a record that may be partial."""
    match shape:
        case Many(item):
            for index, element in enumerate(value or ()):
                yield from nested(item, element, model, (*path, index))
        case Fields(model=own) if value is not None:
            if isinstance(value, model):
                yield path, value
            for name, child in _holding(own, model):
                yield from nested(child, getattr(value, name), model, (*path, name))


@cache
def _holding(own: type[BaseModel], model: type[BaseModel]) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a model that hold records of another. Most do not, as with `_referring`."""
    return tuple((name, child) for name, child in shape_of(own).fields.items() if _holds(child, model))


def _holds(shape: Shape, model: type[BaseModel]) -> bool:
    match shape:
        case Leaf():
            return False
        case Many(item):
            return _holds(item, model)
        case Fields(model=own):
            return issubclass(own, model) or bool(_holding(own, model))


def sources_named(shape: Shape, value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the path and the id of every source that a record names by ``#`` and its id (`NamesSource`)."""
    match shape:
        case Many(item):
            for index, element in enumerate(value or ()):
                yield from sources_named(item, element, (*path, index))
        case Fields(model=model) if value is not None:
            for name, child in _naming(model):
                yield from sources_named(child, getattr(value, name), (*path, name))
        case Leaf() if isinstance(value, str) and value.startswith("#"):
            if _names(shape):
                yield path, value[1:]


@cache
def _naming(model: type[BaseModel]) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a model that may name a source, or hold some that may."""
    return tuple((name, child) for name, child in shape_of(model).fields.items() if _names(child))


def _names(shape: Shape) -> bool:
    match shape:
        case Leaf(constraints=constraints):
            return any(isinstance(constraint, NamesSource) for constraint in constraints)
        case Many(item):
            return _names(item)
        case Fields(model=model):
            return bool(_naming(model))


def leaves(shape: Shape, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    """Yield every leaf of a shape in the order of the model, with the field names that lead to it."""
    match shape:
        case Leaf():
            yield names, shape
        case Many(item):
            yield from leaves(item, names)
        case Fields(fields=fields):
            for name, child in fields.items():
                yield from leaves(child, (*names, name))


def names_of(path: Path) -> tuple[str, ...]:
    """Return a path without its list indices."""
    return tuple(part for part in path if isinstance(part, str))


def written(path: Path) -> str:
    """Format a path for authors, with indices counted from 1: ``countries[2].code``."""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out
