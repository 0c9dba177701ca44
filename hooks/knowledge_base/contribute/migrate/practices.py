"""Migrates practices to several leads, and from "shared" to "announced" (see CHANGELOG).

In the front matter of practices it replaces

- ``lead`` by ``leads``, a list of one,
- ``shared_at`` by ``announced_at``, as the agendas that these practices are known from announce them, no more.

All other lines stay as they are. Whoever migrates has yet to say what no program can know: which meetings a source
shows it was presented at (``presented_at``), and what its source calls it (``nature``).
"""

from __future__ import annotations

import re
from pathlib import Path

_LEAD = re.compile(r"lead:[ \t]+([\"']?)([A-Za-z0-9-]+)\1([ \t]*|[ \t]+#.*)")
_OF_BEFORE = re.compile(r"lead:|shared_at:")


def migrated_practice(text: str) -> str:
    """Return the text of a practice in the new form; one that is in it already stays as it is.

    Args:
        text: the text of the file.

    Raises:
        ValueError: the lead is written in a form that can't be migrated; the argument is its line.
    """
    lines = text.split("\n")
    fences = [place for place, line in enumerate(lines) if line.rstrip() == "---"][:2]
    for place in range(*fences) if len(fences) > 1 else ():
        line, end = lines[place].removesuffix("\r"), "\r" * lines[place].endswith("\r")
        if not _OF_BEFORE.match(line):
            continue
        if line.startswith("shared_at:"):
            lines[place] = f"announced_at:{line.removeprefix('shared_at:')}{end}"
        elif found := _LEAD.fullmatch(line):
            lines[place] = f"leads: [{found[2]}]{found[3]}{end}"
        else:
            raise ValueError(line)
    return "\n".join(lines)


def migrate_practices(root: Path) -> tuple[str, ...]:
    """Migrate the practices of a repository, and return what could not be migrated, file by file.

    Raises:
        OSError: a file can't be read or written.
    """
    problems = []
    for path in sorted(root.glob("docs/*/practices/*.md")):
        text = path.read_bytes().decode("utf-8")
        try:
            path.write_bytes(migrated_practice(text).encode("utf-8"))
        except ValueError as error:
            problems.append(f"{path}: {error}")
    return tuple(problems)
