"""Fuzzy lookup of names, ignoring case and accents, for "did you mean"."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable, Mapping
from itertools import count

from knowledge_base.locale import fold

LONGEST_MEANT = 200
"""How many characters may be meant for a name, a date or a list of such: what is longer is a text out of place."""

# Names of six letters and more may differ in one letter, or two that have changed places.
_CLEAR = 0.83


# An id may be written as the way to its file, or the address of its page.
_WAY = re.compile(r"^\S*/(?=[\w-]+(?:\.(?:md|html))?$)|(?<=\w)\.(?:md|html)$")


def meant(written: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Look up a key by its exact name, ignoring case and accents; ``None`` if there is none, or more than one.

    Keys take precedence over alternative names.

    Args:
        written: the input.
        names: as for `nearest`.
    """
    wanted = fold(written.strip())
    keys = {key for key, others in names.items() if wanted == fold(key)}
    keys = keys or {key for key, others in names.items() if wanted in map(fold, others)}
    return keys.pop() if len(keys) == 1 else None


def nearest(written: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Look up the key with the most similar name; ``None`` if none is similar enough.

    Args:
        written: the input.
        names: the alternative names of each key; the key itself is always one of its names.
    """
    if len(written) > LONGEST_MEANT:
        return None
    by_name: dict[str, str] = {}
    for key, others in names.items():
        for name in (key, *others):
            by_name.setdefault(fold(name), key)
    wanted = fold(written.strip())
    if wanted in by_name:
        return by_name[wanted]
    last = fold(_WAY.sub("", written.strip()))
    if last in by_name and not any("/" in name for name in by_name):
        return by_name[last]
    close = difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.72)
    if close:
        return by_name[close[0]]
    # People often write part of a name: "trata" for "trata de personas", "Panam" for "Panamá".
    if len(wanted) >= 4:
        longer = sorted(name for name in by_name if wanted in name.split() or name.startswith(wanted))
        if longer:
            return by_name[longer[0]]
    return None


def clearly_meant(written: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Look up the one key that can be meant: by its exact name, or by one that differs in a letter or two.

    Args:
        written: the input.
        names: as for `nearest`.
    """
    if len(written) > LONGEST_MEANT:
        return None
    if found := meant(written, names):
        return found
    wanted = fold(written.strip())
    close = [
        key
        for key, others in names.items()
        if difflib.get_close_matches(wanted, [fold(name) for name in (key, *others)], n=1, cutoff=_CLEAR)
    ]
    return close[0] if len(close) == 1 else None


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an id that is not taken: the wanted one, or with ``-2``, ``-3`` and so on at its end."""
    if wanted not in taken:
        return wanted
    return next(id_ for number in count(2) if (id_ := f"{wanted}-{number}") not in taken)


def as_id(written: str) -> str:
    """Slugify: ``Línea Única`` becomes ``linea-unica``. Empty if there are no ASCII letters or digits after folding."""
    return re.sub("[^a-z0-9]+", "-", fold(written)).strip("-")
