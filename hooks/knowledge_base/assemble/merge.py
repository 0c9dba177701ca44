"""Merges the front matter of an original and its translation: facts from the original, texts from the translation.

Both trees are walked in parallel along the shape of the model. The result has the structure of the original; where the
translation has a text, that text replaces the original's. The rules for each kind of node:

- **Text** (`Leaf` with ``is_text``): the translation's if it has one, else the original's, which is noted as missing.
- **Fact** (any other `Leaf`): always the original's. A translation may repeat facts, but a different one is a
  contradiction.
- **Record** (`Fields`): field by field. Fields that the original does not have are surplus.
- **List** (`Many`): item by item, always in the order of the original. Items are matched by their key (``number`` or
  ``id``, see `ITEM_KEYS`) if any item of the translation has one, so that a translator may leave out items without
  texts, or reorder them; otherwise by index. Items without a match are surplus.

The merge works on parsed but unvalidated YAML, so any value can have the wrong type. A value of the translation that is
not the list or mapping it should be is a contradiction, and the merge goes on as if it were absent. Wrong types in the
original are left for validation to report.

As list items can be matched out of order, a value may have different paths in the two files. Problems have to point at
the right file and place, so the walk carries both paths: ``path`` in the original (and in the result) and ``there`` in
the translation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.locale import Locale
from knowledge_base.model.shape import Fields, Leaf, Many, Path, Shape, translated
from knowledge_base.model.types import Text


@dataclass(kw_only=True)
class Merged:
    """The result of a merge.

    Attributes:
        data: the merged front matter. Texts from the translation are `Text` values with its language; all other values
            are as in the original.
        origin: for each text from the translation, its path in ``data`` mapped to its path in the translation.
        contradictions: facts of the translation that differ: their path in the translation, and the original's value.
        surplus: paths in the translation of values that the original does not have.
        missing: texts that the translation lacks or leaves empty: the path in the original, and the path in the
            translation where the text belongs. If the whole item is missing the latter has no index, and the nearest
            position there is (`Tree.position`) is that of the list.
    """

    data: Any = None
    origin: dict[Path, Path] = field(default_factory=dict)
    contradictions: list[tuple[Path, Any]] = field(default_factory=list)
    surplus: list[Path] = field(default_factory=list)
    missing: list[tuple[Path, Path]] = field(default_factory=list)


# Not None, which is a value in YAML.
_ABSENT = object()


def merge(shape: Shape, original: Any, translation: Any, locale: Locale) -> Merged:
    """Merge a translation into its original. Neither is modified, and neither has to be valid.

    Args:
        shape: the shape of the record.
        original: the front matter of the original.
        translation: the front matter of the translation, without its ``translation`` field.
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
            # The scaffold of a translation leaves texts empty (``""``), and the parser returns None for an empty item:
            # both are still to be translated.
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
        case Fields(model=model, fields=fields) if isinstance(original, Mapping):
            if translation is not _ABSENT and not isinstance(translation, Mapping):
                out.contradictions.append((there, original))
                translation = _ABSENT
            given = translation if isinstance(translation, Mapping) else {}
            result, texts = dict(original), translated(model)
            for name, child in fields.items():
                # Facts that only the original has, which are most, stay as they are.
                if name in given or (name in original and name in texts):
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
    """Return for each item of the original the index of its translation; ``None`` if there is none.

    If two items of the translation have the same key, the first is used and the other becomes surplus.
    """
    name = (item.key() if isinstance(item, Fields) else None) or ""
    keys = [_key(value, name) for value in given]
    if any(keys):
        by_key = {key: place for place, key in reversed(list(enumerate(keys))) if key}
        return [by_key.pop(_key(value, name) or "", None) for value in original]
    return [place if place < len(given) else None for place in range(len(original))]


def _key(value: Any, name: str) -> str | None:
    """Return the key of an item (its number or id), if it has one."""
    key = value.get(name) if isinstance(value, Mapping) else None
    return key.strip() if isinstance(key, str) else None


def _spoken(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
