"""The part of a record that is published: without its references to entries that are not.

The check accepts no such reference. Should there be one all the same, pages do not show it, and data do not either.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, TypeVar

from pydantic import BaseModel

from knowledge_base.model.shape import Fields, Leaf, Many, Shape, shape_of
from knowledge_base.model.types import FILE_PLACE_PATTERN, ToEntry, ToPart

R = TypeVar("R", bound=BaseModel)


def published_part(record: R, known: Container[str]) -> R:
    """Return a record without its references to other entries than these.

    An item that is nothing without its reference is left out as a whole.

    Args:
        record: the record of an entry.
        known: the ids of published entries.
    """
    kept: R = _part(record, shape_of(type(record)), known)
    return kept


def _part(value: Any, shape: Shape, known: Container[str]) -> Any:
    """Return the published part of a value; ``None`` if there is none."""
    match shape:
        case Leaf(marker=ToEntry() | ToPart()) if value is not None:
            return value if str(value).partition("#")[0] in known else None
        case Leaf(constraints=constraints) if value is not None and _is_place_of_file(constraints):
            # The file of another entry, by its place: the id of that, and its name.
            return value if str(value).partition("/")[0] in known else None
        case Many(item):
            parts = [_part(each, item, known) for each in value or ()]
            return tuple(part for part in parts if part is not None)
        case Fields(fields=fields) if value is not None:
            changed: dict[str, Any] = {}
            for name, child in fields.items():
                old = getattr(value, name)
                new = _part(old, child, known)
                if new is None and old is not None and type(value).model_fields[name].is_required():
                    return None
                if new != old:
                    changed[name] = new
            return value.model_copy(update=changed) if changed else value
    return value


def _is_place_of_file(constraints: tuple[Any, ...]) -> bool:
    # The constraints of an optional type are inside of it, as pydantic has them.
    parts = (part for each in constraints for part in (each, *getattr(each, "metadata", ())))
    return any(getattr(part, "pattern", None) == FILE_PLACE_PATTERN for part in parts)
