"""Migrates practices to several leads, and from "shared" to "announced" (see CHANGELOG).

In the front matter of practices it replaces

- ``lead`` by ``leads``, a list of one,
- ``shared_at`` by ``announced_at``, as the agendas that these practices are known from announce them, no more.

All other lines stay as they are. Whoever migrates has yet to say what no program can know: which meetings a source
shows it was presented at (``presented_at``), and what its source calls it (``nature``).
"""

from __future__ import annotations

import re

from knowledge_base.contribute.migrate.lines import NotMovedError, in_front_matter

_LEAD = re.compile(r"lead:[ \t]+([\"']?)([A-Za-z0-9-]+)\1([ \t]*|[ \t]+#.*)")
_OF_BEFORE = re.compile(r"lead:|shared_at:")


def migrated_practice(text: str) -> str:
    """Return the text of a practice in the new form; one that is in it already stays as it is.

    Args:
        text: the text of the file.

    Raises:
        NotMovedError: the lead is written in a form that can't be migrated.
    """
    return in_front_matter(text, lambda lines: [_moved(line) for line in lines])


def _moved(line: str) -> str:
    if not _OF_BEFORE.match(line):
        return line
    if line.startswith("shared_at:"):
        return f"announced_at:{line.removeprefix('shared_at:')}"
    found = _LEAD.fullmatch(line)
    if not found:
        raise NotMovedError(line)
    return f"leads: [{found[2]}]{found[3]}"
