"""«Did you mean»: the nearest of a set of names, accents and case folded."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from knowledge_base.locale import fold


def meant(written: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Return the key that somebody has named, whole; ``None`` where there is none, or several go by that name.

    Args:
        written: what somebody wrote.
        names: as for `nearest`.
    """
    wanted = fold(written.strip())
    keys = {key for key, others in names.items() if wanted == fold(key)}
    keys = keys or {key for key, others in names.items() if wanted in map(fold, others)}
    return keys.pop() if len(keys) == 1 else None


def nearest(written: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """Return the key whose name is nearest to what was written; ``None`` when none is near.

    Args:
        written: what somebody wrote.
        names: for each key that could be meant, the names it goes by (the key itself counts as one).
    """
    by_name: dict[str, str] = {}
    for key, others in names.items():
        for name in (key, *others):
            by_name.setdefault(fold(name), key)
    wanted = fold(written.strip())
    if wanted in by_name:
        return by_name[wanted]
    close = difflib.get_close_matches(wanted, by_name, n=1, cutoff=0.72)
    if close:
        return by_name[close[0]]
    # Half a name is often written: "trata" for "trata de personas", "Panam" for "Panamá".
    if len(wanted) >= 4:
        longer = sorted(name for name in by_name if wanted in name.split() or name.startswith(wanted))
        if longer:
            return by_name[longer[0]]
    return None


def as_id(written: str) -> str:
    """Return what was written as an id: ``Línea Única`` is ``linea-unica``; empty where no letter of it is left."""
    return re.sub("[^a-z0-9]+", "-", fold(written)).strip("-")
