"""What a model says of the field at a path: its shape, the record that it is in, and its allowed values."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any, cast, get_args

from pydantic import BaseModel

from knowledge_base.locale import Locale
from knowledge_base.model.shape import Fields, Many, Path, shape_of
from knowledge_base.model.types import Choice


def shape_at(model: type[BaseModel], path: Path) -> Any:
    """Return the shape of the field at a path; ``None`` if the model has none."""
    return next(reversed([*_along(shape_of(model), path)]), None)


def parent_at(model: type[BaseModel], path: Path) -> Fields:
    """Return the shape of the innermost record that contains the last part of a path."""
    found = shape_of(model)
    for shape in _along(found, path[:-1]):
        if isinstance(shape, Fields):
            found = shape
    return found


def _along(shape: Any, path: Path) -> Iterator[Any]:
    for part in path:
        if isinstance(shape, Many) and isinstance(part, int):
            shape = shape.item
        elif isinstance(shape, Fields) and part in shape.fields:
            shape = shape.fields[str(part)]
        else:
            return
        yield shape


def choices_at(model: type[BaseModel], path: Path) -> dict[str, tuple[str, ...]]:
    """Return the allowed values at a path, with their labels in both languages; empty if it is not an enumeration."""
    name = next(part for part in reversed(path) if isinstance(part, str))
    return _members(cast("Hashable", parent_at(model, path).model.model_fields[name].annotation))


@cache
def _members(annotation: Hashable) -> dict[str, tuple[str, ...]]:
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return {choice.value: tuple(choice.label_in(locale) for locale in Locale) for choice in annotation}
    if isinstance(annotation, type) and issubclass(annotation, Locale):
        return {locale.value: () for locale in Locale}
    for inner in get_args(annotation):
        if found := _members(inner):
            return found
    return {}
