"""An original and its translation as one record: the facts of the one, the words of the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.locale import Locale
from knowledge_base.model.shape import Fields, Leaf, Many, Path, Shape
from knowledge_base.model.types import Text


@dataclass(kw_only=True)
class Merged:
    """The result of a merge.

    Attributes:
        data: facts of the original, texts of the translation where it has them.
        origin: for each text that the translation gave, where it stands there.
        contradictions: facts of the translation that differ from the original's: where they stand, and the original's.
        surplus: values of the translation that the original does not have: where they stand.
        missing: texts of the original that the translation does not have, or has empty: where they stand in the
            original, and where they would stand in the translation, or what is nearest to that.
    """

    data: Any = None
    origin: dict[Path, Path] = field(default_factory=dict)
    contradictions: list[tuple[Path, Any]] = field(default_factory=list)
    surplus: list[Path] = field(default_factory=list)
    missing: list[tuple[Path, Path]] = field(default_factory=list)


_ABSENT = object()


def merge(shape: Shape, original: Any, translation: Any, locale: Locale) -> Merged:
    """Put a translation over its original.

    Args:
        shape: the shape of the record.
        original: the front matter of the original.
        translation: the front matter of the translation.
        locale: the language of the translation.
    """
    merged = Merged()
    merged.data = _merge(shape, original, translation, locale, merged, (), ())
    return merged


def _merge(shape: Shape, original: Any, translation: Any, locale: Locale, out: Merged, path: Path, there: Path) -> Any:
    if original is _ABSENT:
        if translation is not _ABSENT:
            out.surplus.append(there)
        return _ABSENT
    match shape:
        case Leaf(is_text=True):
            # An item without words, and words that are only quotation marks, wait for somebody to write them.
            if translation in (_ABSENT, None) or (isinstance(translation, str) and not translation.strip()):
                out.missing.append((path, there))
                return original
            out.origin[path] = there
            return Text(translation, locale) if isinstance(translation, str) else translation
        case Leaf():
            if translation is not _ABSENT and _spoken(translation) != _spoken(original):
                out.contradictions.append((there, original))
            return original
        case Many(item) if isinstance(original, list):
            return _merge_list(item, original, translation, locale, out, path, there)
        case Fields(fields=fields) if isinstance(original, Mapping):
            if translation is not _ABSENT and not isinstance(translation, Mapping):
                out.contradictions.append((there, original))
                translation = _ABSENT
            given = translation if isinstance(translation, Mapping) else {}
            result = dict(original)
            for name, child in fields.items():
                value = _merge(
                    child,
                    original.get(name, _ABSENT),
                    given.get(name, _ABSENT),
                    locale,
                    out,
                    (*path, name),
                    (*there, name),
                )
                if value is not _ABSENT:
                    result[name] = value
            out.surplus.extend((*there, name) for name in given if name not in fields)
            return result
    return original


def _merge_list(
    item: Shape, original: list[Any], translation: Any, locale: Locale, out: Merged, path: Path, there: Path
) -> list[Any]:
    if translation is not _ABSENT and not isinstance(translation, list):
        out.contradictions.append((there, original))
        translation = _ABSENT
    given = translation if isinstance(translation, list) else []
    places = _match(item, original, given)
    matched = {place for place in places if place is not None}
    out.surplus.extend((*there, index) for index in range(len(given)) if index not in matched)
    return [
        _merge(
            item,
            value,
            _ABSENT if place is None else given[place],
            locale,
            out,
            (*path, index),
            there if place is None else (*there, place),
        )
        for index, (value, place) in enumerate(zip(original, places, strict=True))
    ]


def _match(item: Shape, original: list[Any], given: list[Any]) -> list[int | None]:
    """Return for each item of the original the place of its translation: by number or id, else by order."""
    name = (item.key() if isinstance(item, Fields) else None) or ""
    keys = [_key(value, name) for value in given]
    if any(keys):
        by_key = {key: place for place, key in reversed(list(enumerate(keys))) if key}
        return [by_key.pop(_key(value, name) or "", None) for value in original]
    return [place if place < len(given) else None for place in range(len(original))]


def _key(value: Any, name: str) -> str | None:
    """Return the number or id of an item, if it has one."""
    key = value.get(name) if isinstance(value, Mapping) else None
    return key.strip() if isinstance(key, str) else None


def _spoken(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 3


def same_lines(original: str, translation: str) -> tuple[tuple[int, int], ...]:
    """Return where the body of a translation still says what the original says, word for word.

    Lines of a few words are not compared: names and numbers are the same in both languages.

    Args:
        original: the body of the original.
        translation: that of the translation.

    Returns:
        The first and the last line of each stretch, counted from 0; lines of a few words inside one belong to it.
    """
    known = {" ".join(line.split()) for line in original.split("\n")}
    stretches: list[tuple[int, int]] = []
    apart = True
    for number, line in enumerate(translation.split("\n")):
        words = " ".join(line.split())
        same = words in known
        # Most lines are translated, and nothing more has to be known of them.
        if (apart and not same) or len(_WORD.findall(words)) < _FEWEST_WORDS:
            continue
        if not same:
            apart = True
        elif apart:
            stretches.append((number, number))
            apart = False
        else:
            stretches[-1] = (stretches[-1][0], number)
    return tuple(stretches)
