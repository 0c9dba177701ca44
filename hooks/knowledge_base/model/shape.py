"""The shape of a model as plain values, so that code can walk any record without knowing its fields.

Translation, references and the hash of the texts are all walks over a shape: a field added to a model is translated,
checked and hashed with no other edit.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from knowledge_base.model.types import InVocabulary, Text, ToEntry, ToPart

Path = tuple[str | int, ...]
"""Where a value stands in a record: field names and positions in lists, counted from 0."""

ITEM_KEYS = ("number", "id")
"""The fields by which an item of a list in a translation finds its original; where it has none, its place does."""

Marker = InVocabulary | ToEntry | ToPart


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A single value: a text to be translated or a fact; where it refers to something, to what.

    Attributes:
        is_text: whether it is to be translated.
        marker: to what it refers.
        type: its type, without what constrains it.
        constraints: what pydantic and the model add to the type.
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
        """Return the field that identifies one such record in a list; ``None`` when only its place does."""
        return next((name for name in ITEM_KEYS if name in self.fields), None)


Shape = Leaf | Many | Fields


@cache
def shape_of(model: type[BaseModel]) -> Fields:
    """Return the shape of a model."""
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


def texts(shape: Shape, data: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the translatable texts of front matter, in the order of the model."""
    match shape:
        case Leaf(is_text=True) if isinstance(data, str):
            yield path, data
        case Many(item) if isinstance(data, list):
            for index, value in enumerate(data):
                yield from texts(item, value, (*path, index))
        case Fields(fields=fields) if isinstance(data, Mapping):
            for name, child in fields.items():
                if name in data:
                    yield from texts(child, data[name], (*path, name))


def words_in(shape: Shape, value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Yield the words in a validated record, with the language they are in, in the order of the model."""
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
    """Yield every reference in a validated record: where it stands, what it must point at, and the id it holds."""
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
                yield from references(child, getattr(value, name), (*path, name))


@cache
def _referring(model: type[BaseModel]) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a model that refer to something, or hold what does; most do not."""
    return tuple((name, child) for name, child in shape_of(model).fields.items() if _refers(child))


def _refers(shape: Shape) -> bool:
    match shape:
        case Leaf(marker=marker):
            return marker is not None
        case Many(item):
            return _refers(item)
        case Fields(model=model):
            return bool(_referring(model))


def leaves(shape: Shape, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    """Yield the single values of a shape, in the order of the model, each with its names from outside in."""
    match shape:
        case Leaf():
            yield names, shape
        case Many(item):
            yield from leaves(item, names)
        case Fields(fields=fields):
            for name, child in fields.items():
                yield from leaves(child, (*names, name))


def names_of(path: Path) -> tuple[str, ...]:
    """Return the names in a path, without the positions in lists."""
    return tuple(part for part in path if isinstance(part, str))


def written(path: Path) -> str:
    """Return a path as an author reads it: ``countries[2].code``, counted from 1."""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out
