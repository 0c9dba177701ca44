"""What an author has most likely meant by a value that is not valid, in the notation of its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from knowledge_base.locale import Locale, time_zone_meant, time_zones
from knowledge_base.model.shape import Fields, Leaf, Many, Shape
from knowledge_base.model.types import ID_PATTERN, InVocabulary, ToEntry, ToPart
from knowledge_base.model.web import is_web_address
from knowledge_base.parse.countries_meant import countries_meant
from knowledge_base.parse.dates_meant import day_meant, due_meant, when_meant
from knowledge_base.parse.hints import address_meant, items_meant, number_meant, numbers_meant, time_meant, whole_meant
from knowledge_base.suggest import LONGEST_MEANT, as_id, nearest

_LONGEST_QUOTE = 60
_REFERENCE = re.compile(rf"(?:{ID_PATTERN.strip('^$')})(?:#[\w.-]+)?")


def shortened(text: str) -> str:
    """Truncate user input so that it can be quoted in a message."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def value_meant(kind: str, context: Mapping[str, Any], given: str, locale: Locale) -> str:
    """Return the input in the notation of the field, for a suggestion; empty if it is not clear what was meant."""
    if len(given) > LONGEST_MEANT:
        return ""
    match kind:
        case "date_format":
            return day_meant(given, locale)
        case "when_format":
            return when_meant(given, locale)
        case "due_format":
            return due_meant(given, locale)
        case "when_twice":
            return given.partition("/")[0].strip()
        case "time_format":
            return time_meant(given)
        case "time_zone":
            # Abbreviations such as EST stand for no place.
            return time_zone_meant(given) or ("" if given.isupper() else nearest(given, time_zones()) or "")
        case "url":
            return address_meant(given)
        case "int_parsing":
            return whole_meant(given)
        case "decimal_parsing":
            return number_meant(given)
        case "string_pattern_mismatch" if context.get("pattern") == ID_PATTERN:
            return as_id(given)
    return ""


def as_field(given: str, fields: Mapping[str, Shape]) -> str:
    """Return a plain string as a field of an item: the field whose name it begins with, or else the first one."""
    named = re.fullmatch(r"(\w++)\s*+(?:[=–—-]++\s*+)?(\S.*)", given, re.DOTALL)
    if named and named[1] in fields:
        return f"{named[1]}: {shortened(named[2])}"
    first = "url" if "url" in fields and is_web_address(given) else next(iter(fields))
    return f"{first}: {shortened(given)}"


def as_list(given: Any, shape: Any) -> str:
    """Return a plain string as a YAML list; empty if it is not clear how to split it."""
    if not isinstance(given, str) or len(given) > LONGEST_MEANT:
        return ""
    match shape:
        case Many(Fields(fields=fields)):
            first, leaf = next(iter(fields.items()))
            if codes := codes_meant(given, leaf):
                return f"[{', '.join(f'{{{first}: {code}}}' for code in codes)}]"
            return f"- {as_field(given, fields)}"
        case Many(Leaf(type=type_)) if type_ is int:
            return f"[{', '.join(numbers)}]" if (numbers := numbers_meant(given)) else ""
        case Many(Leaf(marker=ToEntry() | ToPart())) if not all(map(_REFERENCE.fullmatch, items_meant(given))):
            return ""
        case Many(Leaf(is_text=False) as leaf):
            if codes := codes_meant(given, leaf):
                return f"[{', '.join(codes)}]"
            return f"[{shortened(', '.join(items_meant(given)))}]"
    return ""


def are_clear_items(given: Any, shape: Any) -> bool:
    """Whether the items of a list that was written as words are codes, or ids, and nothing else."""
    if not isinstance(given, str) or not isinstance(shape, Many):
        return False
    leaf = next(iter(shape.item.fields.values())) if isinstance(shape.item, Fields) else shape.item
    if isinstance(leaf, Leaf) and leaf.type is int:
        return bool(numbers_meant(given))
    if codes_meant(given, leaf):
        return True
    is_id = isinstance(leaf, Leaf) and isinstance(leaf.marker, InVocabulary)
    return is_id and all(re.fullmatch(ID_PATTERN, item) for item in items_meant(given))


def codes_meant(given: str, leaf: Shape) -> tuple[str, ...]:
    """Return the codes of the countries that were written in words, where they are expected and each is clear."""
    if not (isinstance(leaf, Leaf) and isinstance(leaf.marker, InVocabulary) and "countries" in leaf.marker.names):
        return ()
    found = countries_meant(given)
    return tuple(each.codes[0] for each in found) if all(len(each.codes) == 1 for each in found) else ()
