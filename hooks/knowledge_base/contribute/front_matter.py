"""Writes front matter as YAML, in the style of the files under ``docs/``: the inverse of ``parse``."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge_base.model.shape import Fields, Leaf, Many, Path, Shape
from knowledge_base.model.types import CONTROL_PATTERN, check_plain

Comments = Mapping[Path, str]
"""Comments to write above values, by path."""

_WIDTH = 100
# Strings that need no quotes: ids, codes, numbers, dates, time zones. Some have other types in YAML, but our parser
# keeps all scalars as strings.
_PLAIN = re.compile(r"[A-Za-z0-9]+([-_/][A-Za-z0-9]+)*")
_WORDS_OF_YAML = re.compile(r"y|n|yes|no|on|off|true|false|null", re.IGNORECASE)
# Characters that YAML refuses or takes for line breaks, and invisible ones.
_UNPRINTABLE = re.compile(f"[\t\n\ufffe\uffff]|{CONTROL_PATTERN}")


def front_matter(shape: Fields, data: Mapping[str, Any], comments: Comments) -> str:
    """Return front matter as YAML, without the ``---`` fences.

    Args:
        shape: the shape of the record; fields are written in the order of the model.
        data: the values: nested mappings and lists with strings as leaves, as ``parse`` returns them.
        comments: the comments to write above values.
    """
    return "".join(f"{line}\n" for line in _fields(shape, data, comments, ()))


def comment(text: str, indent: str = "") -> Iterator[str]:
    """Yield a text as wrapped YAML comment lines. Line breaks in it are removed, so it cannot end the comment."""
    sign = f"{indent}# "
    words = _UNPRINTABLE.sub("", " ".join(text.split()))
    yield from textwrap.wrap(
        words, _WIDTH, initial_indent=sign, subsequent_indent=sign, break_long_words=False, break_on_hyphens=False
    )


def _fields(shape: Fields, data: Mapping[str, Any], comments: Comments, path: Path) -> Iterator[str]:
    for name, child in shape.fields.items():
        if name in data:
            here = (*path, name)
            if here in comments:
                yield from comment(comments[here])
            yield from _field(name, child, data[name], comments, here)


def _field(name: str, shape: Shape, value: Any, comments: Comments, path: Path) -> Iterator[str]:
    """Yield the lines of a field: in flow style on one line where possible, else in block style."""
    flow = _flow(shape, value)
    if flow is not None and not (isinstance(shape, Many) and isinstance(shape.item, Fields)):
        yield f"{name}: {flow}"
        return
    yield f"{name}:"
    match shape:
        case Many(item):
            for index, element in enumerate(value):
                for line in _item(item, element, comments, (*path, index)):
                    yield f"  {line}"
        case Fields():
            for line in _fields(shape, value, comments, path):
                yield f"  {line}"


def _item(shape: Shape, value: Any, comments: Comments, path: Path) -> Iterator[str]:
    """Yield the lines of a list item. Comments on its first field go above the dash."""
    if path in comments:
        yield from comment(comments[path])
    flow = _flow(shape, value)
    if flow is not None:
        yield f"- {flow}"
    elif isinstance(shape, Fields):
        dash = "- "
        for line in _fields(shape, value, comments, path):
            above = line.startswith("#") and dash == "- "
            yield line if above else f"{dash}{line}"
            dash = dash if above else "  "
    else:
        yield f"- {_scalar(value, quoted=True)}"


def _flow(shape: Shape, value: Any) -> str | None:
    """Return a value in YAML flow style; ``None`` if it has to be in block style."""
    match shape:
        case Leaf():
            return _scalar(value, quoted=_is_words(shape))
        case Many(Leaf(is_text=False) as item):
            return f"[{', '.join(_flow(item, element) or '' for element in value)}]"
        case Fields(fields=fields) if all(_is_short(fields[name], element) for name, element in value.items()):
            return f"{{{', '.join(f'{name}: {_flow(fields[name], value[name])}' for name in fields if name in value)}}}"
    return None


def _is_short(shape: Shape, value: Any) -> bool:
    return isinstance(shape, Leaf) and not _is_words(shape) and _is_plain(value)


def _is_words(leaf: Leaf) -> bool:
    """Whether the value is prose, which is always quoted, so that people can edit it without knowing YAML."""
    return leaf.is_text or any(getattr(constraint, "func", None) is check_plain for constraint in leaf.constraints)


def _scalar(value: str, *, quoted: bool) -> str:
    if not quoted and _is_plain(value):
        return value
    # JSON strings are valid YAML, and \U escapes any character (YAML 1.1, section 5.6).
    return _UNPRINTABLE.sub(lambda found: f"\\U{ord(found[0]):08x}", json.dumps(value, ensure_ascii=False))


def _is_plain(value: str) -> bool:
    return bool(_PLAIN.fullmatch(value)) and not _WORDS_OF_YAML.fullmatch(value)
